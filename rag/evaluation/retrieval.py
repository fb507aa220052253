"""How well evidence is found: recall, nDCG and reciprocal rank, counted by ir-measures.

What is to be found is the evidence, item by item, and not passages: so the figures do not depend on
how texts are cut, and two overlapping passages that hold the same words count once.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from rag.evaluation.evidence import hits_any
from rag.evaluation.quotes import Equivalents

MEASURES: Final = {
    "passage_recall_1": R @ 1,
    "passage_recall_5": R @ 5,
    "passage_recall_10": R @ 10,
    "ndcg_10": nDCG @ 10,
    "rr_10": RR @ 10,
}
"""Names of ours → measures of ir-measures: R (recall), nDCG (Järvelin and Kekäläinen 2002), RR."""

FIRST: Final = (1, 5, 10)
"""Passages within which evidence is counted."""

Relevant = Mapping[str, int]
"""Grades of what is relevant to one question, by id; 0 is not relevant."""


def ranking(passages: Sequence[str], evidence: Equivalents) -> tuple[str, ...]:
    """Ranked passages as the items of evidence they bear, best first: "0" is the first item.

    A passage that bears none, or only what an earlier one bore, holds its rank under a name that is
    relevant to nothing. One that bears several items new takes as many ranks: see `recalls` for shares.
    """
    found: set[int] = set()
    ranked: list[str] = []
    for rank, passage in enumerate(passages):
        new = [i for i, item in enumerate(evidence) if i not in found and hits_any((passage,), item)]
        found.update(new)
        ranked += [str(i) for i in new] or [f"rank {rank}"]
    return tuple(ranked)


def recalls(passages: Sequence[str], evidence: Equivalents) -> dict[str, float]:
    """The share of the evidence items that the first 1, 5 and 10 passages bear; one may bear several.

    Empty without evidence.
    """
    if not evidence:
        return {}
    return {
        f"passage_recall_{first}": sum(hits_any(passages[:first], item) for item in evidence) / len(evidence)
        for first in FIRST
    }


def relevant(evidence: Equivalents) -> Relevant:
    """Every item of evidence, relevant with grade 1."""
    return {str(i): 1 for i in range(len(evidence))}


def measure(
    rankings: Mapping[str, Sequence[str]], judgements: Mapping[str, Relevant]
) -> dict[str, dict[str, float]]:
    """Each question's retrieval measures, by question id; a question without a ranking scores 0.

    Questions without anything relevant are left out.
    """
    judged = {id_: grades for id_, grades in judgements.items() if any(grades.values())}
    qrels = [Qrel(id_, doc, grade) for id_, grades in judged.items() for doc, grade in grades.items()]
    run = [
        ScoredDoc(id_, doc, float(-rank))
        for id_, docs in rankings.items()
        if id_ in judged
        for rank, doc in enumerate(docs)
    ]
    names = {measure: name for name, measure in MEASURES.items()}
    scores: dict[str, dict[str, float]] = {id_: dict.fromkeys(MEASURES, 0.0) for id_ in judged}
    if run:
        for metric in ir_measures.iter_calc(list(names), qrels, run):
            scores[metric.query_id][names[metric.measure]] = metric.value
    return scores
