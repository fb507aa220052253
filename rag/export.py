"""CSL-JSON → BibTeX and RIS, for reference managers. The only importer of bibtexparser and rispy."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import rispy
from bibtexparser import model
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library

from rag.reference import Item

_LATEX = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{special: f"\\{special}" for special in "#$%&_"},
    }
)


def bibtex(items: Sequence[Item]) -> str:
    """The items as BibTeX, in UTF-8, one `@misc` each, its key the document's id."""
    return write_string(Library([_entry(item) for item in items]))


def ris(items: Sequence[Item]) -> str:
    """The items as RIS, in UTF-8, each of the type GEN: a document of no other kind."""
    return str(rispy.dumps([_record(item) for item in items], implementation=_Writer))


class _Writer(rispy.RisWriter):  # type: ignore[misc] # rispy has no annotations
    """Writes the records without a number in front of each, which is no RIS."""

    def set_header(self, count: int) -> str:  # noqa: ARG002 - rispy's signature
        return ""


def _entry(item: Item) -> model.Entry:
    date = _date(item)
    fields = {
        "author": _group(item, "author"),
        "title": f"{{{_latex(item['title'])}}}",
        "translator": _group(item, "translator"),
        "date": "-".join(date),
        "year": date[0] if date else "",
        "organization": _latex(item.get("archive", "")),
        "howpublished": _latex(item.get("archive_collection", "")),
        "langid": item.get("language", ""),
        "url": _address(item),
        "abstract": _latex(item.get("abstract", "")),
        "note": _latex(item.get("note", "")),
    }
    return model.Entry(
        "misc", item["id"], [model.Field(name, value) for name, value in fields.items() if value]
    )


def _record(item: Item) -> dict[str, Any]:
    date = _date(item)
    fields = {
        "type_of_reference": "GEN",
        "id": item["id"],
        "title": item["title"],
        "authors": _literals(item, "author"),
        "subsidiary_authors": _literals(item, "translator"),
        "year": date[0] if date else "",
        "date": "/".join(date),
        "name_of_database": item.get("archive", ""),
        "publisher": item.get("archive_collection", ""),
        "language": item.get("language", ""),
        "abstract": item.get("abstract", ""),
        "notes": [item["note"]] if "note" in item else [],
        "urls": [_address(item)] if "URL" in item else [],
    }
    return {name: value for name, value in fields.items() if value}


def _date(item: Item) -> list[str]:
    """Year, month and day, as far as they are known, with leading zeros."""
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return [f"{part:04}" if at == 0 else f"{part:02}" for at, part in enumerate(parts)]


def _literals(item: Item, role: str) -> list[str]:
    return [name["literal"] for name in item.get(role, ())]


def _group(item: Item, role: str) -> str:
    """Names in braces, so that BibTeX takes each as one word and does not cut it into parts."""
    return " and ".join(f"{{{_latex(name)}}}" for name in _literals(item, role))


def _latex(text: str) -> str:
    return text.translate(_LATEX)


def _address(item: Item) -> str:
    """The address with those characters percent-encoded that would end it in one of the formats."""
    return quote(item.get("URL", ""), safe=":/?#[]@!$&'()*+,=%~")
