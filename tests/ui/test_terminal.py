"""What a terminal shows: everything of an answer, and nothing that a document could make it do."""

import io

from rich.console import Console

from index.catalog import Card
from index.plan import Verdict
from rag.answer import (
    Answer,
    Citation,
    Claim,
    Counterpart,
    DocumentReference,
    PassageReference,
    SectionReference,
)
from tests.tiny import document
from ui import terminal

HOSTILE = "[bold]loud[/bold] [link=https://evil.example]x[/link] \x1b[2J\x1b]0;title\x07 \u202edrow"


def shown(renderable, width=200):
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=True, color_system=None, highlight=False).print(renderable)
    return out.getvalue()


def cited(quote="It is 1,300 km long.", title="On a Border", **fields):
    return Citation(
        number=1,
        quote=quote,
        document=DocumentReference(id="d", title=title, date="1973-10-30", url="https://archive.example/1"),
        section=SectionReference(number="2", heading="The border"),
        paragraph=12,
        page="6",
        page_of="original",
        language="en",
        start=0,
        end=len(quote),
        **fields,
    )


def answered(*citations, text="In section 2 [1]:", **fields):
    given = {"question": "?", "answered": bool(citations), "confidence": 0.9, "writer": "quotes"}
    return Answer(**{**given, "text": text, "citations": citations, **fields})


def passage(text):
    return PassageReference(
        document="d",
        section="3",
        language="en",
        paragraph=1,
        page=None,
        start=0,
        end=len(text),
        text=text,
        score=0.5,
    )


def test_an_answer_shows_quote_place_and_address():
    text = shown(terminal.answer(answered(cited())))
    assert "[1] “It is 1,300 km long.”" in text
    assert "On a Border · § 2, ¶ 12, p. 6 of the original · 30 Oct 1973" in text
    assert "https://archive.example/1" in text


def test_the_quotes_are_not_said_twice_but_prose_is_shown():
    assert "In section 2" not in shown(terminal.answer(answered(cited())))
    prose = Claim(text="The border is long.", citations=(1,))
    text = shown(terminal.answer(answered(cited(), text="The border is long. [1]", claims=(prose,))))
    assert text.startswith("The border is long. [1]")


def test_outside_a_terminal_no_line_is_cut_or_broken(capsys):
    quote = "word " * 400 + "end."
    terminal.show(terminal.answer(answered(cited(quote, title="title " * 50))))
    out = capsys.readouterr().out
    assert quote in out
    assert "title · § 2, ¶ 12, p. 6 of the original · 30 Oct 1973\n" in out


def test_the_original_stands_under_a_quoted_translation():
    original = Counterpart(language="bg", quote="Дълга е 1300 км.", page="6", start=0, end=16)
    assert "Bulgarian original, p. 6: “Дълга е 1300 км.”" in shown(
        terminal.answer(answered(cited(original=original)))
    )


def test_a_refusal_offers_the_nearest_passages_as_such():
    refusal = answered(
        text="The documents do not say.", passages=tuple(passage(f"near {n}") for n in range(5))
    )
    text = shown(terminal.answer(refusal))
    assert "The documents do not say." in text
    assert "The nearest passages:" in text
    assert "near 2 — d, § 3" in text
    assert "near 3" not in text


def test_a_notice_is_shown():
    assert "The model is silent." in shown(terminal.answer(answered(cited(), notice="The model is silent.")))


def test_markup_and_control_characters_are_only_shown():
    everywhere = [
        terminal.answer(answered(cited(HOSTILE, title=HOSTILE), text=HOSTILE, notice=HOSTILE, claims=())),
        terminal.answer(answered(text=HOSTILE, passages=(passage(HOSTILE),))),
        terminal.cards([Card("d", HOSTILE, "1973", HOSTILE, ("en",), "", 1)]),
        terminal.document(document("d", title=HOSTILE)),
        terminal.verdicts([Verdict(HOSTILE, "", "failed", HOSTILE)]),
        terminal.verdicts([Verdict("a", "a", "added", notice=HOSTILE)]),
    ]
    for renderable in everywhere:
        text = shown(renderable, width=2000)
        assert "[bold]loud[/bold] [link=https://evil.example]x[/link]" in text
        assert r"\x1b[2J" in text
        assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_verdicts_are_summed_up():
    text = shown(
        terminal.verdicts(
            [
                Verdict("a.txt", "1950-a", "added"),
                Verdict("b.txt", "1950-b", "added"),
                Verdict("c.bin", "", "failed", "c.bin: binary"),
                Verdict("d.pdf", "1950-d", "unchanged", notice="d.pdf: no text on page 2 of 2"),
            ]
        )
    )
    assert "unchanged 1950-d\n    d.pdf: no text on page 2 of 2\n" in text
    assert "c.bin: binary" in text
    assert "2 added, 1 failed, 1 unchanged" in text
    assert "nothing to do" in shown(terminal.verdicts([]))
