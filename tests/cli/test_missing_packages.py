"""What a plain install lacks is named with the extra that brings it, and nothing else is done."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = {
    "emcee": ("fit", "steppewise calibrate", ("calibrate", "--until", "2013")),
    "distributed": ("cluster", "--cluster", ("sweep", "japan-share", "--cluster", "tcp://a:1")),
    "uvicorn": ("app", "steppewise app", ("app", "--no-browser")),
}
OPTIONAL = ("dask", "distributed", "emcee", "numba", "ema_workbench", "pptx", "spacy", "starlette")
LACKING = """
import sys
for name in {names!r}:
    sys.modules[name] = None
from model.cli import main
sys.argv = ["steppewise", *{words!r}]
main()
"""


@pytest.mark.parametrize("module", EXTRAS)
def test_a_missing_package_is_named_with_its_extra(
    refused: Callable[..., str], here: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    extra, asked, words = EXTRAS[module]
    monkeypatch.setitem(sys.modules, module, None)
    assert refused(2, *words) == (
        f"{asked}: needs {module}, which is not installed; install it with: "
        f"pip install 'steppewise[{extra}]'"
    )
    assert not list(here.iterdir())


def test_each_extra_brings_what_it_is_named_for() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for module, (extra, _, _) in EXTRAS.items():
        importlib.import_module(module)
        assert any(each.startswith(module) for each in extras["optional-dependencies"][extra])
        assert not any(each.startswith(module) for each in extras["dependencies"])


def test_a_run_a_sweep_and_an_analysis_need_no_extra(here: Path) -> None:
    (here / "small.toml").write_text(
        'title = "Small"\nscenarios = ["baseline"]\ndates = ["2026Q4"]\n'
        '[design]\nkind = "latin"\nsize = 40\n[[factors]]\nname = "fear"\n'
        'path = "parameters.fear"\n[[outcomes]]\noutcome = "region_share"\npower = "JPN"\n'
        'name = "share"\n'
    )
    for words in (
        ["run", "baseline", "--runs", "4", "--until", "2025Q4"],
        ["sweep", "small.toml", "--workers", "2"],
        ["analyse", "results"],
    ):
        if words[0] == "analyse":
            words[1] = str(next((here / "results").glob("small-*")))
        code = LACKING.format(names=OPTIONAL, words=words)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
