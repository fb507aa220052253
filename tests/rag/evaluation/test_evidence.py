import pytest

from rag.evaluation.evidence import hits, hits_any, whole_passage

SENTENCE = "along our border, which is 1,300 km long"  # 40 characters
PASSAGE = "The first one is here. The second one follows it. The third one ends the passage at last."


@pytest.mark.parametrize(
    ("quote", "evidence", "expected"),
    [
        (f"There is trade {SENTENCE}.", SENTENCE, True),
        (SENTENCE, SENTENCE, True),
        ("which is\n1,300   km long", "which is 1,300 km\tlong", True),  # only white space differs
        ("our border, which is", SENTENCE, True),  # 20 characters, half, from its middle
        ("our border, which i", SENTENCE, False),  # 19 characters
        ("We trade a great deal along our border, wh", SENTENCE, True),  # ends after its first half
        ("We trade a great deal along our border, w", SENTENCE, False),  # one character less than half
        ("h is 1,300 km long and patrolled day and night.", SENTENCE, False),  # 18 of its 40 characters
        (" which is 1,300 km long and patrolled.", SENTENCE, True),
        ("There is trade along our border, which is 1,301 km long.", SENTENCE, True),  # its first half stands
        ("There is trade along our Border, which is 1,300 km.", SENTENCE, False),  # case counts
        ("There is nothing of the kind to be said here.", SENTENCE, False),
        ("It lasted for seven days in all, they said.", "seven days", True),
        ("It lasted for seven weeks in all.", "seven days", False),  # half of so little says nothing
        ("The second one follows it.", PASSAGE, True),  # stands in a whole passage
        ("second one follows", PASSAGE, False),  # 18 characters
        ("The fourth one follows it, too.", PASSAGE, False),
        ("", SENTENCE, False),
        ("A quote of more than twenty characters", "  ", False),
    ],
)
def test_hits(quote, evidence, expected):
    assert hits(quote, evidence) is expected


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (PASSAGE, True),
        ("A heading\n\nand a paragraph below it", True),
        ("One sentence that was\nwrapped by a typewriter.", False),
        ("Two sentences. No more.", False),
        ("\n\nOne sentence between blank lines.\n\n", False),
    ],
)
def test_whole_passage(evidence, expected):
    assert whole_passage(evidence) is expected


def test_an_equivalent_is_enough():
    assert hits_any(["Границата с Китай е дълга 1300 км"], [SENTENCE, "Границата с Китай е дълга 1300 км"])
    assert not hits_any([], [SENTENCE])
