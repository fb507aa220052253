"""A file of history: the turns before a question."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.errors import QuestionError
from rag.history import Turn

EXAMPLE = '[{"role": "user", "content": "…"}, {"role": "assistant", "content": "…"}]'


def read(path: Path) -> list[Turn]:
    """The turns in a JSON file.

    Raises:
        QuestionError: the file cannot be read, or is no list of turns; the message names the place.
    """
    try:
        return TypeAdapter(list[Turn]).validate_json(path.read_bytes())
    except OSError as error:
        raise QuestionError(f"{path}: {error.strerror}; name a JSON file such as {EXAMPLE}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        problem = f"{place}: {first['msg']}" if place else first["msg"]
        raise QuestionError(f"{path}: {problem}; give {EXAMPLE}") from None
