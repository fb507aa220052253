"""The layers in front of the site, each before a site that says what reached it."""

import base64

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from corpus.errors import SettingError
from corpus.settings import Settings
from ui.headers import Origins, SecurityHeaders
from ui.limits import BODY, BodyLimit, Rate, RateLimit
from ui.login import GUESSES, GUESSING_S, STAY_S, Login, credentials
from ui.server import believed


async def echo(request):
    return PlainTextResponse(str(len(await request.body())))


def site():
    methods = ["GET", "POST", "HEAD"]
    return Starlette(routes=[Route("/{path:path}", echo, methods=methods)])


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


def chunks(total, size=100_000):
    for _ in range(total // size):
        yield b"x" * size


@pytest.mark.parametrize("path", ["/", "/gradio_api/queue/join", "/login", "/gradio_api/mcp/"])
def test_a_long_body_is_refused_chunked_or_not(path):
    client = TestClient(BodyLimit(site(), 5_000_000))
    assert client.post(path, content=b"x" * (BODY + 1)).status_code == 413
    assert client.post(path, content=chunks(BODY + 200_000)).status_code == 413
    assert client.post(path, content=chunks(BODY)).text == str(BODY)


def test_an_upload_may_be_longer_up_to_its_own_limit():
    client = TestClient(BodyLimit(site(), 5_000_000))
    assert client.post("/gradio_api/upload", content=chunks(4_000_000)).text == "4000000"
    assert client.post("/gradio_api/upload", content=chunks(6_000_000)).status_code == 413


def test_a_body_beyond_its_limit_is_not_read_to_its_end():
    sent = []

    def endless():
        while len(sent) < 1000:
            sent.append(1)
            yield b"x" * 100_000

    assert TestClient(BodyLimit(site(), 1)).post("/", content=endless()).status_code == 413


def test_a_client_that_asks_too_often_waits_and_others_do_not():
    clock = Clock()
    app = RateLimit(site(), per_minute=3, clock=clock)
    one, two = (TestClient(app, client=(address, 1)) for address in ("203.0.113.1", "203.0.113.2"))
    assert [one.post("/gradio_api/queue/join").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert two.post("/gradio_api/queue/join").status_code == 200
    assert one.get("/assets/a.js").status_code == 200
    clock.now += 20
    assert [one.post("/gradio_api/queue/join").status_code for _ in range(2)] == [200, 429]


def test_refusals_are_one_line_and_json_where_the_chat_sent_json():
    app = BodyLimit(RateLimit(site(), per_minute=1, clock=Clock()), upload_bytes=2_000_000)
    client = TestClient(app, client=("203.0.113.1", 1))
    asked = [client.post("/gradio_api/queue/join", json={}) for _ in range(2)][1]
    assert (asked.status_code, asked.json()) == (429, {"detail": "Too many requests; please wait a minute."})
    assert client.get("/d/x").text == "Too many requests; please wait a minute.\n"
    assert client.post("/gradio_api/upload", content=b"x" * 2_000_001).text == (
        "Too much at once: 2 MB at most; please bring fewer or smaller files.\n"
    )


@pytest.mark.parametrize(("per_minute", "address"), [(0, "203.0.113.1"), (1, "127.0.0.1"), (1, "::1")])
def test_no_limit_and_the_own_machine_are_not_counted(per_minute, address):
    client = TestClient(RateLimit(site(), per_minute=per_minute), client=(address, 1))
    assert [client.post("/gradio_api/run/x").status_code for _ in range(5)] == [200] * 5


def behind(proxy, app, **chosen):
    """A site as uvicorn serves it to a proxy."""
    trusted = ProxyHeadersMiddleware(app, trusted_hosts=believed(Settings(**chosen)))
    return TestClient(trusted, client=(proxy, 1))


def asked(client, *forwarded):
    return [
        client.post("/gradio_api/queue/join", headers={"x-forwarded-for": words}).status_code
        for words in forwarded
    ]


@pytest.mark.parametrize(
    "hops", ["203.0.113.1", "203.0.113.1, 10.0.3.7", "203.0.113.1, 172.31.0.9, 10.0.3.7"]
)
@pytest.mark.parametrize("lie", ["198.51.100.{}", "10.1.1.{}", "127.0.0.1, 198.51.100.{}", "nonsense{}"])
def test_behind_a_spaces_proxy_nobody_passes_for_another(monkeypatch, hops, lie):
    monkeypatch.setenv("SPACE_ID", "someone/memocite")
    space = behind("10.16.4.2", RateLimit(site(), per_minute=2, clock=Clock()))
    lies = [f"{lie.format(number)}, {hops}" for number in range(3)]
    assert asked(space, *lies) == [200, 200, 429]
    assert asked(space, hops.replace("203.0.113.1", "203.0.113.2")) == [200]


def test_without_a_space_only_the_named_proxies_are_believed(monkeypatch):
    monkeypatch.delenv("SPACE_ID", raising=False)
    lies = [f"198.51.100.{number}, 203.0.113.1" for number in range(2)]
    others = ["203.0.113.1", "203.0.113.2"]
    limit = {"per_minute": 1, "clock": Clock()}
    assert asked(behind("127.0.0.1", RateLimit(site(), **limit)), *lies) == [200, 429]
    assert asked(behind("10.16.4.2", RateLimit(site(), **limit)), *others) == [200, 429]
    named = behind("10.16.4.2", RateLimit(site(), **limit), trusted_proxies="10.16.0.0/16")
    assert asked(named, *others, "198.51.100.9, 203.0.113.1") == [200, 200, 429]


def test_guessing_passwords_is_throttled_whatever_a_guesser_calls_himself(monkeypatch):
    monkeypatch.setenv("SPACE_ID", "someone/memocite")
    door = behind("10.16.4.2", Login(site(), "ann:s:e cret", Clock()))
    found = [
        door.get(
            "/", headers={**basic("ann:wrong"), "x-forwarded-for": f"198.51.100.{number}, 203.0.113.1"}
        ).status_code
        for number in range(GUESSES + 1)
    ]
    assert found == [401] * GUESSES + [429]


def test_the_rate_forgets_the_longest_silent_client(monkeypatch):
    monkeypatch.setattr("ui.limits.CLIENTS", 2)
    rate = Rate(1, 60, Clock())
    assert rate.take("a")
    assert not rate.take("a")
    assert rate.take("b")
    assert rate.take("c")
    assert rate.left("a")
    assert not rate.left("c")


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://testserver", 200),
        ("https://friend.example", 200),
        ("https://evil.example", 403),
        ("http://testserver.evil.example", 403),
        ("null", 403),
        ("https://evil.example/http://testserver", 403),
    ],
)
def test_pages_of_other_sites_are_refused_unless_allowed(origin, status):
    client = TestClient(Origins(site(), ("https://friend.example/",)))
    headers = {"origin": origin} if origin else {}
    assert client.post("/gradio_api/queue/join", headers=headers).status_code == status


