"""The two shipped memos: every line accounted for, every section, paragraph and page in its place."""

import tomllib
from hashlib import sha256

import pytest

from corpus import wilson_center
from corpus.document import Span
from corpus.markup import groups
from corpus.pages import mark
from corpus.sentences import sentences
from corpus.settings import MEMOS

ZHIVKOV = MEMOS / "1973-10-30-zhivkov-kim-il-sung.md"
BREZHNEV = MEMOS / "1966-05-27-brezhnev-plenum-speech.txt"

SECTIONS = ["opening", "1", "2", "3", "4", "5", "6", "7", "closing"]
PARAGRAPHS = [4, 2, 20, 15, 8, 7, 12, 3, 10]


def document(path):
    return wilson_center.read(path.read_text(encoding="utf-8"), path.name)


@pytest.fixture(scope="module")
def zhivkov():
    return document(ZHIVKOV)


@pytest.fixture(scope="module")
def brezhnev():
    return document(BREZHNEV)


def told(path):
    return tomllib.loads(path.with_suffix(".notes.toml").read_text(encoding="utf-8"))


def place(text, words):
    """The section, the paragraph and the page of words in a text."""
    start = text.body.index(words)
    assert text.body.count(words) == 1
    section = text.section_at(start)
    paragraph = next((p.number for p in section.paragraphs if p.start <= start < p.end), None)
    return section.number, paragraph, text.page_of(Span(start, start + len(words)))


@pytest.mark.parametrize(
    ("path", "digest"),
    [
        (ZHIVKOV, "fbd316651deaff47f7cb16e46ebe0af2081efaedbeed185258e61cf74404da97"),
        (BREZHNEV, "d5c3d1d023391d5b1540634d80f3a3bfd8828833b0bcc04fbd638ee39d1dafa2"),
    ],
)
def test_the_memos_are_untouched(path, digest):
    assert sha256(path.read_bytes()).hexdigest() == digest == told(path)["sha256"]


@pytest.mark.parametrize("path", [ZHIVKOV, BREZHNEV])
def test_every_line_is_text_or_page_mark_or_listed_with_a_reason(path):
    source = path.read_text(encoding="utf-8")
    texts = document(path).texts
    read = {line.first_line for text in texts for line in text.sources}
    marks = {group[0].number for group in groups(source) if mark(group) is not None}
    listed = {item["line"]: item for item in told(path)["not_text"]}
    lines = source.split("\n")
    assert {number for number, line in enumerate(lines, 1) if line.strip()} == read | marks | set(listed)
    assert not read & marks
    assert not (read | marks) & set(listed)
    for number, item in listed.items():
        assert lines[number - 1] == item["text"]
        assert item["reason"]


