"""The door: one user and one password for every route, by a form or by HTTP Basic; guesses are throttled."""

import secrets
import time
from base64 import b64decode
from binascii import Error
from collections.abc import Callable
from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.errors import SettingError
from ui.asgi import client, header, refuse
from ui.limits import Rate

COOKIE = "memocite"

STAY_S = 12 * 3600
"""How long a login lasts, in seconds."""

GUESSES, GUESSING_S = 10, 300.0
"""Wrong passwords a client may try, and the seconds in which they are forgiven."""

_FORM = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>memocite</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><style>'
    ":root{{color-scheme:light dark}}"
    "body{{font:1rem/1.5 system-ui,sans-serif;display:grid;place-items:center;min-height:90vh}}"
    "label{{display:block;margin:.6rem 0}}input{{display:block;font:inherit;padding:.4rem;width:16rem}}"
    "button{{font:inherit;padding:.4rem 1.2rem;margin-top:.6rem}}</style></head><body>"
    '<form method="post" action="/login"><h1>memocite</h1><p role="alert">{}</p>'
    '<label>User<input name="username" autocomplete="username" required autofocus></label>'
    '<label>Password<input name="password" type="password" autocomplete="current-password" required></label>'
    "<button>Enter</button></form></body></html>"
)  # nosec - filled by format, which escapes


def credentials(auth: str) -> str:
    """`auth` as it was set, if it is a user and a password.

    Raises:
        SettingError: it is not.
    """
    user, _, password = auth.partition(":")
    if not (user and password):
        raise SettingError("MEMOCITE_AUTH: write user:password")
    return auth


class Login:
    """Lets in who knows `auth` ("user:password"); everybody else gets 401, or 429 after too many guesses."""

    def __init__(self, app: ASGIApp, auth: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self._auth = auth.encode()
        self._clock = clock
        self._guesses = Rate(GUESSES, GUESSING_S, clock)
        self._sessions: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it."""
        if scope["type"] == "lifespan" or self._has_session(scope):
            await self.app(scope, receive, send)
        elif not self._guesses.left(client(scope)):
            words = "Too many wrong passwords; please wait some minutes."
            await refuse(scope, receive, send, 429, words, retry_after=str(int(GUESSING_S)))
        elif scope["type"] == "websocket":
            await refuse(scope, receive, send, 401, "Please log in.")
        elif scope["path"].rstrip("/") == "/login" and scope["method"] == "POST":
            await (await self._log_in(Request(scope, receive)))(scope, receive, send)
        elif (given := header(scope, "authorization")).lower().startswith("basic "):
            await self._basic(given, scope, receive, send)
        else:
            await self._ask(scope)(scope, receive, send)

    async def _basic(self, given: str, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            right = self._is_right(b64decode(given[6:], validate=True))
        except Error:
            right = False
        if right:
            await self.app(scope, receive, send)
            return
        self._guesses.take(client(scope))
        await refuse(scope, receive, send, 401, "The user or the password is wrong.")

    async def _log_in(self, request: Request) -> Response:
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        given = ":".join(form.get(name, [""])[0] for name in ("username", "password"))
        browser = "text/html" in request.headers.get("accept", "")
        if not self._is_right(given.encode()):
            self._guesses.take(client(request.scope))
            wrong = "The user or the password is wrong."
            return HTMLResponse(_FORM.format(wrong), 401) if browser else JSONResponse({"detail": wrong}, 401)
        response = RedirectResponse("/", 303) if browser else JSONResponse({"success": True})
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, self._session(), STAY_S, httponly=True, samesite="lax", secure=secure)
        return response

    def _ask(self, scope: Scope) -> Response:
        if "text/html" in header(scope, "accept"):
            return HTMLResponse(_FORM.format(""), 401)
        return JSONResponse({"detail": "Please log in."}, 401, {"WWW-Authenticate": "Basic"})

    def _is_right(self, given: bytes) -> bool:
        return secrets.compare_digest(given, self._auth)

    def _session(self) -> str:
        now = self._clock()
        self._sessions = {key: until for key, until in self._sessions.items() if until > now}
        key = secrets.token_urlsafe(32)
        self._sessions[key] = now + STAY_S
        return key

    def _has_session(self, scope: Scope) -> bool:
        key = cookie_parser(header(scope, "cookie")).get(COOKIE, "")
        return self._sessions.get(key, 0.0) > self._clock()
