"""Steppewise: how the influence of outside powers over Central Asia moves, quarter by quarter.

``import model`` loads nothing heavy; each name below is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model.api.analysed import Analysis, analyse
    from model.api.compared import Comparison, compare
    from model.api.explained import Explanation, explain
    from model.api.opened import open_result
    from model.api.played import run
    from model.api.scenario import LoadedScenario, load_scenario
    from model.api.swept import simulator, sweep
    from model.inputs.formats.problems import InputError

__all__ = [
    "Analysis",
    "Comparison",
    "Explanation",
    "InputError",
    "LoadedScenario",
    "analyse",
    "compare",
    "explain",
    "load_scenario",
    "open_result",
    "run",
    "simulator",
    "sweep",
]

_PLACES = {
    "load_scenario": "api.scenario",
    "LoadedScenario": "api.scenario",
    "run": "api.played",
    "open_result": "api.opened",
    "compare": "api.compared",
    "Comparison": "api.compared",
    "explain": "api.explained",
    "Explanation": "api.explained",
    "sweep": "api.swept",
    "simulator": "api.swept",
    "analyse": "api.analysed",
    "Analysis": "api.analysed",
    "InputError": "inputs.formats.problems",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'model' has no attribute '{name}'")
    return getattr(import_module(f"model.{_PLACES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
