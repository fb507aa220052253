"""Pairs an original with its translation: by section, by paragraph in it, by sentence in that."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from corpus.anchors import anchors, weights
from corpus.beads import Bead, Scale, Unit, beads, ratio
from corpus.document import Pair, Paragraph, Section, Span, Text
from corpus.sentences import sentences

APART = "catalogue"
"""The section that is in one language only."""


def align(original: Text, translation: Text) -> tuple[Pair, ...]:
    """The spans that say the same, in order, as small as can be: sentences, mostly.

    Sections are paired by number, headings with headings; what has no counterpart is in no pair.
    """
    scale = _scale(original, translation)
    numbers = _numbers(original) & _numbers(translation)
    pairs: list[Pair] = []
    for here, there in zip(_runs(original, numbers), _runs(translation, numbers), strict=False):
        if here[0].heading and there[0].heading:
            pairs.append(Pair(_heading(original, here[0]), _heading(translation, there[0])))
        for one, other in beads(_paragraphs(original, here), _paragraphs(translation, there), scale):
            pairs += _pairs(beads(_cut(original, one), _cut(translation, other), scale))
    return tuple(pairs)


def _pairs(found: Iterable[Bead]) -> Iterator[Pair]:
    for here, there in found:
        if here and there:
            yield Pair(_whole(here), _whole(there))


def _whole(units: Sequence[Unit]) -> Span:
    return Span(units[0].span.start, units[-1].span.end)


def _scale(original: Text, translation: Text) -> Scale:
    here, there = _all(original), _all(translation)
    return Scale(ratio(here, there), weights(unit.anchors for unit in here + there))


def _all(text: Text) -> list[Unit]:
    """The sentences of a text, without those of the catalogue."""
    return _cut(text, _paragraphs(text, [section for section in text.sections if section.number != APART]))


def _numbers(text: Text) -> set[str]:
    return {section.number for section in text.sections} - {APART}


def _runs(text: Text, numbers: Collection[str]) -> list[list[Section]]:
    """The sections, one list for each number that both texts have; the others go with the one before."""
    runs: list[list[Section]] = [[]]
    for section in text.sections:
        if section.number == APART:
            continue
        if section.number in numbers and any(other.number in numbers for other in runs[-1]):
            runs.append([])
        runs[-1].append(section)
    return [run for run in runs if run]


def _heading(text: Text, section: Section) -> Span:
    """The printed heading, with its number and without the blank line below."""
    end = section.paragraphs[0].start if section.paragraphs else section.end
    return Span(section.start, section.start + len(text.body[section.start : end].rstrip()))


def _paragraphs(text: Text, sections: Sequence[Section]) -> list[Unit]:
    return [unit for section in sections for unit in _units(text, section.paragraphs)]


def _units(text: Text, spans: Sequence[Paragraph | Span]) -> list[Unit]:
    return [Unit(Span(s.start, s.end), anchors(text.body[s.start : s.end])) for s in spans]


def _cut(text: Text, units: Sequence[Unit]) -> list[Unit]:
    """The sentences of these units."""
    spans = [s for u in units for s in sentences(text.body, text.language, u.span.start, u.span.end)]
    return _units(text, spans)
