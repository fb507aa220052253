import pytest

from corpus.blocks import Block, compose
from corpus.document import Span
from corpus.outline import outline, split


def numbers(*headings):
    blocks = [Block("Words.")]
    for level, text in headings:
        blocks += [Block(text, level), Block("Words.")]
    return [part.number for part in outline(blocks)]


@pytest.mark.parametrize(
    ("heading", "number", "rest"),
    [
        ("2. On China", "2", "On China"),
        ("3.1 Talks in\nSofia", "3.1", "Talks in Sofia"),
        ("IV. Reunification", "IV", "Reunification"),
        ("1973 in review", "", "1973 in review"),
        ("I was there", "", "I was there"),
        ("12.", "", "12."),
        ("30 October 1973: Conversation", "", "30 October 1973: Conversation"),
        ("5 MAY 1970", "", "5 MAY 1970"),
        ("27 май 1966 г.", "", "27 май 1966 г."),
        ("3 Sept. 1970", "", "3 Sept. 1970"),
        ("30.10.1973: Conversation", "", "30.10.1973: Conversation"),
        ("5. May Day", "5", "May Day"),
        ("3 Decisions", "3", "Decisions"),
        ("4.Coal", "4", "Coal"),
    ],
)
def test_a_heading_may_begin_with_its_number(heading, number, rest):
    assert split(heading) == (number, rest)


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ([], ["text"]),
        ([(1, "A"), (1, "B")], ["opening", "1", "2"]),
        ([(1, "1. A"), (1, "2. B"), (1, "End")], ["opening", "1", "2", "3"]),
        ([(1, "A"), (2, "A1"), (2, "A2"), (1, "B"), (2, "B1")], ["opening", "1", "1.1", "1.2", "2", "2.1"]),
        ([(1, "1. A"), (2, "1. Aa"), (2, "1.2 Ab")], ["opening", "1", "1.1", "1.2"]),
        ([(2, "1. A"), (2, "1. B")], ["opening", "1", "1 (2)"]),
    ],
)
def test_sections_are_numbered_as_printed_or_counted(headings, expected):
    assert numbers(*headings) == expected


def test_the_one_highest_heading_is_the_title():
    parts = outline([Block("Memo", 1), Block("Words."), Block("China", 2), Block("Words.")])
    assert [(part.number, part.heading) for part in parts] == [("opening", "Memo"), ("1", "China")]


def test_offsets_lead_to_what_was_written():
    blocks = [
        Block("2. China", 2, pages=((0, "7"),), first_line=1, last_line=1),
        Block(
            "On the border.", pages=((7, "8"),), notes=((6, "1", "The river."),), first_line=3, last_line=4
        ),
    ]
    text = compose(outline(blocks), "en")
    [section] = text.sections
    [paragraph] = section.paragraphs
    assert text.body[section.start : section.end] == "2. China\n\nOn the border."
    assert (section.number, section.heading, paragraph.number) == ("2", "China", 1)
    at = text.body.index("border")
    assert text.page_of(Span(at, at + 6)) == "8"
    assert text.page_of(Span(0, len(text.body))) == "7–8"
    assert text.body[text.footnotes[0].offset - 2 : text.footnotes[0].offset] == "he"
    assert [(source.first_line, source.last_line) for source in text.sources] == [(1, 1), (3, 4)]
