"""Answers, questions and a document made in one line, for the tests of evaluation."""

from rag.answer import Answer, Citation, Counterpart, DocumentReference, PassageReference, SectionReference
from rag.evaluation.questions import Question
from tests import tiny

BORDER = "The border with China is 1,300 km long and runs along two rivers."
HARVEST = "The harvest of the year was seven million tons, which is a record."
VISIT = "The delegation arrived in the capital on the evening of 26 October."

MEMO = tiny.document("1973-10-30-a-memo", BORDER, HARVEST, VISIT, title="A memo")


def library(id_):
    return MEMO if id_ == MEMO.id else None


def citation(
    quote, number=1, section="text", paragraph=1, page=None, start=None, language="en", document=MEMO, **more
):
    """A citation of the memo; a quote that is no slice of it gets a span of its own length from 0."""
    start = max(document.texts[0].body.find(quote), 0) if start is None else start
    return Citation(
        number=number,
        quote=quote,
        document=DocumentReference(id=document.id, title=document.title, date=document.date, url=""),
        section=SectionReference(number=section),
        paragraph=paragraph,
        page=page,
        language=language,
        start=start,
        end=start + len(quote),
        **more,
    )


def counterpart(quote, language="bg"):
    return Counterpart(language=language, quote=quote, start=0, end=len(quote))


def passage(text, score=1.0):
    return PassageReference(
        document=MEMO.id,
        section="text",
        language="en",
        paragraph=1,
        page=None,
        start=0,
        end=len(text),
        text=text,
        score=score,
    )


def answer(*quotes, confidence=0.9, answered=True, passages=(), **more):
    """An answer that quotes these; quotes may be strings or citations."""
    cited = [
        quote if isinstance(quote, Citation) else citation(quote, i) for i, quote in enumerate(quotes, 1)
    ]
    return Answer(
        question="?",
        answered=answered,
        confidence=confidence,
        text=more.pop("text", " ".join(f"{c.quote} [{c.number}]" for c in cited)),
        writer="quotes",
        citations=tuple(cited),
        passages=tuple(passage(text) for text in passages),
        **more,
    )


def refusal(confidence=0.1, passages=()):
    return answer(confidence=confidence, answered=False, passages=passages, text="The documents do not say.")


def question(id_="q1", *evidence, answerable=True, **more):
    return Question(id=id_, question="?", answerable=answerable, evidence=evidence, **more)
