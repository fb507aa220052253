"""The labels that the Wilson Center Digital Archive prints in front of what it says of a document."""

import re
from dataclasses import dataclass

from corpus.lines import Line
from corpus.markup import words

FIELDS = {
    "citation": "citation",
    "summary": "summary",
    "description": "summary",
    "credits": "credits",
    "donors": "credits",
    "original language": "original_language",
    "language": "original_language",
    "contents": "",
    "author": "author",
    "author(s)": "author",
    "authors": "author",
    "speaker": "author",
    "participants": "participants",
    "translator": "translator",
    "translated by": "translator",
    "associated places": "places",
    "associated people & organizations": "",
    "associated topics": "",
    "associated event": "",
    "subjects discussed": "",
    "document information": "",
    "document date": "",
    "source": "collection",
    "collection": "collection",
    "original archive": "archive",
    "original uploaded date": "",
    "original classification": "",
    "type": "",
    "record id": "",
    "rights": "rights",
}
"""Each label in lower case, and the field of `Catalogue` that its words fill ("": none)."""

_WITH_COLON = re.compile(r"([^:]{2,40}):\s*(.*)")
_BOLD = re.compile(r"\*\*[^*]{2,40}(?::\*\*|\*\*:)")


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in a catalogue: a label ("" where none is printed), and the lines below it.

    `values` is what they say, line by line. `printed` are all its lines, that of the label among them.
    """

    label: str
    values: tuple[str, ...]
    printed: tuple[Line, ...]

    @property
    def value(self) -> str:
        """What the lines say, on one line."""
        return " ".join(self.values)

    @property
    def field(self) -> str:
        """The field of `Catalogue` that it fills; "" if none."""
        return FIELDS.get(self.label.lower(), "")


def known(line: Line) -> bool:
    """Whether the line is one of the archive's labels and nothing else."""
    return words(line).removesuffix(":").strip().lower() in FIELDS


def labelled(line: Line) -> tuple[str, str] | None:
    """The label that a line begins with, and the rest of the line; None if it begins with none."""
    found = _WITH_COLON.fullmatch(words(line))
    if found and (found[1].strip().lower() in FIELDS or _BOLD.match(line.text.strip())):
        return found[1].strip(), found[2]
    return None
