"""A visitor's whole visit: choose, slide, ask why, guess, save; and nothing leaves the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from model.cli import cli

LONG = 60_000


def open_scenario(visit: Any, address: str, name: str, query: str = "") -> Any:
    page = visit.page
    page.goto(f"{address}/explore/{name}{query}")
    page.wait_for_selector("#lines li", state="attached", timeout=LONG)
    return page


def wait_for_runs(page: Any, runs: str) -> None:
    page.wait_for_selector(f'#status:has-text("{runs} runs: ")', timeout=LONG)


def move(page: Any, place: int, value: str) -> None:
    slider = page.locator(".box input[type=range]").nth(place)
    slider.focus()
    slider.fill(value)


def test_a_whole_visit(visit: Any, address: str, folder: Path) -> None:
    page = visit.page
    page.goto(address)
    page.fill("#find", "loses interest")
    page.click("#cards a")
    page.wait_for_selector("#lines li", timeout=LONG)
    assert page.inner_text("h1") == "The United States leaves"
    before = page.inner_text("#lines")
    move(page, 0, "0.95")
    page.wait_for_selector(".box.moved")
    wait_for_runs(page, "200")
    assert page.inner_text("#lines") != before
    page.click("#replay")
    page.select_option("#view", "change")
    assert page.locator("#panels svg").count() == 5
    page.select_option("#w-power", "USA")
    page.select_option("#w-state", "UZB")
    page.click("#ask-why")
    page.wait_for_selector("#why table", timeout=LONG)
    assert "points in" in page.inner_text("#why")
    page.click("#assume")
    assert "Its own (5)" in page.inner_text("#sheet-text")
    page.click("#close")
    page.click("#save")
    page.fill("#s-name", "less-leaving")
    page.click("#s-write")
    page.wait_for_selector("#s-text:has-text('less-leaving.toml is written')")
    assert '"events.us-disengages.value" = 0.95' in (folder / "less-leaving.toml").read_text()
    assert visit.errors == []
    assert all(url.startswith(address) for url in visit.asked)


def test_the_page_says_what_the_command_says(
    visit: Any, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_scenario(visit, address, "sea-blocked")
    wait_for_runs(page, "200")
    monkeypatch.chdir(tmp_path)
    words = ["compare", "baseline", "sea-blocked", "--runs", "200", "--no-figures"]
    said = CliRunner().invoke(cli, words).output
    lines = page.locator("#lines li").all_inner_texts()
    assert len(lines) >= 9
    for line in lines:
        assert f"  - {line}\n" in said


def test_a_guess_is_held_beside_the_answer(visit: Any, address: str) -> None:
    page = visit.page
    page.goto(f"{address}/explore/us-leaves?predict")
    page.wait_for_selector("#g-turn option", state="attached", timeout=LONG)
    assert not page.is_visible("#lines")
    page.select_option("#g-power", "USA")
    page.select_option("#g-state", "KAZ")
    page.click("[data-guess=up]")
    told = page.inner_text("#guessed")
    assert told.startswith("You said: United States in Kazakhstan rises by ")
    assert "Here it falls: -" in told


def test_a_mistake_is_told_as_the_command_tells_it(visit: Any, address: str, folder: Path) -> None:
    (folder / "broken.toml").write_text('title = "B"\nextends = "baselin"\n')
    visit.page.goto(f"{address}/explore/broken")
    visit.page.wait_for_selector("#problems:has-text('broken.toml:2: extends: ')", timeout=LONG)
    assert "baseline" in visit.page.inner_text("#problems")


def test_another_factor_is_held_in_the_world(visit: Any, address: str) -> None:
    page = open_scenario(visit, address, "us-leaves")
    page.click("#more summary")
    page.wait_for_selector("#factor option", state="attached")
    page.select_option("#factor", label="engagement")
    page.select_option(".member", "CHN")
    page.fill("#level", "2")
    page.select_option("#where", "world")
    page.click("#hold")
    page.wait_for_selector(".box.moved:has-text('engagement.CHN')")
    wait_for_runs(page, "50")
    assert page.inner_text("#problems") == ""


SLIDE = """() => {
  const slider = document.querySelector('.box input[type=range]');
  slider.value = Number(slider.min) * 0.4 + Number(slider.max) * 0.6;
  slider.dispatchEvent(new Event('input'));
  return document.body.dataset.layer;
}"""
"""Moves the first slider without letting go of it; gives the layer that the page then shows."""


def test_a_preview_is_marked_and_gives_way_to_the_answer(visit: Any, address: str) -> None:
    page = open_scenario(visit, address, "us-leaves")
    wait_for_runs(page, "50")
    slider = page.locator(".box input[type=range]").first
    slider.focus()
    for _ in range(120):
        if page.evaluate(SLIDE) == "preview":
            break
        page.wait_for_timeout(500)
    assert page.inner_text("#which").startswith("Preview: drawn between answers")
    slider.dispatch_event("change")
    page.wait_for_selector("body[data-layer=answer]", timeout=LONG)
    assert page.inner_text("#which") == ""


def test_a_report_of_what_is_on_screen_is_downloaded_and_never_of_a_preview(
    visit: Any, address: str
) -> None:
    page = open_scenario(visit, address, "us-leaves")
    move(page, 0, "0.9")
    page.wait_for_selector(".box.moved")
    wait_for_runs(page, "50")
    with page.expect_download(timeout=LONG) as kept:
        page.click("#report")
    assert kept.value.suggested_filename == "us-leaves-report.html"
    text = Path(kept.value.path()).read_text(encoding="utf-8")
    assert "--set events.us-disengages.value=0.9" in text
    assert "The United States leaves" in text
    page.wait_for_selector("#report:enabled")
    page.evaluate(SLIDE)
    assert page.is_disabled("#report")
    assert visit.errors == []


VIEWS = ["change", "map", "ranks", "region_share", "throughput", "transit_revenue", "price",
         "multivector", "projects"]  # fmt: skip


def test_every_view_shows_something_and_keeps_nobody_out(browser: Any, address: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"{address}/explore/northern-closed")
    page.wait_for_selector("#lines li", state="attached", timeout=LONG)
    for view in VIEWS:
        page.select_option("#view", view)
        shown = "#panels svg" if view == "change" else "#other svg, #other table, #other ol"
        page.wait_for_selector(shown, timeout=LONG)
        assert page.is_visible("#panels") == (view == "change")
        assert [one["id"] for one in axe.run(page).response["violations"]] == []
    page.context.close()


def test_three_scenarios_stand_side_by_side(visit: Any, address: str) -> None:
    page = visit.page
    page.goto(f"{address}/beside?one=northern-closed&two=us-leaves&three=cku-2030")
    page.wait_for_selector("#columns section:nth-child(3) svg", timeout=2 * LONG)
    assert page.locator("#columns svg").count() == 3
    before = page.inner_text("#columns .here")
    page.select_option("#where", label="Uzbekistan")
    assert page.inner_text("#columns .here") != before
    assert visit.errors == []


def test_a_file_with_a_mistake_is_told_on_the_first_page(visit: Any, address: str) -> None:
    page = visit.page
    page.goto(address)
    page.wait_for_selector("#cards a")
    text = b'title = "M"\nquestion = "Q?"\nextends = "us-leafs"\n'
    page.set_input_files("#file", {"name": "My File.toml", "mimeType": "", "buffer": text})
    page.wait_for_selector("#problems:has-text('my-file.toml:3: extends')", timeout=LONG)
    right = {"name": "Mine 2.toml", "mimeType": "", "buffer": text.replace(b"leafs", b"leaves")}
    page.set_input_files("#file", right)
    page.wait_for_url("**/explore/mine-2", timeout=LONG)
    assert visit.errors == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/help",
        "/explore/northern-closed",
        "/explore/us-leaves?predict",
        "/beside?one=baseline",
    ],
)
def test_no_page_keeps_anybody_out(browser: Any, address: str, path: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 720})
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_selector("#cards a, #lines li, #columns li, ol", state="attached", timeout=LONG)
    found = axe.run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]][:2]) for one in found] == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    context.close()


def test_a_keyboard_reaches_everything(visit: Any, address: str) -> None:
    page = open_scenario(visit, address, "us-leaves")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"assume", "when", "play", "w-power", "w-state", "ask-why", "panel"} <= reached
