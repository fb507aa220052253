"""The report in the terminal."""

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rag.evaluation.metrics import IN_GROUPS, MEASURES
from rag.evaluation.results import Change, Evaluation

LISTED = 10
"""Ids of a kind that are named in the terminal; JSON and HTML have all."""


def show(evaluation: Evaluation, console: Console) -> None:
    """Print figures, groups, what changed and what failed."""
    console.print(_figures(evaluation.metrics))
    if evaluation.groups:
        console.print(_groups(evaluation.groups))
    if evaluation.changes:
        console.print(_changes(evaluation))
    for line in _failures(evaluation):
        console.print(Text(line))


def _figures(metrics: Mapping[str, float | None]) -> Table:
    table = Table(title="Figures, with 95 % intervals", title_justify="left")
    table.add_column("measure")
    table.add_column("in JSON", style="dim")
    table.add_column("value", justify="right")
    table.add_column("from – to", justify="right")
    table.add_column("what it says", style="dim")
    for measure in MEASURES:
        value = metrics[measure.key]
        if value is not None:
            low, high = (measure.show(metrics[f"{measure.key}_{end}"]) for end in ("low", "high"))
            interval = f"{low} – {high}"
            table.add_row(measure.label, measure.key, measure.show(value), interval, measure.meaning)
    return table


def _groups(groups: Mapping[str, Mapping[str, float | None]]) -> Table:
    chosen = [measure for measure in MEASURES if measure.key in IN_GROUPS]
    table = Table(title="By language and tag", title_justify="left")
    for heading in ("group", "questions", *(measure.label for measure in chosen)):
        table.add_column(heading, justify="left" if heading == "group" else "right")
    for name, values in groups.items():
        row = [measure.show(values[measure.key]) for measure in chosen]
        table.add_row(Text(_printable(name)), f"{values['questions'] or 0:,.0f}", *row)
    return table


def _changes(evaluation: Evaluation) -> Table:
    table = Table(title="Against the baseline, question by question", title_justify="left")
    for heading in ("measure", "questions", "before", "now", "better", "worse", "p"):
        table.add_column(heading, justify="left" if heading == "measure" else "right")
    for change in evaluation.changes:
        sides = (str(len(change.better)), str(len(change.worse)))
        means = (f"{change.before:.3f}", f"{change.after:.3f}")
        table.add_row(change.measure, str(change.questions), *means, *sides, f"{change.p:.3g}")
    return table


def _failures(evaluation: Evaluation) -> Iterator[str]:
    failed = [result for result in evaluation.results if result.outcome == "failed"]
    for result in failed[:LISTED]:
        yield _printable(f"failed: {result.id}: {result.error}")
    if len(failed) > LISTED:
        yield f"… and {len(failed) - LISTED} more failed"
    for change in evaluation.changes[:1]:
        yield from _named(change)


def _named(change: Change) -> Iterator[str]:
    for word, ids in (("better", change.better), ("worse", change.worse)):
        if ids:
            more = f" … and {len(ids) - LISTED} more" if len(ids) > LISTED else ""
            yield f"{word}: {_printable(', '.join(ids[:LISTED]))}{more}"


def _printable(text: str) -> str:
    """On one line, and nothing in it that a terminal obeys."""
    return "".join(character if character.isprintable() else " " for character in text)
