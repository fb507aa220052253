"""Finding files: one by one, in folders, in zip archives; whatever is dangerous is refused by name."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import zips
from corpus.errors import ReadError
from corpus.ordinary import ordinary

_COMPANION = re.compile(
    r"\.(?!\.).*|readme.*|licen[cs]e.*|.*\.(?:toml|jsonl)|__macosx|thumbs\.db", re.IGNORECASE
)
"""What lies beside documents in a folder and is none itself."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was found. `path` leads through the archive it lies in, if any ("a.zip/b.txt").

    `load` gives its bytes, or raises ReadError.
    """

    path: Path
    load: Callable[[], bytes]


def walk(paths: Sequence[Path], most_bytes: int) -> Iterator[File]:
    """The files at `paths`, folders and zip archives entered, sorted by name within each.

    What cannot or must not be read is a File whose `load` says why. A file or link that is named
    itself is taken; in folders, hidden files and companions (README, *.toml, …) are passed over.
    """
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - unlike Path.is_dir, it takes a path that may not be entered
            yield from _folder(path, path.resolve(), most_bytes)
        else:
            yield from _file(path, most_bytes)


def refused(path: Path, reason: str) -> File:
    """A file whose `load` raises ReadError with its name and the reason."""

    def load() -> bytes:
        raise ReadError(f"{path}: {reason}")

    return File(path, load)


def _folder(folder: Path, root: Path, most_bytes: int) -> Iterator[File]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield refused(folder, f"the folder cannot be read ({error.strerror}); check its permissions")
        return
    for entry in entries:
        path = folder / entry.name
        if _COMPANION.fullmatch(entry.name):
            continue
        # Asked of the listing, not of the entry: one may list a folder and yet not be let into it.
        if entry.is_symlink():
            yield from _link(path, root)
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(path, root, most_bytes)
        else:
            yield from _file(path, most_bytes)


def _link(path: Path, root: Path) -> Iterator[File]:
    """Nothing for a link within the tree, whose target is read under its own name; else a refusal."""
    try:
        inside = path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        yield refused(path, "a symbolic link that leads nowhere; remove it")
        return
    if not inside:
        yield refused(path, "a symbolic link out of the folder; name the file it leads to")


def _file(path: Path, most_bytes: int) -> Iterator[File]:
    if path.suffix.lower() != ".zip":
        yield File(path, lambda: _bytes(path, most_bytes))
        return
    for member in zips.members(path, most_bytes):
        if not any(_COMPANION.fullmatch(part) for part in member.name.split("/")):
            yield File(path / member.name, member.load)


def _bytes(path: Path, most_bytes: int) -> bytes:
    with ordinary(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most_bytes:
            raise ReadError(f"{path}: {too_large(size, most_bytes)}")
        return file.read(most_bytes)


def too_large(size: int, most_bytes: int) -> str:
    """The reason given for a file of too many bytes."""
    return f"{size / 1e6:,.0f} MB, more than the {most_bytes / 1e6:,.0f} MB allowed; split it"
