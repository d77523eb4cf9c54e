"""Hold the model against the past: ``python docs/validation.py [--runs N]``.

Plays the hindcast and the episodes, rewrites the generated parts of ``docs/validation.md``, draws
its figures into ``docs/images`` and keeps the measured skill in ``seeds/posterior/skill.json``,
where every later run finds it. Run it from the root of the repository.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # this checkout's model and seeds, whatever is installed

import numpy as np  # noqa: E402
from parts.markers import find_parts, replace_parts  # noqa: E402

from model.experiments.measured_skill import SKILL_FILE, keep_skill  # noqa: E402
from model.experiments.optional_steps import Extras  # noqa: E402
from model.experiments.sampled import parameters_of  # noqa: E402
from model.experiments.worker_pool import WorkerPool  # noqa: E402
from model.inputs.formats.plain_text import plural  # noqa: E402
from model.inputs.history.history import read_history  # noqa: E402
from model.inputs.scenarios.scenarios import load_scenario  # noqa: E402
from model.inputs.seeds.posterior import DEFAULT, HONEST, Posterior  # noqa: E402
from model.inputs.seeds.seeds import Seeds, read_seeds  # noqa: E402
from model.storage.manifest import digest_of  # noqa: E402
from model.validation.calibration.sample_files import draw_sample  # noqa: E402
from model.validation.episodes.find import judge_episodes  # noqa: E402
from model.validation.episodes.words import describe_total, markdown_table  # noqa: E402
from model.validation.hindcast.decade_words import (  # noqa: E402
    THINGS,
    describe_band,
    describe_gains,
    describe_liveliness,
)
from model.validation.hindcast.find import HORIZONS, ask, parts, play_part  # noqa: E402
from model.validation.hindcast.hindcast_folder import make_hindcast  # noqa: E402
from model.validation.hindcast.moved import DECADE  # noqa: E402

PAGE = ROOT / "docs" / "validation.md"
IMAGES = ROOT / "docs" / "images"
RUNS = 500
ENTROPY = 1
FEW = 16
FIGURES = {
    "skill-against-simpler-forecasts": "hindcast-skill.png",
    "trade-of-largest-partners": "hindcast-states.png",
}
AIMS = {"all": {"1": 0.0, "3": 0.10, "5": 0.25}, "rest": {"1": 0.0, "3": 0.05, "5": 0.10}}
"""Skill that was asked for beforehand: over all pairs, and without Turkmenistan-China."""

Told = Mapping[str, Any]


def main(arguments: list[str]) -> int:
    """Make the page; 0 when done."""
    runs = int(arguments[1]) if arguments[:1] == ["--runs"] else RUNS
    seeds = read_seeds()
    with tempfile.TemporaryDirectory() as folder, WorkerPool(workers=2) as pool:
        extras = Extras(pool)
        made = make_hindcast(ask(seeds, runs, ENTROPY, posterior=True), Path(folder), extras)
        prior = make_hindcast(
            ask(seeds, runs, ENTROPY, posterior=False), Path(folder), extras, figures=False
        )
        for name, image in FIGURES.items():
            shutil.copyfile(made.folder / "figures" / f"{name}.png", IMAGES / image)
        sample = seeds.with_posterior(HONEST).posterior
        assert sample is not None
        drawn = draw_sample(sample, seeds, Path(folder))[0]
        shutil.copyfile(drawn, IMAGES / "posterior.png")
        told = json.loads((made.folder / "skill.json").read_text(encoding="utf-8"))
        before = json.loads((prior.folder / "skill.json").read_text(encoding="utf-8"))
    keep_skill(told, seeds.folder / SKILL_FILE)
    text = PAGE.read_text(encoding="utf-8")
    others = {name: part for name, part in find_parts(text).items() if name.startswith("moves")}
    written = others | write_parts(told, before, seeds, runs)  # docs/ablation.py writes the others
    PAGE.write_text(replace_parts(text, written), encoding="utf-8")
    print(f"docs/validation.md and its figures are made from {runs} runs")
    return 0


def write_parts(told: Told, before: Told, seeds: Seeds, runs: int) -> dict[str, str]:
    """The generated parts of the page by name."""
    verdicts = judge_episodes(seeds, runs, ENTROPY)
    sample, default = (seeds.with_posterior(name).posterior for name in (HONEST, DEFAULT))
    assert sample is not None
    assert default is not None
    return {
        "skill": skill_table(told),
        "aims": describe_aims(told),
        "rivals": rivals_table(told, before),
        "bands": bands_table(told),
        "states": states_table(told),
        "worst": worst_table(told),
        "ten-years": describe_ten_years(told),
        "others": describe_others(told),
        "effort": describe_effort(told),
        "parameters": parameters_table(sample, default),
        "episodes": f"{describe_total(verdicts)}\n\n{markdown_table(verdicts)}",
        "made-from": made_from(seeds, runs),
    }


def row(cells: Sequence[object]) -> str:
    """A line of a table."""
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table of markdown."""
    return "\n".join([row(head), row(["---"] * len(head)), *(row(each) for each in rows)])


