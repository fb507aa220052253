"""Thumbs under an answer, appended to a file that `memocite eval` reads as a question set."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from markupsafe import Markup

from rag.answer import Answer
from rag.history import Turn

WORDS = 500
"""Characters of a comment that are kept."""

_appending = threading.Lock()


def invitation(number: int, judged: bool) -> Markup:
    """What stands under the answer with that number: two thumbs and room for a word, or thanks."""
    if judged:
        return Markup('<p class="judge" role="status">Thank you.</p>')
    thumbs = Markup("").join(
        Markup(
            '<button type="button" class="plain-button" data-judge="{}" data-answer="{}" '
            'aria-label="{}">{}</button>'
        ).format(judgement, number, label, sign)
        for judgement, label, sign in (("up", "Right", "👍"), ("down", "Wrong", "👎"))
    )
    return Markup(
        '<p class="judge"><label>Was this right? <input type="text" data-word maxlength="{}" '
        'placeholder="a word, if you like"></label>{}</p>'
    ).format(WORDS, thumbs)


def keep(path: Path, answer: Answer, history: tuple[Turn, ...], right: bool, word: str) -> None:
    """Appends a judgement as a question with what is now known of its answer.

    A right answer's quotes are evidence, and a right refusal is a question that is not answerable; of a
    wrong one nothing is known but that it was wrong.
    """
    known: dict[str, object] = {"answerable": answer.answered} if right else {}
    if right and answer.citations:
        known["evidence"] = [citation.quote for citation in answer.citations]
        known["document"] = answer.citations[0].document.id
        known["section"] = answer.citations[0].section.number
    line = {
        "id": f"feedback-{uuid4()}",
        "question": answer.question,
        **known,
        "tags": ["right" if right else "wrong"],
        "history": [turn.model_dump() for turn in history],
        "comment": word[:WORDS],
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with _appending:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
