import pytest

from corpus.markup import groups
from corpus.tongues import code, parted

ENGLISH = "We met at noon and spoke about the price of steel."
GERMAN = "Wir trafen uns am Mittag und sprachen über den Preis des Stahls."
RUSSIAN = "Мы встретились в полдень и говорили о цене стали."


@pytest.mark.parametrize(
    ("name", "expected"), [("Bulgarian", "bg"), (" german ", "de"), ("Esperanto-ish", ""), ("", "")]
)
def test_codes_of_languages(name, expected):
    assert code(name) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([RUSSIAN, RUSSIAN], [ENGLISH, ENGLISH]),
        ([GERMAN], [ENGLISH]),
        ([GERMAN, ENGLISH[:20], GERMAN], []),
        ([], [ENGLISH]),
        ([], ["[Stempel]", *[ENGLISH] * 5]),
        ([], []),
    ],
)
def test_where_english_begins(before, after):
    found = parted(groups("\n\n".join(before + after)))
    assert [[line.text for group in part for line in group] for part in found] == [before, after]
