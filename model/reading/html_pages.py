"""HTML pages as blocks: the words of the article, without menus; nothing is run or fetched."""

from __future__ import annotations

from html.parser import HTMLParser

from model.reading.document import BYLINE, CAPTION, HEADING, QUOTE, Block, Extracted

SKIPPED = frozenset(
    ("script", "style", "nav", "header", "footer", "aside", "form", "noscript", "button", "svg",
     "iframe", "template", "select", "textarea", "object", "table")
)  # fmt: skip
KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), HEADING),
    "figcaption": CAPTION, "blockquote": QUOTE, "address": BYLINE,
}  # fmt: skip
BREAKS = frozenset(
    ("p", "div", "section", "article", "main", "li", "ul", "ol", "figure", "body", "dd", "dt",
     "dl", "hr", "td", "tr", *KINDS)
)  # fmt: skip
VOID = frozenset(("br", "img", "hr", "meta", "link", "input", "source", "wbr", "col", "embed"))
PUBLISHED = ("article:published_time", "date", "dc.date", "dcterms.date", "publish-date")
ENOUGH = 120
"""Words that an article element must hold for the rest of the page to be left out."""


def read_page(text: str) -> Extracted:
    """Return the blocks of a page; of its article alone where it marks one of some length."""
    page = _Page()
    page.feed(text)
    page.close()
    page.flush()
    inside = [block for block, marked in page.blocks if marked]
    enough = sum(len(block.text.split()) for block in inside) >= ENOUGH
    blocks = inside if enough else [block for block, _ in page.blocks]
    return Extracted(
        tuple(blocks), "html.parser", page.told.get("title", ""), page.told.get("author", ""),
        page.told.get("published", ""),
    )  # fmt: skip


class _Page(HTMLParser):
    """Gathers text between the tags that break it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[Block, bool]] = []
        self.told: dict[str, str] = {}
        self.stack: list[str] = []
        self.gathered: list[str] = []
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag == "meta":
            self._meta({key: value or "" for key, value in attrs})
        if tag == "br":
            self.gathered.append(" ")
        if tag in BREAKS or tag in SKIPPED:
            self.flush()
        if tag == "title":
            self.in_title = True
        if tag == "p" and self.stack[-1:] == ["p"]:
            self.stack.pop()
        if tag not in VOID and len(self.stack) < 2000:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element, and those in it that were never ended."""
        if tag in BREAKS or tag in SKIPPED:
            self.flush()
        if tag == "title":
            self.in_title = False
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Gather text."""
        if self.in_title:
            self.told["title"] = (self.told.get("title", "") + data).strip()
        elif not SKIPPED.intersection(self.stack) and "head" not in self.stack:
            self.gathered.append(data)

    def flush(self) -> None:
        """Make a block of what was gathered."""
        text = "".join(self.gathered).strip()
        self.gathered.clear()
        if text:
            kind = next((KINDS[tag] for tag in reversed(self.stack) if tag in KINDS), "")
            marked = bool({"article", "main"} & {*self.stack})
            self.blocks.append((Block(text, kind), marked))

    def _meta(self, told: dict[str, str]) -> None:
        name = (told.get("name") or told.get("property") or "").casefold()
        content = told.get("content", "").strip()
        if name == "author":
            self.told["author"] = content
        elif name in PUBLISHED:
            self.told.setdefault("published", content[:10])
