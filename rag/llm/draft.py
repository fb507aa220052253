"""An answer in the making: the claims that were verified, numbered by their quotes, and those dropped."""

from collections.abc import Mapping

from rag.answer import Citation, Claim, Dropped
from rag.cite import cite
from rag.llm.verify import Verified
from rag.sentence import Sentence
from rag.write import Asked, Written


class Draft:
    """Grows by one verified or dropped claim at a time. `usage` are tokens read and written so far."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._quotes: dict[tuple[str, str, int, int], Citation] = {}
        self.claims: list[Claim] = []
        self.dropped: list[Dropped] = []
        self.usage: dict[str, int] = {}

    def count(self, usage: Mapping[str, int]) -> None:
        """Takes the server's count of tokens; the last one holds for the whole reply."""
        self.usage |= usage

    def add(self, found: Verified | Dropped) -> bool:
        """Takes a claim in; whether it is shown."""
        if isinstance(found, Dropped):
            self.dropped.append(found)
            return False
        if found.text in (claim.text for claim in self.claims):
            self.dropped.append(Dropped(text=found.text, reason="it was said already"))
            return False
        new = {_place(one): one for one in found.sentences if _place(one) not in self._quotes}
        if len(self._quotes) + len(new) > self._asked.most:
            reason = f"it needs more than the {self._asked.most} quotes that this answer may have"
            self.dropped.append(Dropped(text=found.text, reason=reason))
            return False
        for place, sentence in new.items():
            document = self._asked.shelf.document(sentence.document)
            self._quotes[place] = cite(len(self._quotes) + 1, sentence, document)
        numbers = tuple(sorted(self._quotes[_place(one)].number for one in found.sentences))
        self.claims.append(Claim(text=found.text, citations=numbers, repaired=found.repaired))
        return True

    def withdraw(self, reason: str) -> tuple[Dropped, ...]:
        """Everything that was written, as dropped; what was verified, for that reason."""
        verified = (Dropped(text=claim.text, reason=reason) for claim in self.claims)
        return (*verified, *self.dropped)

    def written(self, writer: str) -> Written:
        """The prose as far as it goes, each sentence with the numbers of its quotes."""
        sentences = (
            claim.text + "".join(f" [{number}]" for number in claim.citations) for claim in self.claims
        )
        return Written(
            text=" ".join(sentences),
            writer=writer,
            citations=tuple(self._quotes.values()),
            claims=tuple(self.claims),
            dropped=tuple(self.dropped),
            usage=self.usage,
        )


def _place(sentence: Sentence) -> tuple[str, str, int, int]:
    return sentence.document, sentence.language, sentence.start, sentence.end
