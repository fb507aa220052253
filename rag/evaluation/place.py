"""Whether a quote that hits is cited to the right place: document, section, paragraph, page.

Accuracy of the locator alone: each is 1 or 0 for the first quote that hits, and None where nothing
hit or the question set does not name that part of the place.
"""

from slugify import slugify

from rag.answer import Citation
from rag.evaluation.questions import Question


def document(citation: Citation, question: Question) -> float | None:
    """Whether the document is the one named, by its id or its title; letters and digits only count."""
    if question.document is None:
        return None
    named = slugify(question.document)
    return float(named in (slugify(citation.document.id), slugify(citation.document.title)))


def section(citation: Citation, question: Question) -> float | None:
    """Whether the section's printed number is the one named."""
    return None if question.section is None else float(citation.section.number == question.section)


def paragraph(citation: Citation, question: Question) -> float | None:
    """Whether the paragraph, counted within its section, is the one named."""
    return None if question.paragraph is None else float(citation.paragraph == question.paragraph)


def page(citation: Citation, question: Question) -> float | None:
    """Whether the page is the one named, as printed (a range where page marks are missing)."""
    return None if question.page is None else float(citation.page == question.page)
