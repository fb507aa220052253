"""Answers that a layer in front of the site gives by itself."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import Receive, Scope, Send


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, words: str, **headers: str) -> None:
    """Answers with a status and one line, and nothing behind it is asked.

    JSON is answered with JSON: the chat shows its visitor the `detail` of it.
    """
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if header(scope, "content-type").startswith("application/json"):
        await JSONResponse({"detail": words}, status, named)(scope, receive, send)
        return
    await PlainTextResponse(words + "\n", status, named)(scope, receive, send)


def client(scope: Scope) -> str:
    """The address of who asks, as the server knows it; empty where it does not."""
    return scope["client"][0] if scope.get("client") else ""


def header(scope: Scope, name: str) -> str:
    """A header of a request; empty without it."""
    return Headers(scope=scope).get(name, "")
