"""The web chat: a question box, quoted answers, and the memo beside them."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import gradio as gr
from markupsafe import Markup

from corpus.settings import Settings
from index.passage import Filter
from ui import panel, welcome
from ui.opening import Opening
from ui.visit import Visit, ask

LISTEN = files("ui").joinpath("static/listen.js").read_text(encoding="utf-8")
"""Turns clicks in our HTML into Gradio events."""

SHOWN = "() => memocite.shown()"
"""Run when a memo was opened, be it the one that is open already."""

STATE_S = 4 * 3600
"""How long a visit is kept without a sign of the visitor, in seconds."""

HEAD = """
<meta name="referrer" content="same-origin">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="static-memocite/memocite.css">
<script src="static-memocite/memocite.js"></script>
"""


def chat(opening: Opening, settings: Settings) -> gr.Blocks:
    """The page, not yet served."""
    page = gr.Blocks(title="memocite", fill_width=True, analytics_enabled=False)
    with page:
        visit = gr.State(Visit(), time_to_live=STATE_S)
        gr.HTML(welcome.MASTHEAD, elem_id="masthead", js_on_load=None)
        with gr.Tabs(elem_id="tabs"), gr.Tab("Ask", id="ask"):
            _asking(page, visit, opening, settings)
    return page


def _asking(page: gr.Blocks, visit: gr.State, opening: Opening, settings: Settings) -> None:
    with gr.Row(elem_id="desk", equal_height=False):
        with gr.Column(elem_id="chat", min_width=300):
            conversation = gr.HTML(
                elem_id="conversation", js_on_load=LISTEN, apply_default_css=False, padding=False
            )
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

    shown = [conversation, source, visit, question]

    def asked(words: str, mine: Visit) -> Iterator[list[Any]]:
        yield from answered(words, mine, Filter(), opening, settings.max_question_chars)

    def suggested(mine: Visit, event: gr.EventData) -> Iterator[list[Any]]:
        yield from asked(str(event._data.get("question", "")), mine)

    def opened(mine: Visit, event: gr.EventData) -> object:
        return open_memo(mine, opening, event._data)

    def greeted() -> Iterator[Markup]:
        yield from welcome.greet(opening)

    options: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    events = [
        gr.on(
            [question.submit, send.click], asked, [question, visit], shown, concurrency_id="ask", **options
        ),
        conversation.suggest(suggested, [visit], shown, concurrency_id="ask", **options),
        conversation.show(opened, [visit], [source], queue=False, **options),
    ]
    for event in events:
        event.then(None, js=SHOWN, **options)
    page.load(greeted, None, [conversation], concurrency_limit=None, **options)


def answered(
    words: str, visit: Visit, where: Filter, opening: Opening, most_characters: int
) -> Iterator[list[Any]]:
    """The conversation as it grows, and at the end the memo around the first citation."""
    before = len(visit.answers)
    shown: Markup | None = None
    for shown in ask(words, visit, where, opening, most_characters):
        yield [shown, gr.skip(), visit, ""]
    if shown is None:
        yield [gr.skip(), gr.skip(), visit, gr.skip()]
    elif len(visit.answers) > before and visit.answers[-1].citations:
        yield [shown, open_memo(visit, opening, {"answer": before, "open": 1}), visit, ""]
    else:
        yield [shown, panel.EMPTY, visit, ""]


def open_memo(visit: Visit, opening: Opening, wanted: dict[str, Any]) -> object:
    """The panel for a citation or a passage of an answer, as a click names it."""
    try:
        answer = visit.answers[int(wanted.get("answer", -1))]
        if "passage" in wanted:
            passage = answer.passages[int(wanted["passage"])]
            return panel.of_passage(passage, visit.document(opening.engine(), passage.document))
        number = int(wanted.get("open", 0))
        citation = next(citation for citation in answer.citations if citation.number == number)
        return panel.of_citation(citation, visit.document(opening.engine(), citation.document.id))
    except (IndexError, KeyError, StopIteration, ValueError):
        return gr.skip()
