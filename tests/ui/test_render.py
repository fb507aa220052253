import re

import pytest

from corpus.document import Page, Span
from rag.answer import Dropped
from tests.tiny import document
from tests.ui.fake import TALKS, FakeEngine
from ui import panel, reader, render
from ui.reader import Mark

EVIL = (
    '<script>alert(1)</script><img src="//evil.example/x"><form action="//evil.example">'
    "\"'[x](javascript:y) **b** ![i](//evil.example/i) ${alert(1)} {{alert(1)}}"
)


@pytest.fixture
def engine():
    return FakeEngine()


def shown(engine, question="How long is the border?"):
    return str(render.answer(engine.ask(question), 0, engine.archive.document))


def test_an_answer_shows_its_quote_its_place_and_that_it_is_verified(engine):
    html = shown(engine)
    assert "He said: along our border, which is 1,300 km long, there are speakers." in html
    assert "✓ verified" in html
    assert "§ 2, ¶ 2" in html
    assert "30 Oct 1973" in html
    assert "Bulgarian original ▸" in html


def test_a_quote_that_does_not_stand_in_the_memo_is_withheld(engine):
    answer = engine.ask("How long is the border?")
    forged = answer.citations[0].model_copy(update={"quote": "along our border, which is 13 km long"})
    html = str(render.answer(answer.model_copy(update={"citations": (forged,)}), 0, engine.archive.document))
    assert "13 km" not in html
    assert "verified" not in html
    assert "withheld" in html


def test_a_quote_of_a_document_that_is_gone_is_withheld(engine):
    answer = engine.ask("How long is the border?")

    def nothing(id):  # noqa: A002
        raise KeyError(id)

    assert "withheld" in render.answer(answer, 0, nothing)


def test_a_refusal_says_so_and_offers_passages_that_are_called_what_they_are(engine):
    html = shown(engine, "Who won in Paris?")
    assert "The memos do not answer this." in html
    assert "nearest passages, which do not answer it" in html
    assert html.count('class="passage"') == render.NEAREST
    assert "verified" not in html


def test_only_numbers_of_citations_become_links(engine):
    answer = engine.ask("How long is the border?").model_copy(update={"text": "See [1] and [7] and [sic]."})
    html = str(render.answer(answer, 0, engine.archive.document))
    assert html.count('class="ref"') == 1
    assert "and [7] and [sic]." in html


def test_nothing_from_outside_becomes_markup():
    memo = document(EVIL, f"The border {EVIL} is long.", title=EVIL, date=EVIL, archive=EVIL)
    engine = FakeEngine(memo, lead=EVIL + " [1]", notice=EVIL)
    answer = engine.ask(f"border {EVIL}").model_copy(update={"dropped": (Dropped(text=EVIL, reason=EVIL),)})
    answer = answer.model_copy(
        update={"citations": tuple(c.model_copy(update={"speaker": EVIL}) for c in answer.citations)}
    )
    html = str(render.exchange(answer.question, render.answer(answer, 0, engine.archive.document)))
    html += str(panel.of_citation(answer.citations[0], memo)) + str(
        panel.of_passage(answer.passages[0], memo)
    )
    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert not tags & {"script", "img", "form", "iframe", "strong", "b"}
    assert not re.search(r"(href|src)=\"(?!/d/|#)", html)
    assert html.count("&lt;script&gt;") > 5


def test_the_mark_holds_exactly_the_quoted_characters():
    citation = FakeEngine().ask("How long is the border?").citations[0]
    html = str(panel.of_citation(citation, TALKS))
    assert re.findall(r"<mark>(.*?)</mark>", html) == [citation.quote]
    assert citation.original.quote in re.findall(r'<span class="aligned">(.*?)</span>', html)


def test_a_page_that_begins_within_a_quote_leaves_its_characters_alone():
    memo = document("m", "One two three.")
    text = memo.texts[0]
    paged = type(text)(
        **{name: getattr(text, name) for name in text.__slots__}
        | {"pages": (Page("1–2", 0, 4), Page("3", 4, 14))}
    )
    html = str(reader.slice_html(paged, Span(0, 14), [Mark("en", Span(0, 7))]))
    assert html == (
        '<mark><span class="page" data-page="pp. 1–2"></span>One '
        '<span class="page" data-page="p. 3"></span>two</mark> three.'
    )


def test_a_mark_beyond_the_text_is_cut_and_one_of_another_language_ignored():
    text = document("m", "One two.").texts[0]
    assert str(reader.slice_html(text, Span(0, 8), [Mark("en", Span(4, 999))])) == "One <mark>two.</mark>"
    assert str(reader.slice_html(text, Span(0, 8), [Mark("bg", Span(0, 3))])) == "One two."


def test_the_panel_shows_a_part_of_a_long_memo_and_the_quote_is_in_it():
    memo = document("m", *(f"Paragraph {n}." for n in range(200)))
    span = memo.texts[0].sections[0].paragraphs[100]
    html = str(reader.around(memo, [Mark("en", Span(span.start, span.end))]))
    assert "<mark>Paragraph 100.</mark>" in html
    assert html.count("<p id=") == 2 * reader.AROUND + 1
    assert html.count('class="more"') == 2


def test_the_table_of_contents_links_each_section():
    html = str(reader.contents(TALKS))
    assert 'href="#openingp1"' in html
    assert "§ 2 On the relations with China" in html


@pytest.mark.parametrize("memo", [TALKS, document("m", texts=[TALKS.text("bg")])])
def test_what_the_contents_and_a_citation_link_to_is_there(memo):
    engine = FakeEngine(memo)
    html = str(reader.contents(memo)) + shown(engine, "граница border")
    fragments = set(re.findall(r'href="[^"]*#([^"]+)"', html))
    assert {"openingp1", "s2p1", "s2p2"} <= fragments
    assert fragments <= set(re.findall(r' id="([^"]+)"', str(reader.body(memo, []))))


def test_an_original_beside_its_translation_has_names_of_its_own():
    names = re.findall(r' id="([^"]+)"', str(reader.body(TALKS, [])))
    assert {"s2p2", "s2p2-bg"} <= set(names)
    assert len(names) == len(set(names))


def test_quotes_are_not_said_twice(engine):
    answer = engine.ask("How long is the border, and how long were the talks?")
    lines = [f"In section {c.section.number}: “{c.quote}” [{c.number}]" for c in answer.citations]
    html = str(
        render.answer(answer.model_copy(update={"text": "\n".join(lines)}), 0, engine.archive.document)
    )
    for citation in answer.citations:
        assert html.split("<details")[0].count(citation.quote) <= 1
    assert '<p class="lead" dir="auto">In section 2:</p>' in html


def test_prose_stays_where_it_says_more_than_its_quotes(engine):
    answer = engine.ask("How long is the border?")
    said = answer.model_copy(update={"text": f"It is long: “{answer.citations[0].quote}” [1], he said."})
    assert "It is long: “" in str(render.answer(said, 0, engine.archive.document))
