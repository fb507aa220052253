"""An answer as HTML. Pure functions: everything shown is escaped, every quote is verified once more."""

import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup

from corpus.document import Span
from rag.answer import Answer, Citation, PassageReference
from ui import place, taking, translating
from ui.lead import introductions
from ui.translating import Attempt
from ui.verify import Documents, verified

_NUMBERS = re.compile(r"\[(\d+)\]")

VERIFIED = "Checked just now: the memo has exactly these characters at this place."

NEAREST = 3
"""Passages offered under a refusal."""

Translations = Mapping[str, Attempt]
"""What came of translating a quote, by the quote itself."""


def exchange(question: str, shown: Markup) -> Markup:
    """A question and what is shown under it."""
    return Markup('<article class="exchange"><h2 class="question" dir="auto">{}</h2>{}</article>').format(
        question, shown
    )


def waiting(message: str) -> Markup:
    """What stands under a question until its answer comes."""
    return Markup('<p class="waiting" role="status">{}</p>').format(message)


def notice(message: str) -> Markup:
    """A message that is no answer: why a question cannot be answered now."""
    return Markup('<p class="notice" role="alert">{}</p>').format(message)


def draft(found: Answer) -> Markup:
    """An answer that is still being written: its text alone, so that what follows only adds below."""
    return Markup('<p class="lead" dir="auto" aria-busy="true">{}</p>').format(found.text)


def answer(
    found: Answer, number: int, documents: Documents, translations: Translations | None = None
) -> Markup:
    """An answer, or a refusal; `number` is its place in the conversation, from 0.

    `translations` are what the machine made of quotes so far; None where none can be had.
    """
    return Markup("").join(steps(found, number, documents, translations))


def steps(
    found: Answer, number: int, documents: Documents, translations: Translations | None = None
) -> Iterator[Markup]:
    """The parts of an answer from top to bottom: each only adds below what is there already."""
    before = introductions(found)
    if not before:
        yield _lead(found, number)
    said = ""
    for citation in found.citations:
        introduction = before.get(citation.number, "")
        if introduction != said:
            yield Markup('<p class="lead" dir="auto">{}</p>').format(introduction)
        said = introduction
        yield _citation(citation, number, documents, translations)
    yield taking.of_answer(found, documents)
    if not found.answered:
        yield _nearest(found, number, documents)
    if found.dropped:
        yield _dropped(found)
    if found.notice:
        yield notice(found.notice)


def every(number: int) -> Markup:
    """The button for every supporting passage of the answer with that number."""
    return Markup(
        '<p class="every"><button type="button" class="other" data-every data-answer="{}">'
        "Every supporting passage ▸</button></p>"
    ).format(number)


def _lead(found: Answer, number: int) -> Markup:
    kind = "lead" if found.answered else "lead refusal"
    parts = _NUMBERS.split(found.text)
    known = {str(citation.number) for citation in found.citations}
    shown = Markup("").join(
        _number(part, number) if at % 2 and part in known else f"[{part}]" if at % 2 else part
        for at, part in enumerate(parts)
    )
    return Markup('<p class="{}" dir="auto">{}</p>').format(kind, shown)


def _number(citation: str, number: int) -> Markup:
    return Markup(
        '<button type="button" class="ref" data-open="{0}" data-answer="{1}" '
        'aria-label="Open citation {0}">[{0}]</button>'
    ).format(citation, number)


def _citation(
    citation: Citation, number: int, documents: Documents, translations: Translations | None
) -> Markup:
    if not verified(citation, documents):
        return notice(f"Quotation {citation.number} is withheld: it does not stand in the memo as given.")
    return Markup(
        '<figure class="citation" id="a{answer}c{number}" data-cited="{answer}-{number}">'
        '<blockquote lang="{language}"><span class="n" aria-hidden="true">{number}</span>{quote}</blockquote>'
        '<figcaption>{speaker}<span class="verified" title="{why}">✓ verified</span> {link} '
        '<span class="date">{date}</span>{other}<cite class="title">{title}</cite></figcaption>{cite}'
        "{machine}</figure>"
    ).format(
        answer=number,
        number=citation.number,
        language=citation.language,
        quote=citation.quote,
        speaker=_speaker(citation),
        why=VERIFIED,
        link=_link(citation, number),
        date=place.day(citation.document.date),
        other=_other(citation, number),
        title=citation.document.title,
        cite=taking.of_citation(citation, documents(citation.document.id)),
        machine=_machine(citation, number, translations),
    )


def _machine(citation: Citation, number: int, translations: Translations | None) -> Markup:
    if translations is None:
        return Markup("")
    return translating.offer(citation, number, translations.get(citation.quote))


def _speaker(citation: Citation) -> Markup:
    if not citation.speaker:
        return Markup("")
    return Markup('<span class="speaker">{}</span> ').format(citation.speaker)


def _link(citation: Citation, number: int) -> Markup:
    where = place.address(
        citation.document.id,
        place.anchor(citation.section.number, citation.paragraph),
        citation.language,
        Span(citation.start, citation.end),
    )
    return Markup('<a class="place" href="{}" data-open="{}" data-answer="{}">{}</a>').format(
        where, citation.number, number, place.place(citation)
    )


def _other(citation: Citation, number: int) -> Markup:
    counterpart = citation.original or citation.translation
    if counterpart is None:
        return Markup("")
    name = f"{place.language(counterpart.language)} {'original' if citation.original else 'translation'}"
    return Markup(
        '<button type="button" class="other" data-open="{}" data-answer="{}" data-view="other">{} ▸</button>'
    ).format(citation.number, number, name)


def _nearest(found: Answer, number: int, documents: Documents) -> Markup:
    shown = [_passage(passage, at, number, documents) for at, passage in enumerate(found.passages[:NEAREST])]
    if not shown:
        return Markup("")
    return Markup(
        '<section class="nearest"><h3>The nearest passages, which do not answer it</h3>{}</section>'
    ).format(Markup("").join(shown))


def _passage(passage: PassageReference, at: int, number: int, documents: Documents) -> Markup:
    try:
        document = documents(passage.document)
    except KeyError:
        return Markup("")
    paragraph = f"¶ {passage.paragraph}" if passage.paragraph else ""
    where = ", ".join(filter(None, (place.section(passage.section), paragraph, place.page(passage.page))))
    return Markup(
        '<figure class="passage"><p lang="{}">{}</p><figcaption><a class="place" href="{}" '
        'data-passage="{}" data-answer="{}">{}</a> <span class="date">{}</span> '
        '<cite class="title">{}</cite></figcaption></figure>'
    ).format(
        passage.language,
        passage.text,
        place.address(document.id, place.anchor(passage.section, passage.paragraph)),
        at,
        number,
        where or "open",
        place.day(document.date),
        document.title,
    )


def _dropped(found: Answer) -> Markup:
    lines = Markup("").join(
        Markup("<li>{} <em>({})</em></li>").format(item.text, item.reason) for item in found.dropped or ()
    )
    return Markup(
        '<details class="dropped"><summary>Left out, because no quotation carries it</summary>'
        "<ul>{}</ul></details>"
    ).format(lines)
