"""What belongs to one visitor: the conversation, and documents of their own. Nothing here is shared."""

from collections.abc import Iterator
from functools import partial
from threading import Lock
from typing import Final

from markupsafe import Markup

from corpus.document import Document
from corpus.errors import MemociteError
from index.archive import Archive
from index.catalog import Card
from index.passage import Filter
from rag.answer import Answer
from rag.history import Turn
from ui import feedback, render
from ui.bringing import Collection
from ui.opening import Engine, Opening
from ui.translating import Attempt, attempt

EVERY: Final = 20
"""Citations when every supporting passage is asked for."""

_adding = Lock()


class Visit:
    """A visitor's conversation, oldest answer first, and the documents they brought.

    `shown` holds the answers as HTML, by number. `whole` are the numbers of the answers with every
    supporting passage. `begun` says whether anything was asked yet: from then on
    nothing else takes the conversation's place. `judged` are the numbers of the answers that were judged;
    None where nobody asks for judgements. `translations` are what a machine made of quotes, by the quote.
    """

    def __init__(self, judged: set[int] | None = None) -> None:
        self.answers: list[Answer] = []
        self.filters: list[Filter] = []
        self.shown: dict[int, Markup] = {}
        self.whole: set[int] = set()
        self.begun = False
        self.brought: Collection | None = None
        self.judged = judged
        self.translations: dict[str, Attempt] = {}

    def add(self, answer: Answer, where: Filter = Filter()) -> int:  # noqa: B008 - it is frozen
        """Adds an answer, and the filter it was asked with; gives its number."""
        with _adding:
            self.answers.append(answer)
            self.filters.append(where)
            return len(self.answers) - 1

    def forget(self) -> None:
        """Ends the conversation; what the visitor brought stays."""
        self.answers, self.filters, self.shown, self.whole = [], [], {}, set()
        self.judged = None if self.judged is None else set()
        self.translations = {}

    @property
    def own(self) -> Archive | None:
        """The archive of the documents they brought; None before the first."""
        return self.brought.archive if self.brought else None

    def end(self) -> None:
        """Lets go of what the visitor brought."""
        if self.brought:
            self.brought.close()
            self.brought = None

    def history(self, before: int | None = None) -> tuple[Turn, ...]:
        """The conversation as turns, or what was said before the answer with that number."""
        pairs = [
            (Turn(role="user", content=answer.question), Turn(role="assistant", content=answer.text))
            for answer in self.answers[:before]
        ]
        return tuple(turn for pair in pairs for turn in pair)

    def cards(self, engine: Engine) -> list[Card]:
        """The archive's documents, and the visitor's own."""
        own = self.own.cards() if self.own is not None else ()
        return [*own, *engine.archive.cards()]

    def document(self, engine: Engine, id: str) -> Document:  # noqa: A002
        """A document of the archive, which wins here as it does when it is searched, or of the visitor's own.

        Raises:
            KeyError: there is none of that id.
        """
        try:
            return engine.archive.document(id)
        except KeyError:
            if self.own is None:
                raise
            return self.own.document(id)


def conversation(visit: Visit) -> Markup:
    """Everything that was asked and answered, as HTML."""
    return Markup("").join(visit.shown[number] for number in sorted(visit.shown))


def ask(
    question: str, visit: Visit, where: Filter, opening: Opening, most_characters: int
) -> Iterator[Markup]:
    """Asks, and yields the conversation as it grows; the answer joins `visit` before the first of it shows.

    `most_characters` is the longest question that is taken.
    """
    question = question.encode("utf-8", "replace").decode().strip()
    if not question:
        return
    visit.begun = True
    if len(question) > most_characters:
        short = question[:80] + "…"
        message = f"The question has {len(question):,} characters; please ask in {most_characters:,} at most."
        yield conversation(visit) + render.exchange(short, render.notice(message))
        return
    for progress in opening.warms():
        yield conversation(visit) + render.exchange(question, render.waiting(progress))
    yield conversation(visit) + render.exchange(question, render.waiting("Looking through the memos …"))
    answer: Answer | None = None
    try:
        engine = opening.engine()
        for answer in engine.stream(question, visit.history(), where, beside=visit.own):
            if answer.claims:
                yield conversation(visit) + render.exchange(question, render.draft(answer))
    except MemociteError as error:
        yield conversation(visit) + render.exchange(question, render.notice(str(error)))
        return
    if answer is not None:
        yield from _growing(visit.add(answer, where), visit, engine)


def _growing(number: int, visit: Visit, engine: Engine) -> Iterator[Markup]:
    """The conversation while the answer with that number is shown, part by part."""
    answer, shown = visit.answers[number], Markup("")
    for part in render.steps(answer, number, partial(visit.document, engine), _translations(visit, engine)):
        shown += part
        yield conversation(visit) + render.exchange(answer.question, shown)
    _finish(number, visit, shown)
    yield conversation(visit)


def again(number: int, visit: Visit, engine: Engine) -> None:
    """Shows an answer anew, after it was judged or made whole, or a quote of it was translated."""
    documents = partial(visit.document, engine)
    shown = render.answer(visit.answers[number], number, documents, _translations(visit, engine))
    _finish(number, visit, shown)


def complete(number: int, visit: Visit, engine: Engine) -> None:
    """Asks for every supporting passage, and shows the answer anew with them."""
    question, where = visit.answers[number].question, visit.filters[number]
    visit.answers[number] = engine.ask(question, visit.history(number), where, most=EVERY, beside=visit.own)
    visit.whole.add(number)
    again(number, visit, engine)


def translate(number: int, quoted: int, code: str, visit: Visit, engine: Engine) -> None:
    """Has the quote of that number translated, and shows its answer anew.

    Raises:
        LookupError: there is no such answer, quote or language, or nothing that translates.
    """
    quote = {citation.number: citation.quote for citation in visit.answers[number].citations}[quoted]
    if number < 0 or engine.translator is None:
        raise LookupError(number)
    visit.translations[quote] = attempt(engine.translator, quote, code)
    again(number, visit, engine)


def _translations(visit: Visit, engine: Engine) -> render.Translations | None:
    return visit.translations if engine.translator else None


def _finish(number: int, visit: Visit, shown: Markup) -> None:
    answer = visit.answers[number]
    if answer.answered and number not in visit.whole:
        shown += render.every(number)
    if visit.judged is not None:
        shown += feedback.invitation(number, number in visit.judged)
    visit.shown[number] = render.exchange(answer.question, shown)
