"""What happens when a question is asked or a citation is opened."""

from collections.abc import Iterator, Mapping

import gradio as gr
from markupsafe import Markup

from corpus.errors import QuestionError
from ui import filters, panel, render
from ui.opening import Opening
from ui.visit import Visit, ask, conversation


def answered(
    words: str, visit: Visit, chosen: filters.Values, opening: Opening, most_characters: int
) -> Iterator[list[object]]:
    """The conversation as it grows, the memo around the first citation, the visit, the emptied box.

    `chosen` are the values of a filter's controls.
    """
    before = len(visit.answers)
    shown: Markup | None = None
    try:
        for shown in ask(words, visit, filters.chosen(chosen), opening, most_characters):
            yield [shown, gr.skip(), visit, ""]
    except QuestionError as error:
        said = conversation(visit, opening.engine())
        yield [said + render.exchange(words, render.notice(str(error))), gr.skip(), visit, gr.skip()]
        return
    if shown is None:
        yield [gr.skip(), gr.skip(), visit, gr.skip()]
    elif len(visit.answers) > before and visit.answers[-1].citations:
        yield [shown, open_memo(visit, opening, {"answer": before, "open": 1}), visit, ""]
    else:
        yield [shown, panel.EMPTY, visit, ""]


def open_memo(visit: Visit, opening: Opening, wanted: Mapping[str, object]) -> object:
    """The panel for a citation or a passage of an answer, as a click names it."""
    try:
        answer = visit.answers[int(str(wanted.get("answer")))]
        engine = opening.engine()
        if "passage" in wanted:
            passage = answer.passages[int(str(wanted["passage"]))]
            return panel.of_passage(passage, visit.document(engine, passage.document))
        number = int(str(wanted.get("open")))
        citation = next(citation for citation in answer.citations if citation.number == number)
        return panel.of_citation(citation, visit.document(engine, citation.document.id))
    except (IndexError, KeyError, StopIteration, ValueError):
        return gr.skip()
