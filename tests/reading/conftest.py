"""What tests of reading share: the model of English, the tables, and texts of our own."""

from __future__ import annotations

from typing import Any

import pytest
from articles import Show, document_of

from model.inputs.seeds.seeds import Seeds, read_seeds
from model.reading.draft import Draft
from model.reading.drafting import Reader
from model.reading.parse import load_language
from model.reading.tables import ReadingTables, read_tables


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    return read_seeds(sampled=False)


@pytest.fixture(scope="session")
def tables(seeds: Seeds) -> ReadingTables:
    return read_tables(seeds)


@pytest.fixture(scope="session")
def language() -> Any:
    return load_language()


@pytest.fixture(scope="session")
def reader(language: Any, tables: ReadingTables, seeds: Seeds) -> Reader:
    return Reader(language, tables, seeds)


@pytest.fixture(scope="session")
def drafts_of(reader: Reader) -> Show:
    """Return the drafts of a paragraph, but for the mirrors of rivals."""

    def draft(text: str) -> list[Draft]:
        found = reader.read(document_of(text), "t")
        return [one for one in found.drafts if one.kind != "mirror"]

    return draft
