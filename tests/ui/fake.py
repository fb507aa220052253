"""A stand-in for the engine: quotes whole sentences that share words with the question."""

import re
from collections.abc import Sequence

from corpus.document import Document, Pair, Span
from corpus.sentences import sentences
from index.catalog import Card
from index.passage import Filter
from rag.answer import (
    Answer,
    Citation,
    Claim,
    Counterpart,
    DocumentReference,
    PassageReference,
    SectionReference,
)
from rag.llm.translate import Translator
from tests.tiny import TinyEmbedder, document, text

ENGLISH = text(
    ("opening", None, ["I will report some aspects of my talks.", "The talks took three hours."]),
    (
        "2",
        "On the relations with China",
        [
            "Kim began with the past.",
            "He said: along our border, which is 1,300 km long, there are speakers. They shout all day.",
            "We must be patient.",
        ],
    ),
    language="en",
    role="translation",
)
BULGARIAN = text(
    ("opening", None, ["Ще изложа някои аспекти от разговорите.", "Разговорите продължиха три часа."]),
    (
        "2",
        "За отношенията с Китай",
        [
            "Ким започна с миналото.",
            "Той каза: по нашата граница, която е дълга 1300 км, има говорители. Те викат цял ден.",
            "Трябва да бъдем търпеливи.",
        ],
    ),
    language="bg",
)


def _pairs() -> list[Pair]:
    return [
        Pair(original, translation)
        for mine, theirs in zip(BULGARIAN.sections, ENGLISH.sections, strict=True)
        for a, b in zip(mine.paragraphs, theirs.paragraphs, strict=True)
        for original, translation in zip(
            sentences(BULGARIAN.body, "bg", a.start, a.end),
            sentences(ENGLISH.body, "en", b.start, b.end),
            strict=True,
        )
    ]


TALKS = document(
    "1973-10-30-memorandum-on-the-conversation-between-kim-il-sung-and-todor-zhivkov",
    title="Memorandum on the talks",
    date="1973-10-30",
    archive="Test Archive",
    texts=(BULGARIAN, ENGLISH),
    pairs=_pairs(),
    url="https://archive.example/114533",
)
LETTER = document(
    "1966-05-27-letter",
    "The ambassador wrote about the weather in Moscow.",
    title="A letter about the weather",
    date="1966-05-27",
)


class FakeArchive:
    """Some documents."""

    def __init__(self, *documents: Document) -> None:
        self.embedder = TinyEmbedder()
        self._documents = {document.id: document for document in documents}

    def cards(self) -> list[Card]:
        return [
            Card(d.id, d.title, d.date, d.catalogue.archive, tuple(t.language for t in d.texts), d.url, 1)
            for _, d in sorted(self._documents.items())
        ]

    def document(self, id: str) -> Document:  # noqa: A002
        return self._documents[id]


NOWHERE = Filter()


class FakeEngine:
    """Quotes the sentence that shares most long words with the question, or refuses."""

    def __init__(
        self,
        *documents: Document,
        lead: str = "In {section}: [1]",
        notice: str | None = None,
        drafts: int = 0,
        translator: Translator | None = None,
    ) -> None:
        self.archive = FakeArchive(*(documents or (TALKS, LETTER)))
        self.lead = lead
        self.notice = notice
        self.drafts = drafts
        self.translator = translator
        self.asked: list[tuple[str, tuple, Filter]] = []

    def ask(self, question, history=(), where=NOWHERE, most=3, beside=None) -> Answer:
        self.asked.append((question, tuple(history), where))
        found = self._ranked(question, where, beside)
        passages = tuple(passage(d, t, span, score) for score, d, t, span in found[:10])
        if not found or found[0][0] == 0:
            return Answer(
                question=question,
                answered=False,
                confidence=0.1,
                text="The memos do not answer this.",
                writer="quotes",
                passages=passages,
            )
        cited = [cite(n, d, t, s) for n, (score, d, t, s) in enumerate(found[:most], 1) if score]
        lead = self.lead.replace("{section}", cited[0].section.number)
        return Answer(
            question=question,
            answered=True,
            confidence=0.9,
            text=lead,
            writer="quotes",
            citations=tuple(cited),
            passages=passages,
            notice=self.notice,
        )

    def stream(self, question, history=(), where=NOWHERE, most=3, beside=None):
        answer = self.ask(question, history, where, most, beside)
        for end in range(1, self.drafts + 1):
            said = answer.text[:end]
            claims = (Claim(text=said, citations=(1,)),)
            yield answer.model_copy(update={"text": said, "citations": (), "claims": claims})
        yield answer

    def search(self, question, where=NOWHERE, n=10, beside=None):
        return tuple(
            passage(d, t, span, score) for score, d, t, span in self._ranked(question, where, beside)[:n]
        )

    def _ranked(self, question, where, beside):
        asked = _words(question)
        libraries = [library for library in (beside, self.archive) if library is not None]
        found = []
        for library in libraries:
            for card in library.cards():
                if where.documents and card.id not in where.documents:
                    continue
                d = library.document(card.id)
                for t in d.texts:
                    for section in t.sections:
                        for paragraph in section.paragraphs:
                            for span in sentences(t.body, t.language, paragraph.start, paragraph.end):
                                shared = len(asked & _words(t.body[span.start : span.end]))
                                found.append((shared, d, t, span))
        return sorted(found, key=lambda item: -item[0])


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))


def place_of(t, span):
    section = t.section_at(span.start)
    paragraph = next(p for p in section.paragraphs if p.start <= span.start < p.end)
    return section, paragraph


def passage(d: Document, t, span: Span, score: float) -> PassageReference:
    section, paragraph = place_of(t, span)
    return PassageReference(
        document=d.id,
        section=section.number,
        language=t.language,
        paragraph=paragraph.number,
        page=None,
        start=span.start,
        end=span.end,
        text=t.body[span.start : span.end],
        score=score,
    )


def cite(number: int, d: Document, t, span: Span) -> Citation:
    section, paragraph = place_of(t, span)
    other, there = d.other(t), d.counterpart(t, span)
    counterpart = None
    if other and there:
        counterpart = Counterpart(
            language=other.language,
            quote=other.body[there.start : there.end],
            start=there.start,
            end=there.end,
        )
    return Citation(
        number=number,
        quote=t.body[span.start : span.end],
        document=DocumentReference(id=d.id, title=d.title, date=d.date, url=d.url),
        section=SectionReference(number=section.number, heading=section.heading),
        paragraph=paragraph.number,
        page=None,
        language=t.language,
        start=span.start,
        end=span.end,
        original=counterpart if t.role == "translation" else None,
        translation=counterpart if t.role == "original" else None,
    )


def questions(answers: Sequence[Answer]) -> list[str]:
    return [answer.question for answer in answers]
