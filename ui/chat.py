"""The web chat: its tabs, and what a visitor finds in them."""

from collections.abc import Iterator

import gradio as gr
from markupsafe import Markup

from corpus.errors import MemociteError
from corpus.settings import Settings
from ui import asking, filters, welcome
from ui.desk import QUIET, SHOWN, answering, desk, tools
from ui.documents import documents, listing
from ui.opening import Opening
from ui.own import own
from ui.programs import programs
from ui.turnstile import Turnstile
from ui.visit import Visit

VISIT_S = 4 * 3600
"""How long a visit is kept without a sign of the visitor, in seconds; once the tab is closed, an hour."""

UPLOADED = (600, 3600)
"""How often files are looked for that were uploaded and never taken over, and their age, in seconds."""

HEAD = """
<meta name="referrer" content="same-origin">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="static-memocite/memocite.css">
<script src="static-memocite/memocite.js"></script>
"""

EVALUATION = Markup('<iframe src="/evaluation" title="The last evaluation" loading="lazy"></iframe>')
"""The report is a page of its own, with styles of its own."""


def chat(opening: Opening, settings: Settings, turnstile: Turnstile) -> gr.Blocks:
    """The page and the endpoints for programs, not yet served."""
    page = gr.Blocks(title="memocite", fill_width=True, analytics_enabled=False, delete_cache=UPLOADED)
    with page:
        newcomer = Visit(set() if settings.feedback else None)
        visit = gr.State(newcomer, time_to_live=VISIT_S, delete_callback=Visit.end)
        gr.HTML(welcome.MASTHEAD, elem_id="masthead", js_on_load=None)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Ask", id="ask"):
                on = desk(settings)
            with gr.Tab("Documents", id="documents"):
                memos, listed = documents(visit, opening, QUIET)
            with gr.Tab("Your memos", id="own"):
                changes = own(visit, opening, settings, QUIET)
            with gr.Tab("Evaluation", id="evaluation"):
                gr.HTML(EVALUATION, js_on_load=None, apply_default_css=False, elem_id="evaluation")
        answering(on, visit, opening, settings)
        tools(on, visit, opening, settings)
        programs(opening, settings, turnstile)

        def relisted(mine: Visit) -> list[object]:
            return _listed(mine, opening)

        def greeted(mine: Visit, request: gr.Request) -> Iterator[list[object]]:
            yield from _greeting(mine, opening, settings, request.query_params.get("q", ""))

        lists = [memos, *on.where.choices(), *listed.choices()]
        for change in changes:
            change.then(relisted, [visit], lists, **QUIET)
        outputs = [on.conversation, on.source, visit, on.question, *lists]
        page.load(greeted, [visit], outputs, concurrency_limit=None, **QUIET).then(None, js=SHOWN, **QUIET)
    return page


def _greeting(visit: Visit, opening: Opening, settings: Settings, question: str) -> Iterator[list[object]]:
    """What a visitor finds: the progress of opening, then the welcome, or the answer to `?q=`."""
    unlisted: list[object] = [gr.skip()] * (1 + 2 * filters.LISTS)
    for progress in opening.waits():
        yield _said(visit, welcome.progress(progress)) + unlisted
    try:
        cards = visit.cards(opening.engine())
    except MemociteError as error:
        yield _said(visit, welcome.trouble(error)) + unlisted
        return
    yield _said(visit, welcome.welcome(cards)) + _listed(visit, opening)
    for step in asking.answered(question, visit, filters.NOTHING, opening, settings.max_question_chars):
        yield step + unlisted


def _said(visit: Visit, words: Markup) -> list[object]:
    """Words in the conversation's place, unless the visitor has begun it already."""
    return [gr.skip() if visit.begun else words, gr.skip(), visit, gr.skip()]


def _listed(visit: Visit, opening: Opening) -> list[object]:
    """The list of memos, and twice what a filter offers."""
    cards = visit.cards(opening.engine())
    choices = filters.choices(cards)
    return [listing(cards, filters.NOTHING), *choices, *choices]
