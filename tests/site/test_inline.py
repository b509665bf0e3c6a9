"""A drawing within a page weighs less, and looks as it does outside."""

from __future__ import annotations

from zlib import compress

import pytest
from made import drawing

from maliviz.charts.lanes import lanes
from maliviz.charts.svg import Drawing
from maliviz.corpus import load
from maliviz.evidence.derive import derive
from maliviz.site.figures import inline, told_by_steps
from maliviz.site.pictures import png


@pytest.fixture(scope="module")
def hatched() -> Drawing:
    corpus = load("data")
    return lanes(corpus.claims, derive(corpus), title="A").drawing(view="inferred")


def test_it_looks_the_same_to_the_dot(hatched: Drawing) -> None:
    drawn = png(hatched)
    assert png(inline(hatched)) == drawn
    moved = Drawing.parse(inline(hatched).text().replace("l9 -", "l8 -"))
    assert png(moved) != drawn


def test_it_weighs_less_and_the_drawing_stays_as_it_was(hatched: Drawing) -> None:
    before = hatched.text()
    packed, inside = (len(compress(one.encode())) for one in (before, inline(hatched).text()))
    assert inside < 0.8 * packed
    assert hatched.text() == before


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("M1 2C3 4 5 6 7 8Q0 0 1 1", "M1 2c2 2 4 4 6 6q-7 -8 -6 -7"),
        ("M1 2L3 4L5 4zM1 1L1 3", "M1 2l2 2h2zm0 -1v2"),
        ("m1 2l3 4", "m1 2l3 4"),
        ("M1.25 2L3 4", "M1.25 2L3 4"),
        ("M1 2A5 5 0 0 1 3 4", "M1 2A5 5 0 0 1 3 4"),
        ("M1 2L3", "M1 2L3"),
        ("", ""),
    ],
)
def test_what_is_not_written_as_ours_stays(path: str, told: str) -> None:
    assert told_by_steps(path) == told


def test_marks_stay_links() -> None:
    one = Drawing.parse(drawing("boats", "wide", ("ten-boats",)))
    assert inline(one).anchors() == ("claim-ten-boats",)
