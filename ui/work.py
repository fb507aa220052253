"""Something that takes its time, done in a thread that says how far it is."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Generic, TypeVar

from corpus.errors import MemociteError

Report = Callable[[str], None]
"""Told, in words for a person, how far it is."""

Result = TypeVar("Result")

_STEP_S = 0.5
"""How often somebody who waits is told how far it is, in seconds."""

_log = logging.getLogger(__name__)


class Work(Generic[Result]):
    """Begins when it is made; `name` says what is done: "Reading the files"."""

    def __init__(self, name: str, work: Callable[[Report], Result]) -> None:
        self._name = name
        self._progress = f"{name} …"
        with_one_thread = ThreadPoolExecutor(1, "work")
        self._result: Future[Result] = with_one_thread.submit(work, self._report)
        self._result.add_done_callback(_complain)
        with_one_thread.shutdown(wait=False)

    def waits(self) -> Iterator[str]:
        """Says how far it is, again and again, until it is done; nothing if it is done already."""
        while not self._result.done():
            yield self._progress
            wait([self._result], timeout=_STEP_S)

    @property
    def failed(self) -> bool:
        """Whether it ended with an error of ours, whose cause may pass."""
        return self._result.done() and isinstance(self._result.exception(), MemociteError)

    def result(self) -> Result:
        """What it gave; waits for it.

        Raises:
            MemociteError: what went wrong; where that is no such error, the log has it.
        """
        error = self._result.exception()
        if error is None or isinstance(error, MemociteError):
            return self._result.result()
        raise MemociteError(f"{self._name} failed; the server's log says why.")

    def _report(self, progress: str) -> None:
        self._progress = progress


def _complain(done: Future[Result]) -> None:
    if error := done.exception():
        _log.error("%s", error, exc_info=None if isinstance(error, MemociteError) else error)
