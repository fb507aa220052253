"""A sentence → its citation: the place where a reader finds it, and the same words in the other language."""

from corpus.document import Document, Section, Span, Text
from corpus.errors import Damaged
from index.passage import Passage
from rag.answer import Citation, Counterpart, DocumentReference, PassageReference, SectionReference
from rag.attribution import speaker
from rag.quote import is_verbatim
from rag.reference import note
from rag.sentence import Sentence


def cite(number: int, sentence: Sentence, document: Document) -> Citation:
    """The citation of a sentence, its quote checked against the source.

    Raises:
        Damaged: the quote is not what stands in the source.
    """
    text, span = document.text(sentence.language), sentence.span
    quote = sentence.candidate.text
    if not is_verbatim(quote, document, text.language, span.start, span.end):
        raise Damaged(
            f"{document.id}: a passage is not what the document says; run: memocite index --rebuild"
        )
    section = text.section_at(span.start)
    other = _counterpart(document, text, span)
    page = text.page_of(span)
    borrowed = page is None and text.role == "translation" and other is not None and other.page is not None
    citation = Citation(
        number=number,
        quote=quote,
        document=reference_of(document),
        section=SectionReference(number=section.number, heading=section.heading),
        paragraph=paragraph_at(section, span.start),
        page=other.page if borrowed and other else page,
        page_of="original" if borrowed else None,
        language=text.language,
        start=span.start,
        end=span.end,
        original=other if text.role == "translation" else None,
        translation=other if text.role == "original" else None,
        speaker=speaker(document, text, span),
    )
    return citation.model_copy(update={"reference": note(citation, document)})


def passage_reference(passage: Passage, score: float, document: Document) -> PassageReference:
    """A passage and where it stands; `score` is in [0, 1]."""
    text, span = document.text(passage.language), Span(passage.start, passage.end)
    return PassageReference(
        document=passage.document,
        section=passage.section,
        language=passage.language,
        paragraph=passage.paragraph or None,
        page=text.page_of(span),
        start=span.start,
        end=span.end,
        text=passage.text,
        score=score,
    )


def reference_of(document: Document) -> DocumentReference:
    """What names a document."""
    return DocumentReference(id=document.id, title=document.title, date=document.date, url=document.url)


def paragraph_at(section: Section, offset: int) -> int | None:
    """The number of the paragraph that holds the character at `offset`; None in a heading."""
    found = [paragraph.number for paragraph in section.paragraphs if paragraph.start <= offset]
    return found[-1] if found else None


def _counterpart(document: Document, text: Text, span: Span) -> Counterpart | None:
    other, there = document.other(text), document.counterpart(text, span)
    if other is None or there is None:
        return None
    return Counterpart(
        language=other.language,
        quote=other.body[there.start : there.end],
        page=other.page_of(there),
        start=there.start,
        end=there.end,
    )
