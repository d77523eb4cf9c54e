from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs"))
COPIED = ("docs", "model", "seeds", "scenarios")

Generate = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def generate() -> Generate:
    """Run the generator of a checkout, as a reader would."""

    def run(*arguments: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "docs/generate.py", *arguments]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def checkout(tmp_path: Path, generate: Generate) -> Path:
    """A copy of all that the documents are written from, with fresh documents."""
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=unwanted)
    shutil.copyfile(ROOT / "README.md", tmp_path / "README.md")
    assert generate(root=tmp_path).returncode == 0
    return tmp_path
