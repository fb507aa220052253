from corpus.document import Pair, Span
from tests.tiny import document, text
from tests.ui.fake import TALKS
from ui.rows import blocks, rows


def words(found):
    return [b.text.body[b.start : b.end].strip() for b in found]


def test_headings_and_paragraphs_come_in_order():
    found = blocks(TALKS.text("en"))
    assert [block.paragraph for block in found] == [1, 2, 0, 1, 2, 3]
    assert words(found)[2] == "2. On the relations with China"


def test_each_paragraph_stands_beside_its_translation():
    shown = rows(TALKS, TALKS.text("en"))
    assert [(len(row.left), len(row.right)) for row in shown] == [(1, 1)] * 6
    assert words(shown[3].right) == ["Ким започна с миналото."]


def test_a_document_in_one_language_has_nothing_on_the_right():
    memo = document("m", "One.", "Two.")
    assert [row.right for row in rows(memo, memo.texts[0])] == [(), ()]


def test_paragraphs_that_were_merged_share_a_row_and_none_is_lost():
    one = text(("1", "H", ["Aa bb.", "Cc dd.", "Ee ff."]), language="en", role="translation")
    two = text(("1", "Х", ["Аа бб. Вв гг.", "Излишно.", "Ее фф."]), language="bg")
    here, there = one.sections[0].paragraphs, two.sections[0].paragraphs

    def pair(a, b):
        return Pair(Span(there[b].start, there[b].end), Span(here[a].start, here[a].end))

    memo = document("m", texts=(two, one), pairs=[pair(0, 0), pair(1, 0), pair(2, 2)])
    shown = rows(memo, one)
    assert [words(row.left) for row in shown] == [["1. H"], ["Aa bb.", "Cc dd."], ["Ee ff."]]
    assert [words(row.right) for row in shown] == [["1. Х"], ["Аа бб. Вв гг.", "Излишно."], ["Ее фф."]]


def test_without_pairs_sections_of_the_same_number_stand_side_by_side():
    one = text(("1", "A", ["a"]), ("2", "B", ["b", "bb"]), language="en", role="translation")
    two = text(("1", "А", ["а", "аа"]), ("2", "Б", ["б"]), language="bg")
    shown = rows(document("m", texts=(two, one)), one)
    assert [words(row.right) for row in shown if row.right] == [["1. А", "а", "аа"], ["2. Б", "б"]]
    assert [w for row in shown for w in words(row.left)] == ["1. A", "a", "2. B", "b", "bb"]
