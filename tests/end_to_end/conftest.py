"""The command as a person runs it: in a process and a home of its own, without a network."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MINUTES = 60


def environment(home):
    """The environment of a person who set nothing but the place of the index, and has a key lying about."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MEMOCITE_")}
    kept.pop("HF_HUB_OFFLINE", None)
    return {
        **kept,
        "MEMOCITE_HOME": str(home / "index"),
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent / "offline"), str(ROOT)]),
        "OPENAI_API_KEY": "sk-that-nobody-should-use",
    }


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """A home with the shipped memos indexed, once for all tests."""
    made = tmp_path_factory.mktemp("home")
    indexed = command(made, "index")
    assert indexed.returncode == 0, indexed.stderr
    return made


@pytest.fixture(scope="session")
def evaluated(home):
    """The shipped question set, put to memocite once for all tests: what `memocite eval --json` writes."""
    out = home / "evaluated.json"
    done = command(home, "eval", ROOT / "tests/questions/memos.jsonl", "--json", out)
    assert done.returncode == 0, done.stderr
    return json.loads(out.read_text("utf-8"))


@pytest.fixture
def memocite(home):
    """Runs `memocite` in that home."""
    return lambda *words: command(home, *words)


def command(home, *words, **settings):
    """What became of `memocite` with these words, and these variables in its environment."""
    return subprocess.run(
        [sys.executable, "-m", "ui", *map(str, words)],
        env={**environment(home), **settings},
        cwd=home,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=10 * MINUTES,
        check=False,
    )
