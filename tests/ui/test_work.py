import threading

import pytest

from corpus.errors import ArchiveError, MemociteError
from ui.opening import Opening
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
