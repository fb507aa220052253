"""Work done while other work goes on."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def made_ahead(
    items: Iterable[Item], make: Callable[[Item], Made], stop: Event
) -> Iterator[tuple[Item, Made]]:
    """Each item with what `make` makes of it, in order; one is made while the next item is prepared.

    `make` runs in one thread of its own. `stop` is set when no more is wanted, because the work is done,
    failed, or was broken off: `make` should then return soon, for it is waited for.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead") as worker:
        try:
            former: tuple[Item, Future[Made]] | None = None
            for item in items:
                submitted = worker.submit(make, item)
                if former:
                    yield former[0], former[1].result()
                former = (item, submitted)
            if former:
                yield former[0], former[1].result()
        finally:
            stop.set()
