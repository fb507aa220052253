"""The chat in a real Chromium, over an engine that costs nothing."""

import json

import pytest
from playwright.sync_api import expect

from tests.tiny import document
from tests.ui.conftest import PHONE, WIDE
from tests.ui.fake import FakeEngine
from tests.ui.serving import served

QUOTE = "He said: along our border, which is 1,300 km long, there are speakers."
EVIL = (
    '<script>window.ran=1</script><img src="//evil.example/x" onerror="window.ran=1">'
    '<form action="//evil.example"><input autofocus onfocus="window.ran=1"></form>'
    '<iframe src="//evil.example">'
    "[x](javascript:window.ran=1) ![i](//evil.example/i) ${window.ran=1} {{window.ran=1}} `${window.ran=1}`"
)


@pytest.fixture(scope="module")
def site():
    with served(FakeEngine()) as address:
        yield address


def test_a_question_is_answered_and_the_first_citation_opens_with_its_quote_marked(site, open_page, ask):
    page = open_page(site)
    ask(page, "How long is the border?")
    expect(page.locator("#memo mark")).to_have_text(QUOTE)
    expect(page.locator("#memo mark")).to_be_in_viewport()
    expect(page.locator(".citation").first).to_contain_text("✓ verified")
    expect(page.locator(".citation").first).to_contain_text("§ 2, ¶ 2")
    assert page.strangers == []
    assert page.complaints == []


def test_an_example_asks_itself(site, open_page):
    page = open_page(site)
    page.get_by_role("button", name="How long is the border between North Korea and China?").click()
    expect(page.locator("#memo mark")).to_have_text(QUOTE)


def test_the_original_is_one_click_away(site, open_page, ask):
    page = open_page(site)
    ask(page, "How long is the border?")
    page.get_by_role("button", name="Bulgarian original").first.click()
    expect(page.locator("#memo .aligned")).to_have_text(
        "Той каза: по нашата граница, която е дълга 1300 км, има говорители."
    )
    expect(page.locator("#memo .aligned")).to_be_in_viewport()
    page.get_by_label("Bulgarian original", exact=True).check()
    expect(page.locator("#memo mark")).to_be_hidden()


def test_a_refusal_offers_the_nearest_passages_and_they_open(site, open_page, ask):
    page = open_page(site)
    ask(page, "Who won in Paris?")
    expect(page.locator(".refusal")).to_have_text("The memos do not answer this.")
    page.locator(".passage .place").first.click()
    expect(page.locator("#memo mark")).to_be_visible()


def test_a_follow_up_keeps_what_was_said_before(site, open_page, ask):
    page = open_page(site)
    ask(page, "How long is the border?")
    ask(page, "And how many hours did the talks take?")
    expect(page.locator(".exchange")).to_have_count(2)
    page.locator(".exchange").first.locator("a.place").first.click()
    expect(page.locator("#memo mark")).to_have_text(QUOTE)


