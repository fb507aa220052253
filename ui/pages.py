"""Pages of our own beside the chat: `/d/ID`, the stable address of a memo."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from corpus.errors import MemociteError
from rag.answer import Answer
from rag.evaluation import last
from ui import place
from ui.opening import Opening
from ui.reader import Mark
from ui.reading import reading

_FRAME = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">{refresh}'
    '<link rel="icon" href="data:,"><link rel="stylesheet" href="/static-memocite/memocite.css">'
    '<script src="/static-memocite/memocite.js" defer></script></head>'
    '<body class="page-alone"><p class="home"><a class="plain" href="/" target="_top">memocite</a></p>'
    "<main>{body}</main></body></html>"
)  # nosec - filled by format, which escapes

_NO_REPORT = Markup(
    "<h1>No evaluation yet</h1><p>This index was not evaluated yet. Measure it with a question set, for "
    "instance the one that comes with memocite, and its report stands here:</p>"
    "<pre>memocite eval tests/questions/memos.jsonl</pre>"
)  # nosec - no outside text

_REFRESH = Markup('<meta http-equiv="refresh" content="2">')  # nosec - no outside text


def pages(opening: Opening, home: Path) -> APIRouter:
    """The routes; `home` is the index directory."""
    router = APIRouter()

    @router.get("/d/{document}", response_class=HTMLResponse)
    def read(document: str, mark: str = "") -> HTMLResponse:
        """A memo; `mark` highlights a span: "en.120-180"."""
        for progress in opening.waits():
            return _page("memocite", Markup("<p>{}</p>").format(progress), status=503, refresh=_REFRESH)
        try:
            found = opening.engine().archive.document(document)
        except KeyError:
            return _page("No such memo", _missing(document), status=404)
        except MemociteError as error:
            return _page("memocite", Markup("<p>{}</p>").format(str(error)), status=503)
        wanted = place.marked(mark)
        return _page(found.title, reading(found, [Mark(*wanted)] if wanted else []))

    @router.get("/evaluation", response_class=HTMLResponse)
    def evaluation() -> HTMLResponse:
        """The report of the last evaluation of this index."""
        found = last.read(home)
        if found is None:
            return _page("Evaluation", _NO_REPORT, status=404)
        from rag.evaluation import report_html  # with the library that draws, which takes a second

        return HTMLResponse(report_html.page(found))

    @router.get("/answer.schema.json")
    def schema() -> dict[str, Any]:
        """The JSON Schema of an answer."""
        return Answer.model_json_schema()

    return router


def _page(title: str, body: Markup, status: int = 200, refresh: Markup = Markup("")) -> HTMLResponse:  # noqa: B008
    page = _FRAME.format(title=title, body=body, refresh=refresh)
    return HTMLResponse(page, status_code=status)


def _missing(document: str) -> Markup:
    return Markup(
        "<h1>No such memo</h1><p>The archive has no memo with the id “{}”. "
        'A memo that a visitor brought has no address. <a class="plain" href="/">To the questions</a></p>'
    ).format(document[:200])
