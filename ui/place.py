"""Where a quote stands: in words for a reader, as an address for a browser."""

from urllib.parse import quote, urlencode

from corpus.document import Span
from rag.answer import Citation

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "hu": "Hungarian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mn": "Mongolian",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sq": "Albanian", "sr": "Serbian", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
"""English names of ISO 639-1 codes, in their order."""

_NAMED = {"opening": "opening", "closing": "closing", "catalogue": "catalogue entry", "text": ""}


def day(date: str) -> str:
    """An ISO 8601 date as a reader writes it ("30 Oct 1973"), as exact as it is."""
    year, *rest = date.split("-")
    if not all(part.isdigit() for part in rest) or not all(0 < int(part) <= 31 for part in rest):
        return date
    months = [_MONTHS[int(part) - 1] for part in rest[:1] if int(part) <= len(_MONTHS)]
    days = [str(int(part)) for part in rest[1:2]]
    return " ".join([*days, *months, year])


def language(code: str) -> str:
    """The English name of an ISO 639-1 code; the code itself where the name is not known here."""
    return LANGUAGES.get(code, code)


def section(number: str) -> str:
    """A section in few words: "§ 2", "opening"; empty for a document without sections."""
    return _NAMED.get(number, f"§ {number}")


def page(label: str | None, page_of: str | None = None) -> str:
    """A page as it is cited: "p. 6", "pp. 8–11"; empty without one. Says where it is the original's."""
    if label is None:
        return ""
    short = f"pp. {label}" if "–" in label else f"p. {label}"
    return f"{short} of the original" if page_of == "original" else short


def place(citation: Citation) -> str:
    """The place of a quote, without its date: "§ 2, ¶ 12, p. 6"."""
    paragraph = "heading" if citation.paragraph is None else f"¶ {citation.paragraph}"
    parts = [section(citation.section.number), paragraph, page(citation.page, citation.page_of)]
    return ", ".join(part for part in parts if part)


def anchor(section_number: str, paragraph: int | None) -> str:
    """The fragment that names a paragraph: "s2p7"; a heading is paragraph 0."""
    name = f"s{section_number}" if section_number[:1].isdigit() else section_number
    return f"{quote(name, safe='')}p{paragraph or 0}"


def address(document: str, fragment: str = "", language: str = "", mark: Span | None = None) -> str:
    """The stable address of a document: `/d/ID`, with what is to be highlighted and scrolled to.

    `language` and `mark` (offsets into that text's body) are only a convenience on top of `fragment`.
    """
    query = {"mark": f"{language}.{mark.start}-{mark.end}"} if language and mark else {}
    path = f"/d/{quote(document, safe='')}"
    return path + (f"?{urlencode(query)}" if query else "") + (f"#{fragment}" if fragment else "")


def marked(value: str) -> tuple[str, Span] | None:
    """What `?mark=` of an address names: a language and a span; None where it means nothing."""
    code, _, numbers = value.partition(".")
    start, _, end = numbers.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(numbers) < 24):
        return None
    return code, Span(int(start), int(end))
