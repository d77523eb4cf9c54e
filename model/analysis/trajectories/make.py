"""Results with their figures: the numbers first, which no figure can cost."""

from __future__ import annotations

from model.experiments.optional_steps import optional
from model.experiments.request import Request
from model.experiments.run import FIGURES, Result, Work, run_request
from model.experiments.store import open_result


def make_result(request: Request, work: Work) -> Result:
    """Return the result of a request as ``run_request`` does, with its figures if they are wanted.

    Figures are drawn once the folder is in place, those that are missing; one that cannot be drawn
    is a warning. Raises as ``run_request`` does.
    """
    result = run_request(request, work)
    if work.figures:
        with optional("the figures", work.warn):
            from model.analysis.trajectories.draw import Pair, draw_figures

            pair = Pair(open_result(result.folder), None, result.manifest, request.seeds)
            draw_figures(pair, result.folder / FIGURES, result.manifest["name"], work.extras)
    return result
