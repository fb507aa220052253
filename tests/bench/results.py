"""What was measured, on disk: a file for each measure, so that a run that was broken off loses only one."""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rag.evaluation.circumstances import commit
from tests.bench.figure import Figure


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one measure, and when and from which commit they came about."""

    measure: str
    figures: tuple[Figure, ...]
    measured: str
    commit: str | None


def write(out: Path, measure: str, figures: Sequence[Figure]) -> Result:
    """Keeps the figures of a measure in place of its former ones, in one step."""
    result = Result(measure, tuple(figures), time.strftime("%Y-%m-%d %H:%M", time.gmtime()), commit())
    path = out / f"{measure}.json"
    path.with_suffix(".new").write_text(json.dumps(asdict(result), indent=2, ensure_ascii=False), "utf-8")
    path.with_suffix(".new").replace(path)
    return result


def read(out: Path, measures: Sequence[str]) -> list[Result]:
    """The results that there are, in the order of the measures."""
    found = []
    for path in (out / f"{measure}.json" for measure in measures):
        if path.exists():
            said = json.loads(path.read_text("utf-8"))
            found.append(Result(**said | {"figures": tuple(Figure(**one) for one in said["figures"])}))
    return found
