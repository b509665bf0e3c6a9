"""A column of text knows where it is."""

from __future__ import annotations

import pytest
from recording import Recorder

from maliviz.charts.style import LEADING, SMALL, TEXT


def baselines(pen: Recorder) -> list[float]:
    return [stroke.bottom for stroke in pen.strokes]


def test_lines_follow_each_other_from_the_top() -> None:
    pen = Recorder("narrow")
    column = pen.column(10, 100, 120)
    column.text("a statement that is longer than its column")
    column.note("text A")
    *lines, note = baselines(pen)
    assert len(lines) > 1
    assert lines == pytest.approx([100 + TEXT + n * TEXT * LEADING for n in range(len(lines))])
    assert note == pytest.approx(lines[-1] + TEXT * LEADING)
    assert {stroke.left for stroke in pen.strokes} == {10}
    assert all(stroke.width <= 120 for stroke in pen.strokes)


def test_it_ends_where_the_next_line_would_begin() -> None:
    pen = Recorder()
    column = pen.column(0, 100, 300)
    assert column.bottom == 100
    column.note("text A")
    [baseline] = baselines(pen)
    assert column.baseline == pytest.approx(baseline)
    assert column.bottom + SMALL == pytest.approx(baseline + SMALL * LEADING)


def test_without_a_word_it_stays_where_it_is() -> None:
    pen = Recorder()
    column = pen.column(0, 100, 300)
    column.text("")
    assert (column.bottom, pen.strokes) == (100, [])
