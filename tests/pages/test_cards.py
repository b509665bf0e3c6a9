"""A linked word and a mark open a card where the reader is, with scripts and without them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from .window import PHONE, Window

LINKS = ["a[data-signs]", ".narrow svg a"]
NAMES = ["index.html", "elections.html", "arrests.html", "people.html", "timeline.html"]


def opened(page: Page, link: Locator) -> Locator:
    """Tap a link in the middle of the screen, and return the card that opens."""
    link.scroll_into_view_if_needed()
    before = link.bounding_box()
    link.click()
    card = page.locator(".card:visible")
    expect(card).to_have_count(1)
    assert link.bounding_box() == before, "the page moved"
    return card


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("kind", LINKS)
def test_a_card_opens_and_closes_and_the_page_stays_where_it_is(
    window: Window, kind: str, scripts: bool
) -> None:
    page = window.kept(PHONE, scripts=scripts)
    page.goto(f"{window.address}/timeline.html")
    link = page.locator(kind).nth(3)
    card = opened(page, link)
    assert card.get_attribute("id") == (link.get_attribute("href") or "")[1:]
    before = link.bounding_box()
    card.locator(".close").click()
    expect(page.locator(".card:visible")).to_have_count(0)
    assert link.bounding_box() == before


def test_escape_closes_a_card_and_leads_back_to_its_link(window: Window) -> None:
    page = window.show("index.html", PHONE)
    link = page.locator("a[data-signs]").nth(3)
    link.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.card')")
    page.keyboard.press("Escape")
    expect(page.locator(".card:visible")).to_have_count(0)
    assert link.evaluate("one => one === document.activeElement")


@pytest.mark.parametrize("name", NAMES)
def test_each_link_to_a_proof_has_one_card_and_each_card_a_way_on(
    window: Window, name: str
) -> None:
    page = window.show(name)
    hrefs = page.locator("main article a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    proofs = {href[1:] for href in hrefs if href.startswith(("#claim-", "#inference-"))}
    cards = page.locator(".card")
    assert sorted(cards.evaluate_all("all => all.map(one => one.id)")) == sorted(proofs)
    for card in cards.all()[:3]:
        text = card.text_content() or ""
        claim = (card.get_attribute("id") or "").startswith("claim-")
        assert ("passage" in text) == claim
    ways = cards.locator("a[href^='evidence.html#']")
    assert ways.count() >= cards.count() > 0


def test_a_claim_has_one_number_in_prose_table_card_and_evidence(window: Window) -> None:
    page = window.show("arrests.html")
    anchor = "claim-at-least-20-detained"
    numbers = {
        (page.locator(f"#{anchor}.card strong").first.text_content() or "").partition(".")[0],
        page.locator(f"a[data-signs][href='#{anchor}']").first.get_attribute("data-number"),
        page.locator(f"td a[href='#{anchor}']").first.get_attribute("data-number"),
        (window.show(f"evidence.html#{anchor}").locator(":target").text_content() or "").partition(
            "."
        )[0],
    }
    assert len(numbers) == 1
    assert numbers.pop() not in (None, "")


def test_a_card_on_what_is_disputed_says_so_beside_the_statement(window: Window) -> None:
    page = window.show("people.html")
    for card in page.locator(".card").all():
        text = card.text_content() or ""
        marked = card.locator("p strong.disputed").count() == 1
        assert marked == ("disputed by" in text.partition("From:")[0])
        assert "" not in [line.strip() for line in card.locator("li").all_text_contents()]
    assert page.locator(".card strong.disputed").count() > 0


def test_a_proof_is_landed_on_with_its_question_and_verdict(window: Window) -> None:
    page = window.show("evidence.html#claim-about-50-may-face-arrest", PHONE)
    claim = page.locator(":target")
    asked = claim.locator("xpath=ancestor::*[contains(@class, 'question')]").locator("h3, strong")
    for one in (claim, asked.nth(0), asked.nth(1)):
        expect(one).to_be_in_viewport()
    question, claimed = asked.nth(1).bounding_box(), claim.bounding_box()
    assert question is not None
    assert claimed is not None
    assert question["y"] + question["height"] <= claimed["y"] + 1
