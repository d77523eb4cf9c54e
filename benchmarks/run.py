"""Run every benchmark on one core, print a table and write ``results/bench.json``.

``python -m benchmarks.run``, or ``make bench``; ``--quick`` plays few runs, to see that it works.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


class Size(NamedTuple):
    """How much is played."""

    together: int
    """runs of the ensemble a round"""
    alone: int
    """runs a round of those that play one by one"""
    rounds: int
    memory: int
    """runs of the command whose memory is measured"""
    chunk: int | None
    """runs side by side in the fused stages; None for the ensemble's own number"""
    repeats: int


FULL = Size(together=512, alone=4, rounds=7, memory=10_000, chunk=None, repeats=20)
QUICK = Size(together=16, alone=1, rounds=1, memory=8, chunk=4, repeats=1)


def main(words: list[str] | None = None) -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few runs: figures mean nothing")
    parser.add_argument("--out", type=Path, default=ROOT / "results" / "bench.json")
    asked = parser.parse_args(words)
    cores = keep_to_one_core()
    found = measure(QUICK if asked.quick else FULL)
    found["details"]["machine"] = {"cores": cores, "used": 1}
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    from benchmarks.table import show

    show(found)
    return 0


def keep_to_one_core() -> int:
    """Keep this process and its children to one core and one thread; returns the cores there are.

    Called before NumPy is imported, which reads the number of threads once.
    """
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return os.cpu_count() or 1


def measure(size: Size) -> dict[str, Any]:
    """Every figure; memory first, while this process is still small."""
    from benchmarks.memory import measure_peak

    peak = measure_peak(size.memory)

    from benchmarks import contenders
    from benchmarks.fused import race
    from benchmarks.fused.moment import reach_moment
    from benchmarks.rounds import alternate, ratio
    from model.engines.ensemble import CHUNK
    from model.storage.manifest import versions

    field = contenders.open_field()
    contenders.agree(field)
    times = alternate(contenders.line_up(field, size.together, size.alone), size.rounds)
    chunk = size.chunk or CHUNK
    stages = race.race(reach_moment(*field, chunk), size.rounds * 3, size.repeats)
    ensemble = times["ensemble"]
    return {
        "ensemble_vs_batch_run": ratio(times["batch_run"], ensemble),
        "ensemble_vs_workshop": ratio(times["workshop"], ensemble),
        "ensemble_vs_fused": race.all_stages(stages),
        "ensemble_runs_per_second": 1.0 / ensemble.typical,
        "peak_mib": peak.mib,
        "details": {
            "runs": size._asdict() | {"chunk": chunk},
            "seconds_a_run": {name: each._asdict() for name, each in times.items()},
            "fused_by_stage": race.each_stage(stages),
            "microseconds_a_run_and_quarter": {
                name: {"rules": 1e6 * rules.typical, "fused": 1e6 * fused.typical}
                for name, (rules, fused) in stages.items()
            },
            "peak": peak._asdict(),
            "versions": versions() | more_versions("mesa", "numba"),
        },
    }


def more_versions(*names: str) -> dict[str, str]:
    """Versions of the packages that only benchmarks measure or use."""
    from importlib.metadata import version

    return {name: version(name) for name in names}


if __name__ == "__main__":
    sys.exit(main())