def ahead() -> list[str]:
    """Headings of the horizons."""
    return [f"{years} year{'s' if years > 1 else ''} ahead" for years in HORIZONS]


def with_interval(told: Told, name: str, years: int) -> str:
    """A skill with its interval of 90 %, and whether it is distinguishable from zero."""
    low, high = told[f"{name}_90"][str(years)]
    return f"**{told[name][str(years)]:+.2f}** ({low:+.2f} to {high:+.2f})"


def skill_table(told: Told) -> str:
    """Skill against every simpler forecast, over all pairs and without the gas pipeline."""
    rest = told["without_tkm_chn_more"]
    rows = [
        [words, *(with_interval(part, name, years) for years in HORIZONS)]
        for words, part, name in (
            ("against persistence", told, "skill_vs_persistence"),
            ("against persistence, without Turkmenistan-China", rest, "skill_vs_persistence"),
            ("against a linear trend", told, "skill_vs_trend"),
            ("against a linear trend, without Turkmenistan-China", rest, "skill_vs_trend"),
            ("against a pull without agents", told, "skill_vs_gravity"),
            (
                "against persistence, dated events unknown",
                told["unconditional"],
                "skill_vs_persistence",
            ),
        )
    ]
    return table(["skill (90 % over target years)", *ahead()], rows)


def describe_aims(told: Told) -> str:
    """What was asked for beforehand, and whether it was reached."""
    lines = []
    for words, aims, part in (
        ("all 45 pairs", AIMS["all"], told),
        ("without Turkmenistan-China", AIMS["rest"], told["without_tkm_chn_more"]),
    ):
        found = part["skill_vs_persistence"]
        said = [
            f"{found[years]:+.2f} at {years} year{'s' if years != '1' else ''} "
            f"({'reached' if found[years] > aim or found[years] >= aim > 0 else 'missed'}: {aim:g})"
            for years, aim in aims.items()
        ]
        lines.append(f"- {words}: {', '.join(said)}")
    return "\n".join(lines)


def rivals_table(told: Told, before: Told) -> str:
    """Every forecast against persistence, with and without calibration."""
    rivals, decisions = told["benchmarks_vs_persistence"], told["decisions"]
    rows = [
        ["the model, fitted to 2000-2013", *numbers(told["skill_vs_persistence"])],
        ["the model, not fitted (prior)", *numbers(before["skill_vs_persistence"])],
        ["the model, decisions frozen", *numbers(decisions["frozen_vs_persistence"])],
        [
            "what decisions add (90 % over target years)",
            *(with_interval(decisions, "gain", years) for years in HORIZONS),
        ],
        ["a pull without agents", *numbers(rivals["gravity"])],
        ["a linear trend", *numbers(rivals["trend"])],
    ]
    return table(["skill against persistence", *ahead()], rows)


def numbers(values: Told) -> list[str]:
    """Skills by horizon."""
    return [f"{values[str(years)]:+.2f}" for years in HORIZONS]


def bands_table(told: Told) -> str:
    """How often what was observed lay within the bands, and how sharp they were."""
    rows = [
        ["came within the 50 % band", *percents(told["coverage_50"])],
        ["came within the 80 % band", *percents(told["coverage_80"])],
        ["CRPS, points of share", *points(told["crps"])],
        ["CRPS of persistence (its absolute error)", *points(told["persistence_crps"])],
        ["root mean squared error, points", *points(told["model_rmse"])],
        ["that of persistence", *points(told["persistence_rmse"])],
    ]
    return table(["", *ahead()], rows)


