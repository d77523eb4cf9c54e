"""The parts of the benchmark of the app: each returns figures by the keys of their bars."""

from __future__ import annotations

import contextlib
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.app import page as pages
from benchmarks.app.access import find_barriers, find_pages
from benchmarks.app.bars import Figure, late, middle
from benchmarks.app.program import MEGABYTE, ROOT, Program
from benchmarks.app.visitors import LAYERS, Crowd, Visitors, growth

FIRST_SCENARIO = "northern-closed"
MORE_SCENARIOS = ("sea-blocked", "us-leaves", "japan-delivers", "export-controls", "cku-2030")
MOVED = ("northern-closed", "sea-blocked")
"""Scenarios whose first event is in 2028, so that 52 quarters of 64 are played anew."""

CLOSER_EVERY = 5
"""After so many moves the visitor waits until 200 runs are on the screen."""

EVERY = 20.0
LAYERS_FOR = 0.2
"""Part of the time in which many visitors ask for 200 and 1,000 runs, too."""

Found = dict[str, Figure]


def start_it(browser: Any, folder: Path, rounds: int) -> Found:
    """From the command to the first page with its list of scenarios."""
    clock, program_took = [], 0.0
    for _ in range(rounds):
        begun = time.perf_counter()
        program = Program(folder)
        try:
            with pages.Watched(browser, program).open() as page:
                page.goto(program.address)
                page.wait_for_selector(pages.CARDS, timeout=pages.LONG)
                clock.append(time.perf_counter() - begun)
                program_took += program.processor()
        finally:
            program.end()
    return {"first_page": Figure(middle(clock), rounds, program_took / rounds)}


def open_scenarios(watched: pages.Watched, quick: bool) -> Found:
    """From a card of the library to the first chart: of the first scenario, and of others."""
    took: list[float] = []
    costs: list[tuple[float, float]] = []
    names = (FIRST_SCENARIO, *MORE_SCENARIOS[: 1 if quick else None])
    for name in names:
        with watched.open() as page:
            page.goto("about:blank")
            with costing(watched, costs):
                took.append(pages.choose(page, watched.address, name))
    further = [sum(each) / len(costs[1:]) for each in zip(*costs[1:], strict=True)]
    return {
        "first_chart_cold": Figure(took[0], 1, *costs[0]),
        "first_chart": Figure(middle(took[1:]), len(took) - 1, *further),
    }


def count_bytes(watched: pages.Watched) -> Found:
    """Bytes that come over the line from the first page to the first chart."""
    with watched.open() as page:
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        came: list[float] = []
        line.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))
        pages.choose(page, watched.address, FIRST_SCENARIO)
        total = sum(came)
    return {"bytes": Figure(total / MEGABYTE, 1, note=f"{len(came)} requests")}