@pytest.mark.parametrize("path", [ZHIVKOV, BREZHNEV])
def test_the_source_map_leads_to_lines_that_hold_the_words(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    for text in document(path).texts:
        for source in text.sources:
            assert text.body[source.start : source.end].strip() in lines[source.first_line - 1]
        between = [text.body[a.end : b.start] for a, b in zip(text.sources, text.sources[1:], strict=False)]
        assert not "".join(between).strip()


@pytest.mark.parametrize("path", [ZHIVKOV, BREZHNEV])
def test_reading_twice_gives_the_same_anywhere(path):
    source = path.read_text(encoding="utf-8")
    again = wilson_center.read(source.replace("\n", "\r\n"), "elsewhere/copy.txt")
    assert wilson_center.recognises(source)
    assert document(path) == again


def test_what_the_1973_file_says_of_itself(zhivkov):
    assert zhivkov.id == "1973-10-30-memorandum-on-the-conversation-between-kim-il-sung-and-todor-zhivkov"
    assert zhivkov.title == "Memorandum on the Conversation between Kim Il Sung and Todor Zhivkov"
    assert zhivkov.date == "1973-10-30"
    assert zhivkov.url == "https://digitalarchive.umd.edu/document/114533"
    said = zhivkov.catalogue
    assert said.author == "Todor Zhivkov"
    assert said.participants == ("Kim Il Sung", "Todor Zhivkov")
    assert said.translator == "Donna Kovacheva"
    assert said.collection == "From the personal collection of former Bulgarian diplomat Georgi Mitov"
    assert said.archive == "Wilson Center Digital Archive"
    assert said.original_language == "Bulgarian"
    assert said.summary.startswith("Todor Zhivkov, First Secretary of the Bulgarian Communist Party, reports")
    assert said.credits == "This document was made possible with support from ROK Ministry of Unification"
    assert said.citation.startswith('"Memorandum on the Conversation')
    assert (said.rights, said.places) == ("", ())


def test_what_the_1966_file_says_of_itself(brezhnev):
    assert brezhnev.id == (
        "1966-05-27-excerpts-from-leonid-brezhnevs-may-1966-speech-on-talks-with-kim-il-sung"
    )
    assert brezhnev.title == "Excerpts from Leonid Brezhnev's May 1966 Speech on Talks with Kim Il Sung"
    assert (brezhnev.date, brezhnev.url) == ("1966-05-27", "")
    said = brezhnev.catalogue
    assert said.author == "Leonid Brezhnev"
    assert said.credits == "This document was made possible with support from Leon Levy Foundation"
    assert said.summary.startswith("Excerpts from Leonid Brezhnev's speech at the CC CPSU Plenum")
    assert said.rights.startswith("The History and Public Policy Program welcomes reuse")
    assert said.rights.endswith("HAPP@wilsoncenter.org.")
    assert (said.citation, said.collection, said.translator, said.archive) == ("", "", "", "")
    assert (said.original_language, said.participants, said.places) == ("", (), ())


def test_the_1973_memo_has_nine_sections_in_two_languages(zhivkov):
    bulgarian, english = zhivkov.texts
    assert (bulgarian.language, bulgarian.role) == ("bg", "original")
    assert (english.language, english.role) == ("en", "translation")
    assert [section.number for section in bulgarian.sections] == SECTIONS
    assert [section.number for section in english.sections] == ["catalogue", *SECTIONS]
    assert [len(section.paragraphs) for section in bulgarian.sections] == PARAGRAPHS
    assert [len(section.paragraphs) for section in english.sections[1:]] == PARAGRAPHS


def test_headings_stand_in_the_body_and_are_no_paragraphs(zhivkov):
    for text in zhivkov.texts:
        for section in text.sections:
            first = section.paragraphs[0].start
            assert (section.heading is None) == (section.start == first)
            if section.heading:
                printed = text.body[section.start : first].strip()
                number = f"{section.number}. " if section.number.isdigit() else ""
                assert printed == number + section.heading


@pytest.mark.parametrize(
    ("language", "number", "heading"),
    [
        ("bg", "opening", "ЗА НЯКОИ АСПЕКТИ ОТ РАЗГОВОРИТЕ С ДРУГАРЯ КИМ ИР СЕН"),
        ("bg", "3", "За колективна сигурност в Азия"),
        ("bg", "7", "За борбата с фракционната група в Корейската трудова партия"),
        ("bg", "closing", None),
        ("en", "opening", "RE: SOME ASPECTS OF MY CONVERSATIONS WITH COMRADE KIM IL SUNG"),
        ("en", "2", "On relations with China and China's leadership"),
        ("en", "6", "On the unification of Korea and the confederation between North and South Korea"),
        ("en", "7", "On the struggle with the faction group in the Korean Workers' Party"),
        ("en", "closing", None),
        ("en", "catalogue", None),
    ],
)
def test_headings_on_one_line_whatever_their_markdown(zhivkov, language, number, heading):
    sections = {section.number: section for section in zhivkov.text(language).sections}
    assert sections[number].heading == heading


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("която е 1 300 км", ("2", 12, "6")),
        ("ЗА НЯКОИ АСПЕКТИ", ("opening", None, "1")),
        ("Ще изложа въпросите", ("opening", 4, "2")),
        ("в личните беседи", ("1", 1, "2")),
        ("Видимо моето изложение", ("1", 2, "3")),
        ("придържането към неутрални позиции", ("2", 4, "4–5")),
        ("отношенията с Китай?", ("2", 10, "6")),
        ("по границата нашите хора са въоръжени", ("2", 13, "6–7")),
        ("Подобни по-малки инциденти", ("2", 13, "7")),
        ("събитията в Чили", ("2", 15, "8–11")),
        ("с др. Полянски", ("3", 7, "8–11")),
        ("четвърто - в перспектива", ("3", 12, "12–13")),
        ("повече от 45 години – аз съм в революционното", ("4", 7, "14–15")),
        ("социалистически страни - се отнасяме", ("5", 1, "15–16")),
        ("богата", ("5", 2, "16")),
        ("/след Япония/", ("5", 3, "17")),
        ("среща в Крим", ("5", 7, "18–19")),
        ("Ако ни послушат", ("6", 7, "20")),
        ("Т. ЖИВКОВ", ("closing", 10, "21 ff.")),
    ],
)
def test_places_in_the_original(zhivkov, words, expected):
    assert place(zhivkov.text("bg"), words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("which is 1,300 km long", ("2", 12, None)),
        ("Translated by Donna Kovacheva.", ("catalogue", 3, None)),
        ("Original Language:\nBulgarian", ("catalogue", 6, None)),
        ("we told the Chinese that we should no longer", ("2", 2, None)),
        ("there is no socialist imperialism and there is no", ("2", 11, None)),
        ("coal, etc., water encompassing the coast", ("5", 3, None)),
        ("both countries will act independently", ("6", 6, None)),
        ("until the very end - while we were", ("closing", 2, None)),
        ("Ulan Bator", ("closing", 9, None)),
    ],
)
def test_places_in_the_translation(zhivkov, words, expected):
    assert place(zhivkov.text("en"), words) == expected


