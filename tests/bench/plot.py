"""How memocite grows with its index, drawn."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tests.bench.growth import Row


def plot(rows: "Sequence[Row]", path: Path) -> None:
    """Draws time, memory and speed by the number of passages; `path` is an SVG or a PNG."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10.5, 3.2), layout="constrained")
    times, memory, speed = figure.subplots(1, 3)
    across = [row.passages for row in rows]
    times.plot(across, [row.p95_ms for row in rows], "o--", label="95 % of answers")
    times.plot(across, [row.median_ms for row in rows], "o-", label="median answer")
    times.plot(across, [row.bare_ms for row in rows], "o:", label="bare embedding and Chroma")
    memory.plot(across, [row.answering_mb for row in rows], "o-", label="answering, with reranker")
    memory.plot(across, [row.indexing_mb for row in rows], "o--", label="indexing")
    timed = [(row.passages, row.indexed_s) for row in rows if row.indexed_s]
    speed.plot([one for one, _ in timed], [one for _, one in timed], "o-", label="indexing, from files")
    for axes, name in ((times, "milliseconds"), (memory, "MB resident at most"), (speed, "passages/s")):
        _finish(axes, name)
    if any(row.vectors == "random" for row in rows):
        figure.suptitle("random vectors: nothing was embedded")
    figure.savefig(path)


def _finish(axes: "Axes", up: str) -> None:
    axes.set_xscale("log")
    axes.set_xlabel("passages in the index")
    axes.set_ylabel(up)
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
