import json
import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.files import walk
from tests.corpus.made import zipped

MOST = 10_000


AS_ANYONE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
"""Runs a program that permissions hold for, whoever runs it."""

TOLD = """
import json, sys
from pathlib import Path
from corpus.read import read
print(json.dumps([reading.problem for reading in read([Path(path) for path in sys.argv[1:]])]))
"""


def names(paths, root):
    return [str(file.path.relative_to(root)) for file in walk(paths, MOST)]


def problem(path):
    files = walk([path], MOST)  # An archive is open for as long as it is walked through.
    file = next(files)
    with pytest.raises(ReadError) as told:
        file.load()
    return str(told.value)


def test_a_folder_is_walked_in_order_and_companions_are_passed_over(tmp_path):
    for name in (
        "b.txt",
        "a/z.txt",
        "a/b.md",
        ".hidden",
        ".git/config",
        "README.md",
        "b.toml",
        "LICENSE",
        "q.jsonl",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    assert names([tmp_path], tmp_path) == ["a/b.md", "a/z.txt", "b.txt"]


def test_the_shipped_memos_are_exactly_two_files():
    folder = Path(__file__).parents[2] / "corpus" / "memos"
    assert [Path(name).suffix for name in names([folder], folder)] == [".txt", ".md"]


def test_a_companion_that_is_named_itself_is_read(tmp_path):
    (tmp_path / "README.md").write_text("words")
    assert names([tmp_path / "README.md"], tmp_path) == ["README.md"]


def test_links_out_of_the_folder_are_refused_and_links_within_it_are_read_once(tmp_path):
    outside, inside = tmp_path / "secret.txt", tmp_path / "in"
    outside.write_text("secret")
    inside.mkdir()
    (inside / "a.txt").write_text("words")
    (inside / "again.txt").symlink_to("a.txt")
    (inside / "out.txt").symlink_to(outside)
    (inside / "up").symlink_to(tmp_path, target_is_directory=True)
    (inside / "void").symlink_to("nowhere")
    (inside / "loop").symlink_to("loop")
    files = {file.path.name: file for file in walk([inside], MOST)}
    assert sorted(files) == ["a.txt", "loop", "out.txt", "up", "void"]
    for name in ("loop", "out.txt", "up", "void"):
        with pytest.raises(ReadError, match=f"{name}: a symbolic link"):
            files[name].load()


def test_a_fifo_and_a_socket_are_refused_at_once(tmp_path):
    for name in ("pipe.txt", "pipe.zip"):
        os.mkfifo(tmp_path / name)
        assert f"{name}: not an ordinary file" in problem(tmp_path / name)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.txt"))
        assert "s.txt: " in problem(tmp_path / "s.txt")
    assert "/dev/zero: not an ordinary file" in problem(Path("/dev/zero"))


def test_large_missing_and_forbidden_files_are_refused(tmp_path):
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(2_000_000_000)
    assert "large.txt: 2,000 MB, more than" in problem(tmp_path / "large.txt")
    assert "gone.txt: cannot be read (No such file" in problem(tmp_path / "gone.txt")
    assert "gone.zip: cannot be read (No such file" in problem(tmp_path / "gone.zip")


def test_a_folder_that_lets_nobody_in_stops_nothing(tmp_path):
    shut = tmp_path / "a"
    (shut / "b").mkdir(parents=True)
    (shut / "c.txt").write_text("Lost.")
    (tmp_path / "d.txt").write_text("Found.")
    shut.chmod(0o600)
    command = [*AS_ANYONE, sys.executable, "-c", TOLD, str(tmp_path), str(shut / "b")]
    root = Path(__file__).parents[2]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd=root).stdout)
    shut.chmod(0o700)
    assert told == [
        f"{shut / 'b'}: the folder cannot be read (Permission denied); check its permissions",
        f"{shut / 'c.txt'}: cannot be read (Permission denied); check the path and permissions",
        "",
        f"{shut / 'b'}: cannot be read (Permission denied); check the path and permissions",
    ]


def test_an_archive_is_read_like_a_folder(tmp_path):
    members = {"b/y.txt": "y", "a.txt": "x", "README.md": "no", "__MACOSX/._a.txt": "no", "b/.hidden": "no"}
    (tmp_path / "memos.zip").write_bytes(zipped(members))
    found = [(str(file.path.relative_to(tmp_path)), file.load()) for file in walk([tmp_path], MOST)]
    assert found == [("memos.zip/a.txt", b"x"), ("memos.zip/b/y.txt", b"y")]


@pytest.mark.parametrize("name", ["../up.txt", "/etc/up.txt", "a/../../up.txt", "..\\up.txt"])
def test_a_member_whose_name_climbs_is_refused(tmp_path, name):
    (tmp_path / "a.zip").write_bytes(zipped({name: "words"}))
    assert "leads out of the archive" in problem(tmp_path / "a.zip")


def test_bombs_are_refused(tmp_path):
    (tmp_path / "ratio.zip").write_bytes(zipped({"a.txt": b"0" * 5_000_000}))
    [file] = walk([tmp_path / "ratio.zip"], 10_000_000)
    with pytest.raises(ReadError, match=r"a\.txt: unpacks to .* times its size"):
        file.load()
    assert "MB unpacked, more than" in problem(_zip(tmp_path, {"a.txt": os.urandom(MOST + 1)}))
    many = {f"{at}.txt": os.urandom(9_000) for at in range(50)}
    assert "unpacks to" in problem(_zip(tmp_path, many))
    assert "an archive within an archive" in problem(_zip(tmp_path, {"inner.zip": zipped({"a.txt": "x"})}))


def test_links_and_damaged_members_are_refused(tmp_path):
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    assert "link.txt: not an ordinary file" in problem(_zip(tmp_path, {info: "/etc/passwd"}))
    data = bytearray(zipped({"a.txt": "some words that are packed" * 20}))
    data[45] ^= 0xFF
    (tmp_path / "bad.zip").write_bytes(data)
    assert "bad.zip/a.txt: damaged in the archive" in problem(tmp_path / "bad.zip")
    (tmp_path / "none.zip").write_bytes(b"PK no archive at all")
    assert "none.zip: a damaged archive" in problem(tmp_path / "none.zip")


def test_a_locked_member_is_refused(tmp_path):
    data = bytearray(zipped({"a.txt": "words"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    assert "a.txt: locked with a password" in problem(tmp_path / "locked.zip")


def _zip(folder, members):
    (folder / "a.zip").write_bytes(zipped(members))
    return folder / "a.zip"
