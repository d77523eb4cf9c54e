"""The command `steppewise`: its subcommands are imported on use, its errors are one line each."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from itertools import pairwise
from types import FrameType
from typing import Any

import click

COMMANDS: dict[str, str] = {
    "list": "List the scenarios and sweeps of the library and the questions that they ask.",
    "show": "Show what a scenario assumes: every event with its range, reason and source.",
    "new": "Write a commented scenario file to start from.",
    "app": "Explore scenarios in the browser: move a slider, see what it changes, ask why.",
    "run": "Run a scenario and write its results, figures and findings.",
    "compare": "Say what scenarios change against a base, and how surely.",
    "report": "Write one self-contained page on a result: question, answer, why, assumptions.",
    "ablate": "Say what moves the results: the same runs again without one part at a time.",
    "sweep": "Play a sweep: many runs over uncertain factors, levers and scenarios.",
    "status": "Say how far the sweep in FOLDER is: runs done, failing, rate, time left.",
    "analyse": "Say what drives a sweep's outcomes, where something happens, which lever holds up.",
    "explain": "Take the change of one power's influence in one state apart into its causes.",
    "calibrate": "Fit the parameters of trade to the past, and keep a sample of them.",
    "hindcast": "Say how well the model would have predicted what happened, and draw it.",
    "episodes": "Hold the model against episodes of the past, and say where it misses.",
    "export": "Write results as files that other tools read: CSV, IAMC, netCDF.",
    "check": "Check scenarios and sweeps: every problem at once, and changes without effect.",
    "read": "Draft who wants what in a document, each with the sentence that says so.",
    "evidence": "Show the numbers and interests behind the model with their sources.",
    "schema": "Print the JSON Schema of scenario files, or of sweeps, for editors.",
}
"""Name of each command and its first sentence, so that help imports none of them."""

INTERRUPTED = 130
TERMINATED = 143
HUNG_UP = 129


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None for an unknown word."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"model.commands.{cmd_name}_command").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first word means; name the nearest one if there is none.

        An empty word is refused: it is what a script leaves of a variable that was never set, and
        would be taken for the current folder or for an option that was not given.
        """
        for before, word in pairwise(args):
            name, equals, value = word.partition("=")
            if not word.strip() or (name.startswith("--") and equals and not value.strip()):
                given = name if equals else before
                ctx.fail(f"empty text after '{given}'; say what is meant, or leave it out")
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from model.inputs.formats.problems import unknown

            ctx.fail(unknown("command", args[0], COMMANDS))
        return super().resolve_command(ctx, args)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the words before the command; what is wrong is told as `invoke` does."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.ClickException as error:
            raise _plainly(error) from None

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; whatever goes wrong is told without a traceback."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Interrupted; what was not finished has been removed.", err=True)
            ctx.exit(INTERRUPTED)
        except click.ClickException as error:
            raise _plainly(error) from None
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            from model.commands.failures import describe_failure
            from model.commands.printing import say

            message, status = describe_failure(error)
            say(message, err=True)
            ctx.exit(status)


def _plainly(error: click.ClickException) -> click.ClickException:
    """The error with control characters among the words that it repeats shown as text."""
    from model.inputs.formats.plain_text import visible

    said = error.format_message()
    if visible(said) == said:
        return error
    if isinstance(error, click.UsageError):
        return click.UsageError(visible(said), error.ctx)
    return click.ClickException(visible(said))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="steppewise", prog_name="steppewise")
def cli() -> None:
    """How outside powers' influence over Central Asia moves, quarter by quarter.

    Scenarios are text files; a name means one of the library, a path one of your own. Begin
    with `steppewise list`, then `steppewise run northern-closed --against baseline`.
    """


def main() -> None:
    """Run the command line and leave with its exit status."""
    signal.signal(signal.SIGTERM, _terminate)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _terminate)
    try:
        cli(prog_name="steppewise")
    except SystemExit as leaving:
        if leaving.code in (INTERRUPTED, TERMINATED, HUNG_UP):
            _leave_at_once(int(leaving.code))
        raise
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _leave_at_once(status: int) -> None:
    """Leave without waiting for the threads that feed workers, which have been killed.

    Such a thread may hang for ever in the middle of a sentence to a worker that is gone.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _terminate(number: int, frame: FrameType | None) -> None:
    """Leave as an exception does, so that half-written folders and workers go too.

    A second signal must not break into that, so it is not heard.
    """
    for each in (signal.SIGTERM, signal.SIGHUP) if hasattr(signal, "SIGHUP") else (signal.SIGTERM,):
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
