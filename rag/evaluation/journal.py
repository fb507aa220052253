"""What came back so far, on disk line by line: a run that is stopped goes on where it was."""

from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from rag.evaluation.results import Frozen, Got


class _Header(Frozen):
    key: str


class Journal:
    """A JSON Lines file: a first line that says which run it belongs to, then a `Got` a line.

    `key` stands for the questions, the settings and the code; what another key wrote is thrown away.
    A last line cut off by a killed process is dropped. `got` is what is there, by question id.
    """

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self.got: dict[str, Got] = {got.id: got for got in _earlier(path, key)}
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(path.name + ".new")
        self._file = fresh.open("w", encoding="utf-8")
        for line in (_Header(key=key), *self.got.values()):
            self._write(line)
        fresh.replace(path)

    def append(self, got: Got) -> None:
        """Keep what came back, at once."""
        self.got[got.id] = got
        self._write(got)

    def discard(self, reported: Collection[str]) -> None:
        """The run is over and reported: forget it, unless a larger one left answers to other questions."""
        self._file.close()
        if self.got.keys() <= set(reported):
            self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def _write(self, line: Frozen) -> None:
        self._file.write(line.model_dump_json() + "\n")
        self._file.flush()


def _earlier(path: Path, key: str) -> list[Got]:
    if not path.exists():
        return []
    header, *lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    found: list[Got] = []
    try:
        if _Header.model_validate_json(header).key == key:
            found.extend(Got.model_validate_json(line) for line in lines if line)
    except ValidationError:
        pass  # a line that a killed process left half written: what stands before it is whole
    return found
