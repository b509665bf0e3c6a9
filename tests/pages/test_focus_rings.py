"""The ring round a mark with the focus is closed: by pixels, since no style tells what hides it.

A ring is cut by the edge of its drawing, and by whatever the drawing paints after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Page

from .window import DESK, PHONE, Window

MARGIN = 8
NEAR = 60
SEEN = 0.9
"""Of a side: a thin line of the mark beside it may cross the ring."""
FOCUSED = """mark => {
  mark.scrollIntoView({ block: "center", behavior: "instant" });
  mark.focus({ focusVisible: true });
  const { x, y, width, height } = mark.getBoundingClientRect();
  const ring = getComputedStyle(document.activeElement).outlineColor;
  return [[x, y, width, height], ring.match(/[0-9]+/g).map(Number)];
}"""


def open_rings(page: Page) -> list[str]:
    """Say on which sides of the marks of a page the ring is not seen from end to end."""
    page.keyboard.press("Tab")
    return [
        f"the ring is cut {side}: {mark.get_attribute('aria-label')}"
        for mark in page.locator(".drawing a:visible").element_handles()
        for side in cut(page, *mark.evaluate(FOCUSED))
    ]


def cut(page: Page, box: Iterable[float], ring: Iterable[int]) -> list[str]:
    """Name the sides of a box on which a line across them meets no pixel of the ring."""
    x, y, width, height = map(round, box)
    clip = FloatRect(
        x=x - MARGIN, y=y - MARGIN, width=width + 2 * MARGIN, height=height + 2 * MARGIN
    )
    photograph = page.screenshot(clip=clip, caret="initial")
    image = np.asarray(Image.open(BytesIO(photograph)).convert("RGB"))
    near = np.abs(image.astype(int) - tuple(ring)).sum(axis=2) < NEAR
    assert near.shape == (clip["height"], clip["width"])
    columns, rows = near[:, MARGIN:-MARGIN], near[MARGIN:-MARGIN]
    sides = {
        "above": columns[:MARGIN].any(axis=0),
        "below": columns[-MARGIN:].any(axis=0),
        "on the left": rows[:, :MARGIN].any(axis=1),
        "on the right": rows[:, -MARGIN:].any(axis=1),
    }
    return [side for side, lines in sides.items() if lines.mean() < SEEN]


@pytest.mark.slow
def test_no_ring_is_cut(window: Window) -> None:
    findings = []
    for name in window.chapters:
        page = window.show(name)
        for look in (DESK, PHONE):
            look.at(page)
            findings += [f"{name} ({look}): {one}" for one in open_rings(page)]
    assert findings == []


def test_a_ring_that_is_cut_is_found(window: Window) -> None:
    page = window.broken("height:auto;overflow:visible", "height:auto;overflow:hidden")
    assert "cut on the left" in "\n".join(open_rings(page))