def move_sliders(watched: pages.Watched, moves: int) -> Found:
    """From a slider to its preview, to 50 runs and, now and then, to 200 runs."""
    notes: list[pages.Note] = []
    costs: list[tuple[float, float]] = []
    for name in MOVED:
        with watched.open() as page:
            page.goto(f"{watched.address}/explore/{name}")
            pages.wait_for_runs(page, "200")
            sliders = page.locator(pages.SLIDER).count()
            pages.read_notes(page)
            for move in range(-(-moves // len(MOVED))):
                with costing(watched, costs):
                    # Parts of the width that never come again: no answer is in memory already.
                    pages.drag(page, move % sliders, (0.11 + 0.618 * move) % 0.9 + 0.05)
                    pages.wait_for_runs(page, "50")
                if move % CLOSER_EVERY == 0:
                    pages.wait_for_runs(page, "200")
                notes += pages.read_notes(page)
    released = pages.times_between(notes, pages.RELEASED, pages.FIRST)
    closer = pages.times_between(notes, pages.FIRST, pages.CLOSER)
    alone = pages.times_between(notes, pages.ASKED, pages.CLOSER)
    previews = pages.previews_after(notes)
    program, browser = (sum(each) / len(costs) for each in zip(*costs, strict=True))
    moved = sum(note.kind == "input" for note in notes)
    return {
        "preview": Figure(late(previews), len(previews), note=f"{moved} moves of a held slider"),
        "release": Figure(middle(released), len(released), program, browser),
        "release_late": Figure(late(released), len(released)),
        "closer": Figure(middle(closer), len(closer)),
        "closer_alone": Figure(middle(alone), len(alone)),
    }


def wonder_why(watched: pages.Watched, quick: bool) -> Found:
    """From the button to the causes of a difference, at points that nobody asked about before."""
    took: list[float] = []
    costs: list[tuple[float, float]] = []
    with watched.open() as page:
        page.goto(f"{watched.address}/explore/{MOVED[0]}")
        pages.wait_for_runs(page, "200")
        for state in ("KAZ", "UZB")[: 1 if quick else None]:
            for power in ("RUS", "CHN", "EU", "JPN")[: 1 if quick else None]:
                page.select_option("#w-power", power)
                page.select_option("#w-state", state)
                page.wait_for_timeout(200)
                pages.read_notes(page)
                with costing(watched, costs):
                    page.click(pages.ASK_WHY)
                    page.wait_for_function(
                        "() => window.benchNotes.some((one) => one.kind === 'why'"
                        " && /\\d/.test(one.text))",
                        timeout=pages.LONG,
                    )
                notes = pages.read_notes(page)
                took += pages.times_between(notes, pages.WONDERED, pages.EXPLAINED)
    program, browser = (sum(each) / len(costs) for each in zip(*costs, strict=True))
    return {"why": Figure(middle(took), len(took), program, browser)}


def look_at_all_states(watched: pages.Watched, quick: bool) -> Found:
    """Every page in every state that a button leads to: axe-core, mistakes, what left."""
    found = find_pages(watched)
    states, findings = find_barriers(watched, found, quick)
    told = "; ".join(f"{one.page} {one.width} {one.state}: {one.rule}" for one in findings[:5])
    outside = watched.outside()
    return {
        "axe": Figure(len(findings), states, note=f"{len(found)} pages. {told}".strip()),
        "page_errors": Figure(len(watched.errors), states, note="; ".join(watched.errors[:5])),
        "outside": Figure(len(outside), len(watched.asked), note="; ".join(outside[:3])),
    }


def visit_together(folder: Path, visitors: int, seconds: float, quick: bool) -> Found:
    """Many visitors at a program of their own: moves alone, then with more runs as a page asks."""
    found: Found = {}
    every = min(EVERY, seconds / 2)
    more = LAYERS[: 1 if quick else None]
    for key, layers, part in (("visitors", (), 1.0), ("layers", more, LAYERS_FOR)):
        crowd = Crowd(visitors, max(part * seconds, 2 * every), every, layers)
        program = Program(folder)
        try:
            told = Visitors(program.address, crowd).come(program.megabytes)
            cost = program.processor() / max(len(told.seconds), 1)
        finally:
            program.kill()
        failed = "; ".join(sorted(set(told.failed))[:3])
        found[f"{key}_errors"] = Figure(len(told.failed), len(told.seconds), note=failed)
        found[f"{key}_late"] = Figure(late(told.seconds), len(told.seconds), cost)
        if not layers:
            most = f"at most {max(told.megabytes):.0f} MB"
            found["visitors_growth"] = Figure(growth(told.megabytes), 1, note=most)
    return found


def interrupt(program: Program) -> Found:
    """End the program while it plays for somebody who has left."""
    host = program.address.removeprefix("http://")
    line = http.client.HTTPConnection(host, timeout=60)
    line.request("POST", "/api/answer", json.dumps({"scenario": MOVED[0], "runs": 1000}))
    time.sleep(0.5)
    line.close()
    return {"end": Figure(program.end())}


def report_on_one(folder: Path, quick: bool) -> Found:
    """Size of a report on a scenario and the baseline, figures included."""
    runs = "20" if quick else "200"
    steppewise: Callable[..., object] = lambda *words: subprocess.run(  # noqa: E731
        [sys.executable, "-m", "model.cli", *words],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    out = folder / "results"
    steppewise("run", FIRST_SCENARIO, "--against", "baseline", "--runs", runs, "--out", str(out))
    result = next(out.glob(f"{FIRST_SCENARIO}-*"))
    base = next(out.glob("baseline-*"))
    to = folder / "report.html"
    steppewise("report", str(result), "--against", str(base), "--to", str(to))
    return {"report": Figure(to.stat().st_size / MEGABYTE)}


@contextlib.contextmanager
def costing(watched: pages.Watched, costs: list[tuple[float, float]]) -> Iterator[None]:
    """Note the processor time of the program and of the browser meanwhile, seconds."""
    before = watched.processor()
    yield
    after = watched.processor()
    costs.append((after[0] - before[0], after[1] - before[1]))
