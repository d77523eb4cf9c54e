"""The pages and the questions they ask, over HTTP on this machine alone."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from model.analysis.assumptions import list_assumptions
from model.app.asking import Asked, read_json, read_save, read_why
from model.experiments.measured_skill import describe_measured
from model.inputs.formats.plain_text import visible
from model.inputs.formats.problems import InputError
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds
from model.studio.answering import BASE, LAYERS, Studio
from model.studio.controls import list_controls, list_factors
from model.studio.library import Shelf, write_scenario
from model.studio.playing import StaleError

PAGES = Path(__file__).parent / "pages"
HOSTS = ["127.0.0.1", "localhost", "[::1]"]

LARGEST = 1 << 18
"""Bytes of a question at most."""

KEPT = 64
"""Answers that are kept by digest."""

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer tells the browser: nothing from elsewhere, nothing framed, nothing kept."""

VISITORS = 1000
"""Visitors whose newest question is remembered."""

Answer = dict[str, Any]


class Room:
    """What all pages share: one studio that answers one question at a time."""

    def __init__(self, studio: Studio, shelf: Shelf) -> None:
        self.studio, self.shelf = studio, shelf
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="studio")
        self._wanted: dict[str, str] = {}
        self._kept: dict[str, Answer] = {}
        self._running: dict[str, asyncio.Future[Answer]] = {}

    def close(self) -> None:
        """Stop what is being computed, and take no more."""
        self._wanted.clear()
        self._worker.shutdown(wait=True, cancel_futures=True)

    async def answer(self, asked: Asked) -> Answer:
        """Return an answer; whoever asks the same waits for the same, and is not served twice.

        A newer question of the same visitor makes an older one stale, unless it is the newest of
        somebody else.
        """
        ask = asked.ask._replace(
            scenario=str(self.shelf.find(asked.ask.scenario)),
            base=str(self.shelf.find(asked.ask.base)),
        )
        pair = await asyncio.to_thread(self.studio.load, ask)
        digest = self._wanted[asked.visitor] = self.studio.digest(pair, ask)
        while len(self._wanted) > VISITORS:
            self._wanted.pop(next(iter(self._wanted)))
        if digest in self._kept:
            return self._kept[digest]
        if digest not in self._running:

            def stale() -> bool:
                return digest not in list(self._wanted.values())

            task = asyncio.ensure_future(self.work(self.studio.answer, pair, ask, stale))
            self._running[digest] = task
            task.add_done_callback(lambda _: self._running.pop(digest, None))
        found = await asyncio.shield(self._running[digest])
        self._kept[digest] = found
        while len(self._kept) > KEPT:
            self._kept.pop(next(iter(self._kept)))
        return found

    async def work(self, function: Callable[..., Any], *given: Any) -> Any:
        """Do something in the studio's own thread, in its turn."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, function, *given)


def build_app(studio: Studio, shelf: Shelf) -> Starlette:
    """Return the application."""
    room = Room(studio, shelf)
    members = {
        kind: [
            {"id": one.id, "name": one.name, "colour": one.colour}
            for one in studio.seeds.members[kind]
        ]
        for kind in ("power", "state", "mineral", "corridor")
    }

    async def page(request: Request) -> Response:
        name = "explore.html" if request.url.path.startswith("/explore/") else "index.html"
        return Response((PAGES / name).read_text(encoding="utf-8"), media_type="text/html")

    async def library(request: Request) -> Response:
        return JSONResponse({"cards": shelf.cards(), "folder": shelf.folder.name})

    async def scenario(request: Request) -> Response:
        found = shelf.find(request.path_params["name"])
        loaded, changed = await asyncio.to_thread(load_scenario, found, studio.seeds)
        base = await asyncio.to_thread(
            choose_base, request.path_params["name"], loaded, studio.seeds
        )
        told = list_assumptions(loaded, changed)
        return JSONResponse(
            {
                "name": request.path_params["name"],
                "title": loaded.title,
                "question": loaded.question,
                "narrative": " ".join(loaded.narrative.split()),
                "controls": [one._asdict() for one in list_controls(loaded, changed)],
                "assumptions": [one._asdict() for one in told],
                "sources": {one.title: one.address for one in loaded.sources},
                "members": members,
                "layers": LAYERS,
                "base": base,
                "trust": describe_measured(studio.seeds),
            }
        )

    async def factors(request: Request) -> Response:
        return JSONResponse({"factors": list(list_factors(studio.seeds))})

    async def answer(request: Request) -> Response:
        return JSONResponse(await room.answer(Asked.read(await read_json(request, LARGEST))))

    async def why(request: Request) -> Response:
        asked = read_why(await read_json(request, LARGEST), studio.seeds)
        ask = asked.asked.ask._replace(
            scenario=str(shelf.find(asked.asked.ask.scenario)),
            base=str(shelf.find(asked.asked.ask.base)),
        )
        pair = await asyncio.to_thread(studio.load, ask)
        found = await room.work(studio.why, pair, asked.power, asked.state, asked.turn)
        return JSONResponse(found)

    async def save(request: Request) -> Response:
        asked = read_save(await read_json(request, LARGEST))
        shelf.find(asked.scenario)
        text = write_scenario(asked.title, asked.question, asked.scenario, asked.changes)
        path = shelf.save(asked.name, text)
        return JSONResponse({"saved": path.name, "text": text})

    routes = [
        Route("/", page),
        Route("/explore/{name}", page),
        Route("/api/library", library),
        Route("/api/scenario/{name}", scenario),
        Route("/api/factors", factors),
        Route("/api/answer", answer, methods=["POST"]),
        Route("/api/why", why, methods=["POST"]),
        Route("/api/save", save, methods=["POST"]),
        Mount("/pages", StaticFiles(directory=PAGES)),
    ]
    app = Starlette(
        routes=routes,
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
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    try:
        uvicorn.Server(config).run([listening])
    finally:
        app.state.room.close()


async def describe_problems(request: Request, error: Exception) -> Response:
    """Tell what is wrong with a question, as the command would."""
    problems = error.problems if isinstance(error, InputError) else ()
    return JSONResponse({"problems": [visible(str(one)) for one in problems]}, status_code=422)


async def describe_stale(request: Request, error: Exception) -> Response:
    """Tell that something newer was asked."""
    return JSONResponse({"stale": True}, status_code=409)


class Guard:
    """Adds headers that keep a page to itself, and refuses questions from other pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] == "POST" and not _same_origin(headers):
            response = JSONResponse({"problems": ["asked from another page"]}, status_code=403)
            await response(scope, receive, _with_headers(send))
            return
        await self.app(scope, receive, _with_headers(send))


def _same_origin(headers: Headers) -> bool:
    origin = headers.get("origin")
    return origin is None or origin == f"http://{headers.get('host', '')}"


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            added = [(k.lower().encode(), v.encode()) for k, v in HEADERS.items()]
            message["headers"] = [*message["headers"], *added]
        await send(message)

    return told
