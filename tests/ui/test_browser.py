"""The chat in a real Chromium, over an engine that costs nothing."""

import pytest
from playwright.sync_api import expect

from tests.tiny import document
from tests.ui.conftest import PHONE
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
