import struct
import tracemalloc
import zipfile
from io import BytesIO

import pytest

from corpus import zips
from corpus.errors import ReadError
from tests.corpus.made import zipped

MOST = 10_000_000
CLAIMED = 1_000


def lying(data, packing):
    """An archive whose one member is said to unpack to fewer bytes than it does."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", packing) as file:
        file.writestr("a.txt", data)
    made = bytearray(out.getvalue())
    struct.pack_into("<L", made, made.index(b"PK\x01\x02") + 24, CLAIMED)
    return bytes(made)


@pytest.fixture
def only(tmp_path):
    """The one member of an archive, which stays open."""
    kept = []

    def put(data):
        (tmp_path / "a.zip").write_bytes(data)
        kept.append(zips.members(tmp_path / "a.zip", MOST))
        return next(kept[-1])

    return put


def test_a_member_that_lies_about_its_size_is_not_unpacked_beyond_it(only):
    member = only(lying(b"0" * 50_000_000, zipfile.ZIP_DEFLATED))
    tracemalloc.start()
    with pytest.raises(ReadError, match=r"a\.zip/a\.txt: damaged in the archive"):
        member.load()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MOST


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_cannot_be_unpacked_piece_by_piece_is_refused(only, packing):
    with pytest.raises(ReadError, match=r"a\.zip/a\.txt: packed in an unusual way"):
        only(lying(b"0" * 5_000, packing)).load()


def test_a_member_that_lies_before_the_beginning_of_the_file_is_damaged(only):
    made = bytearray(zipped({"a.txt": "words"}))
    place = made.index(b"PK\x05\x06") + 16
    struct.pack_into("<L", made, place, struct.unpack_from("<L", made, place)[0] + 10)
    with pytest.raises(ReadError, match=r"a\.zip/a\.txt: damaged in the archive"):
        only(bytes(made)).load()


def test_a_member_is_read_whole(only):
    words = "Words and more. " * 10_000
    assert only(zipped({"a.txt": words})).load() == words.encode()
