"""BibTeX and RIS: what a reference manager reads back is what went in."""

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from rag.export import bibtex, ris

ITEM = {
    "id": "1950-05-02-on-a-border",
    "type": "document",
    "title": "On a Border",
    "author": [{"literal": "A. Writer and Son"}],
    "translator": [{"literal": "A. Reader"}],
    "issued": {"date-parts": [[1950, 5, 2]]},
    "archive": "An Archive",
    "archive_collection": "Papers",
    "abstract": "What it says.",
    "language": "en",
    "URL": "https://archive.example/1",
    "note": "“It is long.” (sec. 2).",
}

HOSTILE = [
    "100 % of $5 & #1_a ^b ~c",
    "a { b",
    "a } b",
    "}, note = {injected",
    r"\input{/etc/passwd} \write18{ls}",
    'quoted "twice" “curly”',
    "@misc{x, title={y}}",
    "ER  - ",
    "TY  - JOUR",
    "Разговор с др. Ким Ир Сен",
    "<script>alert(1)</script>",
]


COMMANDS = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}


def decoder():
    """pylatexenc's, taught the commands that it lacks or takes for another character."""
    known = get_default_latex_context_db()
    known.add_context_category(
        "braces",
        prepend=True,
        macros=[MacroTextSpec(name, meaning) for name, meaning in COMMANDS.items()],
    )
    return LatexDecodingMiddleware(decoder=LatexNodes2Text(latex_context=known))


def entries(text, *decoding):
    found = bibtexparser.parse_string(text, append_middleware=decoding)
    assert not found.failed_blocks
    return [
        {field.key: field.value for field in entry.fields} | {"key": entry.key} for entry in found.entries
    ]


def parsed(text):
    return entries(text, decoder())


def test_bibtex_gives_back_every_field():
    (entry,) = parsed(bibtex([ITEM]))
    assert entry["key"] == "1950-05-02-on-a-border"
    assert entry["title"] == "On a Border"
    assert entry["author"] == "A. Writer and Son"
    assert (entry["date"], entry["year"]) == ("1950-05-02", "1950")
    assert (entry["organization"], entry["howpublished"]) == ("An Archive", "Papers")
    assert entry["url"] == "https://archive.example/1"
    assert entry["note"] == "“It is long.” (sec. 2)."


def test_ris_gives_back_every_field():
    assert ris([ITEM]).startswith("TY  - GEN\n")
    (record,) = rispy.loads(ris([ITEM]))
    assert record["type_of_reference"] == "GEN"
    assert record["title"] == "On a Border"
    assert record["authors"] == ["A. Writer and Son"]
    assert (record["year"], record["date"]) == ("1950", "1950/05/02")
    assert record["name_of_database"] == "An Archive"
    assert record["urls"] == ["https://archive.example/1"]
    assert record["notes"] == ["“It is long.” (sec. 2)."]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_a_title(title):
    items = [{**ITEM, "title": title}, {**ITEM, "id": "another"}]
    one, two = parsed(bibtex(items))
    assert (one["title"], two["title"]) == (title, "On a Border")
    assert set(one) == set(two)
    first, second = rispy.loads(ris(items))
    assert (first["title"], second["title"]) == (title.strip(), "On a Border")
    assert set(first) == set(second)


def test_an_address_cannot_end_its_field():
    hostile = {**ITEM, "URL": "https://archive.example/1},note={x\\;y"}
    (entry,) = entries(bibtex([hostile]))
    assert entry["url"].startswith("https://archive.example/1%7D")
    assert entry["note"] == ITEM["note"]
    (record,) = rispy.loads(ris([hostile]))
    assert len(record["urls"]) == 1


def test_an_undated_document_with_a_bare_title_is_enough():
    bare = {"id": "untitled", "type": "document", "title": "untitled"}
    assert parsed(bibtex([bare]))[0]["title"] == "untitled"
    assert rispy.loads(ris([bare]))[0]["title"] == "untitled"
