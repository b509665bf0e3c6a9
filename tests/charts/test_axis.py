"""An axis of years: each year is written, and its line drawn, where dates of that year lie."""

from __future__ import annotations

from itertools import pairwise

import pytest
from recording import Recorder

from maliviz.charts.axis import Axis, axis_of_years
from maliviz.charts.style import Width
from maliviz.edtf import parse

DATES = [
    (["2012", "2020"], (2012, 2021)),
    (["2020-07"], (2020, 2024)),
    (["2012", "[2030..]"], (2012, 2032)),
    (["2012/..", "2020"], (2012, 2023)),
    (["[..2012]", "2020"], (2012, 2021)),
    (["[..2012]"], (2012, 2016)),
    (["2012-03", "2020-07-15"], (2012, 2021)),
    ([], (2000, 2004)),
]


@pytest.mark.parametrize(("dates", "years"), DATES, ids=[" ".join(d) or "none" for d, _ in DATES])
def test_an_axis_holds_its_dates_and_leaves_room_for_open_ends(
    dates: list[str], years: tuple[int, int]
) -> None:
    axis = axis_of_years(map(parse, dates), 0, 100)
    assert (axis.first, axis.last) == years


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize(("first", "last"), [(2012, 2032), (1960, 2021), (1203, 2020)])
def test_a_year_is_written_below_its_line(first: int, last: int, width: Width) -> None:
    pen = Recorder(width)
    axis = Axis(first, last, 40, pen.width - 40)
    axis.label(pen, 20)
    axis.grid(pen, 30, 90)
    labels = {int(s.text): (s.left + s.right) / 2 for s in pen.strokes if s.text}
    assert len(labels) > 1
    assert labels == {year: pytest.approx(axis.x(year)) for year in labels}
    (grid,) = (s for s in pen.strokes if s.verb == "segments")
    assert (grid.left, grid.right) == pytest.approx((min(labels.values()), max(labels.values())))
    assert (grid.top, grid.bottom) == (30, 90)


def test_years_run_from_left_to_right() -> None:
    axis = Axis(2012, 2032, 20, 220)
    assert [axis.x(year) for year in (2012, 2022.5, 2032)] == [20, 125, 220]


@pytest.mark.parametrize("last", [2015, 2032, 2100, 4000])
def test_labels_keep_their_distance(last: int) -> None:
    axis = Axis(2012, last, 0, 300)
    years = [tick.year for tick in axis.ticks()]
    assert all(axis.x(b) - axis.x(a) >= 48 for a, b in pairwise(years))
    assert all(first <= 2012 + 400 for first in years[:1])


def test_no_year_is_written_beyond_the_sheet() -> None:
    pen = Recorder("narrow")
    Axis(2012, 2032, 0, pen.width).label(pen, 20)
    assert min(s.left for s in pen.strokes) == pytest.approx(0)
    assert max(s.right for s in pen.strokes) == pytest.approx(pen.width)
