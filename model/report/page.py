"""A report as one HTML file that stands alone: no request, no script, nothing taken for markup."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from model.inputs.formats.plain_text import visible
from model.report.parts import Live, Picture, Report
from model.storage.version import package_version

FOLDER = Path(__file__).parent
TEMPLATE, STYLE = "page.html.jinja", "page.css"
SCRIPTS = ("surrogate.js", "live.js")
HEADER = slice(16, 24)
"""Where a PNG file has its width and height, four bytes each."""


def write_page(report: Report) -> str:
    """Return the page as HTML.

    Every text is escaped, and control characters in it are shown as text. The policy of the page
    lets it load the figures that it carries, its own style and, where it has sliders, its own
    script, both named by their hashes, and nothing else.
    """
    style = (FOLDER / STYLE).read_text(encoding="utf-8")
    live = next((block for block in report.blocks if isinstance(block, Live)), None)
    script = "".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS if live)
    return (
        _environment()
        .get_template(TEMPLATE)
        .render(
            report=report,
            style=Markup(style),
            script=Markup(script),
            data=Markup(as_data(live.data) if live else ""),
            policy=policy_of(style, script),
            version=package_version(),
        )
    )


def policy_of(style: str, script: str = "") -> str:
    """Return the Content-Security-Policy of a page with one inline style, and a script or none."""
    runs = f" script-src 'sha256-{_hash(script)}';" if script else ""
    return (
        f"default-src 'none'; img-src data:; style-src 'sha256-{_hash(style)}';{runs} "
        "base-uri 'none'; form-action 'none'"
    )


def as_data(values: Mapping[str, object]) -> str:
    """Return values as JSON that can stand within a script element: nothing in it ends that."""
    text = json.dumps(values, allow_nan=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_make_visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["data"] = data_of
    made.filters["size"] = size_of
    return made


def _make_visible(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def data_of(picture: Picture) -> str:
    """Return a figure as an address that holds all of it."""
    return f"data:image/png;base64,{b64encode(picture.png).decode()}"


def size_of(picture: Picture) -> tuple[int, int]:
    """Return width and height of a figure in pixels."""
    sides = picture.png[HEADER]
    return int.from_bytes(sides[:4], "big"), int.from_bytes(sides[4:], "big")
