"""From a proof back to the very mark or sentence that stands on it, which is ringed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from .window import DESK, PHONE, Look, Window

MARKS = ".uses a[href*='.claim-'], .uses a[href*='.inference-']"
SENTENCES = ".uses a[href*='#use-']"
RINGED = """one => getComputedStyle(one).outlineStyle === "solid" """


def places(window: Window, kind: str) -> list[str]:
    """The addresses to which the evidence leads back, each once."""
    page = window.show("evidence.html")
    hrefs = page.locator(kind).evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return list(dict.fromkeys(hrefs))


def some(addresses: list[str]) -> list[str]:
    """The first two addresses in each figure or page, and the last."""
    groups: dict[str, list[str]] = {}
    for address in addresses:
        groups.setdefault(address.partition(".claim")[0].partition("#use")[0], []).append(address)
    return [one for group in groups.values() for one in dict.fromkeys([*group[:2], group[-1]])]


def ringed(page: Page) -> Locator:
    return page.locator(".ringed, figure a:target")


@pytest.mark.parametrize("look", [PHONE, DESK], ids=str)
def test_a_mark_is_in_view_and_ringed(window: Window, look: Look) -> None:
    chosen = some(places(window, MARKS))
    figures = {address.partition(".claim")[0] for address in chosen}
    assert len(figures) > 5
    page = window.kept(look)
    for address in chosen:
        page.goto("about:blank")  # or else only the place would change, and not the page
        page.goto(f"{window.address}/{address}")
        mark = ringed(page)
        expect(mark).to_have_count(1)
        expect(mark).to_be_in_viewport()
        assert mark.evaluate(RINGED), address


def test_what_a_row_shares_leads_to_the_mark_of_the_row(window: Window) -> None:
    with window.tab() as page:
        page.goto(f"{window.address}/timeline.html#lanes.claim-about-50-may-face-arrest")
        expect(ringed(page)).to_contain_text("Arrests of soldiers begin")


def test_another_mark_takes_the_ring(window: Window) -> None:
    with window.tab() as page:
        page.goto(f"{window.address}/timeline.html#lanes.claim-coup-in-2020")
        expect(ringed(page)).to_contain_text("First coup")
        page.evaluate("location.hash = '#lanes.claim-coup-in-2021'")
        expect(ringed(page)).to_have_count(1)
        expect(ringed(page)).to_contain_text("Second coup")


def test_without_script_a_mark_leads_to_its_figure_which_is_ringed(window: Window) -> None:
    page = window.kept(PHONE, scripts=False)
    for address in some(places(window, MARKS)):
        page.goto(f"{window.address}/{address}")
        figure = page.locator("figure:has(:target)")
        expect(figure).to_be_in_viewport()
        one = figure.locator("a:target").or_(page.locator("figure:has(.marks :target)"))
        assert one.evaluate(RINGED), address


@pytest.mark.parametrize("scripts", [True, False])
def test_a_sentence_is_in_view_and_marked(window: Window, scripts: bool) -> None:
    for address in some(places(window, SENTENCES)):
        page = window.kept(PHONE, scripts=scripts)
        page.goto(f"{window.address}/{address}")
        words = page.locator(":target")
        expect(words).to_be_in_viewport()
        assert words.evaluate("one => getComputedStyle(one).boxShadow !== 'none'"), address


def test_a_card_leads_to_the_mark_on_another_page(window: Window) -> None:
    page = window.show("index.html", PHONE)
    page.locator("a[href='#claim-about-50-may-face-arrest']").first.click()
    page.locator(".card:visible a[href*='arrests.html#counts.claim']").click()
    expect(ringed(page)).to_be_in_viewport()
