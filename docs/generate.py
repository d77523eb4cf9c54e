"""Rewrite the generated parts of the documents: ``python docs/generate.py [--check]``.

Run it from the root of the repository. A part stands between ``<!-- begin generated: NAME -->`` and
``<!-- end generated: NAME -->``; everything else is written by hand and left as it is. With
``--check`` nothing is written: the exit status is 1 when a part is stale, and each one is named.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # this checkout's model and seeds, whatever is installed

from parts.imports import draw_folders  # noqa: E402
from parts.markers import MarkerError, find_parts, replace_parts  # noqa: E402
from parts.writers import write_parts  # noqa: E402

from model.inputs.formats.problems import InputError  # noqa: E402

DOCUMENTS = (
    "README.md", "docs/odd.md", "docs/scenarios.md", "docs/api.md", "docs/architecture.md",
)  # fmt: skip
PICTURE = "docs/images/architecture.svg"
USAGE = "usage: python docs/generate.py [--check]"


def refresh(document: str, written: dict[str, str], *, check: bool) -> list[str]:
    """Bring one document up to date, unless only checking; the names of its stale parts.

    Raises MarkerError where its markers do not pair up or name a part that nobody writes.
    """
    path = ROOT / document
    old = path.read_text(encoding="utf-8")
    new = replace_parts(old, written)
    if new != old and not check:
        path.write_text(new, encoding="utf-8", newline="\n")
    before, after = find_parts(old), find_parts(new)
    return [name for name, text in before.items() if text != after[name]]


def redraw(*, check: bool) -> list[str]:
    """Bring the picture of the architecture up to date, unless only checking; itself if stale."""
    path, drawn = ROOT / PICTURE, draw_folders()
    if path.is_file() and path.read_text(encoding="utf-8") == drawn:
        return []
    if not check:
        path.write_text(drawn, encoding="utf-8", newline="\n")
    return ["picture"]


def main(arguments: list[str]) -> int:
    """Rewrite or check every document; 0 when all is fresh, 1 when not, 2 when not understood."""
    if arguments not in ([], ["--check"]):
        print(USAGE, file=sys.stderr)
        return 2
    check = arguments == ["--check"]
    try:
        written = write_parts()
        stale = {name: refresh(name, written, check=check) for name in DOCUMENTS}
        stale[PICTURE] = redraw(check=check)
    except (MarkerError, InputError) as error:
        print(error, file=sys.stderr)
        return 1
    for document, names in stale.items():
        for name in names:
            told = "is stale: run python docs/generate.py" if check else "rewritten"
            print(f"{document}: {name}: {told}")
    return int(check and any(stale.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
