"""The last check before a quote is shown: does it stand in the memo, at its place, character by character?"""

from collections.abc import Callable

from corpus.document import Document
from rag.answer import Citation

Documents = Callable[[str], Document]
"""Finds a document by id; raises KeyError."""


def verified(citation: Citation, documents: Documents) -> bool:
    """Whether the quote stands in its document, character by character, at the place it names."""
    try:
        text = documents(citation.document.id).text(citation.language)
    except KeyError:
        return False
    return bool(citation.quote) and text.body[citation.start : citation.end] == citation.quote
