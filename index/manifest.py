"""What a generation says of itself: what made it, how much it holds, and a digest of each of its files."""

import hashlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import Damaged, Mismatch
from index import chunk
from index.embed import Embedder
from index.home import REBUILD

NAME = "manifest.json"
LAYOUT = 4
"""Raised whenever the files of a generation change their layout."""
WORDS = 2
"""Raised whenever the same passage would give other search terms than before."""


class Maker(BaseModel):
    """What made an index, and must be the same to read it."""

    model_config = ConfigDict(frozen=True)

    model: str
    fingerprint: str
    chunker: int
    words: int
    layout: int

    @classmethod
    def of(cls, embedder: Embedder) -> "Maker":
        """What this version of memocite makes with a model."""
        return cls(
            model=embedder.name,
            fingerprint=embedder.fingerprint,
            chunker=chunk.VERSION,
            words=WORDS,
            layout=LAYOUT,
        )


class Manifest(BaseModel):
    """`files` maps a path below the generation to its size in bytes and its SHA-256.

    `collection` is the one on a Chroma server that holds the vectors; "" where they lie in the
    generation. `stale_words` and `stale_vectors` count deleted entries that still take room.
    """

    model_config = ConfigDict(frozen=True)

    maker: Maker
    documents: int = 0
    passages: int = 0
    stale_words: int = 0
    stale_vectors: int = 0
    collection: str = ""
    files: dict[str, tuple[int, str]] = {}


def seal(folder: Path, manifest: Manifest) -> Manifest:
    """Writes the manifest of a finished generation."""
    files = {
        path.relative_to(folder).as_posix(): (path.stat().st_size, _digest(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME
    }
    sealed = manifest.model_copy(update={"files": files})
    body = sealed.model_dump_json()
    (folder / NAME).write_text(f"{body}\n{hashlib.sha256(body.encode()).hexdigest()}\n", "utf-8")
    return sealed


def read(folder: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        Damaged: it is missing or altered.
        Mismatch: another version of memocite laid the generation out.
    """
    try:
        body, digest, _ = (folder / NAME).read_text("utf-8").split("\n")
        if hashlib.sha256(body.encode()).hexdigest() != digest:
            raise ValueError("altered")
        manifest = Manifest.model_validate_json(body)
    except (OSError, ValueError, ValidationError):
        raise Damaged(f"{folder / NAME} is missing or altered; {REBUILD}") from None
    if manifest.maker.layout != LAYOUT:
        raise Mismatch(f"{folder} was laid out by another version of memocite; {REBUILD}")
    return manifest


def check(folder: Path, manifest: Manifest) -> None:
    """Compares every file of a generation with its manifest, byte by byte.

    Raises:
        Damaged: one is missing or altered; the message names it.
        FileNotFoundError: the whole generation is gone, as when a newer one replaced it.
    """
    for name, (size, digest) in manifest.files.items():
        path = folder / name
        if not folder.is_dir():
            raise FileNotFoundError(folder)
        if not path.is_file():
            raise Damaged(f"{path} is missing; {REBUILD}")
        if path.stat().st_size != size or _digest(path) != digest:
            raise Damaged(f"{path} is altered or cut short; {REBUILD}")


def agree(manifest: Manifest, wanted: Maker, *, remote: bool) -> None:
    """Refuses an index that something else made; `remote`: its vectors should lie on a Chroma server.

    Raises:
        Mismatch: the model, the chunker, the analysis of words or the place of the vectors differ.
    """
    maker = manifest.maker
    if maker.fingerprint != wanted.fingerprint:
        raise Mismatch(
            f"the index was made by the embedding model {maker.model}, not by {wanted.model}; "
            f"set MEMOCITE_EMBED_MODEL to that model, or {REBUILD}"
        )
    if (maker.chunker, maker.words) != (wanted.chunker, wanted.words):
        raise Mismatch(
            f"the index was made by another version of memocite (chunker or search terms); {REBUILD}"
        )
    if remote and not manifest.collection:
        raise Mismatch(f"the vectors of the index lie in its folder; unset MEMOCITE_CHROMA_URL, or {REBUILD}")
    if manifest.collection and not remote:
        raise Mismatch(
            f"the vectors of the index lie on a Chroma server; set MEMOCITE_CHROMA_URL to it, or {REBUILD}"
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