def test_on_a_phone_the_memo_lies_over_the_chat_and_can_be_put_away(site, open_page, ask):
    page = open_page(site, PHONE)
    expect(page.locator("#source")).to_be_hidden()
    ask(page, "How long is the border?")
    expect(page.locator("#memo mark")).to_be_in_viewport()
    page.get_by_role("button", name="Close the memo").click()
    expect(page.locator("#source")).to_be_hidden()
    page.get_by_role("button", name="Bulgarian original").click()
    expect(page.locator("#memo .aligned")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_hostile_words_run_nothing_and_fetch_nothing(open_page, ask):
    memo = document("evil", f"The border {EVIL} is long.", title=EVIL, date=EVIL, archive=EVIL)
    with served(FakeEngine(memo, lead=EVIL + " [1]", notice=EVIL)) as address:
        page = open_page(address)
        ask(page, f"border {EVIL}")
        expect(page.locator("#memo mark")).to_contain_text("<script>window.ran=1</script>")
        ask(page, f"Paris {EVIL}")
        assert page.evaluate("window.ran") is None
        assert (
            page.locator(
                "#conversation :is(img, form, iframe, script), #memo :is(img, form, iframe, script)"
            ).count()
            == 0
        )
        assert page.strangers == []
        assert page.dialogs == []


def test_a_question_in_the_address_is_asked_and_a_reload_asks_it_again(site, open_page, ask):
    page = open_page(site)
    ask(page, "How long is the border?")
    expect(page).to_have_url(f"{site}/?q=How+long+is+the+border%3F")
    page.reload()
    expect(page.locator("#memo mark")).to_have_text(QUOTE)
    expect(page.locator(".exchange")).to_have_count(1)


def test_a_citation_leads_to_an_address_that_shows_the_quote(site, open_page, ask):
    page = open_page(site)
    ask(page, "How long is the border?")
    page = open_page(site + page.locator("a.place").first.get_attribute("href"))
    expect(page.locator("mark")).to_have_text(QUOTE)
    expect(page.locator("mark")).to_be_in_viewport()
    assert page.strangers == []
    assert page.complaints == []


def test_the_documents_are_listed_filtered_read_and_searched(site, open_page):
    page = open_page(site)
    page.get_by_role("tab", name="Documents").click()
    expect(page.locator("table.memos tbody tr")).to_have_count(2)
    page.locator("#memos").locator("xpath=..").get_by_label("From").fill("1970")
    expect(page.locator("table.memos tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Memorandum on the talks").click()
    memo = page.locator("#reading")
    expect(memo.get_by_role("heading", name="Memorandum on the talks")).to_be_visible()
    memo.get_by_role("link", name="§ 2 On the relations with China").click()
    memo.get_by_label("Search within").fill("border")
    expect(memo.locator(".found")).to_have_text("1 found")
    page.get_by_role("button", name="← All memos").click()
    expect(page.locator("table.memos")).to_be_visible()
    assert page.complaints == []


def test_a_filter_narrows_what_is_asked(site, open_page, ask):
    page = open_page(site)
    page.get_by_role("button", name="Ask only some of the memos").click()
    page.locator("#only").get_by_label("From").fill("sometime")
    ask(page, "How long is the border?")
    expect(page.locator(".notice")).to_contain_text("is no date: write 1973")
    page.locator("#only").get_by_label("Memos").click()
    page.get_by_role("option", name="27 May 1966 · A letter about the weather").click()
    page.locator("#only").get_by_label("From").fill("1966")
    ask(page, "How long is that border?")
    expect(page.locator(".refusal")).to_be_visible()


def test_quotes_are_taken_away(site, open_page, ask):
    page = open_page(site)
    ask(page, "How long is the border?")
    page.locator(".cite summary").first.click()
    with page.expect_download() as bib:
        page.get_by_role("button", name="BibTeX").first.click()
    assert "@misc{" in bib.value.path().read_text("utf-8")
    with page.expect_download() as markdown:
        page.get_by_role("button", name="Save as Markdown").click()
    assert markdown.value.suggested_filename == "memocite.md"
    assert "> He said: along our border" in markdown.value.path().read_text("utf-8")


def test_the_footnote_is_copied(site, open_page, ask):
    page = open_page(site, permissions=["clipboard-read", "clipboard-write"])
    ask(page, "How long is the border?")
    page.locator(".cite summary").first.click()
    page.get_by_role("button", name="Copy footnote").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "sec. 2, para. 2" in page.evaluate("navigator.clipboard.readText()")


def test_a_conversation_begins_anew(site, open_page, ask):
    page = open_page(site)
    ask(page, "How long is the border?")
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".exchange")).to_have_count(0)
    expect(page.locator("#memo mark")).to_have_count(0)
    expect(page).to_have_url(f"{site}/")


def test_thumbs_are_kept_where_the_operator_wants_them(open_page, ask, tmp_path):
    path = tmp_path / "feedback.jsonl"
    with served(FakeEngine(), feedback=path) as address:
        page = open_page(address)
        ask(page, "How long is the border?")
        page.get_by_label("Was this right?").fill("exactly")
        page.get_by_role("button", name="Right").click()
        expect(page.locator(".judge")).to_have_text("Thank you.")
    assert json.loads(path.read_text())["comment"] == "exactly"


def test_without_such_a_file_nobody_is_asked(site, open_page, ask):
    page = open_page(site)
    ask(page, "How long is the border?")
    expect(page.locator(".judge")).to_have_count(0)


def test_everything_is_reached_by_the_keyboard(site, open_page):
    page = open_page(site)
    page.get_by_label("Question", exact=True).focus()
    page.keyboard.type("How long is the border?")
    page.keyboard.press("Enter")
    expect(page.locator("#memo mark")).to_be_visible()
    link = page.locator("a.place").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#memo mark")).to_be_in_viewport()
    page.locator("#memo input[value=both]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#memo .there").first).to_be_hidden()


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_what_is_shown_does_not_move_while_more_comes(site, open_page, size, ask):
    page = open_page(site, size)
    page.locator(".welcome").wait_for()
    page.evaluate(
        "window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach("
        "(e) => e.hadRecentInput || (window.shift += e.value))).observe({type: 'layout-shift'})"
    )
    ask(page, "How long is the border?")
    expect(page.locator("#memo mark")).to_be_visible()
    assert page.evaluate("window.shift") < 0.1


def test_every_supporting_passage_comes_at_a_button(site, open_page, ask):
    page = open_page(site)
    ask(page, "How long is the border with speakers, and how long were the talks that took hours?")
    expect(page.locator("figure.citation")).to_have_count(3)
    page.get_by_role("button", name="Every supporting passage").click()
    expect(page.locator("figure.citation")).not_to_have_count(3)
