"""Randomness as an input: every number is keyed by what it is for, the entropy and the run.

An extra draw in one place never shifts another, a run keeps its draws whatever the number of runs,
chunks or workers, and two scenarios share them, so that their difference is the scenario's own.
"""

from __future__ import annotations

import hashlib
from threading import local
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_WORDS_PER_BLOCK = 4  # a Philox counter step yields four 64-bit words
_SMALLEST = 2.0**-54  # half a step of the generator: keeps logarithms and quantiles finite
RUNS_PER_BLOCK = 64
_mine = local()


def uniforms(entropy: int, purpose: str, first_run: int, runs: int, width: int = 1) -> Floats:
    """Uniform numbers in (0, 1), shape ``(runs, width)``, a row a run from ``first_run`` on.

    Each run owns ``ceil(width / 4)`` counter steps of the purpose's stream (one step for four
    runs when ``width`` is 1), so any run can be drawn without drawing those before it.
    """
    if width == 1:
        block, skip = divmod(first_run, _WORDS_PER_BLOCK)
        return _words(entropy, purpose, block, skip + runs)[skip:].reshape(runs, 1)
    blocks = -(-width // _WORDS_PER_BLOCK)
    words = _words(entropy, purpose, first_run * blocks, runs * blocks * _WORDS_PER_BLOCK)
    return words.reshape(runs, blocks * _WORDS_PER_BLOCK)[:, :width]


def fill_normals(drawn: Floats, entropy: int, purpose: str, first_run: int) -> None:
    """Fill ``(width, runs)`` with standard normal numbers: runs lie side by side in memory.

    Runs are drawn in fixed blocks of 64, each with a stream of its own, so that any run can be had
    without those before it and the numbers do not depend on who asks for how many.
    """
    width, runs = drawn.shape
    at = 0
    while at < runs:
        block, skip = divmod(first_run + at, RUNS_PER_BLOCK)
        generator = _point(entropy, f"{purpose}.block{block}", 0)
        numbers = generator.standard_normal((width, RUNS_PER_BLOCK))[:, skip : skip + runs - at]
        drawn[:, at : at + numbers.shape[1]] = numbers
        at += numbers.shape[1]


def _words(entropy: int, purpose: str, block: int, count: int) -> Floats:
    """``count`` words of the purpose's stream from a counter step on, as numbers in (0, 1)."""
    drawn = _point(entropy, purpose, block).random(count)
    return np.maximum(drawn, _SMALLEST, out=drawn)


def _point(entropy: int, purpose: str, block: int) -> np.random.Generator:
    """This thread's generator, pointed at a counter step of the purpose's stream."""
    digest = hashlib.blake2b(f"{entropy}/{purpose}".encode(), digest_size=16).digest()
    pointer = _pointer()
    pointer.state["state"]["counter"][0] = block
    pointer.state["state"]["key"][:] = np.frombuffer(digest, dtype="<u8")
    pointer.generator.bit_generator.state = pointer.state
    return pointer.generator


class _Pointer:
    """A generator, and the state by which it is pointed at a stream."""

    def __init__(self) -> None:
        self.generator = np.random.Generator(np.random.Philox(key=0))
        self.state: dict[str, Any] = {
            "bit_generator": "Philox",
            "state": {"counter": np.zeros(4, np.uint64), "key": np.zeros(2, np.uint64)},
            "buffer": np.zeros(_WORDS_PER_BLOCK, dtype=np.uint64),
            "buffer_pos": _WORDS_PER_BLOCK,
            "has_uint32": 0,
            "uinteger": 0,
        }


def _pointer() -> _Pointer:
    """One generator a thread, pointed anew at each stream: making one takes ten times as long."""
    if not hasattr(_mine, "pointer"):
        _mine.pointer = _Pointer()
    return _mine.pointer  # type: ignore[no-any-return]
