"""Taking quotes away: footnotes to copy, files for reference managers, the conversation as Markdown."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from corpus.document import Document
from rag.answer import Answer, Citation
from rag.export import bibtex, ris
from rag.reference import Item, csl_json, item, note
from ui.lead import introductions
from ui.verify import Documents, verified

_FORMATS = (("BibTeX", "bib", bibtex), ("RIS", "ris", ris), ("CSL-JSON", "json", csl_json))

_MARKDOWN = re.compile(r"[\\`*_\[\]<>&~^$|!#]|^(?:[-+=:]|\d+(?=[.)]))")
"""What Markdown would obey: some characters anywhere, some only at the start of a line."""

_BLANK = re.compile(r"\s+")


def of_citation(citation: Citation, document: Document) -> Markup:
    """The footnote of one citation, to read and to copy, and its files."""
    footnote = note(citation, document)
    return _details("Cite", footnote, footnote, [item(document, [citation])], document.id)


def of_answer(answer: Answer, documents: Documents) -> Markup:
    """The footnotes of an answer with several citations, and one file with all its documents."""
    cited = [(c, documents(c.document.id)) for c in answer.citations if verified(c, documents)]
    if len(cited) < 2:
        return Markup("")
    lines = [f"{citation.number}. {note(citation, document)}" for citation, document in cited]
    return _details("Cite all", "\n".join(lines), "\n".join(lines), _items(cited), "memocite")


def _items(cited: Sequence[tuple[Citation, Document]]) -> list[Item]:
    """One item for each document, in the order in which they are cited."""
    documents = {document.id: document for _, document in cited}
    return [item(document, [c for c, of in cited if of.id == document.id]) for document in documents.values()]


def _details(label: str, shown: str, copied: str, items: Sequence[Item], name: str) -> Markup:
    files = Markup("").join(
        Markup(
            '<button type="button" class="plain-button" data-save="{}" data-name="{}.{}">{}</button>'
        ).format(write(items), name, suffix, kind)
        for kind, suffix, write in _FORMATS
    )
    return Markup(
        '<details class="cite"><summary>{}</summary><p class="footnote">{}</p><p class="take">'
        '<button type="button" class="plain-button" data-copy="{}">Copy footnote</button>{}</p></details>'
    ).format(label, shown, copied, files)


def markdown(answers: Sequence[Answer], documents: Documents) -> str:
    """A conversation as Markdown, with a footnote for every quote; words from outside are escaped."""
    parts, notes = ["# memocite"], list[str]()
    for answer in answers:
        before = introductions(answer)
        parts += [f"## {_plain(answer.question)}", *([] if before else [_plain(answer.text)])]
        for citation in (c for c in answer.citations if verified(c, documents)):
            parts += [_plain(before[citation.number])] if before else []
            label = len(notes) + 1
            parts.append(f"> {_plain(citation.quote)}[^{label}]")
            notes.append(f"[^{label}]: {_plain(note(citation, documents(citation.document.id)))}")
        if answer.notice:
            parts.append(_plain(answer.notice))
    return "\n\n".join([*parts, *notes]) + "\n"


def _plain(words: str) -> str:
    """One line of Markdown that shows exactly these words."""
    return _MARKDOWN.sub(_escaped, _BLANK.sub(" ", words).strip())


def _escaped(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdecimal() else f"\\{found[0]}"
