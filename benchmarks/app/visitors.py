"""Many visitors at once: each asks what a move of a slider comes to, every twenty seconds.

Four of five moves were asked before by another visitor; the program may know their answers still.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any, NamedTuple

SCENARIOS = ("northern-closed", "sea-blocked", "us-leaves", "japan-delivers", "export-controls")
KNOWN = 0.8
"""Part of the moves that another visitor made before."""

LAYERS = ((200, 0.5), (1000, 2.5))
"""What a page asks when nobody moves anything: runs, and seconds after the answer before."""

PATIENCE = 120
STEP = 1.0
"""Seconds between two looks at the memory."""


class Crowd(NamedTuple):
    """How many come, for how long, and what they ask."""

    visitors: int
    seconds: float
    every: float
    """seconds between two moves of a visitor"""
    layers: tuple[tuple[int, float], ...] = ()
    """what more is asked while nobody moves: runs, and seconds after the answer before"""


class Move(NamedTuple):
    """One move of one visitor."""

    at: float
    visitor: int
    question: dict[str, Any]


class Told(NamedTuple):
    """What came of all moves."""

    seconds: list[float]
    """time to each answer of 50 runs"""
    failed: list[str]
    megabytes: list[float]


def plan(crowd: Crowd, sliders: dict[str, list[dict[str, Any]]], seed: int = 0) -> list[Move]:
    """Return all moves in order of time: at random moments, one in each `every` seconds."""
    chance = random.Random(seed)
    turns = int(crowd.seconds / crowd.every)
    moments = sorted(
        ((turn + chance.random()) * crowd.every, visitor)
        for visitor in range(crowd.visitors)
        for turn in range(turns)
    )
    moves: list[Move] = []
    for at, visitor in moments:
        before = [move.question for move in moves if move.visitor != visitor]
        if before and chance.random() < KNOWN:
            question = chance.choice(before)
        else:
            question = _invent(chance, sliders)
        moves.append(Move(at, visitor, question))
    return moves


def _invent(chance: random.Random, sliders: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    name = chance.choice(sorted(sliders))
    slider = chance.choice(sliders[name])
    value = round(chance.uniform(slider["least"], slider["most"]), 4)
    return {"scenario": name, "changes": {slider["size"]: value}}


class Visitors:
    """Asks as planned, and notes how long each answer took and what failed."""

    def __init__(self, address: str, crowd: Crowd) -> None:
        self.host, self.crowd = address.removeprefix("http://"), crowd
        self.seconds: list[float] = []
        self.failed: list[str] = []
        self._newest: dict[int, int] = {}
        self._over = threading.Event()

    def come(self, megabytes: Callable[[], float]) -> Told:
        """Play all moves at their times; returns when the last is answered."""
        moves = plan(self.crowd, {name: self.sliders(name) for name in SCENARIOS})
        memory: list[float] = []
        begun = time.perf_counter()
        watcher = threading.Thread(target=self._watch, args=(megabytes, memory))
        watcher.start()
        with ThreadPoolExecutor(4 * self.crowd.visitors) as pool:
            for number, move in enumerate(moves):
                time.sleep(max(begun + move.at - time.perf_counter(), 0.0))
                self._newest[move.visitor] = number
                pool.submit(self._move, number, move)
        self._over.set()
        watcher.join()
        return Told(self.seconds, self.failed, memory)

    def sliders(self, name: str) -> list[dict[str, Any]]:
        """The sliders of a scenario."""
        found = self._ask("GET", f"/api/scenario/{name}", None)[1]
        return [one for one in found["controls"] if one["least"] < one["most"]]

    def _watch(self, megabytes: Callable[[], float], memory: list[float]) -> None:
        while not self._over.wait(STEP):
            memory.append(megabytes())

    def _move(self, number: int, move: Move) -> None:
        asked = {**move.question, "visitor": f"visitor-{move.visitor}"}
        begun = time.perf_counter()
        if not self._answered(number, move, {**asked, "runs": 50}):
            return
        self.seconds.append(time.perf_counter() - begun)
        for runs, wait in self.crowd.layers:
            time.sleep(wait)
            newest = self._newest[move.visitor] == number
            if not newest or not self._answered(number, move, {**asked, "runs": runs}):
                return

    def _answered(self, number: int, move: Move, asked: dict[str, Any]) -> bool:
        """Whether an answer came. One that a newer move made stale is none, and no failure."""
        try:
            status, found = self._ask("POST", "/api/answer", asked)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.failed.append(f"{type(error).__name__}: {error}")
            return False
        overtaken = status == 409 and self._newest[move.visitor] != number
        if status != 200 and not overtaken:
            self.failed.append(f"{status} {str(found)[:200]}")
        return status == 200

    def _ask(self, method: str, path: str, asked: object) -> tuple[int, Any]:
        line = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        try:
            body = None if asked is None else json.dumps(asked)
            line.request(method, path, body, {"Content-Type": "application/json"})
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            line.close()


def growth(megabytes: list[float]) -> float:
    """Growth of memory once all stores are full: the last quarter of the time over the second."""
    if len(megabytes) < 4:
        raise ValueError("fewer than four looks at the memory")
    part = len(megabytes) // 4
    return median(megabytes[-part:]) - median(megabytes[part : 2 * part])
