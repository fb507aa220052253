import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.errors import ArchiveError, MemociteError, ServiceError
from ui.opening import PAUSE_S, Opening
from ui.work import Work


def test_who_waits_is_told_how_far_it_is_and_then_what_it_gave():
    told, done = threading.Event(), threading.Event()

    def count(report):
        report("Two of three")
        told.set()
        done.wait(10)
        return 3

    work = Work("Counting", count)
    told.wait(10)
    waits = work.waits()
    assert next(waits) == "Two of three"
    done.set()
    list(waits)
    assert work.result() == 3
    assert list(work.waits()) == []


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ArchiveError("the index is damaged"), "the index is damaged"),
        (FileNotFoundError("/secret/place"), "Counting failed; the server's log says why."),
    ],
)
def test_what_went_wrong_is_told_in_one_line(error, message, caplog):
    def fail(report):
        raise error

    work = Work("Counting", fail)
    with pytest.raises(MemociteError) as caught:
        work.result()
    assert str(caught.value) == message
    assert str(error) in caplog.text


def test_documents_can_be_read_before_the_models_are_loaded():
    loaded = threading.Event()
    opening = Opening(lambda report: "engine", lambda engine: loaded.wait(10))
    assert opening.engine() == "engine"
    assert list(opening.waits()) == []
    warms = opening.warms()
    assert next(warms) == "Loading the models …"
    loaded.set()
    assert list(warms) == []


def test_what_could_not_be_opened_is_tried_again_for_who_comes_later():
    tried, now = [], [0.0]

    def work(report):
        tried.append(now[0])
        if len(tried) < 3:
            raise ServiceError(f"the Chroma server is away ({len(tried)})")
        return "engine"

    opening = Opening(work, clock=lambda: now[0])
    for moment, message in [(0.0, "(1)"), (PAUSE_S - 1, "(1)"), (PAUSE_S, "(2)"), (2 * PAUSE_S - 1, "(2)")]:
        now[0] = moment
        list(opening.waits())
        with pytest.raises(ServiceError, match=re.escape(message)):
            opening.engine()
    now[0] = 2 * PAUSE_S
    list(opening.warms())
    assert opening.engine() == "engine"
    now[0] = 9 * PAUSE_S
    assert opening.engine() == "engine"
    assert tried == [0.0, PAUSE_S, 2 * PAUSE_S]


def test_many_who_come_later_have_it_tried_once():
    tried, now, ready = [], [0.0], threading.Event()

    def work(report):
        tried.append(now[0])
        if len(tried) == 1:
            raise ServiceError("the Chroma server is away")
        ready.wait(10)
        return "engine"

    opening = Opening(work, clock=lambda: now[0])
    with pytest.raises(ServiceError):
        opening.engine()
    now[0] = PAUSE_S
    with ThreadPoolExecutor(8) as visitors:
        engines = [visitors.submit(opening.engine) for _ in range(8)]
        ready.set()
        assert {engine.result() for engine in engines} == {"engine"}
    assert len(tried) == 2
