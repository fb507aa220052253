"""Opening a file that may turn out to be none: pipes, sockets and devices are refused at once."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from corpus.errors import ReadError


@contextmanager
def ordinary(path: Path) -> Iterator[BinaryIO]:
    """The ordinary file at `path`, open for reading; opened without waiting, for a FIFO would never answer.

    Raises:
        ReadError: there is none, or it cannot be opened or, in the body of the `with`, be read.
    """
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:  # noqa: PTH123
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ReadError(f"{path}: not an ordinary file (a pipe, socket or device); remove it")
            yield file
    except OSError as error:
        raise ReadError(
            f"{path}: cannot be read ({error.strerror}); check the path and permissions"
        ) from None
