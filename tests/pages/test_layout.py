"""Room: no page scrolls sideways, all targets can be hit, and no label lies over another."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .window import CHAPTERS, DESK, PHONE, Check, Fault, Look, Rule, Window, run, unfold

TINY, ZOOMED = Look(320), Look(675)  # a page of 1,350 px at 200 % has room for 675
TABLET = Look(768)
LEAST = 12  # px that a letter in a drawing is tall at least
SMALLEST = 11.5  # px that any other letter is tall at least: that of a sign after linked words
SPACING = """* {line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important} p {margin-bottom: 2em !important}"""
WIDER = """rules => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
COLUMN = 96  # px that the first column of a table has at least


def width(page: Page) -> list[str]:
    unfold(page)
    return run(page, "width.js")


def width_of_large_text(page: Page) -> list[str]:
    size = "size => { document.documentElement.style.fontSize = size }"
    page.evaluate(size, "200%")
    found = width(page)
    page.evaluate(size, "")
    return found


def spaced(page: Page) -> list[str]:
    """What is cut off or lies over another where a reader sets text wider (WCAG 1.4.12).

    The letters of a drawing keep the places that were measured for them.
    """
    page.evaluate(WIDER, SPACING)
    found = width(page) + run(page, "labels.js", LEAST)
    page.evaluate("document.adoptedStyleSheets.pop()")
    return found


def targets(page: Page) -> list[str]:
    unfold(page)
    return run(page, "targets.js")


def labels(page: Page) -> list[str]:
    """What is wrong with labels, in each view of each drawing; the first is chosen last."""
    found = run(page, "labels.js", LEAST)
    for choice in reversed(page.locator(".views > label").all()):
        choice.click()
        found += run(page, "labels.js", LEAST)
    return found


def letters(page: Page) -> list[str]:
    """Words that are too small to read, and signs that carry the underline of their link."""
    unfold(page)
    return run(page, "letters.js", SMALLEST)


def tables(page: Page) -> list[str]:
    """What is wrong with tables: a first column that is squeezed, a caption that is cut off."""
    unfold(page)
    return run(page, "tables.js", COLUMN)


RULES = [
    Rule(labels, (TINY, PHONE, TABLET, DESK)),
    Rule(spaced, (TINY, PHONE, DESK)),
    Rule(width, (TINY, PHONE, ZOOMED, DESK)),
    Rule(width_of_large_text, (DESK, ZOOMED), CHAPTERS),
    Rule(targets, (PHONE, DESK)),
    Rule(letters, (PHONE, DESK)),
    Rule(tables, (PHONE,), CHAPTERS),
]


@pytest.mark.parametrize(("look", "height"), [(DESK, 800), (PHONE, 740)], ids=["desk", "phone"])
def test_the_lead_figure_stands_whole_on_the_first_screen(
    window: Window, look: Look, height: int
) -> None:
    page = window.show("index.html", look)
    figure = page.locator("figure").first
    title, drawing = figure.locator("figcaption"), figure.locator("svg[role]:visible")
    places = [one.bounding_box() for one in (title, drawing)]
    ends = [place and (place["y"], place["y"] + place["height"]) for place in places]
    assert all(end and 0 < end[0] < end[1] < height for end in ends), ends


@pytest.mark.parametrize(
    ("check", "look", "faults"),
    [
        (
            width,
            TINY,
            [
                ("<h1", '<svg width="400" height="9"></svg><h1', "<svg "),
                (".scroll{overflow-x:auto}", ".scroll{overflow-x:hidden}", "cuts off"),
            ],
        ),
        (width, TINY, [(".scroll{overflow-x:auto}", "", "px outside")]),
        (
            width_of_large_text,
            DESK,
            [("overflow-wrap:break-word", "white-space:nowrap", "room for")],
        ),
        (spaced, DESK, [(".drawing text{", ".none{", "leaves its picture")]),
        (spaced, TINY, [("time{white-space", ".foot p{white-space", "with room for")]),
        (labels, TINY, [(".drawing{margin-inline", ".none{margin-inline", "11.0 px: ")]),
        (targets, PHONE, [("nav a{display:inline-block;", "a.none{", "px: ")]),
        (
            labels,
            DESK,
            [
                ("<text ", '<text x="-9">Outside</text><text ', "leaves its picture: Outside"),
                (
                    "<text ",
                    '<text x="9" y="99">This</text><text x="9" y="99">That</text><text ',
                    "“This” lies over",
                ),
                ('font-size="12.5"', 'font-size="9"', "px: 2024"),
            ],
        ),
        (labels, TABLET, [(".wide,.sheets{", ".wide{max-width:30rem}.sheets{", "px: ")]),
        (
            letters,
            DESK,
            [
                ("a[data-signs]{", "a.none{", "underlined: A"),
                ("font:600 .68em/0", "font:600 .5em/0", "px: A"),
            ],
        ),
        (
            tables,
            PHONE,
            [(".data tbody th{min-width:8rem}", ".data table{min-width:0}", "squeezed")],
        ),
        (
            tables,
            PHONE,
            [("caption{", "caption{white-space:nowrap;letter-spacing:1em;", "cut off")],
        ),
    ],
)
def test_a_page_that_fails_is_found(
    window: Window, check: Check, look: Look, faults: list[Fault]
) -> None:
    assert window.unfound(check, faults, look) == []
