"""Takes the screenshots of docs/images: `python docs/screenshots.py http://127.0.0.1:7860 report.html`.

The first is the address of a running chat, the second what `memocite eval --html` wrote.
"""

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
CHROMIUM = "/usr/bin/chromium"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
COLOURS = 128
PATIENCE_MS = 300_000
QUESTION = "How long is the border between North Korea and China?"
UNANSWERED = "Who won the football match in Pyongyang?"


def main(address: str, report: Path) -> None:
    """Writes every image anew."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        for scheme in ("light", "dark"):
            ending = "" if scheme == "light" else "-dark"
            _wide(_opened(browser, address, WIDE, scheme), ending)
            _phone(_opened(browser, address, PHONE, scheme), ending)
            _report(browser, report, scheme, ending)
        browser.close()


def _opened(browser: Browser, address: str, size: dict[str, int], scheme: str) -> Page:
    page = browser.new_page(viewport=size, color_scheme=scheme)
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    page.locator(".welcome").wait_for()
    return page


def _asked(page: Page, question: str) -> None:
    box = page.get_by_label("Question", exact=True)
    box.fill(question)
    box.press("Enter")
    page.locator(".exchange").filter(has_text=question).locator(".citation, .nearest").first.wait_for()
    page.wait_for_timeout(1000)


def _wide(page: Page, ending: str) -> None:
    _taken(page, f"welcome{ending}")
    _asked(page, QUESTION)
    page.locator("#memo mark").wait_for()
    page.wait_for_timeout(500)
    _taken(page, f"chat{ending}")
    page.locator(".cite summary").first.click()
    _taken(page, f"cite{ending}")
    _asked(page, UNANSWERED)
    _taken(page, f"refusal{ending}")
    page.get_by_role("tab", name="Documents").click()
    page.locator("table.memos").wait_for()
    _taken(page, f"documents{ending}")
    page.locator("[data-read]").last.click()
    page.get_by_label("Search within").fill("border")
    page.keyboard.press("Enter")
    _taken(page, f"reading{ending}")
    page.get_by_role("tab", name="Your memos").click()
    _taken(page, f"own{ending}")
    page.get_by_role("tab", name="Evaluation").click()
    page.wait_for_timeout(3000)
    _taken(page, f"evaluation{ending}")


def _phone(page: Page, ending: str) -> None:
    _taken(page, f"phone-welcome{ending}")
    _asked(page, QUESTION)
    page.locator("#memo mark").wait_for()
    page.wait_for_timeout(500)
    _taken(page, f"phone-memo{ending}")
    page.keyboard.press("Escape")
    _taken(page, f"phone-chat{ending}")


def _report(browser: Browser, report: Path, scheme: str, ending: str) -> None:
    page = browser.new_page(viewport=WIDE, color_scheme=scheme)
    page.goto(report.resolve().as_uri())
    _taken(page, f"report{ending}")


def _taken(page: Page, name: str) -> None:
    page.wait_for_timeout(400)
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as image:
        few = image.convert("RGB").quantize(COLOURS)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
