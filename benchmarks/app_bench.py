"""Hold the app against its bars: ``python -m benchmarks.app_bench``, or ``make app-bench``.

Starts `steppewise app` as a user does, visits it with a real browser, lets many visitors ask at
once, prints a table and writes ``results/bench-app.json``. It takes about twenty minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.app.bars import BARS, Figure, verdict
from benchmarks.app.parts import (
    count_bytes,
    interrupt,
    look_at_all_states,
    move_sliders,
    open_scenarios,
    report_on_one,
    start_it,
    visit_together,
    wonder_why,
)

ROOT = Path(__file__).resolve().parents[1]
BUSY = 0.5
"""Load of the machine before it begins, above which clock times are not to be trusted."""

Found = dict[str, Figure]


class Size(NamedTuple):
    """How much is measured."""

    rounds: int
    """starts of the program"""
    moves: int
    """moves of a slider"""
    visitors: int
    seconds: float
    """for which they come"""
    quick: bool


FULL = Size(rounds=3, moves=40, visitors=50, seconds=600.0, quick=False)
QUICK = Size(rounds=1, moves=3, visitors=2, seconds=8.0, quick=True)


def main(words: list[str] | None = None) -> int:
    """Measure, print, write; 1 where a part could not be measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few cases: figures mean nothing")
    parser.add_argument("--seconds", type=float, help="how long many visitors come")
    parser.add_argument("--only", action="append", help="one part; may be given again")
    parser.add_argument("--out", type=Path, default=ROOT / "results" / "bench-app.json")
    asked = parser.parse_args(words)
    size = QUICK if asked.quick else FULL
    if asked.seconds:
        size = size._replace(seconds=asked.seconds)
    load = os.getloadavg()[0]
    found, failed = measure(size, asked.only)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(record(found, failed, load), indent=2) + "\n", encoding="utf-8")
    show(found, failed, load)
    return 1 if failed else 0


def measure(size: Size, only: list[str] | None = None) -> tuple[Found, dict[str, str]]:
    """Return every figure, and why a part could not be measured."""
    from benchmarks.app.page import Watched, browsing
    from benchmarks.app.program import Program

    found: Found = {}
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as name, browsing() as browser:
        folder = Path(name)

        def take(part: str, work: Callable[[], Found]) -> None:
            if only and part not in only:
                return
            print(f"{part} ...", file=sys.stderr, flush=True)
            try:
                found.update(work())
            except Exception as error:  # one part that fails leaves the others
                failed[part] = f"{type(error).__name__}: {error}"[:400]

        take("start", lambda: start_it(browser, folder, size.rounds))
        program = Program(folder)
        try:
            watched = Watched(browser, program)
            take("open", lambda: open_scenarios(watched, size.quick))
            take("bytes", lambda: count_bytes(watched))
            take("move", lambda: move_sliders(watched, size.moves))
            take("why", lambda: wonder_why(watched, size.quick))
            take("states", lambda: look_at_all_states(watched, size.quick))
            take("end", lambda: interrupt(program))
        finally:
            program.kill()
        take("visitors", lambda: visit_together(folder, size.visitors, size.seconds, size.quick))
        take("report", lambda: report_on_one(folder, size.quick))
    return found, failed


def record(found: Found, failed: dict[str, str], load: float) -> dict[str, Any]:
    """What is written: each figure beside its bar."""
    rows = {
        bar.key: {
            "what": bar.what,
            "most": bar.most,
            "unit": bar.unit,
            "verdict": verdict(bar, found.get(bar.key)),
            **(found[bar.key]._asdict() if bar.key in found else {}),
        }
        for bar in BARS
    }
    return {"bars": rows, "failed": failed, "cores": os.cpu_count(), "load_before": load}


def show(found: Found, failed: dict[str, str], load: float) -> None:
    """Print what was measured."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("what", "bar", "measured", "", "cases", "program", "browser")
    table.title = "The app; processor time of the program and of the browser, ms a case"
    for bar in BARS:
        figure = found.get(bar.key)
        cells = ["", "", "", ""]
        if figure is not None:
            value = "" if figure.value is None else say(figure.value, bar.unit)
            costs = [figure.program, figure.browser]
            cells = [
                value,
                str(figure.cases),
                *("" if c is None else f"{1e3 * c:.0f}" for c in costs),
            ]
        row = [bar.what, say(bar.most, bar.unit), cells[0], verdict(bar, figure), *cells[1:]]
        table.add_row(*map(Text, row))
    console = Console(width=140 if not sys.stdout.isatty() else None)
    console.print(table)
    for bar in BARS:
        if bar.key in found and found[bar.key].note:
            console.print(Text(f"{bar.what}: {found[bar.key].note}"))
    for part, why in failed.items():
        console.print(Text(f"{part} could not be measured: {why}"))
    console.print(f"{os.cpu_count()} cores; load before it began {load:.1f}")
    if load > BUSY:
        console.print("The machine was busy: clock times are too long. Look at processor times.")


def say_cost(seconds: float | None) -> str:
    """Processor time in thousandths of a second."""
    return "" if seconds is None else f"{1e3 * seconds:.0f}"


def say(value: float, unit: str) -> str:
    """A figure with its unit."""
    return f"{value:.3g} {unit}".strip() if unit else f"{value:.0f}"


if __name__ == "__main__":
    sys.exit(main())
