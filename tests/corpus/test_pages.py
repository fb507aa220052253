import pytest

from corpus.markup import groups
from corpus.pages import begun

LINE = "A typed line of some length."


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ([LINE, LINE], {}),
        ([LINE, "- 2 -", LINE], {1: "1", 5: "2"}),
        ([LINE, "-4-", LINE], {1: "1–3", 5: "4"}),
        (["- 1 -", LINE, "– 2 –", LINE], {3: "1", 7: "2"}),
        ([LINE, "- 2 -", LINE, "- 3 -", LINE, "- 6 -", LINE], {1: "1", 5: "2", 9: "3–5", 13: "6"}),
        ([LINE, "- 2 -", LINE, "- 3 -", LINE, LINE], {1: "1", 5: "2", 9: "3 ff."}),
        ([LINE, "- 2 -", "- 3 -", LINE], {1: "1", 7: "3"}),
        ([LINE, "- 7 -", LINE, "- 2 -", LINE], {1: "1–6", 5: "7", 9: "2"}),
        ([LINE, "- 2 - 3", LINE], {}),
    ],
)
def test_marks_stand_on_top_of_pages(printed, expected):
    assert begun(groups("\n\n".join(printed))) == expected
