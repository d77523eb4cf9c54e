"""Reading the interests: who wants what, how much, and where that is stated."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from model.inputs.formats.csv_files import Line, read_csv
from model.inputs.formats.fixed_words import (
    DOMAINS,
    GRADES,
    ORIGINS,
    POWER_TRIGGERS,
    STATE_TRIGGERS,
)
from model.inputs.formats.numbers import INTEREST, read_number
from model.inputs.formats.problems import Problem, unknown
from model.inputs.seeds.cast import ID
from model.inputs.seeds.key_columns import ids
from model.inputs.seeds.naming import unknown_id
from model.inputs.seeds.quantities import check_sources
from model.inputs.seeds.records import Interest, Members

MADE = ("file", "line", "overlay", "drawn_as")
"""Fields of an interest that are no columns."""

COLUMNS = tuple(field for field in Interest._fields if field not in MADE)
STANCES = {"+": 1, "-": -1}
Wrong = list[tuple[str, str]]


def read_interests(
    folder: Path,
    members: Members,
    sources: Collection[str],
    paragraphs: Collection[str],
    problems: list[Problem],
) -> tuple[Interest, ...]:
    """Return the interests of `interests.csv` in the order of the file."""
    return read_interest_file(folder / "interests.csv", members, sources, paragraphs, problems)


def read_interest_file(
    path: Path,
    members: Members,
    sources: Collection[str],
    paragraphs: Collection[str],
    problems: list[Problem],
) -> tuple[Interest, ...]:
    """Return the interests of a file, in its order; what is wrong goes to problems."""
    found: dict[str, Interest] = {}
    for line in read_csv(path, COLUMNS, problems):
        wrong, numbers = check_interest(line, members, sources, paragraphs)
        name = line.cells["id"]
        if name in found:
            wrong.append(("id", f"'{name}' is there twice, first on line {found[name].line}"))
        problems.extend(line.problem(column, message) for column, message in wrong)
        if not wrong:
            found[name] = _make_interest(line, numbers, members)
    return tuple(found.values())


def check_interest(
    line: Line, members: Members, sources: Collection[str], paragraphs: Collection[str]
) -> tuple[Wrong, dict[str, float]]:
    """Return what is wrong with a line of interests, as (column, message), and its numbers."""
    wrong = _check_names(line, members) + _check_origin(line, sources, paragraphs)
    numbers, wrong_numbers = _read_numbers(line)
    return wrong + (wrong_numbers or check_salience(**numbers)), numbers


def check_salience(elasticity: float, salience: float, low: float, high: float) -> Wrong:
    """Return what is wrong with the numbers of an interest, as (column, message)."""
    wrong = []
    numbers = {"elasticity": elasticity, "salience": salience, "low": low, "high": high}
    for column, number in numbers.items():
        if message := INTEREST[column].check(number):
            wrong.append((column, message))
    if low > high:
        wrong.append(("low", f"low {low:g} is above high {high:g}; is the range turned round?"))
    elif not low <= salience <= high:
        wrong.append(("salience", f"{salience:g} is outside low..high, {low:g}..{high:g}"))
    return wrong


def _check_names(line: Line, members: Members) -> Wrong:
    cells, actors, states = line.cells, ids(members, "actor"), ids(members, "state")
    wrong = [
        (column, f"'{cells[column]}' is not an id; use letters, digits, '-' and '_'")
        for column in ("id", "issue")
        if not ID.fullmatch(cells[column])
    ]
    wrong += _check_words("holder", cells["holder"], actors, members, needed=True)
    wrong += _check_words("domain", cells["domain"], DOMAINS, members, needed=True)
    if cells["targets"] != "all":
        known = (*states, "all")
        wrong += _check_words("targets", cells["targets"], known, members, needed=False)
    if cells["stance"] not in STANCES:
        wrong.append(("stance", unknown("stance", cells["stance"], STANCES)))
    return wrong + _check_trigger(cells["trigger"], cells["holder"], members)


def _check_words(
    column: str, cell: str, known: Collection[str], members: Members, *, needed: bool
) -> Wrong:
    words = cell.split()
    if needed and not words:
        return [(column, f"is blank; name at least one {column}")]
    if len(words) > 1 and "all" in words:
        return [(column, "'all' stands alone or not at all")]
    wrong = [
        (column, unknown_id(column, word, tuple(known), members))
        for word in words
        if word not in known
    ]
    twice = sorted({word for word in words if words.count(word) > 1})
    return wrong + [(column, f"'{word}' is there twice") for word in twice]


def _check_trigger(trigger: str, holder: str, members: Members) -> Wrong:
    states = set(ids(members, "state"))
    known: tuple[str, ...] = tuple(
        word
        for word in dict.fromkeys(POWER_TRIGGERS + STATE_TRIGGERS)
        if all(word in (STATE_TRIGGERS if h in states else POWER_TRIGGERS) for h in holder.split())
    )
    if not trigger or trigger in known:
        return []
    wrong = unknown(f"trigger for {holder or 'no holder'}", trigger, known)
    return [("trigger", f"{wrong}; or left empty")]


def _check_origin(line: Line, sources: Collection[str], paragraphs: Collection[str]) -> Wrong:
    cells = line.cells
    wrong: Wrong = []
    if not cells["paraphrase"]:
        wrong.append(("paraphrase", "is blank"))
    if cells["grade"] not in GRADES:
        wrong.append(("grade", unknown("grade", cells["grade"], GRADES)))
    if cells["origin"] not in ORIGINS:
        return [*wrong, ("origin", unknown("origin", cells["origin"], ORIGINS))]
    from_document = cells["origin"] == "document"
    if not from_document and cells["paragraph"]:
        wrong.append(("paragraph", "must be blank when origin is context"))
    else:
        wrong += _check_words("paragraph", cells["paragraph"], paragraphs, {}, needed=from_document)
    if cells["source"] or not from_document:
        wrong += check_sources(cells["source"], sources)
    return wrong


def _read_numbers(line: Line) -> tuple[dict[str, float], Wrong]:
    cells = line.cells
    texts = {
        "elasticity": cells["elasticity"] or "0",
        "salience": cells["salience"],
        "low": cells["low"] or cells["salience"],
        "high": cells["high"] or cells["salience"],
    }
    read = {column: read_number(text) for column, text in texts.items()}
    wrong = [(column, message) for column, (_, message) in read.items() if message]
    return {column: number or 0.0 for column, (number, _) in read.items()}, wrong


def _make_interest(line: Line, numbers: dict[str, float], members: Members) -> Interest:
    cells = line.cells
    every = cells["targets"] == "all"
    return Interest(
        id=cells["id"],
        holder=tuple(cells["holder"].split()),
        issue=cells["issue"],
        stance=STANCES[cells["stance"]],
        domain=tuple(cells["domain"].split()),
        targets=ids(members, "state") if every else tuple(cells["targets"].split()),
        trigger=cells["trigger"],
        elasticity=numbers["elasticity"],
        salience=numbers["salience"],
        low=numbers["low"],
        high=numbers["high"],
        paragraph=tuple(cells["paragraph"].split()),
        origin=cells["origin"],
        paraphrase=cells["paraphrase"],
        source=tuple(cells["source"].split()),
        grade=cells["grade"],
        file=line.file,
        line=line.line,
    )
