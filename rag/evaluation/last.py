"""The last complete evaluation of the default index, kept in the index directory for the chat to show."""

from pathlib import Path

from pydantic import ValidationError

from rag.evaluation.results import Evaluation


def keep(evaluation: Evaluation, home: Path) -> None:
    """Keep this one in place of the one before."""
    path = _path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(evaluation.model_dump_json(), encoding="utf-8")
    fresh.replace(path)


def read(home: Path) -> Evaluation | None:
    """The one that was kept; None where there is none, or one of another version."""
    try:
        return Evaluation.model_validate_json(_path(home).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _path(home: Path) -> Path:
    return home / "evaluation" / "last.json"
