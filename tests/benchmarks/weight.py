"""How light the pages are, beside those that stock nbconvert makes of the same notebooks.

Prints one table, of one run: what a page asks for, whether its figures show with and without
script, and how it comes up on a simulated phone (medians of five), as a ratio to an empty page.
Lighthouse is asked too if there is one: its command on the path, or named by $LIGHTHOUSE.

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
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from pages.conftest import FLAGS

from benchmarks.measure import Pace, figures, hosted, load, pace
from benchmarks.table import table
from maliviz.publish.outputs import FIGURE
from maliviz.publish.site import build

PROJECT = Path(__file__).parents[2]
RUNS = 5
EMPTY = "<!doctype html><html lang=en><title>Empty</title><p>An empty page."
HEAD = (
    *("page", "made with", "weight, gzip", "requests", "other hosts"),
    *("figures with / without script", "LCP", "LCP / empty page", "blocked", "layout shift"),
    "Lighthouse: performance, accessibility, practices, SEO",
)
_SCORES = ("performance", "accessibility", "best-practices", "seo")


def main() -> None:
    """Make both sites, look at every page, and print the table."""
    with tempfile.TemporaryDirectory(prefix="maliviz-weight-") as name, _chromium() as browser:
        root = Path(name)
        for part in ("data", "notebooks"):
            shutil.copytree(PROJECT / part, root / part)
        build(root / "data", root / "notebooks", root / "maliviz", _say)
        books = sorted((root / "notebooks").glob("*.ipynb"))
        _stock(books, root / "nbconvert")
        (root / "empty.html").write_text(EMPTY, encoding="utf-8")
        names = [(book.stem, tool) for book in books for tool in ("maliviz", "nbconvert")]
        with hosted(root) as address:
            print("# Weight of the pages\n")
            rows = list(_rows(browser, address, names, [_figures_in(book) for book in books]))
            print(table(HEAD, rows))


def _rows(
    browser: Browser, address: str, names: Sequence[tuple[str, str]], drawn: Sequence[int]
) -> Iterator[tuple[str, ...]]:
    urls = {name: f"{address}/{name[1]}/{name[0]}.html" for name in names}
    paces = _paces(browser, {**urls, ("empty", ""): f"{address}/empty.html"})
    empty = paces["empty", ""].largest
    yield (
        "empty page",
        "",
        "0.1 kB",
        "1",
        "0",
        "",
        f"{empty / 1000:.2f} s",
        "1.00",
        "0 ms",
        "0",
        "",
    )
    counts = dict(zip(dict.fromkeys(page for page, _ in names), drawn, strict=True))
    for (page, tool), url in urls.items():
        asked, came = load(browser, url), paces[page, tool]
        shown = " / ".join(str(figures(browser, url, scripts=on)) for on in (True, False))
        yield (
            *(page, tool, f"{asked.weight / 1000:.1f} kB", str(asked.requests)),
            *(str(len(asked.hosts)), f"{shown} of {counts[page]}", f"{came.largest / 1000:.2f} s"),
            *(f"{came.largest / empty:.2f}", f"{came.blocked:.0f} ms", f"{came.shift:.3g}"),
            _lighthouse(url),
        )


def _paces(browser: Browser, urls: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], Pace]:
    """Medians, of runs in turn: what disturbs the machine disturbs all pages alike."""
    found: dict[tuple[str, str], list[Pace]] = {name: [] for name in urls}
    for number in range(RUNS):
        _say(f"run {number + 1} of {RUNS}")
        for name, url in urls.items():
            found[name].append(pace(browser, url))
    return {
        name: Pace(*(median(getattr(run, part) for run in runs) for part in Pace.__annotations__))
        for name, runs in found.items()
    }


def _stock(books: Sequence[Path], folder: Path) -> None:
    """Make pages as anyone would who has these notebooks and nothing else."""
    nbconvert = [sys.executable, "-m", "nbconvert", "--to", "html", "--log-level", "ERROR"]
    subprocess.run([*nbconvert, "--output-dir", folder, *books], check=True)


def _figures_in(book: Path) -> int:
    cells = json.loads(book.read_text(encoding="utf-8"))["cells"]
    return sum(FIGURE in out.get("data", {}) for c in cells for out in c.get("outputs", []))


def _lighthouse(url: str) -> str:
    """The four scores of Lighthouse, if it is here."""
    command = shutil.which(os.environ.get("LIGHTHOUSE", "lighthouse"))
    if command is None:
        return "not measured"
    flags = ["--quiet", "--output=json", f"--chrome-flags=--headless {' '.join(FLAGS)}"]
    only = f"--only-categories={','.join(_SCORES)}"
    env = {**os.environ, "CHROME_PATH": _path()}
    told = subprocess.run([command, url, *flags, only], capture_output=True, check=True, env=env)
    found = json.loads(told.stdout)["categories"]
    return ", ".join(f"{100 * found[name]['score']:.0f}" for name in _SCORES)


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_path(), args=FLAGS)
        yield browser
        browser.close()


def _path() -> str:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, filter(None, names))), None)
    if path is None:
        sys.exit("no browser: install Chromium, or say where one is with CHROMIUM=/path/to/it")
    return path


def _say(message: str) -> None:
    print(message, file=sys.stderr)


if __name__ == "__main__":
    main()
