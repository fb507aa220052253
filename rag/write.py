"""The quoting writer: an answer that is nothing but quotes and where they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from rag.answer import Citation, Claim, Dropped
from rag.cite import cite
from rag.quote import choose
from rag.rerank import Ranking
from rag.sentence import is_cyrillic
from rag.shelf import Shelf

QUOTES: Final = "quotes"
"""The name of this writer in an answer."""

_PLACES: Final = {
    "en": {
        "opening": "In the opening",
        "closing": "In the closing",
        "catalogue": "In the catalogue entry",
        "text": "In the text",
        "": "In section {}",
    },
    "bg": {
        "opening": "В увода",
        "closing": "В заключението",
        "catalogue": "В каталожното описание",
        "text": "В текста",
        "": "В раздел {}",
    },
}

_REFUSALS: Final = {
    "en": "The documents do not answer this question. The nearest passages are listed as no more than that.",
    "bg": "Документите не отговарят на този въпрос. Най-близките откъси са посочени само като близки.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the ranking answers, and what an answer is made from; `most` quotes at most."""

    question: str
    ranking: Ranking
    shelf: Shelf
    most: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer adds to an answer; the fields are those of `Answer`."""

    text: str
    writer: str
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...] | None = None
    dropped: tuple[Dropped, ...] | None = None
    notice: str | None = None
    usage: Mapping[str, int] | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)


class Writer(Protocol):
    """Makes an answer out of ranked sentences."""

    def write(self, asked: Asked) -> Iterator[Written]:
        """The answer as it grows, each time whole as far as it goes; the last one counts."""
        ...


class QuotingWriter:
    """Needs no model: quotes the sentences that answer, and says where they stand."""

    def write(self, asked: Asked) -> Iterator[Written]:
        """The answer, at once."""
        citations = tuple(
            cite(number, one.sentence, asked.shelf.document(one.sentence.document))
            for number, one in enumerate(choose(asked.ranking.ranked, asked.most), 1)
        )
        yield Written(quoted(asked.question, citations), QUOTES, citations)


def refused(question: str) -> Written:
    """What is written where the documents do not answer."""
    return Written(refusal(question), QUOTES, ())


def quoted(question: str, citations: Sequence[Citation]) -> str:
    """One line a quote: where it stands, the quote on one line, its number."""
    places = _PLACES[_language(question)]
    lines = []
    for citation in citations:
        number = citation.section.number
        place = places.get(number, places[""]).format(number)
        lines.append(f"{place}: “{' '.join(citation.quote.split())}” [{citation.number}]")
    return "\n".join(lines)


def refusal(question: str) -> str:
    """What is said where the documents do not answer, in the question's language."""
    return _REFUSALS[_language(question)]


def _language(question: str) -> str:
    return "bg" if is_cyrillic(question) else "en"
