"""What belongs to one visitor: the conversation, and documents of their own. Nothing here is shared."""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from corpus.document import Document
from corpus.errors import MemociteError
from index.catalog import Card
from index.passage import Filter
from rag.answer import Answer
from rag.history import Turn
from ui import render
from ui.opening import Engine, Library, Opening


class Visit:
    """A visitor's conversation, oldest answer first; `own` holds the documents they brought."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.own: Library | None = None

    def history(self) -> tuple[Turn, ...]:
        """The conversation as turns."""
        pairs = [
            (Turn(role="user", content=answer.question), Turn(role="assistant", content=answer.text))
            for answer in self.answers
        ]
        return tuple(turn for pair in pairs for turn in pair)

    def cards(self, engine: Engine) -> list[Card]:
        """The archive's documents, and the visitor's own."""
        own = self.own.cards() if self.own is not None else ()
        return [*own, *engine.archive.cards()]

    def document(self, engine: Engine, id: str) -> Document:  # noqa: A002
        """A document of the visitor's own, or of the archive; raises KeyError."""
        if self.own is not None:
            try:
                return self.own.document(id)
            except KeyError:
                pass
        return engine.archive.document(id)


def conversation(visit: Visit, engine: Engine) -> Markup:
    """Everything that was asked and answered, as HTML."""
    shown = [
        render.exchange(answer.question, render.answer(answer, at, partial(visit.document, engine)))
        for at, answer in enumerate(visit.answers)
    ]
    return Markup("").join(shown)


def ask(
    question: str, visit: Visit, where: Filter, opening: Opening, most_characters: int
) -> Iterator[Markup]:
    """Asks, and yields the conversation as it grows; the answer joins `visit` before the first of it shows.

    `most_characters` is the longest question that is taken.
    """
    question = question.encode("utf-8", "replace").decode().strip()
    if not question:
        return
    before = conversation(visit, opening.engine()) if visit.answers else Markup("")
    if len(question) > most_characters:
        short = question[:80] + "…"
        message = f"The question has {len(question):,} characters; please ask in {most_characters:,} at most."
        yield before + render.exchange(short, render.notice(message))
        return
    for progress in opening.waits():
        yield before + render.exchange(question, render.waiting(progress))
    yield before + render.exchange(question, render.waiting("Looking through the memos …"))
    try:
        engine = opening.engine()
        answer = engine.ask(question, visit.history(), where, beside=visit.own)
    except MemociteError as error:
        yield before + render.exchange(question, render.notice(str(error)))
        return
    visit.answers.append(answer)
    shown = Markup("")
    for part in render.steps(answer, len(visit.answers) - 1, partial(visit.document, engine)):
        shown += part
        yield before + render.exchange(answer.question, shown)
