"""The "Ask" tab: the conversation to the left, the memo to the right, the question box below."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import Any

import gradio as gr

from corpus.settings import Settings
from ui import asking, filters, panel, welcome
from ui.opening import Opening
from ui.taking import markdown
from ui.visit import Visit

LISTEN = files("ui").joinpath("static/listen.js").read_text(encoding="utf-8")
"""Turns clicks in our HTML into Gradio events."""

SHOWN = "() => memocite.shown()"
"""Run when a memo was opened, be it the one that is open already."""

FORGET = "() => memocite.forget()"

SAVE = "(text) => memocite.save('memocite.md', text)"

QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

EACH = {**QUIET, "trigger_mode": "multiple"}
"""For what may come while the last of it is still under way: by itself Gradio would drop it."""


@dataclass(frozen=True)
class Desk:
    """The components of the tab."""

    conversation: gr.HTML
    source: gr.HTML
    question: gr.Textbox
    send: gr.Button
    anew: gr.Button
    keep: gr.Button
    where: filters.Controls


def desk(settings: Settings) -> Desk:
    """Lays the tab out; `answering` and `tools` bring it to life."""
    with gr.Row(elem_id="desk", equal_height=False):
        with gr.Column(elem_id="chat", min_width=300):
            conversation = gr.HTML(
                elem_id="conversation", js_on_load=LISTEN, apply_default_css=False, padding=False
            )
            with gr.Row(elem_id="tools"):
                anew = gr.Button("New conversation", size="sm", min_width=120, scale=0)
                keep = gr.Button("Save as Markdown", size="sm", min_width=120, scale=0)
            with gr.Accordion("Ask only some of the memos", open=False, elem_id="only"):
                where = filters.controls()
            with gr.Row(elem_id="asking"):
                question = gr.Textbox(
                    label="Question",
                    placeholder="Ask the memos …",
                    lines=1,
                    max_lines=6,
                    scale=1,
                    elem_id="question",
                    max_length=settings.max_question_chars,
                )
                send = gr.Button("Ask", variant="primary", elem_id="send", scale=0, min_width=72)
        with gr.Column(elem_id="source", min_width=300):
            source = gr.HTML(panel.EMPTY, elem_id="memo", js_on_load=None, apply_default_css=False)
    return Desk(conversation, source, question, send, anew, keep, where)


def answering(on: Desk, visit: gr.State, opening: Opening, settings: Settings) -> None:
    """Asking, by the box and by an example, and opening what was cited."""

    def asked(
        words: str,
        mine: Visit,
        documents: list[str],
        archives: list[str],
        languages: list[str],
        since: str,
        until: str,
    ) -> Iterator[list[object]]:
        values = (documents, archives, languages, since, until)
        yield from asking.answered(words, mine, values, opening, settings.max_question_chars)

    def suggested(mine: Visit, event: gr.EventData) -> Iterator[list[object]]:
        words = str(event._data.get("question", ""))
        yield from asking.answered(words, mine, filters.NOTHING, opening, settings.max_question_chars)

    def opened(mine: Visit, event: gr.EventData) -> object:
        return asking.open_memo(mine, opening, event._data)

    outputs = [on.conversation, on.source, visit, on.question]
    inputs = [on.question, visit, *on.where.components()]
    for event in (
        gr.on([on.question.submit, on.send.click], asked, inputs, outputs, concurrency_id="ask", **EACH),
        on.conversation.suggest(suggested, [visit], outputs, concurrency_id="ask", **EACH),
        on.conversation.show(opened, [visit], [on.source], queue=False, **EACH),
    ):
        event.then(None, js=SHOWN, **QUIET)


def tools(on: Desk, visit: gr.State, opening: Opening, settings: Settings) -> None:
    """What is done with an answer that is there, and with the whole conversation."""

    def completed(mine: Visit, event: gr.EventData) -> object:
        return asking.completed(mine, opening, event._data)

    def translated(mine: Visit, event: gr.EventData) -> object:
        return asking.translated(mine, opening, event._data)

    def judged(mine: Visit, event: gr.EventData) -> object:
        return (
            asking.judged(mine, opening, settings.feedback, event._data) if settings.feedback else gr.skip()
        )

    def begun_anew(mine: Visit) -> list[object]:
        mine.forget()
        return [welcome.welcome(mine.cards(opening.engine())), panel.EMPTY, mine, ""]

    def saved(mine: Visit) -> str:
        return markdown(mine.conversation.answers, partial(mine.document, opening.engine()))

    kept = gr.Textbox(visible=False)
    outputs = [on.conversation, on.source, visit, on.question]
    on.conversation.complete(completed, [visit], [on.conversation], concurrency_id="ask", **QUIET)
    on.conversation.translate(translated, [visit], [on.conversation], concurrency_id="ask", **EACH)
    on.conversation.judge(judged, [visit], [on.conversation], queue=False, **QUIET)
    on.anew.click(begun_anew, [visit], outputs, **QUIET).then(None, js=FORGET, **QUIET)
    on.keep.click(saved, [visit], [kept], **QUIET).then(None, [kept], js=SAVE, **QUIET)
