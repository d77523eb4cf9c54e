"""Sweeps against Mesa's runner and the EMA workbench: ``python -m benchmarks.sweeping``.

Each contender plays the same design in a process of its own, in rounds; then once more with a point
at which the model raises. Prints a table and writes ``results/bench-sweep.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

MANY, FEW = 1024, 6
RUNS = {
    "ensemble": MANY,
    "sweep": MANY,
    "sweep, shared chances": MANY,
    "sweep, 2 workers": 4 * MANY,
    "mesa.batch_run": FEW,
    "ema sequential": FEW,
    "ema 2 processes": 2 * FEW,
}
"""How many runs each plays a round: those that play one by one, fewer."""


PATIENCE = 60
"""Seconds that a contender with a failing run is waited for; such a design takes some five."""


def main(words: list[str] | None = None) -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few runs: figures mean nothing")
    parser.add_argument("--out", type=Path, default=ROOT / "results" / "bench-sweep.json")
    asked = parser.parse_args(words)
    sizes = dict.fromkeys(RUNS, 3) if asked.quick else RUNS
    found = measure(sizes, 1 if asked.quick else 3)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    show(found)
    return 0


def measure(sizes: dict[str, int], rounds: int) -> dict[str, Any]:
    """Every contender, round after round, and once with a run that fails."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in sizes}
    for _ in range(rounds):
        for name, runs in sizes.items():
            rows[name].append(play(name, runs))
    found: dict[str, Any] = {}
    for name, runs in sizes.items():
        found[name] = {
            "runs": runs,
            "processor_ms_a_run": 1e3 * median(row["processor"] for row in rows[name]) / runs,
            "clock_ms_a_run": 1e3 * median(row["clock"] for row in rows[name]) / runs,
            "mib": max(row["mib"] for row in rows[name]),
        }
        if name != "ensemble":
            found[name]["failing"] = play(name, min(runs, FEW), "--failing")
    pairs = zip(rows["sweep"], rows["ensemble"], strict=True)
    found["overhead"] = median(one["processor"] / bare["processor"] for one, bare in pairs) - 1.0
    return found


def play(name: str, runs: int, *options: str) -> dict[str, Any]:
    """One contender in a process of its own; one with a failing run may never come back."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.swept", name, str(runs), *options]
    child = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = child.communicate(timeout=PATIENCE if options else None)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        return {"kept": 0, "told": f"hangs: no answer in {PATIENCE} s"}
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return told


def show(found: dict[str, Any]) -> None:
    """Print what was measured."""
    from rich.console import Console
    from rich.table import Table

    table = Table("contender", "ms of processor a run", "ms of clock", "MiB", "when a run fails")
    for name, row in found.items():
        if name == "overhead":
            continue
        failing = row.get("failing")
        kept = f"{failing['kept']} of {min(row['runs'], FEW)} kept; " if failing else ""
        told = failing["told"] if failing else ""
        times = (f"{row['processor_ms_a_run']:.2f}", f"{row['clock_ms_a_run']:.2f}")
        table.add_row(name, *times, f"{row['mib']:.0f}", kept + told)
    console = Console()
    console.print(table)
    console.print(f"Overhead of the sweep over the bare ensemble: {100 * found['overhead']:.0f} %")


if __name__ == "__main__":
    sys.exit(main())
