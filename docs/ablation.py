"""Say what moves the results anew: ``python docs/ablation.py [--runs N]``.

Plays the baseline and three scenarios without one part of the model at a time, and rewrites the
part "What moves the results" of ``docs/validation.md``. Run it from the root of the
repository.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # this checkout's model and seeds, whatever is installed

import numpy as np  # noqa: E402
from parts.markers import find_parts, replace_parts  # noqa: E402

from model.analysis.ablation.cases import list_cases, play_block  # noqa: E402
from model.analysis.ablation.find import Ablation, Question  # noqa: E402
from model.analysis.ablation.phrases import (  # noqa: E402
    LABELS,
    REST,
    STEP_LABELS,
    Told,
    percent,
    points,
)
from model.analysis.ablation.rows import Row  # noqa: E402
from model.analysis.ablation.words import (  # noqa: E402
    describe_findings,
    describe_idle,
    rank_lines,
    whole_percents,
)
from model.analysis.wording import names_from  # noqa: E402
from model.experiments.worker_pool import WorkerPool  # noqa: E402
from model.inputs.scenarios.scenarios import load_scenario  # noqa: E402
from model.inputs.seeds.seeds import Seeds, read_seeds  # noqa: E402

PAGE = ROOT / "docs" / "validation.md"
SCENARIOS = ("baseline", "export-controls-japan", "northern-closed", "council-reform")
RUNS = 100
ENTROPY = 1
FEW = 4

Rows = Sequence[Row]


def main(arguments: list[str]) -> int:
    """Make the part; 0 when done."""
    runs = int(arguments[1]) if arguments[:1] == ["--runs"] else RUNS
    seeds = read_seeds()
    with WorkerPool(workers=2) as pool:
        rows = {name: ablate(name, seeds, runs, pool) for name in SCENARIOS}
    text = PAGE.read_text(encoding="utf-8")
    written = find_parts(text) | write_parts(rows, seeds, runs)
    PAGE.write_text(replace_parts(text, written), encoding="utf-8")
    print(f"what moves the results is in docs/validation.md, made from {runs} runs")
    return 0


def ablate(name: str, seeds: Seeds, runs: int, pool: WorkerPool) -> list[Row]:
    """The rows of one scenario; interests one by one for the first alone."""
    scenario, changed = load_scenario(name, seeds)
    asked = Question(scenario, changed, runs, ENTROPY, (scenario.until,), name == SCENARIOS[0])
    ablation = Ablation(asked)
    for _ in ablation.play(pool.map_unordered):
        pass
    print(f"{name}: {ablation.plays} runs played")
    return ablation.rows()


def write_parts(rows: dict[str, list[Row]], seeds: Seeds, runs: int) -> dict[str, str]:
    """The generated parts of the page by name."""
    told = tell(seeds, runs)
    base = rows[SCENARIOS[0]]
    (whole,), parts, steps = (pick(base, kind) for kind in ("whole", "part", "step"))
    found = describe_findings(whole, parts, steps, told)
    return {
        "moves": "\n\n".join([
            "\n".join(f"- {line}" for line in found),
            parts_table(rows),
            steps_table(rows),
            REST,
        ]),
        "moves-interests": interests_text(base, told),
        "moves-made-from": made_from(seeds, runs),
    }  # fmt: skip


def tell(seeds: Seeds, runs: int) -> Told:
    """What the words on the baseline are about."""
    scenario, changed = load_scenario(SCENARIOS[0], seeds)
    question = Question(scenario, changed, runs, ENTROPY, (scenario.until,))
    by_id = {one.id: one for one in changed.interests}
    names = names_from(changed.members)
    return Told(scenario.title, runs, names, by_id, Ablation(question).idle)


def pick(rows: Rows, kind: str) -> list[Row]:
    """The rows of one kind."""
    return [row for row in rows if row.kind == kind]


def row(cells: Sequence[object]) -> str:
    """A line of a table."""
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table of markdown."""
    return "\n".join([row(head), row(["---"] * len(head)), *(row(each) for each in rows)])


def parts_table(rows: dict[str, list[Row]]) -> str:
    """What each part moves when it is left out alone, a column a scenario."""
    moved = [["movement itself", *(points(pick(rows[name], "whole")[0].change) for name in rows)]]
    for place, label in enumerate(LABELS.values()):
        each = [pick(rows[name], "part")[place] for name in rows]
        moved.append([label, *(f"{points(one.change)}, {percent(one.movement)}" for one in each)])
    return table(["points, and of the movement", *rows], moved)


def steps_table(rows: dict[str, list[Row]]) -> str:
    """What each step brings to the movement and to the variance, a column a scenario."""
    shares = {
        name: [whole_percents(pick(rows[name], "step"), of) for of in ("movement", "spread")]
        for name in rows
    }
    body = [
        [label, *(f"{moved[place]} %, {spread[place]} %" for moved, spread in shares.values())]
        for place, label in enumerate(STEP_LABELS.values())
    ]
    return table(["of the movement, and of the variance between runs", *rows], body)


def interests_text(rows: Rows, told: Told) -> str:
    """The interests that move most, and those that cannot move anything."""
    listed, notes = rank_lines(pick(rows, "interest"), told)
    cannot = [f"- {describe_idle(one, told)}" for one in told.idle]
    return "\n\n".join([
        table(listed[0], listed[1:]),
        "\n".join(f"- {note}" for note in notes),
        "Interests that cannot move anything, by what they say:",
        "\n".join(cannot),
    ])  # fmt: skip


def made_from(seeds: Seeds, runs: int) -> str:
    """What the part rests on, and one number that moves when the rules do."""
    rows = [[name, f"`{digest}`"] for name, digest in digests(seeds).items()]
    told = f"{runs} runs, entropy {ENTROPY}. Marks of the first {FEW} runs: {marks(seeds)}."
    return f"{told}\n\n{table(['input of what moves', 'digest'], rows)}"


def digests(seeds: Seeds) -> dict[str, str]:
    """Digests of what the part rests on as the files are now."""
    texts = {name: load_scenario(name, seeds)[0].text_digest[:12] for name in SCENARIOS}
    return {"seeds": seeds.digest[:12], **texts}


def marks(seeds: Seeds) -> str:
    """The fingerprint in words."""
    return ", ".join(f"{mark:.9g}" for mark in fingerprint(seeds))


def fingerprint(seeds: Seeds) -> list[float]:
    """Mean size of the change of the first runs of the baseline: whole, and without two parts."""
    scenario, changed = load_scenario(SCENARIOS[0], seeds)
    cases = {case.key: case for case in list_cases(scenario, changed, frozenset())}
    quarter = (scenario.start + 7,)
    return [
        float(np.mean(np.abs(play_block(cases[key], ENTROPY, (0, FEW), quarter)[2])))
        for key in (("whole", ""), ("part", "decisions"), ("part", "interests"))
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
