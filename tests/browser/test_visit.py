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
    page.check("input[value=change]")
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


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", ["/", "/explore/northern-closed", "/explore/us-leaves?predict"])
def test_no_page_keeps_anybody_out(browser: Any, address: str, path: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 720})
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_selector("#cards a, #lines li", state="attached", timeout=LONG)
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
