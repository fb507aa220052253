"""What stands in the chat before the first question: what this is, and questions to begin with."""

import json
from collections.abc import Sequence
from importlib.resources import files

from markupsafe import Markup

from corpus.errors import MemociteError
from index.catalog import Card
from ui import render

MASTHEAD = Markup(
    '<header class="masthead"><h1>memocite</h1>'
    "<p>Answers from archival memos, in quotations you can check.</p></header>"
)  # nosec - no outside text

EXAMPLES = files("ui").joinpath("examples.json")
"""Questions to begin with: each with the document that answers it, shown where that document is."""


def progress(message: str) -> Markup:
    """What is shown while the archive opens."""
    return render.waiting(message)


def trouble(error: MemociteError) -> Markup:
    """What is shown where the archive cannot be opened."""
    return render.notice(str(error))


def welcome(cards: Sequence[Card]) -> Markup:
    """What is here, and example questions that these documents answer."""
    here = {card.id for card in cards}
    examples = [
        entry["question"]
        for entry in json.loads(EXAMPLES.read_text(encoding="utf-8"))
        if entry["document"] in here
    ]
    count = f"{len(cards):,} memo{'s are' if len(cards) != 1 else ' is'} here."
    return Markup(
        '<section class="welcome"><p>{} Ask in English, or in the language of an original. Every answer is '
        "a verbatim quotation with its place; what the memos do not answer is not answered.</p>{}</section>"
    ).format(count, _list(examples))


def _list(examples: list[str]) -> Markup:
    if not examples:
        return Markup("")
    return Markup('<h2>For example</h2><ul class="examples">{}</ul>').format(
        Markup("").join(
            Markup('<li><button type="button" data-ask="{0}">{0}</button></li>').format(example)
            for example in examples
        )
    )
