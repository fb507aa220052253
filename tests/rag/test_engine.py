"""From question to answer, over archives in memory."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.document import Pair, Span
from corpus.errors import QuestionError
from index.passage import Filter
from rag.engine import Engine
from rag.history import Turn
from tests.rag.shelved import CountingEncoder, MemoryArchive, ranker
from tests.tiny import document, text

RIVER = document(
    "a",
    "The stone bridge fell into the water in May 1921.",
    "Engineers from Prague built another bridge of iron.",
    "The mayor of the town opened the bridge himself.",
    "A bridge of boats had served until then for carts.",
    "Cows eat grass on the green meadows beside it.",
)
HOUSES = document(
    "b", "Twenty wooden houses stand on the hill.", "The consul counted forty horses in the yard."
)
QUESTION = "When did the stone bridge fall into the water?"


def engine(*memos, enough=0.0, model=None, longest=4000):
    return Engine(MemoryArchive(*memos), ranker(model or CountingEncoder()), enough, longest)


def plain(answer):
    return answer.model_copy(update={"timings_ms": {}})


def test_the_first_quote_is_the_sentence_that_answers():
    answer = engine(RIVER, HOUSES).ask(QUESTION)
    assert answer.answered
    assert answer.citations[0].quote == "The stone bridge fell into the water in May 1921."
    assert [one.number for one in answer.citations] == list(range(1, len(answer.citations) + 1))
    for one in (*answer.citations, *answer.passages):
        body = {"a": RIVER, "b": HOUSES}[getattr(one.document, "id", one.document)].texts[0].body
        assert body[one.start : one.end] == getattr(one, "quote", None) or one.text


@pytest.mark.parametrize(("most", "count"), [(1, 1), (2, 2), (3, 3), (10, 5)])
def test_no_more_quotes_than_wanted(most, count):
    assert len(engine(RIVER).ask("Which bridge?", most=most).citations) in range(1, count + 1)


def test_without_enough_confidence_it_refuses_and_lists_what_is_near():
    answer = engine(RIVER, HOUSES, enough=1.01).ask(QUESTION)
    assert (answer.answered, answer.citations) == (False, ())
    assert answer.passages
    assert 0 <= answer.confidence <= 1


@pytest.mark.parametrize(
    "question",
    [
        "What is it?",
        "who",
        "Колко моста има?",
        "12 345",
        "bridge\x00\x07 water\x1b[31m?",
        "bridge \ud800 water?",
        "мост\ud800",
    ],
)
@pytest.mark.parametrize("memos", [(), (RIVER, HOUSES)], ids=["empty archive", "archive"])
def test_odd_questions_are_answered_or_refused(question, memos):
    answer = engine(*memos).ask(question)
    assert answer.answered == bool(memos)
    assert answer.model_dump_json()


@pytest.mark.parametrize("question", ["", "  \n", "?!…", "\x00\x01", "—"])
def test_nothing_asked_is_refused(question):
    with pytest.raises(QuestionError, match="empty"):
        engine(RIVER).ask(question)


@pytest.mark.parametrize("question", ["a" * 100_000, "why " * 25_000])
def test_a_question_that_is_too_long_is_refused_with_the_setting(question):
    with pytest.raises(QuestionError, match="MEMOCITE_MAX_QUESTION_CHARS"):
        engine(RIVER).ask(question)


def test_the_same_question_has_the_same_answer_from_any_thread():
    asked = engine(RIVER, HOUSES)
    with ThreadPoolExecutor(4) as pool:
        answers = [plain(one) for one in pool.map(lambda _: asked.ask(QUESTION), range(10))]
    assert all(answer == answers[0] for answer in answers)


def test_the_order_of_indexing_does_not_change_the_answer():
    assert plain(engine(RIVER, HOUSES).ask(QUESTION)) == plain(engine(HOUSES, RIVER).ask(QUESTION))


def test_what_is_put_beside_is_searched_too():
    question = "How many horses did the consul count?"
    answer = engine(RIVER).ask(question, beside=MemoryArchive(HOUSES))
    assert answer.citations[0].document.id == "b"
    assert "forty horses" in answer.citations[0].quote
    assert plain(engine(RIVER).ask(question, beside=MemoryArchive())) == plain(engine(RIVER).ask(question))


def test_a_filter_keeps_the_rest_out():
    answer = engine(RIVER, HOUSES).ask(QUESTION, where=Filter(documents=frozenset({"b"})))
    assert {one.document for one in answer.passages} == {"b"}


def test_a_follow_up_is_understood_through_what_was_asked():
    history = [
        Turn(role="user", content="Who built the bridge of iron?"),
        Turn(role="assistant", content="-"),
    ]
    model = CountingEncoder()
    engine(RIVER, model=model).ask("And when?", history)
    assert model.read[0][0] == "Who built the bridge of iron? And when?"


def test_a_bulgarian_question_quotes_the_original():
    original = text(("1", None, ["Мостът падна във водата през май."]), language="bg")
    english = text(("1", None, ["The bridge fell into the water in May."]), role="translation")
    pair = Pair(Span(0, len(original.body)), Span(0, len(english.body)))
    both = engine(document("m", texts=(original, english), pairs=(pair,)))
    first = both.ask("Кога падна мостът?").citations[0]
    assert (first.language, first.translation.quote) == ("bg", english.body)
    first = both.ask("When did the bridge fall?").citations[0]
    assert (first.language, first.original.quote) == ("en", original.body)


def test_search_gives_passages_best_first():
    found = engine(RIVER, HOUSES).search("stone bridge water", n=1)
    assert [one.document for one in found] == ["a"]
    assert engine().search("stone bridge") == ()
    scores = [one.score for one in engine(RIVER, HOUSES).search("stone bridge", n=10)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
