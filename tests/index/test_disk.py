"""A disk that takes nothing more, or nothing at all: a clear message, and the old index goes on answering."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, str(Path(__file__).with_name("cramped.py"))]

OWN_MOUNTS = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
"""Runs a program whose mounts nobody else sees."""


@pytest.fixture(scope="module")
def own_mounts():
    mounting = [*OWN_MOUNTS, "mount", "-t", "tmpfs", "none", "/mnt"]
    if not shutil.which("unshare") or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk of their own")


def tried(folder, how, prefix=()):
    """What the writer said at each try."""
    done = subprocess.run(
        [*prefix, *PROGRAM, str(folder), how],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def is_clear(message, home):
    return (
        message.startswith(f"{home} cannot be written: ")
        and "; the former index is unchanged. Make room or point MEMOCITE_HOME at" in message
        and "\n" not in message
    )


def test_a_full_disk_is_told_and_takes_nothing_from_the_old_index(tmp_path, own_mounts):
    said = tried(tmp_path, "full", OWN_MOUNTS)
    assert len(said) > 1
    assert [message for message in said if not is_clear(message, tmp_path / "home")] == []
    assert "No space left on device" in said[0]


def test_a_read_only_disk_is_told_and_takes_nothing_from_the_old_index(tmp_path, own_mounts):
    (said,) = tried(tmp_path, "read-only", OWN_MOUNTS)
    assert is_clear(said, tmp_path / "home")
    assert "Read-only file system" in said


def test_files_that_may_not_grow_are_told_and_take_nothing_from_the_old_index(tmp_path):
    said = tried(tmp_path, "limited")
    assert len(said) > 1
    assert [message for message in said if not is_clear(message, tmp_path / "home")] == []
