"""First mistakes of people who do not program are told with the line as it should be."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from small_seeds import write_scenario

from model.inputs.formats.problems import InputError
from model.inputs.formats.toml_files import read_toml
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds

QUOTES = "has typographic quotation marks in place of straight ones"
LINES = [
    ("title = Hello world", "title: text stands in quotation marks", 'title = "Hello world"'),
    ("title = Oil # why", "title: text stands in quotation marks", 'title = "Oil" # why'),
    ("start = 2027Q1", "start: a quarter stands in quotation marks", 'start = "2027Q1"'),
    ("start = 2027 q1", "start: a quarter stands in quotation marks", 'start = "2027Q1"'),
    ("start = [2027Q1, 2028-Q2]", "start: a quarter stands in quotation marks",
     'start = ["2027Q1", "2028Q2"]'),
    ("start = “2027Q1”", f"start: {QUOTES}", 'start = "2027Q1"'),
    ("start = „2027Q1“", f"start: {QUOTES}", 'start = "2027Q1"'),
    ("start = «2027Q1»", f"start: {QUOTES}", 'start = "2027Q1"'),
    ("set = 5 %", "set: a number has no per cent sign; shares are 0 to 1", "set = 0.05"),
    ("set = [5%, 12,5 %]", "set: a number has no per cent sign; shares are 0 to 1",
     "set = [0.05, 12, 0.05]"),
    ("set = 0,1", "set: a number has a decimal point, not a comma", "set = 0.1"),
    ("set = [0,1; 0,5]", "set: a number has a decimal point, not a comma", "set = [0.1, 0.5]"),
    ("set = 1 000", "set: a number has no mark between thousands", "set = 1000"),
    ("set = .5", "set: a decimal point stands between digits", "set = 0.5"),
    ("set = 5.", "set: a decimal point stands between digits", "set = 5.0"),
    ("set = 08", "set: a number does not begin with a zero", "set = 8"),
    ("set = 3;", "set: nothing follows a value", "set = 3"),
    ("set = = 3", "set: there is one equals sign", "set = 3"),
    ("set = [1, 2", "set: the list has no closing bracket", "set = [1, 2]"),
    ("announced = True", "announced: write true or false in small letters", "announced = true"),
    ("announced = yes", "announced: write true or false in small letters", "announced = true"),
    ("title: Oil", "title: text stands in quotation marks", 'title = "Oil"'),
    ("set: 3", "set: a key and its value have = between them, not a colon", "set = 3"),
    ('title = "Oil', "title: the text has no closing quotation mark", 'title = "Oil"'),
    ('title = "The "best" oil"', "title: the text has quotation marks within",
     'title = "The \\"best\\" oil"'),
    ('title = "C:\\work"', "title: a backslash in a text of double quotation marks must be doubled",
     "title = 'C:\\work'"),
    ("ramp\u00a0= 8", "ramp: holds a no-break space or another blank that is none of the "
     "keyboard's", "ramp = 8"),
    ("ramp =\u202f8", "ramp: holds a no-break space or another blank that is none of the "
     "keyboard's", "ramp = 8"),
    ("Two words = 3", "Two words: a key of several words or other letters stands in quotation "
     "marks", '"Two words" = 3'),
    ("titlе = 3", "title: the key 'titlе' holds Cyrillic letters that look like Latin ones",
     "title = 3"),
    ("[[events]", "events: is a heading whose brackets are not in pairs", "[[events]]"),
    ("[set", "set: is a heading whose brackets are not in pairs", "[set]"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wrong", "right"), LINES)
def test_a_first_mistake_is_told_with_the_line_as_it_should_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, wrong: str, right: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mine.toml"
    path.write_text(f"other = 1\n{line}\nlast = 2\n", encoding="utf-8")
    problems: list[object] = []
    read_toml(path, problems)  # type: ignore[arg-type]
    assert [str(problem) for problem in problems] == [f"mine.toml:2: {wrong}; write: {right}"]
    assert tomllib.loads(right) is not None


PLAIN = [
    (b"a = 1\nthis is a remark\n", "2: is not TOML: a key is followed by = and a value (column 6)"),
    (b"a =\n", "1: a: has no value"),
    (b"a = {x = 1,\n y = 2}\nb = 1\n", "1: a: a table in braces stands on one line"),
    (b'a = """never\nclosed\n', "1: a: is not TOML: a text has no closing quotation marks"),
    (b"a = 1\rb = 2\r", "1: holds a carriage return (\\r) alone; save the file with usual line "
     "ends"),
    (b"a =" + b" [\n" * 99, "51: is not TOML: nests too deeply"),
    (b'# """\na =' + b" [\n" * 9999 + b'# """\n', "10002: is not TOML: nests too deeply"),
    (b"a = [\n 2027Q1,\n]\n", '2: a quarter stands in quotation marks; write: "2027Q1",'),
    (b"a." * 99 + b"a = 1\n", "1: a.a.a...: nests too deeply"),
    ("a = 'Türkiye'\n".encode("utf-16"), "1: is UTF-16 text; save the file as UTF-8 (in Notepad: "
     "Save as, Encoding: UTF-8)"),
    ("a = 'x'\n".encode("utf-16-le"), "1: is UTF-16 text; save the file as UTF-8 (in Notepad: "
     "Save as, Encoding: UTF-8)"),
    ("a = 1\nb = 'Каспий'\n".encode("cp1251"), "2: is not UTF-8 text but looks like Windows-1251 "
     "(Cyrillic); save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"),
    ("a = 'Türkiye'\n".encode("cp1254"), "1: is not UTF-8 text but looks like Windows-1252 "
     "(Western European); save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"),
    (b'a = "\\u0000"\n', "1: a: holds the control character \\x00; leave it out"),
    (b'a = "\\u001b]0;x"\n', "1: a: holds the control character \\x1b; leave it out"),
    (b'a = "\\u202e"\n', "1: a: holds the control character \\u202e; leave it out"),
    (b'a = "\\uFFFE"\n', "1: a: holds the control character \\ufffe; leave it out"),
    (b'a = ["x\\ny"]\n', "1: a[1]: must stand on one line; leave out \\n"),
    (b'"a\\u0007" = 1\n', "1: a\\x07: the key holds the control character \\x07; leave it out"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), PLAIN)
