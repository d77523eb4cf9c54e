"""How a result is made again: commands, digests and versions, as its manifest has them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from model.analysis.compare.event_dates import Date
from model.experiments.run import Result
from model.inputs.seeds.seeds import PRIOR
from model.report.given import Given
from model.report.parts import Block, Command, Table, Text
from model.storage.folder import folder_name
from model.storage.manifest import MANIFEST, Manifest

FACTS: dict[str, str] = {
    "Version of the model": "model_version",
    "Runs": "runs",
    "Entropy": "entropy",
    "Quarters": "horizon",
    "Parameters": "parameters",
    "Interests": "interests",
    "Digest of the scenario": "scenario_digest",
    "Digest of the seeds": "seeds_digest",
    "Digest of the past": "history_digest",
    "Digest of the result": "digest",
}
"""What a result depends on, and the key of the manifest that holds it."""

NOTE = (
    f"The file {MANIFEST} in the folder of a result holds everything that its numbers depend on. "
    "The same inputs give the same bytes, and so the same digest."
)


def tell_again(given: Given, dates: Sequence[Date]) -> list[Block]:
    """Return the commands, what the results depend on, and the versions of all libraries."""
    results = [one for one in (given.base, given.result) if one is not None]
    commands = [command_of(one.manifest) for one in results]
    folders = [f"results/{folder_name(one.manifest)}" for one in results]
    if given.base is not None:
        at = ["--at", ",".join(date.turn for date in dates)] if dates else []
        commands.append(shlex.join(["steppewise", "compare", *folders, *at]))
    commands.append(shlex.join(["steppewise", "report", *folders]))
    return [Command(commands), Text(NOTE), _facts(results), _versions(given.result.manifest)]


def command_of(manifest: Manifest) -> str:
    """Return the command that makes a result, ready for a shell."""
    words = list(manifest["command"])
    if manifest.get("parameters") == PRIOR:
        words += ["--parameters", PRIOR]
    return shlex.join(map(str, words))


def _facts(results: Sequence[Result]) -> Table:
    titles = [one.manifest["title"] for one in results]
    rows = [
        (words, *(_tell(one.manifest.get(key)) for one in results))
        for words, key in FACTS.items()
        if any(one.manifest.get(key) is not None for one in results)
    ]
    return Table("What the numbers depend on", ("", *titles), rows, "inputs")


def _tell(value: object) -> str:
    if value is None:
        return "none"
    return " to ".join(map(str, value)) if isinstance(value, list) else str(value)


def _versions(manifest: Manifest) -> Table:
    rows = [(name, str(version)) for name, version in manifest["versions"].items()]
    return Table("Versions that the result was made with", ("Library", "Version"), rows, "versions")
