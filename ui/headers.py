"""What every response says to the browser, and which sites may speak to this one."""

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.asgi import header, refuse

HUB = "https://huggingface.co"
"""Where a Space is shown in a frame."""

# Gradio's own pages need inline scripts and compile their templates; what an injected one could do is
# bounded by the rest: nothing is fetched from or sent to anywhere else.
_POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' data: blob:",
    "form-action": "'self'",
    "base-uri": "'self'",
    "object-src": "'none'",
    "frame-src": "'self'",
}

_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class SecurityHeaders:
    """Adds the headers; `ancestors` are the sites that may show this one in a frame."""

    def __init__(self, app: ASGIApp, ancestors: tuple[str, ...] = ()) -> None:
        self.app = app
        policy = {**_POLICY, "frame-ancestors": " ".join(("'self'", *ancestors))}
        self._headers = {
            "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
            **_HEADERS,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on; its response gets the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self.app(scope, receive, with_headers)


class Origins:
    """Refuses with 403 what a page of another site sends, unless that site is allowed."""

    def __init__(self, app: ASGIApp, allowed: tuple[str, ...] = ()) -> None:
        self.app = app
        self._allowed = frozenset(origin.rstrip("/").lower() for origin in allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it."""
        origin = header(scope, "origin").lower() if scope["type"] in {"http", "websocket"} else ""
        if not origin or origin in self._allowed or urlsplit(origin).netloc == header(scope, "host").lower():
            await self.app(scope, receive, send)
            return
        await refuse(scope, receive, send, 403, "This site does not answer pages of other sites.")
