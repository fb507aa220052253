"""Documents of the Wilson Center Digital Archive: its export in Markdown, and its saved web pages."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus import export, web_page
from corpus.align import align
from corpus.blocks import Block, Part, compose
from corpus.catalogue import address, catalogue
from corpus.document import Document, Role, Text
from corpus.errors import ReadError
from corpus.headings import Stretch, stretches
from corpus.identity import identify, iso
from corpus.joining import block, paragraphs
from corpus.labels import Item
from corpus.language import language_of
from corpus.markup import Group, groups, lines, printed
from corpus.notes import Notes, notes
from corpus.pages import begun, mark
from corpus.record import Record
from corpus.signature import signature
from corpus.tongues import code, parted

Tongue = tuple[str, Role, tuple[Group, ...]]
"""A language's code, its role, and its part of the file."""


def recognises(source: str) -> bool:
    """Whether a file's words are laid out like an export or a saved page of the archive."""
    grouped = groups(source)
    return export.recognises(grouped) or web_page.recognises(lines(grouped))


def read(source: str, name: str) -> Document:
    """The document of a file's words, in either layout.

    Raises:
        ReadError: neither layout, or no text below the catalogue; the message begins with `name`.
    """
    told = notes(source)
    record = _record(source, told, name)
    if not record.groups:
        raise ReadError(f"{name}: there is a catalogue and no text below it; add the text")
    language = catalogue(record.items, record.title).original_language
    tongues = _tongues(record, language)
    texts = [_text(tongue, record.items if tongue is tongues[-1] else (), told) for tongue in tongues]
    date = iso(record.date)
    return Document(
        id=identify(date, record.title),
        title=record.title,
        date=date,
        url=address(record.items),
        texts=tuple(texts),
        catalogue=catalogue(record.items, record.title, signature(texts[-1])),
        pairs=align(*texts) if len(texts) > 1 else (),
    )


def _record(source: str, told: Notes, name: str) -> Record:
    if not recognises(source):
        raise ReadError(f"{name}: no export and no saved page of the Wilson Center; read it as plain text")
    grouped = groups(source, told.without)
    return export.record(grouped) if export.recognises(grouped) else web_page.record(lines(grouped))


def _tongues(record: Record, language: str) -> list[Tongue]:
    """The languages of a record, the original first; a lone text is a translation if the file says so."""
    before, after = parted(record.groups)
    original = code(language.split(",")[0]) or language_of(" ".join(map(printed, before or after)))
    if original == "en" or not (before and after):
        here = original if before else "en"
        translated = here != original or bool(catalogue(record.items, record.title).translator)
        return [(here, "translation" if translated and here == "en" else "original", record.groups)]
    return [(original, "original", before), ("en", "translation", after)]


def _text(tongue: Tongue, items: Sequence[Item], told: Notes) -> Text:
    """One language as a text, the catalogue items as a section before it."""
    language, role, here = tongue
    labels = begun(here)
    below = [group for group in here if mark(group) is None]
    parts = [_part(stretch, labels) for stretch in stretches(below, told.closings)]
    described = tuple(_described(item) for item in items if item.value)
    if described:
        parts.insert(0, Part("catalogue", None, None, described))
    return replace(compose(parts, language), role=role)


def _part(stretch: Stretch, labels: Mapping[int, str]) -> Part:
    headed = tuple(lines(stretch.headed))
    heading = block(headed, labels) if headed else None
    return Part(stretch.number, stretch.heading, heading, tuple(paragraphs(stretch.groups, labels)))


def _described(item: Item) -> Block:
    return block(item.printed, {}, between="\n" if item.label else " ")
