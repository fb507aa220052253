"""The command `memocite`. What takes long to import is imported by the command that needs it."""

import errno
import re
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from pydantic import TypeAdapter

from corpus.errors import MemociteError
from corpus.settings import settings
from index.passage import Filter
from ui import progress, terminal, turns

if TYPE_CHECKING:
    from index.archive import Archive

app = typer.Typer(
    name="memocite",
    help="Answers questions about archival memos with quotations you can check.",
    epilog="Settings are environment variables; the README lists them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

EVERY = 1000
"""Quotes that `ask --all` may give: more than any question has."""


def _day(date: str) -> str:
    if date and not re.fullmatch(r"\d{4}(-\d\d){0,2}", date):
        raise typer.BadParameter("give a date as 1966-05-27, 1966-05 or 1966")
    return date


Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Names = list[str] | None
Paths = list[Path] | None
Output = Path | None
Since = Annotated[str, typer.Option(metavar="DATE", callback=_day, help="From this date on: 1966-05, say.")]
Until = Annotated[str, typer.Option(metavar="DATE", callback=_day, help="Up to this date: 1966, say.")]
Kind = TypeVar("Kind")


def main() -> None:
    """Run the command; end with status 0, 1 (the work failed) or 2 (wrong usage).

    An error of ours is told in one line. Any other is one line too, and how to see its traceback.
    """
    sys.excepthook = _internal
    try:
        typer.main.get_command(app)()
    except MemociteError as error:
        typer.echo(f"memocite: {error}", err=True)
        sys.exit(error.exit_status)


def _internal(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:  # noqa: ARG001
    words = " ".join(f"{kind.__name__}: {error}".split())
    typer.echo(f"memocite: internal error, {words} (`memocite --traceback …` shows where)", err=True)


@app.callback()
def _options(
    traceback: Annotated[
        bool, typer.Option("--traceback", help="Show where an internal error arose.")
    ] = False,
) -> None:
    if traceback:
        sys.excepthook = sys.__excepthook__


@app.command()
def chat(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0: on all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 7860,
) -> None:
    """Serve the web chat; builds the index of the shipped memos first if there is none."""
    _listens(host, port)
    with _archive():
        typer.echo(f"memocite answers at http://{host}:{port} (Ctrl-C stops it)", err=True)
    from ui.server import serve

    serve(settings(), host, port)


@app.command()
def index(
    paths: Annotated[Paths, typer.Argument(help="Files, folders, zips; none: the shipped memos.")] = None,
    remove: Annotated[Names, typer.Option(metavar="ID", help="Take this document out (repeatable).")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the whole index anew.")] = False,
) -> None:
    """Add documents to the index and bring it up to date, or remove some; a verdict on every file."""
    if rebuild and remove:
        raise typer.BadParameter("not together with --rebuild; remove first", param_hint="--remove")
    from corpus.read import read
    from index import run
    from index.embed import embedder
    from index.home import Home
    from index.remote import server

    home, model, chroma = Home(settings().home), embedder(settings().embed_model), server(settings())
    named = [path.absolute() for path in paths or ()]
    with progress.bar() as report:
        if rebuild:
            shipped = [] if named or home.generations() else [settings().corpus]
            verdicts = run.rebuild(home, model, [*named, *shipped], report, chroma)
        else:
            shipped = [] if named or remove else [settings().corpus]
            verdicts = run.update(home, model, read([*named, *shipped]), remove or (), report, chroma)
    terminal.show(terminal.verdicts(verdicts))
    raise typer.Exit(any(verdict.problem for verdict in verdicts))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION")],
    history: Annotated[Path | None, typer.Option(help="The turns before, as a JSON list.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Quote every supporting passage.")] = False,
    document: Annotated[Names, typer.Option(metavar="ID", help="Search this one only (repeatable).")] = None,
    language: Annotated[Names, typer.Option(metavar="CODE", help="Search texts in bg, en, … only.")] = None,
    archive: Annotated[Names, typer.Option(metavar="NAME", help="Search this archive only.")] = None,
    since: Since = "",
    until: Until = "",
    as_json: Json = False,
) -> None:
    """Answer a question with verified quotes, or say that the documents do not answer it."""
    where = Filter(
        frozenset(document or ()), frozenset(language or ()), frozenset(archive or ()), since, until
    )
    before = turns.read(history) if history else ()
    from rag.engine import engine_of

    with _archive() as opened:
        found = engine_of(opened, settings()).ask(question, before, where, most=EVERY if every else 3)
    _json(found) if as_json else terminal.show(terminal.answer(found))


@app.command()
def docs(
    document: Annotated[str | None, typer.Argument(metavar="ID", help="Print this one.")] = None,
    language: Annotated[
        str | None, typer.Option("--text", metavar="CODE", help="Just its text in bg, en, …")
    ] = None,
    as_json: Json = False,
) -> None:
    """List the documents; print one, or one of its texts, exactly as it is quoted."""
    if language and not document:
        raise typer.BadParameter("name the document whose text it is", param_hint="--text")
    with _archive() as archive:
        if document is None:
            cards = archive.cards()
            _json(cards) if as_json else terminal.show(terminal.cards(cards))
            return
        found = _found(document, archive.document)
    if language:
        text = _found(language, found.text)
        _json(text) if as_json else terminal.exactly(text)
    else:
        _json(found) if as_json else terminal.whole(found)


@app.command(name="eval")
def evaluation(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS", help="JSON Lines, or a BEIR folder.")],
    corpus: Annotated[Paths, typer.Option(metavar="PATH", help="Ask these documents (repeatable).")] = None,
    json: Annotated[Output, typer.Option(metavar="OUT", help="Write answers and figures; -: print.")] = None,
    html: Annotated[Output, typer.Option(metavar="OUT", help="Write a report that opens offline.")] = None,
    csv: Annotated[
        Output, typer.Option(metavar="OUT", help="Write a line for each question; -: print.")
    ] = None,
    baseline: Annotated[Output, typer.Option(metavar="OLD.json", help="Compare with this run.")] = None,
    minimum: Annotated[
        Names, typer.Option("--min", metavar="METRIC=VALUE", help="Status 1 if below.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Put only the first so many.")] = None,
    answers: Annotated[Output, typer.Option(metavar="FILE", help="Score these answers; ask nothing.")] = None,
    judge: Annotated[bool, typer.Option("--judge", help="Let the configured LLM judge too.")] = False,
) -> None:
    """Put a question set to memocite, measure the answers, and report."""
    from rag.evaluation.command import evaluate
    from rag.evaluation.options import STANDARD_OUTPUT, Options

    options = Options(
        questions,
        corpus=tuple(corpus or ()),
        json=json,
        html=html,
        csv=csv,
        baseline=baseline,
        minimums=tuple(minimum or ()),
        limit=limit,
        answers=answers,
        judge=judge,
    )
    printed = STANDARD_OUTPUT in (json, csv)
    raise typer.Exit(evaluate(options, settings(), terminal.console(stderr=printed)))


def _listens(host: str, port: int) -> None:
    """Raises MemociteError where nobody could listen: the server would say so only after the address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise MemociteError(f"port {port} is in use; choose another with --port") from None
        raise MemociteError(f"cannot listen: {error.strerror}; choose another --host or --port") from None


@contextmanager
def _archive() -> "Iterator[Archive]":
    """The archive; built first, with its progress, if there is none."""
    from index.archive import ready

    with progress.bar() as report:
        archive = ready(settings(), report)
    try:
        yield archive
    finally:
        archive.close()


def _found(name: str, find: Callable[[str], Kind]) -> Kind:
    try:
        return find(name)
    except KeyError:
        raise MemociteError(f"there is no {name!r}; `memocite docs` lists documents and languages") from None


def _json(value: object) -> None:
    typer.echo(TypeAdapter(object).dump_json(value, indent=2))
