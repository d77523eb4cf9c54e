"""The package as it is installed: it carries seeds and scenarios, and runs from anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.long
def test_a_wheel_runs_from_another_folder(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    wheel = next(tmp_path.glob("steppewise-*.whl"))
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    assert (tmp_path / "installed" / "model" / "py.typed").is_file()
    for name in ("page.html.jinja", "page.css", "surrogate.js", "live.js"):
        assert (tmp_path / "installed" / "model" / "report" / name).is_file()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    ask = "import model; print(model.__file__)"
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "installed")}
    for words in (["-c", ask], ["-m", "model.cli", "run", "export-controls", "--runs", "8"]):
        told = subprocess.run(
            [sys.executable, *words],
            cwd=elsewhere,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert "installed" in told or "Figures: results/" in told
    assert list(elsewhere.glob("results/export-controls-*/figures/leaders-map.png"))