def test_a_sentence_that_breaks_off_is_left_so(zhivkov):
    body = zhivkov.text("bg").body
    assert "първата социалистическа държава в свет\n\nТова беше открито" in body
    assert "на корейския народ\n\nТой обясни" in body
    assert body.count("\n\n- 6 -\n\n") == 0


@pytest.mark.parametrize(
    "noise", ["363", "Benzel", "12. хе", "Т. Давидов", "30.10.1973", "- 18 -", "#", "**"]
)
def test_what_is_no_text_is_nowhere(zhivkov, noise):
    assert not any(noise in text.body for text in zhivkov.texts)


def test_pages_lie_side_by_side_over_the_whole_original(zhivkov):
    text = zhivkov.text("bg")
    assert " ".join(page.label for page in text.pages) == (
        "1 2 3 4–5 6 7 8–11 12–13 14 15 16 17 18–19 20 21 ff."
    )
    assert text.pages[0].start == 0
    assert text.pages[-1].end == len(text.body)
    assert all(a.end == b.start for a, b in zip(text.pages, text.pages[1:], strict=False))
    assert zhivkov.text("en").pages == ()


def test_the_speech_is_one_section_without_its_summary(brezhnev):
    (text,) = brezhnev.texts
    catalogue, speech = text.sections
    assert (text.language, text.role, catalogue.number, speech.number) == (
        "en",
        "original",
        "catalogue",
        "text",
    )
    assert speech.heading == (
        "[From Leonid Brezhnev's speech at the May (1966) CC CPSU Plenum. Morning of May 27, 1966]"
    )
    assert len(speech.paragraphs) == 10
    assert place(text, "A few days ago, comrades") == ("text", 1, None)
    assert place(text, "in which he discusses his visit") == ("catalogue", 4, None)
    assert place(text, "support from Leon Levy Foundation") == ("catalogue", 3, None)
    assert place(text, "Rights\nThe History") == ("catalogue", 5, None)
    assert text.body[speech.start : speech.end].endswith("improve our relations.")


def test_an_omission_is_printed_and_not_counted(brezhnev):
    text = brezhnev.texts[0]
    assert "1966]\n\n[...]\n\nA few days ago" in text.body
    assert place(text, "[...]")[1] is None


def test_all_text_below_the_headings_is_in_sentences_of_paragraphs(zhivkov, brezhnev):
    for text in zhivkov.texts + brezhnev.texts:
        for section in text.sections:
            for paragraph in section.paragraphs:
                spans = sentences(text.body, text.language, paragraph.start, paragraph.end)
                assert spans[0].start == paragraph.start
                assert spans[-1].end == paragraph.end


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("патриот.", "Ако в Южна", "20–21 ff."),
        ("това са млади хора", "четвърто", "8–13"),
        ("Амур", "Сианук", "6–7"),
    ],
)
def test_the_pages_of_a_longer_passage(zhivkov, first, last, expected):
    text = zhivkov.text("bg")
    assert text.page_of(Span(text.body.index(first), text.body.index(last) + len(last))) == expected
