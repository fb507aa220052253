"""What an answer is: the contract with every program that reads one as JSON."""

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """A part of an answer: frozen, and nothing in it that the contract does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentReference(Record):
    """The document that is cited; `date` is ISO 8601 as exact as is known."""

    id: str
    title: str
    date: str
    url: str


class SectionReference(Record):
    """`number` as printed, or `opening`, `closing`, `catalogue`, `text`."""

    number: str
    heading: str | None = None


class Counterpart(Record):
    """The same words in the other language: a slice of that text's body."""

    language: str
    quote: str
    page: str | None = None
    start: int
    end: int


class Citation(Record):
    """A verbatim quote and the place where a reader finds it.

    `quote == body[start:end]` of the text in `language`. `paragraph` counts from 1 within the section
    (None for a heading). `page` is as printed, a range where marks are missing, None without any;
    `page_of` is "original" where a translation borrows it. `original` stands beside a quoted
    translation, `translation` beside a quoted original. `speaker` is given only where the text makes
    it certain whose words these are.
    """

    number: int
    quote: str
    document: DocumentReference
    section: SectionReference
    paragraph: int | None
    page: str | None
    page_of: str | None = None
    language: str
    start: int
    end: int
    original: Counterpart | None = None
    translation: Counterpart | None = None
    speaker: str | None = None
    reference: str = ""


class PassageReference(Record):
    """A passage of the ranked list that the answer was chosen from."""

    document: str
    section: str
    language: str
    paragraph: int | None
    page: str | None
    start: int
    end: int
    text: str
    score: float


class Claim(Record):
    """A sentence that an LLM wrote and that its quotes carry; `citations` are their numbers.

    `repaired`: the LLM gave one of its quotes not as it stands, or from the wrong passage.
    """

    text: str
    citations: tuple[int, ...]
    repaired: bool = False


class Dropped(Record):
    """What an LLM wrote and no quote carries, with the reason."""

    text: str
    reason: str


class Answer(Record):
    """An answer, or a refusal (`answered` is False).

    `confidence` is the probability that the first quote answers the question, in [0, 1], also for a
    refusal. `passages` is ranked, best first. `timings_ms` is per step, in milliseconds. `usage` are the
    tokens that an LLM read and wrote, where its server counts them.
    """

    question: str
    answered: bool
    confidence: float = Field(ge=0, le=1)
    text: str
    writer: str
    citations: tuple[Citation, ...] = ()
    passages: tuple[PassageReference, ...] = ()
    timings_ms: dict[str, float] = Field(default_factory=dict)
    claims: tuple[Claim, ...] | None = None
    dropped: tuple[Dropped, ...] | None = None
    notice: str | None = None
    usage: dict[str, int] | None = None
