"""The same engine for programs: endpoints of Gradio's API, which are the tools of the MCP server too."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr
from gradio.events import api
from mcp.types import TextContent
from pydantic import TypeAdapter, ValidationError

from corpus.errors import MemociteError, QuestionError
from corpus.settings import Settings
from index.passage import Filter
from rag.history import Turn
from ui import filters
from ui.memo_json import Json, card_of, memo
from ui.opening import Opening
from ui.turnstile import Turnstile

MOST, DEEPEST = 20, 100
"""Citations, and passages, that a program may ask for at once."""

_HISTORY = TypeAdapter(list[Turn])


def programs(opening: Opening, settings: Settings, turnstile: Turnstile) -> None:
    """Adds the endpoints `ask`, `search` and `open_document` to the page that is being made."""

    def ask(  # noqa: D417 - Gradio reads "Parameters:"
        question: str,
        history: list[dict[str, str]] = [],  # noqa: B006 - it is never changed; the schema shows it
        documents: list[str] = [],  # noqa: B006
        archives: list[str] = [],  # noqa: B006
        languages: list[str] = [],  # noqa: B006
        since: str = "",
        until: str = "",
        most: int = 3,
    ) -> Json:
        """Answer a question about archival memos with verbatim quotations, or refuse it.

        Every quotation is a slice of a memo and names its document, section, paragraph and page. What the
        memos do not answer comes back with "answered": false and the nearest passages.

        Parameters
        ----------
            question: The question, in English or in the language of an original.
            history: Earlier turns, oldest first: {"role": "user" or "assistant", "content": "..."}.
            documents: Ids of the memos to ask; none: all.
            archives: Archives to ask; none: all.
            languages: ISO 639-1 codes of the texts to quote; none: all.
            since: First date, ISO 8601 and as exact as you like: 1966 or 1966-05-27.
            until: Last date, likewise.
            most: Citations at most, 1 to 20.

        Returns
        -------
            The answer as JSON; its schema is at /answer.schema.json.
        """
        with _told(), turnstile.passed():
            where = filters.chosen((documents, archives, languages, since, until))
            words, most = _question(question, settings.max_question_chars), min(max(1, most), MOST)
            answer = opening.engine().ask(words, _turns(history), where, most=most)
            return answer.model_dump(mode="json")

    def search(  # noqa: D417
        question: str,
        documents: list[str] = [],  # noqa: B006
        archives: list[str] = [],  # noqa: B006
        languages: list[str] = [],  # noqa: B006
        since: str = "",
        until: str = "",
        n: int = 10,
    ) -> Json:
        """Find the passages of archival memos nearest to a question, best first, without answering it.

        Parameters
        ----------
            question: The question, or words to look for.
            documents: Ids of the memos to search; none: all.
            archives: Archives to search; none: all.
            languages: ISO 639-1 codes of the texts to search; none: all.
            since: First date, ISO 8601.
            until: Last date, ISO 8601.
            n: Passages at most, 1 to 100.

        Returns
        -------
            "passages": document, section, language, paragraph, page, start, end, text, score of each.
        """
        with _told(), turnstile.passed():
            where: Filter = filters.chosen((documents, archives, languages, since, until))
            words = _question(question, settings.max_question_chars)
            found = opening.engine().search(words, where, min(max(1, n), DEEPEST))
            return {"passages": [passage.model_dump(mode="json") for passage in found]}

    def open_document(document: str, section: str = "", language: str = "") -> Json:  # noqa: D417
        """Read an archival memo: what the archive says of it, and its text in numbered paragraphs.

        Parameters
        ----------
            document: The id of the memo, as answers and passages give it; empty: list all memos.
            section: A section's number, to read it alone; empty: all.
            language: ISO 639-1 code of the text to read; empty: all.

        Returns
        -------
            The memo: id, title, date, url, catalogue, texts with sections, paragraphs and pages.
        """
        with _told():
            archive = opening.engine().archive
            if not document:
                return {"documents": [card_of(card) for card in archive.cards()]}
            try:
                return memo(archive.document(document), section, language)
            except KeyError:
                raise QuestionError(f"There is no memo with the id {document[:200]!r}.") from None

    endpoints: tuple[Callable[..., Any], ...] = (ask, search, open_document)
    for endpoint in endpoints:
        api(endpoint, api_name=endpoint.__name__, queue=False)


def tell_as_json(page: gr.Blocks) -> None:
    """Makes the page's MCP server give what a tool returns as JSON; by itself it gives `str` of it."""

    def as_json(data: list[Any], root_url: str) -> list[TextContent]:  # noqa: ARG001 - Gradio's signature
        return [TextContent(type="text", text=json.dumps(item, ensure_ascii=False)) for item in data]

    if page.mcp_server_obj is not None:
        page.mcp_server_obj.postprocess_output_data = as_json  # type: ignore[method-assign, assignment]


@contextmanager
def _told() -> Iterator[None]:
    """What went wrong is told to the program in one line."""
    try:
        yield
    except MemociteError as error:
        raise gr.Error(str(error), print_exception=False) from None


def _question(words: object, most: int) -> str:
    if not isinstance(words, str) or not words.strip():
        raise QuestionError("The question is empty; please write one.")
    if len(words) > most:
        raise QuestionError(f"The question has {len(words):,} characters; {most:,} is the most.")
    return words.encode("utf-8", "replace").decode().strip()


def _turns(history: object) -> list[Turn]:
    try:
        return _HISTORY.validate_python(history or [])
    except ValidationError as error:
        raise QuestionError(f"history: {error.errors()[0]['msg']}") from None
