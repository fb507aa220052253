import pytest

from corpus.headings import stretches
from corpus.markup import groups


def found(*printed, closings=()):
    return [(s.number, s.heading, len(s.groups)) for s in stretches(groups("\n\n".join(printed)), closings)]


TEXT = "Something was said, and it was long enough to be a paragraph of its own."


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ([TEXT, TEXT], [("text", None, 2)]),
        (["[From a speech]", TEXT], [("text", "[From a speech]", 1)]),
        (["[...]", TEXT], [("text", None, 2)]),
        (["ON THE", "MEETING", TEXT], [("text", "ON THE MEETING", 1)]),
        (["1. One", TEXT, "2. Two", TEXT], [("1", "One", 1), ("2", "Two", 1)]),
        (["# RE: It", TEXT, "I. One", TEXT, "II. Two", TEXT],
         [("opening", "RE: It", 1), ("I", "One", 1), ("II", "Two", 1)]),
        (["12. xe", TEXT, "1. One", TEXT, "## 2. Two", TEXT, TEXT],
         [("opening", None, 2), ("1", "One", 1), ("2", "Two", 2)]),
        (["1. One", TEXT, "1. " + TEXT, "2. " + TEXT, "3. " + TEXT, TEXT], [("text", None, 6)]),
        (["1. Only one", TEXT], [("text", None, 2)]),
        (["1. One", TEXT, "2. " + 5 * TEXT, TEXT], [("text", None, 4)]),
        (["# A", TEXT, "# B", TEXT, "## C", TEXT],
         [("opening", "A", 1), ("1", "B", 1), ("2", "C", 1)]),
        (["1. One", TEXT, "2. Two", TEXT, "Ulan Bator", "30 October 1973", "T. Zhivkov"],
         [("1", "One", 1), ("2", "Two", 1), ("closing", None, 3)]),
        (["1. One", TEXT, "2. Two", TEXT, "## Conclusion", TEXT],
         [("1", "One", 1), ("2", "Two", 1), ("closing", "Conclusion", 1)]),
        (["1. One", TEXT, "2. Two", "Short.", "Words"], [("1", "One", 1), ("2", "Two", 2)]),
    ],
)  # fmt: skip
def test_what_is_a_heading(printed, expected):
    assert found(*printed) == expected


def test_a_closing_that_is_known_begins_there():
    printed = ("1. One", TEXT, "2. Two", TEXT, TEXT)
    assert found(*printed, closings={9})[-2:] == [("2", "Two", 1), ("closing", None, 1)]
    assert found(*printed, closings={1})[-1] == ("2", "Two", 2)
