"""Functions run in a process of their own: for their memory, and so that none disturbs the next.

Memory is read from /proc: a child's `ru_maxrss` begins with what its parent had. So it needs Linux.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def apart(function: Callable[..., Any], **arguments: Any) -> Any:
    """What a module's function returns, in a new process; arguments and answer go through JSON.

    Raises:
        CalledProcessError: it failed; its traceback went to standard error.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        answer = Path(folder) / "answer.json"
        name = f"{function.__module__}:{function.__name__}"
        command = [sys.executable, "-m", "tests.bench.apart", name, json.dumps(arguments), str(answer)]
        subprocess.run(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, check=True)
        return json.loads(answer.read_text("utf-8"))


def environment(**more: str) -> dict[str, str]:
    """The environment of who set nothing, offline."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MEMOCITE_")}
    return {**kept, "HF_HUB_OFFLINE": "1", "GRADIO_ANALYTICS_ENABLED": "False", **more}


def peak_mb() -> float:
    """The most memory this process ever had resident, in MB (10^6 bytes)."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise OSError("/proc/self/status has no VmHWM; the benchmarks need Linux")


def main() -> None:
    """The child."""
    name, arguments, answer = sys.argv[1:]
    module, _, function = name.partition(":")
    given = getattr(importlib.import_module(module), function)(**json.loads(arguments))
    Path(answer).write_text(json.dumps(given), "utf-8")


if __name__ == "__main__":
    main()
