"""How much and how often a client may send: bytes are counted as they come, requests by the minute."""

import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.asgi import client, header, refuse

BODY = 1_000_000
"""Bytes of any request but an upload."""

UPLOADS = "/gradio_api/upload"

COSTLY = (
    "/gradio_api/queue/join",
    "/gradio_api/call",
    "/gradio_api/run",
    "/gradio_api/mcp",
    UPLOADS,
    "/d/",
    "/evaluation",
)
"""Where the requests go that are counted: those that make the server work."""

CLIENTS = 10_000
"""Clients remembered; beyond it the one longest silent is forgotten."""


class BodyLimit:
    """Refuses a body that is too long with 413, whatever its headers say of its length."""

    def __init__(self, app: ASGIApp, upload_bytes: int) -> None:
        self.app = app
        self.upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on and counts what comes of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most, words = BODY, f"A request may have {BODY:,} bytes at most."
        if scope["path"].startswith(UPLOADS):
            most = self.upload_bytes
            words = f"Too much at once: {most / 1e6:,.0f} MB at most; please bring fewer or smaller files."
        declared = header(scope, "content-length")
        if declared and (not declared.isdecimal() or int(declared) > most):
            await refuse(scope, receive, send, 413, words)
            return
        counted = _Counted(receive, send, most)
        try:
            await self.app(scope, counted.receive, counted.send)
        except ClientDisconnect:
            if not counted.over:
                raise
        if counted.over and not counted.started:
            await refuse(scope, receive, send, 413, words)


class _Counted:
    """A request whose client seems gone as soon as it has sent more than `most` bytes."""

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self._receive, self._send, self._left = receive, send, most
        self.over = self.started = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.over = True
            return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        if self.over and not self.started:
            return  # Whatever the site makes of half a body: the client is told 413 instead.
        self.started = True
        await self._send(message)


class RateLimit:
    """Refuses a client's costly requests with 429 beyond `per_minute`; 0 refuses none.

    Clients on this machine are not counted: they are its owner, or a proxy that speaks for many.
    """

    def __init__(self, app: ASGIApp, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self._rate = Rate(per_minute, 60.0, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it."""
        costly = scope["type"] == "http" and scope["path"].startswith(COSTLY)
        if costly and self._rate.most and not here(client(scope)) and not self._rate.take(client(scope)):
            await refuse(
                scope, receive, send, 429, "Too many requests; please wait a minute.", retry_after="60"
            )
            return
        await self.app(scope, receive, send)


class Rate:
    """Counts what each client does: `most` times at once, and again as `period_s` goes by."""

    def __init__(self, most: int, period_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self._period_s = period_s
        self._clock = clock
        self._seen: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def left(self, client: str) -> bool:
        """Whether the client may do it once more."""
        return self._tokens(client) >= 1

    def take(self, client: str) -> bool:
        """Counts one, unless there is none left; says whether there was."""
        tokens = self._tokens(client)
        if tokens < 1:
            return False
        self._seen[client] = (tokens - 1, self._clock())
        self._seen.move_to_end(client)
        if len(self._seen) > CLIENTS:
            self._seen.popitem(last=False)
        return True

    def _tokens(self, client: str) -> float:
        tokens, since = self._seen.get(client, (float(self.most), self._clock()))
        return min(self.most, tokens + (self._clock() - since) * self.most / self._period_s)


def here(address: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
