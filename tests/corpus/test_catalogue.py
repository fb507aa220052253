import pytest

from corpus.catalogue import catalogue
from corpus.labels import Item


@pytest.mark.parametrize(
    ("title", "author", "participants"),
    [
        ("Record of Conversation between Mao Zedong and Pavel Yudin", "", ("Mao Zedong", "Pavel Yudin")),
        ("Leonid Brezhnev's May 1966 Speech", "Leonid Brezhnev", ()),
        ("Letter from Pyongyang to Moscow", "", ()),
        ("North Korea's relations with China", "", ()),
        ("Talks between the two delegations and others", "", ()),
        ("", "", ()),
    ],
)
def test_what_a_title_says_for_certain(title, author, participants):
    said = catalogue([], title)
    assert (said.author, said.participants) == (author, participants)


@pytest.mark.parametrize(
    ("signature", "author"),
    [
        ("T. ZHIVKOV", "Todor Zhivkov"),
        ("I. Petrov", "I. Petrov"),
        ("K. Sung", "Kim Il Sung"),
        ("", ""),
    ],
)
def test_a_signature_is_written_out_where_it_is_sure(signature, author):
    title = "Conversation between Kim Il Sung and Todor Zhivkov"
    assert catalogue([], title, signature).author == author


@pytest.mark.parametrize(
    ("citation", "archive", "collection", "translator"),
    [
        ('"A Note," May 1, 1950, History and Public Policy Program Digital Archive, PA AA, G-A 320. '
         "Translated for CWIHP by Bernd Schaefer. https://x.org/1",
         "History and Public Policy Program Digital Archive", "PA AA, G-A 320", "Bernd Schaefer"),
        ('"A Note," May 1, 1950, Wilson Center Digital Archive, RGANI. <https://x.org/1>',
         "Wilson Center Digital Archive", "RGANI", ""),
        ("A note.", "", "", ""),
    ],
)  # fmt: skip
def test_what_a_citation_says(citation, archive, collection, translator):
    said = catalogue([Item("Citation", (citation,), ())], "A Note")
    assert (said.archive, said.collection, said.translator) == (archive, collection, translator)
    assert said.citation == citation
