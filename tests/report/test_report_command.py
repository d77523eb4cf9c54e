"""`steppewise report`: what it says is what the other commands say, and nothing is markup."""

from __future__ import annotations

import json
import re
import shutil
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from model.report.sure import DECISIONS
from tests.cli.conftest import QUICK, Steppewise, only
from tests.report.conftest import Reader

ROOT = Path(__file__).resolve().parents[2]
ONE = ("--workers", "1")
SHORT = ("--no-why", *ONE)


def flat(text: str) -> str:
    """A text with all white space alike, as a command may have broken its lines."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """A text without white space, as lines may be broken behind a hyphen too."""
    return "".join(text.split())


def test_the_changes_are_the_lines_that_compare_prints(
    reported: str, pair: tuple[Path, Path], steppewise: Steppewise
) -> None:
    said = steppewise("compare", *pair, "--no-figures", *ONE).stdout
    answer = reported.split('<section id="why"')[0]
    changes = Reader(answer.split("<h3>Who leads")[0].split("<main>")[1])
    dates = changes.all("h3")
    assert dates
    assert all(f"\n{date}\n" in said for date in dates)
    lines = changes.all("li")
    assert lines
    assert all(f"  - {line}\n" in said for line in lines)
    assert len(lines) == len(re.findall("^  - ", said.split("\nHow sure\n")[0], re.MULTILINE))
    surely = Reader(reported).all("li")
    for line in re.findall("^  - (.*)$", said.split("\nHow sure\n")[1], re.MULTILINE):
        assert line in surely


def test_who_leads_and_how_far_to_trust_it_is_what_run_prints(
    reported: str, pair: tuple[Path, Path], steppewise: Steppewise
) -> None:
    words = ("japan-delivers", "--set", "ties.JPN.KAZ.trade=2.5")
    said = steppewise("run", *words, *QUICK, "--out", pair[1].parent).stdout
    lines = re.findall("^  - (.*)$", said, re.MULTILINE)
    assert len(lines) > 5
    assert set(lines) <= set(Reader(reported).all("li"))


def test_why_is_what_explain_says_of_the_share_that_changes_most(
    reported: str, copied: tuple[Path, Path], steppewise: Steppewise
) -> None:
    why = Reader(reported.split("</h2>")[2].split("</section>")[0])
    about = re.fullmatch(r"(.*) in (.*): what makes the difference in (\d{4}Q\d)", why.all("h3")[0])
    assert about
    base, other = copied
    words = ("--power", about[1], "--state", about[2], "--at", about[3], *ONE)
    said = steppewise("explain", other, "--against", base, *words).stdout
    assert len(why.all("li")) > 4
    for line in why.all("li"):
        assert flat(line) in flat(said), line
    table = [flat(" ".join(row)) for row in rows_of(why)]
    printed = {flat(line) for line in said.splitlines()}
    causes = [row for row in table if not row.startswith("difference in")]
    assert len(causes) >= 3
    assert set(causes) <= printed


def rows_of(page: Reader) -> list[list[str]]:
    """The rows of the tables of a part of a page."""
    rows: list[list[str]] = []
    for tag, text in page.texts:
        if tag == "tr":
            rows.append([])
        elif tag in ("th", "td"):
            rows[-1].append(text)
    return rows[1:]


def test_every_event_stands_with_range_reason_and_source_as_show_says(
    reported: str, steppewise: Steppewise
) -> None:
    said = bare("".join(steppewise("show", each).stdout for each in ("japan-delivers", "baseline")))
    assumed = Reader(reported.split("</h2>")[4].split("</section>")[0])
    assert assumed.all("caption")[:3] == [
        "What it assumes and the base does not (2 events)",
        "What both assume (28 events)",
        "What the base assumes and it does not (1 event)",
    ]
    rows = [row for row in rows_of(assumed) if len(row) == 6 and row[0] != "What"]
    assert len(rows) > 20
    for what, when, change, surely, why, source in rows:
        doubts = "".join(f", {each}" for each in surely.split("; ") if each)
        assert bare(f"{when}: {what}: {change}{doubts} {why}") in said
        assert bare(f", from {source})") in said
    assert ["ties.JPN.KAZ.trade", "2.5"] in rows_of(assumed)


def test_sources_and_grades_are_those_that_show_lists(
    reported: str, steppewise: Steppewise
) -> None:
    said = steppewise("show", "japan-delivers").stdout
    part = Reader(reported.split("</h2>")[5].split("</section>")[0])
    told = {f"{row[0]}: {row[2]}" for row in rows_of(part) if len(row) == 3 and "http" in row[2]}
    listed = {line.strip() for line in said.split("\nSources\n")[1].split("\n\n")[0].splitlines()}
    assert {line for line in listed if ": http" in line} <= told
    (behind,) = (text for text in part.all("p") if text.startswith("Behind every scenario"))
    assert behind in flat(said)
    counts = {row[0]: row[2] for row in rows_of(part) if row[0] in ("A", "B", "C")}
    assert all(f"{counts[grade]} of grade {grade}" in behind for grade in "ABC")


def test_the_claim_on_decisions_is_what_the_readme_says_and_the_ablation_measured() -> None:
    readme = flat((ROOT / "README.md").read_text(encoding="utf-8")).replace("**", "")
    assert DECISIONS in readme
    page = (ROOT / "docs/validation.md").read_text(encoding="utf-8")
    (held,) = re.findall(r"\| both held: no decisions \| [^|]*?, (\d+) % ", page)
    assert f"explain {held} % of the movement" in DECISIONS


def test_a_report_says_how_to_make_it_again(reported: str, pair: tuple[Path, Path]) -> None:
    base, other = (json.loads((path / "manifest.json").read_text()) for path in pair)
    (code,) = Reader(reported).all("code")
    commands = code.splitlines()
    assert commands[0] == "steppewise run baseline --runs 8 --entropy 1 --until 2026Q4"
    assert commands[1].endswith("--until 2026Q4 --set ties.JPN.KAZ.trade=2.5")
    folders = f"results/{pair[0].name} results/{pair[1].name}"
    assert commands[2].startswith(f"steppewise compare {folders} --at ")
    assert commands[3] == f"steppewise report {folders}"
    rows = rows_of(Reader(reported.split("</h2>")[6].split("</section>")[0]))
    assert ["Digest of the result", base["digest"], other["digest"]] in rows
    assert ["Digest of the seeds", base["seeds_digest"], other["seeds_digest"]] in rows
    assert ["Version of the model", base["model_version"], other["model_version"]] in rows
    assert all([name, version] in rows for name, version in other["versions"].items())


def test_a_report_asks_for_nothing_from_elsewhere_and_runs_nothing(reported: str) -> None:
    page = Reader(reported)
    assert len(reported.encode()) < 2_000_000
    assert not page.attributes("script")
    assert not page.attributes("link")
    addresses = [
        value for _, tag in page.tags for name, value in tag.items() if name in ("src", "href")
    ]
    assert addresses
    assert all(one.startswith(("data:image/png;base64,", "#")) for one in addresses)
    assert "url(" not in reported
    assert "@import" not in reported
    (policy,) = (one["content"] for one in page.attributes("meta") if "http-equiv" in one)
    style = reported.split("<style>")[1].split("</style>")[0]
    named = b64encode(sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{named}'; base-uri 'none'; "
        "form-action 'none'"
    )
    assert not any("style" in attributes for _, attributes in page.tags)


def test_a_report_is_built_for_those_who_cannot_see_it(reported: str) -> None:
    page = Reader(reported)
    assert page.attributes("html") == [{"lang": "en"}]
    assert not page.open
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(page.attributes("img")) == 4
    assert all(len(image["alt"]) > 60 for image in page.attributes("img"))
    assert len(page.all("caption")) == len(page.attributes("table"))
    assert all(page.all("caption"))
    assert all(one.get("scope") in ("col", "row") for one in page.attributes("th"))
    places = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(set(places)) == len(places)
    links = [link["href"].removeprefix("#") for link in page.attributes("a")]
    assert links == ["answer", "why", "sure", "assumed", "sources", "again"]
    assert set(links) <= set(places)
    assert "@media print" in reported


def test_the_figures_of_the_page_are_whole_pictures(reported: str) -> None:
    for image in Reader(reported).attributes("img"):
        data = b64decode(image["src"].split(",")[1])
        assert data.startswith(b"\x89PNG")
        assert int(image["width"]) == int.from_bytes(data[16:20], "big")
        assert int(image["height"]) == int.from_bytes(data[20:24], "big")


def test_a_result_alone_is_told_as_run_tells_it(
    steppewise: Steppewise, copied: tuple[Path, Path]
) -> None:
    base = copied[0]
    told = steppewise("report", base, *ONE)
    assert told.exit_code == 0, told.output
    assert re.fullmatch(rf"Report: {base.name}/report\.html \(\d\.\d MB\)\n", told.stdout)
    page = Reader((base / "report.html").read_text(encoding="utf-8"))
    assert page.all("h1") == ["Baseline: what is already under way"]
    assert "Who leads, and what moved since the start" in page.all("h3")
    assert "What it assumes (29 events)" in page.all("caption")
    assert len(page.attributes("img")) == 4
    assert any(text.startswith("What did most: ") for text in page.all("li"))
    assert steppewise("report", base, *SHORT).exit_code == 0
    assert "why" not in Reader((base / "report.html").read_text(encoding="utf-8")).all("section")


def test_a_comparison_is_told_as_its_two_results_are(
    steppewise: Steppewise, pair: tuple[Path, Path], here: Path
) -> None:
    out = pair[0].parent
    folder = only(out, "*-against-*")
    assert steppewise("report", folder, "--out", "a.html", *SHORT).exit_code == 0
    assert steppewise("report", *pair, "--out", "b.html", *SHORT).exit_code == 0
    assert (here / "a.html").read_bytes() == (here / "b.html").read_bytes()


def test_the_share_that_is_asked_for_is_taken_apart(
    steppewise: Steppewise, pair: tuple[Path, Path], here: Path
) -> None:
    words = ("--power", "Iran", "--state", "TKM", "--at", "2026Q4", "--out", "a.html")
    assert steppewise("report", *pair, *words, *ONE).exit_code == 0
    page = Reader((here / "a.html").read_text(encoding="utf-8"))
    assert any(text.startswith("Iran in Turkmenistan: ") for text in page.all("h3"))
    assert page.all("h3")[0].startswith("2026Q4")


def test_what_a_scenario_says_is_text_and_no_markup(steppewise: Steppewise, here: Path) -> None:
    evil = "<script>alert(1)</script>"
    (here / "evil.toml").write_text(
        f'title = "{evil}"\nquestion = "{evil}"\nextends = "baseline"\nnarrative = "{evil}"\n'
        '[[sources]]\ntitle = "<b>x</b>"\naddress = "javascript:alert(1)"\npublisher = "\\"><i>"\n'
        '[[events]]\nname = "x"\nfactor = "unity"\nset = 0.5\nstart = "2025Q1"\n'
        f'note = "{evil}"\nsource = "<b>x</b>"\n'
    )
    assert steppewise("run", "evil.toml", *QUICK).exit_code == 0
    folder = only(here / "results", "evil-*")
    assert steppewise("report", folder, *ONE).exit_code == 0
    text = (folder / "report.html").read_text(encoding="utf-8")
    page = Reader(text)
    for tag in ("script", "b", "i"):
        assert not page.attributes(tag)
    assert page.all("h1", "title") == [evil, evil]
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 4
    assert "javascript:alert(1)" in page.all("td")
    assert not any("javascript" in one for _, tag in page.tags for one in tag.values())


def test_a_figure_of_another_result_is_not_shown(
    steppewise: Steppewise, copied: tuple[Path, Path]
) -> None:
    base, other = copied
    (base / "figures").mkdir()
    for name in ("shares-by-state", "shares-in-region", "leaders-map"):
        (base / "figures" / f"{name}.png").write_bytes(b"\x89PNG no picture")
    assert steppewise("report", base, *SHORT).exit_code == 0
    first = (base / "report.html").read_text(encoding="utf-8")
    assert len(Reader(first).attributes("img")) == 3
    assert steppewise("report", other, *SHORT).exit_code == 0
    shutil.rmtree(base / "figures")
    assert steppewise("report", base, *SHORT).exit_code == 0
    assert (base / "report.html").read_text(encoding="utf-8") == first


def test_a_result_of_another_version_is_told_without_its_causes(
    steppewise: Steppewise, pair: tuple[Path, Path], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.experiments.replay.model_version", lambda: "9.9.9+abc")
    assert steppewise("report", *pair, "--out", "a.html", *ONE).exit_code == 0
    page = Reader((here / "a.html").read_text(encoding="utf-8"))
    (said,) = (text for text in page.all("p") if "could not be found out" in text)
    assert "was made with version" in said
    assert "and this is 9.9.9+abc; run the scenario again." in said


def test_a_scenario_that_changes_nothing_has_nothing_to_take_apart(
    steppewise: Steppewise, here: Path
) -> None:
    (here / "same.toml").write_text('title = "Same"\nextends = "baseline"\n')
    assert steppewise("run", "same.toml", "--against", "baseline", *QUICK).exit_code == 0
    base, other = only(here / "results", "baseline-*"), only(here / "results", "same-????????????")
    assert steppewise("report", base, other, *ONE).exit_code == 0
    page = Reader((other / "report.html").read_text(encoding="utf-8"))
    assert any(text.startswith("No power's share of influence changes") for text in page.all("p"))


def test_a_result_of_one_quarter_has_nothing_to_take_apart(
    steppewise: Steppewise, here: Path
) -> None:
    words = ("--runs", "4", "--until", "2025Q1", "--no-figures", *ONE)
    assert steppewise("run", "baseline", *words).exit_code == 0
    folder = only(here / "results", "baseline-*")
    assert steppewise("report", folder, *ONE).exit_code == 0
    page = Reader((folder / "report.html").read_text(encoding="utf-8"))
    assert "One quarter alone was played, so nothing can have moved." in page.all("p")


def test_folders_that_cannot_be_told_are_refused(
    refused: Callable[..., str], pair: tuple[Path, Path], here: Path
) -> None:
    (here / "empty").mkdir()
    base, other = pair
    assert "is not a folder of results: it has no manifest.json" in refused(1, "report", "empty")
    assert refused(2, "report", base, other, base) == (
        "FOLDER: 3 folders are too many; name one result, or a base and a result"
    )
    assert "is the same result as" in refused(2, "report", base, base)
    assert "Missing argument 'FOLDER...'" in refused(2, "report")
    alone = shutil.copytree(only(base.parent, "*-against-*"), here / "compared")
    assert refused(2, "report", alone) == (
        "compared: the result of the base and of the scenario is not beside it; name both"
    )
    (alone / "manifest.json").write_text("{}")
    assert "cannot be trusted" in refused(1, "report", alone)


def test_options_that_do_not_fit_are_refused_and_nothing_is_written(
    refused: Callable[..., str], pair: tuple[Path, Path], here: Path
) -> None:
    other = pair[1]
    out = ("--out", "a.html")
    assert "--at: 2050Q1 is outside the scenario, 2025Q1 to 2026Q4" in refused(
        2, "report", *pair, "--at", "2050Q1", *out
    )
    assert refused(2, "report", other, "--at", "2026Q4", *out) == (
        "--at: is for a result that is held against a base; name the base too"
    )
    assert refused(2, "report", *pair, "--power", "JPN", *out) == (
        "--state: is missing; --power alone does not say which share is taken apart"
    )
    assert refused(2, "report", *pair, "--state", "KAZ", *out) == (
        "--power: is missing; --state alone does not say which share is taken apart"
    )
    assert "unknown power 'XYZ'" in refused(
        2, "report", *pair, "--power", "XYZ", "--state", "KAZ", *out
    )
    assert not list(here.iterdir())


def test_a_report_goes_over_no_file_that_is_not_one(
    refused: Callable[..., str], steppewise: Steppewise, copied: tuple[Path, Path], here: Path
) -> None:
    base = copied[0]
    (here / "there.html").write_text("mine")
    (here / "folder.html").mkdir()
    (here / "pipe.html").symlink_to("/dev/null")
    for target, wrong in {
        "a.txt": "a.txt must end in .html",
        "no/a.html": "no/a.html cannot be written: there is no such folder",
        "folder.html": "folder.html is a folder, not a file",
        "pipe.html": "pipe.html is not an ordinary file",
        "there.html": "there.html is already there; --overwrite replaces it",
        f"{base.name}/b.html": f"{base.name}/b.html lies in a folder of results; there, a report "
        "is called report.html",
    }.items():
        assert refused(2, "report", base, "--out", target, *SHORT) == f"--out: {wrong}"
    assert (here / "there.html").read_text() == "mine"
    words = ("--out", "there.html", "--overwrite", *SHORT)
    assert steppewise("report", base, *words).exit_code == 0
    assert (here / "there.html").read_text(encoding="utf-8").startswith("<!doctype html>")
