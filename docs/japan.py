"""Answer the document's question with the tool: ``python docs/japan.py [--runs N]``.

Runs the scenarios that the question needs, rewrites the generated parts of ``docs/japan.md`` and
draws its figures into ``docs/images``. Run it from the root of the repository.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # this checkout's model and seeds, whatever is installed

import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402
import xarray as xr  # noqa: E402
from parts.markers import replace_parts  # noqa: E402

from model.analysis.compare.pair import make_comparison  # noqa: E402
from model.commands.requests import Terms, build_request  # noqa: E402
from model.engines.ensemble import simulate  # noqa: E402
from model.experiments.outcomes import observe  # noqa: E402
from model.experiments.request import manifest_of  # noqa: E402
from model.experiments.run import Result, Work, run_request  # noqa: E402
from model.experiments.store import open_result  # noqa: E402
from model.experiments.worker_pool import WorkerPool  # noqa: E402
from model.inputs.seeds.seeds import Seeds, read_seeds  # noqa: E402
from model.storage.manifest import inputs_digest  # noqa: E402

PAGE = ROOT / "docs" / "japan.md"
IMAGES = ROOT / "docs" / "images"
ENTROPY = 1
FEW = 16
RUNS = 500
TURNS = ("2030Q4", "2035Q4", "2040Q4")
ALONE = ("japan-stays-home", "japan-delivers")
WITH_CONTROLS = ("home-and-controls", "japan-and-controls")
AS_PLANNED = ("japan-stays-home", "baseline")
NAMES = tuple(dict.fromkeys((*ALONE, *WITH_CONTROLS, *AS_PLANNED)))
SMALL = 0.05
"""Percentage points below which a change is not worth its digits."""
FIGURE = "change-in-region.png"

Numbers = npt.NDArray[np.float64]


def main(arguments: list[str]) -> int:
    """Make the page; 0 when done."""
    runs = int(arguments[1]) if arguments[:1] == ["--runs"] else RUNS
    seeds = read_seeds()
    with tempfile.TemporaryDirectory() as folder, WorkerPool(workers=2) as pool:
        quiet = Work(Path(folder), pool, figures=False)
        drawn = quiet._replace(figures=True)
        terms = Terms(seeds, runs, ENTROPY)
        results = {name: run_request(build_request(name, terms), quiet) for name in NAMES}
        for pair, image in ((ALONE, "japan-alone.png"), (WITH_CONTROLS, "japan-controls.png")):
            place, _ = make_comparison(results[pair[0]], results[pair[1]], TURNS, seeds, drawn)
            shutil.copyfile(place / "figures" / FIGURE, IMAGES / image)
        parts = write_parts(results, seeds)
    PAGE.write_text(replace_parts(PAGE.read_text(encoding="utf-8"), parts), encoding="utf-8")
    print(f"docs/japan.md and its figures are made from {runs} runs")
    return 0


def write_parts(results: Mapping[str, Result], seeds: Seeds) -> dict[str, str]:
    """The generated parts of the page by name."""
    data = {name: open_result(result.folder) for name, result in results.items()}
    return {
        "answer": describe_answer(data, seeds),
        "alone": table_of(data, ALONE, seeds),
        "with-controls": table_of(data, WITH_CONTROLS, seeds),
        "as-planned": table_of(data, AS_PLANNED, seeds),
        "made-from": made_from(seeds, next(iter(results.values())).manifest["runs"]),
    }


def made_from(seeds: Seeds, runs: int) -> str:
    """The digests of the results that the page rests on."""
    rows = [f"| `{name}` | `{digest}` |" for name, digest in digests(seeds, runs).items()]
    share = f"{fingerprint(seeds):.9g}"
    told = (
        f"{runs} runs of each, entropy {ENTROPY}. Japan's mean share of the region in {TURNS[1]}, "
    )
    told += f"first {FEW} runs of `{ALONE[1]}`: {share} %."
    head = [told, "", "| scenario | digest |", "|---|---|"]
    return "\n".join([*head, *rows])


def digests(seeds: Seeds, runs: int = RUNS) -> dict[str, str]:
    """A digest of what each result rests on as the files are now; code and libraries left out."""
    terms = Terms(seeds, runs, ENTROPY)
    manifests = {name: manifest_of(build_request(name, terms)) for name in NAMES}
    return {name: inputs_digest(manifest)[:12] for name, manifest in manifests.items()}


def fingerprint(seeds: Seeds) -> float:
    """One number that moves when the rules do: Japan's mean share in the first runs, per cent."""
    request = build_request(ALONE[1], Terms(seeds, FEW, ENTROPY))
    batch = next(simulate(request.scenario, request.changed, observe, runs=FEW, entropy=ENTROPY))
    place = seeds.ids("power").index("JPN")
    share = batch.outcomes["region_share"][:, request.turns.index(TURNS[1]), place]
    return 100.0 * float(np.mean(share, dtype=np.float64))