def test_every_response_has_the_security_headers():
    response = TestClient(SecurityHeaders(site(), ("https://huggingface.co",))).get("/")
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self' https://huggingface.co" in policy
    assert "http" not in policy.split("frame-ancestors")[0]
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def door(clock):
    return TestClient(Login(site(), "ann:s:e cret", clock), follow_redirects=False)


def basic(words):
    return {"authorization": "Basic " + base64.b64encode(words.encode()).decode()}


PATHS = ["/", "/config", "/gradio_api/info", "/gradio_api/upload", "/gradio_api/mcp/", "/d/x", "/assets/a.js"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_nothing_is_reached_without_the_password(door, path, method):
    assert getattr(door, method)(path).status_code == 401
    assert getattr(door, method)(path, headers={"cookie": "memocite=guess"}).status_code == 401
    assert getattr(door, method)(path, headers=basic("ann:wrong")).status_code == 401
    assert getattr(door, method)(path, headers={"authorization": "Basic ###"}).status_code == 401


@pytest.mark.parametrize("path", PATHS)
def test_the_password_opens_every_route(door, path):
    assert door.get(path, headers=basic("ann:s:e cret")).status_code == 200
    response = door.post("/login", data={"username": "ann", "password": "s:e cret"})
    assert response.json() == {"success": True}
    assert "httponly" in response.headers["set-cookie"].lower()
    assert door.get(path).status_code == 200


def test_a_browser_gets_a_form_and_comes_in_by_it(door):
    accept = {"accept": "text/html"}
    assert '<form method="post" action="/login">' in door.get("/", headers=accept).text
    data = {"username": "ann", "password": "s:e cret"}
    assert door.post("/login", data=data, headers=accept).headers["location"] == "/"


def test_a_login_ends(door, clock):
    door.post("/login", data={"username": "ann", "password": "s:e cret"})
    clock.now += STAY_S + 1
    assert door.get("/").status_code == 401


def test_guesses_are_throttled_also_for_the_right_password(door, clock):
    for _ in range(GUESSES):
        assert door.post("/login", data={"username": "ann", "password": "x"}).status_code == 401
    assert door.post("/login", data={"username": "ann", "password": "s:e cret"}).status_code == 429
    assert door.get("/", headers=basic("ann:s:e cret")).status_code == 429
    clock.now += GUESSING_S
    assert door.get("/", headers=basic("ann:s:e cret")).status_code == 200


@pytest.mark.parametrize("auth", ["ann", ":secret", "ann:", ":"])
def test_a_login_without_user_and_password_is_a_wrong_setting(auth):
    with pytest.raises(SettingError, match="MEMOCITE_AUTH: write user:password"):
        credentials(auth)
