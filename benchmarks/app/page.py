"""A visitor with a real browser: opens pages, moves sliders, asks why; the page keeps the time."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from benchmarks.app.program import Program, sum_processor

CLOCK = (Path(__file__).parent / "clock.js").read_text(encoding="utf-8")
LONG = 60_000
"""Milliseconds that anything is waited for."""

CARDS, CHART, PROBLEMS = "#cards a", "#panels svg, #panels canvas", "#problems"
READY = f"{CARDS}, {CHART}, #columns svg, #problems:not(:empty), main h2"
"""What shows that a page has opened."""

SLIDER, ASK_WHY, WHY = "aside input[type=range]", "#ask-why", "#why table"
PREVIEW = "Preview"
"""How the page begins to say which answer it shows while that is a preview."""


class Note(NamedTuple):
    """Something that happened in the page."""

    kind: str
    text: str
    at: float
    """milliseconds"""


class Mark(NamedTuple):
    """Which notes count: those of a kind whose text fits a pattern."""

    kind: str
    pattern: str = ""

    def fits(self, note: Note) -> bool:
        """Whether a note is such a one."""
        return note.kind == self.kind and re.search(self.pattern, note.text) is not None


RELEASED, FIRST = Mark("change"), Mark("status", "^50 runs: ")
ASKED, CLOSER = Mark("asked", r'^/api/answer .*"runs":200\b'), Mark("status", "^200 runs: ")
WONDERED, EXPLAINED = Mark("click", "^ask-why$"), Mark("why", r"\d")
"""What begins and what ends each thing that is timed."""


class Watched:
    """A browser at the program, with all that its pages asked for and complained about."""

    def __init__(self, browser: Any, program: Program) -> None:
        self.browser, self.program = browser, program
        self.address = program.address
        self.asked: list[str] = []
        self.errors: list[str] = []

    @contextmanager
    def open(self, width: int = 1280, *, bypass_csp: bool = False) -> Iterator[Any]:
        """Give a page of its own, with nothing kept from pages before."""
        size = {"width": width, "height": 720}
        context = self.browser.new_context(viewport=size, bypass_csp=bypass_csp)
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("weberror", lambda found: self.errors.append(str(found.error)))
        context.add_init_script(CLOCK)
        try:
            yield context.new_page()
        finally:
            context.close()

    def outside(self) -> list[str]:
        """Addresses that were asked for and are not the program's."""
        own = (f"{self.address}/", "data:", "blob:", "about:")
        return sorted({url for url in self.asked if not url.startswith(own)})

    def processor(self) -> tuple[float, float]:
        """Processor time so far of the program and of the browser, seconds."""
        program = self.program.processor()
        started = sum_processor(psutil.Process().children())
        return program, started - program


@contextmanager
def browsing() -> Iterator[Any]:
    """Give a real browser; raises RuntimeError where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        found = None
    if found is None:
        raise RuntimeError("no Chromium or no Playwright; `make test-app` installs both")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def settle(page: Any) -> None:
    """Wait until nothing is asked and nothing computed for a first answer."""
    page.wait_for_load_state("networkidle", timeout=LONG)


def read_notes(page: Any) -> list[Note]:
    """Return what happened since the last time, and forget it."""
    found = page.evaluate("window.benchNotes.splice(0)")
    return [Note(each["kind"], each["text"], each["at"]) for each in found]


def wait_for_runs(page: Any, runs: str) -> None:
    """Wait until the page says that so many runs are on the screen."""
    page.wait_for_selector(f'#status:has-text("{runs} runs: ")', timeout=LONG)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def choose(page: Any, address: str, name: str) -> float:
    """Open a scenario from the library; returns seconds from the click to the first chart."""
    page.goto(address)
    card = page.locator(f'{CARDS}[href="/explore/{name}"]')
    card.wait_for(timeout=LONG)
    begun = time.perf_counter()
    card.click()
    page.wait_for_selector(CHART, state="attached", timeout=LONG)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    return time.perf_counter() - begun


def drag(page: Any, place: int, part: float) -> None:
    """Take a slider, move it in steps to a part of its width, and let it go."""
    slider = page.locator(SLIDER).nth(place)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    across, down = box["x"] + part * box["width"], box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + (0.25 + 0.5 * part) * box["width"], down)
    page.mouse.down()
    for step in range(1, 4):
        now = box["x"] + (0.25 + 0.5 * part) * box["width"]
        page.mouse.move(now + (across - now) * step / 3, down)
        page.wait_for_timeout(40)
    page.mouse.up()


def times_between(notes: list[Note], begin: Mark, end: Mark) -> list[float]:
    """Seconds from each note that begins something to the first after it that ends it.

    A beginning that another follows before its end is left out: its answer was overtaken.
    """
    found, begun = [], None
    for note in notes:
        if begun is not None and end.fits(note):
            found.append((note.at - begun) / 1e3)
            begun = None
        if begin.fits(note):
            begun = note.at
    return found


def previews_after(notes: list[Note]) -> list[float]:
    """Seconds from each move of a slider that is still held to the preview that it brings."""
    found: list[float] = []
    begun: float | None = None
    previewing = False
    for note in notes:
        if note.kind == "input":
            begun = note.at
        elif note.kind == "change":
            begun, previewing = None, False
        elif note.kind == "which":
            previewing = note.text.startswith(PREVIEW)
        if note.kind in ("which", "chart") and previewing and begun is not None:
            found.append((note.at - begun) / 1e3)
            begun = None
    return found
