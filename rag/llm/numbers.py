"""The numbers in a text, in digits or in words, with what they count where that is a unit."""

import re
from decimal import Decimal
from typing import Final

from index.terms import plain

_SMALL: Final = """
    zero нула 0 one един една едно 1 two два две 2 three три 3 four четири 4 five пет 5 six шест 6
    seven седем 7 eight осем 8 nine девет 9 ten десет 10 eleven единадесет 11 twelve дванадесет dozen 12
    thirteen тринадесет 13 fourteen четиринадесет 14 fifteen петнадесет 15 sixteen шестнадесет 16
    seventeen седемнадесет 17 eighteen осемнадесет 18 nineteen деветнадесет 19 twenty двадесет 20
    thirty тридесет 30 forty четиридесет 40 fifty петдесет 50 sixty шестдесет 60 seventy седемдесет 70
    eighty осемдесет 80 ninety деветдесет 90 first първи първа първо 1 second втори втора второ twice 2
    third трети трета трето 3 fourth четвърти 4 fifth пети 5 sixth шести 6
    seventh седми 7 eighth осми 8 ninth девети 9 tenth десети 10
""".split()
_LARGE: Final = """
    hundred hundreds сто стотин 100 thousand thousands хиляда хиляди 1000
    million millions милион милиона милиони 1000000 billion billions милиард милиарда милиарди 1000000000
""".split()
_UNITS: Final = (
    "km kms kilometer kilometers kilometre kilometres км километър километра километри",
    "mile miles миля мили",
    "ton tons tonne tonnes тон тона тонове",
    "kg kilogram kilograms кг килограм килограма",
    "hectare hectares ha хектар хектара",
    "% percent процент процента",
    "dollar dollars $ usd долар долара долари",
    "ruble rubles rouble roubles рубла рубли",
    "lev leva levs лев лева",
    "year years година години",
    "month months месец месеца месеци",
    "week weeks седмица седмици",
    "day days ден дни",
    "hour hours час часа часове",
)

_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[%$]")


def _values(words: list[str]) -> dict[str, Decimal]:
    values: dict[str, Decimal] = {}
    waiting: list[str] = []
    for word in words:
        if word.isdigit():
            values |= dict.fromkeys(waiting, Decimal(word))
            waiting = []
        else:
            waiting.append(word)
    return values


_SMALLS, _LARGES = _values(_SMALL), _values(_LARGE)
_UNIT: Final = {word: place for place, words in enumerate(_UNITS) for word in words.split()}


_IDIOMS: Final = re.compile(
    r"\b(?:one of|one another|no one|at first|first of all|един от|една от|едно от)\b"
)
"""Words for numbers that count nothing here."""


def numbers(text: str) -> set[tuple[Decimal, int | None]]:
    """The numbers, each with a mark of the unit that follows it, None where none does.

    "1,300", "1 300" and "1.3 thousand" are 1300, "twenty-five" is 25, "7 million" and "седем милиона"
    7000000. A date in digits is its numbers one by one.
    """
    count = _Count()
    for token in _TOKEN.findall(_IDIOMS.sub(" ", plain(text).lower()).replace("per cent", "percent")):
        if token[0].isdigit():
            for value in _digits(token):
                count.begin(value, worded=False)
        elif token in _SMALLS:
            count.word(_SMALLS[token])
        elif token in _LARGES:
            count.scale(_LARGES[token])
        elif not count.goes_on(token):
            count.end(_UNIT.get(token))
    count.end(None)
    return count.found


def measures(word: str) -> bool:
    """Whether a lower-case word is a number, part of one, or a unit."""
    return word[:1].isdigit() or word in _SMALLS or word in _LARGES or word in _UNIT


def _digits(token: str) -> list[Decimal]:
    parts = re.split("[.,]", token)
    return [Decimal(".".join(parts))] if len(parts) == 2 else [Decimal(part) for part in parts]


class _Count:
    """Puts a number together out of its words: what is said below a thousand, and above."""

    def __init__(self) -> None:
        self.found: set[tuple[Decimal, int | None]] = set()
        self._above: Decimal | None = None
        self._below: Decimal | None = None
        self._worded = False

    def begin(self, value: Decimal, *, worded: bool) -> None:
        if self._below is not None or not worded:
            self.end(None)
        self._below, self._worded = value, worded

    def word(self, value: Decimal) -> None:
        below = self._below
        hundreds = below is not None and below >= 100 and below % 100 == 0 and value < 100
        tens = below is not None and below % 100 >= 20 and below % 10 == 0 and value < 10
        if self._worded and below is not None and (hundreds or tens):
            self._below = below + value
        else:
            self.begin(value, worded=True)

    def scale(self, value: Decimal) -> None:
        below = (self._below or Decimal(1)) * value
        if value < 1000:
            self._below, self._worded = below, True
        else:
            self._above, self._below = (self._above or Decimal(0)) + below, None

    def goes_on(self, token: str) -> bool:
        """Whether a number goes on after "and": two hundred and five."""
        return token in ("and", "и") and self._worded and self._below is not None and self._below % 100 == 0

    def end(self, unit: int | None) -> None:
        if self._above is not None or self._below is not None:
            self.found.add(((self._above or Decimal(0)) + (self._below or Decimal(0)), unit))
        self._above = self._below = None
        self._worded = False
