"""The "Documents" tab: the list of memos with its filter, and a memo to read."""

from collections.abc import Sequence
from typing import Any

import gradio as gr
from markupsafe import Markup

from corpus.errors import QuestionError
from index.catalog import Card
from ui import filters, place, render
from ui.opening import Opening
from ui.reading import reading
from ui.visit import Visit

LISTEN = """
element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-read]");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  trigger("read", { id: target.dataset.read });
});
"""


def documents(visit: gr.State, opening: Opening, options: dict[str, Any]) -> tuple[gr.HTML, filters.Controls]:
    """The tab's contents; the list and its filter are given back, to be filled when the archive is open."""
    where = filters.controls()
    memos = gr.HTML(elem_id="memos", js_on_load=LISTEN, apply_default_css=False)
    with gr.Column(visible=False) as opened:
        back = gr.Button("← All memos", size="sm", elem_id="back", min_width=120)
        memo = gr.HTML(elem_id="reading", js_on_load=None, apply_default_css=False)

    def listed(
        mine: Visit,
        documents: list[str],
        archives: list[str],
        languages: list[str],
        since: str,
        until: str,
    ) -> Markup:
        values = (documents, archives, languages, since, until)
        return listing(mine.cards(opening.engine()), values)

    def read(mine: Visit, event: gr.EventData) -> list[object]:
        try:
            found = mine.document(opening.engine(), str(event._data.get("id", "")))
        except KeyError:
            return [gr.skip()] * 3
        return [reading(found), gr.Column(visible=True), gr.HTML(visible=False)]

    changes = [component.change for component in where.components()]
    gr.on(changes, listed, [visit, *where.components()], [memos], queue=False, **options)
    memos.read(read, [visit], [memo, opened, memos], queue=False, **options)
    back.click(lambda: [gr.Column(visible=False), gr.HTML(visible=True)], None, [opened, memos], **options)
    return memos, where


def listing(cards: Sequence[Card], values: filters.Values) -> Markup:
    """The memos that pass the filter, as a table."""
    try:
        where = filters.chosen(values)
    except QuestionError as error:
        return render.notice(str(error))
    kept = [card for card in cards if filters.keeps(where, card)]
    lines = Markup("").join(_line(card) for card in sorted(kept, key=lambda card: (card.date, card.id)))
    return Markup(
        '<table class="memos"><caption>{} of {} memos</caption><thead><tr><th scope="col">Date</th>'
        '<th scope="col">Title</th><th scope="col">Archive</th><th scope="col">Languages</th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(len(kept), len(cards), lines)


def _line(card: Card) -> Markup:
    return Markup(
        '<tr><td>{}</td><td><a href="{}" data-read="{}">{}</a></td><td>{}</td><td>{}</td></tr>'
    ).format(
        place.day(card.date),
        place.address(card.id),
        card.id,
        card.title,
        card.archive,
        ", ".join(place.language(code) for code in card.languages),
    )
