"""The site over loopback: its own pages, its headers, its routes, and that visitors do not meet."""

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from corpus.settings import Settings
from tests.tiny import document
from tests.ui.fake import TALKS, FakeEngine
from tests.ui.serving import served, serving
from ui.opening import Opening
from ui.server import application


@pytest.fixture(scope="module")
def site():
    with served(FakeEngine()) as address:
        yield address


def test_the_page_answers_a_head_request(site):
    assert httpx.head(site + "/").status_code == 200


def test_a_memo_has_an_address_with_its_paragraphs_and_a_mark(site):
    page = httpx.get(f"{site}/d/{TALKS.id}?mark=bg.0-3")
    assert page.status_code == 200
    assert 'id="s2p2"' in page.text
    assert 'id="s2p2-bg"' in page.text
    assert "<mark>Ще </mark>" in page.text
    assert "<title>Memorandum on the talks</title>" in page.text


@pytest.mark.parametrize("mark", ["", "xx.0-3", "bg.9-3", "bg.0-99999999", "<script>"])
def test_a_mark_that_fits_nothing_leaves_the_memo_readable(site, mark):
    page = httpx.get(f"{site}/d/{TALKS.id}", params={"mark": mark})
    assert page.status_code == 200
    assert "<script>" not in page.text.replace("<script src", "")


def test_an_unknown_memo_is_a_plain_404(site):
    page = httpx.get(f"{site}/d/%3Cscript%3E")
    assert page.status_code == 404
    assert "<script>" not in page.text
    assert "no memo with the id" in page.text


def test_the_evaluation_page_says_how_to_make_one(site):
    page = httpx.get(site + "/evaluation")
    assert page.status_code == 404
    assert "memocite eval" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/static-memocite/../server.py",
        "/static-memocite/%2e%2e/server.py",
        "/static-memocite/..%2f..%2fpyproject.toml",
        "/d/..%2f..%2fpyproject.toml",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=../../../../etc/passwd",
        "/gradio_api/file=pyproject.toml",
        "/file=/etc/passwd",
        "/assets/../../../../../../etc/passwd",
        "/assets/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/static/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/svelte/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/gradio_api/proxy=http://127.0.0.1:1/",
    ],
)
def test_no_path_leads_out_of_its_folder(site, path):
    host, port = site.removeprefix("http://").split(":")
    response = httpx.get(httpx.URL(scheme="http", host=host, port=int(port), raw_path=path.encode()))
    assert "root:" not in response.text
    assert "[build-system]" not in response.text
    assert response.status_code != 200 or "<!doctype html>" in response.text


def test_nothing_that_gradio_watches_with_is_open(site):
    for path in (
        "/monitoring",
        "/gradio_api/monitoring",
        "/monitoring/summary",
        "/gradio_api/monitoring/summary",
    ):
        assert httpx.get(site + path).status_code in {403, 404, 405}


def test_every_response_is_guarded(site):
    for path in ("/", "/config", f"/d/{TALKS.id}", "/static-memocite/memocite.css", "/nothing"):
        headers = httpx.get(site + path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
    evil = {"origin": "https://evil.example"}
    assert httpx.get(site + "/config", headers=evil).status_code == 403
    assert httpx.post(site + "/gradio_api/queue/join", headers=evil, json={}).status_code == 403


def test_while_the_archive_opens_a_memo_asks_for_patience():
    ready = threading.Event()

    def work(report):
        report("Indexing …")
        ready.wait(20)
        return FakeEngine()

    with serving(application(Opening(work), Settings())) as address:
        page = httpx.get(f"{address}/d/{TALKS.id}")
        ready.set()
        assert page.status_code == 503
        assert 'http-equiv="refresh"' in page.text


def test_a_client_that_asks_too_often_is_told_so():
    with served(FakeEngine(), requests_per_minute=2) as address:
        far = {"x-forwarded-for": "203.0.113.9"}
        codes = [httpx.get(f"{address}/d/{TALKS.id}", headers=far).status_code for _ in range(3)]
        assert codes == [200, 200, 429]


def test_behind_a_login_no_route_is_open():
    with served(FakeEngine(), auth="ann:secret") as address:
        for path in (
            "/",
            "/config",
            "/gradio_api/info",
            f"/d/{TALKS.id}",
            "/evaluation",
            "/answer.schema.json",
            "/static-memocite/memocite.css",
            "/gradio_api/mcp/",
            "/theme.css",
            "/gradio_api/heartbeat/x",
        ):
            assert httpx.get(address + path).status_code == 401, path
        for path in (
            "/gradio_api/upload",
            "/gradio_api/queue/join",
            "/gradio_api/run/ask",
            "/gradio_api/mcp/",
        ):
            assert httpx.post(address + path, json={}).status_code == 401, path
        assert httpx.head(address + "/").status_code == 401


def _asks(address, number):
    """What a visitor with a browser of their own sees after two questions, over the chat's own events."""
    session = f"visitor-{number}"
    seen = []
    with httpx.Client(base_url=address, timeout=60) as visitor:
        config = visitor.get("/config").json()
        ask = next(d for d in config["dependencies"] if d["targets"] and d["targets"][0][1] == "submit")
        for question in (f"Which number has visitor {number}?", f"Again, which number, visitor {number}?"):
            data = [question, None, [], [], [], "", ""]
            body = {"data": data, "fn_index": ask["id"], "session_hash": session}
            visitor.post("/gradio_api/queue/join", json=body).raise_for_status()
            with visitor.stream("GET", f"/gradio_api/queue/data?session_hash={session}") as stream:
                seen += [line for line in stream.iter_lines() if line.startswith("data:")]
    return "\n".join(seen)


def test_sixteen_visitors_at_once_see_only_their_own_conversations():
    memos = [
        document(f"memo-{n}", f"The number of visitor {n} is {n}.", title=f"Memo {n}") for n in range(16)
    ]
    with served(FakeEngine(*memos)) as address, ThreadPoolExecutor(16) as visitors:
        pages = list(visitors.map(lambda n: _asks(address, n), range(16)))
    for number, page in enumerate(pages):
        assert f"Which number has visitor {number}?" in page
        assert f"Again, which number, visitor {number}?" in page
        for other in set(range(16)) - {number}:
            assert f"has visitor {other}?" not in page
