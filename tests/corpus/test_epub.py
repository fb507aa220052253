import pytest

from corpus import epub
from corpus.errors import ReadError
from tests.corpus.made import book, sections, zipped

MOST = 10_000_000
TOLD = (
    "<dc:title>Talks</dc:title><dc:creator>P. Ivanov</dc:creator>"
    "<dc:date>1962-05-03</dc:date><dc:language>en-GB</dc:language>"
)


def test_chapters_in_order_with_pages():
    chapters = [
        '<h1>Coal</h1><p>First <span epub:type="pagebreak" title="7"/>page.</p>',
        "<h1>Iron</h1><p>Second.</p>",
    ]
    document = epub.read(book(chapters, TOLD), "a.epub", MOST)
    assert (document.title, document.date, document.catalogue.author) == ("Talks", "1962-05-03", "P. Ivanov")
    assert sections(document.texts[0]) == [("1", "Coal", ["First page."]), ("2", "Iron", ["Second."])]
    assert [page.label for page in document.texts[0].pages] == ["7"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "damaged archive"),
        (zipped({"mimetype": "application/epub+zip"}), "not a sound EPUB"),
        (zipped({"META-INF/container.xml": "<container/>"}), "not a sound EPUB"),
        (zipped({"META-INF/container.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "not a sound EPUB"),
        (book(["<p></p>"]), "no words in it"),
        (book([]), "no words in it"),
    ],
)
def test_a_damaged_book_is_refused(data, said):
    with pytest.raises(ReadError, match=rf"^a\.epub: .*{said}|^a\.epub: {said}"):
        epub.read(data, "a.epub", MOST)


def test_a_chapter_outside_the_book_is_refused():
    data = book(["<p>Words.</p>"]).replace(b"c0.xhtml", b"../x.htm")
    with pytest.raises(ReadError, match=r"^a\.epub"):
        epub.read(data, "a.epub", MOST)
