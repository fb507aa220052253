"""Vectors on a Chroma server: a real one, one that is away, and ones that answer badly."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from corpus.errors import Mismatch, ServiceError, SettingError
from index.remote import server as chosen
from index.vectors import Server
from tests.index.chroma import Chroma, free_port, pretender
from tests.index.conftest import Shelf, everything, memo, reading

ROOT = Path(__file__).parents[2]
BORDER = "The border with China is 1,300 km long."
ARMY = "The army has twenty divisions."


def reach(url, timeout=10.0, batch=2):
    return Server(url, "", timeout, batch)


@pytest.fixture(scope="module")
def chroma(tmp_path_factory):
    running = Chroma(tmp_path_factory.mktemp("chroma")).start()
    yield running
    running.stop()


@pytest.fixture
def far(chroma, tmp_path):
    return Shelf(tmp_path / "far", server=reach(chroma.url))


def collections(chroma):
    server = reach(chroma.url)
    return {one.name for one in server._api.list_collections()}


def test_a_server_answers_as_a_folder_does(far, shelf):
    memos = [
        reading("x", memo("a", *[f"{BORDER} Mark {n}." for n in range(30)])),
        reading("y", memo("b", ARMY)),
    ]
    for one in (far, shelf):
        one.update(*memos)
        one.update(reading("y", memo("b", ARMY + " And a fleet.")), reading("z", memo("c", BORDER)))
        one.update(remove=["c"])
    assert everything(far.archive()) == everything(shelf.archive())
    assert not any("vectors" in path.name for path in far.root.rglob("*"))


def test_what_no_catalog_knows_is_deleted_from_the_server(far, chroma):
    far.update(reading("x", memo("a", BORDER)), reading("y", memo("b", ARMY)))
    far.update(reading("x", memo("a", ARMY)), remove=["b"])
    archive = far.archive()
    archive.near("army", 1)
    assert archive._latest._store.count() == 1
    archive.close()
    assert not far.home.unswept.exists()


def test_making_it_anew_leaves_one_collection(far, chroma):
    before = collections(chroma)
    far.update(reading("x", memo("a", BORDER)))
    far.rebuild()
    assert len(collections(chroma) - before) == 1
    assert far.texts() == {"a": [BORDER]}


def test_a_killed_writer_leaves_nothing_that_the_next_one_does_not_delete(far, chroma, monkeypatch):
    far.update(reading("x", memo("a", BORDER)))
    with monkeypatch.context() as patched:
        patched.setattr("index.manifest.seal", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            far.update(reading("y", memo("b", ARMY)))
    archive = far.archive()
    assert [hit.passage.document for hit in archive.near("army divisions", 5)] == ["a"]
    assert archive._latest._store.count() == 2
    archive.close()
    far.update()
    archive = far.archive()
    archive.near("army", 1)
    assert archive._latest._store.count() == 1
    archive.close()


@pytest.mark.parametrize("half", ['["memoci', '["memocite-0123", "a["memocite-4567", "b"]'])
def test_half_a_note_keeps_no_later_note_from_being_read(far, chroma, half):
    before = collections(chroma)
    far.update(reading("x", memo("a", BORDER)))
    far.home.unswept.write_text(half)
    far.rebuild()
    assert len(collections(chroma) - before) == 1
    assert not far.home.unswept.exists()
    assert far.update(reading("x", memo("a", ARMY))) == ["updated"]


READER = """
import json, sys
from tests.index.conftest import Shelf, everything
from tests.index.test_server import reach
from pathlib import Path
shelf = Shelf(Path(sys.argv[1]), server=reach(sys.argv[2]))
print(json.dumps(everything(shelf.archive())))
"""


def test_one_process_writes_and_two_others_answer_at_once(far, chroma):
    far.update(reading("x", memo("a", BORDER)), reading("y", memo("b", ARMY)))
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(far.root), chroma.url],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for _ in range(2)
    ]
    answers = [json.loads(reader.communicate()[0]) for reader in readers]
    mine = json.loads(json.dumps(everything(far.archive())))
    assert answers == [mine, mine]


def test_a_server_that_was_away_is_used_again_without_a_restart(tmp_path):
    chroma = Chroma(tmp_path / "chroma").start()
    shelf = Shelf(tmp_path / "home", server=reach(chroma.url))
    shelf.update(reading("x", memo("a", BORDER)))
    archive = shelf.archive()
    assert len(archive.near("border", 1)) == 1
    chroma.stop()
    with pytest.raises(ServiceError, match=r"Chroma server at http://127.0.0.1:\d+ cannot be reached"):
        archive.near("border", 1)
    assert len(archive.matching("border", 1)) == 1
    chroma.start()
    assert len(archive.near("border", 1)) == 1
    archive.close()
    chroma.stop()


def test_a_server_that_is_away_is_named_and_the_old_index_stays(shelf):
    shelf.server = reach(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(ServiceError, match="cannot be reached"):
        shelf.update(reading("x", memo("a", BORDER)))
    assert shelf.home.current() is None
    assert list((shelf.root / "generations").iterdir()) == []


def test_a_server_that_never_answers_is_not_waited_for(shelf):
    with pretender(200, wait=threading.Event()) as url:
        shelf.server = reach(url, timeout=0.3)
        with pytest.raises(ServiceError, match=r"did not answer within 0.3 s \(MEMOCITE_CHROMA_TIMEOUT_S\)"):
            shelf.update(reading("x", memo("a", BORDER)))


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, b"{}", "MEMOCITE_CHROMA_TOKEN"),
        (403, b"{}", "MEMOCITE_CHROMA_TOKEN"),
        (429, b"{}", "MEMOCITE_CHROMA_BATCH"),
        (500, b"<html>", "failed .status 500."),
        (200, b"<html>", "does not answer as a Chroma server"),
        (200, b"{}", "does not answer as a Chroma server"),
        (200, b"[]", "does not answer as a Chroma server"),
    ],
)
def test_a_server_that_answers_badly_is_told_in_one_line(shelf, status, body, said):
    with pretender(status, body) as url:
        shelf.server = reach(url)
        with pytest.raises(ServiceError, match=said) as told:
            shelf.update(reading("x", memo("a", BORDER)))
    assert "\n" not in str(told.value)


def test_an_index_in_a_folder_is_not_looked_for_on_a_server_nor_the_reverse(shelf, far):
    shelf.update(reading("x", memo("a", BORDER)))
    shelf.server = far.server
    with pytest.raises(Mismatch, match="unset MEMOCITE_CHROMA_URL"):
        shelf.archive()
    shelf.rebuild()
    assert shelf.texts() == {"a": [BORDER]}
    shelf.server = None
    with pytest.raises(Mismatch, match="set MEMOCITE_CHROMA_URL"):
        shelf.archive()


def test_a_collection_that_is_gone_is_found(far):
    from corpus.errors import Damaged

    far.update(reading("x", memo("a", BORDER)))
    archive = far.archive()
    far.server.forget(archive._latest.manifest.collection)
    with pytest.raises(Damaged, match="memocite index --rebuild"):
        archive.near("border", 1)
    archive.close()
    far.rebuild()
    assert everything(far.archive())["near peace"]


@pytest.mark.parametrize(
    "url", ["localhost:8000", "ftp://host", "http://", "http://host/one", "http://h/a/b/c"]
)
def test_a_url_without_meaning_is_a_wrong_setting(url):
    with pytest.raises(SettingError, match="MEMOCITE_CHROMA_URL"):
        reach(url)


def test_the_settings_name_the_server(monkeypatch):
    from corpus.settings import Settings

    assert chosen(Settings()) is None
    monkeypatch.setenv("MEMOCITE_CHROMA_URL", "https://user:secret@chroma.example/t/d")
    assert chosen(Settings()).url == "https://chroma.example"
