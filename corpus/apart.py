"""Reading in a process of its own: a file that hangs, crashes or fills the memory stops nothing else.

PDF, DOCX, EPUB, HTML, Markdown and images are read by large parsers that no one can vouch for; a
child process with limits of time and memory reads each file and hands back its document.
"""

import os
import pickle
import resource
import signal
import subprocess
import sys
from pathlib import Path, PurePath

from corpus.document import Document
from corpus.errors import ReadError

MARKDOWN = frozenset((".md", ".markdown"))
WEB = frozenset((".html", ".htm", ".xhtml"))
IMAGES = frozenset((".png", ".jpg", ".jpeg", ".tif", ".tiff"))
SUFFIXES = MARKDOWN | WEB | IMAGES | {".pdf", ".docx", ".epub"}
"""What is read here, by the suffix of its name."""

SECONDS = 1800.0
"""Time for one file, OCR of a long scan included."""

WORK = 120
"""Seconds of processor time for one file, OCR not counted."""

MOST_BYTES = 64_000_000
"""Bytes to which one part of a DOCX or EPUB may unpack."""

MEMORY = 3_000_000_000
"""Bytes of address space that the child may take."""


def read(data: bytes, name: str, seconds: float = SECONDS) -> tuple[Document, str]:
    """The document of a file, read in a child process, and a notice of what in it could not be read.

    Raises:
        ReadError: the file cannot be read, or not within the limits.
    """
    home = str(Path(__file__).parents[1])
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "corpus.apart", name],  # -P: no module from where one stands.
            input=data,
            capture_output=True,
            timeout=seconds,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": home, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise ReadError(f"{name}: not read within {seconds:.0f} s; split it or save it as text") from None
    if done.returncode == -signal.SIGXCPU:
        raise ReadError(f"{name}: not read within {WORK} s of work; split it or save it as text")
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:100]
        raise ReadError(f"{name}: damaged ({reason or 'the reader crashed'}); save it again or as text")
    answer: tuple[Document, str] | str = pickle.loads(done.stdout)  # noqa: S301 - our own child wrote it
    if isinstance(answer, str):
        raise ReadError(answer)
    return answer


def _read(data: bytes, name: str) -> tuple[Document, str]:
    """The document and a notice; only a PDF may be read in part."""
    if PurePath(name).suffix.lower() == ".pdf":
        from corpus import pdf

        return pdf.read(data, name)
    return _document(data, name), ""


def _document(data: bytes, name: str) -> Document:
    """The document, by the suffix of the name; a reader is imported when a file asks for it."""
    from corpus.encoding import decode

    suffix = PurePath(name).suffix.lower()
    if suffix in MARKDOWN:
        from corpus import markdown

        return markdown.read(decode(data, name), name)
    if suffix in WEB:
        from corpus import html

        return html.read(decode(data, name), name)
    if suffix == ".epub":
        from corpus import epub

        return epub.read(data, name, MOST_BYTES)
    if suffix == ".docx":
        from corpus import docx

        return docx.read(data, name, MOST_BYTES)
    from corpus import scan

    return scan.read(data, name)


def main() -> None:
    """The child: the file comes in on standard input, what came of it goes out pickled."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK + 1))
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    try:
        answer: tuple[Document, str] | str = _read(sys.stdin.buffer.read(), sys.argv[1])
    except ReadError as error:
        answer = str(error)
    pickle.dump(answer, out)


if __name__ == "__main__":
    main()
