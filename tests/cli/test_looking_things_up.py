"""Commands that run nothing: help, list, schema, evidence, check."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import jsonschema

from model.cli import COMMANDS
from model.inputs.formats.places import scenario_folder
from tests.cli.conftest import Steppewise

GOOD = """
title = "Mine"
extends = "baseline"
[set]
"events.cpc-drone-risk.probability" = 0.5
[[events]]
name = "pledge"
factor = "pledge.JPN.diplomacy"
add = 5
start = "2026Q1"
announced = true
delivery = 0.5
lag = 2
"""


def test_help_names_every_command(steppewise: Steppewise) -> None:
    told = steppewise("--help").stdout
    assert all(f"  {name} " in told for name in COMMANDS)


def test_help_imports_no_command() -> None:
    ask = (
        "import sys; from click.testing import CliRunner; from model.cli import cli;"
        "CliRunner().invoke(cli, ['--help']);"
        "print(*[name for name in sys.modules if name.startswith('model.')])"
    )
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["model.cli"]


def test_the_list_of_commands_says_what_they_say_themselves(steppewise: Steppewise) -> None:
    for name, words in COMMANDS.items():
        command = import_module(f"model.commands.{name}_command").command
        assert command.name == name
        assert " ".join(command.help.split("\n\n")[0].split()) == words
        assert steppewise(name, "--help").exit_code == 0


def test_the_version_is_told(steppewise: Steppewise) -> None:
    assert steppewise("--version").output.startswith("steppewise, version ")


def test_an_unknown_command_gets_the_nearest_one(refused: Callable[..., str]) -> None:
    assert "did you mean 'compare'?" in refused(2, "compar")


def test_the_list_has_titles_and_questions(steppewise: Steppewise) -> None:
    told = steppewise("list")
    assert told.exit_code == 0
    assert told.output.startswith("baseline: Baseline")
    assert "export-controls: " in told.output
    assert told.output.count("?") >= 10
    sweeps = told.output.partition("Sweeps, which `steppewise sweep` plays\n")[2]
    assert sweeps.startswith("corridor-and-controls: ")
    assert "japan-share: What drives Japan's share" in sweeps


def test_the_schema_is_json(steppewise: Steppewise) -> None:
    schema = json.loads(steppewise("schema").output)
    assert "events" in schema["properties"]


def test_the_schema_of_sweeps_fits_those_that_are_shipped(steppewise: Steppewise) -> None:
    schema = json.loads(steppewise("schema", "--sweep").output)
    assert {"design", "factors", "levers", "outcomes"} <= set(schema["properties"])
    validator = jsonschema.Draft202012Validator(schema)
    for path in sorted((scenario_folder() / "sweeps").glob("*.toml")):
        assert list(validator.iter_errors(tomllib.loads(path.read_text()))) == []
    wrong = {"title": "x", "factors": [{"name": "a", "range": ["soon", 2]}]}
    assert [error.json_path for error in validator.iter_errors(wrong)] == ["$.factors[0].range"]


def test_evidence_is_told_with_its_address(steppewise: Steppewise) -> None:
    told = steppewise("evidence", "--actor", "JPN", "--state", "KAZ", "--grade", "B")
    assert told.exit_code == 0
    assert "https://" in told.output
    assert told.output.rstrip().endswith("interests fit.")


def test_evidence_of_a_paragraph_has_its_gist_and_interests(steppewise: Steppewise) -> None:
    told = steppewise("evidence", "--paragraph", "P12").output
    assert told.startswith("P12: ")
    assert "interests.JP2 = 5" in told


def test_a_wrong_word_of_evidence_is_told(refused: Callable[..., str]) -> None:
    said = refused(2, "evidence", "--actor", "JPM", "--grade", "D")
    assert "did you mean 'JPN'?" in said
    assert "unknown grade 'D'" in said


def test_good_files_are_ok(steppewise: Steppewise, here: Path) -> None:
    (here / "mine.toml").write_text(GOOD.replace("cpc-drone-risk", first_event(steppewise)))
    told = steppewise("check", "mine.toml", "export-controls")
    assert told.exit_code == 0, told.output
    assert told.output.startswith("mine.toml: ok (")
    assert told.output.count(": ok (") == 2
    assert "warning" not in told.output


def first_event(steppewise: Steppewise) -> str:
    """Name of an event of the baseline that is uncertain."""
    import tomllib

    from model.inputs.formats.places import scenario_folder

    events = tomllib.loads((scenario_folder() / "baseline.toml").read_text())["events"]
    return str(next(event["name"] for event in events if "probability" in event))


def test_every_problem_of_every_file_is_told_at_once(
    refused: Callable[..., str], here: Path
) -> None:
    wrong = GOOD.replace("pledge.JPN", "pledge.JPM").replace('"2026Q1"', '"2026"')
    (here / "one.toml").write_text(wrong)
    (here / "two.toml").write_text('titel = "x"')
    said = refused(2, "check", "one.toml", "two.toml", "three.toml", "baseline").splitlines()
    assert sum(line.startswith("one.toml:") for line in said) == 3
    assert any(line.startswith("two.toml:1: titel") for line in said)
    assert any(line.startswith("three.toml: there is no such file") for line in said)


def test_a_change_without_effect_is_warned_about(steppewise: Steppewise, here: Path) -> None:
    idle = GOOD.split("[set]")[0] + (
        '[set]\n"ties.JPN.KAZ.trade" = 2.5\n'
        '[[events]]\nname = "same"\nfactor = "corridor_tariff.middle"\nmultiply = 1\n'
        'start = "2026Q1"\n'
    )
    (here / "idle.toml").write_text(idle)
    told = steppewise("check", "idle.toml")
    assert told.exit_code == 0
    assert told.output.count("warning:") == 1
    assert "warning: idle.toml:6: events.same: has no effect on any outcome" in told.output
    assert "warning" not in steppewise("check", "--no-effects", "idle.toml").output


def test_an_event_that_cannot_move_its_factor_is_named_once_with_the_reason(
    steppewise: Steppewise, here: Path
) -> None:
    stuck = GOOD.split("[set]")[0] + (
        'until = "2026Q4"\n[[events]]\nname = "shut"\nfactor = "corridor_open.trans-afghan"\n'
        'set = 0\nstart = "2026Q1"\n'
    )
    (here / "stuck.toml").write_text(stuck)
    told = steppewise("check", "stuck.toml")
    assert told.exit_code == 0
    assert told.output.splitlines()[1:] == [
        "warning: stuck.toml:5: events.shut: changes nothing, because corridor_open.trans-afghan "
        "stands at 0, its lowest, already in 2026Q1"
    ]


def test_a_folder_without_seeds_is_told(refused: Callable[..., str], here: Path) -> None:
    assert refused(2, "check", "baseline", "--seeds", "nowhere") == (
        "nowhere: there is no such folder of seeds"
    )


def test_each_line_of_set_is_said_to_restate_the_base_year_or_to_act_in_the_run(
    steppewise: Steppewise, here: Path
) -> None:
    (here / "mine.toml").write_text(
        'title = "T"\nextends = "baseline"\nstart = "2025Q1"\n[set]\n"interests.JP2.salience" = 1\n'
        '"interest.JP2" = 1\n"factors.engagement.JPN" = 2\n"engagement.JPN" = 2\n'
        '"parameters.hedging" = 1\n"ties.JPN.KAZ.trade" = 2\n"events.cku-opens.start" = "2031Q1"\n'
    )
    result = steppewise("check", "mine.toml", "--no-effects")
    assert result.exit_code == 0, result.output
    restates = "restates the base year, which the ties of that year then fit"
    assert [line for line in result.output.splitlines() if line.startswith("note: ")] == [
        f"note: mine.toml:5: set.interests.JP2.salience: {restates}; to act from 2025Q1 on, "
        "set interest.JP2",
        "note: mine.toml:6: set.interest.JP2: acts from 2025Q1 on",
        f"note: mine.toml:7: set.factors.engagement.JPN: {restates}; to act from 2025Q1 on, "
        "set engagement.JPN",
        "note: mine.toml:8: set.engagement.JPN: acts from 2025Q1 on",
        "note: mine.toml:9: set.parameters.hedging: changes a rule, in the base year and in every "
        "quarter after it",
        f"note: mine.toml:10: set.ties.JPN.KAZ.trade: {restates}",
    ]
