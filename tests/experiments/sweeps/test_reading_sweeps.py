"""Sweep files: what is wrong is told at once, with line and nearest right name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from model.experiments.sweeps.make_sweep import plan_sweep
from model.experiments.sweeps.plan import block_size
from model.inputs.formats.problems import InputError
from model.inputs.seeds.seeds import Seeds

WRONG = """title = "Wrong in many ways"
scenarios = ["short", "northern-clsed"]
dates = ["2026Q4", "2041Q1"]
replications = 0
[design]
kind = "sobol"
size = 100
levels = 4
[[factors]]
name = "precision"
path = "parameters.precison"
[[factors]]
name = "date"
path = "events.china-treaty-2025.start"
range = [2025, 2026]
[[factors]]
name = "debt"
path = "leaning.KAZ.debt"
range = [-1, 9]
[[factors]]
name = "budget"
path = "budgets.JPN"
range = [2, 1]
[[levers]]
name = "japan"
[[levers.alternatives]]
name = "as it is"
[[levers.alternatives]]
name = "more"
[levers.alternatives.set]
budgets.JPM = 3
[[outcomes]]
outcome = "shares"
[[outcomes]]
outcome = "region_share"
state = "KAZ"
keep = "always"
"""

TOLD = [
    ":2: scenarios[2]: unknown scenario 'northern-clsed'; did you mean 'northern-closed'?",
    ":3: dates: 2041Q1 is outside the scenarios, 2025Q1 to 2026Q4",
    ":4: replications: must be greater than or equal to 1",
    ":7: design.size: 100 is not a power of two, which sobol needs; 128 is near",
    ":8: design.levels: is not for sobol; allowed: kind, size, second_order",
    ":11: factors.precision.path: unknown parameter 'precison'; did you mean 'precision'?",
    ':15: factors.date.range: must be quarters like "2027Q1"',
    ":19: factors.debt.range: value of leaning.KAZ.debt: -1 is outside the bounds 0..5",
    ":23: factors.budget.range: low 2 must be below high 1",
    ":31: budgets.JPM: unknown power 'JPM'; did you mean 'JPN'?",
    ":33: outcomes[1].outcome: unknown outcome 'shares'; did you mean 'share'?",
    ":36: outcomes[2].state: region_share has no state; its axes: power",
    ":37: outcomes[2].keep: unknown word 'always'; allowed: dates, trajectory, mean",
]


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_lines(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    path = sweep_file()
    path.write_text(WRONG)
    with pytest.raises(InputError) as caught:
        plan_sweep(path, seeds)
    said = str(caught.value).splitlines()
    assert len(said) == len(TOLD), said
    for line, told in zip(said, TOLD, strict=True):
        assert line.startswith(f"{path}{told}"), line


@pytest.mark.parametrize(
    ("part", "text", "told"),
    [
        ("top", "", "title: is missing"),
        ("design", "", "design: is missing"),
        ("design", "[design]\nsize = 3", "design.kind: is missing"),
        ("design", '[design]\nkind = "latin"', "design.size: is missing; latin needs it"),
        ("design", '[design]\nkind = "morris"\nsize = 3\nlevels = 5', "must be even for morris"),
        ("design", '[design]\nkind = "factorial"', "needs values, or else the design needs levels"),
        (
            "design",
            '[design]\nkind = "list"\npoints = [{ precision = 1, delivry = 0.2 }]',
            "unknown factor 'delivry'; did you mean 'delivery'?",
        ),
        (
            "design",
            '[design]\nkind = "list"\npoints = [{ precision = 1, delivery = 1.2 }]',
            "delivery 1.2 is outside the range 0..1",
        ),
        ("factors", "", "factors: are missing: a sweep needs at least one"),
        ("factors", '[[factors]]\nname = "a"', "factors.a.path: is missing"),
        (
            "outcomes",
            '[[outcomes]]\nname = "delivery"\noutcome = "price"',
            "'delivery' is the name of one of the factors already",
        ),
        (
            "factors",
            '[[factors]]\nname = "turn"\npath = "parameters.precision"',
            "'turn' is a word of the results already",
        ),
        (
            "factors",
            '[[factors]]\nname = "a"\npath = "budgets.JPN"\nrange = [1, 2]',
            "budgets.JPN is also set by lever japan",
        ),
        (
            "factors",
            '[[factors]]\nname = "a"\npath = "events.none.delivery"\nrange = [0, 1]',
            "unknown event 'none'",
        ),
        (
            "factors",
            '[[factors]]\nname = "a"\npath = "summits.JPN.2031Q1"',
            "is missing, and what the path names has no spread of its own",
        ),
        (
            "factors",
            '[[factors]]\nname = "a"\npath = "ties.JPN.KAZ.trade.distribution"\nrange = [0, 1]',
            "a distribution is a word",
        ),
        (
            "factors",
            '[[factors]]\nname = "a"\npath = "parameters.precision"\nrange = [0.5, 2]\n'
            'distribution = "lognormal"',
            "is missing; lognormal needs its median",
        ),
        ("levers", '[[levers]]\nname = "a"', "needs at least two [[levers.alternatives]]"),
        (
            "outcomes",
            '[[outcomes]]\noutcome = "share"\nbetter = "higher"',
            "unknown word 'higher'; did you mean 'more'? allowed: more, less",
        ),
        ("outcomes", "", "outcomes: are missing: say what is to be kept"),
        ("outcomes", '[[outcomes]]\noutcome = "share"\npower = "JAP"', "unknown power 'JAP'"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    sweep_file: Callable[..., Path], seeds: Seeds, part: str, text: str, told: str
) -> None:
    with pytest.raises(InputError) as caught:
        plan_sweep(sweep_file(**{part: text}), seeds)
    assert told in str(caught.value)
    assert str(caught.value).startswith(str(sweep_file().parent))


AIMED = """
[[levers]]
name = "japan"
goals = ["share_KAZ JPN", "region_share JPN at 2026Q4 - region_share JPN at 2025Q1"]
enough = "share_KAZ JPN at 2026Q4 > 2 %"
[[levers.alternatives]]
name = "as it is"
[[levers.alternatives]]
name = "more"
[levers.alternatives.set]
budgets.JPN = 3
"""


def test_what_a_lever_is_judged_by_is_read_and_checked_before_anything_is_played(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    sweep = plan_sweep(sweep_file(levers=AIMED), seeds).plan.sweep
    assert sweep.levers[0].goals[0] == "share_KAZ JPN"
    assert sweep.levers[0].enough == "share_KAZ JPN at 2026Q4 > 2 %"
    wrong = AIMED.replace('"share_KAZ JPN"', '"share_KAZ JPM"').replace("2025Q1", "2024Q1")
    wrong = wrong.replace("share_KAZ JPN at 2026Q4 >", "shaer_KAZ JPN >")
    path = sweep_file(levers=wrong)
    with pytest.raises(InputError) as caught:
        plan_sweep(path, seeds)
    one, two, three = str(caught.value).splitlines()
    line = path.read_text().splitlines().index('name = "japan"') + 2
    assert one.startswith(f"{path}:{line}: levers.japan.goals[1]: 'share_KAZ JPM': 'share_KAZ' was")
    assert "did you mean 'JPN'?" in one
    assert two.startswith(f"{path}:{line}: levers.japan.goals[2]: ")
    assert "2024Q1 is before the first quarter that was kept, 2025Q1" in two
    assert three.startswith(f"{path}:{line + 1}: levers.japan.enough: ")
    assert "unknown outcome 'shaer_KAZ'; did you mean 'share_KAZ'?" in three


def test_a_factor_without_a_range_takes_the_spread_of_what_it_names(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    file = sweep_file(
        factors='[[factors]]\nname = "a"\npath = "parameters.precision"\n'
        '[[factors]]\nname = "b"\npath = "events.china-grant-2025.lag"\n'
        '[[factors]]\nname = "c"\npath = "events.china-treaty-2025.start"\n'
        'range = ["2025Q3", "2026Q2"]\n'
    )
    a, b, c = plan_sweep(file, seeds).plan.sweep.factors
    row = seeds.tables["parameters"][("precision",)]
    assert a.spread[:4] == (row.distribution, row.low, row.value, row.high)
    assert (b.spread.low, b.spread.high, b.spread.step, b.unit) == (0, 3, 1, "quarters")
    assert (c.spread.low, c.spread.high, c.spread.step, c.unit) == (2025.5, 2026.25, 0.25, "year")


def test_a_scenario_laid_over_another_brings_its_own_events(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    levers = '[[levers]]\nname = "japan"\n[[levers.alternatives]]\nname = "as it is"\n'
    levers += '[[levers.alternatives]]\nname = "delivers"\nextends = "japan-delivers"\n'
    planned = plan_sweep(sweep_file(levers=levers, factors="""
