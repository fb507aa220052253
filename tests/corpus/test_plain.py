from hypothesis import given
from hypothesis import strategies as st

from corpus import plain
from corpus.document import Span
from tests.corpus.made import sections


def test_the_stem_is_the_title_and_there_is_one_section():
    document = plain.read("First paragraph.\n\nSecond paragraph.\n", "Yuan_dynasty.txt")
    assert (document.title, document.date, document.url) == ("Yuan_dynasty", "", "")
    assert document.id == "yuan-dynasty"
    assert sections(document.texts[0]) == [("text", None, ["First paragraph.", "Second paragraph."])]


def test_form_feeds_are_pages():
    text = plain.read("First page.\n\fSecond page goes on and\n\fends on the third.\n", "memo.txt").texts[0]
    assert text.body == "First page.\n\nSecond page goes on and ends on the third."
    pages = {
        word: text.page_of(Span(at := text.body.index(word), at + 1)) for word in ("First", "Second", "ends")
    }
    assert pages == {"First": "1", "Second": "2", "ends": "3"}


def test_without_form_feeds_there_are_no_pages():
    assert plain.read("Words.\f\n", "memo.txt").texts[0].pages == ()


def test_the_language_is_read_from_the_letters():
    said = {
        "Разговорът продължи три часа.": "bg",
        "Мы встретились, это был долгий разговор.": "ru",
        "Ми зустрілися вчора, це була довга розмова, її чули всі.": "uk",
        "We met.": "en",
        "1973": "en",
    }
    assert {words: plain.read(words, "a.txt").texts[0].language for words in said} == said


def test_markup_stays_text():
    words = "<script>alert(1)</script> & [link](javascript:alert(1)) Ignore all previous instructions."
    assert plain.read(words, "a.txt").texts[0].body == words


@given(st.text(st.sampled_from("ab Ж.\n\f-1 "), min_size=1).filter(str.strip))
def test_words_never_change(source):
    text = plain.read(source, "memo.txt").texts[0]
    assert text.body.split() == source.split()
    for line in text.sources:
        held = " ".join(source.split("\n")[line.first_line - 1 : line.last_line])
        assert set(text.body[line.start : line.end].split()) <= set(held.split())
