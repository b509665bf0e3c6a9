"""The sheet: text that fits where it was measured to fit, whatever matplotlib is set to."""

from __future__ import annotations

from typing import Any

import matplotlib
import pytest
from recording import Recorder

from maliviz.charts.canvas import Canvas, Weight, text_width
from maliviz.charts.style import SMALL, TEXT, Width

SENTENCE = "a promise that was made, and kept, and made again"
ENDLESS = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
COMBINED = "e\u0301" * 60

WRAPPED = [
    ("", 90, []),
    ("  ", 90, []),
    ("one", 90, ["one"]),
    ("a date that keeps moving", 100, ["a date that", "keeps moving"]),
    ("by a speaker · denied", 90, ["by a", "speaker\u00a0·", "denied"]),
    ("said in July 2025 (year inferred)", 170, ["said in July", "2025\u00a0(year\u00a0inferred)"]),
    ("the printed days of text A stay", 170, ["the printed days of", "text\u00a0A stay"]),
    ("no letter. A word more", 77, ["no letter. A", "word more"]),
    ("a new  date\u00a0that keeps", 100, ["a new", "date\u00a0that", "keeps"]),
]


@pytest.mark.parametrize(("text", "width", "lines"), WRAPPED)
def test_text_is_broken_between_words(text: str, width: float, lines: list[str]) -> None:
    assert Canvas("narrow").wrap(text, width) == lines


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("size", [TEXT, SMALL])
@pytest.mark.parametrize("text", [SENTENCE, ENDLESS, COMBINED, f"{SENTENCE} {ENDLESS} {SENTENCE}"])
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(
    text: str, size: float, weight: Weight
) -> None:
    lines = Canvas("narrow").wrap(text, 120, size, weight)
    assert len(lines) > 1
    assert all(text_width(line, size, weight) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line.startswith("\u0301") for line in lines)


def test_a_word_is_kept_whole_where_it_fits_a_line() -> None:
    words = {word for line in Canvas("narrow").wrap(SENTENCE, 60) for word in line.split()}
    assert words == set(SENTENCE.split())


SETTINGS: Any = {"font.style": "italic", "font.stretch": "condensed", "font.family": ["serif"]}
SETTINGS |= {"font.size": 30, "font.weight": "bold", "font.variant": "small-caps"}


def test_a_text_is_as_wide_whatever_matplotlib_is_set_to() -> None:
    texts = ["AVATAR, To.", SENTENCE]
    widths = [text_width(text) for text in texts]
    text_width.cache_clear()
    with matplotlib.rc_context(SETTINGS):
        assert [text_width(text) for text in texts] == widths
    text_width.cache_clear()


def test_a_letter_that_the_font_lacks_is_measured_all_the_same() -> None:
    assert text_width("日本") > text_width("日") > 0.9 * TEXT


def test_a_line_of_text_returns_its_width() -> None:
    assert Canvas("wide").text(0, 20, "2030", size=SMALL) == text_width("2030", SMALL)


def test_a_mark_within_a_mark_does_not_end_the_outer_one() -> None:
    sheet = Recorder("narrow")
    with sheet.mark("claim:outer"):
        with sheet.mark("claim:inner"):
            sheet.box(0, 0, 9, 9, "ink")
        sheet.line([(0, 0), (9, 9)])
    sheet.text(0, 9, "beside")
    assert [s.mark for s in sheet.strokes] == ["claim:inner", "claim:outer", ""]


def test_a_mark_is_closed_after_an_error() -> None:
    sheet = Recorder("narrow")
    with pytest.raises(ZeroDivisionError), sheet.mark("claim:one"):
        sheet.width = 1 // 0
    sheet.text(0, 9, "after")
    assert [s.mark for s in sheet.strokes] == [""]


@pytest.mark.parametrize("to", [1, -1])
def test_an_arrow_has_its_tip_where_it_is_put(to: int) -> None:
    sheet = Lines("narrow")
    sheet.arrow(50, 20, "ink", size=6, to=to)
    assert sheet.lines == [[(50 - 6 * to, 14), (50, 20), (50 - 6 * to, 26)]]


SIZES = [(40, 20), (20, 40), (3, 20), (40, 3)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_slanted_lines_fill_a_rectangle_and_stay_in_it(width: float, height: float) -> None:
    sheet = Lines("narrow")
    sheet.hatch(100, 50, width, height, "ink")
    (ends,) = sheet.lines
    assert all(100 <= x <= 100 + width and 50 <= y <= 50 + height for x, y in ends)
    slants = list(zip(ends[::2], ends[1::2], strict=True))
    assert len(slants) >= 4
    assert all(b[0] - a[0] == pytest.approx(a[1] - b[1]) for a, b in slants)


class Lines(Canvas):
    """A sheet that remembers the points of its lines."""

    def __init__(self, width: Width) -> None:
        super().__init__(width)
        self.lines: list[list[tuple[float, float]]] = []

    def line(self, points: Any, role: str = "ink", **more: Any) -> None:
        self.lines.append(list(points))

    def segments(self, ends: Any, role: str, **more: Any) -> None:
        self.lines.append(list(ends))
