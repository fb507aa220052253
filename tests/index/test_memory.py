"""Freed memory goes back to the system."""

import ctypes
import sys
from pathlib import Path

import pytest

from index.memory import give_back

TRIMS = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_trim")


def resident_mb():
    (line,) = (one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


@pytest.mark.skipif(not TRIMS, reason="only glibc can be asked for it")
def test_what_was_freed_below_something_that_stays_is_given_back():
    pieces = [b"x" * 50_000 for _ in range(2_000)]
    stays = pieces.pop()
    del pieces
    before = resident_mb()
    give_back()
    assert before - resident_mb() > 50
    assert len(stays) == 50_000
