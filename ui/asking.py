"""What happens when a question is asked or a citation is opened."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import gradio as gr
from markupsafe import Markup

from corpus.errors import QuestionError
from ui import feedback, filters, panel, render
from ui.conversation import Conversation
from ui.opening import Opening
from ui.visit import Visit, again, ask, complete, translate


def answered(
    words: str, visit: Visit, chosen: filters.Values, opening: Opening, most_characters: int
) -> Iterator[list[object]]:
    """The conversation as it grows, the memo around the first citation, the visit, the emptied box.

    `chosen` are the values of a filter's controls. Ends when the visitor begins a new conversation meanwhile.
    """
    conversation, box = visit.conversation, ""
    before = len(conversation.answers)
    shown: Markup | None = None
    try:
        for shown in ask(words, visit, filters.chosen(chosen), opening, most_characters):
            yield [shown, gr.skip(), visit, box]
            box = gr.skip()  # It is emptied once: the next question may be in it already.
    except QuestionError as error:
        notice = render.exchange(words, render.notice(str(error)))
        yield [conversation.html() + notice, gr.skip(), visit, gr.skip()]
        return
    if visit.conversation is not conversation:
        return
    if shown is None:
        yield [gr.skip(), gr.skip(), visit, gr.skip()]
    elif len(conversation.answers) > before and conversation.answers[-1].citations:
        newest = {"answer": len(conversation.answers) - 1, "open": 1}
        yield [shown, open_memo(visit, opening, newest), visit, gr.skip()]
    else:
        yield [shown, panel.EMPTY, visit, gr.skip()]


def open_memo(visit: Visit, opening: Opening, wanted: Mapping[str, object]) -> object:
    """The panel for a citation or a passage of an answer, as a click names it."""
    try:
        answer = visit.conversation.answers[int(str(wanted.get("answer")))]
        engine = opening.engine()
        if "passage" in wanted:
            passage = answer.passages[int(str(wanted["passage"]))]
            return panel.of_passage(passage, visit.document(engine, passage.document))
        number = int(str(wanted.get("open")))
        citation = next(citation for citation in answer.citations if citation.number == number)
        return panel.of_citation(citation, visit.document(engine, citation.document.id))
    except (IndexError, KeyError, StopIteration, ValueError):
        return gr.skip()


def judged(visit: Visit, opening: Opening, path: Path, wanted: Mapping[str, object]) -> object:
    """Keeps a judgement of an answer; gives the conversation with thanks for it."""
    conversation = visit.conversation
    try:
        number = int(str(wanted.get("answer")))
        answer = conversation.answers[number]
    except (IndexError, ValueError):
        return gr.skip()
    if conversation.judged is None or number < 0 or number in conversation.judged:
        return gr.skip()
    right, word = wanted.get("judge") == "up", str(wanted.get("word", ""))
    feedback.keep(path, answer, conversation.history(number), right, word)
    conversation.judged.add(number)
    again(number, conversation, visit, opening.engine())
    return conversation.html()


def completed(visit: Visit, opening: Opening, wanted: Mapping[str, object]) -> object:
    """The conversation with every supporting passage of an answer."""
    conversation = visit.conversation
    try:
        complete(int(str(wanted.get("answer"))), visit, opening.engine())
    except (IndexError, ValueError):
        return gr.skip()
    return _unless_ended(conversation, visit)


def translated(visit: Visit, opening: Opening, wanted: Mapping[str, object]) -> object:
    """The conversation with a quote in a third language, or with the line that says why it is not there."""
    conversation = visit.conversation
    try:
        number, quoted = int(str(wanted.get("answer"))), int(str(wanted.get("translate")))
        translate(number, quoted, str(wanted.get("into")), visit, opening.engine())
    except (LookupError, ValueError):
        return gr.skip()
    return _unless_ended(conversation, visit)


def _unless_ended(conversation: Conversation, visit: Visit) -> object:
    """The conversation, unless the visitor has begun a new one meanwhile: nothing of it belongs there."""
    return conversation.html() if visit.conversation is conversation else gr.skip()
