"""A question and what came back for it → its outcome and its scores."""

from collections.abc import Mapping, Sequence

from rag.answer import Answer
from rag.evaluation import claims, place, quotes, retrieval, wording
from rag.evaluation.questions import Question
from rag.evaluation.quotes import Library
from rag.evaluation.results import Got, Outcome, Result

GOOD = ("right", "refused rightly")
"""Outcomes as they should be."""


def results(questions: Sequence[Question], got: Mapping[str, Got], library: Library) -> tuple[Result, ...]:
    """Each question that was asked, scored, in the order of the set."""
    asked = [question for question in questions if question.id in got]
    found = _found(asked, got)
    return tuple(
        _result(question, got[question.id], library, found.get(question.id, {})) for question in asked
    )


def _found(questions: Sequence[Question], got: Mapping[str, Got]) -> dict[str, dict[str, float]]:
    rankings, recalls = {}, {}
    for question in questions:
        answer = got[question.id].answer
        passages = [passage.text for passage in answer.passages] if answer else []
        rankings[question.id] = retrieval.ranking(passages, question.equivalents)
        recalls[question.id] = retrieval.recalls(passages, question.equivalents)
    judged = {
        question.id: retrieval.relevant(question.equivalents) for question in questions if question.expected
    }
    measured = retrieval.measure(rankings, judged)
    return {id_: scores | recalls[id_] for id_, scores in measured.items()}


def _result(question: Question, got: Got, library: Library, found: dict[str, float]) -> Result:
    scores = dict(found)
    if got.ms is not None:
        scores["ms"] = got.ms
    scores |= _refusing(question, got.answer) | _quoting(question, got.answer, library)
    if got.answer is not None:
        scores |= _citing(question, got.answer, library) | _wording(question, got.answer)
        scores |= claims.counts(got.answer)
    outcome = _outcome(question, got, scores)
    if outcome != "not judged":
        scores["correct"] = float(outcome in GOOD)
    return Result(
        id=question.id, question=question, outcome=outcome, answer=got.answer, error=got.error, scores=scores
    )


def _refusing(question: Question, answer: Answer | None) -> dict[str, float]:
    if question.expected is None:
        return {}
    if question.expected:
        return {"answered": float(answer is not None and answer.answered)}
    return {"refused": float(answer is not None and not answer.answered)}


def _quoting(question: Question, answer: Answer | None, library: Library) -> dict[str, float]:
    evidence = question.equivalents
    shown = [quotes.wordings(citation, library) for citation in quotes.shown(answer)] if answer else []
    scores: dict[str, float] = {}
    if question.expected and evidence:
        scores["hit"] = quotes.hit(shown, evidence)
        scores["first"] = quotes.first(shown, evidence)
        scores["recall"] = quotes.recall(shown, evidence)
    if shown and (evidence or question.expected is False):
        scores["precision"] = quotes.precision(shown, evidence if question.expected else ())
    if answer and answer.answered:
        scores["characters"] = quotes.characters(answer.citations)
    return scores


def _citing(question: Question, answer: Answer, library: Library) -> dict[str, float]:
    scores: dict[str, float] = {}
    if answer.citations:
        scores["quotes"] = float(len(answer.citations))
        scores["quotes_verbatim"] = float(sum(quotes.verbatim(c, library) for c in answer.citations))
    evidence = question.equivalents
    right = [c for c in quotes.shown(answer) if quotes.bears(quotes.wordings(c, library), evidence)]
    if right and question.expected:
        places = {
            "document": place.document(right[0], question),
            "section": place.section(right[0], question),
            "paragraph": place.paragraph(right[0], question),
            "page": place.page(right[0], question),
        }
        scores |= {name: value for name, value in places.items() if value is not None}
    return scores


def _wording(question: Question, answer: Answer) -> dict[str, float]:
    scores = {"carried": wording.carried(answer)}
    if question.expected and question.answer:
        text = answer.text if answer.answered else ""
        scores["contained"] = wording.contained(text, question.answer)
        scores["token_f1"] = wording.token_f1(text, question.answer)
    return {name: value for name, value in scores.items() if value is not None}


def _outcome(question: Question, got: Got, scores: Mapping[str, float]) -> Outcome:
    if got.answer is None:
        return "failed"
    if question.expected is None:
        return "not judged"
    if not got.answer.answered:
        return "refused wrongly" if question.expected else "refused rightly"
    if not question.expected:
        return "wrong"
    if "hit" not in scores:
        return "not judged"
    return "right" if scores["hit"] else "wrong"
