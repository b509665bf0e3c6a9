"""Whole without a server, and whole without JavaScript: the same words, drawings and tables.

`test_places` opens every page in these ways; here readers go about in them.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from .window import Window

CONTENT = """() => ({
  words: [...document.querySelectorAll("main :is(p, li, th, td, h1, h2, h3, caption, svg text)")]
    .map(one => one.textContent),
  drawings: [...document.querySelectorAll("figure")].map(one =>
    [...one.querySelectorAll("svg[role], .words")].filter(part => part.checkVisibility()).length),
  rows: [...document.querySelectorAll("figure:not(:has(.words, a.table))")].map(
    one => one.querySelector("table")?.rows.length ?? 0),
  title: document.title,
})"""


def content(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(CONTENT)
    return found


def lacks(found: dict[str, Any]) -> list[str]:
    """What a page does not show: a drawing and a table or sentences a figure, and some words.

    A figure beside the list of what it shows leads to its table.
    """
    wrong = [f"figure {n} shows {drawn}" for n, drawn in enumerate(found["drawings"]) if drawn != 1]
    if min(found["rows"], default=9) < 2:
        wrong.append("a figure has no table")
    return wrong if found["words"] else ["no words"]


def test_a_table_unfolds_and_a_view_changes_without_javascript(window: Window) -> None:
    page = window.kept(scripts=False)
    page.goto(f"{window.site.as_uri()}/timeline.html")
    figure = page.locator("figure:has(.views)").first
    assert not figure.locator("table").is_visible()
    figure.locator("summary").first.click()
    assert figure.locator("table").is_visible()
    first, second = figure.locator("[data-view]").all()
    assert (first.is_visible(), second.is_visible()) == (True, False)
    figure.locator(".views > label").last.click()
    assert (first.is_visible(), second.is_visible()) == (False, True)


def test_one_gets_from_page_to_page_in_a_folder(window: Window) -> None:
    page = window.kept(scripts=False)
    page.goto(f"{window.site.as_uri()}/index.html")
    page.locator("main a.claim").first.click()
    page.locator(".card a[href^=evidence]:visible").first.click()
    assert page.url.startswith(f"{window.site.as_uri()}/evidence.html#claim-")
    page.locator(":target").wait_for(state="visible")
    page.locator(":target .uses summary").click()
    page.locator(".uses a:visible").first.click()
    expect(page.locator(":target")).to_have_count(1)


def test_a_page_that_lacks_something_is_found(window: Window) -> None:
    faults = [
        (".wide,.sheets{display:none}", ".wide,.wide{display:none!important}", "figure 0 shows 0"),
        ("<tbody>", "</table><table hidden><tbody>", "a figure has no table"),
    ]
    assert lacks(content(window.spoilt(faults))) == [finding for *_, finding in faults]
