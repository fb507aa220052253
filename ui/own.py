"""The "Your memos" tab: bringing documents, a verdict for each, and removing them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import Dependency
from markupsafe import Markup

from corpus.errors import MemociteError
from corpus.settings import Settings
from index.plan import Verdict
from ui import render
from ui.bringing import FILES, Collection
from ui.opening import Opening
from ui.visit import Visit
from ui.work import Work

_STATES = {"added": "is here", "updated": "is here, anew", "unchanged": "was here already"}


def own(visit: gr.State, opening: Opening, settings: Settings, options: dict[str, Any]) -> list[Dependency]:
    """The tab's contents; the events that change what there is are given back, for others to follow."""
    gr.HTML(_about(settings), js_on_load=None, apply_default_css=False)
    files = gr.File(label="Files", file_count="multiple", elem_id="files", height=140)
    verdicts = gr.HTML(elem_id="verdicts", js_on_load=None, apply_default_css=False)
    away = gr.Button("Remove my memos", size="sm", min_width=140, elem_id="away")

    def brought(paths: list[str] | None, mine: Visit) -> Iterator[list[object]]:
        if not paths:
            return
        for shown in bring(mine, [Path(path) for path in paths], opening, settings.uploads):
            yield [shown, mine, gr.skip()]
        yield [gr.skip(), mine, None]

    def removed(mine: Visit) -> list[object]:
        mine.discard()
        return [Markup('<p role="status">Your memos are gone.</p>'), mine]

    bringing = files.upload(
        brought,
        [files, visit],
        [verdicts, visit, files],
        concurrency_limit=1,
        concurrency_id="bring",
        **options,
    )
    return [bringing, away.click(removed, [visit], [verdicts, visit], **options)]


def bring(visit: Visit, files: Sequence[Path], opening: Opening, keep: Path | None) -> Iterator[Markup]:
    """Adds files to a visitor's own documents; yields the progress, then the verdicts."""
    for progress in opening.waits():
        yield render.waiting(progress)
    try:
        collection = visit.brought or Collection(opening.engine().archive, keep)
        visit.brought = collection
        work = Work("Reading the files", lambda report: collection.add(files, report))
        for progress in work.waits():
            yield render.waiting(progress)
        yield _verdicts(work.result())
    except MemociteError as error:
        yield render.notice(str(error))


def _about(settings: Settings) -> Markup:
    stay = (
        "They stay on this server after your visit, unless you remove them."
        if settings.uploads
        else "They are deleted when your visit ends, an hour after the tab is closed at the latest."
    )
    return Markup(
        '<section class="about-own"><p>Bring memos of your own: text, Markdown, PDF, Word, HTML, TEI and '
        "more, {} files at most, {} MB each. Nobody else sees them; they are asked beside the others. {}"
        "</p></section>"
    ).format(FILES, settings.max_upload_mb, stay)


def _plain(words: str, verdict: Verdict) -> str:
    """What is said of a file, without where this server keeps it."""
    return words.replace(f"{Path(verdict.source).parent}/", "")


def _verdicts(verdicts: Sequence[Verdict]) -> Markup:
    lines = Markup("").join(
        Markup('<li class="{}"><strong>{}</strong> {}{}</li>').format(
            verdict.state,
            Path(verdict.source).name,
            _plain(verdict.problem, verdict)
            or f"{_STATES.get(verdict.state, verdict.state)}: {verdict.document}",
            Markup("<br><small>{}</small>").format(_plain(verdict.notice, verdict)) if verdict.notice else "",
        )
        for verdict in verdicts
    )
    return Markup('<ul class="verdicts" role="status">{}</ul>').format(lines)
