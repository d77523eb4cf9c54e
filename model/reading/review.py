"""Drafts reviewed one at a time: accepted, edited, rejected, skipped; each decision is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from model.inputs.formats.plain_text import wrap
from model.inputs.seeds.seeds import Seeds
from model.reading.decisions import ACCEPT, EDIT, REJECT, TAKEN, Wrong, check_draft
from model.reading.draft import MIRROR, Draft
from model.reading.readings import Reading
from model.reading.words import INDENT, tell_draft

Ask = Callable[[str, str], str]
"""Asks a person: (question, what is taken for an empty answer) -> the answer."""

Say = Callable[[str], None]
Save = Callable[[Sequence[Draft]], None]

CHOICES = "a accept, e edit, r reject, s skip, u undo, q quit"
EDITED = ("holder", "domain", "targets", "stance", "rival", "salience", "low", "high", "trigger")
"""Columns that are asked for when a draft is edited, beside its issue and its paraphrase."""

NEGATED = "the text negates it; is it right as it is now (yes or no)"


class Review:
    """Goes through the drafts of a reading with a person."""

    def __init__(self, reading: Reading, drafts: Sequence[Draft], seeds: Seeds, save: Save) -> None:
        self.reading, self.seeds, self.save = reading, seeds, save
        self.drafts = list(drafts)
        self.skipped: set[str] = set()
        self.undone: list[tuple[int, Draft]] = []

    def waiting(self) -> list[int]:
        """Return which drafts wait for a decision; a mirror waits for that of its draft first."""
        taken = {one.id for one in self.drafts if one.decision in TAKEN}
        return [
            place
            for place, one in enumerate(self.drafts)
            if not one.decision
            and one.id not in self.skipped
            and (one.kind != MIRROR or one.rule.rpartition(" ")[2] in taken)
        ]

    def run(self, ask: Ask, say: Say) -> None:
        """Show one draft after the other until none waits or the person quits."""
        while waiting := self.waiting():
            place = waiting[0]
            say("")
            for line in self.show(self.drafts[place], len(waiting)):
                say(line)
            choice = ask(CHOICES, "s").strip().casefold()[:1]
            if choice == "q":
                return
            self.choose(choice, place, ask, say)
        say("No draft waits for a decision.")

    def choose(self, choice: str, place: int, ask: Ask, say: Say) -> None:
        """Do what was chosen for one draft."""
        draft = self.drafts[place]
        if choice == "s":
            self.skipped.add(draft.id)
        elif choice == "u":
            if not self.undo():
                say("There is nothing to undo.")
        elif choice == "r":
            self.decide(place, draft._replace(decision=REJECT, reason=ask("why", "")))
        elif choice in ("a", "e"):
            self.take(place, choice == "e", ask, say)
        else:
            say(f"'{choice}' is no choice: {CHOICES}")

    def take(self, place: int, edit: bool, ask: Ask, say: Say) -> None:
        """Ask for what a draft lacks, and accept it where it is complete."""
        draft = self.drafts[place]
        changed = self.edited(draft, ask) if edit else draft
        if edit and draft.negated and ask(NEGATED, "no").strip().casefold() != "yes":
            return
        near = [word.partition(":")[0] for word in changed.near.split()]
        offered = ", ".join(f"{number} {one}" for number, one in enumerate(near, 1))
        issue = ask(f"issue ({offered}, or another)", changed.issue).strip()
        if issue.isdecimal() and 1 <= int(issue) <= len(near):
            issue = near[int(issue) - 1]
        paraphrase = ask("in your own words", changed.paraphrase)
        decision = EDIT if edit else ACCEPT
        changed = changed._replace(issue=issue, paraphrase=paraphrase.strip(), decision=decision)
        wrong = self.settle(place, changed)
        for column, message in wrong:
            say(f"{INDENT}{column}: {message}")
        if not wrong and (mirror := self.mirror_of(changed)) is not None:
            known = {interest.issue for interest in self.seeds.interests}
            if changed.issue not in known:
                say(f"{INDENT}a new issue: what {mirror.holder} wants in it comes next; it is "
                    "supposed and not said")  # fmt: skip

    def settle(self, place: int, draft: Draft) -> Wrong:
        """Take an accepted or edited draft where nothing is wrong with it, and save.

        Its mirror gets its issue, for the person to accept or reject next. Returns what is wrong,
        by column; then nothing is changed.
        """
        wrong = check_draft(self.reading, draft, self.seeds)
        if not wrong:
            for other, one in enumerate(self.drafts):
                if is_mirror_of(one, draft) and not one.decision:
                    self.drafts[other] = one._replace(issue=draft.issue)
            self.decide(place, draft)
        return wrong

    def mirror_of(self, draft: Draft) -> Draft | None:
        """Return the mirror of a draft that waits for a decision, if there is one."""
        return next(
            (one for one in self.drafts if is_mirror_of(one, draft) and not one.decision), None
        )

    def edited(self, draft: Draft, ask: Ask) -> Draft:
        """Return a draft with what a person puts in place of each column."""
        for column in EDITED:
            answer = ask(column, getattr(draft, column)).strip()
            blank = answer == "-" and column != "stance"
            draft = draft._replace(**{column: "" if blank else answer})
        return draft

    def decide(self, place: int, draft: Draft) -> None:
        """Keep a decision, and save all of them."""
        self.undone.append((place, self.drafts[place]))
        self.drafts[place] = draft
        self.save(self.drafts)

    def undo(self) -> bool:
        """Take the last decision back and save; False where there is none."""
        if not self.undone:
            return False
        place, before = self.undone.pop()
        self.drafts[place] = before
        self.skipped.discard(before.id)
        self.save(self.drafts)
        return True

    def show(self, draft: Draft, left: int) -> Iterator[str]:
        """Yield a draft with its sentence, cue, rule and the paragraph around it."""
        yield f"{draft.id} ({left} left)"
        yield from tell_draft(draft)
        yield f"{INDENT}cue {draft.cue}, rule {draft.rule}, {draft.kind}, {draft.tense}"
        yield f"{INDENT}targets {draft.targets}; nearest issues {draft.near or 'none'}"
        paragraph = next(
            one for one in self.reading.document.paragraphs if one.id == draft.paragraph
        )
        yield from wrap(self.reading.document.words_of(paragraph), f"{INDENT}| ")


def is_mirror_of(mirror: Draft, draft: Draft) -> bool:
    """Tell whether a draft supposes what the rival of another wants."""
    return mirror.kind == MIRROR and mirror.rule == f"mirror of {draft.id}"
