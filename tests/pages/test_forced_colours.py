"""What is seen of each figure where a reader's system forces its own colours: by pixels.

Neither axe nor computed styles see it: `fill` still answers the authored colour of a text that
is painted black on black. So each figure is photographed with all of its parts and without those
of a kind: what differs is their ink, and the most frequent colour left behind is their ground.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import ElementHandle, Page

from .window import Look, Window

LIGHT, DARK = Look(forced=True), Look(360, "dark", forced=True)
LEAST = {"text": 4.5, "label": 4.5, "mark": 3.0}
APART = ["text", "label"], ["mark"]
"""The kinds of parts that are hidden at once, since none lies behind another."""
INK = Path(__file__).with_name("ink.js").read_text(encoding="utf-8")


def faint(page: Page) -> list[str]:
    """Say which parts of the figures of a page stand out too little from what lies behind them."""
    return [
        f"{kind} of {ratio:.2f}: {name}"
        for figure in page.query_selector_all("figure")
        for kind, name, ratio in contrasts(figure)
        if ratio < LEAST[kind]
    ]


def contrasts(figure: ElementHandle) -> Iterator[tuple[str, str, float]]:
    """Give the kind and name of each part of a figure, and how its ink stands out."""
    figure.evaluate(INK, [list(LEAST), True])
    inked = photograph(figure)
    for kinds in APART:
        if parts := figure.evaluate(INK, [kinds, False]):
            blank = photograph(figure)
            figure.evaluate(INK, [kinds, True])
            for kind, name, box in parts:
                yield kind, name, contrast(inked.crop(box), blank.crop(box))


def photograph(figure: ElementHandle) -> Image.Image:
    return Image.open(BytesIO(figure.screenshot(caret="initial"))).convert("RGB")


def contrast(inked: Image.Image, blank: Image.Image) -> float:
    """Return the contrast between the ground and the ink that stands out best; 1 without ink."""
    here, behind = pixels(inked), pixels(blank)
    colours, counts = np.unique(behind, return_counts=True)
    ground = luminance(colours[counts.argmax()])
    inks = map(luminance, np.unique(here[here != behind]))
    ratios = ((max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) for ink in inks)
    return max(ratios, default=1.0)


def pixels(image: Image.Image) -> np.ndarray:
    """Return each colour of an image as one number, 0xRRGGBB, since these are soon counted."""
    return np.asarray(image).astype(int) @ (0x10000, 0x100, 1)


def luminance(colour: int) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    parts = [(colour >> shift & 0xFF) / 255 for shift in (16, 8, 0)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.slow
def test_every_part_of_a_figure_stands_out(window: Window) -> None:
    alone = next(name for name in window.pages if name.startswith("figures/"))
    findings = []
    for name in [*window.chapters, alone]:
        page = window.show(name)
        for look in (LIGHT, DARK):
            look.at(page)
            findings += [f"{name} ({look}): {one}" for one in faint(page)]
    assert findings == []


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("text", "--ink:CanvasText", "--ink:Canvas"),
        ("mark", "--expected:LinkText", "--expected:Canvas"),
        ("label", "figcaption p{", "figcaption p{forced-color-adjust:none;color:Canvas!important;"),
    ],
)
def test_a_part_that_does_not_stand_out_is_found(
    window: Window, look: Look, kind: str, old: str, new: str
) -> None:
    assert any(line.startswith(kind) for line in faint(window.broken(old, new, look)))
