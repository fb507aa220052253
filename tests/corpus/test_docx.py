import zipfile
from io import BytesIO

import pytest

from corpus import docx
from corpus.document import Span
from corpus.errors import ReadError
from tests.corpus.made import sections, word, zipped

MOST = 10_000_000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES = f"""<?xml version="1.0"?>
<w:footnotes xmlns:w="{W}">
  <w:footnote w:id="2"><w:p><w:r><w:t>The river.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""
FOOTNOTED = """<w:r><w:t>The border</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>\
<w:r><w:t xml:space="preserve"> is long.</w:t></w:r>"""


def changed(data, path, change):
    """The archive with one member changed."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        members = {name: file.read(name) for name in file.namelist()}
    members[path] = change(members.get(path, b"").decode()).encode()
    return zipped(members)


def body(data, runs):
    """The document with these runs in place of the word HERE."""
    return changed(data, "word/document.xml", lambda xml: xml.replace("<w:r><w:t>HERE</w:t></w:r>", runs))


def test_headings_tables_and_paragraphs():
    data = word(
        ("Title", "Talks"),
        "Before.",
        ("Heading 1", "1. Coal"),
        "First.",
        [["tons", "price"], ["10", "20"]],
        ("Heading 2", "Annex"),
        ("Heading 1", "Iron"),
        "Second.",
        author="P. Ivanov",
    )
    document = docx.read(data, "talks.docx", MOST)
    assert document.catalogue.author == "P. Ivanov"
    assert sections(document.texts[0]) == [
        ("opening", "Talks", ["Before."]),
        ("1", "Coal", ["First.", "tons price", "10 20"]),
        ("1.1", "Annex", []),
        ("2", "Iron", ["Second."]),
    ]


def test_the_title_is_the_files_own_else_the_heading_else_the_stem():
    assert docx.read(word("Words.", title="Talks"), "a.docx", MOST).title == "Talks"
    assert docx.read(word(("Heading 1", "Coal"), "Words."), "a.docx", MOST).title == "Coal"
    assert docx.read(word("Words."), "a.docx", MOST).title == "a"


def test_footnotes_are_kept_apart():
    data = body(word("HERE"), FOOTNOTED)
    data = changed(data, "word/footnotes.xml", lambda _: FOOTNOTES)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    data = changed(
        data,
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(
            "<Relationship ", f'<Relationship Id="f1" Type="{kind}" Target="footnotes.xml"/><Relationship ', 1
        ),
    )
    text = docx.read(data, "a.docx", MOST).texts[0]
    assert text.body == "The border is long."
    [note] = text.footnotes
    assert (text.body[: note.offset], note.label, note.text) == ("The border", "2", "The river.")


def test_deleted_words_are_gone_and_inserted_ones_are_there():
    runs = (
        '<w:del w:id="1" w:author="x"><w:r><w:delText>not </w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins><w:r><w:tab/><w:t>words</w:t></w:r>'
    )
    assert docx.read(body(word("HERE"), runs), "a.docx", MOST).texts[0].body == "new words"


def test_pages_are_where_word_last_broke_them():
    runs = "<w:r><w:t>First </w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>second.</w:t></w:r>"
    text = docx.read(body(word("HERE"), runs), "a.docx", MOST).texts[0]
    assert [text.page_of(Span(at, at + 1)) for at in (0, 6)] == ["1", "2"]
    assert docx.read(word("First."), "a.docx", MOST).texts[0].pages == ()


def test_a_file_without_words_is_refused():
    with pytest.raises(ReadError, match=r"^a\.docx: no words in it"):
        docx.read(word(), "a.docx", MOST)


@pytest.mark.parametrize("data", [b"", b"PK", zipped({"a.txt": "no document"})])
def test_a_damaged_file_is_refused(data):
    with pytest.raises(ReadError, match=r"^a\.docx: "):
        docx.read(data, "a.docx", MOST)


def test_a_bomb_is_refused():
    data = changed(word("Words."), "word/media.bin", lambda _: "0" * 5_000_000)
    with pytest.raises(ReadError, match=r"^a\.docx/word/media\.bin: unpacks to"):
        docx.read(data, "a.docx", MOST)


def test_entities_are_refused():
    entity = '<!DOCTYPE x [<!ENTITY boom "boom boom">]>'
    data = changed(
        word("HERE and words"),
        "word/document.xml",
        lambda xml: xml.replace("?>", "?>" + entity, 1).replace("HERE", "&boom;"),
    )
    with pytest.raises(ReadError, match=r"^a\.docx: it declares entities"):
        docx.read(data, "a.docx", MOST)
