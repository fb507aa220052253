"""The web server: our own pages and the chat, behind limits and security headers."""

import os
from functools import partial
from importlib.resources import files

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles

from corpus.settings import Settings
from ui.bringing import told
from ui.chat import HEAD, chat
from ui.headers import HUB, Origins, SecurityHeaders
from ui.limits import BodyLimit, RateLimit
from ui.login import Login, credentials
from ui.opening import Engine, Opening
from ui.pages import pages
from ui.programs import tell_as_json
from ui.theme import theme
from ui.turnstile import Turnstile
from ui.work import Report

WAITING = 200
"""Questions that may wait; beyond it a visitor is told that the server is busy."""

AT_ONCE = 4
"""Questions that are answered at the same time."""

FIRST = "What is this memo about?"
"""The question that warms up."""

CONNECTIONS = 2_000
"""Connections at the same time; beyond it the server answers 503."""

MEGABYTE = 1_000_000

PRIVATE = "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,::1,fc00::/7"
"""Networks that no visitor of a Space comes from: its proxies stand there, however many there are."""


def application(opening: Opening, settings: Settings) -> FastAPI:
    """The whole site as an ASGI application.

    Raises:
        SettingError: `settings.auth` is no user and password.
    """
    page = chat(opening, settings, Turnstile(AT_ONCE, WAITING))
    page.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE)
    site = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    site.mount("/static-memocite", StaticFiles(directory=str(files("ui").joinpath("static"))))
    site.include_router(pages(opening, settings.home))
    _guard(site, settings)
    gr.mount_gradio_app(
        site,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        mcp_server=True,
        ssr_mode=False,
        show_error=False,
        max_file_size=settings.max_upload_mb * MEGABYTE,
        theme=theme(),
        head=HEAD,
    )
    tell_as_json(page)
    return site


def _guard(site: FastAPI, settings: Settings) -> None:
    """Puts the layers in front of the site; the last one that is added stands outermost."""
    allowed = tuple(origin.strip() for origin in settings.allowed_origins.split(",") if origin.strip())
    site.add_middleware(RateLimit, per_minute=settings.requests_per_minute)
    if auth := settings.auth.get_secret_value():
        site.add_middleware(Login, auth=credentials(auth))
    site.add_middleware(Origins, allowed=allowed)
    site.add_middleware(BodyLimit, upload_bytes=settings.max_upload_mb * MEGABYTE)
    site.add_middleware(CORSMiddleware, allow_origins=allowed, allow_methods=["*"], allow_headers=["*"])
    site.add_middleware(SecurityHeaders, ancestors=(HUB,) if on_a_space() else ())


def on_a_space() -> bool:
    """Whether this runs as a Hugging Face Space: behind its proxy, shown in its frame."""
    return "SPACE_ID" in os.environ


def believed(settings: Settings) -> str:
    """Whose X-Forwarded-For is believed: addresses and networks, separated by commas.

    The header is read from its end, where each proxy wrote whom it saw; the first address that is no
    proxy's is the visitor's, and what a visitor wrote before it counts for nothing. With "*" uvicorn would
    read it from its beginning, where a visitor may write anything.
    """
    return f"{settings.trusted_proxies},{PRIVATE}" if on_a_space() else settings.trusted_proxies


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serves the chat until it is stopped; the archive is opened, and built if need be, meanwhile."""
    uvicorn.run(
        application(Opening(partial(open_engine, settings), warm_up), settings),
        host=host,
        port=port,
        log_level="warning",
        forwarded_allow_ips=believed(settings),
        limit_concurrency=CONNECTIONS,
        server_header=False,
    )


def open_engine(settings: Settings, report: Report) -> Engine:
    """The engine of these settings; says how far it is where it must index the memos first."""
    from rag.engine import engine  # late: the port is open before anything heavy is imported

    return engine(settings, lambda progress: report(told(progress)))


def warm_up(engine: Engine) -> None:
    """Has every model loaded, by asking something."""
    engine.ask(FIRST)
