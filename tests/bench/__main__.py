"""`python -m tests.bench`: runs the measures, prints the figures, keeps each as soon as it is there."""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from tests.bench import adding, cold, encode, growth, llamaindex, results, table, warm
from tests.bench.bench import Bench

MEASURES = {
    "warm": warm,
    "cold": cold,
    "llamaindex": llamaindex,
    "encode": encode,
    "growth": growth,
    "adding": adding,
}
"""By name, short ones first."""


def main() -> int:
    """The exit status: 0, 1 if a measure failed, 130 if it was broken off.

    A target that is missed is a figure, not a failure.
    """
    given = _arguments()
    bench = _bench(given)
    if given.anew:
        shutil.rmtree(bench.out, ignore_errors=True)
    bench.out.mkdir(parents=True, exist_ok=True)
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    try:
        failed = [name for name in given.only or MEASURES if not _run(name, bench, console)]
    except KeyboardInterrupt:
        console.print("Broken off; what was measured is kept, and an index goes on where it was: run again")
        return 130
    found = results.read(bench.out, list(MEASURES))
    console.print(table.table(found))
    rows = bench.out / growth.ROWS
    grown = [growth.Row(**row) for row in json.loads(rows.read_text("utf-8"))] if rows.exists() else []
    (bench.out / "table.md").write_text(table.markdown(found, grown), "utf-8")
    console.print(f"Written to {bench.out}" + (f"; FAILED: {', '.join(failed)}" if failed else ""))
    return bool(failed)


def _run(name: str, bench: Bench, console: Console) -> bool:
    """Whether a measure came to its end; the others go on where one does not."""
    measure = MEASURES[name]
    console.print(f"[bold]{name}[/]: {(measure.__doc__ or '').splitlines()[0]}")
    try:
        figures = measure.measure(bench)
    except subprocess.CalledProcessError as error:
        console.print(f"{name} failed with status {error.returncode}; what it said stands above")
        return False
    except FileNotFoundError as error:
        console.print(f"{name}: {error}")
        return False
    results.write(bench.out, name, figures)
    for figure in figures:
        console.print("  ", *table.cells(figure))
    return True


def _bench(given: argparse.Namespace) -> Bench:
    if given.quick:
        out = given.out / "quick"
        return Bench(given.data, out, (200, 1_000), volumes=1, questions=40, repeats=3, vectors=given.vectors)
    return Bench(given.data, given.out, vectors=given.vectors)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="holds FRUS volumes")
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    parser.add_argument("--only", action="append", choices=MEASURES, help="this measure (repeatable)")
    parser.add_argument("--quick", action="store_true", help="small sizes, into a folder of their own")
    parser.add_argument("--anew", action="store_true", help="forget former results, and build indexes anew")
    parser.add_argument(
        "--vectors",
        choices=("packaged", "random"),
        default="packaged",
        help="random: the large indexes get random directions, so that nothing is embedded",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
