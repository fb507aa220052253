"""Brings an index up to date where there is no room for it, or no leave to write, and then where there is.

Run as a program: `python cramped.py FOLDER HOW`. With HOW `full` or `read-only` a small disk is mounted at
FOLDER, so it wants a mount namespace of its own; with `limited` no file may outgrow a limit. Prints as JSON
what the writer said each time that it failed.
"""

import json
import os
import resource
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from corpus.errors import ArchiveError
from index.home import Home
from index.terms import terms
from tests.index.killed import ARMY, BORDER, answers, become, in_a_child

PEACE = "  ".join(f"Peace number {number} is what we want." for number in range(100))

FIRST = {"a": BORDER * 12, "b": ARMY * 30}
SECOND = {"a": ARMY + BORDER * 12, "b": ARMY * 30, "c": PEACE}

DISK = 24_000_000
ROOM = (0, 5_000, 50_000, *range(200_000, 1_000_000, 40_000))
"""Bytes that are left on the disk, or that a file may have: tried until there is room enough."""


def said(home):
    """What the writer says when it fails; "" where it does not."""
    try:
        become(home, SECOND, FIRST)
    except ArchiveError as error:
        return str(error)
    return ""


@contextmanager
def full(folder, room):
    """All but `room` bytes of the disk are taken."""
    disk, filler = os.statvfs(folder), folder / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, disk.f_bavail * disk.f_bsize - room)
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def limited(folder, room):
    """No file may have more than `room` bytes."""
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, most[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)


@contextmanager
def read_only(folder, room):
    """The disk takes no writing, however much room there is."""
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", folder], check=True)


def main(folder, how):
    cramped = {"full": full, "limited": limited, "read-only": read_only}[how]
    if cramped is not limited:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", folder], check=True)
    terms("граница border")
    home, clean = Home(folder / "home"), Home(folder / "clean")
    in_a_child(partial(become, home, FIRST, ()))
    before, messages = answers(home), []
    for room in ROOM if cramped is not read_only else ROOM[:1]:
        with cramped(folder, room):
            message = in_a_child(partial(said, home))
            # A reader needs a little room, too; it finds some elsewhere, unless all files are limited.
            if message and cramped is not limited:
                assert answers(home) == before, "the old index does not answer"
        if not message:
            break
        messages.append(message)
        assert answers(home) == before, "the old index does not answer"
        assert list((home.root / "generations").iterdir()) == [home.current()], "something was left behind"
    assert in_a_child(partial(said, home)) == ""
    in_a_child(partial(become, clean, SECOND, ()))
    assert answers(home) == answers(clean), "running again does not give what a clean build gives"
    print(json.dumps(messages))  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
