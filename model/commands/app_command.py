"""`steppewise app`: scenarios in the browser, on this machine alone."""

from __future__ import annotations

import socket
import threading
import webbrowser
from pathlib import Path

import click

from model.commands.options import ENTROPY, parameters_option, read_asked_seeds, seeds_option
from model.commands.paths import FOLDER
from model.commands.printing import say
from model.inputs.formats.extras import check_installed
from model.inputs.formats.problems import InputError, Problem

HOST = "127.0.0.1"
WAIT = 0.8
"""Seconds before the browser is opened, so that somebody answers it."""


@click.command("app")
@click.option("--port", type=click.IntRange(0, 65535), default=8750, show_default=True,
              help="Port on this machine; 0 takes any that is free.")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--folder", type=FOLDER, default=Path(), help="Where your own scenarios lie.")
@parameters_option
@seeds_option
def command(
    port: int, no_browser: bool, folder: Path, parameters: str, seeds_folder: Path | None
) -> None:
    """Explore scenarios in the browser: move a slider, see what it changes, ask why.

    Nothing leaves this machine, and no network is needed. Ctrl+C ends it.
    """
    for module in ("starlette", "uvicorn"):
        check_installed(module, "app", "steppewise app")
    from model.app.serving import build_app, serve
    from model.studio.answering import Studio
    from model.studio.library import Shelf

    if not folder.is_dir():
        raise InputError([Problem("--folder", None, "", f"there is no folder {folder}")])
    listening = listen(port)
    studio = Studio(read_asked_seeds(seeds_folder, parameters), ENTROPY)
    app = build_app(studio, Shelf(folder.resolve()))
    address = f"http://{HOST}:{listening.getsockname()[1]}/"
    say(f"Steppewise is at {address} on this machine. Ctrl+C ends it.")
    if not no_browser:
        threading.Timer(WAIT, webbrowser.open, [address]).start()
    serve(app, listening)


def listen(port: int) -> socket.socket:
    """Return a socket that listens on this machine alone; raises InputError where it cannot."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((HOST, port))
        made.listen()
    except OSError:
        made.close()
        wrong = f"port {port} is taken, perhaps by another window of it; try --port 0"
        raise InputError([Problem("--port", None, "", wrong)]) from None
    return made
