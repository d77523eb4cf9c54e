"""Figures of finished numbers: those that are missing are drawn, and one that fails is reported."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from model.experiments.optional_steps import AGAIN, Extras, optional, reason
from model.figures.forms import PAGE, SLIDE, Form, drawn_as
from model.figures.save import Sketch, is_drawn, save_figure
from model.inputs.formats.places import shown
from model.inputs.formats.plain_text import plural
from model.inputs.formats.problems import listed
from model.storage.folder import remove_stale

MISSING_GLYPH = re.compile(r"Glyph (\d+) ")
"""How matplotlib warns of a letter that no font has."""

Plan = Callable[[list[str]], Sequence[Sketch]]
"""Returns the sketches of the figures that are named."""


class Drawn(NamedTuple):
    """What became of one figure: why it could not be drawn, and letters that no font has."""

    name: str
    error: str = ""
    letters: str = ""


def draw_missing(
    folder: Path, names: Sequence[str], plan: Plan, manifest: Mapping[str, Any], extras: Extras
) -> None:
    """Draw into a folder those of the named figures that are not there yet, as PNG and SVG.

    Where slides are wanted, each of them as a slide too, `<name>-slide`.

    Whatever goes wrong is a warning; numbers and other figures are not touched.
    """
    forms = (PAGE, SLIDE) if extras.slides else (PAGE,)
    missing = {
        (name, each)
        for name in names
        for each in forms
        if extras.again or not is_drawn(folder / f"{name}{each.ending}")
    }
    wanted = [name for name in names if {(name, each) for each in forms} & missing]
    if not wanted:
        return
    drawn: list[Drawn] = []

    def steps(sketches: Sequence[Sketch]) -> Iterator[int]:
        tasks = [
            (sketch, each, folder, manifest)
            for sketch in sketches
            for each in forms
            if (sketch[0], each) in missing
        ]
        for one in extras.pool.map_unordered(draw_one, tasks):
            drawn.append(one)
            yield 1

    with optional(f"figures in {shown(folder)}", extras.warn):
        sketches = plan(wanted)
        folder.mkdir(parents=True, exist_ok=True)
        remove_stale(folder)
        label = f"{manifest['name']}: {plural(len(sketches), 'figure')}"
        extras.watch(label, len(missing), steps(sketches))
    for line in describe_failures(drawn):
        extras.warn(line)


def draw_one(sketch: Sketch, chosen: Form, folder: Path, manifest: Mapping[str, Any]) -> Drawn:
    """Draw one figure in a form as PNG and SVG and return what became of it."""
    name, error = f"{sketch[0]}{chosen.ending}", ""
    with warnings.catch_warnings(record=True) as caught:
        warnings.filterwarnings("always", MISSING_GLYPH.pattern)
        try:
            with drawn_as(chosen):
                save_figure(sketch[1](), folder / name, manifest)
        except Exception as failure:
            error = reason(failure)
    letters: dict[str, None] = {}
    for one in caught:
        glyph = MISSING_GLYPH.match(str(one.message))
        if glyph:
            letters[chr(int(glyph[1]))] = None
        else:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
    return Drawn(name, error, "".join(letters))


def describe_failures(drawn: Sequence[Drawn]) -> Iterator[str]:
    """Yield a line for each reason why figures were not drawn, and one for letters without a font.

    The order is that of the names, whoever drew first.
    """
    ordered = sorted(drawn)
    for error in dict.fromkeys(one.error for one in ordered if one.error):
        names = [one.name for one in ordered if one.error == error]
        what = f"{'figure' if len(names) == 1 else 'figures'} {listed(names, 5)}"
        yield f"Warning: {what} could not be drawn: {error}. {AGAIN}"
    letters = sorted({letter for one in ordered for letter in one.letters if letter.isprintable()})
    if letters:
        yield (
            f"Warning: no font here has {plural(len(letters), 'letter')} of the figures' texts "
            f"({listed(letters, 8)}), so that boxes stand for them; install one such as "
            "Noto Sans CJK and draw them with --again."
        )
