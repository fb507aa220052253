"""What another LLM thinks of the answers: optional, an opinion, and part of no other figure."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.errors import ServiceError, SettingError
from corpus.settings import Settings
from rag.evaluation.results import Result
from rag.evaluation.run import Report
from rag.llm import client

if TYPE_CHECKING:
    from llama_index.core.llms import LLM


def configured(settings: Settings) -> "LLM":
    """The LLM that the settings name.

    Raises:
        SettingError: they name none.
    """
    llm = client.configured(settings, retries=1)
    if llm is None:
        raise SettingError(
            "--judge: set MEMOCITE_LLM_MODEL (and MEMOCITE_LLM_BASE_URL) to the LLM that judges"
        )
    return llm


def judged(results: Sequence[Result], llm: "LLM", report: Report) -> tuple[Result, ...]:
    """The results with the LLM's scores for each answer that was given; refusals are not judged.

    `faithfulness` and `relevancy` are 0 or 1: whether the quotes support the answer, and whether both
    fit the question. `correctness` is 1 to 5, where there is a gold answer and the LLM kept to the form
    asked for. By LlamaIndex's evaluators, with their own prompts.

    Raises:
        ServiceError: the LLM does not answer.
    """
    from openai import OpenAIError

    whole = []
    for done, result in enumerate(results, 1):
        try:
            whole.append(_judged(result, llm))
        except OpenAIError as error:
            reason = " ".join(str(error).split())
            raise ServiceError(
                f"the LLM that judges does not answer ({reason}); check MEMOCITE_LLM_…"
            ) from None
        report(done, len(results))
    return tuple(whole)


def _judged(result: Result, llm: "LLM") -> Result:
    from llama_index.core.evaluation import CorrectnessEvaluator, FaithfulnessEvaluator, RelevancyEvaluator

    answer = result.answer
    if answer is None or not answer.answered:
        return result
    question = result.question.question
    quotes = [citation.quote for citation in answer.citations]
    found = {
        "faithfulness": FaithfulnessEvaluator(llm=llm).evaluate(response=answer.text, contexts=quotes).score,
        "relevancy": RelevancyEvaluator(llm=llm)
        .evaluate(query=question, response=answer.text, contexts=quotes)
        .score,
    }
    if result.question.answer:
        found["correctness"] = (
            CorrectnessEvaluator(llm=llm)
            .evaluate(query=question, response=answer.text, reference=result.question.answer)
            .score
        )
    scores = {name: score for name, score in found.items() if score is not None}
    return result.model_copy(update={"scores": {**result.scores, **scores}})
