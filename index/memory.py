"""Memory that was freed and is held all the same."""

import ctypes
import sys


def give_back() -> None:
    """Gives freed memory back to the system, where the C library can (glibc's `malloc_trim`).

    Batches of texts leave holes of many sizes; glibc keeps them, and a long run grows by what fits in none.
    """
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
