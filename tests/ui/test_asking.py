"""What an answer that is under way does to a new conversation: nothing."""

import gradio as gr
import pytest

from rag.llm.translate import Translation
from tests.ui.fake import FakeEngine, questions
from ui import asking, filters
from ui.opening import Opening
from ui.visit import Visit

OLD, NEW = "How long is the border?", "How long were the talks?"


def answered(question, visit, engine):
    return list(asking.answered(question, visit, filters.NOTHING, Opening(lambda report: engine), 4000))


class Interrupted(FakeEngine):
    """Answers `NEW` in a new conversation while it is asked for anything else."""

    def __init__(self, visit, **options):
        super().__init__(**options)
        self.visit = visit
        self.interrupted = False

    def ask(self, question, *args, **kwargs):
        if self.interrupted:
            self.interrupted = False
            self.visit.forget()
            answered(NEW, self.visit, self)
        return super().ask(question, *args, **kwargs)


def test_an_answer_that_comes_too_late_is_not_shown():
    visit = Visit()
    engine = Interrupted(visit)
    engine.interrupted = True
    steps = answered(OLD, visit, engine)
    assert "waiting" in steps[-1][0]
    assert questions(visit.conversation.answers) == [NEW]
    assert OLD not in visit.conversation.html()


def test_an_answer_made_whole_too_late_leaves_the_new_one_as_it_is():
    visit = Visit()
    engine = Interrupted(visit)
    answered(OLD, visit, engine)
    engine.interrupted = True
    shown = asking.completed(visit, Opening(lambda report: engine), {"answer": "0"})
    assert shown == gr.skip()
    assert questions(visit.conversation.answers) == [NEW]
    assert "data-every" in visit.conversation.html()


def test_a_translation_that_comes_too_late_is_not_shown():
    visit = Visit()

    def translate(quote, language):
        visit.forget()
        return Translation("lang", language, "a model", True)

    engine = FakeEngine(translator=translate)
    answered(OLD, visit, engine)
    wanted = {"answer": "0", "translate": "1", "into": "de"}
    assert asking.translated(visit, Opening(lambda report: engine), wanted) == gr.skip()
    assert visit.conversation.translations == {}


@pytest.mark.parametrize("question", [OLD, "Who won in Paris?"])
def test_the_last_step_opens_the_memo_or_empties_its_place(question):
    shown, memo, _, _ = answered(question, Visit(), FakeEngine())[-1]
    assert question in shown
    assert ("<mark>" in memo) is (question == OLD)
