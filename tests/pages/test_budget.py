"""What a page may cost a reader at load, which hangs on no clock: bytes, requests, hosts, figures.

How fast pages come up is measured in `tests/benchmarks`, beside other tools.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.measure import Load, figures, hosted, load, opened
from playwright.sync_api import Browser

from maliviz.charts.figure import FIGURE

CHAPTER, EVIDENCE = 25_000, 40_000
REQUESTS = 3


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with hosted(site) as address:
        yield address


def over_budget(asked: Load, budget: int) -> list[str]:
    """Say what of a page's first load is over the budget."""
    found = [f"asks {host}" for host in sorted(asked.hosts)]
    if asked.weight > budget:
        found.append(f"weighs {asked.weight:,} bytes, and {budget:,} are allowed")
    if asked.requests > REQUESTS:
        found.append(f"makes {asked.requests} requests, and {REQUESTS} are allowed")
    return found


def drawn(book: Path) -> int:
    """How many figures a notebook shows."""
    cells = json.loads(book.read_text(encoding="utf-8"))["cells"]
    return sum(FIGURE in out.get("data", {}) for c in cells for out in c.get("outputs", []))


def figures_in(notebooks: Path) -> dict[str, int]:
    """How many figures each notebook shows, by the name of its page."""
    return {
        path.relative_to(notebooks).with_suffix(".html").as_posix(): drawn(path)
        for path in notebooks.rglob("*.ipynb")
    }


def test_every_page_keeps_to_its_budget_and_paints_its_figures(
    browser: Browser, site: Path, address: str
) -> None:
    found, shown, books = [], {}, figures_in(site.parent / "notebooks")
    # What is heavy says so where one is led to it: plotly, and the whole report in one file.
    pages = (one for one in site.rglob("*.html") if ".plotly" not in one.suffixes)
    with opened(browser, address) as page:
        for path in sorted(one for one in pages if one.name != "report.html"):
            name = path.relative_to(site).as_posix()
            holds_the_proof = 'id="claim-' in path.read_text(encoding="utf-8")
            asked = load(page, f"{address}/{name}")
            found += over_budget(asked, EVIDENCE if holds_the_proof else CHAPTER)
            if name in books:
                shown[name] = figures(page)
    assert found == []
    assert shown == books


def test_every_figure_is_painted_without_scripts(
    browser: Browser, site: Path, address: str
) -> None:
    shown, books = {}, figures_in(site.parent / "notebooks")
    with opened(browser, address, scripts=False) as page:
        for name in books:
            page.goto(f"{address}/{name}")
            shown[name] = figures(page)
    assert shown == books
    assert sum(shown.values()) > 0


HEAVY = """<!doctype html><title>Heavy</title><script src="a.js"></script><img src="b.svg" alt="">
<script src="c.js"></script><script src="https://elsewhere.example/d.js"></script>
<script>document.body.append(document.createElement("canvas"))</script>"""


def test_a_heavy_page_is_told(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "heavy.html").write_text(HEAVY, encoding="utf-8")
    noise = "".join(f"{number * number:x}" for number in range(4_000))
    for name in ("a.js", "c.js"):
        (tmp_path / name).write_text(f"// {noise}", encoding="utf-8")
    (tmp_path / "b.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"/>', encoding="utf-8"
    )
    with hosted(tmp_path) as address:
        heavy = f"{address}/heavy.html"
        with opened(browser, address) as page, opened(browser, address, scripts=False) as bare:
            first, asked = load(page, heavy), load(page, heavy)
            bare.goto(heavy)
            shown = [figures(page), figures(bare)]
    assert first == asked
    assert over_budget(asked, 10_000) == [
        "asks elsewhere.example",
        f"weighs {asked.weight:,} bytes, and 10,000 are allowed",
        "makes 5 requests, and 3 are allowed",
    ]
    assert shown == [2, 1]
