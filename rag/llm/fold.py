"""A text as letters and digits only, those that scanners and typists take for one another made one."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_CLASSES: Final = "li1|і o0о s5ѕ b8в 3з 6б aа eе pр cс xх yу kк mм tт hн".split()
_ALIKE: Final = {alike: letters[0] for letters in _CLASSES for alike in letters}
"""Look-alikes, Latin and Cyrillic. No two digits share a class, so no number is taken for another."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `starts[i]:ends[i]` are the characters of the text that its i-th letter stands for."""

    source: str
    letters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def find(self, needle: str, begin: int = 0) -> Iterator[tuple[int, int]]:
        """The spans in the source, whole words, where folded letters stand from the letter `begin` on.

        Gives positions of letters: `starts[first]` and `ends[last]` lead to the source.
        """
        at = self.letters.find(needle, begin)
        while at >= 0:
            last = at + len(needle) - 1
            if self._whole(self.starts[at], self.ends[last]):
                yield at, last
            at = self.letters.find(needle, at + 1)

    def _whole(self, start: int, end: int) -> bool:
        around = self.source[max(0, start - 1) : start + 1], self.source[end - 1 : end + 1]
        return not any(len(two) == 2 and two.isalnum() for two in around)


def fold(text: str) -> Folded:
    """Without case, accents, white space and punctuation; "rn" counts as "m"."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKD", character).casefold():
            if not (plain.isalnum() or plain in _ALIKE):
                continue
            letter = _ALIKE.get(plain, plain)
            if letter == "n" and letters and letters[-1] == "r":
                letters[-1], ends[-1] = "m", place + 1
                continue
            letters.append(letter)
            starts.append(place)
            ends.append(place + 1)
    return Folded(text, "".join(letters), tuple(starts), tuple(ends))
