"""The report in the terminal."""

from collections.abc import Iterator, Mapping

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rag.evaluation.metrics import IN_GROUPS, MEASURES
from rag.evaluation.results import Change, Evaluation

LISTED = 10
"""Ids of a kind that are named in the terminal; JSON and HTML have all."""


WIDE = 125
"""Columns from which the table says what each measure means."""


def show(evaluation: Evaluation, console: Console) -> None:
    """Print figures, groups, what changed and what failed."""
    console.print(_figures(evaluation.metrics, meanings=console.width >= WIDE))
    if evaluation.groups:
        console.print(_groups(evaluation.groups))
    if evaluation.changes:
        console.print(_changes(evaluation))
    for line in _failures(evaluation):
        console.print(Text(line))


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))


def _figures(metrics: Mapping[str, float | None], *, meanings: bool) -> Table:
    table = _table("Figures, with 95 % intervals")
    table.add_column("measure", no_wrap=True)
    table.add_column("in JSON", style="dim", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("from – to", justify="right", no_wrap=True)
    if meanings:
        table.add_column("what it says", style="dim")
    for measure in MEASURES:
        value = metrics[measure.key]
        if value is not None:
            low, high = (measure.show(metrics[f"{measure.key}_{end}"]) for end in ("low", "high"))
            row = (measure.label, measure.key, measure.show(value), f"{low} – {high}")
            table.add_row(*row, *([measure.meaning] if meanings else []))
    return table


def _groups(groups: Mapping[str, Mapping[str, float | None]]) -> Table:
    chosen = [measure for measure in MEASURES if measure.key in IN_GROUPS]
    table = _table("By language and tag")
    table.add_column("group", no_wrap=True)
    for heading in ("n", *(measure.key for measure in chosen)):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, values in groups.items():
        row = [measure.show(values[measure.key]) for measure in chosen]
        table.add_row(Text(_printable(name.removeprefix("tag "))), f"{values['questions'] or 0:,.0f}", *row)
    return table


def _changes(evaluation: Evaluation) -> Table:
    table = _table("Against the baseline, question by question")
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
