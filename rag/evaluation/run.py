"""Put the questions, one after the other; whatever happens to one, the next is asked."""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import closing
from typing import Final, Protocol

from rag.answer import Answer
from rag.evaluation.journal import Journal
from rag.evaluation.questions import Question
from rag.evaluation.results import Got
from rag.history import Turn

Put = Callable[[Question], Got]
"""Puts one question and never raises: what went wrong stands in what it returns."""

Report = Callable[[int, int], None]
"""Told after each question: how many are done, and of how many."""

Calls = queue.SimpleQueue[tuple[Question, Future[Got]] | None]

GRACE_S: Final = 10.0


class Asks(Protocol):
    """What answers: the engine, or anything in its place."""

    def ask(self, question: str, history: Sequence[Turn] = ...) -> Answer:
        """The answer to a question, asked after `history`."""
        ...


def run(questions: Sequence[Question], put: Put, journal: Journal, timeout_s: float, report: Report) -> None:
    """Put each question that the journal does not know yet, and keep what came back there.

    One that takes longer than `timeout_s` seconds is given up and kept as an error.
    """
    with closing(Worker(put)) as worker:
        for done, question in enumerate(questions, 1):
            if question.id not in journal.got:
                journal.append(worker.put(question, timeout_s))
            report(done, len(questions))


def asking(engine: Asks) -> Put:
    """Puts a question to the engine, with its history."""
    return _timed(
        lambda question: Got(id=question.id, answer=engine.ask(question.question, question.history))
    )


def ranking(search: Callable[[str], Sequence[str]]) -> Put:
    """Puts a question to a search that gives ids of documents, best first."""
    return _timed(lambda question: Got(id=question.id, ranking=tuple(search(question.question))))


def _timed(put: Put) -> Put:
    def timed(question: Question) -> Got:
        start = time.perf_counter()
        try:
            got = put(question)
        except Exception as error:  # noqa: BLE001 - a crash is a result here: it counts as wrong and is listed
            got = Got(id=question.id, error=f"{type(error).__name__}: {error}")
        return got.model_copy(update={"ms": (time.perf_counter() - start) * 1000})

    return timed


class Worker:
    """Puts questions one at a time in a thread of its own, and gives up waiting for one that hangs.

    A thread cannot be stopped: one that hangs is left behind, and the next question gets a new one.
    Otherwise it stays the same thread, since torch keeps a pool of threads for each that calls it.
    """

    def __init__(self, put: Put) -> None:
        self._put = put
        self._start()

    def put(self, question: Question, timeout_s: float) -> Got:
        """What came back, or an error after `timeout_s` seconds."""
        future: Future[Got] = Future()
        self._calls.put((question, future))
        try:
            return future.result(timeout_s)
        except TimeoutError:
            self._start()
            return Got(id=question.id, error=f"no answer within {timeout_s:g} s", ms=timeout_s * 1000)

    def close(self) -> None:
        """Let the thread finish the question it is at, or leave it behind after `GRACE_S` seconds.

        A thread that is in the midst of native code when Python ends takes the process down.
        """
        self._calls.put(None)
        self._thread.join(GRACE_S)

    def _start(self) -> None:
        self._calls: Calls = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, args=(self._calls,), daemon=True)
        self._thread.start()

    def _serve(self, calls: Calls) -> None:
        while (call := calls.get()) is not None:
            question, future = call
            future.set_result(self._put(question))
