"""Sweeps at scale, for real: ``python -m benchmarks.scale``, or ``make scale``; about half an hour.

A million runs with summaries kept, and a hundred thousand whole trajectories, each by the command
with as many workers as there are cores; memory of every process on the way, quantiles of the
summary against exact ones, and the time that slices take. Writes ``results/bench-scale.json``.
``--share`` plays a part of both, to see that it works.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
SWEEPS = Path(__file__).resolve().parent / "sweeps"
QUANTILES = {"p5": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
LOOK = 0.5
"""Seconds between looks at the memory."""


def main(words: list[str] | None = None) -> int:
    """Play, measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="part of the runs to play")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path, default=ROOT / "results" / "bench-scale.json")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        folder = Path(name)
        found = {
            "million": measure_million(folder, asked.share, asked.workers),
            "trajectories": measure_trajectories(folder, asked.share, asked.workers),
        }
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=2))
    return 0


def measure_million(out: Path, share: float, workers: int) -> dict[str, Any]:
    """Time, memory and disk of a million runs, and how near its quantiles are to exact ones."""
    folder, found = play("million", out, share, workers)
    found |= compare_quantiles(folder)
    shutil.rmtree(folder)
    return found


def measure_trajectories(out: Path, share: float, workers: int) -> dict[str, Any]:
    """Time, memory and disk of whole trajectories, and seconds that slices of them take."""
    folder, found = play("trajectories", out, share, workers)
    found["slices"] = time_slices(folder)
    shutil.rmtree(folder)
    return found


def play(name: str, out: Path, share: float, workers: int) -> tuple[Path, dict[str, Any]]:
    """Play a sweep of this folder by the command, watching the memory of all its processes."""
    text = (SWEEPS / f"{name}.toml").read_text(encoding="utf-8")
    size = int(text.split("size = ")[1].split()[0])
    file = out / f"{name}.toml"
    file.write_text(text.replace(f"size = {size}", f"size = {max(round(share * size), 1)}"))
    command = [
        sys.executable, "-m", "model.cli", "sweep", str(file), "--out", str(out),
        "--workers", str(workers),
    ]  # fmt: skip
    began = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    first, largest, together = watch(child)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    (folder,) = out.glob(f"{name}-*")
    held = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return folder, {
        "runs": json.loads((folder / "manifest.json").read_text())["runs"],
        "workers": workers,
        "seconds": time.perf_counter() - began,
        "first_process_mib": first,
        "largest_worker_mib": largest,
        "together_mib": together,
        "disk_mb": held / 1e6,
    }


def watch(child: subprocess.Popen[bytes]) -> tuple[float, float, float]:
    """Peak resident memory, MiB: of the first process, of the largest other, of all at once."""
    import psutil

    parent = psutil.Process(child.pid)
    first = largest = together = 0.0
    while child.poll() is None:
        try:
            own = parent.memory_info().rss
            others = [one.memory_info().rss for one in parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
        first, largest = max(first, own), max(largest, *others, 0)
        together = max(together, own + sum(others))
        time.sleep(LOOK)
    return first / 2**20, largest / 2**20, together / 2**20


def compare_quantiles(folder: Path) -> dict[str, float]:
    """The largest relative difference of the summary's quantiles and means from exact ones."""
    import pandas as pd

    from model.experiments.sweeps import open_sweep

    opened = open_sweep(folder)
    table = pd.read_csv(folder / "summary.csv", dtype={"date": str, "power": str})
    worst = mean = 0.0
    for row in table.to_dict("records"):
        labels = {"date": row["date"], "power": row["power"]}
        values = np.sort(opened[row["outcome"]].sel(labels).values.ravel())
        values = values[np.isfinite(values)]
        for name, part in QUANTILES.items():
            exact = float(values[max(int(np.ceil(part * len(values))) - 1, 0)])
            worst = max(worst, abs(row[name] / exact - 1))
        mean = max(mean, abs(row["mean"] / float(values.mean(dtype=np.float64)) - 1))
    return {"quantiles_off_by": worst, "means_off_by": mean, "numbers_compared": len(table) * 5}


def time_slices(folder: Path) -> dict[str, float]:
    """Seconds to read some slices of trajectories, opening included; each twice, the second told.

    What the system still holds of the files in memory is read from there, so these are times of
    decoding more than of the disk.
    """
    from model.experiments.sweeps import open_sweep

    slices = {
        "one run, everything": {"experiment": 4321},
        "one quarter, every run, everything": {"turn": 40},
        "one power in one state, every run and quarter": {"power": 0, "state": 0},
        "one power in one state and quarter, every run": {"power": 0, "state": 0, "turn": 40},
        "five years of every tenth run": {"experiment": slice(0, None, 10), "turn": slice(20, 40)},
    }
    times = {}
    for name, place in slices.items():
        for _ in range(2):
            began = time.perf_counter()
            array = open_sweep(folder)["share"]
            size = array.sizes["experiment"]
            at = {k: min(v, size - 1) if isinstance(v, int) else v for k, v in place.items()}
            np.isnan(array.isel(at).values).any()
            times[name] = time.perf_counter() - began
    return times


if __name__ == "__main__":
    sys.exit(main())
