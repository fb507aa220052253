import threading
from itertools import pairwise

import pytest

from corpus.errors import ServiceError
from index.passage import Filter
from tests.ui.fake import TALKS, FakeEngine
from ui.opening import Opening
from ui.visit import Visit, ask, complete


def opening_of(engine):
    return Opening(lambda report: engine)


def asked(question, visit, engine, where=Filter()):  # noqa: B008
    return [str(part) for part in ask(question, visit, where, opening_of(engine), 4000)]


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_an_empty_question_is_not_asked(question):
    engine, visit = FakeEngine(), Visit()
    assert asked(question, visit, engine) == []
    assert engine.asked == []


def test_an_answer_only_grows_while_it_is_shown():
    steps = asked("How long is the border?", Visit(), FakeEngine())
    answered = [step for step in steps if "waiting" not in step]
    assert len(answered) > 1
    for shorter, longer in pairwise(answered):
        assert longer.startswith(shorter.removesuffix("</article>"))


def test_a_follow_up_carries_the_conversation_and_keeps_it_on_the_page():
    engine, visit = FakeEngine(), Visit()
    asked("How long is the border?", visit, engine)
    last = asked("How long were the talks?", visit, engine)[-1]
    assert [turn.role for turn in engine.asked[1][1]] == ["user", "assistant"]
    assert last.index("How long is the border?") < last.index("How long were the talks?")


def test_a_question_that_is_too_long_is_told_so_and_not_asked():
    engine = FakeEngine()
    (shown,) = asked("a" * 100_000, Visit(), engine)
    assert "100,000 characters" in shown
    assert len(shown) < 1000
    assert engine.asked == []


def test_lone_surrogates_do_no_harm():
    engine = FakeEngine()
    asked("border \ud800 long", Visit(), engine)
    assert engine.asked[0][0] == "border ? long"


def test_a_server_that_fails_leaves_a_message_and_the_conversation():
    class Failing(FakeEngine):
        def ask(self, *args, **kwargs):
            raise ServiceError("the LLM at http://llm does not answer")

    visit = Visit()
    assert "the LLM at http://llm does not answer" in asked("Why?", visit, Failing())[-1]
    assert visit.conversation.answers == []


def test_a_question_asked_while_the_archive_opens_waits_with_its_progress():
    ready = threading.Event()

    def work(report):
        report("Indexing 1 of 2")
        ready.wait(10)
        return FakeEngine()

    opening = Opening(work)
    parts = ask("How long is the border?", Visit(), Filter(), opening, 4000)
    first = str(next(parts))
    while "Opening" in first:
        first = str(next(parts))
    assert "Indexing 1 of 2" in first
    ready.set()
    assert "1,300 km" in str(list(parts)[-1])


def test_two_questions_at_once_are_both_answered():
    engine, visit = FakeEngine(), Visit()
    one = ask("How long is the border?", visit, Filter(), opening_of(engine), 4000)
    two = ask("How long were the talks?", visit, Filter(), opening_of(engine), 4000)
    next(one)
    next(two)
    list(two)
    last = str(list(one)[-1])
    assert "How long is the border?" in last
    assert "How long were the talks?" in last
    assert last.count('class="exchange"') == 2


def test_a_conversation_that_is_forgotten_is_gone_and_can_begin_again():
    engine, visit = FakeEngine(), Visit(set())
    asked("How long is the border?", visit, engine)
    visit.conversation.judged.add(0)
    visit.forget()
    last = asked("How long were the talks?", visit, engine)[-1]
    assert "border" not in last.split("<blockquote")[0]
    assert "Thank you" not in last
    assert visit.conversation.history(0) == ()


def test_what_is_being_written_ends_where_a_new_conversation_begins():
    visit = Visit()
    engine = FakeEngine(drafts=20)
    parts = ask("How long is the border?", visit, Filter(), opening_of(engine), 4000)
    while "aria-busy" not in next(parts):
        pass
    visit.forget()
    assert list(parts) == []
    assert visit.conversation.answers == []
    last = asked("How long were the talks?", visit, engine)[-1]
    assert "border" not in last.split("<blockquote")[0]


def test_every_supporting_passage_is_given_when_it_is_asked_for():
    engine, visit = FakeEngine(), Visit()
    where = Filter(documents=frozenset({TALKS.id}))
    last = asked("How long is the border with speakers, how long were the talks?", visit, engine, where)[-1]
    assert last.count("data-every") == 1
    few = len(visit.conversation.answers[0].citations)
    complete(0, visit, engine)
    assert len(visit.conversation.answers[0].citations) > few
    assert engine.asked[1][2] == where
    assert "data-every" not in str(visit.conversation.html())


def test_a_refusal_has_no_further_passages():
    assert "data-every" not in asked("Who won in Paris?", Visit(), FakeEngine())[-1]


def test_what_is_being_written_shows_as_it_grows_and_its_quotes_at_the_end():
    lead = "It is long, he said, and there are speakers along it [1]"
    steps = asked("How long is the border?", Visit(), FakeEngine(lead=lead, drafts=20))
    drafts = [step for step in steps if "aria-busy" in step]
    assert len(drafts) == 20
    assert all("blockquote" not in step for step in drafts)
    assert lead[:20] in drafts[-1]
    assert "aria-busy" not in steps[-1]
    assert "blockquote" in steps[-1]
