"""Reading `aliases.csv`: other words for members of the cast, such as Moscow for RUS."""

from __future__ import annotations

from pathlib import Path

from model.inputs.formats.csv_files import read_csv
from model.inputs.formats.problems import Problem, unknown
from model.inputs.seeds.naming import fold, forms_of
from model.inputs.seeds.records import Members

COLUMNS = ("id", "form")
FILE = "aliases.csv"


def read_aliases(folder: Path, members: Members, problems: list[Problem]) -> Members:
    """Return the members with their aliases; a folder without the file has none.

    A form stands for one member only, so that it never means two things.
    """
    if not (folder / FILE).exists():
        return members
    every = {member.id: member for rows in members.values() for member in rows}
    taken = {fold(form): name for name, one in every.items() for form in forms_of(one)}
    found: dict[str, list[str]] = {name: [] for name in every}
    for line in read_csv(folder / FILE, COLUMNS, problems):
        name, form = line.cells["id"], line.cells["form"]
        if name not in every:
            problems.append(line.problem("id", unknown("id", name, every)))
        elif not fold(form):
            problems.append(line.problem("form", "is blank"))
        elif fold(form) in taken:
            wrong = f"'{form}' stands for {taken[fold(form)]} already"
            problems.append(line.problem("form", wrong))
        else:
            taken[fold(form)] = name
            found[name].append(form)
    return {
        kind: tuple(one._replace(aliases=tuple(found[one.id])) for one in rows)
        for kind, rows in members.items()
    }
