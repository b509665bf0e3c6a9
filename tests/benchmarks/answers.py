"""How soon a page answers a tap on a slow phone: a card, a filter, a word that is typed, a lane.

The line and the processor are those of `growth`: slow 3G, and six times slower than this machine.
Prints the median of some runs, from the tap until the browser has painted, and how many requests
the page made after it was loaded. The site is the one in `build/`.

    python tests/benchmarks/answers.py
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from chromium import chromium

from benchmarks.growth import slow_phone
from benchmarks.measure import hosted
from benchmarks.table import table

SITE = Path(__file__).parents[2] / "build"
RUNS = 5
_PAINTED = """async act => {
  const start = performance.now();
  new Function(act)();
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""
_CHANGE = 'one.value = %s; one.dispatchEvent(new Event("%s", {bubbles: true}))'
TAPS = (
    ("a card, from a sentence", "index.html", 'document.querySelector("a[data-signs]").click()'),
    (
        "a card, from a mark",
        "timeline.html",
        'document.querySelector(".narrow svg a").dispatchEvent('
        'new MouseEvent("click", {bubbles: true, cancelable: true}))',
    ),
    (
        "a word in the find field",
        "evidence.html",
        'const one = document.querySelector(".find input"); ' + _CHANGE % ('"maiga"', "input"),
    ),
    (
        "a filter",
        "evidence.html",
        'const one = document.querySelector(".find select"); '
        + _CHANGE % ("one.options[1].value", "change"),
    ),
)


def main() -> None:
    """Tap, and print one table."""
    with chromium() as browser, hosted(SITE) as address:
        rows = [_row(browser, address, *tap) for tap in TAPS]
    print("# From a tap until it is painted, on a slow phone\n")
    print(table(("what", "page", "ms", "requests"), rows))


def _row(browser: Browser, address: str, what: str, name: str, act: str) -> Sequence[str]:
    times, asked = [], list[str]()
    for _ in range(RUNS):
        with slow_phone(browser) as page:
            page.goto(f"{address}/{name}")
            _unfold(page)
            page.on("request", lambda request: asked.append(request.url))
            times.append(float(page.evaluate(_PAINTED, act)))
    return what, name, f"{median(times):.0f}", str(len(asked))


def _unfold(page: Page) -> None:
    """Go to the field and open the filters, as a reader does before using them."""
    for one in page.locator(".find :is(input, summary)").all():
        one.click()
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
