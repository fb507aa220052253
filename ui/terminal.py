"""What a person reads in a terminal: answers, lists, documents and verdicts, as rich renderables.

Everything from documents, questions and models is plain `Text` here: rich markup in it means nothing,
and control characters, which a terminal would obey, are shown as what they are.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from corpus.document import Document
from corpus.document import Text as Words
from index.catalog import Card
from index.plan import Verdict
from rag.answer import Answer, Citation, Counterpart, PassageReference
from ui import place

UNWRAPPED = 100_000
"""Columns of what is no terminal: more than any line has."""

NEAREST = 3
"""Passages offered under a refusal."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def console(*, stderr: bool = False) -> Console:
    """Where results go, or with `stderr` where everything else goes. Wraps only for a terminal."""
    made = Console(stderr=stderr, highlight=False)
    if not made.is_terminal:
        made.width = UNWRAPPED
    return made


def show(renderable: RenderableType) -> None:
    """Prints to standard output."""
    console().print(renderable)


def exactly(text: Words) -> None:
    """Prints a text to standard output: into a file or a pipe exactly as it is quoted."""
    if sys.stdout.isatty():
        show(Text(visible(text.body)))
    else:
        sys.stdout.write(text.body + "\n")


def whole(shown: Document) -> None:
    """Prints what the archive says of a document, then each of its texts."""
    show(document(shown))
    for text in shown.texts:
        show(line(f"--- {place.language(text.language)} ({text.role}) ---", "dim"))
        exactly(text)


def visible(text: str) -> str:
    """The text with control characters written out, so that a terminal obeys none of them."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def line(text: str, style: str = "") -> Text:
    """Foreign words on one line: white space collapsed, nothing in them obeyed."""
    return Text(visible(" ".join(text.split())), style=style)


def answer(found: Answer) -> RenderableType:
    """An answer with its quotes and their places; a refusal with the nearest passages."""
    # What the quoting writer says is the quotes once more; only an LLM's answer has claims of its own.
    said = [line(found.text, "bold")] if found.claims is not None or not found.citations else []
    parts: list[RenderableType] = [*said]
    for citation in found.citations:
        parts += ["", *_citation(citation)] if parts else _citation(citation)
    if not found.answered and found.passages:
        parts += ["", Text("The nearest passages:"), *_nearest(found.passages)]
    if found.notice:
        parts += ["", line(found.notice, "yellow")]
    return Group(*parts)


def cards(listed: Iterable[Card]) -> RenderableType:
    """The list of documents: the id, which other commands take, then what it stands for."""
    lines: list[RenderableType] = []
    for card in listed:
        languages = ", ".join(map(place.language, card.languages))
        said = (card.title, place.day(card.date), card.archive, languages)
        lines += [line(card.id, "bold"), _below(line(" · ".join(part for part in said if part), "dim"))]
    return Group(*lines)


def document(shown: Document) -> RenderableType:
    """What the archive says of a document."""
    facts = [Text.assemble((f"{name}: ", "dim"), line(value)) for name, value in _facts(shown)]
    return Group(line(shown.title, "bold"), *facts)


def verdicts(given: Sequence[Verdict]) -> RenderableType:
    """What became of each file, and the sum of it."""
    lines: list[RenderableType] = []
    for verdict in given:
        state = (f"{verdict.state:9} ", "red" if verdict.problem else "dim")
        lines.append(Text.assemble(state, line(_named(verdict))))
        if verdict.notice:
            lines.append(_below(line(verdict.notice, "yellow")))
    counts = Counter(verdict.state for verdict in given)
    total = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
    return Group(*lines, line(total or "nothing to do", "bold"))


def _named(verdict: Verdict) -> str:
    return verdict.problem or verdict.document or verdict.source


def _citation(citation: Citation) -> Iterator[RenderableType]:
    where = [
        citation.speaker or "",
        citation.document.title,
        place.place(citation),
        place.day(citation.document.date),
    ]
    yield Text.assemble((f"[{citation.number}] ", "bold cyan"), line(f"“{citation.quote}”"))
    yield _below(line(" · ".join(part for part in where if part), "dim"))
    for other, name in ((citation.original, "original"), (citation.translation, "translation")):
        if other:
            yield _below(_counterpart(other, name))
    if citation.document.url:
        yield _below(line(citation.document.url, "dim"))


def _below(words: Text) -> Padding:
    return Padding(words, (0, 0, 0, 4), expand=False)


def _counterpart(other: Counterpart, name: str) -> Text:
    page = place.page(other.page)
    label = f"{place.language(other.language)} {name}" + (f", {page}" if page else "")
    return Text.assemble((f"{label}: ", "dim"), line(f"“{other.quote}”"))


def _nearest(passages: Iterable[PassageReference]) -> Iterator[RenderableType]:
    for passage in list(passages)[:NEAREST]:
        where = ", ".join(part for part in (passage.document, place.section(passage.section)) if part)
        yield _below(Text.assemble(line(passage.text), " — ", line(where, "dim")))


def _facts(shown: Document) -> Iterator[tuple[str, str]]:
    said = shown.catalogue
    facts = {
        "id": shown.id,
        "date": shown.date,
        "author": said.author,
        "participants": "; ".join(said.participants),
        "citation": said.citation,
        "collection": said.collection,
        "archive": said.archive,
        "translator": said.translator,
        "original language": said.original_language,
        "places": "; ".join(said.places),
        "summary": said.summary,
        "rights": said.rights,
        "credits": said.credits,
        "address": shown.url,
    }
    return ((name, value) for name, value in facts.items() if value)
