"""A passage: the piece of a text that is embedded, found and quoted from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of one text of one document, never across a section.

    `text == body[start:end]`. `paragraph` counts from 1 within the section and is that of the first
    character; 0 is the section's heading. `context` is what a reader of the page would know before
    reading it (the document's title, the section's heading); it is searched and never quoted.
    `id` is stable: the same slice of the same document has the same id in every index.
    """

    id: str
    document: str
    language: str
    section: str
    paragraph: int
    start: int
    end: int
    text: str
    context: str

    @property
    def embedding_text(self) -> str:
        """What is embedded and searched for words: the context, then the words themselves."""
        return f"{self.context}\n{self.text}" if self.context else self.text


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found; `score` is the search's own, higher is better."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents are searched; an empty field keeps everything.

    Dates are ISO 8601 and inclusive. A document without a date is kept only if no date is asked for.
    """

    documents: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    archives: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
