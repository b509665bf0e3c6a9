"""How heavy the heaviest page of a large report is, and when its first text is there.

A reader's phone on a slow line is emulated: 400 ms there and back, 50 kB/s, and a processor slowed
six times. The same is measured of an empty page, in the same run.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from benchmarks.measure import EMPTY, hosted

HEAD = ("claims", "pages", "heaviest page, gzip", "first text", "/ empty page", "file for finding")
RUNS = 3
_WHOLE = ("report.html",)
_LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
_FIRST = """() => new Promise(done => new PerformanceObserver(list => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (paint) done(paint.startTime);
}).observe({type: "paint", buffered: true}))"""


class Growth(NamedTuple):
    """A report of one size: its pages, its heaviest page in bytes, and milliseconds to text."""

    claims: int
    pages: int
    heaviest: int
    first: float
    empty: float
    finding: int

    def row(self) -> Sequence[str]:
        """The cells of a table."""
        return (
            f"{self.claims:,}",
            str(self.pages),
            f"{self.heaviest / 1e3:.0f} kB",
            f"{self.first / 1e3:.1f} s",
            f"{self.first / self.empty:.2f}",
            f"{self.finding / 1e3:.0f} kB" if self.finding else "–",
        )


def growth(browser: Browser, site: Path, claims: int) -> Growth:
    """Measure the site of a report with so many claims."""
    pages = {path.name: _weight(path) for path in site.glob("*.html") if path.name not in _WHOLE}
    name = max(pages, key=lambda name: pages[name])
    (site / "empty.html").write_text(EMPTY, encoding="utf-8")
    with hosted(site) as address:
        first, empty = (_first(browser, f"{address}/{one}") for one in (name, "empty.html"))
    index = site / "claims.js"
    finding = _weight(index) if index.exists() else 0
    return Growth(claims, len(pages), pages[name], first, empty, finding)


def _weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


@contextmanager
def slow_phone(browser: Browser) -> Iterator[Page]:
    """Open an empty page on a slow phone with a slow line."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", _LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    yield page
    context.close()


def _first(browser: Browser, address: str) -> float:
    """Milliseconds until a page shows its first text, the median of some runs."""
    times = []
    for _ in range(RUNS):
        with slow_phone(browser) as page:
            page.goto(address)
            times.append(float(page.evaluate(_FIRST)))
    return median(times)
