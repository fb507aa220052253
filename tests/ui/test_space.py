"""app.py, started as a Space starts it: no index, no secrets, no network, a home of its own.

The network is cut where the system allows that; what app.py would connect to is watched everywhere.
"""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.ui import alone

ROOT = Path(__file__).parents[2]
PATIENCE_S = 280
"""Seconds; a busy machine takes its time to import torch."""


@pytest.fixture
def space(tmp_path):
    """The address of a started Space, and the file of what it did that it should not."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    home, log = tmp_path / "user", tmp_path / "watched.log"
    home.mkdir()
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parent / "watched"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MEMOCITE_PORT": str(port),
        "SPACE_ID": "someone/memocite",
        "OPENAI_API_KEY": "must-not-be-used",
        "WATCHED_LOG": str(log),
        "WATCHED_WRITABLE": os.pathsep.join([str(home), "/tmp"]),
    }
    with subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment) as server:
        try:
            yield f"http://127.0.0.1:{port}", log, server
        finally:
            server.terminate()


def _until_it_listens(address, server):
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and server.poll() is None:
        try:
            return httpx.head(address, timeout=PATIENCE_S)
        except httpx.ConnectError:
            time.sleep(0.2)
    raise AssertionError("app.py does not listen")


@pytest.mark.timeout(900)
def test_a_space_starts_indexes_and_answers_alone(request):
    if alone.is_alone():
        with pytest.raises(OSError, match="unreachable"):
            socket.create_connection(("192.0.2.1", 80), timeout=1)
    elif alone.possible():
        alone.again(request.node.nodeid)
        return
    _starts_indexes_and_answers(*map(request.getfixturevalue, ("space", "open_page", "ask")))


def _starts_indexes_and_answers(space, open_page, ask):
    address, log, server = space
    headers = _until_it_listens(address, server)
    assert headers.status_code == 200
    assert "https://huggingface.co" in headers.headers["content-security-policy"]
    page = open_page(address)
    page.set_default_timeout(PATIENCE_S * 1000)
    ask(page, "How long is the border between North Korea and China?")
    expect(page.locator("#memo mark")).to_contain_text("1,300 km", timeout=PATIENCE_S * 1000)
    expect(page.locator(".citation").first).to_contain_text("§ 2, ¶ 12, p. 6 of the original")
    page.get_by_role("button", name="Bulgarian original").first.click()
    expect(page.locator("#memo .aligned")).to_contain_text("1 300 км")
    assert page.strangers == []
    assert not log.exists(), log.read_text()
