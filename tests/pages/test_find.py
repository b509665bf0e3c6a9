"""The evidence can be searched by typing, and without script by its indexes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .window import PHONE, Window

SEARCHES = [
    ("choguel", ["Choguel Maiga faces growing judicial scrutiny"]),
    ("AFP 50", ["About 50 members of the military may be facing arrest"]),
    ("zebra", []),
]


def shown(page: Page) -> list[str]:
    return page.locator(".question > ul > li:visible > p").all_text_contents()


@pytest.mark.parametrize(("words", "claims"), SEARCHES)
def test_typing_leaves_the_claims_that_have_all_the_words(
    window: Window, words: str, claims: list[str]
) -> None:
    page = window.show("evidence.html", PHONE)
    every = page.locator(".question").count()
    page.get_by_label("Find in the claims").fill(words)
    texts = shown(page)
    for claim in claims:
        assert any(claim in text for text in texts)
    told = page.locator(".find [role=status]")
    expect(told).to_have_text(f"{len(texts)} claim{'' if len(texts) == 1 else 's'}")
    assert len(texts) < 10
    expect(page.get_by_label("Find in the claims")).to_be_in_viewport()
    if texts:
        expect(page.locator(".question > ul > li:visible").first).to_be_in_viewport()
    page.get_by_label("Find in the claims").fill("")
    expect(page.locator(".question:visible")).to_have_count(every)
    assert shown(page) == []


def test_without_script_an_index_leads_to_each_claim_in_two_taps(window: Window) -> None:
    page = window.kept(PHONE, scripts=False)
    page.goto(f"{window.address}/evidence.html")
    expect(page.locator(".find")).to_have_count(0)
    for name, words in (("reports attributed to AFP", "About 50"), ("Choguel Maiga", "scrutiny")):
        row = page.locator(".index li", has_text=name).last
        row.locator("a").first.click()
        claim = page.locator(":target")
        expect(claim).to_be_in_viewport()
        assert words in (claim.text_content() or "")
        page.goto(f"{window.address}/evidence.html")
