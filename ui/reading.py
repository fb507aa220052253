"""The whole memo to read: what the archive says of it, its contents, search within it, its text."""

from markupsafe import Markup

from corpus.document import Document
from ui import panel, place, reader
from ui.reader import Marks

_FACTS = (
    ("Author", "author"),
    ("Participants", "participants"),
    ("Archive", "archive"),
    ("Collection", "collection"),
    ("Translator", "translator"),
    ("Original language", "original_language"),
    ("Places", "places"),
    ("Summary", "summary"),
    ("Citation", "citation"),
    ("Credits", "credits"),
    ("Rights", "rights"),
)


def reading(document: Document, marks: Marks = ()) -> Markup:
    """The memo with everything around it; the style sheet decides what stands beside what."""
    return Markup(
        '<article class="reading" data-id="{id}"><header><h1>{title}</h1><p class="facts">{line}</p>'
        "{catalogue}</header>"
        '<div class="reading-columns"><nav class="aside" aria-label="In this memo">'
        "{search}{views}{contents}</nav>{body}</div></article>"
    ).format(
        id=document.id,
        title=document.title,
        line=_line(document),
        catalogue=_catalogue(document),
        search=_SEARCH,
        views=panel.views(document),
        contents=reader.contents(document),
        body=reader.body(document, marks),
    )


_SEARCH = Markup(
    '<div class="within" role="search"><label>Search within<input type="search" data-within '
    'autocomplete="off" spellcheck="false"></label><span class="found" role="status"></span>'
    '<button type="button" data-step="-1" aria-label="Previous">↑</button>'
    '<button type="button" data-step="1" aria-label="Next">↓</button></div>'
)  # nosec - no outside text


def _line(document: Document) -> Markup:
    said = [place.day(document.date), " and ".join(place.language(text.language) for text in document.texts)]
    shown = Markup(" · ").join(part for part in said if part)
    if document.url.startswith(("https://", "http://")):
        shown += Markup(' · <a class="plain" href="{0}" rel="noopener noreferrer">{0}</a>').format(
            document.url
        )
    return shown


def _catalogue(document: Document) -> Markup:
    entries = [(name, getattr(document.catalogue, field)) for name, field in _FACTS]
    shown = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, value if isinstance(value, str) else "; ".join(value))
        for name, value in entries
        if value
    )
    if not shown:
        return shown
    return Markup(
        '<details class="catalogue"><summary>Catalogue entry</summary><dl>{}</dl></details>'
    ).format(shown)
