"""Plain text and Markdown as blocks."""

from __future__ import annotations

import re
from statistics import median

from model.reading.document import HEADING, QUOTE, Block, Extracted

BLANK = re.compile(r"\n[ \t]*\n+")
HEADED = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.M | re.S)
LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
MARKS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")
FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
LONG_LINE = 120
"""Letters of a line, typically, from which each line is a paragraph of its own."""


def read_plain(text: str) -> Extracted:
    """Return the blocks of plain text: between blank lines, or lines where these are long."""
    plain = text.replace("\r\n", "\n").strip()
    lines = [line for line in plain.split("\n") if line.strip()]
    long_lines = bool(lines) and median(map(len, lines)) > LONG_LINE
    pieces = lines if long_lines else BLANK.split(plain)
    return Extracted(tuple(Block(piece) for piece in pieces if piece.strip()), "plain text")


def read_markdown(text: str) -> Extracted:
    """Return the blocks of Markdown; links keep their words only, code is left out."""
    plain = text.replace("\r\n", "\n")
    told: dict[str, str] = {}
    if front := FRONT.match(plain):
        pairs = (line.partition(":") for line in front[1].split("\n"))
        told = {key.strip().casefold(): value.strip().strip("\"'") for key, _, value in pairs}
        plain = plain[front.end() :]
    blocks = [
        block
        for piece in BLANK.split(FENCE.sub("\n\n", plain).strip())
        for block in _markdown_blocks(piece.strip())
    ]
    title = told.get("title") or next((b.text for b in blocks if b.kind == HEADING), "")
    return Extracted(tuple(blocks), "Markdown", title, told.get("author", ""), told.get("date", ""))


def _markdown_blocks(piece: str) -> list[Block]:
    found, gathered = [], list[str]()
    for line in piece.split("\n"):
        if heading := HEADED.match(line.strip()):
            found.append(Block(_plain(heading[1]), HEADING))
        elif re.fullmatch(r"\s*([-*_=]\s*){3,}", line):
            continue
        elif re.match(r"\s*([-*+]|\d+[.)])\s+", line):
            if gathered:
                found.append(Block(_plain("\n".join(gathered))))
            gathered = [re.sub(r"^\s*([-*+]|\d+[.)])\s+", "", line)]
        else:
            gathered.append(line)
    if gathered:
        quoted = all(line.lstrip().startswith(">") for line in gathered)
        words = "\n".join(line.lstrip().lstrip("> ") if quoted else line for line in gathered)
        found.append(Block(_plain(words), QUOTE if quoted else ""))
    return [block for block in found if block.text.strip()]


def _plain(text: str) -> str:
    return MARKS.sub(r"\2", LINK.sub(r"\1", text))
