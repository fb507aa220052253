"""The chat in a real Chromium with an LLM's server behind it that is killed, comes back, and translates."""

import json
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from rag.llm.script import Reply
from rag.llm.script import served as scripted
from tests.rag.llm import made, replies
from tests.ui.serving import served

pytestmark = pytest.mark.timeout(600)

ROOT = Path(__file__).parents[2]
CLAIM = made.claim(replies.LONG, made.BORDER, passage=1)
GERMAN = "Die Grenze ist 1.300 km lang."

SERVER = """
import sys, threading
from rag.llm.script import Reply, served
with served(lambda _: Reply(sys.argv[2], endless=True, pause_s=1.0), int(sys.argv[1])):
    print("serves", flush=True)
    threading.Event().wait()
"""
"""Writes the same claim again every second, so that it is in the midst of an answer whenever it is killed."""


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def never_done(port):
    """A process that serves the scripted LLM, and is at no end with its reply."""
    words = [sys.executable, "-c", SERVER, str(port), json.dumps(CLAIM) + "\n"]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "serves\n"
            yield process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    opened = made.archive(tmp_path_factory.mktemp("index"))
    yield opened
    opened.close()


def back(request):
    """What the LLM says once it is back: a translation, the follow-up by itself, or the claim."""
    asked = request["messages"][1]["content"]
    if '"quotation"' in asked:
        return Reply(GERMAN)
    if '"follow-up"' in asked:
        return Reply(made.QUESTION)
    return Reply(made.numbered([CLAIM], request))


def send(page):
    box = page.get_by_label("Question", exact=True)
    box.fill(made.QUESTION)
    box.press("Enter")


def test_a_server_killed_in_the_midst_of_an_answer_leaves_quotes_and_is_used_again(archive, open_page):
    port = free_port()
    chosen = made.settings(f"http://127.0.0.1:{port}/v1", llm_timeout_s=300.0, llm_max_tokens=8000)
    with served(made.engine(archive, chosen)) as address:
        page = open_page(address)
        with never_done(port) as process:
            send(page)
            expect(page.locator(".lead[aria-busy]")).to_have_text(f"{replies.LONG} [1]")
            process.kill()
        notice = page.locator(".exchange .notice")
        expect(notice).to_have_count(1)
        expect(notice).to_contain_text("; here are the quotes by themselves.")
        assert "\n" not in notice.inner_text()
        expect(page.locator(".citation").first).to_contain_text("✓ verified")
        expect(page.locator("#memo mark").first).to_be_visible()
        expect(page.locator(".lead[aria-busy]")).to_have_count(0)
        expect(page.locator(".dropped li")).to_contain_text(replies.LONG)
        with scripted(back, port):
            send(page)
            expect(page.locator(".exchange")).to_have_count(2)
            last = page.locator(".exchange").last
            expect(last.locator(".lead")).to_have_text(f"{replies.LONG} [1]")
            expect(last.locator(".citation")).to_have_count(1)
            expect(last.locator(".notice")).to_have_count(0)


def test_a_quote_is_translated_when_it_is_asked_for(archive, open_page, ask):
    with scripted(back) as server, served(made.engine(archive, made.settings(server.url))) as address:
        page = open_page(address, locale="de-DE")
        ask(page, made.QUESTION)
        page.get_by_role("button", name="Every supporting passage").wait_for()
        expect(page.locator(".machine")).to_have_count(1)
        page.locator(".machine summary").click()
        expect(page.locator("[data-into]")).to_have_value("de")
        page.get_by_role("button", name="Translate").click()
        expect(page.locator(".machine p[lang=de]")).to_have_text(GERMAN)
        expect(page.locator(".by-machine")).to_contain_text("no quotation, and verified by nobody")
        assert page.complaints == []
