"""What became of the sentences that an LLM wrote."""

from rag.answer import Answer


def counts(answer: Answer) -> dict[str, float]:
    """How many claims an LLM made for an answer, and of them how many were kept, repaired and dropped.

    A repaired claim is a kept one whose quote was not given as it stands. Nothing without an LLM.
    """
    if answer.claims is None:
        return {}
    kept, dropped = len(answer.claims), len(answer.dropped or ())
    return {
        "claims_made": float(kept + dropped),
        "claims_kept": float(kept),
        "claims_repaired": float(sum(claim.repaired for claim in answer.claims)),
        "claims_dropped": float(dropped),
    }
