"""A progress bar on standard error, for whoever waits for an index."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich import progress

from ui import terminal

if TYPE_CHECKING:
    from index.progress import Progress, Report


@contextmanager
def bar() -> "Iterator[Report]":
    """Something to report to while indexing; a bar appears with the first report, if any comes."""
    console = terminal.console(stderr=True)
    shown = progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("passages, {task.fields[documents]} documents"),
        progress.TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    task = shown.add_task("Indexing", total=None, documents=0)

    def report(now: "Progress") -> None:
        shown.start()
        if now.stored:
            shown.update(
                task, description="Storing", completed=now.stored, total=max(now.passages, now.stored)
            )
        else:
            shown.update(task, completed=now.embedded, total=now.passages, documents=now.documents)

    try:
        yield report
    finally:
        if shown.live.is_started:
            shown.stop()
