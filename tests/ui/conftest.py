import pytest
from playwright.sync_api import expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
PATIENCE_MS = 120_000
"""How long a browser is waited for: machines that run tests may be busy."""
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        expect.set_options(timeout=PATIENCE_MS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """Opens pages that record what they ask of other hosts, and what scripts complain about."""
    contexts = []

    def open_(address, size=WIDE, **options):
        context = chromium.new_context(viewport=size, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.strangers, page.complaints, page.dialogs = [], [], []
        page.on(
            "request",
            lambda r: (
                r.url.startswith(("http://127.0.0.1", "data:", "blob:")) or page.strangers.append(r.url)
            ),
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def ask():
    def ask_(page, question):
        box = page.get_by_label("Question", exact=True)
        box.fill(question)
        box.press("Enter")
        page.locator(".exchange").filter(has_text=question[:60]).locator(".lead, .notice").first.wait_for()

    return ask_
