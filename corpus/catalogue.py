"""What a record's items say, field by field; what they do not say stays empty."""

import re
from collections.abc import Sequence

from corpus.document import Catalogue
from corpus.labels import Item

_CAPITAL = r"[^\W\d_a-zа-я]"
_NAME = rf"{_CAPITAL}[\w.'’-]*(?: (?:{_CAPITAL}[\w.'’-]*|de|von|van|der|al|bin))+"
"""Two words or more, the later ones beginning with a capital: "Kim Il Sung", "L. I. Brezhnev"."""

_TALK = re.compile(
    r"(?:Conversations?|Meetings?|Talks?|Interview|Discussions?)\b.*?\b"
    rf"(?:between|of) ({_NAME}) (?:and|with) ({_NAME})"
)
_OWNER = re.compile(
    rf"({_NAME})['’]s? (?:\w+ )*?(?:Speech|Letter|Report|Remarks|Statement|Telegram|Memorandum|Diary)\b"
)
_TRANSLATOR = re.compile(r"[Tt]ranslated(?: for \w+)? by (.+?)(?:\.(?=\s|$)|;|$)")
_ARCHIVE = re.compile(r"[^,.\"”]*\bDigital Archive\b")
_COLLECTION = re.compile(
    r"Digital Archive,\s*(.+?)\.?\s*(?=Obtained\b|Translated\b|Contributed\b|Published\b|<?https?:|$)"
)
LONGEST = 2000
"""Characters of a title or a citation that are searched for names."""

_URL = re.compile(r"https?://[^\s<>\"]+")


def catalogue(items: Sequence[Item], title: str, signature: str = "") -> Catalogue:
    """The catalogue of these items. `signature` is the name printed below the text, if any.

    The author is the labelled one, or whose speech or letter the title says it is, or who signed; a
    signature "T. Zhivkov" is written out where just one participant is called so.
    """
    said = _said(items)
    citation = said.get("citation", "")
    participants = _list(items, "participants", ";,") or _talkers(title)
    credited = " ".join(said.get(field, "") for field in ("citation", "collection", "credits"))
    labelled = "; ".join(_list(items, "author", ";"))
    return Catalogue(
        author=labelled or _first(_OWNER, title) or _in_full(signature, participants),
        participants=participants,
        citation=citation,
        collection=said.get("collection") or _first(_COLLECTION, citation),
        translator=said.get("translator") or _first(_TRANSLATOR, credited),
        original_language=said.get("original_language", ""),
        summary=said.get("summary", ""),
        places=_list(items, "places", ";"),
        rights=said.get("rights", ""),
        archive=said.get("archive") or _archive(citation),
        credits=said.get("credits", ""),
    )


def address(items: Sequence[Item]) -> str:
    """The first web address among the items; empty if there is none."""
    found = (_URL.search(item.value) for item in items)
    return next((match[0].rstrip(".,;)") for match in found if match), "")


def _said(items: Sequence[Item]) -> dict[str, str]:
    said: dict[str, str] = {}
    for item in items:
        if item.field and item.value:
            said.setdefault(item.field, item.value)
    return said


def _list(items: Sequence[Item], field: str, marks: str) -> tuple[str, ...]:
    """The names in a field: one a line, or else parted by the first of `marks` that stands between."""
    values = [value for item in items if item.field == field for value in item.values]
    if len(values) == 1:
        values = values[0].split(next((mark for mark in marks if mark in values[0]), "\n"))
    return tuple(value.strip() for value in values if value.strip())


def _talkers(title: str) -> tuple[str, ...]:
    found = _TALK.search(title[:LONGEST])
    return (found[1], found[2]) if found else ()


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(" ".join(text[:LONGEST].split()))
    return found[1].strip() if found else ""


def _archive(citation: str) -> str:
    found = _ARCHIVE.search(citation[:LONGEST])
    return found[0].strip() if found else ""


def _in_full(signature: str, names: Sequence[str]) -> str:
    """The one name with the signature's surname and first letter; the signature where that is unsure."""
    fitting = [name for name in names if signature and _brief(name) == _brief(signature)]
    return fitting[0] if len(fitting) == 1 else signature


def _brief(name: str) -> tuple[str, str]:
    return name[0].casefold(), name.split()[-1].casefold()
