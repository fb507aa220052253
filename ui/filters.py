"""Which memos are listed or asked: the controls, and what they mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr

from corpus.errors import QuestionError
from index.catalog import Card
from index.dates import first_day, last_day
from index.passage import Filter
from ui import place

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


Values = tuple[list[str] | None, list[str] | None, list[str] | None, str | None, str | None]
"""What the controls hold, in their order."""

NOTHING: Values = (None, None, None, "", "")
"""The values of controls that nobody touched."""

LISTS = 3
"""How many of the controls are lists that `choices` fills."""


@dataclass(frozen=True)
class Controls:
    """The five controls of a filter."""

    documents: gr.Dropdown
    archives: gr.Dropdown
    languages: gr.Dropdown
    since: gr.Textbox
    until: gr.Textbox

    def components(self) -> list[gr.Dropdown | gr.Textbox]:
        """In the order in which `chosen` takes their values."""
        return [self.documents, self.archives, self.languages, self.since, self.until]

    def choices(self) -> list[gr.Dropdown]:
        """The lists that `choices` fills."""
        return [self.documents, self.archives, self.languages]


def controls() -> Controls:
    """Empty controls, in a row; `choices` fills them once the archive is open."""
    with gr.Row(elem_classes="filter"):
        documents = gr.Dropdown(label="Memos", multiselect=True, choices=[], min_width=220, scale=3)
        archives = gr.Dropdown(label="Archives", multiselect=True, choices=[], min_width=160, scale=2)
        languages = gr.Dropdown(label="Languages", multiselect=True, choices=[], min_width=140, scale=2)
        since = gr.Textbox(label="From", placeholder="1966-05", max_length=10, min_width=100, scale=1)
        until = gr.Textbox(label="Until", placeholder="1973", max_length=10, min_width=100, scale=1)
    return Controls(documents, archives, languages, since, until)


def choices(cards: Sequence[Card]) -> list[gr.Dropdown]:
    """What the three lists offer."""
    archives = sorted({card.archive for card in cards if card.archive})
    languages = sorted({code for card in cards for code in card.languages})
    return [
        gr.Dropdown(choices=[(_name(card), card.id) for card in cards]),
        gr.Dropdown(choices=list(archives)),
        gr.Dropdown(choices=[(place.language(code), code) for code in languages]),
    ]


def chosen(values: Values) -> Filter:
    """The filter that the controls' values mean; an empty control keeps everything.

    Raises:
        QuestionError: a date is none.
    """
    documents, archives, languages, since, until = values
    return Filter(
        documents=frozenset(documents or ()),
        archives=frozenset(archives or ()),
        languages=frozenset(languages or ()),
        since=_date("From", since),
        until=_date("Until", until),
    )


def keeps(where: Filter, card: Card) -> bool:
    """Whether a document passes a filter, as it would in a search."""
    return (
        (not where.documents or card.id in where.documents)
        and (not where.archives or card.archive in where.archives)
        and (not where.languages or bool(where.languages & set(card.languages)))
        and (not where.since or last_day(card.date) >= first_day(where.since))
        and (not where.until or first_day(card.date) <= last_day(where.until))
    )


def _date(name: str, value: str | None) -> str:
    date = (value or "").strip()
    if date and not _DATE.fullmatch(date):
        raise QuestionError(f"{name} “{date[:20]}” is no date: write 1973, 1973-10 or 1973-10-30.")
    return date


def _name(card: Card) -> str:
    return f"{place.day(card.date)} · {card.title}" if card.date else card.title
