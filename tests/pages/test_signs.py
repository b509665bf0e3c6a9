"""The signs after linked words are seen and heard, and stand outside the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .window import Window

READER = Path(__file__).parents[2] / ".venv" / "own" / "Readability.js"
PROSE = """() => [...document.querySelectorAll("article > :is(p, ul, ol, h2, h3)")]
  .map(one => one.textContent.trim().replace(/\\s+/g, " "))"""
COPIED = """() => {
  getSelection().selectAllChildren(document.querySelector("article > p:not(.texts)"));
  return getSelection().toString();
}"""
VIEW = """() => new Readability(document.cloneNode(true)).parse()"""


@pytest.fixture
def overview(window: Window) -> Page:
    return window.show("index.html")


def test_a_copied_sentence_is_clean(overview: Page) -> None:
    copied = overview.evaluate(COPIED)
    assert "by March 2024, says text\u00a0A" in copied
    assert copied == overview.locator("article > p:not(.texts)").first.inner_text()


@pytest.mark.parametrize("words", ["by March 2024, says", "says text A"])
def test_words_are_found_over_the_end_of_a_link_or_where_no_line_breaks(
    overview: Page, words: str
) -> None:
    assert overview.evaluate("words => find(words)", words)


def heard(page: Page) -> set[tuple[str, str]]:
    """Where each link leads, and what a screen reader says of it."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    names = set()
    for node in nodes:
        if node.get("role", {}).get("value") == "link":
            urls = [p["value"]["value"] for p in node["properties"] if p["name"] == "url"]
            names.add((urls[0].rpartition("#")[2], node["name"]["value"]))
    return names


def test_a_screen_reader_hears_words_and_no_letters(overview: Page) -> None:
    assert heard(overview) >= {
        ("claim-handover-by-march-2024", "by March 2024 (text A)"),
        ("inference-promise-to-vote", "side by side (inferred)"),
        ("claim-sagara-not-apprehended", "she was not (text B, disputed)"),
    }


def test_a_sign_is_seen(overview: Page) -> None:
    link = overview.locator("a[data-signs='A']").first
    sign = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert sign.startswith('"A"')


def test_the_signs_are_explained_before_the_first(window: Window) -> None:
    for name in window.chapters:
        page = window.show(name)
        first = "document.querySelector('main [data-signs]')"
        box = "document.querySelector('main .texts')"
        if page.evaluate(f"!!{first}"):
            assert (name, page.evaluate(f"{box}.compareDocumentPosition({first}) & 4")) == (name, 4)


@pytest.mark.skipif(not READER.exists(), reason="npm could not get the reader view")
@pytest.mark.slow
def test_a_reader_view_has_all_the_prose(window: Window) -> None:
    page = window.kept(policed=False)
    for name in window.chapters:
        if name in ("404.html", "changes.html"):
            continue
        page.goto(f"{window.address}/{name}")
        words = page.evaluate(PROSE)
        page.add_script_tag(path=READER)
        view = page.evaluate(VIEW)
        text = " ".join(view["textContent"].split())
        lost = [one for one in words if one not in text and one != view["title"]]
        assert (name, view["byline"] or "", lost) == (name, "", [])
