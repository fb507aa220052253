"""Zip archives, read without trusting them: names that climb, bombs, links and locks are refused."""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from corpus.errors import ReadError
from corpus.ordinary import ordinary

MOST_MEMBERS = 100_000
MOST_TOGETHER = 40
"""Times the size allowed for one file: what all members of an archive may unpack to."""

RATIO = 200
"""Unpacked to packed size; text packs to a third or a tenth."""

SMALL = 1_000_000
"""Bytes below which the ratio does not matter."""

_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that Python unpacks piece by piece; of the others it unpacks all there is at once."""

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)
"""What unpacking raises where the bytes of a member, or what the archive says of it, make no sense."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; `load` unpacks it or raises ReadError."""

    name: str
    load: Callable[[], bytes]


def members(path: Path, most_bytes: int) -> Iterator[Member]:
    """The files in the archive at `path`, sorted by name; one refusal if it cannot be opened at all."""
    try:
        with ordinary(path) as file:
            archive = opened(file, str(path), most_bytes)
            infos = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda info: info.filename)
            for info in infos:
                yield Member(info.filename, _loader(archive, info, str(path), most_bytes))
    except ReadError as error:
        yield _refusal(str(error))


def opened(file: IO[bytes], name: str, most_bytes: int) -> zipfile.ZipFile:
    """The archive, if it is one and does not unpack to more than is sensible.

    Raises:
        ReadError: it is damaged, or a bomb.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, EOFError, NotImplementedError):
        raise ReadError(f"{name}: a damaged archive; pack or save it again") from None
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise ReadError(f"{name}: {len(infos):,} files, more than {MOST_MEMBERS:,}; split the archive")
    total = sum(info.file_size for info in infos)
    if total > MOST_TOGETHER * most_bytes:
        raise ReadError(f"{name}: unpacks to {total / 1e6:,.0f} MB; unpack it and name the folder instead")
    return archive


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, most_bytes: int) -> bytes:
    """The bytes of a member, which is called `name`.

    No more are unpacked than the archive says there are: a member that lies about its size is a bomb.

    Raises:
        ReadError: it must not be unpacked, or is damaged.
    """
    if reason := unsafe(info, most_bytes):
        raise ReadError(f"{name}: {reason}")
    try:
        with archive.open(info) as file:
            return file.read(info.file_size)
    except _DAMAGED:
        raise ReadError(f"{name}: damaged in the archive; pack it again") from None


def _loader(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, most_bytes: int
) -> Callable[[], bytes]:
    return lambda: unpacked(archive, info, f"{path}/{info.filename}", most_bytes)


def unsafe(info: zipfile.ZipInfo, most_bytes: int) -> str:
    """Why a member must not be unpacked, with what to do; "" if it may be."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if ".." in PurePosixPath(info.filename).parts or info.filename.startswith("/") or "\\" in info.filename:
        return "its name leads out of the archive; pack it again without `..`"
    if kind not in (0, stat.S_IFREG):
        return "not an ordinary file (a link or a device); pack the file itself"
    if info.flag_bits & 1:
        return "locked with a password; unpack it first"
    if info.compress_type not in _BOUNDED:
        return "packed in an unusual way; pack it again as an ordinary zip"
    if info.filename.lower().endswith(".zip"):
        return "an archive within an archive; unpack it first"
    if info.file_size > most_bytes:
        return f"{info.file_size / 1e6:,.0f} MB unpacked, more than the {most_bytes / 1e6:,.0f} MB allowed"
    if info.file_size > SMALL and info.file_size > RATIO * max(1, info.compress_size):
        return f"unpacks to {info.file_size // max(1, info.compress_size)} times its size, as bombs do"
    return ""


def _refusal(reason: str) -> Member:
    def load() -> bytes:
        raise ReadError(reason)

    return Member("", load)
