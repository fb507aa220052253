"""What a cross-encoder reads beside the question."""

import pytest

from rag.candidate import BEFORE, HEADING, Candidate


@pytest.mark.parametrize(
    ("candidate", "paired"),
    [
        (Candidate("It is.", "", ""), "It is."),
        (Candidate("It is.", "Before.", ""), "It is. || Before."),
        (Candidate("It is.", "", "Heading"), "It is. || Heading"),
        (Candidate("It is.", "x" * 500, "H"), "It is. || H " + "x" * BEFORE),
        (Candidate("It is.", "", "h" * 500), "It is. || " + "h" * HEADING),
    ],
)
def test_the_sentence_stands_first_and_the_context_is_bounded(candidate, paired):
    assert candidate.paired == paired
