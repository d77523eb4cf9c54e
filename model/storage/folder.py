"""Results folders and files that are there in full or not at all."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem
from model.storage.checksums import CHECKSUMS, as_text, files_below, measure
from model.storage.manifest import read_manifest, short_digest, write_manifest

HIDDEN = ".partial"
"""First word of the name of a folder or file that is still being written."""

FIGURES = "figures"
"""Folder of the figures within a folder of results."""

TAKEN = "is there already; choose another name"
"""What is said of a name for a new file where one is there."""

ABANDONED_AFTER = 7 * 24 * 3600
"""Seconds after which a partial folder is taken for abandoned where its writer is out of sight."""


class FolderError(Exception):
    """A results folder that must not be written over; the message says why."""


def folder_name(manifest: Mapping[str, Any]) -> str:
    """Return `<scenario>-<first 12 digits of the digest>`."""
    return f"{manifest['name']}-{short_digest(manifest)}"


def finished(out: Path, manifest: Mapping[str, Any]) -> bool:
    """Tell whether the result of this manifest is already in `out`, whole and unchanged."""
    try:
        return bool(read_manifest(out / folder_name(manifest))["digest"] == manifest["digest"])
    except (OSError, ValueError):
        return False


def nobody_writes() -> None:
    """End no process: what the folder holds is written by this one alone."""


@contextmanager
def result_folder(
    out: Path, manifest: Mapping[str, Any], stop: Callable[[], None] = nobody_writes
) -> Iterator[Path]:
    """Give a hidden folder to write into; on leaving, it becomes `<out>/<scenario>-<digest>/`.

    The manifest is written last, and then the checksums of all but the figures, which may be drawn
    again. If the body raises anything, an interrupt too, `stop` ends the processes that write to
    the hidden folder, it goes, and `out` is as it was. A finished result of the same digest is
    replaced; files that others put beside it stay. Raises FolderError where the name is taken
    otherwise.
    """
    out.mkdir(parents=True, exist_ok=True)
    remove_stale(out)
    final = free_place(out, manifest)
    hidden = out / f"{HIDDEN}-{owner()}-{uuid4().hex[:8]}"
    hidden.mkdir()
    try:
        yield hidden
        write_manifest(manifest, hidden)
        write_checksums(hidden)
        put_in_place(hidden, final)
    except BaseException:
        stop()
        shutil.rmtree(hidden, ignore_errors=True)
        raise


def free_place(out: Path, manifest: Mapping[str, Any]) -> Path:
    """Return the folder of a result; raises FolderError where the name is taken otherwise."""
    final = out / folder_name(manifest)
    if final.exists() and not finished(out, manifest):
        raise FolderError(f"{final} is there but is not a result of this digest; move it away")
    return final


def write_checksums(folder: Path) -> None:
    """Write down what every file of a folder holds now, but for the figures."""
    checksums = measure(folder, files_below(folder, but=(FIGURES,)))
    (folder / CHECKSUMS).write_text(as_text(checksums), encoding="utf-8", newline="\n")


def put_in_place(hidden: Path, final: Path) -> None:
    """Rename the hidden folder to its final name, taking over what others left in an old one."""
    if not final.exists():
        hidden.rename(final)
        return
    old = hidden.with_name(hidden.name + "-old")
    final.rename(old)
    try:
        hidden.rename(final)
    except BaseException:
        old.rename(final)
        raise
    for entry in old.iterdir():
        if not (final / entry.name).exists():
            entry.rename(final / entry.name)
    shutil.rmtree(old)


@contextmanager
def hidden_file(path: Path) -> Iterator[Path]:
    """Give a hidden file to write; it becomes the file at `path`, unless anything is raised.

    A kill at any moment leaves either the old file or the new one.
    """
    hidden = path.with_name(f"{HIDDEN}-{owner()}-{path.name}")
    try:
        yield hidden
        with hidden.open("rb+") as stream:
            os.fsync(stream.fileno())
        hidden.replace(path)
    finally:
        hidden.unlink(missing_ok=True)


def put_file(path: Path, data: bytes) -> None:
    """Write a file so that a kill at any moment leaves either the old one or the new one."""
    with hidden_file(path) as hidden:
        hidden.write_bytes(data)


def put_new_file(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet; raises InputError where one of that name is."""
    draft = path.with_name(f"{HIDDEN}-{owner()}-{path.name}-new")
    try:
        put_file(draft, data)
        os.link(draft, path)
    except FileExistsError:
        raise InputError([Problem(shown(path), None, "", TAKEN)]) from None
    except OSError:  # a stick, say, whose file system has no links
        if path.exists():
            raise InputError([Problem(shown(path), None, "", TAKEN)]) from None
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def owner() -> str:
    """Return host and process as one word, to tell whose a partial folder is."""
    host = "".join(letter for letter in socket.gethostname() if letter.isalnum()) or "host"
    return f"{host}-{os.getpid()}"


def remove_stale(out: Path) -> list[Path]:
    """Remove partial folders and files whose writer is dead and return them."""
    stale = [path for path in out.glob(f"{HIDDEN}-*") if abandoned(path)]
    for path in stale:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return stale


def abandoned(path: Path) -> bool:
    """Tell whether the process that wrote a partial folder or file is gone.

    On another host, or where processes cannot be asked, only age tells.
    """
    host, _, process = owner().rpartition("-")
    words = path.name.removeprefix(f"{HIDDEN}-").split("-")
    if os.name != "posix" or len(words) < 2 or words[0] != host or not words[1].isdigit():
        return time.time() - path.stat().st_mtime > ABANDONED_AFTER
    if words[1] == process:
        return False
    return not alive(int(words[1]))


def alive(process: int) -> bool:
    """Tell whether a process of this host runs; signal 0 asks and does nothing."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
