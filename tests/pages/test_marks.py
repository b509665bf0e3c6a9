"""From a proof back to the very mark or sentence that stands on it, which is ringed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from .window import DESK, PHONE, Look, Window

MARKS = ".uses a[href*='.claim-'], .uses a[href*='.inference-']"
SENTENCES = ".uses a[href*='#use-']"
RINGED = """one => getComputedStyle(one).outlineStyle === "solid" """
LOOKS = """() => new Promise(answer => {
  const look = ({intersectionRatio, target}) =>
    intersectionRatio > 0 ? getComputedStyle(target).outlineStyle : "out of view";
  const marks = [...document.querySelectorAll(".ringed, figure a:target")];
  if (!marks.length) answer([]);
  const eye = new IntersectionObserver(all => answer(all.map(look)));
  for (const mark of marks) eye.observe(mark);
})"""


@pytest.fixture(scope="module")
def uses(window: Window) -> dict[str, list[str]]:
    """Some of the addresses to which the evidence leads back, page by page, for each kind."""
    page = window.show("evidence.html")
    hrefs = "all => all.map(one => one.getAttribute('href'))"
    found = {kind: some(page.locator(kind).evaluate_all(hrefs)) for kind in (MARKS, SENTENCES)}
    assert all(found.values())
    return found


def some(addresses: list[str]) -> list[str]:
    """The first two addresses in each figure or page, and the last."""
    groups: dict[str, list[str]] = {}
    for address in dict.fromkeys(addresses):
        groups.setdefault(address.partition(".claim")[0].partition("#use")[0], []).append(address)
    chosen = [one for group in groups.values() for one in dict.fromkeys([*group[:2], group[-1]])]
    return sorted(chosen)


def ringed(page: Page) -> Locator:
    return page.locator(".ringed, figure a:target")


@pytest.mark.parametrize("look", [PHONE, DESK], ids=str)
def test_a_mark_is_in_view_and_ringed(
    window: Window, uses: dict[str, list[str]], look: Look
) -> None:
    assert len({address.partition(".claim")[0] for address in uses[MARKS]}) > 5
    page = window.kept(look)
    for number, address in enumerate(uses[MARKS]):
        name, _, place = address.partition("#")
        # Each time with another question, or else only the place would change, and not the page.
        page.goto(f"{window.address}/{name}?{number}#{place}")
        assert (address, page.evaluate(LOOKS)) == (address, ["solid"])


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


def test_without_script_a_mark_leads_to_its_figure_which_is_ringed(
    window: Window, uses: dict[str, list[str]]
) -> None:
    page = window.kept(PHONE, scripts=False)
    for address in uses[MARKS]:
        page.goto(f"{window.address}/{address}")
        figure = page.locator("figure:has(:target)")
        expect(figure).to_be_in_viewport()
        one = figure.locator("a:target").or_(page.locator("figure:has(.marks :target)"))
        assert one.evaluate(RINGED), address


@pytest.mark.parametrize("scripts", [True, False])
def test_a_sentence_is_in_view_and_marked(
    window: Window, uses: dict[str, list[str]], scripts: bool
) -> None:
    page = window.kept(PHONE, scripts=scripts)
    for address in uses[SENTENCES]:
        page.goto(f"{window.address}/{address}")
        words = page.locator(":target")
        expect(words).to_be_in_viewport()
        assert words.evaluate("one => getComputedStyle(one).boxShadow !== 'none'"), address


def test_a_card_leads_to_the_mark_on_another_page(window: Window) -> None:
    page = window.show("index.html", PHONE)
    page.locator("a[href='#claim-about-50-may-face-arrest']").first.click()
    page.locator(".card:visible a[href*='arrests.html#counts.claim']").click()
    expect(ringed(page)).to_be_in_viewport()
