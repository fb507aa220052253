"""The quoting writer: an answer that is nothing but quotes and where they stand."""

from collections.abc import Sequence
from typing import Final

from rag.answer import Citation
from rag.sentence import is_cyrillic

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
