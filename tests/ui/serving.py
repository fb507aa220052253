"""Serves the site over loopback for a test, as `memocite chat` does."""

import contextlib
import socket
import threading
import time

import uvicorn

from corpus.settings import Settings
from ui.opening import Opening
from ui.server import application


@contextlib.contextmanager
def served(engine, **chosen):
    """The address of a site that answers with `engine`; `chosen` are settings."""
    with serving(application(Opening(lambda report: engine), Settings(**chosen))) as address:
        yield address


@contextlib.contextmanager
def serving(site):
    """The address of a running ASGI application."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(site, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
