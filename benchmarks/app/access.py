"""Every page of the app in every state that a button leads to, held against axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from benchmarks.app.page import LONG, READY, Watched, settle

WIDTHS = (1280, 360)
SPECIAL = ("/explore/us-leaves?predict", "/explore/no-such-scenario")
"""Pages that no link leads to: a guess before the answer, and a mistake."""

BUTTONS = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const seen = new Set(), found = [];
  [...document.querySelectorAll("button, dialog summary")].forEach((each, place) => {
    const key = each.id || each.className || each.textContent;
    if (each.disabled || !each.checkVisibility() || seen.has(key)) return;
    seen.add(key);
    found.push([place, key]);
  });
  return found;
}"""
"""Buttons that can be pressed, one of each kind, with their places; opens all details."""

VIEW, SHORT = "#view", 600
"""What chooses between maps, charts and tables; milliseconds until something that opens is open."""

PRESS = """(place) => [...document.querySelectorAll("button, dialog summary")][place].click()"""
MOVE = """() => {
  const slider = document.querySelector("aside input[type=range]");
  if (!slider) return;
  slider.value = slider.max;
  for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind, { bubbles: true }));
}"""


class Finding(NamedTuple):
    """A rule that a page breaks."""

    page: str
    state: str
    width: int
    rule: str
    element: str


def find_pages(watched: Watched) -> list[str]:
    """Every page that links lead to from the first, one of each kind."""
    found, waiting = {"/": "/"}, ["/"]
    with watched.open(WIDTHS[0]) as page:
        while waiting:
            page.goto(watched.address + waiting.pop(0))
            settle(page)
            links = page.eval_on_selector_all("a[href]", "all => all.map((each) => each.href)")
            for link in links:
                parts = urlsplit(link)
                kind = "/".join(parts.path.split("/")[:2])
                if link.startswith(watched.address) and kind not in found:
                    found[kind] = f"{parts.path}?{parts.query}".rstrip("?")
                    waiting.append(found[kind])
    return [*found.values(), *SPECIAL]


def find_barriers(watched: Watched, pages: list[str], quick: bool) -> tuple[int, list[Finding]]:
    """Return how many states were looked at, and what axe-core finds in them.

    Errors of scripts, which `watched` keeps, get the page and the state in which they came.
    """
    from axe_playwright_python.sync_playwright import Axe

    axe, states, findings = Axe(), 0, []
    for width in WIDTHS[:1] if quick else WIDTHS:
        for path in pages:
            with watched.open(width, bypass_csp=True) as page:
                told = len(watched.errors)
                for state in _states(page, watched.address + path, quick):
                    states += 1
                    where = f"{path} {width} {state}"
                    watched.errors[told:] = [f"{where}: {one}" for one in watched.errors[told:]]
                    told = len(watched.errors)
                    for broken in axe.run(page).response["violations"]:
                        element = str(broken["nodes"][0]["html"])[:200]
                        findings.append(Finding(path, state, width, broken["id"], element))
    return states, findings


def _states(page: Any, address: str, quick: bool) -> Iterator[str]:
    """Yield a name for each state once the page is in it."""
    _open(page, address)
    yield "as it opens"
    _move(page)
    buttons = page.evaluate(BUTTONS)
    views = page.locator(f"{VIEW} option").all_inner_texts()
    yield "moved, all opened"
    for place, words in enumerate(views[:2] if quick else views):
        page.select_option(VIEW, index=place)
        page.wait_for_timeout(SHORT)
        yield f"'{words}' shown"
    for place, name in buttons[:2] if quick else buttons:
        _open(page, address)
        _move(page)
        page.evaluate(BUTTONS)
        yield from _press(page, place, name)
        known = [each for _, each in buttons]
        for deeper, more in page.evaluate(BUTTONS):
            if more not in known:
                yield from _press(page, deeper, f"{name}, {more}")


def _press(page: Any, place: int, name: str) -> Iterator[str]:
    page.evaluate(PRESS, place)
    page.wait_for_timeout(SHORT)
    settle(page)
    yield f"'{name}' pressed"


def _move(page: Any) -> None:
    page.evaluate(MOVE)
    page.wait_for_timeout(100)
    settle(page)


def _open(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(READY, state="attached", timeout=LONG)
    settle(page)
