"""The memo beside the chat: around a quote, or around one of the nearest passages."""

from markupsafe import Markup

from corpus.document import Document, Span
from rag.answer import Citation, PassageReference
from ui import place, reader
from ui.reader import Mark

EMPTY = Markup('<div class="empty"><p>The memo opens here, at the words that are quoted.</p></div>')  # nosec - no outside text


def of_citation(citation: Citation, document: Document) -> Markup:
    """The memo around a quote, with the aligned words of the other text."""
    marks = [Mark(citation.language, Span(citation.start, citation.end))]
    if counterpart := citation.original or citation.translation:
        span = Span(counterpart.start, counterpart.end)
        marks.append(Mark(counterpart.language, span, aligned=True))
    fragment = place.anchor(citation.section.number, citation.paragraph)
    return _panel(document, marks, fragment, f"[{citation.number}] {place.place(citation)}")


def of_passage(passage: PassageReference, document: Document) -> Markup:
    """The memo around a passage that was found near a question."""
    marks = [Mark(passage.language, Span(passage.start, passage.end))]
    text = document.text(passage.language)
    if counterpart := document.counterpart(text, marks[0].span):
        other = document.other(text)
        marks += [Mark(other.language, counterpart, aligned=True)] if other else []
    where = ", ".join(filter(None, (place.section(passage.section), place.page(passage.page))))
    return _panel(document, marks, place.anchor(passage.section, passage.paragraph), where)


def _panel(document: Document, marks: list[Mark], fragment: str, where: str) -> Markup:
    quoted = marks[0]
    here = reader.reading_text(document).language == quoted.language
    return Markup(
        '<section class="panel" data-quoted="{quoted}" aria-label="{title}">'
        '<header><div class="about"><h2>{title}</h2><p>{line}</p></div>'
        '<button type="button" class="close" data-close aria-label="Close the memo">✕</button>'
        '<nav>{views}<a class="whole" href="{address}" target="_blank" rel="noopener">Read the whole memo</a>'
        '</nav></header><div class="scroll" tabindex="0" role="region" aria-label="Text of the memo">'
        "{body}</div></section>"
    ).format(
        quoted="here" if here else "there",
        title=document.title,
        line=" · ".join(filter(None, (place.day(document.date), document.catalogue.archive, where))),
        views=views(document),
        address=place.address(document.id, fragment, quoted.language, quoted.span),
        body=reader.around(document, marks),
    )


def views(document: Document) -> Markup:
    """The choice between both texts and one of them; empty for a document with a single text."""
    here = reader.reading_text(document)
    there = document.other(here)
    if there is None:
        return Markup("")
    choices = (
        ("both", "Side by side"),
        ("here", f"{place.language(here.language)} {here.role}"),
        ("there", f"{place.language(there.language)} {there.role}"),
    )
    return Markup('<fieldset class="views"><legend>Show</legend>{}</fieldset>').format(
        Markup("").join(
            Markup('<label><input type="radio" name="view" value="{}"{}><span>{}</span></label>').format(
                value, Markup(" checked") if value == "both" else "", name
            )
            for value, name in choices
        )
    )
