"""From settings to an open archive, with the index made on the way where there is none."""

from contextlib import closing

import pytest

from corpus.errors import Locked, ReadError, ServiceError
from corpus.settings import Settings
from index import archive as door
from index.archive import ready, ready_for
from index.lock import writing
from tests.index.chroma import Chroma
from tests.index.conftest import everything
from tests.tiny import TinyEmbedder

BORDER = "The border with China is 1,300 km long."
ARMY = "The army has twenty divisions."


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    made = TinyEmbedder()
    monkeypatch.setattr(door, "embedder", lambda name: made)
    return made


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "border.txt").write_text(BORDER, "utf-8")
    return folder


def test_the_shipped_memos_are_indexed_once(tmp_path, tiny):
    told = []
    with closing(ready(Settings(home=tmp_path / "home"), told.append)) as archive:
        assert {card.date for card in archive.cards()} == {"1966-05-27", "1973-10-30"}
        assert archive.cards()[1].languages == ("bg", "en")
        assert "1,300 km" in archive.matching("How long is the border with China?", 1)[0].passage.text
        assert archive.matching("граница с Китай", 1)[0].passage.language == "bg"
    seen = tiny.seen
    assert told[-1].embedded == told[-1].passages > 100
    ready(Settings(home=tmp_path / "home"), told.clear).close()
    assert tiny.seen == seen


def test_a_corpus_without_documents_is_told_and_leaves_no_index(tmp_path, files):
    (files / "border.txt").write_bytes(b"\x00\x01" * 50)
    settings = Settings(home=tmp_path / "home", corpus=files)
    with pytest.raises(ReadError, match=r"border\.txt"):
        ready(settings)
    (files / "border.txt").write_text(BORDER, "utf-8")
    ready(settings).close()


def test_files_have_an_index_of_their_own_known_by_what_is_in_them(tmp_path, files, tiny):
    settings = Settings(home=tmp_path / "home")

    def sets():
        return sorted(path.name for path in (settings.home / "sets").iterdir())

    ready_for([files], settings).close()
    (first,) = sets()
    ready_for([files], settings).close()
    ready_for([files.rename(tmp_path / "moved")], settings).close()
    assert (sets(), tiny.seen) == ([first], 1)
    (tmp_path / "moved" / "army.txt").write_text(ARMY, "utf-8")
    with closing(ready_for([tmp_path / "moved"], settings)) as archive:
        assert len(archive.cards()) == 2
    assert len(sets()) == 2
    assert not (settings.home / "current").exists()


@pytest.mark.parametrize("name", ["catalog.sqlite", "manifest.json", "vectors/chroma.sqlite3"])
def test_an_index_of_files_that_was_damaged_is_made_anew_from_them(tmp_path, files, name):
    settings = Settings(home=tmp_path / "home")
    with closing(ready_for([files], settings)) as archive:
        before = everything(archive)
    (file,) = settings.home.glob(f"sets/*/generations/*/{name}")
    file.write_bytes(file.read_bytes()[:-9])
    with closing(ready_for([files], settings)) as archive:
        assert everything(archive) == before
    assert len(list(settings.home.glob("sets/*/generations/*"))) == 1


def test_an_index_of_files_in_a_folder_is_none_on_a_server(tmp_path, files):
    with closing(ready_for([files], Settings(home=tmp_path / "home"))) as archive:
        assert len(archive) == 1
    chroma = Chroma(tmp_path / "chroma").start()
    far = Settings(home=tmp_path / "home", chroma_url=chroma.url)
    with closing(ready_for([files], far)) as archive:
        assert len(archive.near("border", 9)) == 1
    chroma.stop()
    with closing(ready_for([files], far)) as archive, pytest.raises(ServiceError, match="cannot be reached"):
        archive.near("border", 9)
    chroma.folder = tmp_path / "another"
    chroma.start()
    with closing(ready_for([files], far)) as archive:
        assert len(archive.near("border", 9)) == 1
    chroma.stop()


def test_files_that_are_not_there_are_named(tmp_path):
    with pytest.raises(ReadError, match="nowhere"):
        ready_for([tmp_path / "nowhere"], Settings(home=tmp_path / "home"))


def test_an_index_in_the_making_is_not_made_twice(tmp_path):
    settings = Settings(home=tmp_path / "home")
    with writing(settings.home), pytest.raises(Locked, match="is being written by process"):
        ready(settings)
