"""JSON Lines files that users give: their lines with numbers, and what is wrong with one of them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from corpus.errors import QuestionError
from corpus.runs import runs

NAMED: Final = 10
"""Reasons that a message names, however many there are."""

Problems = dict[str, list[int]]
"""What is wrong, and the numbers of the lines of which it is true, in order."""


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


def bad_lines(path: Path, problems: Mapping[str, Sequence[int]]) -> QuestionError:
    """The error that names the bad lines of a file by their reasons; after `NAMED` ones, the rest in one."""
    told = [f"{_lines(numbers)}: {reason}" for reason, numbers in islice(problems.items(), NAMED)]
    rest = sorted(chain.from_iterable(islice(problems.values(), NAMED, None)))
    if rest:
        told.append(f"{_lines(rest)}: other reasons")
    return QuestionError(f"{path}: {'; '.join(told)}")


def _lines(numbers: Sequence[int]) -> str:
    """Numbers of lines in words, runs by their first and last: "lines 1–6, 8"."""
    return f"line{'s' if len(numbers) > 1 else ''} {', '.join(runs(numbers))}"
