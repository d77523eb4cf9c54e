"""What all visitors share: one studio, whose work stands in one line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from model.app.asking import Asked
from model.app.reporting import make_report
from model.app.work_queue import Stop, WorkQueue, wanted
from model.studio.answering import Ask, Studio
from model.studio.library import Shelf

KEPT = 64
"""Answers that are kept by digest."""

VISITORS = 1000
"""Visitors whose newest question is remembered."""

Answer = dict[str, Any]


class Room:
    """What all pages share: one studio that answers one question at a time."""

    def __init__(self, studio: Studio, shelf: Shelf) -> None:
        self.studio, self.shelf = studio, shelf
        self._line = WorkQueue()
        self._reports = asyncio.Lock()
        self._ending = False
        self._wanted: dict[str, str] = {}
        self._kept: dict[str, Answer] = {}
        self._running: dict[str, asyncio.Future[Answer]] = {}

    def give_up(self) -> None:
        """Let what is being played end at the next quarter: nobody wants it any more."""
        self._ending = True
        self._wanted.clear()

    def close(self) -> None:
        """Stop what is being computed, and take no more."""
        self.give_up()
        self._line.close()

    async def answer(self, asked: Asked) -> Answer:
        """Return an answer; whoever asks the same waits for the same, and is not served twice.

        A newer question of the same visitor makes an older one stale, unless it is the newest of
        somebody else.
        """
        ask = self.find(asked.ask)
        pair = await asyncio.to_thread(self.studio.load, ask)
        digest = self._wanted[asked.visitor] = self.studio.digest(pair, ask)
        while len(self._wanted) > VISITORS:
            self._wanted.pop(next(iter(self._wanted)))
        if digest in self._kept:
            return self._kept[digest]
        if digest not in self._running:

            def stale() -> bool:
                return digest not in list(self._wanted.values())

            def do(stop: Stop) -> Answer:
                return self.studio.answer(pair, ask, stop)

            task = asyncio.ensure_future(self.work(ask.runs, do, stale))
            self._running[digest] = task
            task.add_done_callback(lambda _: self._running.pop(digest, None))
        found = await asyncio.shield(self._running[digest])
        self._kept[digest] = found
        while len(self._kept) > KEPT:
            self._kept.pop(next(iter(self._kept)))
        return found

    async def report(self, asked: Asked) -> bytes:
        """Return the report on what a question shows, as HTML.

        It is made beside the line, one at a time, so that no answer waits for it.
        """
        ask = self.find(asked.ask)
        pair = await asyncio.to_thread(self.studio.load, ask)
        async with self._reports:
            return await asyncio.to_thread(
                make_report, self.studio, pair, ask, lambda: self._ending
            )

    def find(self, ask: Ask) -> Ask:
        """Return a question with what its two scenarios mean: a name, or a file of the folder."""
        scenario, base = (str(self.shelf.find(name)) for name in (ask.scenario, ask.base))
        return ask._replace(scenario=scenario, base=base)

    async def work(self, runs: int, do: Callable[[Stop], Any], stale: Stop = wanted) -> Any:
        """Do something over some runs in its turn; raises StaleError where nobody wants it then."""
        return await asyncio.wrap_future(self._line.put(runs, do, stale))
