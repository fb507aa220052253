"""Under what circumstances figures came about: code, versions, models. Nothing secret, no paths."""

import hashlib
import os
import platform
import subprocess
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from pydantic import JsonValue

from corpus.settings import Settings

LIBRARIES: Final = (
    "chromadb",
    "ir-measures",
    "llama-index-core",
    "numpy",
    "scikit-learn",
    "scipy",
    "sentence-transformers",
    "simplemma",
    "tantivy",
    "torch",
    "transformers",
)
"""What the figures can depend on."""

_HERE: Final = Path(__file__).parent

ROOT: Final = _HERE.parents[1]

ANSWERING: Final = ("corpus", "index", "rag")
"""The folders whose code, weights and word lists decide what is answered."""

DECISIVE: Final = (".json", ".py", ".sha256", ".tsv")
"""How the names of such files end; a checksum stands for the weights beside it."""

ASIDE: Final = ("rag", "training")
"""What makes the weights decides nothing else."""


def circumstances(settings: Settings, facts: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Commit, versions, settings, machine, and what else the caller knows."""
    return {
        "commit": commit(),
        "code": code(ROOT),
        "memocite": _version("memocite"),
        "python": platform.python_version(),
        "versions": {name: _version(name) for name in LIBRARIES},
        **facts,
        "refuse": settings.refuse,
        "llm_model": settings.llm_model,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
    }


def commit() -> str | None:
    """The commit that is checked out, with "+" where files differ from it; None outside a repository."""
    head = _git("rev-parse", "--short=12", "HEAD")
    if head is None:
        return None
    return head + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")


def code(root: Path) -> str:
    """A digest of the files that decide what is answered; a commit tells nothing of edits."""
    files = {
        place: path
        for folder in ANSWERING
        for path in (root / folder).rglob("*")
        if path.suffix in DECISIVE and (place := path.relative_to(root)).parts[:2] != ASIDE
    }
    return digested(*(f"{place.as_posix()} {_of_file(files[place])}" for place in sorted(files)))


def digested(*parts: str) -> str:
    """A digest of all that a run depends on: what came back under one key may be joined."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _git(*words: str) -> str | None:
    try:
        done = subprocess.run(
            ("git", *words), cwd=_HERE, capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
