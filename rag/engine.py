"""ask(question, history) → Answer: the one line that every question takes, whoever asks."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from corpus.errors import QuestionError
from corpus.settings import Settings
from index.archive import Archive, ready
from index.passage import Filter
from index.progress import Report, quietly
from rag.answer import Answer, Citation, PassageReference
from rag.cite import cite, passage_reference
from rag.cross_encoder import cross_encoder
from rag.history import Turn, standalone
from rag.quote import choose
from rag.rerank import Ranked, Ranker, Ranking, Weights
from rag.retrieve import retrieve
from rag.sentence import in_script_of, quotable
from rag.shelf import Shelf
from rag.write import QUOTES, quoted, refusal

PASSAGES: Final = 30
"""Passages whose sentences are candidates for a quote."""

SHOWN: Final = 20
"""Passages that an answer lists."""

ENOUGH: Final = 0.5
"""The probability from which on an answer is given instead of a refusal."""

EVERYTHING: Final = Filter()


class Engine:
    """Answers questions over an archive. May be used from several threads; holds no conversation.

    `enough` is the confidence from which on it answers; 0 never refuses.
    """

    def __init__(self, archive: Archive, ranker: Ranker, enough: float, longest: int) -> None:
        self.archive = archive
        self._ranker = ranker
        self._enough = enough
        self._longest = longest

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        where: Filter = EVERYTHING,
        most: int = 3,
        beside: Archive | None = None,
    ) -> Answer:
        """An answer with at most `most` quotes, or a refusal.

        `beside` is a second archive that is searched too, such as what a visitor brought.

        Raises:
            QuestionError: the question is empty or too long.
        """
        asked = self._checked(question)
        shelf = self._shelf(beside)
        timings: dict[str, float] = {}
        alone = standalone(asked, history)
        with _timed(timings, "retrieve"):
            found = in_script_of(asked, retrieve(shelf, alone, where, 2 * PASSAGES), shelf)[:PASSAGES]
        with _timed(timings, "rerank"):
            ranking = self._ranker.rank(alone, quotable(found, shelf), shelf)
        with _timed(timings, "write"):
            answered = bool(ranking.ranked) and ranking.confidence >= self._enough
            citations = _citations(ranking, most, shelf) if answered else ()
            return Answer(
                question=question,
                answered=answered,
                confidence=ranking.confidence,
                text=quoted(asked, citations) if answered else refusal(asked),
                writer=QUOTES,
                citations=citations,
                passages=_passages(ranking, shelf)[:SHOWN],
                timings_ms=timings,
            )

    def search(
        self, question: str, where: Filter = EVERYTHING, n: int = 10, beside: Archive | None = None
    ) -> tuple[PassageReference, ...]:
        """The `n` passages nearest to a question, best first; each one's score is in [0, 1].

        Raises:
            QuestionError: the question is empty or too long.
        """
        asked, shelf = self._checked(question), self._shelf(beside)
        found = retrieve(shelf, asked, where, n)
        ranked = [Ranked(quotable([one], shelf)[0], one.score) for one in found]
        return tuple(passage_reference(one, shelf.document(one.sentence.document)) for one in ranked)

    def _checked(self, question: str) -> str:
        asked = " ".join(question.split())
        if not any(character.isalnum() for character in asked):
            raise QuestionError("the question is empty; ask something in words")
        if len(asked) > self._longest:
            raise QuestionError(
                f"the question has {len(asked):,} characters; ask in at most {self._longest:,} "
                "(MEMOCITE_MAX_QUESTION_CHARS)"
            )
        return asked

    def _shelf(self, beside: Archive | None) -> Shelf:
        return Shelf((self.archive, beside) if beside else (self.archive,))


def engine(settings: Settings, report: Report = quietly) -> Engine:
    """The engine that the settings ask for; builds the shipped index first where there is none."""
    return engine_of(ready(settings, report), settings)


def engine_of(archive: Archive, settings: Settings) -> Engine:
    """The engine that the settings ask for, over an archive that is open already."""
    ranker = Ranker(cross_encoder(settings.rerank_model), Weights.load())
    return Engine(archive, ranker, ENOUGH if settings.refuse else 0.0, settings.max_question_chars)


def _citations(ranking: Ranking, most: int, shelf: Shelf) -> tuple[Citation, ...]:
    return tuple(
        cite(number, one.sentence, shelf.document(one.sentence.document))
        for number, one in enumerate(choose(ranking.ranked, most), 1)
    )


def _passages(ranking: Ranking, shelf: Shelf) -> tuple[PassageReference, ...]:
    """The passages in the order of their best sentences, each once."""
    best: dict[str, Ranked] = {}
    for one in ranking.ranked:
        best.setdefault(one.sentence.found.passage.id, one)
    return tuple(passage_reference(one, shelf.document(one.sentence.document)) for one in best.values())


@contextmanager
def _timed(timings: dict[str, float], step: str, now: Callable[[], float] = perf_counter) -> Iterator[None]:
    """Writes down how many milliseconds a step took."""
    start = now()
    yield
    timings[step] = round((now() - start) * 1000, 3)
