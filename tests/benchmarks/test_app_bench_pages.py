"""The benchmark of the app against made-up servers and pages, and once against the app itself."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from benchmarks.app.access import find_barriers, find_pages
from benchmarks.app.page import FIRST, RELEASED, Watched, browsing, read_notes, times_between
from benchmarks.app.visitors import Crowd, Visitors

ROOT = Path(__file__).resolve().parents[2]
SLIDERS = [{"size": "events.a.value", "least": 1.0, "most": 2.0}]


class Small(BaseHTTPRequestHandler):
    """A server that knows two pages and answers questions as a test has it."""

    pages: ClassVar[dict[str, str]] = {}
    asked: ClassVar[list[dict[str, object]]] = []
    status = 200

    def do_GET(self) -> None:
        if self.path.startswith("/api/scenario/"):
            self._say(200, json.dumps({"controls": SLIDERS}))
        else:
            self._say(200, self.pages.get(self.path, ""))

    def do_POST(self) -> None:
        self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self._say(self.status, json.dumps({"problems": ["no"]}))

    def log_message(self, *words: object) -> None:
        """Nothing is printed."""

    def _say(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(text.encode())


@contextmanager
def serving(status: int = 200, pages: dict[str, str] | None = None) -> Iterator[str]:
    handler = type("Handler", (Small,), {"status": status, "pages": pages or {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "answers", "failed"),
    [(200, 4, []), (500, 0, ["500 {'problems': ['no']}"] * 4)],
)
def test_visitors_count_answers_and_what_failed(
    status: int, answers: int, failed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.app.visitors.STEP", 0.05)
    with serving(status) as address:
        told = Visitors(address, Crowd(2, 0.4, 0.2)).come(lambda: 7.0)
    assert (len(told.seconds), told.failed) == (answers, failed)
    assert set(told.megabytes) == {7.0}


def test_a_stale_answer_that_nobody_overtook_is_a_failure() -> None:
    with serving(409) as address:
        told = Visitors(address, Crowd(1, 0.1, 0.1)).come(lambda: 7.0)
    assert told.failed == ["409 {'problems': ['no']}"]


def test_visitors_ask_for_more_runs_while_they_do_not_move() -> None:
    Small.asked.clear()
    with serving() as address:
        crowd = Crowd(1, 0.1, 0.1, ((200, 0.0), (1000, 0.0)))
        told = Visitors(address, crowd).come(lambda: 7.0)
    assert [each["runs"] for each in Small.asked] == [50, 200, 1000]
    assert {each["visitor"] for each in Small.asked} == {"visitor-0"}
    assert len(told.seconds) == 1


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    pytest.importorskip("axe_playwright_python", reason="make app-bench installs it")
    try:
        with browsing() as made:
            yield made
    except RuntimeError as error:
        pytest.skip(str(error))


class Nobody:
    """A program that is only an address."""

    def __init__(self, address: str) -> None:
        self.address = address


def page_of(body: str) -> str:
    head = '<html lang="en"><head><title>A page</title><link rel="icon" href="data:,"></head>'
    return f"<!doctype html>{head}<body><main><h1>A</h1><h2>B</h2>{body}</main></body></html>"


BEHIND = """<button id="first">First</button><script>
const show = (button, html) => button.insertAdjacentHTML("afterend", html);
document.getElementById("first").onclick = (event) => {
  show(event.target, '<button id="second">Second</button>');
  document.getElementById("second").onclick = (inner) => {
    show(inner.target, "<input>");
    throw new Error("too late");
  };
};</script>"""
"""A field without a name, and an error, behind a button that is behind another."""


def test_a_barrier_behind_buttons_is_found_and_so_is_what_leaves(browser: object) -> None:
    outside = '<img src="http://127.0.0.1:9/x.png" alt="X">'
    bodies = {"/": '<p><a href="/other?one=1">Other</a></p>', "/other?one=1": outside + BEHIND}
    pages = {path: page_of(body) for path, body in bodies.items()}
    with serving(pages=pages) as address:
        watched = Watched(browser, Nobody(address))  # type: ignore[arg-type]
        assert find_pages(watched)[:2] == list(bodies)
        states, findings = find_barriers(watched, list(bodies), quick=False)
    assert states == 2 * (2 + 4)
    assert {(one.page, one.state, one.rule) for one in findings} == {
        ("/other?one=1", "'first, second' pressed", "label")
    }
    assert {one.width for one in findings} == {1280, 360}
    assert watched.errors == [
        f"/other?one=1 {width} 'first, second' pressed: too late" for width in (1280, 360)
    ]
    assert watched.outside() == ["http://127.0.0.1:9/x.png"]


def test_the_page_notes_moves_and_what_they_change_once_it_is_painted(browser: object) -> None:
    body = """<p id="status"></p><div id="panels"></div><input type="range" aria-label="X"
    onchange="setTimeout(() => { document.getElementById('status').textContent = '50 runs: a';
    document.getElementById('panels').append(document.createElement('svg')); }, 200)">"""
    with serving(pages={"/": page_of(body)}) as address:
        watched = Watched(browser, Nobody(address))  # type: ignore[arg-type]
        with watched.open() as page:
            page.goto(address)
            page.fill("input", "7")
            page.wait_for_function("benchNotes.some((one) => one.kind === 'chart')")
            notes = read_notes(page)
            assert read_notes(page) == []
    kinds = [note.kind for note in notes]
    assert kinds == ["input", "change", "status", "chart"]
    (took,) = times_between(notes, RELEASED, FIRST)
    assert took >= 0.2


@pytest.mark.long
def test_a_quick_benchmark_measures_every_part(browser: object, tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    command = [sys.executable, "-m", "benchmarks.app_bench", "--quick", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = json.loads(out.read_text(encoding="utf-8"))["bars"]
    assert [key for key, row in rows.items() if row["verdict"] == "not measured"] == []
    assert "slider released to 50 runs on screen" in done.stdout
