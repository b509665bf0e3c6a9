"""What a mark says: the table of `maliviz.charts.marks`, row by row."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from recording import Recorder, Stroke, signs
from tables import table

from maliviz.charts import marks
from maliviz.charts.axis import Axis
from maliviz.charts.marks import Look, draw_date, draw_term
from maliviz.edtf import parse

# Ten px a year: 2020 begins at 100.
AXIS = Axis(2010, 2034, 0, 240)
# A year is 120 px wide, so that a day is less than a third of one.
CLOSE = Axis(2024, 2026, 0, 240)

HAPPENED, PROMISED = Look("happened"), Look("promised")
INFERRED, EXPECTED = Look("happened", inferred=True), Look("expected", hollow=True)

# What is known and what is drawn, as the table has it; then a date, how it looks, its axis, and
# each sign with the px where it begins and ends.
TABLE = [
    (
        ("a month, a year", "a filled block as wide as the month or the year"),
        [
            ("2020", HAPPENED, AXIS, "full box 100–110"),
            ("2024-01", HAPPENED, CLOSE, "full box 0–10"),
            ("2024-02", HAPPENED, CLOSE, "full box 10–20"),
        ],
    ),
    (
        ("a day", "a filled block, wide enough to be seen"),
        [("2024-01-01", HAPPENED, CLOSE, "full box 0–4")],
    ),
    (
        ("``[2021..2024]``", "a filled block over all days that are possible"),
        [("[2021..2024]", HAPPENED, AXIS, "full box 110–150")],
    ),
    (
        ("``2012/2020``", "a filled block from the first to the last"),
        [("2012/2020", HAPPENED, AXIS, "full box 20–110")],
    ),
    (
        ("``2012/..``", "a block where it begins, then a pale band that is open on the right"),
        [("2012/..", HAPPENED, AXIS, "pale box 30–232, arrow right 234–240, full box 20–30")],
    ),
    (
        ("``2022/XXXX``", "a block where it begins, then dots and a question mark"),
        [("2022/XXXX", HAPPENED, AXIS, "full box 120–130, dotted line 130–176, ? 180–188")],
    ),
    (
        ("``[2020..]``", "a bar where it can begin, then a broken line with an arrow"),
        [
            ("[2020..]", PROMISED, AXIS, "dashed line 102–146, arrow right 140–146, bar 100–100"),
            ("[2032..]", PROMISED, AXIS, "dashed line 222–240, arrow right 234–240, bar 220–220"),
        ],
    ),
    (
        ("``[..2024-03]``", "a broken line with an arrow that ends at a bar"),
        [("[..2019]", PROMISED, AXIS, "dashed line 54–96, arrow right 90–96, bar 100–100")],
    ),
    (
        ("a renewable term", "a block to a bar at its first possible end, then a line as above"),
        [
            (
                "2020 until 2024",
                HAPPENED,
                AXIS,
                "full box 100–150, bar 150–150, dashed line 153–240, arrow right 234–240",
            )
        ],
    ),
    (
        ("an inferred part", "a pale filling with slanted lines, in blocks as in bars"),
        [
            ("2020?", INFERRED, AXIS, "pale box 100–110, slanted lines 100–110"),
            ("2024?-01-01", INFERRED, CLOSE, "pale box 0–9, slanted lines 0–9"),
            (
                "2012?/..",
                INFERRED,
                AXIS,
                "pale box 30–232, arrow right 234–240, pale box 20–30, slanted lines 20–30",
            ),
        ],
    ),
    (
        (
            "an expected event",
            "an outline without a filling; a broken line to the end of the axis",
        ),
        [
            ("2020", EXPECTED, AXIS, "hollow box 100–110"),
            ("[2020..]", EXPECTED, AXIS, "dashed line 102–240, arrow right 234–240, bar 100–100"),
        ],
    ),
    # Its test is that of the colours.
    (("the kind", "the colour of all that is drawn"), []),
]
ROWS = [row for _, rows in TABLE for row in rows]
DRAWN = pytest.mark.parametrize(
    ("date", "look", "axis", "expected"),
    [pytest.param(*row, id=f"{row[0]} {row[1].role}") for row in ROWS],
)


def draw(date: str, look: Look, axis: Axis) -> tuple[list[Stroke], tuple[float, float]]:
    """Draw a date, or a term (`2020 until 2024`); return what is drawn, and its ends."""
    pen = Recorder()
    start, _, until = date.partition(" until ")
    if until:
        ends = draw_term(pen, axis, parse(start), parse(until), 10, 16, look)
    else:
        ends = draw_date(pen, axis, parse(date), 10, 16, look)
    return pen.strokes, ends


def test_the_table_is_that_of_the_module() -> None:
    assert table(marks) == [head for head, _ in TABLE]


@DRAWN
def test_a_date_is_drawn_as_the_table_says(
    date: str, look: Look, axis: Axis, expected: str
) -> None:
    strokes, _ = draw(date, look, axis)
    places = [f"{stroke.left:.0f}–{stroke.right:.0f}" for stroke in strokes]
    assert ", ".join(map(" ".join, zip(signs(strokes), places, strict=True))) == expected


@DRAWN
def test_a_mark_keeps_to_its_row_and_tells_its_ends(
    date: str, look: Look, axis: Axis, expected: str
) -> None:
    strokes, (left, right) = draw(date, look, axis)
    assert all(stroke.top >= 10 - 2 and stroke.bottom <= 26 + 2 for stroke in strokes)
    # A bar is 4 px thick.
    assert left <= min(s.left - 2 * s.upright for s in strokes)
    assert right >= max(s.right for s in strokes) - 0.01


@pytest.mark.parametrize("role", ["happened", "promised", "expected", "denied"])
def test_all_of_a_mark_has_the_colour_of_its_kind(role: str) -> None:
    for date, look, axis, _ in ROWS:
        strokes, _ends = draw(date, replace(look, role=role), axis)
        paints = {paint for stroke in strokes for paint in (stroke.fill, stroke.edge)}
        assert paints - {"", "paper"} <= {role, f"{role}-soft"}
        assert role in paints


@pytest.mark.parametrize("date", ["XXXX-07", "../2020", "XXXX/2020"])
def test_a_date_that_has_no_place_is_refused(date: str) -> None:
    with pytest.raises(ValueError, match=re.escape(date)):
        draw(date, HAPPENED, AXIS)


def test_a_term_without_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match="a term from XXXX-07 to 2024 has no bounds to draw"):
        draw("XXXX-07 until 2024", HAPPENED, AXIS)


def test_the_band_of_a_state_that_goes_on_has_no_edge() -> None:
    (band, _, block), _ends = draw("2012/..", HAPPENED, AXIS)
    assert (band.edge, block.edge) == ("", "happened")
