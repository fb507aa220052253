"""JSON Lines files that users give: their lines with numbers, and what is wrong with one of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from corpus.errors import QuestionError

NAMED: Final = 10
"""Bad lines that a message names, however many there are."""


def numbered(path: Path, content: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, counted from 1; `content` says what the file should hold.

    Raises:
        QuestionError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise QuestionError(f"{path}: {error.strerror}; give a JSON Lines file of {content}") from None
    except UnicodeDecodeError as error:
        raise QuestionError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def first_problem(error: ValidationError) -> str:
    """The first thing that is wrong with a row, after the name of its field."""
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else str(first["msg"])


def bad_lines(path: Path, problems: Sequence[str]) -> QuestionError:
    """The error that names the first bad lines of a file, and says how many more there are."""
    more = f"; and {len(problems) - NAMED:,} more" if len(problems) > NAMED else ""
    return QuestionError(f"{path}: {'; '.join(problems[:NAMED])}{more}")
