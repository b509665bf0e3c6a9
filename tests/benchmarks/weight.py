"""How light the pages are, beside those that stock nbconvert makes of the English notebooks.

Prints one table, of one run: what a page asks for, whether its figures show with and without
script, and how Lighthouse finds that it comes up on a simulated phone (medians of five, in turn),
beside an empty page, and beside one that weighs what a chapter does and is nothing but letters:
what is between these two is the line's. Lighthouse is the command named by $LIGHTHOUSE, or the one
on the path; without it, these columns are left open.

    python tests/benchmarks/weight.py
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from string import ascii_lowercase
from typing import Any

from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parents[1]))

from chromium import FLAGS, browser_path, chromium

from benchmarks.measure import EMPTY, Load, figures, hosted, load, opened
from benchmarks.table import table
from maliviz.charts.figure import FIGURE
from maliviz.site.build import build
from maliviz.site.inputs import read_inputs

PROJECT = Path(__file__).parents[2]
RUNS = 5
HEAD = (
    *("page", "made with", "weight, gzip", "requests", "other hosts"),
    *("figures with / without script", "LCP", "LCP / empty page", "blocked", "layout shift"),
    "performance, accessibility, practices, SEO",
)
_SCORES = ("performance", "accessibility", "best-practices", "seo")
_AUDITS = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")

Name = tuple[str, str]
"""A page, and what it was made with."""


@dataclass(frozen=True)
class Pace:
    """How a page comes up: ms until its largest part is painted, ms blocked, and what jumps."""

    largest: float
    blocked: float
    shift: float


def main() -> None:
    """Make both sites, look at every page, and print the table."""
    with tempfile.TemporaryDirectory(prefix="maliviz-weight-") as name, chromium() as browser:
        root = Path(name)
        for part in ("data", "notebooks"):
            shutil.copytree(PROJECT / part, root / part)
        build(read_inputs(root / "data", root / "notebooks"), root / "maliviz", _say)
        books = sorted((root / "notebooks").rglob("*.ipynb"))
        _stock([book for book in books if book.parent.name == "notebooks"], root / "nbconvert")
        (root / "empty.html").write_text(EMPTY, encoding="utf-8")
        (root / "letters.html").write_text(EMPTY + _letters(), encoding="utf-8")
        pages = [book.relative_to(root / "notebooks").with_suffix("").as_posix() for book in books]
        names = [
            (page, tool)
            for page in pages
            for tool in (["maliviz"] if "/" in page else ["maliviz", "nbconvert"])
        ]
        with hosted(root) as address:
            print("# Weight of the pages\n")
            rows = list(_rows(browser, address, names, [_figures_in(book) for book in books]))
            print(table(HEAD, rows))


def _rows(
    browser: Browser, address: str, names: Sequence[Name], drawn: Sequence[int]
) -> Iterator[tuple[str, ...]]:
    urls = {name: f"{address}/{name[1]}/{name[0]}.html" for name in names}
    empty, letters = ("empty page", ""), ("letters alone", "")
    bare = {empty: f"{address}/empty.html", letters: f"{address}/letters.html"}
    paces, scores = _asked({**bare, **urls})
    counts = dict(zip(dict.fromkeys(page for page, _ in names), drawn, strict=True))
    for name, url in bare.items():
        asked, _ = _seen(browser, url)
        weight = f"{asked.weight / 1000:.1f} kB"
        yield (*name, weight, str(asked.requests), "0", "", *_told(paces, name, empty), "")
    for name, url in urls.items():
        asked, shown = _seen(browser, url)
        yield (
            *(*name, f"{asked.weight / 1000:.1f} kB", str(asked.requests), str(len(asked.hosts))),
            *(f"{shown} of {counts[name[0]]}", *_told(paces, name, empty), scores.get(name, "")),
        )


def _seen(browser: Browser, url: str) -> tuple[Load, str]:
    """What a page asks for, and how many figures it paints with and without script."""
    with opened(browser, url) as page, opened(browser, url, scripts=False) as bare:
        asked = load(page, url)
        bare.goto(url)
        return asked, f"{figures(page)} / {figures(bare)}"


def _told(paces: Mapping[Name, Pace], name: Name, empty: Name) -> Iterator[str]:
    if not paces:
        yield from ["not measured"] * 4
        return
    pace = paces[name]
    yield f"{pace.largest / 1000:.2f} s"
    yield f"{pace.largest / paces[empty].largest:.2f}"
    yield f"{pace.blocked:.0f} ms"
    yield f"{pace.shift:.3g}"


def _asked(urls: Mapping[Name, str]) -> tuple[dict[Name, Pace], dict[Name, str]]:
    """Ask Lighthouse of all pages in turn, so that what disturbs the machine disturbs all alike."""
    command = shutil.which(os.environ.get("LIGHTHOUSE", "lighthouse"))
    if command is None:
        return {}, {}
    found: dict[Name, list[Pace]] = {name: [] for name in urls}
    scores: dict[Name, str] = {}
    for number in range(RUNS):
        _say(f"run {number + 1} of {RUNS}")
        for name, url in urls.items():
            told = _lighthouse(command, url, scored=number == 0)
            found[name].append(Pace(*(told["audits"][one]["numericValue"] for one in _AUDITS)))
            if number == 0:
                parts = (told["categories"][one]["score"] for one in _SCORES)
                scores[name] = ", ".join(f"{100 * score:.0f}" for score in parts)
    return {name: _median(runs) for name, runs in found.items()}, scores


def _median(runs: Sequence[Pace]) -> Pace:
    return Pace(*(median(getattr(run, part) for run in runs) for part in Pace.__annotations__))


def _lighthouse(command: str, url: str, *, scored: bool) -> Mapping[str, Any]:
    flags = ["--quiet", "--output=json", f"--chrome-flags=--headless {' '.join(FLAGS)}"]
    categories, audits = (f"--only-{one}" for one in ("categories", "audits"))
    only = f"{categories}={','.join(_SCORES)}" if scored else f"{audits}={','.join(_AUDITS)}"
    env = {**os.environ, "CHROME_PATH": browser_path()}
    told = subprocess.run([command, url, *flags, only], capture_output=True, check=True, env=env)
    found: Mapping[str, Any] = json.loads(told.stdout)
    return found


def _letters() -> str:
    """Make words without sense that weigh 20 kB when they are compressed, as chapters do."""
    dice = Random(0)
    return " ".join("".join(dice.choices(ascii_lowercase, k=6)) for _ in range(4500))


def _stock(books: Sequence[Path], folder: Path) -> None:
    """Make pages as anyone would who has these notebooks and nothing else."""
    nbconvert = [sys.executable, "-m", "nbconvert", "--to", "html", "--log-level", "ERROR"]
    subprocess.run([*nbconvert, "--output-dir", folder, *books], check=True)


def _figures_in(book: Path) -> int:
    cells = json.loads(book.read_text(encoding="utf-8"))["cells"]
    return sum(FIGURE in out.get("data", {}) for c in cells for out in c.get("outputs", []))


def _say(message: str) -> None:
    print(message, file=sys.stderr)


if __name__ == "__main__":
    main()
