"""Markdown: headings become sections; the words are those a reader of the rendered page sees."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.blocks import Block, Part, compose
from corpus.document import Catalogue, Document
from corpus.identity import identify, iso
from corpus.language import language_of
from corpus.outline import outline, titled

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z]+)[ \t]*:[ \t]*(\S.*)")

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("code")
"""HTML stays text, and an indented paragraph is a paragraph: typescripts indent them."""


def read(source: str, name: str) -> Document:
    """The document of a Markdown file.

    Title, author and date come from its front matter, which is the section `catalogue`; else the title
    is that of the one highest heading, else the file's stem.
    """
    front = _FRONT.match(source)
    lines = front[1].split("\n") if front else []
    fields = {found[1].lower(): found[2].strip(" \"'") for line in lines if (found := _FIELD.match(line))}
    first = source.count("\n", 0, front.end()) if front else 0
    blocks = list(_blocks(_PARSER.parse(source[front.end() :] if front else source), first))
    heading = titled(blocks)
    title = fields.get("title") or (heading.text if heading else "") or PurePath(name).stem
    date = iso(fields.get("date", ""))
    told = tuple(Block(line, first_line=n, last_line=n) for n, line in enumerate(lines, 2) if line.strip())
    parts = ([Part("catalogue", None, None, told)] if told else []) + outline(blocks)
    text = compose(parts, language_of(source))
    return Document(identify(date, title), title, date, "", (text,), Catalogue(fields.get("author", "")))


def _blocks(tokens: Sequence[Token], before: int) -> Iterator[Block]:
    """Headings, paragraphs, table rows and lines of code; `before` lines stand above the first."""
    around: list[Token] = []
    for token, words in _rows(tokens):
        if token.nesting > 0:
            around.append(token)
        elif token.nesting < 0:
            around.pop()
        elif token.type == "fence":
            yield from _code(token, before)
        elif words:
            level = int(around[-1].tag[1]) if around[-1].type == "heading_open" else 0
            yield _block(_marked(words, around), level, token, before)


def _rows(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """The tokens with their words; the cells of a table's row come as one, where the row ends."""
    cells: list[Token] = []
    words = ""
    for token in tokens:
        if token.type in ("td_open", "th_open"):
            cells.append(token)
        elif token.type in ("td_close", "th_close"):
            cells.pop()
        elif cells:
            words = f"{words} {_words(token.children or [])}".strip()
        elif token.type == "tr_open":
            row = token
            yield token, ""
        elif token.type == "tr_close":
            yield Token("inline", "", 0, map=row.map), words
            yield token, ""
            words = ""
        else:
            yield token, _words(token.children or [])


def _block(words: str, level: int, token: Token, before: int) -> Block:
    start, end = token.map or (-before, -before)
    return Block(words, level, first_line=before + start + 1, last_line=before + end)


def _code(token: Token, before: int) -> Iterator[Block]:
    start = before + (token.map or [0])[0] + 1
    for number, line in enumerate(token.content.split("\n"), start + 1):
        if line.strip():
            yield Block(line.strip(), first_line=number, last_line=number)


def _marked(words: str, around: list[Token]) -> str:
    """The first paragraph of an item of a numbered list has its number again, as it is printed."""
    item = around[-2] if len(around) > 1 and around[-2].type == "list_item_open" else None
    if item is None or not item.info:
        return words
    number, item.info = item.info, ""
    return f"{number}{item.markup} {words}"


def _words(children: Sequence[Token]) -> str:
    """What a reader sees of a run of text: no marks, no addresses, line ends as spaces."""
    said = []
    for child in children:
        if child.type == "image":
            said.append(_words(child.children or []))
        else:
            said.append(" " if child.type in ("softbreak", "hardbreak") else child.content)
    return re.sub(r"[ \t]+", " ", "".join(said)).strip()
