"""From a file's bytes to characters: surely, or not at all."""

import codecs
import re
from collections import Counter

from charset_normalizer import from_bytes

from corpus.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, the longer ones first: UTF-32's begins with UTF-16's."""

LEGACY = ["cp1251", "cp1252"]
"""The 8-bit encodings that are told apart: Cyrillic and Western European Windows."""

_APART = [set(pair) for pair in ("øè", "øì", "øù", "þã", "ºã", "õö", "õü")]
"""What Czech, Romanian and Hungarian look like when they are taken for Western European."""

OFTEN = 0.002
"""Share of the characters above which a letter is no foreign name."""

SAMPLE = 200_000
"""Bytes that are shown to the detector."""

MESS = 0.15
"""charset-normalizer's mess ratio above which a decoding is no text."""

CONTROLS = 0.01
"""Share of control characters above which a file is binary."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

_ILLEGIBLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")

ADVICE = "save it as UTF-8"

_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]{3,20})""", re.I)
"""Where HTML and XML say how they are encoded."""

_KNOWN = re.compile(r"(?:cp|windows-?)12\d\d|cp866|iso-8859-\d+|latin-?\d|koi8-[ru]", re.I)
"""8-bit encodings that are believed where a file declares them."""


def decode(data: bytes, name: str) -> str:
    """The characters of a text file, a byte order mark taken off, line ends made newlines.

    Raises:
        ReadError: it is empty or binary, or its encoding cannot be decided surely.
    """
    if not data.strip():
        raise ReadError(f"{name}: the file is empty; remove it or fill it")
    text = _decode(data, name)
    if "\0" in text or len(_CONTROL.findall(text)) > CONTROLS * len(text):
        raise ReadError(f"{name}: the file is binary, not text; convert it to text or give it its own suffix")
    if not text.strip():
        raise ReadError(f"{name}: the file is empty; remove it or fill it")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def legible(words: str) -> str:
    """The words with half characters and control characters replaced by the mark for unknown ones."""
    return _ILLEGIBLE.sub("\ufffd", words)


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name)
    if b"\0" in data:
        raise ReadError(f"{name}: it holds NUL bytes: binary, or UTF-16 without its mark; {ADVICE}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data[error.start] == 0xED and data[error.start + 1 : error.start + 2] >= b"\xa0":
            line = data.count(b"\n", 0, error.start) + 1
            raise ReadError(f"{name}: line {line} holds half a character (a surrogate); {ADVICE}") from None
    return _strictly(data, _declared(data) or _legacy(data, name), name)


def _declared(data: bytes) -> str:
    """The encoding that the file itself names, if it is a known 8-bit one; else ""."""
    found = _DECLARED.search(data[:2048])
    said = found[1].decode("ascii") if found else ""
    try:
        return codecs.lookup(said).name if _KNOWN.fullmatch(said) else ""
    except LookupError:
        return ""


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(f"{name}: line {line} is not {encoding}, as the rest is; {ADVICE}") from None


def _central(text: str) -> bool:
    """Whether letters are frequent together that no Western language writes together."""
    often = {letter for letter, count in Counter(text.lower()).items() if count > OFTEN * len(text)}
    return any(pair <= often for pair in _APART)


def _legacy(data: bytes, name: str) -> str:
    """The one 8-bit encoding in which the bytes are clean text."""
    telling = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:SAMPLE]
    matches = from_bytes(telling, cp_isolation=LEGACY, threshold=MESS)
    found = sorted(matches, key=lambda match: (match.chaos, -match.coherence))
    if not found or _central(str(found[0])):
        raise ReadError(f"{name}: neither UTF-8 nor a legacy encoding that is sure; {ADVICE}")
    if len(found) > 1 and (found[1].chaos, -found[1].coherence) <= (found[0].chaos, -found[0].coherence):
        raise ReadError(f"{name}: {found[0].encoding} and {found[1].encoding} both fit; {ADVICE}")
    return found[0].encoding
