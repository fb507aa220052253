import pytest

from corpus.joining import paragraphs
from corpus.markup import groups


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("we told them that we\n\nshould stop.", ["we told them that we should stop."]),
        ("the two countries\n\n- are friends. Good.", ["the two countries - are friends. Good."]),
        ("until the very end -\n\nwhile he was there.", ["until the very end - while he was there."]),
        (
            "the first country in the worl\n\nThis was said.",
            ["the first country in the worl", "This was said."],
        ),
        ("He said:\n\n- one thing;\n\n- another.", ["He said:", "- one thing;", "- another."]),
        ("We bring\n\n- apples\n\n- pears", ["We bring", "- apples", "- pears"]),
        ('He said "stop."\n\nand left.', ['He said "stop."', "and left."]),
        ("Steel\n\na) from here\n\nb) from there", ["Steel", "a) from here", "b) from there"]),
        ("[...]\n\nso it was.", ["[...]", "so it was."]),
        ("wrapped\nlines", ["wrapped lines"]),
        ("30 October  \nUlan Bator", ["30 October", "Ulan Bator"]),
        ("**bold** and \\[sic\\] and *light*", ["bold and [sic] and light"]),
        ("5 * 3 * 2", ["5 * 3 * 2"]),
    ],
)
def test_only_a_cut_sentence_is_joined(source, expected):
    assert [block.text for block in paragraphs(groups(source), {})] == expected


def test_a_paragraph_knows_where_its_lines_and_pages_begin():
    (block,) = paragraphs(groups("one of\n\n\ntwo."), {1: "3", 4: "4"})
    assert block.text == "one of two."
    assert block.lines == ((0, 1), (7, 4))
    assert block.pages == ((0, "3"), (7, "4"))
