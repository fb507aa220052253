"""Files of the Wilson Center that are not shipped: made up here, laid out as the archive does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import wilson_center
from corpus.errors import ReadError

EXPORT = """\
**March 2, 1961**  
**Record of Conversation between Ivan Petrov and Li Wei**

**Citation:**

"Record of Conversation between Ivan Petrov and Li Wei," March 2, 1961, Wilson Center Digital Archive, \
AVPRF, f. 0100, op. 54, p. 466, d. 9. Obtained by Anna Weber and translated by John Doe. \
https://digitalarchive.example.org/document/1

**Letterhead:**

Embassy of the USSR

**Participants:**

Ivan Petrov  
Li Wei  
Zhou Min

**Original Language:**

Russian

**Contents:**

Translation - English

# TOP SECRET

We met at noon. Three things were said:

1. The harvest was poor.

2. The railway was late.

3. Nobody was pleased.

1\\. Trade

Comrade Li asked for 300 tons of steel. I said that the matter had been handed to the

- 2 -

ministry and would be answered. He thanked me.

## 2. Borders

He named two villages. They lie on the river

The second was burnt.

- 4 -

- one was empty

- one was full

Moscow, March 3, 1961

I. Petrov
"""  # noqa: W291

PAGE = """\
Wilson Center Digital Archive
June 5, 1958
Letter from the Embassy, 'On Rice'
This document was made possible with support from Someone
Dear comrades, rice is scarce.
The price rose by 12 per cent in
one month alone, and we ask for help.
With comradely greetings
The embassy asks for help because rice is scarce and its price has risen.
Author(s):
Kim, Chol
Pak, Yong
Associated Places
Korea, North
Document Information
Source
RGANI, f. 5, op. 28. Translated by Jane Roe.
Original Archive
Russian State Archive
Language
Russian
Rights
Anyone may read it.
"""


@pytest.fixture(scope="module")
def export():
    return wilson_center.read(EXPORT, "export.md")


@pytest.fixture(scope="module")
def page():
    return wilson_center.read(PAGE, "page.txt")


def paragraphs(document, number):
    text = document.texts[0]
    section = next(section for section in text.sections if section.number == number)
    return [text.body[p.start : p.end] for p in section.paragraphs]


def test_an_export_with_a_translation_alone(export):
    (text,) = export.texts
    assert (text.language, text.role) == ("en", "translation")
    assert [(s.number, s.heading) for s in text.sections] == [
        ("catalogue", None),
        ("opening", "TOP SECRET"),
        ("1", "Trade"),
        ("2", "Borders"),
        ("closing", None),
    ]
    assert export.pairs == ()


def test_its_catalogue(export):
    said = export.catalogue
    assert export.id == "1961-03-02-record-of-conversation-between-ivan-petrov-and-li-wei"
    assert export.url == "https://digitalarchive.example.org/document/1"
    assert said.author == "Ivan Petrov"
    assert said.participants == ("Ivan Petrov", "Li Wei", "Zhou Min")
    assert said.collection == "AVPRF, f. 0100, op. 54, p. 466, d. 9"
    assert said.translator == "John Doe"
    assert said.original_language == "Russian"
    assert "Letterhead:\nEmbassy of the USSR" in paragraphs(export, "catalogue")
    assert "Participants:\nIvan Petrov\nLi Wei\nZhou Min" in paragraphs(export, "catalogue")


def test_its_lists_are_no_headings_and_stay_lists(export):
    assert paragraphs(export, "opening")[1:] == [
        "1. The harvest was poor.",
        "2. The railway was late.",
        "3. Nobody was pleased.",
    ]
    assert paragraphs(export, "2") == [
        "He named two villages. They lie on the river",
        "The second was burnt.",
        "- one was empty",
        "- one was full",
    ]


def test_its_cut_sentence_is_whole_and_has_both_pages(export):
    text = export.texts[0]
    first = paragraphs(export, "1")[0]
    assert first == (
        "Comrade Li asked for 300 tons of steel. I said that the matter had been handed to the ministry "
        "and would be answered. He thanked me."
    )
    assert [page.label for page in text.pages] == ["1", "2–3", "4"]
    start = text.body.index(first)
    assert [page.start < start + len(first) and start < page.end for page in text.pages] == [
        True,
        True,
        False,
    ]


def test_a_saved_page_with_values_behind_its_labels(page):
    (text,) = page.texts
    said = page.catalogue
    assert (page.date, page.title) == ("1958-06-05", "Letter from the Embassy, 'On Rice'")
    assert (text.language, text.role) == ("en", "translation")
    assert said.author == "Kim, Chol; Pak, Yong"
    assert said.places == ("Korea, North",)
    assert said.collection == "RGANI, f. 5, op. 28. Translated by Jane Roe."
    assert said.archive == "Russian State Archive"
    assert said.original_language == "Russian"
    assert said.translator == "Jane Roe"
    assert said.rights == "Anyone may read it."
    assert said.summary == "The embassy asks for help because rice is scarce and its price has risen."


def test_its_text_is_the_text_alone(page):
    assert paragraphs(page, "text") == [
        "Dear comrades, rice is scarce.",
        "The price rose by 12 per cent in one month alone, and we ask for help.",
        "With comradely greetings",
    ]


TWO = (
    EXPORT[: EXPORT.index("# TOP")]
    .replace("Russian", "Polish")
    .replace("Translation", "Original Scan\n\nTranslation")
)
POLISH = "Spotkaliśmy się w południe i długo rozmawialiśmy o cenach stali oraz o granicach państwa.\n\n"
ENGLISH = "We met at noon and spoke for a long time about the price of steel and about borders.\n\n"


def test_an_original_in_latin_letters_is_told_from_its_translation():
    document = wilson_center.read(TWO + 3 * POLISH + 3 * ENGLISH, "two.md")
    assert [(text.language, text.role) for text in document.texts] == [
        ("pl", "original"),
        ("en", "translation"),
    ]
    assert document.texts[0].body == "\n\n".join([POLISH.strip()] * 3)
    assert len(document.pairs) == 3


def test_an_original_without_a_translation():
    document = wilson_center.read(TWO + 2 * POLISH, "one.md")
    assert [(text.language, text.role) for text in document.texts] == [("pl", "original")]
    assert document.texts[0].sections[0].number == "catalogue"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("Just some text.\n", "x.md: no export and no saved page"),
        (EXPORT[: EXPORT.index("# TOP")], "x.md: there is a catalogue and no text"),
        ("", "x.md: no export"),
    ],
)
def test_what_is_none_of_its_files_is_refused_by_name(source, problem):
    with pytest.raises(ReadError, match=problem):
        wilson_center.read(source, "x.md")


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("\n\n#*-1. :"), max_size=400))
def test_whatever_stands_below_a_header_is_read_or_refused(words):
    source = EXPORT[: EXPORT.index("# TOP")] + words
    try:
        document = wilson_center.read(source, "any.md")
    except ReadError:
        return
    for text in document.texts:
        for section in text.sections:
            assert 0 <= section.start <= section.end <= len(text.body)
            assert all(section.start <= p.start < p.end <= section.end for p in section.paragraphs)
