"""Writers and readers at the same time: who is refused, who goes on."""

import errno
import json
import os
import socket
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import ArchiveError, Locked
from index import home
from index.lock import writing
from index.progress import Progress
from tests.index.conftest import QUERIES, everything, memo, reading

ROOT = Path(__file__).parents[2]
BORDER = "The border with China is 1,300 km long. "
ARMY = "The army has twenty divisions. "


def environment():
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_a_second_writer_is_refused_and_told_who_holds_the_lock(shelf):
    with writing(shelf.root), pytest.raises(Locked) as told:
        shelf.update(reading("x", memo("a", BORDER)))
    assert f"is being written by process {os.getpid()} on {socket.gethostname()} since 20" in str(told.value)
    assert shelf.update(reading("x", memo("a", BORDER))) == ["added"]


HOLDER = """
import sys
from pathlib import Path
from index.lock import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_lock_of_another_process_dies_with_it(shelf):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(shelf.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    )
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Locked, match=f"process {holder.pid} on"):
            shelf.update(reading("x", memo("a", BORDER)))
        holder.kill()
    assert (shelf.root / "writer.json").exists()
    assert shelf.update(reading("x", memo("a", BORDER))) == ["added"]
    assert not (shelf.root / "writer.json").exists()


def test_an_open_archive_answers_as_before_while_it_is_renewed_and_sees_the_new_one_after(shelf):
    shelf.update(reading("x", memo("a", BORDER)))
    with closing(shelf.archive()) as archive:
        before = archive.near("army", 9)

        def during(progress: Progress) -> None:
            assert archive.near("army", 9) == before

        shelf.update(reading("y", memo("b", ARMY)), report=during)
        assert [hit.passage.document for hit in archive.near("army divisions", 9)] == ["b", "a"]
        shelf.update(remove=["a"])
        assert [hit.passage.document for hit in archive.matching("army border", 9)] == ["b"]
        assert [card.id for card in archive.cards()] == ["b"]


def test_a_pinned_index_answers_as_it_was_until_it_is_forgotten(shelf):
    shelf.update(reading("x", memo("a", BORDER)))
    with closing(shelf.archive()) as archive:
        pinned = archive.pinned()
        shelf.update(reading("y", memo("b", ARMY)), remove=["a"])
        assert [hit.passage.document for hit in archive.near("army", 9)] == ["b"]
        copies = len(list((shelf.root / "reading").glob("*.lock")))
        assert [hit.passage.document for hit in pinned.near("army", 9)] == ["a"]
        assert [hit.passage.document for hit in pinned.matching("border army", 9)] == ["a"]
        assert (pinned.document("a"), len(pinned)) == (memo("a", BORDER), 1)
        del pinned
        assert (copies, len(list((shelf.root / "reading").glob("*.lock")))) == (2, 1)


def test_an_index_that_was_replaced_before_its_vectors_were_opened_is_pinned_anew(shelf, monkeypatch):
    shelf.update(reading("x", memo("a", BORDER)))
    with closing(shelf.archive()) as archive:
        former, now = [archive._latest], archive._now
        shelf.update(reading("y", memo("b", ARMY)), remove=["a"])
        monkeypatch.setattr(archive, "_now", lambda: former.pop() if former else now())
        assert [hit.passage.document for hit in archive.pinned().near("army", 9)] == ["b"]


def test_generations_that_were_replaced_are_forgotten(shelf):
    shelf.update(reading("x", memo("a", BORDER)))
    with closing(shelf.archive()) as archive:
        archive.near("border", 1)
        former = weakref.ref(archive._latest)
        shelf.update(reading("y", memo("b", ARMY)))
        archive.near("army", 1)
        assert former() is None
        assert len(list((shelf.root / "reading").glob("*.lock"))) == 1


def test_sixteen_threads_get_the_answers_that_one_gets(shelf):
    shelf.update(*[reading(str(n), memo(f"m{n}", BORDER * n, ARMY * (9 - n))) for n in range(1, 9)])
    with closing(shelf.archive()) as archive:
        questions = [f"{query} {word}" for query in QUERIES for word in ("long", "twenty", "guard", "want")]

        def both(question):
            return archive.near(question, 5), archive.matching(question, 5)

        alone = [both(question) for question in questions]
        with ThreadPoolExecutor(16) as threads:
            assert list(threads.map(both, questions * 4)) == alone * 4


def test_readers_in_many_threads_never_fail_while_writers_follow_each_other(shelf):
    shelf.update(reading("x", memo("a", BORDER)))
    done = threading.Event()
    with closing(shelf.archive()) as archive, ThreadPoolExecutor(4) as threads:

        def read_on():
            count = 0
            while not done.is_set() or not count:
                assert archive.near("border", 1)[0].passage.document == "a"
                assert archive.matching("border", 1)[0].passage.document == "a"
                assert archive.document("a").id == "a"
                count += 1
            return count

        readers = [threads.submit(read_on) for _ in range(4)]
        try:
            for turn in range(6):
                shelf.update(reading("y", memo("b", ARMY * (turn + 1))))
        finally:
            done.set()
        assert all(reader.result() for reader in readers)
        assert len(archive) == 2


READER = """
import json, sys
from pathlib import Path
from tests.index.conftest import Shelf, everything
print(json.dumps(everything(Shelf(Path(sys.argv[1])).archive())))
"""


def test_two_processes_read_the_same_folder_at_once(shelf):
    shelf.update(reading("x", memo("a", BORDER * 30, ARMY * 30)))
    with closing(shelf.archive()) as archive:
        archive.near("border", 1)
        readers = [
            subprocess.Popen(
                [sys.executable, "-c", READER, str(shelf.root)],
                stdout=subprocess.PIPE,
                cwd=ROOT,
                env=environment(),
            )
            for _ in range(2)
        ]
        answers = [json.loads(reader.communicate()[0]) for reader in readers]
        assert answers == [json.loads(json.dumps(everything(shelf.archive())))] * 2
        assert len(list((shelf.root / "reading").glob("*.lock"))) == 1


def test_the_copy_of_a_killed_reader_is_swept_by_the_next_one(shelf):
    shelf.update(reading("x", memo("a", BORDER)))
    dies = "import os\nshelf = Shelf(Path(sys.argv[1])).archive()\nshelf.near('border', 1)\nos._exit(9)"
    subprocess.run(
        [sys.executable, "-c", READER + dies, str(shelf.root)],
        cwd=ROOT,
        env=environment(),
        check=False,
        stdout=subprocess.DEVNULL,
    )
    assert len(list((shelf.root / "reading").glob("*.lock"))) == 1
    with closing(shelf.archive()) as archive:
        archive.near("border", 1)
        assert len(list((shelf.root / "reading").glob("*.lock"))) == 1
    assert list((shelf.root / "reading").iterdir()) == []


def test_an_interrupted_run_changes_nothing_and_keeps_the_vectors_made(shelf):
    shelf.update(reading("x", memo("a", BORDER)))
    before = shelf.texts()

    def interrupt(progress: Progress) -> None:
        if progress.embedded:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shelf.update(reading("y", memo("b", ARMY)), report=interrupt)
    assert shelf.texts() == before
    assert [path.name for path in (shelf.root / "generations").iterdir()] == [shelf.home.current().name]
    seen = shelf.embedder.seen
    assert shelf.update(reading("y", memo("b", ARMY))) == ["added"]
    assert shelf.embedder.seen == seen


@pytest.mark.parametrize("problem", [KeyboardInterrupt(), OSError(errno.EIO, "Input/output error")])
def test_a_run_that_is_broken_off_after_its_last_step_leaves_the_new_index(shelf, monkeypatch, problem):
    shelf.update(reading("x", memo("a", BORDER)))
    to_disk = home._to_disk

    def broken_off(path):
        if path == shelf.root:
            raise problem
        to_disk(path)

    with monkeypatch.context() as patched:
        patched.setattr(home, "_to_disk", broken_off)
        with pytest.raises((KeyboardInterrupt, ArchiveError)):
            shelf.update(reading("y", memo("b", ARMY)))
    assert sorted(shelf.texts()) == ["a", "b"]
    assert shelf.update(reading("y", memo("b", ARMY))) == ["unchanged"]
    assert [path.name for path in (shelf.root / "generations").iterdir()] == [shelf.home.current().name]


def test_a_generation_that_is_replaced_while_it_is_looked_for_is_no_damage(shelf, monkeypatch):
    shelf.update(reading("x", memo("a", BORDER)))
    former, is_dir = shelf.home.current(), Path.is_dir

    def after_an_update(path):
        if path == former:
            monkeypatch.setattr(Path, "is_dir", is_dir)
            shelf.update(reading("y", memo("b", ARMY)))
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", after_an_update)
    found = shelf.home.current()
    assert found.is_dir()
    assert found != former