def gap(
    data: Mapping[str, xr.Dataset], pair: tuple[str, str], outcome: str, turn: str
) -> xr.DataArray:
    """Second scenario less the first, run by run, at a turn; shares in percentage points."""
    first, second = (data[name][outcome].sel(turn=turn).load() for name in pair)
    return 100.0 * (second.astype("float64") - first.astype("float64"))


def interval(values: Numbers) -> str:
    """Median and the range that holds 90 % of the runs."""
    low, middle, high = np.percentile(values, [5, 50, 95])
    if max(abs(low), abs(high)) < SMALL:
        return f"less than {SMALL}"
    return f"{middle:+.2f} ({low:+.2f} to {high:+.2f})"


def table_of(data: Mapping[str, xr.Dataset], pair: tuple[str, str], seeds: Seeds) -> str:
    """Change of each power's share of the region's influence, and of first places lost."""
    names = {member.id: member.name for member in seeds.members["power"]}
    lines = [f"| share of the region's influence | {' | '.join(TURNS)} |", "|---|---|---|---|"]
    for power, name in names.items():
        cells = [
            interval(gap(data, pair, "region_share", turn).sel(power=power).values)
            for turn in TURNS
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    changed = [f"{change_of_leader(data, pair, turn):.1f} %" for turn in TURNS]
    lines.append(f"| *a first place changes hands, mean over states* | {' | '.join(changed)} |")
    return "\n".join(lines)


def change_of_leader(data: Mapping[str, xr.Dataset], pair: tuple[str, str], turn: str) -> float:
    """Per cent of runs and states in which another power leads in the second scenario."""
    first, second = (data[n]["share"].sel(turn=turn).load().argmax("power") for n in pair)
    return 100.0 * float((first != second).mean())


def describe_answer(data: Mapping[str, xr.Dataset], seeds: Seeds) -> str:
    """Three sentences with their intervals."""
    turn = TURNS[1]
    alone = gap(data, ALONE, "region_share", turn).sel(power="JPN").values
    both = gap(data, WITH_CONTROLS, "region_share", turn).sel(power="JPN").values
    russia, china = (
        gap(data, ALONE, "region_share", turn).sel(power=p).values for p in ("RUS", "CHN")
    )
    level = 100.0 * np.median(data[ALONE[0]]["region_share"].sel(turn=turn, power="JPN").load())
    return (
        f"Japan's engagement moves Japan, and hardly the balance: by {turn}, delivering its pledge "
        f"rather than staying home lifts its share of influence over the region by "
        f"{interval(alone)} percentage points, from a median of {level:.1f} %. "
        f"Russia's share changes by {interval(russia)} and China's by {interval(china)} points, "
        f"and the first place in a state changes hands in "
        f"{change_of_leader(data, ALONE, turn):.1f} % of runs and states. "
        f"Under Chinese export controls the same engagement is worth {interval(both)} points; the "
        f"controls change what it is worth by {interval(both - alone)} points, "
        f"{told(both - alone)}."
    )


def told(values: Numbers) -> str:
    """Whether a difference can be told from noise, and whether it matters."""
    low, high = np.percentile(values, [5, 95])
    if low <= 0.0 <= high:
        return "which cannot be told from noise"
    return "which is too small to matter" if abs(np.median(values)) < 0.1 else "which can be told"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