def test_what_cannot_be_mended_is_told_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_bytes(data)
    problems: list[object] = []
    read_toml(tmp_path / "mine.toml", problems)  # type: ignore[arg-type]
    assert str(problems[0]) == f"mine.toml:{message}"


def test_mistakes_of_text_and_of_content_are_told_at_once(library: Path, seeds: Seeds) -> None:
    text = "title = Oil\nuntil = 2030 Q9\n\n[[events]\nname = “a”\nfactor = 'route_opn.cpc'\n"
    path = write_scenario(library.parent, "mine", text + "set = 0,5\nstart = 2027Q1\n")
    with pytest.raises(InputError) as caught:
        load_scenario(path, seeds)
    told = [(problem.line, problem.key) for problem in caught.value.problems]
    assert told == [
        (1, "title"), (2, "until"), (2, "until"), (4, "events"), (5, "name"),
        (6, "events.a.factor"), (7, "set"), (8, "start"),
    ]  # fmt: skip


def test_many_lines_of_narrative_may_hold_brackets_and_quotation_marks(
    library: Path, seeds: Seeds
) -> None:
    narrative = "“Quoted” [ ( {\n" * 80
    text = f'title = "x"\nnarrative = """\n{narrative}"""\nextends = "baseline"\n'
    scenario, _ = load_scenario(write_scenario(library.parent, "mine", text), seeds)
    assert scenario.narrative.startswith("“Quoted” [")
