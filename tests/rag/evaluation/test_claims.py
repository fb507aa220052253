"""With a scripted LLM: claims made, kept, repaired and dropped, up to the metrics of a run."""

import pytest

from rag.answer import Claim, Dropped
from rag.evaluation import assemble, claims
from rag.evaluation.results import Got
from rag.evaluation.run import asking
from rag.llm.script import Reply
from tests.rag.evaluation.made import BORDER, answer, question, refusal
from tests.rag.llm import made, replies


def test_counts():
    kept = (Claim(text="a", citations=(1,)), Claim(text="b", citations=(1,), repaired=True))
    given = answer(BORDER, claims=kept, dropped=(Dropped(text="c", reason="no"),))
    assert claims.counts(given) == {
        "claims_made": 3,
        "claims_kept": 2,
        "claims_repaired": 1,
        "claims_dropped": 1,
    }


@pytest.mark.parametrize("given", [answer(BORDER), refusal()])
def test_nothing_is_counted_without_an_llm(given):
    assert claims.counts(given) == {}


def test_a_run_with_a_scripted_llm_reports_them(tmp_path):
    said = [
        made.claim(replies.LONG, made.BORDER),
        made.claim(replies.KEEPS, made.DIVISIONS.upper()),
        made.claim("It is 5,000 km long.", made.BORDER),
    ]
    archive = made.archive(tmp_path / "index")
    questions = [question("q1", made.BORDER), question("q2", made.DIVISIONS)]
    with made.scripted(archive, lambda request: Reply(made.numbered(said, request))) as (engine, _):
        put = asking(engine)
        got: dict[str, Got] = {
            one.id: put(one.model_copy(update={"question": made.QUESTION})) for one in questions
        }
    results = assemble.answers(questions, got, archive.document)
    metrics = assemble.evaluation(results, {}).metrics
    names = ("claims_made", "claims_kept", "claims_repaired", "claims_dropped")
    assert [metrics[name] for name in names] == [6, 4, 2, 2]
    assert metrics["carried"] == pytest.approx(2 / 3)
    assert metrics["verbatim"] == 1
    archive.close()
