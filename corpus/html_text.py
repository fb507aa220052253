"""The running text of an HTML page: its main part, without scripts, menus and forms."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.blocks import Block
from corpus.flow import Flow
from corpus.lines import Line, paragraphs

_SILENT = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "object", "svg", "head", "nav", "form"),
        *("button", "select", "textarea", "aside", "dialog", "audio", "video", "canvas", "map"),
    )
)
"""What is no part of a document's words."""

_RUN_ON = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
        *("font", "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp"),
        *("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
"""What a paragraph goes on through; everything else ends it."""

_CELLS = frozenset(("td", "th"))
_LEVELS = {f"h{level}": level for level in range(1, 7)}

_XHTML = "http://www.w3.org/1999/xhtml"
_EMPTY = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)(\w+)([^<>]*)/>"
)
"""An element that XHTML closes at once, which HTML would leave open."""

ENOUGH = 200
"""Characters that the part marked as the main one must have to be taken for it."""


def parsed(source: str) -> LexborHTMLParser:
    """The page as a tree; what XHTML writes otherwise than HTML is put in HTML's way first."""
    return LexborHTMLParser(_EMPTY.sub(r"<\1\2></\1>", source) if _XHTML in source[:2000] else source)


def blocks(page: LexborHTMLParser) -> list[Block]:
    """Headings and paragraphs in order; pages where the file marks them, as EPUB does."""
    root = _main(page)
    if root is None:
        return []
    flow = Flow()
    broken = False
    for node, closing in _steps(root):
        if node.tag == "-text":
            broken = broken and not (node.text_content or "").strip()
            flow.say(node.text_content)
        elif node.tag == "br":
            flow.end() if broken else flow.say(" ")
            broken = True
        elif node.is_element_node:
            _edge(node, closing, flow)
    return flow.take()


def _edge(node: LexborNode, closing: bool, flow: Flow) -> None:
    """Where an element begins or ends: most end a paragraph; the cells of a row stand on one line."""
    name = node.tag or ""
    if _breaks(node):
        said = node.attributes
        flow.page(said.get("title") or said.get("aria-label") or node.text().strip())
    elif name == "pre":
        flow.end()
        flow.give(paragraphs([Line(line) for line in node.text().split("\n")]))
    elif name in _CELLS:
        flow.say(" ")
    elif name not in _RUN_ON:
        flow.end(_LEVELS.get(name, 0) if closing else 0)


def _breaks(node: LexborNode) -> bool:
    """Whether it is a page break, in the way of EPUB 3."""
    said = node.attributes
    return said.get("epub:type") == "pagebreak" or said.get("role") == "doc-pagebreak"


def _main(page: LexborHTMLParser) -> LexborNode | None:
    for selector in ("main", "[role=main]", "article"):
        found = page.css(selector)
        if len(found) == 1 and len(found[0].text()) >= ENOUGH:
            return found[0]
    body = page.body or page.root
    for child in list(body.iter()) if body else []:
        if child.tag in ("header", "footer"):
            child.decompose()
    return body


def _steps(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Nodes as they begin (False) and end (True); what is a unit comes once. Deep trees need no stack."""
    node: LexborNode | None = root
    while node is not None:
        inner = None if _unit(node) else node.child
        if inner is not None or node.tag not in _SILENT:
            yield node, False
        if inner is not None:
            node = inner
            continue
        while node is not None and node.next is None and node.mem_id != root.mem_id:
            node = node.parent
            if node is not None:
                yield node, True
        node = node.next if node is not None and node.mem_id != root.mem_id else None


def _unit(node: LexborNode) -> bool:
    """Whether nothing within is read: silent, hidden, or read as a whole."""
    if not node.is_element_node:
        return True
    return node.tag in _SILENT or node.tag == "pre" or "hidden" in node.attributes or _breaks(node)
