"""What an answer's text says beside its quotes, which are shown as block quotes of their own."""

from rag.answer import Answer


def introductions(answer: Answer) -> dict[int, str]:
    """What stands before each quote ("In section 2:"), where every line of the text is one quote.

    Empty where the text says more than its quotes do, as an LLM's does.
    """
    found: dict[int, str] = {}
    lines = answer.text.splitlines()
    if not answer.answered or len(lines) != len(answer.citations):
        return {}
    for line, citation in zip(lines, answer.citations, strict=True):
        before, quoted, after = line.partition(f"“{' '.join(citation.quote.split())}”")
        if not quoted or after.strip() != f"[{citation.number}]":
            return {}
        found[citation.number] = before.strip()
    return found
