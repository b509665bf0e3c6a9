"""Paper: a page is printed as a PDF, and all its words are read back from there.

With scripts and without, in a dark theme as in a light one: drawings whole, tables unfolded,
nothing cut off at the side, the navigation left out.
"""

from __future__ import annotations

import re
import unicodedata

import pytest
from playwright.sync_api import Page
from pypdfium2 import PdfDocument

from maliviz.charts.style import SMALL

from .window import CHAPTERS, Check, Fault, Look, Rule, Window, run, unfold

A4 = (595, 842)  # points
PAPER = Look(672, media="print")  # px between the margins of A4
SCREEN, DARK = Look(), Look(scheme="dark")
NAVIGATION = "nav, .skip, .to-chapters, .share, .files, .code, .views label, .data summary"
TALLEST = 980  # px between the margins of A4
LEAST = 8  # pt that a letter in a drawing is tall at least
HYPHEN = "\x02"  # PDFium's sign for one at the end of a line
LETTERS = """size => [...document.querySelectorAll("main figure .drawing svg")]
  .filter(one => one.checkVisibility() && !one.closest("svg svg"))
  .map(one => one.getScreenCTM().a * size * 72 / 96)"""
HEIGHTS = """() => [...document.querySelectorAll("main figure svg[role]")]
  .filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().height)"""


FOOT = """() => {
  const svg = document.querySelector(".wide svg"), end = Number(svg.dataset.ends?.split(" ")[1]);
  const texts = [...svg.querySelectorAll("text")];
  return texts.filter(one => !end || one.getAttribute("y") < end).at(-1).textContent;
}"""


HEAD = re.compile(r"\A.*\n.* page \d+ (of|sur) \d+\s*\n")


def squeezed(text: str) -> str:
    """A text without spaces and ligatures, both of which a PDF has its own ways with.

    It has no quotation marks either: a style sets them around printed words.
    """
    return re.sub(r"[\s“”«»]", "", unicodedata.normalize("NFKC", text))


def sheets(page: Page) -> tuple[list[str], list[tuple[int, int]]]:
    """The text of each sheet of a page on paper, and the sizes that there are."""
    page.emulate_media(media="null")  # so that printing is what makes it a print
    with PdfDocument(page.pdf(prefer_css_page_size=True)) as pdf:
        texts = [sheet.get_textpage().get_text_bounded().replace(HYPHEN, "-") for sheet in pdf]
        sizes = {
            (round(width), round(height))
            for width, height in map(pdf.get_page_size, range(len(pdf)))
        }
    return texts, sorted(sizes)


def printed(page: Page) -> str:
    """The squeezed text of a page on paper."""
    return squeezed("".join(sheets(page)[0]))


def lost(page: Page) -> list[str]:
    """What a page tells that does not come out on paper; the heads of sheets count for nothing."""
    texts, sizes = sheets(page)
    text = squeezed("".join(HEAD.sub("", sheet, count=1) for sheet in texts))
    found = [] if sizes == [A4] else [f"sheets of {sizes}"]
    told = dict.fromkeys(run(page, "told.js"))
    return found + [f"not printed: {words}" for words in told if squeezed(words) not in text]


def on_paper(page: Page) -> list[str]:
    """What is wrong with the layout of a page on paper."""
    unfold(page)
    tools = page.locator(NAVIGATION).and_(page.locator(":visible"))
    found = run(page, "width.js") + [f"prints {text}" for text in tools.all_text_contents()]
    heights = page.evaluate(HEIGHTS)
    return found + [f"a drawing of {px:.0f} px is torn" for px in heights if px > TALLEST]


def licence(page: Page) -> list[str]:
    """The address of the licence stands in print, since paper has no links."""
    address = page.locator("a[rel=license]").first.get_attribute("href") or "?"
    return [] if squeezed(address) in printed(page) else [f"not printed: {address}"]


def letters(page: Page) -> list[str]:
    """Drawings whose smallest letters are too small on paper."""
    unfold(page)
    return [f"letters of {pt:.1f} pt" for pt in page.evaluate(LETTERS, SMALL) if pt < LEAST]


def scattered(page: Page) -> list[str]:
    """The lead figure, or its first part, stands on the first sheet, below what it is of."""
    text = squeezed(sheets(page)[0][0])
    title = page.locator("figcaption :is(h2, h3)").first.text_content() or "?"
    words = [title, page.evaluate(FOOT)]
    return [f"not on the first sheet: {one}" for one in words if squeezed(one) not in text]


AS_FOUND = [
    Rule(lost, (SCREEN,), r"(fr/)?(index|timeline)\.html"),
    Rule(licence, (SCREEN,), r"(fr/)?index\.html"),
    Rule(scattered, (SCREEN,), r"(fr/)?(index|elections|timeline)\.html"),
]
RULES = [Rule(on_paper, (PAPER,)), Rule(letters, (PAPER,))]
WITHOUT_SCRIPTS = [Rule(lost, (DARK,), CHAPTERS)]


@pytest.mark.parametrize(
    ("check", "look", "faults"),
    [
        (
            lost,
            SCREEN,
            [
                ("<h1", "<details><p>Folded away</p></details><h1", "not printed: Folded"),
                ("<figcaption>", '<figcaption class="skip">', "not printed: Promised"),
                ("size:A4", "size:A5", "sheets of"),
            ],
        ),
        (
            on_paper,
            PAPER,
            [
                ("table{font-size:8pt}", "table{font-size:40pt}", "<table "),
                ("<h1", '<svg width="700" height="9"></svg><h1', "<svg "),
                ("nav,.to-chapters,.code", ".code", "Next: "),
                (".data summary{display:none}", "", "prints Get"),
                ("svg{max-height:235mm", "svg{min-height:300mm", "is torn"),
            ],
        ),
        (letters, PAPER, [(".drawing svg{max-height:235mm", ".drawing svg{max-height:40mm", "pt")]),
        (scattered, SCREEN, [("p,li{orphans", "figure{break-before:page}p,li{orphans", "not on")]),
        (licence, SCREEN, [("a[rel=license]::after", "a.none::after", "not printed: https")]),
    ],
)
def test_a_page_that_fails_is_found(
    window: Window, check: Check, look: Look, faults: list[Fault]
) -> None:
    assert window.unfound(check, faults, look) == []


def test_a_print_leads_from_a_sentence_to_its_proof(window: Window) -> None:
    page = window.show("index.html", SCREEN)
    link = page.locator("a[data-number]").first
    number, sign = link.get_attribute("data-number"), link.get_attribute("data-signs")
    anchor, words = (link.get_attribute("href") or "")[1:], squeezed(link.inner_text())
    text = printed(page)
    assert f"{words}{sign}{number}" in text
    assert re.search(r"page1of\d", text)
    size = len(re.findall(r"page\dof\d", text))
    edition = page.locator(".edition").inner_text().removeprefix("edition ")
    for words in (page.title(), edition):
        assert text.count(squeezed(words)) >= size > 1
    proof = window.show("evidence.html", SCREEN).locator(f"#{anchor} p").first.text_content()
    assert (proof or "").startswith(f"{number}. ")
