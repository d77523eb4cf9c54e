"""Text, Markdown, HTML, Word and PDF as blocks; broken, swollen and scanned files are refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from articles import ARTICLE

from model.inputs.formats.problems import InputError
from model.inputs.seeds.seeds import Seeds
from model.reading.document import Block, make_document
from model.reading.extract import extract
from model.reading.html_pages import read_page
from model.reading.make import open_file
from model.reading.pdf_pages import join_lines, order_unsure
from model.reading.tables import ReadingTables
from model.reading.text_files import read_markdown, read_plain


def kinds(*blocks: Block) -> list[tuple[str, str]]:
    document = make_document(blocks)
    return [(one.id, document.words_of(one)) for one in document.paragraphs]


def test_plain_text_is_cut_at_blank_lines_and_lines_of_one_paragraph_are_joined() -> None:
    found = kinds(*read_plain("A title\n\nOne line\nand another.\n\n\nThe next one.\n").blocks)
    assert found == [("H1", "A title"), ("P1", "One line and another."), ("P2", "The next one.")]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    long_line = "The road is long and dusty in the summer. " * 5
    found = kinds(*read_plain(f"{long_line}\n{long_line}\n").blocks)
    assert [name for name, _ in found] == ["P1", "P2"]


def test_headings_bylines_captions_and_pull_quotes_are_set_apart() -> None:
    body = "Nobody in the town expected that the railway would be built so soon after the war. " * 4
    text = (
        f"Roads\n\nBy A. Writer\n\n12 May 2026\n\n{body}\n\nPhoto: A. Painter, 2026.\n\n"
        '"Nobody in the town expected that the railway would be built"\n\nWhat comes next\n\nMore.'
    )
    found = [name for name, _ in kinds(*read_plain(text).blocks)]
    assert found == ["H1", "B1", "B2", "P1", "K1", "Q1", "H2", "P2"]


def test_markdown_keeps_words_and_leaves_marks_links_and_code_out() -> None:
    text = (
        "---\ntitle: Roads\nauthor: A. Writer\ndate: 2026-05\n---\n# One\n\nA [link](http://x.y) "
        "and **bold**.\n\n```\ncode\n```\n\n- first item here.\n- second item here.\n\n> quoted.\n"
    )
    told = read_markdown(text)
    assert (told.title, told.author, told.published) == ("Roads", "A. Writer", "2026-05")
    assert kinds(*told.blocks) == [
        ("H1", "One"), ("P1", "A link and bold."), ("P2", "first item here."),
        ("P3", "second item here."), ("Q1", "quoted."),
    ]  # fmt: skip


def test_a_page_loses_its_menus_and_scripts_and_tells_what_it_says_of_itself() -> None:
    page = (
        "<html><head><title>Roads &amp; rivers</title><meta name='author' content='A. Writer'>"
        "<meta property='article:published_time' content='2026-05-04T10:00'></head><body>"
        "<nav><p>Menu</p></nav><script>alert('x')</script><h1>Roads</h1><p>One &lt; two.<br>Three."
        "<p>Never closed.<aside>Read this too</aside><figure><figcaption>A road</figcaption>"
        "</figure><footer>Terms</footer></body></html>"
    )
    told = read_page(page)
    assert (told.title, told.author, told.published) == (
        "Roads & rivers", "A. Writer", "2026-05-04",
    )  # fmt: skip
    assert kinds(*told.blocks) == [
        ("H1", "Roads"), ("P1", "One < two. Three."), ("P2", "Never closed."), ("K1", "A road"),
    ]  # fmt: skip


def word_file(path: Path) -> Path:
    document = docx.Document()
    title, *rest = ARTICLE.strip().split("\n\n")
    document.add_heading(title)
    for text in rest:
        document.add_paragraph(text)
    document.add_table(1, 1)
    document.save(str(path))
    return path


def test_a_word_file_has_its_headings_and_paragraphs(tmp_path: Path) -> None:
    told = extract(word_file(tmp_path / "mine.docx"))
    assert kinds(*told.blocks) == kinds(*read_plain(ARTICLE).blocks)
    assert told.warnings == ("1 table(s) left out",)


def pdf_bytes(pages: list[list[str]]) -> bytes:
    """A PDF of lines of text, each page a list of them."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    font = len(objects) + 1
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for lines in pages:
        shown = " ".join(f"({line.replace('(', '')}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 72 760 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>"
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out + end.encode()


def test_the_lines_of_a_pdf_become_paragraphs_without_headers_and_page_numbers(
    tmp_path: Path,
) -> None:
    body = [line for line in ARTICLE.strip().split("\n")[2:] if line]
    others = [f"What stands on page {number} is short, and of no use." for number in (2, 3)]
    pages = [["Journal of Roads", *lines, "1"] for lines in (body, others[:1], others[1:])]
    path = tmp_path / "mine.pdf"
    path.write_bytes(pdf_bytes(pages))
    told = extract(path)
    texts = [block.text for block in told.blocks]
    assert not told.unsure
    assert not any("Journal of Roads" in text for text in texts)
    assert texts[0].startswith("China wants to expand its railway through Kyrgyzstan and")
    assert texts[0].endswith("it depends on Russian pipelines.")


def test_hyphens_at_line_ends_and_paragraphs_over_two_pages_are_joined() -> None:
    first = "The road that leads from the old town to the new rail-"
    second = "way station is long, and nobody has walked it since"
    third = "the spring."
    assert join_lines([f"{first}\n{second}", third]) == [
        "The road that leads from the old town to the new railway station is long, and nobody "
        "has walked it since the spring."
    ]


def test_columns_that_are_mixed_are_not_sure() -> None:
    mixed = [Block("the road from the town and in the winter it is closed for")] * 5
    assert order_unsure(mixed)
    assert order_unsure([Block("a few words")] * 9)
    assert not order_unsure([Block("The road from the town is long, and in winter it is closed.")])


def test_where_columns_cannot_be_told_the_paragraphs_are_written_to_be_checked(
    tmp_path: Path, tables: ReadingTables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = "the road from the town and in the winter it is closed for weeks"
    Path("mine.pdf").write_bytes(pdf_bytes([[line] * 20]))
    with pytest.raises(InputError) as caught:
        open_file(Path("mine.pdf"), Path("readings/mine"), tables)
    assert str(caught.value) == (
        "mine.pdf: the order of its columns cannot be told; mend the paragraphs in "
        "readings/mine-paragraphs.txt, then: steppewise read readings/mine-paragraphs.txt --out "
        "readings/mine"
    )
    assert line in Path("readings/mine-paragraphs.txt").read_text()


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf_bytes([["China"]])))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("a.docx", b"no archive", "is a broken archive (File is not a zip file); save it anew"),
        ("a.docx", zipped(other_xml=b"x"), "is no Word file (.docx); save it as one"),
        ("a.docx", zipped(word__document_xml=b"<a/>"), "is a broken Word file (KeyError); save it "
         "anew"),
        ("a.docx", zipped(word__document_xml=b" " * 50_000_001), "unpacks to more than 50 MB; save "
         "its text alone"),
        ("a.docx", zipped(word__document_xml=ENTITY), "word/document.xml declares entities; save "
         "it anew in a word processor"),
        ("a.pdf", b"no pdf", "is a broken PDF ("),
        ("a.pdf", pdf_bytes([[""], [""]]), "is scanned: its pages hold pictures and no text; run "
         "OCR first"),
        ("a.pdf", encrypted(), "is encrypted; save it without a password first"),
        ("a.txt", b"\xff\xfeC\0h\0", "is UTF-16 text; save the file as UTF-8"),
        ("a.txt", None, "there is no such file"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes | None, wrong: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if data is not None:
        Path(name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        extract(Path(name))
    assert str(caught.value).startswith(f"{name}: {wrong}")


def test_a_word_file_without_its_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seeds: Seeds
) -> None:
    path = word_file(tmp_path / "mine.docx")
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(InputError, match=r"'\.docx' needs more packages; install them with: pip "):
        extract(path)
