"""The ring round a mark with the focus is closed: by pixels, since no style tells what hides it.

A ring is cut by the edge of its drawing, and by whatever the drawing paints after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Page

from .window import DESK, PHONE, Look, Window

MARGIN = 8
NEAR = 60
SEEN = 0.9
"""Of a side: a thin line of the mark beside it may cross the ring."""
RING = "getComputedStyle(document.activeElement).outlineColor.match(/[0-9]+/g).map(Number)"
BOX = """mark => {
  mark.scrollIntoView({ block: "center", behavior: "instant" });
  mark.focus({ focusVisible: true });
  const { x, y, width, height } = mark.getBoundingClientRect();
  return [x, y, width, height];
}"""


def open_rings(page: Page) -> list[str]:
    """Say on which sides of the marks of a page the ring is not seen from end to end."""
    page.keyboard.press("Tab")
    return [
        f"the ring is cut {side}: {mark.get_attribute('aria-label')}"
        for mark in page.query_selector_all(".drawing a")
        if mark.is_visible()
        for side in cut(page, mark.evaluate(BOX), tuple(page.evaluate(RING)))
    ]


def cut(page: Page, box: Iterable[float], ring: tuple[int, ...]) -> list[str]:
    """Name the sides of a box on which a line across them meets no pixel of the ring."""
    x, y, width, height = map(round, box)
    clip = FloatRect(
        x=x - MARGIN, y=y - MARGIN, width=width + 2 * MARGIN, height=height + 2 * MARGIN
    )
    image = Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB")
    inner_width, inner_height = range(MARGIN, MARGIN + width), range(MARGIN, MARGIN + height)
    far_x, far_y = MARGIN + width, MARGIN + height
    sides = {
        "above": [[(i, j) for j in range(MARGIN)] for i in inner_width],
        "below": [[(i, far_y + j) for j in range(MARGIN)] for i in inner_width],
        "on the left": [[(i, j) for i in range(MARGIN)] for j in inner_height],
        "on the right": [[(far_x + i, j) for i in range(MARGIN)] for j in inner_height],
    }
    return [side for side, lines in sides.items() if seen(image, lines, ring) < SEEN]


def seen(image: Image.Image, lines: list[list[tuple[int, int]]], ring: tuple[int, ...]) -> float:
    """Return the share of these lines that meet the ring."""
    return sum(any(near(image.getpixel(at), ring) for at in line) for line in lines) / len(lines)


def near(pixel: object, ring: tuple[int, ...]) -> bool:
    assert isinstance(pixel, tuple)
    apart: int = sum(abs(here - there) for here, there in zip(pixel, ring, strict=True))
    return apart < NEAR


@pytest.mark.slow
@pytest.mark.parametrize("look", [DESK, PHONE])
def test_no_ring_is_cut(window: Window, look: Look) -> None:
    findings = []
    for name in window.chapters:
        page = window.show(name, look)
        findings += [f"{name}: {one}" for one in open_rings(page)]
    assert findings == []


def test_a_ring_that_is_cut_is_found(window: Window) -> None:
    page = window.broken("height:auto;overflow:visible", "height:auto;overflow:hidden")
    assert "cut on the left" in "\n".join(open_rings(page))
