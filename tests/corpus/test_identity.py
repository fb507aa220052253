import pytest

from corpus.identity import ID_LENGTH, identify, iso


@pytest.mark.parametrize(
    ("date", "title", "expected"),
    [
        ("1973-10-30", "Memorandum on the Talks", "1973-10-30-memorandum-on-the-talks"),
        ("1966-05-27", "Brezhnev's Speech", "1966-05-27-brezhnevs-speech"),
        ("", "За разговорите", "za-razgovorite"),
        ("1973", "", "1973-untitled"),
        ("", "…", "untitled"),
    ],
)
def test_an_id_is_readable(date, title, expected):
    assert identify(date, title) == expected


def test_a_long_title_is_cut_at_a_word():
    assert identify("1973", "word " * 100) == "1973" + "-word" * ((ID_LENGTH - 4) // 5)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("October 30, 1973", "1973-10-30"),
        ("30 October 1973", "1973-10-30"),
        ("October 1973", "1973-10"),
        ("1973", "1973"),
        ("October 30", ""),
        ("Ulan Bator", ""),
        ("", ""),
    ],
)
def test_a_printed_date_is_as_exact_as_it_is(printed, expected):
    assert iso(printed) == expected