[[factors]]
name = "precision"
path = "parameters.precision"
"""), seeds)  # fmt: skip
    events = [
        {event.name: event for event in each.scenario.events} for each in planned.plan.structures
    ]
    assert [each.alternatives for each in planned.plan.structures[:2]] == [
        ("as it is",), ("delivers",)
    ]  # fmt: skip
    assert "japan-summits-kept" not in events[0]
    assert "japan-summits-kept" in events[1]
    assert events[1]["japan-pledge-2025"].delivery.low == 0.85
    assert events[3].keys() > events[2].keys() - {"japan-summits-kept"}


def test_blocks_grow_so_that_they_stay_few() -> None:
    assert block_size(1000, 1) == 256
    assert block_size(1000, 100) == 2
    assert block_size(1000, 400) == 1
    assert block_size(256 * 64, 1) == 256
    assert block_size(256 * 64 + 1, 1) == 512
    assert block_size(512 * 64 + 1, 1) == 1024
    assert block_size(1024 * 4096, 1) == 1024
    assert block_size(1024 * 4096 + 1, 1) == 2048
    assert block_size(10**9, 1) == 2**18
    assert np.ceil(10**9 / 2**18) <= 4096


@pytest.mark.parametrize(
    ("design", "dice"),
    [
        ('kind = "sobol"\nsize = 4', "group"),
        ('kind = "morris"\nsize = 4', "group"),
        ('kind = "latin"\nsize = 4', "own"),
        ('kind = "factorial"\nlevels = 2', "shared"),
    ],
)
def test_points_that_are_compared_meet_the_same_chances_unless_the_file_says_otherwise(
    sweep_file: Callable[..., Path], seeds: Seeds, design: str, dice: str
) -> None:
    words = {"design": f"[design]\n{design}", "top": 'title = "A"\nscenarios = ["short"]'}
    assert plan_sweep(sweep_file(**words), seeds).plan.sweep.dice == dice
    words["top"] += '\ndice = "shared"'
    assert plan_sweep(sweep_file(**words), seeds).plan.sweep.dice == "shared"


def test_chances_by_group_are_refused_where_a_design_has_no_groups(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    file = sweep_file(top='title = "A"\nscenarios = ["short"]\ndice = "group"')
    with pytest.raises(InputError, match='dice: "group" is for sobol and morris, not for latin'):
        plan_sweep(file, seeds)


def test_a_parameter_that_was_fitted_takes_the_spread_of_its_sample(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    file = sweep_file(
        factors='[[factors]]\nname = "pull"\npath = "parameters.trade_pull"\n'
        '[[factors]]\nname = "judged"\npath = "parameters.precision"\n'
    )
    assert seeds.posterior is not None
    pull, judged = plan_sweep(file, seeds).plan.sweep.factors
    column = seeds.posterior.column("trade_pull")
    ends = (pull.spread.low, pull.spread.value, pull.spread.high)
    np.testing.assert_allclose(ends, np.percentile(column, (5, 50, 95)))
    assert (judged.spread.low, judged.spread.value, judged.spread.high) == (0.7, 1.0, 1.4)
    prior, _ = plan_sweep(file, seeds.with_posterior(None)).plan.sweep.factors
    assert (prior.spread.low, prior.spread.value, prior.spread.high) == (0.05, 0.08, 0.12)


def test_what_the_file_sets_holds_in_every_run(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    table = "[set]\nbudgets.CHN = 9\nevents.cpc-outage-2025.probability = 0\n"
    file = sweep_file(design='[design]\nkind = "latin"\nsize = 6\n' + table)
    planned = plan_sweep(file, seeds)
    for structure in planned.plan.structures:
        assert structure.seeds.tables["budgets"][("CHN",)].value == 9
        (outage,) = [e for e in structure.scenario.events if e.name == "cpc-outage-2025"]
        assert outage.probability.high == 0
    assert [each.alternatives for each in planned.plan.structures[:2]] == [("as it is",), ("more",)]
    both = '[[factors]]\nname = "a"\npath = "budgets.CHN"\nrange = [1, 2]'
    with pytest.raises(InputError, match=r"budgets\.CHN is also set by the file"):
        plan_sweep(sweep_file(design='[design]\nkind = "latin"\nsize = 6\n' + table, factors=both),
                   seeds)  # fmt: skip


PLAIN = """title = "What decides"
dates = ["2030", "2040Q4"]
[design]
kind = "lhs"
size = 200
[[factors]]
name = "Sanctions on Russia"
path = "sanctions.RUS"
range = [0.2, 0.9]
[[factors]]
name = "japan"
path = "engagement.JAPAN"
range = [0.5, 3]
[[outcomes]]
outcome = "share"
state = "Astana"
power = "Russia"
better = "higher"
"""


def test_names_of_people_and_words_of_other_tools_are_answered_by_what_they_mean(
    tmp_path: Path, seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plain.toml").write_text(PLAIN)
    with pytest.raises(InputError) as caught:
        plan_sweep(Path("plain.toml"), seeds)
    powers = "allowed: CHN, RUS, USA, EU, JPN, TUR, KOR, IND, IRN"
    assert [str(problem) for problem in caught.value.problems] == [
        "plain.toml:2: dates: '2030' is not a quarter; write it like 2030Q1",
        "plain.toml:4: design.kind: unknown word 'lhs'; did you mean 'latin'? allowed: sobol, "
        "morris, latin, factorial, list",
        "plain.toml:7: factors.Sanctions on Russia.name: 'Sanctions on Russia' must be lower-case "
        "letters, digits, '-' and '_'; write it like 'sanctions-on-russia'",
        f"plain.toml:12: factors.japan.path: unknown power 'JAPAN'; Japan is written JPN; {powers}",
        "plain.toml:16: outcomes[1].state: unknown state 'Astana'; that means Kazakhstan, written "
        "KAZ; allowed: KAZ, KGZ, TJK, TKM, UZB",
        "plain.toml:17: outcomes[1].power: unknown power 'Russia'; Russia is written RUS; "
        f"{powers}",
        "plain.toml:18: outcomes[1].better: unknown word 'higher'; did you mean 'more'? allowed: "
        "more, less",
    ]
