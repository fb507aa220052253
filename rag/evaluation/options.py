"""What `memocite eval` may be told."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

STANDARD_OUTPUT: Final = Path("-")
"""Given as `json` or `csv`: write there instead of into a file."""


@dataclass(frozen=True, slots=True)
class Options:
    """One evaluation, as asked for at the command line.

    `questions` is a JSON Lines file, or a BEIR folder (then only retrieval is measured). `corpus`
    empty: the default index. `baseline` is the JSON of an earlier run. `minimums` are as typed:
    "hit=0.9". `limit`: only the first so many questions. `answers` is a JSON Lines file of
    `{"id": …, "answer": <answer>}` that another system gave: it is scored, nothing is asked.
    `judge`: let the configured LLM judge the answers too. `timeout_s`: seconds one question may take.
    """

    questions: Path
    corpus: tuple[Path, ...] = ()
    json: Path | None = None
    html: Path | None = None
    csv: Path | None = None
    baseline: Path | None = None
    minimums: tuple[str, ...] = ()
    limit: int | None = None
    answers: Path | None = None
    judge: bool = False
    timeout_s: float = 120.0
