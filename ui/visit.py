"""What belongs to one visitor: the conversation, and documents of their own. Nothing here is shared."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from markupsafe import Markup

from corpus.document import Document
from corpus.errors import MemociteError
from index.archive import Archive
from index.catalog import Card
from index.passage import Filter
from rag.answer import Answer
from ui import feedback, render
from ui.bringing import Collection
from ui.conversation import Conversation
from ui.opening import Engine, Opening
from ui.translating import attempt

EVERY: Final = 20
"""Citations when every supporting passage is asked for."""


class Visit:
    """A visitor's conversation, and the documents they brought.

    `begun` says whether anything was asked yet: from then on nothing else takes the conversation's place.
    """

    def __init__(self, judged: set[int] | None = None) -> None:
        self.conversation = Conversation(judged)
        self.begun = False
        self.brought: Collection | None = None

    def forget(self) -> None:
        """Begins a new conversation; what the visitor brought stays.

        An answer that is under way goes on in the old one, where nobody sees it.
        """
        self.conversation = self.conversation.anew()

    @property
    def own(self) -> Archive | None:
        """The archive of the documents they brought; None before the first."""
        return self.brought.archive if self.brought else None

    def end(self) -> None:
        """Lets go of what the visitor brought."""
        brought, self.brought = self.brought, None
        if brought:
            brought.close()

    def discard(self) -> None:
        """Deletes what the visitor brought."""
        brought, self.brought = self.brought, None
        if brought:
            brought.discard()

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


def ask(
    question: str, visit: Visit, where: Filter, opening: Opening, most_characters: int
) -> Iterator[Markup]:
    """Asks, and yields the conversation as it grows; the answer joins it before the first of it shows.

    Ends when the visitor begins a new conversation meanwhile. `most_characters` is the longest question
    that is taken.
    """
    question = question.encode("utf-8", "replace").decode().strip()
    if not question:
        return
    visit.begun = True
    conversation = visit.conversation
    if len(question) > most_characters:
        short = question[:80] + "…"
        message = f"The question has {len(question):,} characters; please ask in {most_characters:,} at most."
        yield conversation.html() + render.exchange(short, render.notice(message))
        return
    for shown in _asked(question, visit, where, opening):
        if visit.conversation is not conversation:
            return
        yield shown


def _asked(question: str, visit: Visit, where: Filter, opening: Opening) -> Iterator[Markup]:
    conversation = visit.conversation
    for progress in opening.warms():
        yield conversation.html() + render.exchange(question, render.waiting(progress))
    yield conversation.html() + render.exchange(question, render.waiting("Looking through the memos …"))
    answer: Answer | None = None
    try:
        engine = opening.engine()
        for answer in engine.stream(question, conversation.history(), where, beside=visit.own):
            if answer.claims:
                yield conversation.html() + render.exchange(question, render.draft(answer))
    except MemociteError as error:
        yield conversation.html() + render.exchange(question, render.notice(str(error)))
        return
    if answer is not None:
        yield from _growing(conversation.add(answer, where), conversation, visit, engine)


def _growing(number: int, conversation: Conversation, visit: Visit, engine: Engine) -> Iterator[Markup]:
    """The conversation while the answer with that number is shown, part by part."""
    answer, shown = conversation.answers[number], Markup("")
    for part in _steps(number, conversation, visit, engine):
        shown += part
        yield conversation.html() + render.exchange(answer.question, shown)
    _finish(number, conversation, shown)
    yield conversation.html()


def again(number: int, conversation: Conversation, visit: Visit, engine: Engine) -> None:
    """Shows an answer anew, after it was judged or made whole, or a quote of it was translated."""
    _finish(number, conversation, Markup("").join(_steps(number, conversation, visit, engine)))


def complete(number: int, visit: Visit, engine: Engine) -> None:
    """Asks for every supporting passage, and shows the answer anew with them."""
    conversation = visit.conversation
    question, where = conversation.answers[number].question, conversation.filters[number]
    history = conversation.history(number)
    conversation.answers[number] = engine.ask(question, history, where, most=EVERY, beside=visit.own)
    conversation.whole.add(number)
    again(number, conversation, visit, engine)


def translate(number: int, quoted: int, code: str, visit: Visit, engine: Engine) -> None:
    """Has the quote of that number translated, and shows its answer anew.

    Raises:
        LookupError: there is no such answer, quote or language, or nothing that translates.
    """
    conversation = visit.conversation
    quote = {citation.number: citation.quote for citation in conversation.answers[number].citations}[quoted]
    if number < 0 or engine.translator is None:
        raise LookupError(number)
    conversation.translations[quote] = attempt(engine.translator, quote, code)
    again(number, conversation, visit, engine)


def _steps(number: int, conversation: Conversation, visit: Visit, engine: Engine) -> Iterator[Markup]:
    translations = conversation.translations if engine.translator else None
    return render.steps(conversation.answers[number], number, partial(visit.document, engine), translations)


def _finish(number: int, conversation: Conversation, shown: Markup) -> None:
    answer = conversation.answers[number]
    if answer.answered and number not in conversation.whole:
        shown += render.every(number)
    if conversation.judged is not None:
        shown += feedback.invitation(number, number in conversation.judged)
    conversation.shown[number] = render.exchange(answer.question, shown)
