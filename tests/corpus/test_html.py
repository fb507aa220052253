import pytest

from corpus import html
from corpus.document import Span
from corpus.errors import ReadError
from tests.corpus.made import sections

PAGE = """<!DOCTYPE html><html lang="bg-BG"><head><title>Talks on coal | An archive</title>
<meta name="citation_author" content="P. Ivanov"><meta name="DC.date" content="3 May 1962">
<link rel="canonical" href="https://archive.example.org/coal"><style>p { color: red }</style></head>
<body><header>Search the site</header><nav><p>Home</p></nav>
<h1>Talks on coal</h1><p>First <b>para</b>graph<br>goes on.<br><br>Second one.</p>
<h2>2. Prices</h2>loose words<div>in a box</div>
<ul><li>one</li><li>two</li></ul>
<table><tr><th>tons</th><th>price</th></tr><tr><td>10</td><td>20</td></tr></table>
<script>alert("never")</script><p hidden>hidden</p><form><input value="x">Log in</form>
<p>A &lt;script&gt; in words<img src="http://example.org/x.png" onerror="alert(1)"></p>
<footer>Imprint</footer></body></html>"""


def test_the_main_words_of_a_page_without_its_menus_and_scripts():
    document = html.read(PAGE, "saved.html")
    assert (document.title, document.date) == ("Talks on coal", "1962-05-03")
    assert document.url == "https://archive.example.org/coal"
    assert document.catalogue.author == "P. Ivanov"
    assert document.texts[0].language == "bg"
    assert sections(document.texts[0]) == [
        ("opening", "Talks on coal", ["First paragraph goes on.", "Second one."]),
        (
            "2",
            "Prices",
            ["loose words", "in a box", "one", "two", "tons price", "10 20", "A <script> in words"],
        ),
    ]


def test_a_main_element_is_preferred_when_it_holds_the_text():
    words = "The talks went on for three days in the capital and nothing was signed. " * 4
    page = f"<body><div>Cookies!</div><main><p>{words}</p></main><div>More</div></body>"
    assert html.read(page, "a.html").texts[0].body == words.strip()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/relative", "https://x.org/\" onclick='x"])
def test_only_a_web_address_becomes_the_address(address):
    page = f"<link rel=canonical href='{address.replace(chr(39), '&#39;')}'><p>Words.</p>"
    assert html.read(page, "a.html").url == ""


def test_page_breaks_are_kept_where_the_file_marks_them():
    first = '<p>One <span role="doc-pagebreak" aria-label="7">7</span>two.</p>'
    page = first + '<hr epub:type="pagebreak" title="8"><p>x</p>'
    text = html.read(page, "a.html").texts[0]
    assert text.body == "One two.\n\nx"
    assert [text.page_of(Span(at, at + 1)) for at in (0, 5, 10)] == [None, "7", "8"]


def test_preformatted_typescript_is_wrapped_text():
    lines = (
        "<pre>The ambassador said that the conversation had lasted for\nthree hours and more than that.</pre>"
    )
    assert "lasted for three hours" in html.read(lines, "a.html").texts[0].body


@pytest.mark.parametrize("page", ["<script>x</script>", "<html></html>", "<nav>Home</nav>"])
def test_a_page_without_words_is_refused(page):
    with pytest.raises(ReadError, match=r"^a\.html: no words"):
        html.read(page, "a.html")


def test_deep_nesting_needs_no_deep_stack():
    assert html.read("<i>" * 20_000 + "word", "a.html").texts[0].body == "word"
