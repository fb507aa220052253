"""How many programs may be answered at a time, and how many may wait: beyond that the answer is "busy"."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.errors import ServiceError


class Turnstile:
    """Lets `at_once` through and `waiting` more wait for at most `patience_s` seconds."""

    def __init__(self, at_once: int, waiting: int, patience_s: float = 60.0) -> None:
        self._inside = threading.Semaphore(at_once)
        self._places = threading.Semaphore(at_once + waiting)
        self._patience_s = patience_s

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Holds a place inside.

        Raises:
            ServiceError: nobody more may wait, or it took too long.
        """
        if not self._places.acquire(blocking=False):
            raise ServiceError("The server is busy; please ask again in a minute.")
        try:
            if not self._inside.acquire(timeout=self._patience_s):
                raise ServiceError("The server is busy; please ask again in a minute.")
            try:
                yield
            finally:
                self._inside.release()
        finally:
            self._places.release()
