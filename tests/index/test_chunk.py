"""Passages: slices, whole where they can be, never across a section."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Paragraph, Section, Text
from index.chunk import LIMIT, chunk
from tests.tiny import document, text

SENTENCE = "The border with China is long and it is guarded day and night. "


def spans(passages):
    return [(p.start, p.end) for p in passages]


def test_a_passage_is_a_slice_of_its_text():
    memo = document("m", SENTENCE * 20, "A short one.", SENTENCE * 3)
    for passage in chunk(memo):
        assert passage.text == memo.text("en").body[passage.start : passage.end]
        assert len(passage.text) <= LIMIT


def test_short_paragraphs_of_a_section_share_a_passage():
    (passage,) = chunk(document("m", "First.", "Second.", "Third."))
    assert passage.text == "First.\n\nSecond.\n\nThird."
    assert passage.paragraph == 1


def test_a_paragraph_that_fits_is_kept_whole():
    whole = SENTENCE * 5
    passages = chunk(document("m", SENTENCE * 3, whole, "Short."))
    assert [p.paragraph for p in passages] == [1, 2]
    assert passages[1].text == whole.strip() + " \n\nShort."


def test_sections_are_never_joined_and_the_heading_opens_its_first_passage():
    body = text(("1", "The border", ["It is long."]), ("2", "The army", ["It is large.", SENTENCE * 6]))
    one, two, three = chunk(document("m", texts=[body], title="Talks"))
    assert one.text == "1. The border\n\nIt is long."
    assert (one.section, one.paragraph, one.context) == ("1", 0, "Talks")
    assert two.text.startswith("2. The army\n\nIt is large.")
    assert (three.section, three.paragraph, three.context) == ("2", 2, "Talks\nThe army")
    assert three.embedding_text == f"Talks\nThe army\n{three.text}"


def test_a_long_paragraph_is_cut_between_sentences_into_pieces_of_like_length():
    passages = chunk(document("m", SENTENCE * 8))
    assert len(passages) == 2
    assert all(p.text.endswith("night.") and p.text.startswith("The border") for p in passages)
    assert abs(len(passages[0].text) - len(passages[1].text)) < len(SENTENCE)


@pytest.mark.parametrize("words", ["x" * 3000, "word " * 700, "а" * 1201])
def test_a_sentence_without_an_end_is_cut_hard(words):
    passages = chunk(document("m", words))
    assert max(len(p.text) for p in passages) <= LIMIT
    assert "".join(p.text for p in passages).replace(" ", "") == words.replace(" ", "")


def test_a_section_of_a_heading_alone_is_found_too():
    (passage,) = chunk(document("m", texts=[text(("1", "Reserved", []))]))
    assert (passage.text, passage.paragraph) == ("1. Reserved", 0)


def test_blank_documents_have_no_passages():
    assert chunk(document("m", "")) == []
    assert chunk(document("m", "  \n ")) == []


def test_the_same_slice_has_the_same_id_and_an_edited_one_another():
    before, again = chunk(document("m", "First.", "Second.")), chunk(document("m", "First.", "Second."))
    edited = chunk(document("m", "First.", "Sexond."))
    assert before == again
    assert before[0].id != edited[0].id


def test_the_same_words_under_two_documents_have_two_ids():
    assert chunk(document("a", "Same."))[0].id != chunk(document("b", "Same."))[0].id


def test_six_thousand_passages_in_one_document():
    passages = chunk(document("m", *[SENTENCE * 6] * 6000))
    assert len(passages) == 6000
    assert len({p.id for p in passages}) == 6000


@given(
    st.lists(
        st.text(st.sampled_from("aб. ?!\n\u2028\ud800A1"), max_size=900).filter(lambda words: words.strip()),
        max_size=5,
    )
)
def test_passages_cover_every_word_once_in_order(paragraphs):
    memo = document("m", *paragraphs)
    passages = chunk(memo)
    body = memo.text("en").body
    covered = [False] * len(body)
    for start, end in spans(passages):
        assert 0 < end - start <= LIMIT
        assert not any(covered[start:end])
        covered[start:end] = [True] * (end - start)
    for paragraph in memo.text("en").sections[0].paragraphs:
        for offset in range(paragraph.start, min(paragraph.end, len(body))):
            assert covered[offset] or body[offset].isspace()
    assert spans(passages) == sorted(spans(passages))


def test_a_very_long_heading_is_cut_like_a_sentence():
    heading = "long " * 200
    body = heading + "\n\nWords."
    section = Section("1", heading, 0, len(body), (Paragraph(1, len(heading) + 2, len(body)),))
    passages = chunk(document("m", texts=[Text("en", "original", body, (section,))]))
    assert passages[0].paragraph == 0
    assert passages[-1].text.endswith("Words.")
