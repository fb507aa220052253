"""The report's plots, as SVG that takes its colours from the page it stands in."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from rag.evaluation import refusing
from rag.evaluation.metrics import answers
from rag.evaluation.results import Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK: Final = "#010203"
QUIET: Final = "#010204"
STRONG: Final = "#010205"
"""Stand-ins, replaced in the SVG by what the page calls these colours in light and in dark."""

_COLOURS: Final = {INK: "var(--ink)", QUIET: "var(--line)", STRONG: "var(--strong)"}
_BARS: Final = 40


def plots(results: Sequence[Result]) -> list[tuple[str, str]]:
    """Title and SVG of each plot that these results can fill."""
    drawn = []
    sure, hit = answers(results, "hit")
    if sure:
        drawn.append(("Risk and coverage", _risk(sure, hit, len(results))))
        drawn.append(("Calibration of confidence", _calibration(*answers(results, "first"))))
    times = [result.scores["ms"] for result in results if "ms" in result.scores]
    if times:
        drawn.append(("Time of an answer", _times(times)))
    return drawn


def _risk(sure: Sequence[float], hit: Sequence[float], asked: int) -> str:
    figure, axes = _axes("share of the questions answered", "share of wrong answers")
    coverage, risk = refusing.risk_coverage(sure, 1 - np.asarray(hit), asked)
    axes.step(coverage, risk, where="pre", color=STRONG, linewidth=1.8)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, max(0.05, float(risk.max()) * 1.1))
    return _svg(figure, "risk")


def _calibration(sure: Sequence[float], right: Sequence[float]) -> str:
    figure, axes = _axes("confidence", "share of first quotes right")
    bins = refusing.calibration(sure, right)
    largest = max(count for _, _, count in bins)
    axes.plot([0, 1], [0, 1], color=QUIET, linewidth=1.2)
    axes.plot([b[0] for b in bins], [b[1] for b in bins], color=STRONG, linewidth=1.2)
    sizes = [20 + 120 * count / largest for _, _, count in bins]
    axes.scatter([b[0] for b in bins], [b[1] for b in bins], s=sizes, color=STRONG, zorder=3)
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.03, 1.05)
    return _svg(figure, "calibration")


def _times(milliseconds: Sequence[float]) -> str:
    figure, axes = _axes("milliseconds", "questions")
    times = np.asarray(milliseconds)
    shown = times[times <= np.percentile(times, 99)]
    axes.hist(shown, bins=min(_BARS, max(1, len(shown))), color=STRONG)
    for percent, name in ((50, "median"), (95, "95 %")):
        at = float(np.percentile(times, percent))
        axes.axvline(at, color=INK, linewidth=1)
        axes.annotate(
            f" {name}", (at, 0.97), xycoords=("data", "axes fraction"), va="top", color=INK, fontsize=9
        )
    return _svg(figure, "times")


def _axes(across: str, up: str) -> "tuple[Figure, Axes]":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.4, 2.9), layout="constrained")
    axes = figure.add_subplot()
    axes.set_xlabel(across, color=INK)
    axes.set_ylabel(up, color=INK)
    axes.tick_params(colors=INK, labelsize=9)
    axes.grid(color=QUIET, linewidth=0.6)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_color(QUIET)
        spine.set_visible(side in ("left", "bottom"))
    return figure, axes


def _svg(figure: "Figure", salt: str) -> str:
    """The figure as an SVG element; `salt` keeps ids of several on one page apart."""
    from matplotlib import rc_context

    out = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": salt}):
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    for stand_in, colour in _COLOURS.items():
        svg = svg.replace(stand_in, colour)
    return svg
