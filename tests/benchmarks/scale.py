"""How time and memory grow with the number of claims: what is ten times as much should cost that.

Prints, for each step, the seconds and the peak of memory at 100, 1,000 and 10,000 claims, and
between neighbours the exponent of growth: 1.0 is in proportion, 2.0 is with the square. A build
of a whole report is timed by the clock. Then, at each size, what its heaviest page costs a reader.

    python tests/benchmarks/scale.py [SIZE ...]
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from chromium import chromium
from made import code, md, notebook

from benchmarks.growth import HEAD, growth
from benchmarks.made_large import made_large
from benchmarks.table import table
from maliviz import compare, derive, lanes, list_claims, list_inferences, load
from maliviz.corpus.check import check
from maliviz.evidence.review import reviewed
from maliviz.prose.links import targets

SIZES = (100, 1_000, 10_000)
EVENTS = 200
BUILD = "build of a report"
_RUN = """
import resource, sys
from maliviz.cli import main
status = main()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(status)
"""

Step = Callable[[], object]
Cost = tuple[float, float]
"""Seconds of the processor, whatever else the machine does, and the peak of memory in MB."""


def steps(data: Path) -> Mapping[str, Step]:
    """What is measured on one corpus, by name."""
    corpus = load(data)
    inferences = derive(corpus)
    topics = dict.fromkeys(corpus.questions["topic"])
    first = set(corpus.events["id"][:EVENTS])
    told = corpus.claims[corpus.claims["event"].isin(first)]

    def draw() -> str:
        figure = lanes(told, inferences, title="Days")
        return figure.svg("wide") + figure.svg("narrow")

    return {
        "check": lambda: check(data),
        "load": lambda: load(data),
        "compare": lambda: compare(corpus),
        "compare with what was reviewed": lambda: reviewed(corpus),
        "derive": lambda: derive(corpus),
        "list_claims, every topic": lambda: [list_claims(corpus, t).html() for t in topics],
        "list_inferences": lambda: list_inferences(corpus).html(),
        "links in prose, made ready": lambda: targets.__wrapped__(corpus),
        f"lanes, {EVENTS} events at most": draw,
    }


def cost(step: Step, runs: int) -> Cost:
    """The shortest of some runs, and the peak of one more, which counting slows down."""
    seconds = []
    for _ in range(runs):
        start = process_time()
        step()
        seconds.append(process_time() - start)
    tracemalloc.start()
    step()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return min(seconds), peak / 1e6


def build_cost(data: Path) -> Cost:
    """Seconds of the clock, and the peak of memory in MB, of the build of a report on a corpus."""
    root = data.parent
    topics = sorted(set(load(data).questions["topic"]))
    books = {f"{topic}.ipynb": [f"mv.list_claims(corpus, {topic!r})"] for topic in topics}
    lists = ["mv.list_people(corpus)", "mv.list_speakers(corpus)", "mv.list_inferences(corpus)"]
    cells = {"index.ipynb": lists, **books}
    (root / "notebooks").mkdir()
    for name, sources in cells.items():
        text = json.dumps(_book(name, sources))
        (root / "notebooks" / name).write_text(text, encoding="utf-8")
    _maliviz(root, "refresh")
    start = perf_counter()
    peak = _maliviz(root, "build")
    return perf_counter() - start, peak


def _book(name: str, sources: Sequence[str]) -> dict[str, Any]:
    # A number in prose would have to lead to a claim.
    part = name.removesuffix(".ipynb").translate(str.maketrans("0123456789-", "abcdefghij "))
    first = code("import maliviz as mv\n\ncorpus = mv.load()")
    return notebook(md(f"# Part {part}\n\nIt is long."), first, *map(code, sources))


def _maliviz(root: Path, command: str) -> float:
    """Run a command, and return the peak of its memory in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, command], cwd=root, check=True, capture_output=True, text=True
    )
    return float(done.stdout.splitlines()[-1]) / 1e3


def exponents(sizes: Sequence[int], amounts: Sequence[float]) -> list[float]:
    """The exponent of growth between neighbours.

    >>> exponents([10, 100, 1000], [1, 10, 1000])
    [1.0, 2.0]
    """
    return [
        round(math.log(big / small) / math.log(more / less), 2)
        for (less, more), (small, big) in zip(pairwise(sizes), pairwise(amounts), strict=True)
    ]


def main(sizes: Sequence[int]) -> None:
    """Measure at each size, and print one table."""
    found: dict[str, list[Cost]] = {}
    grown = []
    for size in sizes:
        with made_large(size) as data, chromium() as browser:
            for name, step in steps(data).items():
                print(f"{size:,} claims: {name}", file=sys.stderr)
                found.setdefault(name, []).append(cost(step, 5 if size < SIZES[-1] else 2))
            print(f"{size:,} claims: {BUILD}", file=sys.stderr)
            found.setdefault(BUILD, []).append(build_cost(data))
            grown.append(growth(browser, data.parent / "build", size))
    print(f"# Growth with the number of claims: {', '.join(f'{size:,}' for size in sizes)}\n")
    rows = []
    for name, costs in found.items():
        seconds, megabytes = zip(*costs, strict=True)
        rows.append(
            (
                name,
                ", ".join(f"{one:.3f}" for one in seconds),
                " ".join(f"{one:.2f}" for one in exponents(sizes, seconds)),
                ", ".join(f"{one:.1f}" for one in megabytes),
                " ".join(f"{one:.2f}" for one in exponents(sizes, megabytes)),
            )
        )
    print(table(("step", "seconds", "exponents", "peak MB", "exponents"), rows))
    print("\n# The heaviest page of a report, on a slow line\n")
    print(table(HEAD, [one.row() for one in grown]))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
