"""The web chat: its tabs, and what happens in them."""

from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from typing import Any

import gradio as gr
from markupsafe import Markup

from corpus.errors import MemociteError
from corpus.settings import Settings
from ui import asking, filters, panel, welcome
from ui.documents import documents, listing
from ui.opening import Opening
from ui.own import own
from ui.programs import programs
from ui.taking import markdown
from ui.turnstile import Turnstile
from ui.visit import Visit

LISTEN = files("ui").joinpath("static/listen.js").read_text(encoding="utf-8")
"""Turns clicks in our HTML into Gradio events."""

SHOWN = "() => memocite.shown()"
"""Run when a memo was opened, be it the one that is open already."""

FORGET = "() => memocite.forget()"

SAVE = "(text) => memocite.save('memocite.md', text)"

VISIT_S = 4 * 3600
"""How long a visit is kept without a sign of the visitor, in seconds."""

HEAD = """
<meta name="referrer" content="same-origin">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="static-memocite/memocite.css">
<script src="static-memocite/memocite.js"></script>
"""

EVALUATION = Markup('<iframe src="/evaluation" title="The last evaluation" loading="lazy"></iframe>')
"""The report is a page of its own, with styles of its own."""

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

_EACH = {**_QUIET, "trigger_mode": "multiple"}
"""For what may come while the last of it is still under way: by itself Gradio would drop it."""


def chat(opening: Opening, settings: Settings, turnstile: Turnstile) -> gr.Blocks:
    """The page and the endpoints for programs, not yet served."""
    page = gr.Blocks(title="memocite", fill_width=True, analytics_enabled=False)
    with page:
        newcomer = Visit(set() if settings.feedback else None)
        visit = gr.State(newcomer, time_to_live=VISIT_S, delete_callback=Visit.end)
        gr.HTML(welcome.MASTHEAD, elem_id="masthead", js_on_load=None)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Ask", id="ask"):
                conversation, source, question, where = _ask(visit, opening, settings)
            with gr.Tab("Documents", id="documents"):
                memos, listed = documents(visit, opening, _QUIET)
            with gr.Tab("Your memos", id="own"):
                changes = own(visit, settings, _QUIET)
            with gr.Tab("Evaluation", id="evaluation"):
                gr.HTML(EVALUATION, js_on_load=None, apply_default_css=False, elem_id="evaluation")

        def relisted(mine: Visit) -> list[object]:
            cards = mine.cards(opening.engine())
            lists = filters.choices(cards)
            return [listing(cards, filters.NOTHING), *lists, *lists]

        def greeted(mine: Visit, request: gr.Request) -> Iterator[list[object]]:
            yield from _greeting(mine, opening, settings, request.query_params.get("q", ""))

        programs(opening, settings, turnstile)
        fillable = [*where.choices(), *listed.choices()]
        outputs = [conversation, source, visit, question, memos, *fillable]
        for change in changes:
            change.then(relisted, [visit], [memos, *fillable], **_QUIET)
        page.load(greeted, [visit], outputs, concurrency_limit=None, **_QUIET).then(None, js=SHOWN, **_QUIET)
    return page


def _ask(
    visit: gr.State, opening: Opening, settings: Settings
) -> tuple[gr.HTML, gr.HTML, gr.Textbox, filters.Controls]:
    with gr.Row(elem_id="desk", equal_height=False):
        with gr.Column(elem_id="chat", min_width=300):
            conversation = gr.HTML(
                elem_id="conversation", js_on_load=LISTEN, apply_default_css=False, padding=False
            )
            with gr.Row(elem_id="tools"):
                anew = gr.Button("New conversation", size="sm", min_width=120, scale=0)
                keep = gr.Button("Save as Markdown", size="sm", min_width=120, scale=0)
                kept = gr.Textbox(visible=False)
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

    def begun_anew(mine: Visit) -> list[object]:
        mine.forget()
        return [welcome.welcome(mine.cards(opening.engine())), panel.EMPTY, mine, ""]

    def saved(mine: Visit) -> str:
        return markdown(mine.answers, partial(mine.document, opening.engine()))

    def judged(mine: Visit, event: gr.EventData) -> object:
        return (
            asking.judged(mine, opening, settings.feedback, event._data) if settings.feedback else gr.skip()
        )

    conversation.judge(judged, [visit], [conversation], queue=False, **_QUIET)
    keep.click(saved, [visit], [kept], **_QUIET).then(None, [kept], js=SAVE, **_QUIET)
    outputs = [conversation, source, visit, question]
    anew.click(begun_anew, [visit], outputs, **_QUIET).then(None, js=FORGET, **_QUIET)
    inputs = [question, visit, *where.components()]
    for event in (
        gr.on([question.submit, send.click], asked, inputs, outputs, concurrency_id="ask", **_EACH),
        conversation.suggest(suggested, [visit], outputs, concurrency_id="ask", **_EACH),
        conversation.show(opened, [visit], [source], queue=False, **_EACH),
    ):
        event.then(None, js=SHOWN, **_QUIET)
    return conversation, source, question, where


def _greeting(visit: Visit, opening: Opening, settings: Settings, question: str) -> Iterator[list[object]]:
    """What a visitor finds: the progress of opening, then the welcome, or the answer to `?q=`."""
    nothing: list[object] = [gr.skip()] * (4 + 2 * filters.LISTS)
    for progress in opening.waits():
        yield [gr.skip() if visit.begun else welcome.progress(progress), *nothing]
    try:
        engine = opening.engine()
    except MemociteError as error:
        yield [welcome.trouble(error), *nothing]
        return
    cards = visit.cards(engine)
    lists = filters.choices(cards)
    yield [
        gr.skip() if visit.begun else welcome.welcome(cards),
        gr.skip(),
        visit,
        gr.skip(),
        listing(cards, filters.NOTHING),
        *lists,
        *lists,
    ]
    untouched = nothing[4 - 1 :]
    for step in asking.answered(question, visit, filters.NOTHING, opening, settings.max_question_chars):
        yield [*step, *untouched]
