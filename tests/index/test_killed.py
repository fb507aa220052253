"""A writer killed at random moments."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_kill_9_at_twenty_random_points_leaves_the_old_index_or_the_new_one(tmp_path):
    ended = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("killed.py")), str(tmp_path), "20"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    killed, times = map(int, (ended.stdout.split()[1], ended.stdout.split()[3]))
    assert times == 20
    assert killed > 5, ended.stdout
