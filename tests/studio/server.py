"""A server of the app for as long as a test needs it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from model.app.serving import build_app
from model.commands.app_command import listen
from model.studio.answering import Studio
from model.studio.library import Shelf


@contextmanager
def serving(studio: Studio, folder: Path) -> Iterator[int]:
    """Serve the app in a thread of its own; gives the port."""
    listening = listen(0)
    app = build_app(studio, Shelf(folder))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(10)
    app.state.room.close()
