"""The pages and the questions they ask, over HTTP on this machine alone."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from model.analysis.assumptions import list_assumptions
from model.app.asking import Asked, read_json, read_save, read_why, read_word, wrong
from model.app.guarding import Guard
from model.app.room import Room
from model.experiments.measured_skill import describe_measured
from model.inputs.formats.plain_text import visible
from model.inputs.formats.problems import InputError
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds
from model.studio.answering import BASE, LAYERS, Studio
from model.studio.controls import list_controls, list_factors
from model.studio.library import Shelf, write_scenario
from model.studio.playing import StaleError
from model.studio.why import WHY_RUNS, explain, leave_out_each, list_interests

PAGES = Path(__file__).parent / "pages"
HOSTS = ["127.0.0.1", "localhost", "[::1]"]

LARGEST = 1 << 18
"""Bytes of a question at most."""

MAP = "map.json"
"""File of the seeds that holds outlines."""

GRACE = 2
"""Seconds that open questions may take once the program is told to end."""


class Pages:
    """What answers each address."""

    def __init__(self, room: Room) -> None:
        self.room, self.studio, self.shelf = room, room.studio, room.shelf
        self.members = {
            kind: [
                {"id": one.id, "name": one.name, "colour": one.colour}
                for one in self.studio.seeds.members[kind]
            ]
            for kind in ("power", "state", "mineral", "corridor")
        }

    def routes(self) -> list[BaseRoute]:
        """Every address with what answers it."""
        return [
            Route("/", self.page),
            Route("/help", self.page),
            Route("/beside", self.page),
            Route("/explore/{name}", self.page),
            Route("/api/library", self.library),
            Route("/api/scenario/{name}", self.scenario),
            Route("/api/factors", self.factors),
            Route("/api/answer", self.answer, methods=["POST"]),
            Route("/api/map", self.map),
            Route("/api/why", self.why, methods=["POST"]),
            Route("/api/report", self.report, methods=["POST"]),
            Route("/api/save", self.save, methods=["POST"]),
            Route("/api/open", self.open, methods=["POST"]),
            Mount("/pages", StaticFiles(directory=PAGES)),
        ]

    async def page(self, request: Request) -> Response:
        """A page of HTML."""
        name = f"{request.url.path.split('/')[1] or 'index'}.html"
        return Response((PAGES / name).read_text(encoding="utf-8"), media_type="text/html")

    async def library(self, request: Request) -> Response:
        """The scenarios that can be opened."""
        return JSONResponse({"cards": self.shelf.cards(), "folder": self.shelf.folder.name})

    async def scenario(self, request: Request) -> Response:
        """What a page needs to know of a scenario before anything is played."""
        name, seeds = request.path_params["name"], self.studio.seeds
        loaded, changed = await asyncio.to_thread(load_scenario, self.shelf.find(name), seeds)
        base = await asyncio.to_thread(choose_base, name, loaded, seeds)
        return JSONResponse(
            {
                "name": name,
                "title": loaded.title,
                "question": loaded.question,
                "narrative": " ".join(loaded.narrative.split()),
                "years": [loaded.start // 4, loaded.until // 4],
                "controls": [one._asdict() for one in list_controls(loaded, changed)],
                "assumptions": [one._asdict() for one in list_assumptions(loaded, changed)],
                "sources": {one.title: one.address for one in loaded.sources},
                "members": self.members,
                "layers": LAYERS,
                "base": base,
                "trust": describe_measured(seeds),
            }
        )

    async def factors(self, request: Request) -> Response:
        """Every factor that can be held."""
        return JSONResponse({"factors": list(list_factors(self.studio.seeds))})

    async def map(self, request: Request) -> Response:
        """Outlines of the states and their neighbours, degrees."""
        path = self.studio.seeds.folder / MAP
        return JSONResponse(json.loads(await asyncio.to_thread(path.read_text, "utf-8")))

    async def answer(self, request: Request) -> Response:
        """What a changed scenario comes to."""
        return JSONResponse(await self.room.answer(Asked.read(await read_json(request, LARGEST))))

    async def why(self, request: Request) -> Response:
        """Why a share differs."""
        asked = read_why(await read_json(request, LARGEST), self.studio.seeds)
        pair = await asyncio.to_thread(self.studio.load, self.room.find(asked.asked.ask))
        find: dict[str, Callable[..., Any]] = {
            "causes": explain,
            "interests": list_interests,
            "events": leave_out_each,
        }
        part = find[asked.part]
        found = await self.room.work(WHY_RUNS, lambda _: part(self.studio, pair, asked.at))
        return JSONResponse({asked.part: found})

    async def report(self, request: Request) -> Response:
        """The report on what a page shows, as a file to be kept."""
        asked = Asked.read(await read_json(request, LARGEST))
        page = await self.room.report(asked)
        name = f"{asked.ask.scenario}-report.html"
        kept = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(page, media_type="text/html", headers=kept)

    async def save(self, request: Request) -> Response:
        """Keep what was changed as a scenario of one's own."""
        asked = read_save(await read_json(request, LARGEST))
        self.shelf.find(asked.scenario)
        text = write_scenario(asked.title, asked.question, asked.scenario, asked.changes)
        path = self.shelf.save(asked.name, text)
        return JSONResponse({"saved": path.name, "text": text})

    async def open(self, request: Request) -> Response:
        """Take in a scenario file of somebody's own, once nothing is wrong with it."""
        sent = await read_json(request, LARGEST)
        name, text = read_word(sent, "name"), sent.get("text")
        if not isinstance(text, str):
            raise wrong("text", "must be a text")
        await asyncio.to_thread(self.shelf.take, name, text, self.studio.seeds)
        return JSONResponse({"opened": name})


def build_app(studio: Studio, shelf: Shelf) -> Starlette:
    """Return the application."""
    room = Room(studio, shelf)
    app = Starlette(
        routes=Pages(room).routes(),
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False),
            Middleware(Guard),
        ],
        exception_handlers={InputError: describe_problems, StaleError: describe_stale},
    )
    app.state.room = room
    return app


def choose_base(name: str, scenario: Scenario, seeds: Seeds) -> str:
    """Return what a scenario is held against: the baseline, or itself where that is of its own."""
    usual, _ = load_scenario(BASE, seeds)
    frames = {(one.start, one.until, one.base_year) for one in (usual, scenario)}
    return BASE if len(frames) == 1 else name


def serve(app: Starlette, listening: socket.socket) -> None:
    """Answer on a socket until the program is interrupted."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, timeout_graceful_shutdown=GRACE
    )
    try:
        Server(config, app.state.room).run([listening])
    finally:
        app.state.room.close()


class Server(uvicorn.Server):
    """A server that gives up what is being played as soon as it is told to end."""

    def __init__(self, config: uvicorn.Config, room: Room) -> None:
        super().__init__(config)
        self._room = room

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End: nobody waits for an answer any more."""
        self._room.give_up()
        super().handle_exit(sig, frame)


async def describe_problems(request: Request, error: Exception) -> Response:
    """Tell what is wrong with a question, as the command would."""
    problems = error.problems if isinstance(error, InputError) else ()
    return JSONResponse({"problems": [visible(str(one)) for one in problems]}, status_code=422)


async def describe_stale(request: Request, error: Exception) -> Response:
    """Tell that something newer was asked."""
    return JSONResponse({"stale": True}, status_code=409)
