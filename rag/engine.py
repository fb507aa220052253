"""ask(question, history) → Answer: the one line that every question takes, whoever asks."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, Final

from corpus.errors import QuestionError
from corpus.settings import Settings
from index.archive import Archive, ready
from index.passage import Filter
from index.progress import Report, quietly
from rag.answer import Answer, PassageReference
from rag.cite import passage_reference
from rag.counterpart import in_script_of
from rag.cross_encoder import cross_encoder
from rag.gloss import Glossary, glossary
from rag.history import Standalone, Turn, readings, standalone
from rag.llm.client import configured
from rag.llm.rewrite import Rewriter
from rag.llm.stream import Limits
from rag.llm.translate import Translator
from rag.llm.writer import LLMWriter
from rag.rerank import Ranked, Ranker, Ranking, Weights
from rag.retrieve import Found, Wider, joined, nothing_more, retrieve
from rag.sentence import is_cyrillic, quotable
from rag.shelf import Shelf, shelved
from rag.write import Asked, QuotingWriter, Writer, refused

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

PASSAGES: Final = 24
"""Passages whose sentences are candidates for a quote."""

SHOWN: Final = 20
"""Passages that an answer lists."""

ENOUGH: Final = 0.4
"""The confidence from which on an answer is given instead of a refusal; see docs/quality.md."""

EVERYTHING: Final = Filter()


class Engine:
    """Answers questions over an archive. May be used from several threads; holds no conversation.

    `enough` is the confidence from which on it answers; 0 never refuses. `longest` is how many characters
    a question may have. `writer` writes the answers, `alone` puts a follow-up into a question of its own,
    `wider` adds words to search for, `translator` gives a quote in a third language (None: nobody can).
    """

    def __init__(
        self,
        archive: Archive,
        ranker: Ranker,
        enough: float,
        longest: int,
        writer: Writer | None = None,
        alone: Standalone = standalone,
        wider: Wider = nothing_more,
        translator: Translator | None = None,
    ) -> None:
        self.archive = archive
        self._ranker = ranker
        self._enough = enough
        self._longest = longest
        self._writer = writer or QuotingWriter()
        self._alone = alone
        self._wider = wider
        self.translator = translator

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
        *_, answer = self.stream(question, history, where, most, beside)
        return answer

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        where: Filter = EVERYTHING,
        most: int = 3,
        beside: Archive | None = None,
    ) -> Iterator[Answer]:
        """What `ask` gives, as it grows: each answer is verified as far as it goes, the last one counts.

        Raises:
            QuestionError: the question is empty or too long.
        """
        question = question.encode("utf-8", "replace").decode("utf-8")  # JSON holds no half characters.
        asked = self._checked(question)
        shelf = self._shelf(beside)
        timings: dict[str, float] = {}
        with _timed(timings, "rewrite"):
            needed = self._alone(asked, history)
            alone = " ".join(needed)
            more = self._wider(alone)
        with _timed(timings, "retrieve"):
            read = readings(needed, self._english)
            english = read[0]
            found = found_for(asked, alone, english, where, shelf)
            if more:
                wide = found_for(asked, f"{alone} {more}", f"{english} {more}", where, shelf)
                found = joined(found, wide)
        with _timed(timings, "rerank"):
            ranking = self._ranker.rank(alone, read, quotable(found, shelf), shelf)
        answered = bool(ranking.ranked) and ranking.confidence >= self._enough
        passages = _passages(ranking, shelf)
        start = perf_counter()
        to_write = Asked(asked, ranking, shelf, most)
        for written in self._writer.write(to_write) if answered else [refused(asked)]:
            timings["write"] = _milliseconds(start)
            yield Answer(
                question=question,
                answered=answered,
                confidence=ranking.confidence,
                text=written.text,
                writer=written.writer,
                citations=written.citations,
                passages=passages,
                timings_ms={**timings, **written.timings_ms},
                claims=written.claims,
                dropped=written.dropped,
                notice=written.notice,
                usage=dict(written.usage) if written.usage else None,
            )

    def search(
        self, question: str, where: Filter = EVERYTHING, n: int = 10, beside: Archive | None = None
    ) -> tuple[PassageReference, ...]:
        """The `n` passages nearest to a question, best first; each one's score is in [0, 1].

        Raises:
            QuestionError: the question is empty or too long.
        """
        asked, shelf = self._checked(question), self._shelf(beside)
        found = retrieve(shelf, asked, self._english(asked), where, n)
        return tuple(
            passage_reference(one.passage, one.score, shelf.document(one.passage.document)) for one in found
        )

    def _english(self, question: str) -> str:
        """The question as the English models read it: itself, or the gloss of a Cyrillic one."""
        return self._glossary.gloss(question) if is_cyrillic(question) else question

    @cached_property
    def _glossary(self) -> Glossary:
        archive = self.archive.pinned()
        several = [card.id for card in archive.cards() if len(card.languages) > 1]
        return glossary(archive.document(name) for name in several)

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
        return shelved(self.archive, beside) if beside else shelved(self.archive)


def found_for(asked: str, alone: str, english: str, where: Filter, shelf: Shelf) -> list[Found]:
    """The passages that may answer, in the script of what was asked where there is a choice."""
    near = retrieve(shelf, alone, english, where, 2 * PASSAGES)
    return in_script_of(asked, near, shelf, where)[:PASSAGES]


def engine(settings: Settings, report: Report = quietly) -> Engine:
    """The engine that the settings ask for; builds the shipped index first where there is none."""
    return engine_of(ready(settings, report), settings)


def engine_of(
    archive: Archive, settings: Settings, llm: "LLM | None" = None, wider: Wider = nothing_more
) -> Engine:
    """The engine that the settings ask for, over an archive that is open already.

    `llm` is any LlamaIndex LLM that writes the answers, instead of the one that the settings name.
    `wider` adds words to search for, as `rag.llm.widen.Widener` does.

    Raises:
        SettingError: they name an LLM, but no server that has it.
    """
    ranker = Ranker(cross_encoder(settings.rerank_model), Weights.load())
    enough = ENOUGH if settings.refuse else 0.0
    llm = llm or configured(settings)
    if llm is None:
        return Engine(archive, ranker, enough, settings.max_question_chars, wider=wider)
    limits = Limits(settings.llm_timeout_s, settings.llm_max_tokens)
    writer, alone = LLMWriter(llm, limits, QuotingWriter()), Rewriter(llm, limits)
    longest, translator = settings.max_question_chars, Translator(llm, limits)
    return Engine(archive, ranker, enough, longest, writer, alone, wider, translator)


def _passages(ranking: Ranking, shelf: Shelf) -> tuple[PassageReference, ...]:
    """The first `SHOWN` passages in the order of their best sentences, each once."""
    best: dict[str, Ranked] = {}
    for one in ranking.ranked:
        best.setdefault(one.sentence.found.passage.id, one)
    shown = islice(best.values(), SHOWN)
    return tuple(
        passage_reference(one.sentence.found.passage, one.probability, shelf.document(one.sentence.document))
        for one in shown
    )


@contextmanager
def _timed(timings: dict[str, float], step: str) -> Iterator[None]:
    """Writes down how many milliseconds a step took."""
    start = perf_counter()
    yield
    timings[step] = _milliseconds(start)


def _milliseconds(start: float) -> float:
    return round((perf_counter() - start) * 1000, 3)
