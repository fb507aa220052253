"""An OpenAI-compatible server on loopback that says what a script tells it: for tests, without any model.

with served(lambda request: Reply("Hello")) as server:
    OpenAILike(model="script", api_base=server.url, …)
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

PIECE: Final = 7
"""Characters of a reply that are sent at a time: few enough to cut through words."""

Request = Mapping[str, Any]
"""The JSON that was sent to `/chat/completions`."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server does with one request.

    `status` other than 200 is sent with `headers` and no reply. `delay_s`: seconds before the first
    word. `cut`: the connection breaks after that many characters. `endless`: the text comes again and
    again, each piece after `pause_s` seconds. `finish` is the reason the server gives for having stopped.
    """

    text: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    cut: int | None = None
    endless: bool = False
    pause_s: float = 0.0
    finish: str = "stop"


Handler = Callable[[Request], Reply]
"""Decides what is replied to a request."""


@dataclass(slots=True)
class Scripted:
    """A server that runs: its address, and every request it got, oldest first."""

    url: str
    requests: list[Request]


@contextmanager
def served(handler: Handler, port: int = 0) -> Iterator[Scripted]:
    """Serves until the block ends; port 0 takes any that is free."""
    closing = threading.Event()
    requests: list[Request] = []

    class Answers(_Answers):
        def reply(self, request: Request) -> Reply:
            requests.append(request)
            return handler(request)

        def wait(self, seconds: float) -> bool:
            return closing.wait(seconds)

    server = ThreadingHTTPServer(("127.0.0.1", port), Answers)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Scripted(f"http://127.0.0.1:{server.server_port}/v1", requests)
    finally:
        closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Answers(BaseHTTPRequestHandler):
    def reply(self, request: Request) -> Reply:
        raise NotImplementedError

    def wait(self, seconds: float) -> bool:
        """Whether the server is closing, at the latest after so many seconds."""
        raise NotImplementedError

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", 0))
        reply = self.reply(json.loads(self.rfile.read(length)))
        if self.wait(reply.delay_s):
            return
        self.send_response(reply.status)
        for name, value in {"content-type": "text/event-stream", **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            if reply.status == 200:
                self._stream(reply)
        except (BrokenPipeError, ConnectionResetError):
            pass  # whoever asked has heard enough
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it overrides
        """Nothing is logged: `requests` holds what came."""

    def _stream(self, reply: Reply) -> None:
        text = reply.text if reply.cut is None else reply.text[: reply.cut]
        again = True
        while again and not self.wait(reply.pause_s):
            for at in range(0, len(text), PIECE):
                self._send({"choices": [_choice({"content": text[at : at + PIECE]}, None)]})
            again = reply.endless
        if reply.cut is None:
            self._send({"choices": [_choice({}, reply.finish)]})
            written = len(text.split())
            usage = {"prompt_tokens": 1, "completion_tokens": written, "total_tokens": written + 1}
            self._send({"choices": [], "usage": usage})
            self.wfile.write(b"data: [DONE]\n\n")

    def _send(self, part: Mapping[str, object]) -> None:
        whole = {"id": "script", "object": "chat.completion.chunk", "created": 0, "model": "script", **part}
        self.wfile.write(f"data: {json.dumps(whole)}\n\n".encode())


def _choice(delta: Mapping[str, str], finish: str | None) -> dict[str, object]:
    return {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
