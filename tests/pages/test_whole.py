"""The whole report in one file, alone in an empty directory and without scripts."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from .test_accessibility import axe
from .window import PHONE, Window, run, unfold

LEADS_NOWHERE = """() => [...document.querySelectorAll("[href], [for], [aria-labelledby]")].flatMap(
  one => (one.getAttribute("href") ?? one.getAttribute("for") ?? "#")
    .replace(/^(?!#|https:|data:)/, "#").split(" ").concat(
      (one.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean).map(id => `#${id}`))
    .filter(address => address.startsWith("#") && address !== "#" &&
      !document.getElementById(address.slice(1))))"""
AWAY = """() => [...document.querySelectorAll("[href], [src]")]
  .filter(one => !one.closest("head"))
  .map(one => one.getAttribute("href") ?? one.getAttribute("src"))
  .filter(address => !/^(#|https:|data:)/.test(address))"""
IDS = "() => [...document.querySelectorAll('[id]')].map(one => one.id)"
HEAVIEST = 120_000


@pytest.fixture(scope="module", params=[False, True], ids=["without scripts", "with scripts"])
def page(
    window: Window, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("alone")
    shutil.copy(window.site / "report.html", folder)
    with window.tab(scripts=request.param) as page:
        PHONE.at(page)
        page.goto((folder / "report.html").as_uri())
        yield page


def test_every_link_leads_within_it_and_every_name_is_given_once(page: Page) -> None:
    assert page.evaluate(LEADS_NOWHERE) == []
    assert page.evaluate(AWAY) == []
    ids = page.evaluate(IDS)
    assert len(ids) == len(set(ids)) > 0


def test_it_has_every_claim_and_figure_of_the_site(
    window: Window, ids: dict[str, set[str]], page: Page
) -> None:
    expect(page.locator("h1")).to_have_count(1)
    proofs = {
        one
        for name in window.chapters
        for one in ids[name]
        if one.startswith(("claim-", "inference-"))
    }
    assert set() < proofs <= set(page.evaluate(IDS))
    pages = [(window.site / name).read_text("utf-8") for name in window.chapters]
    figures = sum(text.count("<figure ") for text in pages)
    assert page.locator("figure").count() == figures > 0


def test_a_card_opens_where_the_reader_is(page: Page) -> None:
    link = page.locator("a[data-signs]").nth(3)
    link.scroll_into_view_if_needed()
    before = link.bounding_box()
    link.click()
    card = page.locator(".card:visible")
    expect(card).to_have_count(1)
    assert f"#{card.get_attribute('id')}" == link.get_attribute("href")
    card.locator(".close").click()
    expect(page.locator(".card:visible")).to_have_count(0)
    assert link.bounding_box() == before


def test_it_weighs_no_more_than_the_pages_and_says_what_it_weighs(window: Window) -> None:
    raw = (window.site / "report.html").read_bytes()
    pages = [window.site / name for name in window.chapters]
    weight = len(gzip.compress(raw))
    assert weight <= min(HEAVIEST, sum(len(gzip.compress(one.read_bytes())) for one in pages))
    told = window.show("index.html").locator("footer").inner_text()
    assert f"one file ({len(raw) / 1e3:.0f} kB)" in told


def test_it_keeps_the_rules_of_every_page(window: Window) -> None:
    page = window.kept(PHONE)
    page.goto(f"{window.address}/report.html")
    unfold(page)
    levels = page.locator("main :is(h1, h2, h3, h4, h5, h6)").evaluate_all(
        "all => all.map(one => Number(one.tagName[1]))"
    )
    steps = [lower - upper for upper, lower in pairwise(levels)]
    assert max(steps) == 1
    chapters = page.locator("article").count()
    assert page.locator("article > :is(h1, h2):first-child").count() == chapters > 1
    found = [*run(page, "width.js"), *run(page, "labels.js", 12), *axe(page)]
    assert found == []
