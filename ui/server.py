"""The web server: our own pages and the chat, behind limits and security headers."""

from importlib.resources import files

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from corpus.settings import Settings
from ui.chat import HEAD, chat
from ui.opening import Engine, Opening, Report
from ui.pages import pages
from ui.theme import theme

WAITING = 64
"""Questions that may wait; beyond it a visitor is told that the server is busy."""

AT_ONCE = 4
"""Questions that are answered at the same time."""


def application(opening: Opening, settings: Settings) -> FastAPI:
    """The whole site as an ASGI application."""
    page = chat(opening, settings)
    page.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE)
    site = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    site.mount("/static-memocite", StaticFiles(directory=str(files("ui").joinpath("static"))))
    site.include_router(pages(opening))
    gr.mount_gradio_app(
        site,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        show_error=False,
        max_file_size=f"{settings.max_upload_mb}mb",
        theme=theme(),
        head=HEAD,
    )
    return site


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serves the chat until it is stopped; the archive is opened, and built if need be, meanwhile."""
    opening = Opening(lambda report: open_engine(settings, report))
    uvicorn.run(application(opening, settings), host=host, port=port, log_level="warning")


def open_engine(settings: Settings, report: Report) -> Engine:
    """The engine of these settings; says how far it is."""
    from rag.engine import engine  # torch is imported here, in the thread, after the port is open

    return engine(settings)
