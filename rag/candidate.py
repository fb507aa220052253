"""A candidate: a sentence that may answer, and what a reader knows before reading it."""

from dataclasses import dataclass
from typing import Final

BEFORE: Final = 240
"""Characters of the text in front of a sentence that go along: who "he" is, and what year and place are
spoken of. With 100 the reader knew less well what goes unanswered; see docs/quality.md."""

HEADING: Final = 80
"""Characters of the heading that go along: what a model reads costs time, and long headings repeat."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence of a passage, the text in front of it, and its heading: the section's, then the title."""

    text: str
    before: str
    heading: str

    @property
    def paired(self) -> str:
        """What a cross-encoder reads beside the question: the sentence first, so nothing cuts it off."""
        context = " ".join(part for part in (self.heading[:HEADING], self.before[-BEFORE:]) if part)
        return f"{self.text} || {context}" if context else self.text