def percents(values: Told) -> list[str]:
    """Shares in per cent by horizon."""
    return [f"{100 * values[str(years)]:.0f} %" for years in HORIZONS]


def points(values: Told) -> list[str]:
    """Shares in points by horizon."""
    return [f"{100 * values[str(years)]:.2f}" for years in HORIZONS]


def states_table(told: Told) -> str:
    """Skill state by state, with its own past known and left out of the fit."""
    left = told["leave_one_state_out"] or {}
    rows = []
    for state, part in told["by_state"].items():
        rows.append([state, *(with_interval(part, "skill_vs_persistence", y) for y in HORIZONS)])
        if state in left:
            few = ", too few draws left to say" if left[state]["too_few_draws"] else ""
            skills = numbers(left[state]["skill_vs_persistence"])
            rows.append([f"{state}, its past unseen{few}", *skills])
    if "all" in left:
        rows.append(["all, each unseen", *numbers(left["all"]["skill_vs_persistence"])])
    return table(["skill against persistence", *ahead()], rows)


def worst_table(told: Told) -> str:
    """The pairs that most of the error comes from, at the longest horizon."""
    rows = [
        [
            f"{one['state']}-{one['power']}",
            f"{100 * one['share_of_error']:.0f} %",
            f"{100 * one['share_of_persistence_error']:.0f} %",
            f"{one['skill']:+.2f}",
            f"{100 * one['bias']:+.1f}",
        ]
        for one in told["worst_pairs"][str(HORIZONS[-1])]
    ]
    head = [
        f"pair, {HORIZONS[-1]} years ahead",
        "of the model's error",
        "of persistence's",
        "skill",
        "bias, points",
    ]
    return table(head, rows)


def describe_others(told: Told) -> str:
    """Voting positions and volumes of trade, in a paragraph each."""
    votes = told["positions"]
    said = ", ".join(
        f"{votes[str(years)]['skill_vs_persistence']:+.2f} at {years} "
        f"year{'s' if years > 1 else ''}"
        for years in HORIZONS
    )
    return (
        f"**Voting positions** of the states in the General Assembly, given the powers' own: skill "
        f"against keeping the state's own last position {said} "
        f"({votes[str(HORIZONS[0])]['n']} cases each).\n\n"
        f"{describe_volumes(told)}"
    )


def describe_effort(told: Told) -> str:
    """Arms and formal contact, which effort acts on: skill, bands, and what decisions add."""
    rows = []
    for words, part in (
        ("suppliers of arms to Kazakhstan, Turkmenistan, Uzbekistan", told["arms"]),
        ("formal diplomatic contact", told["contact"]),
    ):
        for years, one in part.items():
            low, high = one["gain_90"]
            rows.append([
                f"{words}, {plural(int(years), 'year')} ahead", one.get("cases", one.get("n")),
                f"{one['skill']:+.2f}", f"{one['frozen_skill']:+.2f}",
                f"**{one['gain']:+.2f}** ({low:+.2f} to {high:+.2f})",
                f"{100 * one['coverage_80']:.0f} %",
            ])  # fmt: skip
    head = [
        "skill against no change", "cases", "the model", "decisions frozen",
        "what decisions add (90 %)", "within the 80 % band",
    ]  # fmt: skip
    return f"{table(head, rows)}\n\n{describe_gains(told)}"


def describe_ten_years(told: Told) -> str:
    """Trade ten years ahead, and whether runs move as much as the record, events known or not."""
    ten, lively = told["ten_years"], told["liveliness"]
    both = (ten, ten["unconditional"])
    skill = "skill_vs_persistence"
    rows = [
        [
            "shares of trade: skill against persistence (90 % over target years)",
            *(with_interval(one, skill, DECADE) for one in both),
        ],
        ["what decisions add to it", with_interval(ten["decisions"], "gain", DECADE), ""],
    ]
    for words, name, digits, unit in (
        ("came within the 50 % band", "coverage_50", 0, " %"),
        ("came within the 80 % band", "coverage_80", 0, " %"),
        ("CRPS, points of share", "crps", 2, ""),
    ):
        values = (100 * one[name][str(DECADE)] for one in both)
        rows.append([words, *(f"{value:.{digits}f}{unit}" for value in values)])
    for what, words in THINGS.items():
        some = [lively[told_of][what] for told_of in ("known", "unknown")]
        head = f"changes of runs over those on record: {words}, {some[0]['years']} years"
        rows.append([head, *(f"{one['ratio']:.2f}" for one in some)])
    said = f"{describe_band(told)}\n\n{describe_liveliness(told)}"
    return f"{table(['', 'dated events known', 'unknown'], rows)}\n\n{said}"


