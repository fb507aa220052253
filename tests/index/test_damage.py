"""Files that go missing, are cut short or altered: found when the index is opened, mended by a rebuild."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import ArchiveError, Damaged
from corpus.read import read
from index.run import rebuild, update
from tests.index.conftest import Shelf, everything
from tests.tiny import TinyEmbedder

BORDER = "The border with China is 1,300 km long.\n\nIt is guarded day and night. "
ARMY = "The army has twenty divisions.\n\nPeace is what we want. "

UNIMPORTANT = ("embeddings.sqlite", "writer.lock")
"""Files that no reader uses."""


def missing(path):
    path.unlink()


def emptied(path):
    path.write_bytes(b"")


def cut_short(path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def flipped(path):
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 1] = bytes([data[middle] ^ 4]) if data else b"?"
    path.write_bytes(data)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """An index of two files that are there, and all that it answers with."""
    folder = tmp_path_factory.mktemp("sound")
    files = folder / "files"
    files.mkdir()
    (files / "border.txt").write_text(BORDER * 40, "utf-8")
    (files / "army.txt").write_text(ARMY * 40, "utf-8")
    shelf = Shelf(folder / "home")
    update(shelf.home, shelf.embedder, read([files]))
    return shelf, everything(shelf.archive())


def files_of(shelf):
    return sorted(path.relative_to(shelf.root) for path in shelf.root.rglob("*") if path.is_file())


def hurt_copies(sound, tmp_path, damage):
    """A copy of the index for each of its files, with that file damaged, and the file's name."""
    shelf, _ = sound
    names = files_of(shelf)
    assert len(names) > 15
    for name in names:
        if damage is missing or (shelf.root / name).stat().st_size:
            hurt = Shelf(tmp_path / "hurt")
            shutil.copytree(shelf.root, hurt.root)
            damage(hurt.root / name)
            yield hurt, name
            shutil.rmtree(hurt.root)


@pytest.mark.parametrize("damage", [missing, emptied, cut_short, flipped])
def test_every_damaged_file_is_found_at_the_start(sound, tmp_path, damage):
    for hurt, name in hurt_copies(sound, tmp_path, damage):
        if damage is missing and name.name == "current":
            assert everything(hurt.archive()) == sound[1]
        elif name.name not in UNIMPORTANT:
            with pytest.raises(Damaged, match="memocite index --rebuild") as told:
                hurt.archive()
            assert "\n" not in str(told.value)
            with pytest.raises(Damaged):
                hurt.update()


def test_every_damaged_file_is_mended_by_a_rebuild(sound, tmp_path):
    for hurt, name in hurt_copies(sound, tmp_path, flipped):
        rebuild(hurt.home, hurt.embedder)
        assert everything(hurt.archive()) == sound[1], name


@pytest.mark.parametrize(
    "folder", ["generations/*/vectors", "generations/*/words", "generations/*", "generations"]
)
def test_a_missing_folder_is_found(sound, tmp_path, folder):
    shelf, answers = sound
    hurt = Shelf(tmp_path / "hurt")
    shutil.copytree(shelf.root, hurt.root)
    for path in list(hurt.root.glob(folder)):
        shutil.rmtree(path)
    with pytest.raises(Damaged, match="memocite index --rebuild"):
        hurt.archive()
    rebuild(hurt.home, hurt.embedder, [] if folder.count("/") == 2 else [shelf.root.parent / "files"])
    assert everything(hurt.archive()) == answers


def test_a_rebuild_uses_the_vectors_that_are_still_valid(sound, tmp_path):
    shelf, answers = sound
    hurt = Shelf(tmp_path / "hurt", TinyEmbedder())
    shutil.copytree(shelf.root, hurt.root)
    rebuild(hurt.home, hurt.embedder)
    assert hurt.embedder.seen == 0
    flipped(hurt.home.embeddings)
    rebuild(hurt.home, hurt.embedder)
    assert everything(hurt.archive()) == answers


def test_what_cannot_be_brought_back_is_named(sound, tmp_path):
    shelf, _ = sound
    hurt = Shelf(tmp_path / "hurt")
    shutil.copytree(shelf.root, hurt.root)
    (catalog,) = hurt.root.rglob("catalog.sqlite")
    emptied(catalog)
    (sources,) = hurt.root.rglob("sources.json")
    sources.write_text(sources.read_text("utf-8").replace("army.txt", "gone.txt"), "utf-8")
    verdicts = rebuild(hurt.home, hurt.embedder)
    (failed,) = [verdict for verdict in verdicts if verdict.state == "failed"]
    assert failed.source.endswith("gone.txt")
    assert failed.problem.endswith("is lost: its file is not there any more; index it again")
    with closing(hurt.archive()) as archive:
        assert len(archive.cards()) == 1


def test_no_index_is_no_damage(tmp_path):
    with pytest.raises(ArchiveError, match=r"there is no index in .*; make one with: memocite index"):
        Shelf(Path(tmp_path / "none")).archive()
