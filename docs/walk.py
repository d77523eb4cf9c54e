"""Count how many files a reader crosses: ``python docs/walk.py``, or ``make walk``.

Runs a small scenario with one figure and notes every call from one file of the package to another.
The walk is the shortest chain of such calls from the command to a file, so that it says how far a
reader has to follow to see where something is done; *climbs* are calls to a folder that stands
further down in the picture of the folders than the caller's own.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, deque
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # this checkout's model, whatever is installed

from parts.imports import find_imports, in_order  # noqa: E402

from model.cli import cli  # noqa: E402

MODEL = ROOT / "model"
FOLDERS = in_order(find_imports())
START = "commands/run_command.py"
FIGURE = "analysis/trajectories/states_figure.py"
WORDS = ("run", "northern-closed", "--runs", "4", "--until", "2028Q4", "--workers", "1")


class Walk(NamedTuple):
    """Calls between files of the package, and the shortest chain to each file."""

    calls: Counter[tuple[str, str]]
    chains: Mapping[str, tuple[str, ...]]

    @property
    def longest(self) -> tuple[str, ...]:
        """The longest of the shortest chains."""
        return max(self.chains.values(), key=len)

    @property
    def climbs(self) -> int:
        """Pairs of files of which the called one stands in a folder below the caller's."""
        return sum(order(called) > order(caller) for caller, called in self.calls)


def order(file: str) -> int:
    """Where the folder of a file stands in the picture; files of the package itself come last."""
    folder = file.split("/")[0]
    return FOLDERS.index(folder) if folder in FOLDERS else len(FOLDERS)


def follow(words: tuple[str, ...], start: str = START) -> Walk:
    """Run a command and return which file called which."""
    calls: Counter[tuple[str, str]] = Counter()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event != "call" or frame.f_code.co_name == "<module>":
            return
        called = name_of(frame)
        outer = frame.f_back
        while called and outer is not None and not name_of(outer):
            outer = outer.f_back
        if called and outer is not None and name_of(outer) != called:
            calls[name_of(outer), called] += 1

    sys.setprofile(note)
    try:
        cli.main(list(words), standalone_mode=False)
    finally:
        sys.setprofile(None)
    return Walk(calls, find_chains(calls, start))


def name_of(frame: FrameType) -> str:
    """Return the file of the package that a frame runs, from its folder on; "" for any other."""
    path = frame.f_code.co_filename
    return path[len(str(MODEL)) + 1 :] if path.startswith(f"{MODEL}/") else ""


def find_chains(calls: Mapping[tuple[str, str], int], start: str) -> dict[str, tuple[str, ...]]:
    """Return the shortest chain of calls from a file to every other that it reaches."""
    following: dict[str, list[str]] = {}
    for caller, called in calls:
        following.setdefault(caller, []).append(called)
    chains = {start: (start,)}
    waiting = deque([start])
    while waiting:
        file = waiting.popleft()
        for called in following.get(file, ()):
            if called not in chains:
                chains[called] = (*chains[file], called)
                waiting.append(called)
    return chains


def count_lines() -> dict[str, tuple[int, int]]:
    """Return files and lines of every folder of the package."""
    found: dict[str, tuple[int, int]] = {}
    for path in sorted(MODEL.rglob("*.py")):
        folder = path.relative_to(MODEL).parts[0] if path.parent != MODEL else "(package)"
        files, lines = found.get(folder, (0, 0))
        found[folder] = files + 1, lines + len(path.read_text(encoding="utf-8").splitlines())
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        walk = follow((*WORDS, "--out", scratch))
    print("\nfolder         files   lines")
    sizes = count_lines()
    for folder, (files, lines) in sorted(sizes.items(), key=lambda item: -item[1][1]):
        print(f"{folder:12}  {files:6}  {lines:6}")
    print(
        f"{'all':12}  {sum(f for f, _ in sizes.values()):6}  {sum(n for _, n in sizes.values()):6}"
    )
    print(f"\nFrom the command, {len(walk.chains)} files are reached; {walk.climbs} pairs climb.")
    for what, chain in (("The longest walk", walk.longest), ("To a figure", walk.chains[FIGURE])):
        print(f"{what}: {len(chain)} files")
        print("\n".join(f"  {file}" for file in chain))
