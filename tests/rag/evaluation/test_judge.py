from typing import Any

from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata

from rag.evaluation import assemble, judge
from rag.evaluation.results import Got
from tests.rag.evaluation.made import BORDER, HARVEST, answer, library, question, refusal


class Judge(CustomLLM):
    """Says yes to whatever holds the border, and gives four points."""

    @property
    def metadata(self):
        return LLMMetadata(model_name="judge", is_chat_model=False)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any):
        if "reference answer" in prompt.lower():
            return CompletionResponse(text="4.0\nFits.")
        return CompletionResponse(text="YES" if BORDER in prompt else "NO")

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any):
        raise NotImplementedError


def test_answers_are_judged_and_refusals_left_alone(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "must not be used")
    questions = [
        question("a", BORDER, answer="1,300 km"),
        question("b", HARVEST),
        question("c", answerable=False),
    ]
    got = {"a": answer(BORDER), "b": answer(HARVEST), "c": refusal()}
    results = assemble.answers(
        questions, {id_: Got(id=id_, answer=given) for id_, given in got.items()}, library
    )
    seen = []
    a, b, c = judge.judged(results, Judge(), lambda done, of: seen.append((done, of)))
    opinions = ("faithfulness", "relevancy", "correctness")
    assert [a.scores.get(name) for name in opinions] == [1.0, 1.0, 4.0]
    assert [b.scores.get(name) for name in opinions] == [0.0, 0.0, None]
    assert not c.scores.keys() & set(opinions)
    assert seen == [(1, 3), (2, 3), (3, 3)]
    metrics = assemble.evaluation((a, b, c), {}).metrics
    assert metrics["faithfulness"] == 0.5
    assert metrics["hit"] == assemble.evaluation(results, {}).metrics["hit"]
