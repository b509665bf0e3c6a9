"""A column of text knows where it is."""

from __future__ import annotations

import pytest
from recording import Recorder

from maliviz.charts.column import LEADING, Column
from maliviz.charts.style import SMALL, TEXT


def baselines(pen: Recorder) -> list[float]:
    return [stroke.bottom for stroke in pen.strokes]


def test_lines_follow_each_other_from_the_top() -> None:
    pen = Recorder("narrow")
    column = Column(pen, 10, 100, 120)
    column.text("a statement that is longer than its column")
    column.note("text A")
    *lines, note = baselines(pen)
    assert len(lines) > 1
    assert lines == pytest.approx([100 + TEXT + n * TEXT * LEADING for n in range(len(lines))])
    assert note == pytest.approx(lines[-1] + TEXT * LEADING)
    assert {stroke.left for stroke in pen.strokes} == {10}
    assert all(stroke.width <= 120 for stroke in pen.strokes)


def test_it_ends_where_the_next_line_would_begin_and_closer_below_its_letters() -> None:
    pen = Recorder()
    column = Column(pen, 0, 100, 300)
    assert column.bottom == column.foot == 100
    column.note("text A")
    [baseline] = baselines(pen)
    assert column.bottom + SMALL == pytest.approx(baseline + SMALL * LEADING)
    assert baseline < column.foot < column.bottom


def test_a_gap_is_measured_from_the_letters() -> None:
    pen = Recorder()
    column = Column(pen, 0, 0, 300)
    column.text("It is so.")
    foot = column.foot
    column.skip(7)
    assert column.bottom == column.foot == foot + 7
    column.text("text A", size=SMALL)
    assert baselines(pen)[-1] == pytest.approx(foot + 7 + SMALL)
    column.move(200)
    column.note("text B")
    assert baselines(pen)[-1] == 200 + SMALL
