from corpus import markdown
from tests.corpus.made import sections

MEMO = """\
---
title: "Talks on coal"
date: 3 May 1962
author: P. Ivanov
---
# Talks on *coal*

Before the [first](http://example.org) heading,
on two lines.

## 1. Prices

    An indented paragraph of a typescript.

1. first point
2. second point

| tons | price |
|------|-------|
| 10   | 20    |

### Annex

> A quotation with <b>tags</b>.

## Results
"""


def test_headings_become_sections():
    document = markdown.read(MEMO, "coal.md")
    assert (document.title, document.date, document.catalogue.author) == (
        "Talks on coal",
        "1962-05-03",
        "P. Ivanov",
    )
    assert sections(document.texts[0]) == [
        ("catalogue", None, ['title: "Talks on coal"', "date: 3 May 1962", "author: P. Ivanov"]),
        ("opening", "Talks on coal", ["Before the first heading, on two lines."]),
        (
            "1",
            "Prices",
            [
                "An indented paragraph of a typescript.",
                "1. first point",
                "2. second point",
                "tons price",
                "10 20",
            ],
        ),
        ("1.1", "Annex", ["A quotation with <b>tags</b>."]),
        ("2", "Results", []),
    ]


def test_lines_lead_back_to_the_file():
    text = markdown.read(MEMO, "coal.md").texts[0]
    lines = MEMO.split("\n")
    for source in text.sources:
        first = text.body[source.start : source.end].split()[-1].strip('".*')
        assert first in " ".join(lines[source.first_line - 1 : source.last_line])


def test_without_metadata_the_one_highest_heading_is_the_title_else_the_stem():
    assert markdown.read("# Coal\n\nWords.", "memo.md").title == "Coal"
    assert markdown.read("# Coal\n\n# Iron\n", "memo.md").title == "memo"
    assert markdown.read("Words.", "memo.md").title == "memo"


def test_code_and_images_are_read_as_text_and_nothing_is_fetched():
    text = markdown.read(
        "![a map](http://example.org/x.png)\n\n```\nline one\nline two\n```\n", "m.md"
    ).texts[0]
    assert sections(text) == [("text", None, ["a map", "line one", "line two"])]
