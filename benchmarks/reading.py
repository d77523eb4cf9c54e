"""How well `steppewise read` agrees with a person: python -m benchmarks.reading TEXTS [LABELS].

TEXTS is a folder with a text file `<document>.txt` for each document of the labels; what each is an
opening of stands in benchmarks/reading_sources.csv. The texts are not ours to pass on. LABELS is
benchmarks/reading_labels_second.csv unless given.
"""

from __future__ import annotations

import sys
from pathlib import Path

from model.inputs.seeds.seeds import read_seeds
from model.reading.document import make_document
from model.reading.drafting import Reader
from model.reading.parse import load_language
from model.reading.scoring import Key, co_occurrence, compare, interval, keys_of, read_labels
from model.reading.tables import read_tables
from model.reading.text_files import read_plain

LABELS = Path(__file__).parent / "reading_labels_second.csv"


def tell(what: str, drafted: set[Key], marked: set[Key]) -> str:
    """Say how well two sets agree, as a row of a table."""
    score, (low, high) = compare(drafted, marked), interval(drafted, marked)
    numbers = f"{score.precision:.2f} | {score.recall:.2f} | {score.f1:.2f} | {low:.2f}-{high:.2f}"
    return f"| {what} | {len(marked)} | {len(drafted)} | {numbers} |"


def main(texts: Path, labels: Path = LABELS) -> None:
    """Print the scores on all documents of the labels."""
    seeds = read_seeds(sampled=False)
    reader = Reader(load_language(), read_tables(seeds), seeds)
    marked, rivals = read_labels(labels)
    drafted, drafted_rivals, baseline = set[Key](), set[Key](), set[Key]()
    for name in sorted({key[0] for key in marked}):
        document = make_document(read_plain((texts / f"{name}.txt").read_text("utf-8")).blocks)
        domains, against = keys_of(name, reader.read(document, name).drafts)
        drafted |= domains
        drafted_rivals |= against
        baseline |= co_occurrence(reader, name, document)
    print("| what | marked | drafted | precision | recall | F1 | 90 % interval |")
    print("|---|---|---|---|---|---|---|")
    print(tell("holder, domain, paragraph", drafted, marked))
    print(tell("the same by co-occurrence", baseline, marked))
    print(tell("holder, rival, paragraph", drafted_rivals, rivals))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
