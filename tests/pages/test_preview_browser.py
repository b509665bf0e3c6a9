"""The preview shows what is saved: to whoever asks, and on each page that is open.

A page loads itself anew, and shows what is wrong, under the policy it has.
"""

from __future__ import annotations

import signal
from collections.abc import Collection
from pathlib import Path

from made import Project, code, md
from playwright.sync_api import Browser, BrowserContext, Page, expect
from previewed import Preview, previewed

PAGES = ("index.html", "changes.html", "nowhere.html")
LONG = 600_000


def test_an_edit_shows_and_a_mistake_leaves_the_last_good_pages(
    tmp_path: Path, browser: Browser
) -> None:
    project = Project(tmp_path / "réport one")
    with previewed(project) as preview, browser.new_context() as context:
        preview.until("ready")
        first = first_page(preview)
        pages = opened(context, preview)
        table = project.data / "gaps.csv"
        good = table.read_text("utf-8")
        table.write_text(f"{good}<b>,1,boats,Who.\n", "utf-8")
        preview.until("the pages stay")
        assert preview.get("index.html") == first
        see_a_mistake(preview, pages, 'data/gaps.csv:2: id = "<b>": ')
        table.write_text(good, "utf-8")
        preview.until("ready")
        see_it_mended(preview, pages)
        project.write_stale("index.ipynb", md("# Lamps, edited"), code("print('lit')"))
        assert "older" not in preview.until("running notebooks/index.ipynb")
        preview.until("ready")
        see_an_edit(preview, pages)
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait() == 0
    assert project.stray() == []
    assert not project.output.exists()


def first_page(preview: Preview) -> str:
    """The first page, as it is served at first."""
    first = preview.get("index.html")
    assert preview.state() == {"version": 1, "error": ""}
    assert 'src="/.preview/script.js" data-version="1"' in first
    assert preview.get("") == first
    assert "EventSource" in preview.get(".preview/script.js")
    assert preview.status("../data/claims.csv") == 404
    return first


def opened(context: BrowserContext, preview: Preview) -> list[Page]:
    """Pages in a browser, each with a title by which one sees that it was not loaded anew."""
    pages = []
    for name in PAGES:
        page = context.new_page()
        page.goto(preview.address + name)
        assert page.evaluate("document.compatMode") == "CSS1Compat"
        page.evaluate("document.title = 'old'")
        pages.append(page)
    return pages


def see_a_mistake(preview: Preview, pages: Collection[Page], mistake: str) -> None:
    state = preview.state()
    assert state["version"] == 1
    assert mistake in str(state["error"])
    for page in pages:
        expect(page.get_by_role("alert")).to_contain_text(mistake, timeout=LONG)


def see_it_mended(preview: Preview, pages: Collection[Page]) -> None:
    assert preview.state() == {"version": 1, "error": ""}
    for page in pages:
        expect(page.get_by_role("alert")).to_have_count(0, timeout=LONG)
        assert page.title() == "old"


def see_an_edit(preview: Preview, pages: Collection[Page]) -> None:
    assert preview.state() == {"version": 2, "error": ""}
    assert "Lamps, edited" in preview.get("index.html")
    assert "lit</pre>" in preview.get("index.html")
    for page in pages:
        expect(page).not_to_have_title("old", timeout=LONG)
