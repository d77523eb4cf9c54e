"""`steppewise sweep`: a sweep file from design to a folder that `analyse` reads."""

from __future__ import annotations

from pathlib import Path

import click

from model.cli import INTERRUPTED
from model.commands.failures import describe_os_error
from model.commands.options import (
    MOST_WORKERS,
    parameters_option,
    read_asked_seeds,
    seeds_option,
    usual_workers,
)
from model.commands.paths import FOLDER
from model.commands.printing import say
from model.commands.progress import SweepBar
from model.experiments.sweeps.executors import Executor, LocalWorkers, choose_executor
from model.experiments.sweeps.make_sweep import (
    Made,
    Planned,
    check_folder,
    describe_mended,
    find_sweep,
    folder_of,
    make_sweep,
    plan_sweep,
)
from model.experiments.sweeps.resume import describe_libraries
from model.experiments.sweeps.status import describe_time, read_progress
from model.experiments.sweeps.sweep_files import SweepError
from model.inputs.formats.places import shown
from model.storage.version import sweep_version


@click.command("sweep")
@click.argument("file")
@click.option(
    "--out",
    type=FOLDER,
    default=Path("results"),
    show_default=True,
    help="Folder in which the sweep's own folder is made.",
)
@click.option("--resume", is_flag=True, help="Finish a sweep that was stopped.")
@click.option(
    "--dry-run", is_flag=True, help="Say what it would take (runs, time, memory, disk), and stop."
)
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    help="Worker processes; 1 is this process alone. Chosen by the size unless given.",
)
@click.option("--cluster", default="", metavar="ADDRESS", help="A Dask scheduler, tcp://host:port.")
@parameters_option
@seeds_option
def command(
    file: str,
    out: Path,
    resume: bool,
    dry_run: bool,
    workers: int | None,
    cluster: str,
    parameters: str,
    seeds_folder: Path | None,
) -> None:
    """Play a sweep: many runs over uncertain factors, levers and scenarios.

    FILE is a sweep of the library, by its name, or a file of your own. It is played block by block
    into `<out>/<name>-<digest>/`. However it is stopped, `--resume` finishes it, and the files are
    those of a sweep that was never stopped. `steppewise status` tells how far it is.
    """
    path = find_sweep(file)
    planned = plan_sweep(
        path, read_asked_seeds(seeds_folder, parameters), ("steppewise", "sweep", path.name)
    )
    executor = choose_executor(planned.plan, usual_workers(), workers, cluster, sweep_version)
    if dry_run:
        say(describe_estimate(planned, executor, cluster))
        return
    folder = folder_of(planned, out)
    if check_folder(planned, out, resume):
        say(f"{shown(folder)} was there already; nothing was played again.")
        return
    upgraded = describe_libraries(folder) if folder.exists() else ""
    if upgraded:
        say(upgraded)
    try:
        made = play(planned, out, resume, executor)
    except KeyboardInterrupt:
        say(f"Interrupted{describe_safe(folder)}.", err=True)
        click.get_current_context().exit(INTERRUPTED)
    except SystemExit:
        say(f"Stopped{describe_safe(folder)}.", err=True)
        raise
    except OSError as error:
        raise SweepError(f"{describe_os_error(error)}{describe_safe(folder)}.") from None
    if made.mended:
        say(describe_mended(made), err=True)
    describe_end(folder)


def describe_safe(folder: Path) -> str:
    """Say what is left of a sweep that was stopped."""
    if not folder.exists():
        return " before the first run"
    done = read_progress(folder).done
    return f"; {done:,} runs are safe in {shown(folder)}, --resume goes on"


def play(planned: Planned, out: Path, resume: bool, executor: Executor) -> Made:
    """Play a sweep under a bar."""
    with executor:
        say(f"{describe_size(planned)}; played by {executor.words}.")
        with SweepBar(planned.plan.runs) as bar:
            return make_sweep(planned, out, executor, resume, bar.tell)


def describe_end(folder: Path) -> None:
    """Print what became of a sweep."""
    status = read_progress(folder)
    failed = f", {status.failed:,} failed (failures.csv says why)" if status.failed else ""
    say(f"{status.done:,} runs{failed}")
    say(f"Results: {shown(folder)}")
    say(f"Quantiles: {shown(folder / 'summary.csv')}")
    say(f"What they tell: steppewise analyse {shown(folder)}")


def describe_size(planned: Planned) -> str:
    """Return how large a sweep is."""
    plan = planned.plan
    parts = [f"{plan.points:,} points"]
    if len(plan.structures) > 1:
        parts.append(f"{len(plan.structures)} combinations of scenarios and alternatives")
    if plan.sweep.replications > 1:
        parts.append(f"{plan.sweep.replications} replications")
    product = f" ({' x '.join(parts)})" if len(parts) > 1 else ""
    return f"{plan.sweep.title}: {plan.runs:,} runs{product}"


def describe_estimate(planned: Planned, executor: Executor, cluster: str) -> str:
    """Return what a sweep would take; cluster: the address of a Dask scheduler, if one plays."""
    from model.experiments.sweeps.estimate import estimate

    found = estimate(planned.plan, planned.design)
    workers = executor.workers if isinstance(executor, LocalWorkers) else 1
    if cluster:
        time = f"about {describe_time(found.seconds)} of one core, shared by the cluster's workers"
        words = f"the Dask cluster at {cluster}"
    else:
        time = f"about {describe_time(found.seconds / workers)}"
        words = executor.words
    together = planned.plan.size * planned.plan.sweep.replications
    each = " in each process" if workers > 1 else ""
    return "\n".join(
        [
            f"{describe_size(planned)}; would be played by {words}.",
            f"Time: {time}",
            f"Memory: about {describe_bytes(found.memory)}{each}",
            f"Disk: about {describe_bytes(found.disk)}",
            f"Blocks: {planned.plan.blocks:,}, of up to {together:,} runs each",
        ]
    )


def describe_bytes(count: float) -> str:
    """Return a number of bytes as people say it."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"