def describe_volumes(told: Told) -> str:
    """How trade in dollars was predicted: a paragraph and a table."""
    rows = []
    for words, part in (("pairs", told["volumes"]), ("whole trade of states", told["whole_trade"])):
        each = [part[str(years)] for years in HORIZONS]
        rows += [
            [
                f"{words}: predicted over came, typical",
                *(f"{e['typical_ratio']:.2f}" for e in each),
            ],
            [f"{words}: predicted over came, in sum", *(f"{e['ratio']:.2f}" for e in each)],
            [f"{words}: the same of persistence", *(f"{e['persistence_ratio']:.2f}" for e in each)],
            [f"{words}: skill in logarithms", *(f"{e['skill_vs_persistence']:+.2f}" for e in each)],
            [f"{words}: within the 80 % band", *(f"{100 * e['coverage_80']:.0f} %" for e in each)],
        ]
    return (
        "**Volumes of trade** in current dollars, told growth, prices and the dated events: what "
        "was predicted beside what was observed. Shares, above, say nothing of size.\n\n"
        + table(["volumes", *ahead()], rows)
    )


def parameters_table(sample: Posterior, default: Posterior) -> str:
    """What the past said of each fitted parameter, up to 2013 and in all."""
    rows = []
    for name, one in sample.manifest["informed"].items():
        later = default.manifest["informed"][name]
        prior = sample.manifest["priors"][name]
        narrowed = f"{100 * one['narrowed']:.0f} %, {one['shifted']:+.1f} sd"
        rows.append([
            f"`{name}`", f"{prior['value']:g} ({prior['low']:g} to {prior['high']:g})",
            interval(one), narrowed if one["informed"] else f"{narrowed}: **not informed**",
            interval(later),
        ])  # fmt: skip
    years, last = sample.manifest["years"], default.manifest["years"]
    head = [
        "parameter", "prior (90 %)", f"fitted to {years[0]}-{years[1]}",
        "narrowed by, median moved by",
        f"fitted to {last[0]}-{last[1]} (default)",
    ]  # fmt: skip
    return table(head, rows)


def interval(one: Told) -> str:
    """A median with its 90 % interval."""
    return f"{one['p50']:.3g} ({one['p05']:.3g} to {one['p95']:.3g})"


def made_from(seeds: Seeds, runs: int) -> str:
    """What the page rests on, and one number that moves when the rules do."""
    rows = [[name, f"`{digest}`"] for name, digest in digests(seeds).items()]
    told = (
        f"{runs} runs, entropy {ENTROPY}. Mark of the first {FEW} runs: {fingerprint(seeds):.9g}."
    )
    return f"{told}\n\n{table(['input', 'digest'], rows)}"


def digests(seeds: Seeds) -> dict[str, str]:
    """Digests of what the page rests on as the files are now."""
    samples = [parameters_of(seeds.with_posterior(name)) for name in (HONEST, DEFAULT)]
    return {
        "seeds": seeds.digest[:12],
        "past": read_history(seeds.folder).digest[:12],
        "scenario": load_scenario("history", seeds)[0].text_digest[:12],
        "samples": digest_of({"samples": samples})[:12],
    }


def fingerprint(seeds: Seeds) -> float:
    """The mean share predicted by the first runs from one origin, per cent."""
    question = ask(seeds, FEW, ENTROPY, posterior=True)
    part = min(parts(), key=lambda one: (one.years, one.origin, not one.events))
    played = play_part(question, part)
    return 100.0 * float(np.mean(played.shares, dtype=np.float64))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
