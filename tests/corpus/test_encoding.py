import pytest

from corpus.encoding import decode, legible
from corpus.errors import ReadError

BULGARIAN = (
    "Преди всичко искам да изтъкна, че на нашата делегация беше оказано изключително внимание и "
    "гостоприемство, както подчертаха и самите корейски другари."
)
FRENCH = "Le général était à l’hôtel, où l’on a célébré la fête de l’État; il a répété cela."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (BULGARIAN, "utf-8"),
        (BULGARIAN, "utf-8-sig"),
        (BULGARIAN, "utf-16"),
        (BULGARIAN, "utf-32"),
        (BULGARIAN, "cp1251"),
        (FRENCH, "cp1252"),
        ("The café was closed.", "latin-1"),
        ("Plain words first. " * 20_000 + "\nThe café was closed.", "latin-1"),
        (BULGARIAN + " Kim Il Sung said so at the meeting. " + BULGARIAN, "cp1251"),
    ],
)
def test_every_character_arrives(text, encoding):
    assert decode(text.encode(encoding), "memo.txt") == text


def test_big_endian_needs_its_mark():
    assert decode("\ufeffСофия".encode("utf-16-be"), "memo.txt") == "София"


def test_line_ends_become_newlines():
    assert decode(b"one\r\ntwo\rthree\n", "memo.txt") == "one\ntwo\nthree\n"


def test_the_declared_encoding_is_believed_where_utf_8_fails():
    page = '<meta charset="iso-8859-2"><p>Zażółć gęślą jaźń</p>'
    assert decode(page.encode("iso-8859-2"), "page.html") == page


def test_an_unknown_declaration_is_passed_over():
    page = '<meta charset="iso-8859-99"><p>The café was closed.'
    assert decode(page.encode("latin-1"), "page.html") == page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        ("\ufeff\n".encode(), "the file is empty"),
        (b"text\0text", "holds NUL bytes"),
        ("no mark".encode("utf-16-le"), "holds NUL bytes"),
        ("zero\0inside".encode("utf-16"), "is binary"),
        (bytes(range(1, 9)) * 40, "is binary"),
        (b"one\ntwo \xed\xa0\x80 three", "line 2 holds half a character"),
        ("Zażółć gęślą jaźń. Łąka śpi.".encode("iso-8859-2"), "save it as UTF-8"),
        (
            "Rozhovor se uskutečnil v Praze. Předseda vlády řekl, že příští schůzka bude v červnu.".encode(
                "cp1250"
            ),
            "save it as UTF-8",
        ),
        (b"\xff\xfea\0b", "line 1 is not utf-16"),
    ],
)
def test_what_is_not_surely_text_is_refused_by_name(data, said):
    with pytest.raises(ReadError) as told:
        decode(data, "folder/memo.txt")
    assert str(told.value).startswith("folder/memo.txt: ")
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_what_is_illegible_is_marked_as_such():
    assert legible("a\ud800b\x00c\td\n") == "a\ufffdb\ufffdc\td\n"


def test_random_bytes_are_refused():
    data = bytes((at * 7919 + at // 3) % 255 + 1 for at in range(5000))
    with pytest.raises(ReadError, match=r"memo\.txt: "):
        decode(data, "memo.txt")
