"""Many visitors at once, over the chat's own events: `python -m tests.ui.load ADDRESS --users 100`.

Prints how many questions were answered, refused as busy, or lost, and how long a visitor waited.
"""

import argparse
import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

QUESTIONS = (
    "How long is the border between North Korea and China?",
    "What did Kim Il Sung say about joining COMECON?",
    "Who won the football match?",
)
PATIENCE_S = 300


def visit(address: str, number: int) -> list[tuple[str, float]]:
    """The outcome of each question of one visitor, and the seconds it took."""
    found = []
    with httpx.Client(base_url=address, timeout=PATIENCE_S) as visitor:
        config = visitor.get("/config").json()
        ask = next(d["id"] for d in config["dependencies"] if d["targets"] and d["targets"][0][1] == "submit")
        for at, question in enumerate(QUESTIONS):
            start = time.perf_counter()
            found.append(
                (_outcome(visitor, ask, f"load-{number}-{at}", question), time.perf_counter() - start)
            )
    return found


def _outcome(visitor: httpx.Client, ask: int, session: str, question: str) -> str:
    body = {"data": [question, None, [], [], [], "", ""], "fn_index": ask, "session_hash": session}
    joined = visitor.post("/gradio_api/queue/join", json=body)
    if joined.status_code in {429, 503}:
        return "busy"
    if joined.status_code != httpx.codes.OK:
        return f"lost ({joined.status_code})"
    shown = ""
    with visitor.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        for line in stream.iter_lines():
            shown += line
            if line.startswith("data:") and json.loads(line[5:])["msg"] == "process_completed":
                return "answered" if "verified" in shown or "refusal" in shown else "not answered"
    return "busy" if "queue is full" in shown.lower() else "lost"


def main() -> None:
    """Runs the visitors and prints what they met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--users", type=int, default=100)
    given = parser.parse_args()
    with ThreadPoolExecutor(given.users) as users:
        visits = users.map(lambda number: visit(given.address, number), range(given.users))
        found = [outcome for one in visits for outcome in one]
    for kind in sorted({kind for kind, _ in found}):
        waited = sorted(seconds for one, seconds in found if one == kind)
        p95 = waited[int(0.95 * (len(waited) - 1))]
        print(f"{kind}: {len(waited)}, median {statistics.median(waited):.2f} s, p95 {p95:.2f} s")  # noqa: T201


if __name__ == "__main__":
    main()
