"""A conversation: what was asked and answered, and what was made of the answers since."""

from dataclasses import dataclass, field
from threading import Lock

from markupsafe import Markup

from index.passage import Filter
from rag.answer import Answer
from rag.history import Turn
from ui.translating import Attempt

_adding = Lock()


@dataclass
class Conversation:
    """Answers, oldest first, each with the filter it was asked with.

    `judged` are the numbers of the answers that were judged; None where nobody asks for judgements.
    `shown` holds the answers as HTML, by number. `whole` are the numbers of the answers with every
    supporting passage. `translations` are what a machine made of quotes, by the quote.
    """

    judged: set[int] | None = None
    answers: list[Answer] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    shown: dict[int, Markup] = field(default_factory=dict)
    whole: set[int] = field(default_factory=set)
    translations: dict[str, Attempt] = field(default_factory=dict)

    def add(self, answer: Answer, where: Filter = Filter()) -> int:  # noqa: B008 - it is frozen
        """Adds an answer, and the filter it was asked with; gives its number."""
        with _adding:
            self.answers.append(answer)
            self.filters.append(where)
            return len(self.answers) - 1

    def anew(self) -> "Conversation":
        """One in which nothing was asked yet; judgements are asked for as in this one."""
        return Conversation(None if self.judged is None else set())

    def history(self, before: int | None = None) -> tuple[Turn, ...]:
        """The conversation as turns, or what was said before the answer with that number."""
        pairs = [
            (Turn(role="user", content=answer.question), Turn(role="assistant", content=answer.text))
            for answer in self.answers[:before]
        ]
        return tuple(turn for pair in pairs for turn in pair)

    def html(self) -> Markup:
        """Everything that was asked and answered."""
        return Markup("").join(self.shown[number] for number in sorted(self.shown))
