"""What visitors bring, how much of it or of questions is too much, and how they are told, in Chromium."""

import queue
import tempfile
import threading
from functools import partial

from playwright.sync_api import expect

from tests.ui.conftest import PATIENCE_MS
from tests.ui.fake import FakeEngine
from tests.ui.serving import served
from ui.bringing import Collection
from ui.limits import RateLimit


def test_a_visitor_brings_a_memo_and_asks_it(open_page, ask, tmp_path):
    memo = tmp_path / "dam.txt"
    memo.write_text("Report on the dam\n\nThe Sloboda dam was finished in 1931 by convicts.\n")
    with served(FakeEngine()) as address:
        page = open_page(address)
        page.get_by_role("tab", name="Your memos").click()
        page.locator("#files input[type=file]").set_input_files(memo)
        expect(page.locator(".verdicts")).to_contain_text("dam.txt is here")
        page.get_by_role("tab", name="Ask").click()
        ask(page, "When was the Sloboda dam finished by convicts?")
        expect(page.locator("#memo mark")).to_contain_text("finished in 1931 by convicts")
        other = open_page(address)
        ask(other, "When was the Sloboda dam finished by convicts?")
        expect(other.locator(".refusal")).to_be_visible()
        page.get_by_role("tab", name="Your memos").click()
        page.get_by_role("button", name="Remove my memos").click()
        expect(page.locator("#verdicts")).to_contain_text("Your memos are gone.")


def test_when_the_tab_is_closed_what_was_brought_is_deleted(open_page, tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_IS_E2E_TEST", "1")  # A closed visit ends after a second, not an hour.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended, close = queue.SimpleQueue(), Collection.close
    monkeypatch.setattr(Collection, "close", lambda collection: ended.put(close(collection)))
    with served(FakeEngine()) as address:
        pages = {name: open_page(address) for name in ("dam", "mill")}
        for name, page in pages.items():
            memo = tmp_path / f"{name}.txt"
            memo.write_text(f"Report on the {name}\n\nIt was finished in 1931.\n")
            page.get_by_role("tab", name="Your memos").click()
            page.locator("#files input[type=file]").set_input_files(memo)
            expect(page.locator(".verdicts")).to_contain_text(f"{name}.txt is here")
        assert len(list(tmp_path.glob("visit-*/files/*"))) == 2
        pages["dam"].close()
        ended.get(timeout=PATIENCE_MS / 1000)
        (left,) = tmp_path.glob("visit-*")
        assert [path.name for path in (left / "files").iterdir()] == ["mill.txt"]


def test_files_that_are_too_large_are_refused_in_one_line_and_others_are_taken_after(open_page, tmp_path):
    small = tmp_path / "dam.txt"
    small.write_text("The dam was finished in 1931.")
    halves, whole = [tmp_path / "one.txt", tmp_path / "two.txt"], tmp_path / "whole.txt"
    for path, size in ((halves[0], 700_000), (halves[1], 700_000), (whole, 1_400_000)):
        path.write_bytes(b"x" * size)
    with served(FakeEngine(), max_upload_mb=1) as address:
        page = open_page(address)
        page.get_by_role("tab", name="Your memos").click()
        for files, words in (
            (halves, "Too much at once: 1 MB at most; please bring fewer or smaller files."),
            ([whole], 'exceed the maximum allowed size of 976.6 KB: "whole.txt"'),
        ):
            page.locator("#files input[type=file]").set_input_files(files)
            expect(page.locator(".toast-body").filter(has_text=words)).to_have_count(1)
        page.locator("#files input[type=file]").set_input_files(small)
        expect(page.locator(".verdicts")).to_contain_text("dam.txt is here")


def test_who_asks_too_often_is_told_in_one_line_and_keeps_the_question(open_page, monkeypatch):
    monkeypatch.setattr("ui.server.RateLimit", partial(RateLimit, clock=lambda: 0.0))
    with served(FakeEngine(), requests_per_minute=2) as address:
        page = open_page(address, extra_http_headers={"x-forwarded-for": "203.0.113.1"})
        page.locator(".welcome").wait_for()
        box, told = page.get_by_label("Question", exact=True), page.locator(".toast-body")
        while not told.count():
            box.fill("How long is the border?")
            box.press("Enter")
            expect(told.or_(page.locator(".exchange .lead")).first).to_be_visible()
        expect(told.first).to_contain_text("Too many requests; please wait a minute.")
        expect(box).to_have_value("How long is the border?")


def test_beyond_a_full_queue_a_visitor_is_told_in_one_line(open_page, monkeypatch):
    monkeypatch.setattr("ui.server.AT_ONCE", 1)
    monkeypatch.setattr("ui.server.WAITING", 1)
    gate = threading.Event()

    class Slow(FakeEngine):
        def stream(self, *asked, **more):
            gate.wait()
            yield from super().stream(*asked, **more)

    with served(Slow()) as address:
        page = open_page(address)
        page.locator(".welcome").wait_for()
        box = page.get_by_label("Question", exact=True)
        for question in ("How long is the border?", "How long were the talks?", "And who won?"):
            box.fill(question)
            box.press("Enter")
            expect(page.locator("#conversation")).to_contain_text("How long is the border?")
        expect(page.locator(".toast-body")).to_contain_text("This application is currently busy")
        gate.set()
        expect(page.locator(".exchange")).to_have_count(2)
