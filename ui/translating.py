"""A quote in a third language, folded under it: made when it is asked for, and called what it is."""

from dataclasses import dataclass

from markupsafe import Markup

from corpus.errors import ServiceError
from rag.answer import Citation
from rag.llm.translate import Translation, Translator
from ui import place

NO_FIGURES = " Not every number of the quotation stands in it."


@dataclass(frozen=True)
class Attempt:
    """What came of translating a quote into the language of that code: as HTML, be it only a notice."""

    code: str
    shown: Markup


def attempt(translator: Translator, quote: str, code: str) -> Attempt:
    """Has a quote translated; where that fails, one line says why.

    Raises:
        KeyError: no language has that code here.
    """
    try:
        return Attempt(code, _marked(translator(quote, place.LANGUAGES[code]), code))
    except ServiceError as error:
        line = f"{error}; there is no translation."
        return Attempt(code, Markup('<p class="notice" role="alert">{}</p>').format(line))


def offer(citation: Citation, answer: int, done: Attempt | None) -> Markup:
    """The fold under a quote of the answer with that number: languages to choose, and what was made."""
    return Markup(
        '<details class="machine"{}><summary>Machine translation</summary><p class="take">'
        "<label>into <select data-into>{}</select></label> "
        '<button type="button" class="plain-button" data-translate="{}" data-answer="{}">Translate</button>'
        "</p>{}</details>"
    ).format(
        " open" if done else "",
        _choices(citation, done.code if done else ""),
        citation.number,
        answer,
        done.shown if done else "",
    )


def _choices(citation: Citation, chosen: str) -> Markup:
    """Every language but those that the memo has these words in already."""
    counterpart = citation.original or citation.translation
    there = {citation.language, counterpart.language if counterpart else ""}
    return Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(code, " selected" if code == chosen else "", name)
        for code, name in place.LANGUAGES.items()
        if code not in there
    )


def _marked(made: Translation, code: str) -> Markup:
    return Markup(
        '<p class="by-machine">Machine translation into {} by {}: no quotation, and verified by nobody.{}</p>'
        '<p lang="{}" dir="auto">{}</p>'
    ).format(made.language, made.model, "" if made.figures else NO_FIGURES, code, made.text)
