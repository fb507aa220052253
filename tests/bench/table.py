"""Results as a table: for a terminal, and in Markdown for the docs."""

import os
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from rich.table import Table

from tests.bench.figure import Figure, shown
from tests.bench.growth import Row
from tests.bench.results import Result

COLUMNS = ("figure", "measured", "target", "met", "note")
LIBRARIES = ("torch", "sentence-transformers", "chromadb", "tantivy", "llama-index-core")


def table(results: Sequence[Result]) -> Table:
    """For a terminal."""
    made = Table(title="memocite, measured")
    for column in COLUMNS:
        made.add_column(column, overflow="fold")
    for result in results:
        for figure in result.figures:
            made.add_row(*cells(figure))
        made.add_section()
    return made


def markdown(results: Sequence[Result], rows: Sequence[Row]) -> str:
    """The figures, what they grow with, and on which machine it was."""
    lines = [_machine(), "", *_grid(COLUMNS, (cells(one) for result in results for one in result.figures))]
    if rows:
        lines += ["", *_grid(_GROWTH, (_row(row) for row in rows))]
    lines += ["", *(f"- {one.measure}: {one.measured} UTC, commit {one.commit}" for one in results)]
    return "\n".join(lines) + "\n"


_GROWTH = (
    "passages",
    "answer without reranking, median",
    "95 %",
    "bare embedding and Chroma",
    "memory answering",
    "memory indexing",
    "indexed a second",
    "vectors",
)


def _row(row: Row) -> tuple[str, ...]:
    return (
        f"{row.passages:,}",
        *(f"{shown(value)} ms" for value in (row.median_ms, row.p95_ms, row.bare_ms)),
        *(f"{shown(value)} MB" for value in (row.answering_mb, row.indexing_mb)),
        shown(row.indexed_s),
        row.vectors,
    )


def cells(figure: Figure) -> tuple[str, ...]:
    met = {True: "yes", False: "NO", None: ""}[figure.met]
    return figure.name, f"{shown(figure.value)} {figure.unit}", figure.target, met, figure.note


def _grid(head: Sequence[str], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    for cells in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _machine() -> str:
    """The processor and what it ran."""
    said = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    name = next((line.partition(": ")[2] for line in said if line.startswith("model name")), "processor")
    amx = "with AMX" if any(" amx_bf16" in line for line in said) else "without AMX"
    versions = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
    return f"{name}, {os.cpu_count()} cores, {amx}; {versions}."
