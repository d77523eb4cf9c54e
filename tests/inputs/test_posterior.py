"""Posterior samples are read as they are written, and whatever is wrong with one is told."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_seeds import write_scenario

from model.inputs.formats.numbers import Bounds
from model.inputs.formats.problems import InputError
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.key_columns import PARAMETERS
from model.inputs.seeds.posterior import DEFAULT, HONEST, Posterior, prior_of, read_posterior
from model.inputs.seeds.seeds import Seeds, read_seeds

DRAWS = """draw,hedging,trade_pull,loglik_KAZ,loglik_UZB
0,0.1,0.01,-1.5,-2
1,0.2,0.02,-2.5,-1
2,0.3,0.03,-3.5,0
"""
STATES = ("KAZ", "UZB")


def write_sample(folder: Path, name: str = DEFAULT, draws: str = DRAWS, **manifest: object) -> Path:
    """Write a sample into a folder of seeds; return the path of its draws."""
    path = folder / "posterior" / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(draws)
    path.with_suffix(".json").write_text(json.dumps({"sample": name, **manifest}))
    return path


def read(path: Path) -> Posterior:
    return read_posterior(path, dict.fromkeys(PARAMETERS, Bounds(0, 10, "a reason")), STATES)


def wrong(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(path)
    return [str(problem) for problem in caught.value.problems]


def test_a_sample_is_read_as_it_is_written(folder: Path) -> None:
    found = read(write_sample(folder, "mine", years=[2000, 2010]))
    assert (found.name, found.names, found.states) == ("mine", ("hedging", "trade_pull"), STATES)
    assert found.draws == ((0.1, 0.01), (0.2, 0.02), (0.3, 0.03))
    assert found.likelihood == ((-1.5, -2.0), (-2.5, -1.0), (-3.5, 0.0))
    assert found.column("trade_pull") == (0.01, 0.02, 0.03)
    assert found.manifest["years"] == [2000, 2010]


def test_columns_may_stand_in_any_order_and_lines_be_blank(folder: Path) -> None:
    turned = "\nloglik_UZB,trade_pull, hedging ,draw,loglik_KAZ\n\n-2,0.01,0.1,0,-1.5\n"
    found = read(write_sample(folder, draws=turned))
    assert (found.names, found.states) == (("trade_pull", "hedging"), ("UZB", "KAZ"))
    assert (found.draws, found.likelihood) == (((0.01, 0.1),), ((-2.0, -1.5),))


def test_the_digest_follows_draws_and_manifest(folder: Path) -> None:
    found = {read(write_sample(folder)).digest for _ in range(2)}
    found.add(read(write_sample(folder, years=[2000, 2010])).digest)
    found.add(read(write_sample(folder, draws=DRAWS.replace("0.3,", "0.31,"))).digest)
    assert len(found) == 3


def test_all_that_is_wrong_is_told_at_once(folder: Path) -> None:
    draws = DRAWS.replace("hedging", "hedgeing").replace("loglik_UZB", "loglik_UZW")
    draws = draws.replace("0.2,0.02", "few,").replace("-3.5", "nan") + "3,1\n"
    path = write_sample(folder, draws=draws)
    path.with_suffix(".json").write_text("{")
    told = wrong(path)
    assert told[0].startswith(
        "seeds/posterior/to-2020.json: is not JSON: Expecting property name enclosed in double"
    )
    assert told[1].startswith(
        "seeds/posterior/to-2020.csv:1: hedgeing: unknown parameter 'hedgeing'; "
        "did you mean 'hedging'? allowed: "
    )
    assert told[2:] == [
        "seeds/posterior/to-2020.csv:1: UZW: unknown state 'UZW'; did you mean 'UZB'? "
        "allowed: KAZ, UZB",
        "seeds/posterior/to-2020.csv:3: hedgeing: 'few' is not a number; write it like 12.5",
        "seeds/posterior/to-2020.csv:3: trade_pull: is blank; a number is needed",
        "seeds/posterior/to-2020.csv:4: loglik_KAZ: 'nan' is not a finite number; "
        "write it like 12.5",
        "seeds/posterior/to-2020.csv:5: has 2 cells, the header has 5",
    ]


@pytest.mark.parametrize(
    ("draws", "message"),
    [
        ("", "seeds/posterior/to-2020.csv: is empty"),
        (" \n", "seeds/posterior/to-2020.csv:1: has no header; expected draw"),
        (DRAWS.splitlines()[0], "seeds/posterior/to-2020.csv: holds no draws"),
        (
            DRAWS.replace("draw,", "run,", 1),
            "seeds/posterior/to-2020.csv:1: run: unknown parameter 'run'; allowed: ",
        ),
        (
            DRAWS.replace("trade_pull", "hedging"),
            "seeds/posterior/to-2020.csv:1: header: column 'hedging' stands there twice",
        ),
        (
            DRAWS.replace(",", ";"),
            "seeds/posterior/to-2020.csv:1: draw;hedging;trade_pull;loglik_KAZ;loglik_UZB: ",
        ),
        (DRAWS.replace("0.2", '"0.2'), "seeds/posterior/to-2020.csv:3: is not CSV: "),
    ],
)
def test_a_file_without_draws_is_told(folder: Path, draws: str, message: str) -> None:
    told = wrong(write_sample(folder, draws=draws))
    assert any(line.startswith(message) for line in told), told


def test_a_missing_manifest_is_told_with_what_is_wrong_in_the_draws(folder: Path) -> None:
    path = write_sample(folder, draws=DRAWS.replace("0.2", ""))
    path.with_suffix(".json").unlink()
    assert wrong(path) == [
        "seeds/posterior/to-2020.json: there is no such file",
        "seeds/posterior/to-2020.csv:3: hedging: is blank; a number is needed",
    ]


def test_missing_draws_are_told(folder: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_seeds(folder).with_posterior(HONEST)
    assert [str(problem) for problem in caught.value.problems] == [
        "seeds/posterior/to-2013.csv: there is no such file",
        "seeds/posterior/to-2013.json: there is no such file",
    ]


@pytest.mark.parametrize("told", ["[1, 2]", '"word"', "3", '{"priors": []}'])
def test_a_manifest_that_is_none_is_told(folder: Path, told: str) -> None:
    path = write_sample(folder)
    path.with_suffix(".json").write_text(told)
    assert wrong(path) == ["seeds/posterior/to-2020.json: is not the manifest of a sample"]


def test_draws_that_the_manifest_was_not_written_with_are_told(folder: Path) -> None:
    digest = sha256(DRAWS.encode()).hexdigest()
    assert read(write_sample(folder, draws_digest=digest)).draws
    path = write_sample(folder, draws=DRAWS.replace("0.3", "0.4"), draws_digest=digest)
    assert wrong(path) == [
        "seeds/posterior/to-2020.json: draws_digest: was not written with "
        "seeds/posterior/to-2020.csv; fit again with steppewise calibrate"
    ]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draws=st.binary(max_size=300), told=st.binary(max_size=100))
def test_any_bytes_are_read_or_told(folder: Path, draws: bytes, told: bytes) -> None:
    path = write_sample(folder)
    for noise, place in ((draws, path), (told, path.with_suffix(".json"))):
        if noise:
            place.write_bytes(noise)
    with suppress(InputError):
        assert read(path).draws


def test_seeds_come_with_the_sample_of_all_years_if_there_is_one(folder: Path) -> None:
    assert (read_seeds(folder).posterior, read_seeds(folder).parameters) == (None, "prior")
    write_sample(folder, HONEST)
    assert read_seeds(folder).parameters == "prior"
    write_sample(folder)
    assert read_seeds(folder).parameters == DEFAULT
    assert read_seeds(folder, sampled=False).parameters == "prior"
    assert read_seeds(folder).with_posterior(HONEST).parameters == HONEST
    assert read_seeds(folder).with_posterior(None).posterior is None


def test_a_sample_that_is_wrong_is_told_with_the_seeds_and_can_be_left_out(folder: Path) -> None:
    write_sample(folder, draws=DRAWS.replace("hedging", "hedges"))
    with pytest.raises(InputError, match="unknown parameter 'hedges'"):
        read_seeds(folder)
    assert read_seeds(folder, sampled=False).posterior is None


@pytest.fixture
def sampled(folder: Path) -> Seeds:
    """The small seeds with a sample that was fitted from their own ranges."""
    rows = read_seeds(folder).tables["parameters"]
    write_sample(folder, priors={name: prior_of(rows[name,]) for name in ("hedging", "trade_pull")})
    return read_seeds(folder)


def names(seeds: Seeds) -> tuple[str, ...]:
    assert seeds.posterior is not None
    return seeds.posterior.names


def test_a_parameter_that_an_option_changes_keeps_its_own_value(sampled: Seeds) -> None:
    assert names(sampled) == ("hedging", "trade_pull")
    changed = sampled.with_changes({"parameters.hedging": 0.6})
    assert names(changed) == ("trade_pull",)
    assert changed.posterior is not None
    assert changed.posterior.draws == ((0.01,), (0.02,), (0.03,))
    assert changed.posterior.digest != sampled.posterior.digest  # type: ignore[union-attr]
    other = sampled.with_changes({"ties.JPN.KAZ.trade": 0.5, "parameters.price_speed": 0.4})
    assert other.posterior == sampled.posterior


def test_it_does_not_matter_whether_the_change_or_the_sample_comes_first(
    sampled: Seeds,
) -> None:
    change = {"parameters.hedging": 0.6}
    first = sampled.with_posterior(None).with_changes(change).with_posterior(DEFAULT)
    assert first == sampled.with_changes(change)


def test_both_parameters_may_be_changed(sampled: Seeds) -> None:
    changed = sampled.with_changes({"parameters.hedging": 0.6, "parameters.trade_pull": 0.1})
    assert names(changed) == ()


def test_a_parameter_whose_file_was_changed_keeps_its_own_value(sampled: Seeds) -> None:
    path = sampled.folder / "parameters.csv"
    (line,) = [line for line in path.read_text().splitlines() if line.startswith("hedging,")]
    cells = line.split(",")
    cells[1] = "0.77"
    path.write_text(path.read_text().replace(line, ",".join(cells)))
    assert names(read_seeds(sampled.folder)) == ("trade_pull",)


def test_a_parameter_that_a_scenario_changes_keeps_its_own_value(
    sampled: Seeds, library: Path
) -> None:
    text = 'title = "T"\nquestion = "Q?"\nnarrative = "N"\n[set]\n"parameters.trade_pull" = 0.2\n'
    path = write_scenario(library.parent, "mine", text)
    loaded: tuple[Scenario, Seeds] = load_scenario(path, sampled)
    assert names(loaded[1]) == ("hedging",)
    assert names(load_scenario("baseline", sampled)[1]) == ("hedging", "trade_pull")
    again = load_scenario("baseline", sampled, ["parameters.hedging=0.4"])
    assert names(again[1]) == ("trade_pull",)


def test_a_sample_without_ranges_is_taken_as_it_is(folder: Path) -> None:
    write_sample(folder)
    assert names(read_seeds(folder)) == ("hedging", "trade_pull")


def test_leaving_nothing_out_is_the_sample_itself(sampled: Seeds) -> None:
    assert sampled.posterior is not None
    assert sampled.posterior.without(["price_speed"]) is sampled.posterior
    assert sampled.posterior.without(()) == replace(sampled.posterior)
