"""Small stand-ins that several tests share: an embedder that costs nothing, documents made in one line."""

import re
import zlib
from collections.abc import Sequence

import numpy as np

from corpus.document import Catalogue, Document, Pair, Paragraph, Role, Section, Text
from index.embed import Vectors


class TinyEmbedder:
    """Counts words by their hash and scales to unit length: texts that share words lie close.

    Satisfies `Embedder`. `seen` counts the texts that were embedded as documents. `fail_on` makes
    `documents` raise for a text that holds it, as a model that dies half-way would.
    """

    def __init__(self, name: str = "tiny", dimension: int = 32, fail_on: str = "") -> None:
        self.name = name
        self.fingerprint = f"tiny-{name}-{dimension}"
        self.dimension = dimension
        self.fail_on = fail_on
        self.seen = 0

    def documents(self, texts: Sequence[str]) -> Vectors:
        if self.fail_on and any(self.fail_on in text for text in texts):
            raise RuntimeError(f"the tiny model fails on {self.fail_on!r}")
        self.seen += len(texts)
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Vectors:
        vector = np.full(self.dimension, 1e-3, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            vector[zlib.crc32(word.encode("utf-8", "replace")) % self.dimension] += 1
        return vector / np.linalg.norm(vector)


def text(
    *sections: tuple[str, str | None, Sequence[str]], language: str = "en", role: Role = "original"
) -> Text:
    """A text of `(number, heading, paragraphs)` sections, headings printed, blank lines between."""
    body, made = "", []
    for number, heading, paragraphs in sections:
        start, spans = len(body), []
        if heading is not None:
            body += f"{number}. {heading}\n\n"
        for count, words in enumerate(paragraphs, 1):
            spans.append(Paragraph(count, len(body), len(body) + len(words)))
            body += words + "\n\n"
        made.append(Section(number, heading, start, len(body.rstrip()), tuple(spans)))
    return Text(language=language, role=role, body=body.rstrip(), sections=tuple(made))


def document(
    id: str = "1950-01-01-a-memo",  # noqa: A002 - the name of the field it fills
    *paragraphs: str,
    title: str = "A memo",
    date: str = "1950-01-01",
    archive: str = "",
    language: str = "en",
    texts: Sequence[Text] = (),
    pairs: Sequence[Pair] = (),
    url: str = "",
) -> Document:
    """A document of one section `text` with these paragraphs, or of the `texts` given."""
    return Document(
        id=id,
        title=title,
        date=date,
        url=url,
        texts=tuple(texts) or (text(("text", None, paragraphs), language=language),),
        catalogue=Catalogue(archive=archive),
        pairs=tuple(pairs),
    )
