"""Interests act: what a scenario makes of them moves influence, from its own quarter on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playing import ENTROPY, Loader, Played, play_drawn, play_workshop, write_scenario

from model.analysis.ablation.cases import permute_powers
from model.engines.outlook import Outlook
from model.engines.prepare import prepare
from model.engines.workshop import Workshop
from model.inputs.formats.problems import InputError
from model.inputs.formats.quarters import quarter_index
from model.inputs.scenarios.scenarios import Scenario, keep_document, load_scenario
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn
from model.world.draws import Floats

RUNS = 40
HEADER = (
    "id,holder,issue,stance,domain,targets,trigger,elasticity,salience,low,high,paragraph,origin,"
    "paraphrase,source,grade\n"
)
JAPAN = "J1,JPN,harbours,+,trade,KAZ UZB,,0,5,4,5,,context,Build harbours,judged-factors,C\n"
RUSSIA = "R1,RUS,harbours,-,trade,KAZ,,0,4,3,5,,context,Stop harbours,judged-factors,C\n"


def shares(played: Played) -> Floats:
    """Share of influence over all domains in the last quarter, points: (run, power, state)."""
    weight = played.ready.setting.measure.weight
    total = np.sum(weight * played.worlds[-1].influence, axis=-1)
    return np.asarray(100.0 * total / np.sum(total, axis=-2, keepdims=True))


def play(case: tuple[Scenario, Seeds], runs: int = RUNS) -> Played:
    scenario, seeds = case
    return play_drawn(scenario, Drawn(seeds, ENTROPY, 0, runs))


def mean_change(one: Played, other: Played) -> float:
    """Mean over pairs of the absolute mean over runs of the paired difference, points."""
    return float(np.abs((shares(one) - shares(other)).mean(axis=0)).mean())


@pytest.fixture(scope="module")
def whole(seeds: Seeds) -> Played:
    """The baseline to 2040."""
    return play(load_scenario("baseline", seeds))


def baseline(seeds: Seeds, *sets: str) -> tuple[Scenario, Seeds]:
    return load_scenario("baseline", seeds, sets)


def write_overlay(folder: Path, *rows: str, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_text(HEADER + "".join(rows))
    return path


def test_without_interests_shares_move_by_half_a_point_and_more(
    seeds: Seeds, whole: Played
) -> None:
    assert mean_change(play(baseline(seeds, "interest.*=0")), whole) >= 0.5


def test_interests_permuted_among_powers_move_shares_by_a_point_and_more(
    seeds: Seeds, whole: Played
) -> None:
    permuted = permute_powers(*baseline(seeds), 1)
    assert mean_change(play(permuted), whole) >= 1.0


def test_the_interests_of_the_document_alone_give_other_shares(seeds: Seeds, whole: Played) -> None:
    scenario, changed = baseline(seeds)
    assert mean_change(play((keep_document(scenario, changed), changed)), whole) >= 0.4


def test_an_interest_that_ends_in_2030_moves_nothing_before_and_its_holder_after(
    seeds: Seeds, load: Loader
) -> None:
    """RU2: security is most of what Russia wants of the region."""
    end = 'name = "tired"\nfactor = "interest.RU2"\nset = 0\nstart = "2030Q1"\n'
    plain = play(load('extends = "baseline"'), 8)
    ended = play(load(f'extends = "baseline"\n[[events]]\n{end}'), 8)
    place = quarter_index("2030Q1") - quarter_index("2025Q1")
    for name in ("influence", "ties", "acceptance"):
        before, after = (getattr(p.worlds[place - 1], name) for p in (plain, ended))
        assert np.array_equal(before, after)
    russia = seeds.ids("power").index("RUS")
    programme = ended.quarters[place].bids - plain.quarters[place].bids
    assert np.abs(programme[:, russia]).max() > 0.01
    lost = (shares(ended) - shares(plain))[:, russia].mean()
    assert lost < -0.3


def test_the_base_year_is_settled_on_the_seeds_whatever_the_scenario_wants(
    seeds: Seeds, load: Loader
) -> None:
    plain, ended = (load(text)[1] for text in ("", "[set]\ninterest.RU2 = 0\n"))
    one, other = (prepare(Drawn(changed, ENTROPY, 0, 4)) for changed in (plain, ended))
    for name, a, b in zip(one.setting.anchor._fields, one.setting.anchor, other.setting.anchor,
                          strict=True):  # fmt: skip
        assert np.array_equal(a, b), name


def test_a_salience_of_the_seeds_restates_the_base_year_and_hardly_moves_anything(
    seeds: Seeds, whole: Played
) -> None:
    assert mean_change(play(baseline(seeds, "interests.*.salience=0")), whole) < 0.1


def test_events_on_an_interest_start_from_its_drawn_salience(load: Loader) -> None:
    text = 'name = "more"\nfactor = "interest.JP2"\nmultiply = 1.5\nstart = "2026Q1"\nramp = 1\n'
    scenario, seeds = load(f"[[events]]\n{text}")
    drawn = Drawn(seeds, ENTROPY, 0, 20)
    outlook, place = Outlook(scenario, drawn), seeds.ids("interest").index("JP2")
    first = quarter_index("2026Q1")
    usual = drawn.value("interests", "JP2", "salience")
    for quarter, strength in ((first - 1, 1.0), (first, 1.25), (first + 1, 1.5), (first + 9, 1.5)):
        level = outlook.at(quarter).interest[:, 0, 0, place]
        np.testing.assert_allclose(level, strength * usual, rtol=1e-12)


def test_an_interest_moves_the_priority_of_its_holder_by_its_salience(load: Loader) -> None:
    scenario, seeds = load('[[events]]\nname = "more"\nfactor = "interest.JP2"\nadd = 2\n'
                           'start = "2026Q1"\n')  # fmt: skip
    drawn = Drawn(seeds, ENTROPY, 0, 5)
    setting, outlook = prepare(drawn).setting, Outlook(scenario, drawn)
    quarter = quarter_index("2026Q1")
    before = outlook.setting_at(quarter - 1, setting)
    assert before is setting
    after = outlook.setting_at(quarter, setting)
    gained = after.wants.priorities.base - setting.wants.priorities.base
    japan = seeds.ids("power").index("JPN")
    expected = np.zeros_like(gained)
    expected[:, japan, :, 1] = 2.0  # JP2 is about resources, in all five states
    np.testing.assert_allclose(gained, expected, atol=1e-12)
    assert after.wants.needs.base is not None
    np.testing.assert_allclose(after.wants.needs.base, setting.wants.needs.base, rtol=1e-12)
    stronger = after.wants.rivals.strength - setting.wants.rivals.strength
    china = seeds.ids("power").index("CHN")
    assert stronger[0, japan, china, 1] == pytest.approx(
        (np.sqrt(7.0 * 4.0) - np.sqrt(5.0 * 4.0)) / 5.0
    )


def test_an_overlay_begins_in_its_quarter_and_ramps(seeds: Seeds, tmp_path: Path) -> None:
    write_overlay(tmp_path, JAPAN, RUSSIA)
    path = write_scenario(
        tmp_path,
        'title = "T"\ninterests = "mine.csv"\ninterests_from = "2026Q1"\ninterests_ramp = 1\n',
    )
    scenario, changed = load_scenario(path, seeds)
    drawn = Drawn(changed, ENTROPY, 0, 6)
    outlook, names = Outlook(scenario, drawn), changed.ids("interest")
    first = quarter_index("2026Q1")
    usual = drawn.value("interests", "J1", "salience")
    for quarter, strength in ((first - 1, 0.0), (first, 0.5), (first + 1, 1.0)):
        level = outlook.at(quarter).interest[:, 0, 0]
        np.testing.assert_allclose(level[:, names.index("J1")], strength * usual, rtol=1e-12)
        shipped = outlook.at(first - 1).interest[:, 0, 0, : len(seeds.interests)]
        assert np.array_equal(level[:, : len(seeds.interests)], shipped)
    japan, russia = (seeds.ids("power").index(name) for name in ("JPN", "RUS"))
    setting = prepare(drawn).setting
    conflict = outlook.setting_at(first + 1, setting).wants.rivals.strength
    base = setting.wants.rivals.strength
    assert base[0, japan, russia, 0] == 0.0
    assert conflict[0, japan, russia, 0] == pytest.approx(np.sqrt(5.0 * 4.0) / 5.0)


def test_an_overlay_leaves_the_quarters_before_it_as_they_were(
    seeds: Seeds, tmp_path: Path
) -> None:
    write_overlay(tmp_path, JAPAN)
    told = 'extends = "baseline"\nuntil = "2027Q4"\ntitle = "T"\n'
    plain = play(load_scenario(write_scenario(tmp_path, told, "plain"), seeds), 4)
    laid = told + 'interests = "mine.csv"\ninterests_from = "2026Q1"\n'
    over = play(load_scenario(write_scenario(tmp_path, laid, "laid"), seeds), 4)
    assert np.array_equal(plain.worlds[3].influence, over.worlds[3].influence)
    japan = seeds.ids("power").index("JPN")
    moved = over.quarters[4].bids - plain.quarters[4].bids
    assert moved[:, japan, 0, 0].min() > 0.005
    others = np.delete(np.arange(len(seeds.ids("power"))), japan)
    assert np.abs(moved[:, others]).max() == 0.0


def test_both_engines_give_the_same_run_under_an_overlay(seeds: Seeds, tmp_path: Path) -> None:
    write_overlay(tmp_path, JAPAN, RUSSIA)
    path = write_scenario(
        tmp_path,
        'extends = "baseline"\nuntil = "2027Q4"\ntitle = "T"\ninterests = "mine.csv"\n'
        'interests_from = "2025Q3"\ninterests_ramp = 2\ninterests_mode = "replace-holders"\n',
    )
    scenario, changed = load_scenario(path, seeds)
    together = play((scenario, changed), 3)
    alone = play_workshop(Workshop(scenario, changed, entropy=ENTROPY, run=2))
    for one, other in zip(together.worlds, alone.worlds, strict=True):
        np.testing.assert_allclose(one.influence[2:3], other.influence, rtol=1e-12)


def test_replacing_holders_ends_their_interests_and_those_they_share_go_on_for_others(
    seeds: Seeds, tmp_path: Path
) -> None:
    kazakh = "K1,KAZ,harbours,+,trade,all,,0,5,5,5,,context,Build harbours,judged-factors,C\n"
    write_overlay(tmp_path, kazakh)
    path = write_scenario(
        tmp_path, 'title = "T"\ninterests = "mine.csv"\ninterests_mode = "replace-holders"\n'
    )
    scenario, changed = load_scenario(path, seeds)
    (overlay,) = scenario.overlays
    held = [one.id for one in seeds.interests if "KAZ" in one.holder]
    assert list(overlay.replaced) == held
    assert "CA1-others" in overlay.ids
    drawn = Drawn(changed, ENTROPY, 0, 7)
    setting, outlook = prepare(drawn).setting, Outlook(scenario, drawn)
    before, after = (
        each.wants.needs.base for each in (setting, outlook.setting_at(scenario.start, setting))
    )
    np.testing.assert_allclose(after[:, :, 1:], before[:, :, 1:], rtol=1e-12)
    shipped = np.zeros((7, 4))
    for one in seeds.interests:
        if "KAZ" in one.holder:
            for domain in one.domain:
                place = ("trade", "resources", "diplomacy", "security").index(domain)
                shipped[:, place] += drawn.salience(one) / len(one.domain)
    mean = shipped.mean(axis=1, keepdims=True)
    own = np.array([5.0, 0.0, 0.0, 0.0])
    expected = (own + mean - own.mean()) / mean
    np.testing.assert_allclose(after[:, 0, 0], expected, rtol=1e-6)


def test_replacing_all_leaves_the_overlay_alone(seeds: Seeds, tmp_path: Path) -> None:
    write_overlay(tmp_path, JAPAN)
    path = write_scenario(
        tmp_path, 'title = "T"\ninterests = "mine.csv"\ninterests_mode = "replace-all"\n'
    )
    scenario, changed = load_scenario(path, seeds)
    level = Outlook(scenario, Drawn(changed, ENTROPY, 0, 3)).at(scenario.start).interest[:, 0, 0]
    assert (level[:, : len(seeds.interests)] == 0.0).all()
    assert (level[:, len(seeds.interests) :] > 0.0).all()


def test_an_overlay_is_part_of_the_scenario_and_not_of_the_seeds(
    seeds: Seeds, tmp_path: Path
) -> None:
    path = write_scenario(tmp_path, 'title = "T"\ninterests = "mine.csv"\n')
    digests = []
    for row in (JAPAN, JAPAN.replace(",5,4,5,", ",4,3,5,")):
        write_overlay(tmp_path, row)
        scenario, changed = load_scenario(path, seeds)
        digests.append(scenario.text_digest)
        assert changed.digest == seeds.digest
    assert digests[0] != digests[1]


def test_an_event_may_raise_an_interest_of_an_overlay(seeds: Seeds, tmp_path: Path) -> None:
    write_overlay(tmp_path, JAPAN)
    event = '[[events]]\nname = "end"\nfactor = "interest.J1"\nset = 0\nstart = "2028Q1"\n'
    path = write_scenario(tmp_path, f'title = "T"\ninterests = "mine.csv"\n{event}')
    scenario, changed = load_scenario(path, seeds)
    outlook = Outlook(scenario, Drawn(changed, ENTROPY, 0, 3))
    assert outlook.at(quarter_index("2027Q4")).interest[0, 0, 0, -1] > 0.0
    assert outlook.at(quarter_index("2028Q1")).interest[0, 0, 0, -1] == 0.0


def test_a_folder_of_an_overlay_brings_sources_and_paragraphs_of_its_own(
    seeds: Seeds, tmp_path: Path
) -> None:
    folder = tmp_path / "brief"
    folder.mkdir()
    row = "J1,JPN,harbours,+,trade,all,,0,5,4,5,brief:P2,document,Build harbours,brief-text,A\n"
    write_overlay(folder, row, name="interests.csv")
    (folder / "sources.csv").write_text(
        "id,title,publisher,address,accessed,note\nbrief-text,A brief,Desk,on paper,2026-01-01,\n"
    )
    (folder / "paragraphs.csv").write_text("id,start,end,kind,sha256\nP2,0,10,text,\n")
    path = write_scenario(tmp_path, 'title = "T"\ninterests = "brief"\n')
    _, changed = load_scenario(path, seeds)
    assert changed.interests[-1].paragraph == ("brief:P2",)
    assert changed.interests[-1].overlay == "brief"
    (folder / "paragraphs.csv").write_text("id,start,end,kind,sha256\nP1,0,10,text,\n")
    with pytest.raises(InputError, match=r"interests.csv:2: paragraph: .*'brief:P2'"):
        load_scenario(path, seeds)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('interests = "none.csv"', "interests: there is no file or folder none.csv"),
        ('interests_from = "2026Q1"', "interests_from: needs interests beside it"),
        ('interests = "mine.csv"\ninterests_from = "2060Q1"', "2060Q1 is outside"),
        ('interests = "mine.csv"\ninterests_mode = "swap"', "unknown mode 'swap'"),
        ('interests = "empty.csv"', "holds no interest"),
        ('interests = "clash.csv"', "'JP2' is an interest of the seeds; choose another"),
        ('interests = "mine.csv"\n[set]\ninterest.J2 = 1', "unknown interest 'J2'"),
        ("[set]\nfactors.interest.JP2 = 1", "interests.JP2.salience"),
        ("[set]\ninterest.JP2 = 11", "11 is outside the bounds 0..10"),
    ],
)
def test_a_wrong_overlay_is_told(seeds: Seeds, tmp_path: Path, body: str, said: str) -> None:
    write_overlay(tmp_path, JAPAN)
    write_overlay(tmp_path, name="empty.csv")
    write_overlay(tmp_path, JAPAN.replace("J1", "JP2"), name="clash.csv")
    path = write_scenario(tmp_path, f'title = "T"\n{body}\n')
    with pytest.raises(InputError) as error:
        load_scenario(path, seeds)
    assert said in str(error.value)


def test_the_document_alone_acts_from_the_first_quarter_and_ends_with_the_mode(
    seeds: Seeds,
) -> None:
    scenario, changed = baseline(seeds)
    alone = keep_document(scenario, changed)
    level = Outlook(alone, Drawn(changed, ENTROPY, 0, 3)).at(scenario.start).interest[0, 0, 0]
    acting = {one.id for one, now in zip(seeds.interests, level, strict=True) if now > 0}
    assert acting == {one.id for one in seeds.interests if one.origin == "document"}
    stated = tuple(one for one in seeds.interests if one.origin == "document")
    assert keep_document(scenario, replace(changed, interests=stated)) is scenario
