"""What assistive technology meets: axe-core, the bones of a page, and contrast in every theme.

axe says nothing of text in drawings, and gives up where boxes overlap: contrast is measured
here as well. axe needs scripts to run, so a page without JavaScript is one that lost its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .window import CHAPTERS, DESK, PHONE, Check, Fault, Look, Rule, Window, run, unfold

DARK_DESK, DARK_PHONE = Look(1350, "dark"), Look(360, "dark")
FORCED = Look(forced=True), Look(scheme="dark", forced=True)
PAPER = Look(672, "light", "print"), Look(672, "dark", "print")
STILL = Look(still=True)
# axe reads the colours of each element anew, which is a third of its work; here each is read once.
COLOURS = """
(() => {
  const {Color} = axe.commons.color, {parseString} = Color.prototype, known = new Map();
  Color.prototype.parseString = function (text) {
    if (!known.has(text)) known.set(text, parseString.call(new Color(), text));
    const {r, g, b, alpha} = known.get(text);
    return Object.assign(this, {r, g, b, alpha});
  };
})();"""
AXE = Axe().axe_script + COLOURS


def axe(page: Page, part: str = "html", *, without: Sequence[str] = ()) -> list[str]:
    """All rules of axe, those for WCAG 2.2 and for good practice included, but some."""
    more = ("target-size", "label-content-name-mismatch")
    rules = {
        **{rule: {"enabled": True} for rule in more},
        **{rule: {"enabled": False} for rule in without},
    }
    options = json.dumps({"resultTypes": ["violations"], "rules": rules})
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    result = page.evaluate(f"axe.run({part!r}, {options})")
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in result["violations"]
        for node in one["nodes"]
    ]


def structure(page: Page) -> list[str]:
    """What axe finds, but by its rules on contrast and on room."""
    return axe(page, without=["color-contrast", "target-size"])


def unfolded_structure(page: Page) -> list[str]:
    unfold(page)
    return structure(page)


def bones(page: Page) -> list[str]:
    return run(page, "bones.js")


def contrast(page: Page) -> list[str]:
    unfold(page)
    return run(page, "contrast.js")


def motion(page: Page) -> list[str]:
    moving = "getComputedStyle(document.documentElement).scrollBehavior === 'smooth'"
    return ["scrolls smoothly"] if page.evaluate(moving) else []


# The two slowest rules of axe are asked on the chapters in English: `contrast` and the targets of
# `test_layout` ask for as much and more, on every page.
AS_FOUND = [
    Rule(axe, (DESK, DARK_PHONE), "[^/]+"),
    Rule(structure, (DESK,), ".+/.+"),
    Rule(structure, (PHONE,), "fr/[^/]+"),
]
RULES = [
    Rule(bones, (DESK,)),
    Rule(contrast, (DESK, PHONE, DARK_DESK, DARK_PHONE, *FORCED, *PAPER)),
    Rule(motion, (STILL,), r"index\.html"),
]
WITHOUT_SCRIPTS = [Rule(unfolded_structure, (PHONE,), CHAPTERS)]


@pytest.mark.parametrize(
    ("check", "look", "faults"),
    [
        (
            axe,
            DARK_DESK,
            [
                ('<html lang="en">', "<html>", "html-has-lang"),
                ("<h1", '<img src="data:,"><h1', "image-alt"),
                ("--muted:#aca597", "--muted:#333333", "color-contrast"),
                ("<h1", '<a href="#a">.</a><a href="#b">.</a><h1', "target-size"),
                ('aria-label="By March', 'aria-label="Power', "label-content-name-mismatch"),
            ],
        ),
        (
            structure,
            DESK,
            [
                ('<html lang="en">', "<html>", "html-has-lang"),
                ("<h1", '<img src="data:,"><h1', "image-alt"),
                ("a{color:", "a{text-decoration:none!important;color:", "link-in-text-block"),
            ],
        ),
        (
            bones,
            DESK,
            [
                ('class="skip" href="#main"', 'class="skip" href="#"', "first link"),
                ("<h2", "<h1>Again</h1><h2", '2 of "h1"'),
                ("<h2", "<h3>Deep</h3><h2", "h3 after h1"),
                (' aria-current="page"', "", "whether one is here"),
                ('aria-labelledby="slippage', 'class="', "not described"),
            ],
        ),
        (contrast, DESK, [("--muted:#5c564c", "--muted:#8c867c", "contrast of")]),
        (contrast, DARK_DESK, [(' class="f-ink"', "", "contrast of")]),
        (contrast, PAPER[1], [("@media screen and (", "@media (", "contrast of")]),
        (motion, STILL, [("color-scheme:light dark;", "scroll-behavior:smooth;", "smoothly")]),
    ],
)
def test_a_page_that_fails_is_found(
    window: Window, check: Check, look: Look, faults: list[Fault]
) -> None:
    assert window.unfound(check, faults, look) == []
