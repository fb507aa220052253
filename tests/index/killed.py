"""Kills a writer again and again and checks what is left. Run as a program: python killed.py FOLDER TIMES.

A process of its own, so that it may fork: no thread and no Chroma runs in it, only in its children.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from functools import partial
from pathlib import Path

import chromadb  # noqa: F401 - imported once, here, so that no child has to

from index.archive import Archive
from index.home import Home
from index.run import update
from index.terms import terms
from tests.index.conftest import everything, memo, reading
from tests.tiny import TinyEmbedder

BORDER = "The border with China is 1,300 km long. It is guarded day and night. "
ARMY = "The army has twenty divisions. "
PEACE = "Peace is what we want. "

FIRST = {"a": BORDER * 12, "b": ARMY * 30, "c": PEACE * 3}
SECOND = {"a": ARMY + BORDER * 12, "b": ARMY * 30, "d": PEACE * 60, "e": BORDER}


def become(home, state, former):
    readings = [reading(name, memo(name, *words.split("  "))) for name, words in state.items()]
    update(home, TinyEmbedder(), readings, sorted(set(former) - set(state)))


def in_a_child(work):
    """What `work` returns, as JSON, from a child process; None where the child was killed."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.write(write_end, json.dumps(work()).encode())
            status = 0
        except BaseException:  # noqa: BLE001 - the child must end here, whatever happens
            traceback.print_exc()
        os._exit(status)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    assert status == 0, f"the child ended with {status}"
    return json.loads(said)


def kill_after(work, seconds):
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def answers(home):
    return in_a_child(lambda: everything(Archive(home, TinyEmbedder())))


def step(home, now, later, wanted, seconds):
    """Kills the way from one state to the next and goes it again; whether the writer was killed."""
    killed = kill_after(lambda: become(home, later, now), seconds)
    left = answers(home)
    assert left in wanted, "neither the old index nor the new one"
    # Run again in either case: a writer killed after its last step but one left the former index lying.
    reached = now if left == wanted[0] else later
    in_a_child(lambda: become(home, later, reached))
    assert answers(home) == wanted[1], "running again does not give what a clean build gives"
    assert list((home.root / "generations").iterdir()) == [home.current()], "something was left behind"
    return killed


def main(folder, times):
    terms("граница border")
    clean, longest = [], 0.0
    for state in (FIRST, SECOND):
        home = Home(folder / f"clean-{len(clean)}")
        start = time.monotonic()
        in_a_child(partial(become, home, state, ()))
        longest = time.monotonic() - start
        clean.append(answers(home))
    home = Home(folder / "killed")
    in_a_child(lambda: become(home, FIRST, ()))
    dice = random.Random(20)
    killed = 0
    for turn in range(times):
        now, later = ((FIRST, SECOND), (SECOND, FIRST))[turn % 2]
        wanted = clean if turn % 2 == 0 else clean[::-1]
        killed += step(home, now, later, wanted, dice.uniform(0, longest))
    print(f"killed {killed} of {times}")  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
