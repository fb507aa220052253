"""An evaluation → files: JSON, HTML, CSV."""

import csv
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from corpus.errors import MemociteError
from rag.evaluation import report_html
from rag.evaluation.options import STANDARD_OUTPUT, Options
from rag.evaluation.results import Evaluation, Result

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute."""


def write(evaluation: Evaluation, options: Options) -> None:
    """Write what the options ask for.

    Raises:
        MemociteError: a file cannot be written; the message names it.
    """
    as_text: list[tuple[Path | None, Callable[[Evaluation], str]]] = [
        (options.json, lambda made: made.model_dump_json() + "\n"),
        (options.html, report_html.page),
        (options.csv, table),
    ]
    for path, make in as_text:
        if path is not None:
            _write(path, make(evaluation))


def check(options: Options) -> None:
    """Make sure that each file can be written, before hours are spent on what goes into it.

    Raises:
        MemociteError: one cannot; the message names it.
    """
    for path in (options.json, options.html, options.csv):
        if path is None or path == STANDARD_OUTPUT:
            continue
        if path.is_dir():
            raise MemociteError(f"{path}: is a folder; name a file in it")
        if not os.access(path.absolute().parent, os.W_OK):
            raise MemociteError(f"{path}: its folder cannot be written or is not there; choose another place")


def table(evaluation: Evaluation) -> str:
    """One row a question as CSV: id, outcome, question, first quote and its place, then every score."""
    names = sorted({name for result in evaluation.results for name in result.scores})
    out = io.StringIO()
    writer = csv.writer(out)
    places = ("quote", "cited document", "cited section", "cited paragraph", "cited page")
    writer.writerow(("id", "outcome", "error", "question", "confidence", *places, *names))
    for result in evaluation.results:
        writer.writerow([*map(_cell, _row(result)), *(result.scores.get(name, "") for name in names)])
    return out.getvalue()


def _row(result: Result) -> Iterator[str]:
    yield from (result.id, result.outcome, result.error, result.question.question)
    yield f"{result.answer.confidence:.4f}" if result.answer else ""
    first = result.answer.citations[0] if result.answer and result.answer.citations else None
    if first is None:
        yield from ("",) * 5
    else:
        paragraph = "" if first.paragraph is None else str(first.paragraph)
        yield from (first.quote, first.document.id, first.section.number, paragraph, first.page or "")


def _cell(text: str) -> str:
    """The text, kept from being computed by a spreadsheet that opens the file."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write(path: Path, text: str) -> None:
    if path == STANDARD_OUTPUT:
        sys.stdout.write(text)
        return
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.write_text(text, encoding="utf-8", newline="")
        fresh.replace(path)
    except OSError as error:
        raise MemociteError(f"{path}: cannot be written ({error.strerror}); choose another place") from None
