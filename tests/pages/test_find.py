"""The evidence can be searched by typing, and without script by its indexes."""

from __future__ import annotations

from pathlib import Path

import pytest
from large import large_site
from playwright.sync_api import FloatRect, Page, expect

from .window import PHONE, Look, Window

SEARCHES = [
    ("choguel", ["Choguel Maiga faces growing judicial scrutiny"]),
    ("AFP 50", ["About 50 members of the military may be facing arrest"]),
    ("zebra", []),
    ("mali's ARMÝ", ["Mali’s army"]),
]
VISIBLE = """() => [...document.querySelectorAll(".question > ul > li > p")]
  .filter(one => one.checkVisibility({visibilityProperty: true})).map(one => one.textContent)"""


def shown(page: Page) -> list[str]:
    """The claims that are shown, once the page has shown them: it tells their number first."""
    expect(page.locator(".find[aria-busy=true]")).to_have_count(0)
    return list(page.evaluate(VISIBLE))


def test_typing_leaves_the_claims_that_have_all_the_words(window: Window) -> None:
    page = window.show("evidence.html", PHONE)
    every = page.locator(".question").count()
    field = page.get_by_label("Find in the claims")
    for words, claims in SEARCHES:
        field.fill(words)
        texts = shown(page)
        for claim in claims:
            assert any(claim in text for text in texts)
        told = page.locator(".find [role=status]")
        expect(told).to_have_text(f"{len(texts)} claim{'' if len(texts) == 1 else 's'}")
        assert len(texts) < 10
        expect(field).to_be_in_viewport()
        if texts:
            expect(page.locator(".question > ul > li:visible").first).to_be_in_viewport()
        field.fill("")
        expect(page.locator(".question:visible")).to_have_count(every)
        assert shown(page) == []


def choose(page: Page, kind: str, value: str) -> None:
    """Choose one of the values by which claims are filtered."""
    fold = page.locator(".find details")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    fold.locator("label", has_text=f"{kind} any").locator("select").select_option(label=value)


def numbers(page: Page) -> list[int]:
    """The numbers of the claims that are shown."""
    return [int(text.partition(".")[0]) for text in shown(page)]


@pytest.mark.parametrize(
    ("kind", "value"), [("Speaker", "reports attributed to AFP"), ("Person", "Nema Sagara")]
)
def test_a_filter_leaves_the_claims_that_the_index_names(
    window: Window, kind: str, value: str
) -> None:
    page = window.show("evidence.html", PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    index = page.locator(".index li", has_text=value).first.locator("a").all_text_contents()
    choose(page, kind, value)
    assert numbers(page) == [int(number) for number in index]
    expect(page.locator(".find [role=status]")).to_have_text(f"{len(index)} claims")
    assert asked == []


def test_filters_and_words_leave_what_has_them_all(window: Window) -> None:
    page = window.show("evidence.html", PHONE)
    choose(page, "Text", "A")
    first = numbers(page)
    choose(page, "How firmly", "disputed")
    both = numbers(page)
    page.get_by_label("Find in the claims").fill("home")
    assert 0 < len(numbers(page)) < len(both) < len(first)
    for text in page.locator(".question > ul > li:visible").all_text_contents():
        assert "text A, passage" in text
        assert "disputed by" in text
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == []
    expect(page.locator(".find [role=status]")).to_have_text("")
    expect(page.get_by_label("Find in the claims")).to_be_focused()


def test_each_value_leaves_some_claims_and_not_all(window: Window) -> None:
    page = window.show("evidence.html", PHONE)
    every = page.locator(".question li[id]").count()
    page.locator(".find summary").click()
    selects = page.locator(".find select")
    expect(selects).to_have_count(5)
    for select in selects.all():
        values = select.locator("option").evaluate_all("all => all.map(one => one.value)")
        assert values[0] == ""
        assert len(values) > 2
        for value in values[1:]:
            select.select_option(value)
            assert 0 < len(numbers(page)) < every
        select.select_option("")


def test_where_claims_are_on_many_pages_all_are_found_from_a_folder(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, files = large_site(tmp_path / "made", monkeypatch)
    for name, raw in files.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_bytes(raw)
    with window.blank() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / "site" / "all.html").as_uri())
        assert not [url for url in asked if url.endswith(".js")]
        page.get_by_label("Find in the claims").fill("rain 7")
        expect(page.locator(".find [role=status]")).to_have_text("1 claim")
        choose(page, "Text", "A")
        expect(page.locator(".find [role=status]")).to_have_text("0 claims")
        page.get_by_role("button", name="Show all").click()
        choose(page, "The texts together", "The texts contradict each other")
        expect(page.locator(".find [role=status]")).to_have_text("20 claims")
        page.get_by_label("Find in the claims").fill("day 7")
        page.locator(".find li a").first.click()
        expect(page.locator(":target")).to_be_in_viewport()
        assert "#claim-yes-no-7-" in page.url
        page.goto((tmp_path / "site" / "all.html").as_uri() + "#claim-text-7-8")
        expect(page.locator(":target")).to_contain_text("Of day 7, number 8.")
        assert len([url for url in asked if url.endswith("claims.js")]) == 2
        assert len(corpus.claims) == 100


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


def test_nothing_moves_when_the_field_is_made(window: Window) -> None:
    page = window.show("evidence.html")
    with_field = headings(page)
    page.evaluate("document.querySelector('.find').remove()")
    assert headings(page) == with_field


def headings(page: Page) -> dict[int, FloatRect | None]:
    """Where the first heading below the field lies, at some widths."""
    boxes = {}
    for width in (320, 360, 480, 768, 1350):
        Look(width).at(page)
        boxes[width] = page.locator("article > h2").first.bounding_box()
    return boxes
