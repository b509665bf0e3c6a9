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
    image = np.asarray(Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB"))
    near = np.abs(image.astype(int) - ring).sum(axis=2) < NEAR
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
