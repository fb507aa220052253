import pytest

from corpus.lines import Line, paragraphs

WRAPPED = """\
The ambassador said that the conversation had lasted for three
hours and that both delegations had come to an understanding
on the international situation.

He added that nothing had been signed, and that nothing would
be signed before the spring, when a second meeting was due in
the capital."""


def read(text, page=""):
    return [
        block.text
        for block in paragraphs([Line(line, at, page) for at, line in enumerate(text.split("\n"), 1)])
    ]


def test_wrapped_lines_are_joined_and_no_word_changes():
    first, second = read(WRAPPED)
    assert first.startswith("The ambassador said")
    assert first.endswith("international situation.")
    assert f"{first} {second}".split() == WRAPPED.split()


def test_a_short_line_ends_a_paragraph_where_there_are_no_blank_lines():
    assert len(read(WRAPPED.replace("\n\n", "\n"))) == 2


def test_an_indented_line_begins_a_paragraph():
    full = "on the international situation, as far as that was possible."
    text = WRAPPED.replace("on the international situation.\n\nHe", f"{full}\n    He")
    assert [words[:2] for words in read(text)] == ["Th", "He"]


def test_each_line_is_a_paragraph_where_nothing_was_wrapped():
    text = "A heading\nA first paragraph that is rather long.\nShort one.\nAnother paragraph, not so long."
    assert read(text) == text.split("\n")


def test_long_lines_are_paragraphs_even_next_to_each_other():
    long = "A paragraph that runs on without a break for far longer than any typewriter would let it. " * 3
    assert len(read(f"{long}\n{long}\n{long}")) == 3


def test_bullets_stay_apart():
    text = (
        WRAPPED
        + "\n\n- one point that takes all of the line and then goes on to\n  the next\n- another point"
    )
    assert read(text)[2:] == [
        "- one point that takes all of the line and then goes on to the next",
        "- another point",
    ]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("The talks went on until", "late in the evening.", True),
        ("The talks went on, he said,", "— and without a pause.", True),
        ("The talks ended.", "late in the evening they began again.", False),
        ("The talks ended. ", "late in the evening they began again.", False),
        ("The talks went on until", "Tuesday was a holiday.", False),
    ],
)
def test_a_sentence_that_a_page_break_cut_is_whole_again(before, after, joined):
    blocks = list(paragraphs([Line(before, 1, "3"), Line("", 2, "3"), Line(after, 3, "4")]))
    assert (len(blocks) == 1) is joined
    if joined:
        [block] = blocks
        assert block.pages == ((0, "3"), (len(before) + 1, "4"))
        assert (block.first_line, block.last_line) == (1, 3)


def test_a_long_run_of_spaces_is_read_as_fast_as_any_line():
    wide = " " * 1_000_000 + "until"
    assert len(list(paragraphs([Line(wide, 1, "3"), Line("late.", 2, "4")]))) == 1
