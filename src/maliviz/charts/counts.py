"""How many, as each speaker says it: a row for each statement, in the form in which it was made.

==================== =====================================================================
what is said         what is drawn
==================== =====================================================================
``20``               a dot
``>=20``             a bar at 20, and a broken line with an arrow that leaves to the right
``<=20``             a bar at 20, and a broken line with an arrow to the left
``~50``              a soft mark that swells around 50 and fades on both sides, without an end
``dozens``           the word, in quotation marks; it has no place and no length on an axis
==================== =====================================================================

A mark is hollow where the speaker hedges or only alleges, or counts something else than most of
the others. No mean, no sum and no error bar is made of what different speakers say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, exp
from typing import TYPE_CHECKING, Any

import pandas as pd

from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.pieces import dot
from maliviz.charts.style import SMALL, TEXT
from maliviz.corpus.record import firmness, names, records, said_by, source_line
from maliviz.count import Count, CountError, parse_count

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

_FIRM = ("asserted", "attributed")
_ROLE = "happened"
_STUB, _LEAST, _BAND = 46.0, 16.0, 30.0
_COLUMN, _VALUE, _AXIS = 262.0, 276.0, 412.0


@dataclass(frozen=True)
class _Statement:
    """One row: a claim, its number if it gives one, and whether it counts something else."""

    claim: dict[str, Any]
    count: Count | None
    aside: bool

    @property
    def hollow(self) -> bool:
        return self.aside or bool(self.claim["hedge"]) or self.claim["modality"] not in _FIRM

    @property
    def words(self) -> str:
        return self.count.words() if self.count else f"“{self.claim['value']}”"

    @property
    def doubts(self) -> str:
        """Why the mark is hollow."""
        scope = str(self.claim["scope"]).replace("-", " ") or "the question itself"
        return f"{firmness(self.claim)}; counted: {scope}"

    def order(self) -> tuple[int, int, bool, str, str]:
        """Numbers by size, then words by the alphabet."""
        least, number = (self.count.least, self.count.number) if self.count else (0, 0)
        return number, least, self.hollow, self.words, str(self.claim["id"])


@dataclass(frozen=True)
class _Scale:
    """Whole numbers from 0 to ``top``, laid from ``left`` to ``right`` in px, with round steps."""

    top: int
    step: int
    left: float
    right: float

    def x(self, number: float) -> float:
        return self.left + (self.right - self.left) * number / self.top


def counts(claims: pd.DataFrame, *, title: str, name: str = "counts") -> Figure:
    """Return a row for each claim on one count question.

    ``claims`` are rows of `Corpus.claims` that answer one question of kind ``count``. None at
    all, claims on several questions or of another kind, and a value that is neither a count nor
    a word are a ``ValueError``.
    """
    told = records(claims)
    _refuse_mixtures(told)
    scopes = Counter(c["scope"] for c in told).most_common(1)
    stated = [_Statement(c, _count(c), c["scope"] != scopes[0][0]) for c in told]
    numbers = sorted((s for s in stated if s.count), key=_Statement.order)
    words = sorted((s for s in stated if not s.count), key=_Statement.order)
    question, unit = told[0]["question_text"], told[0]["unit"]
    return Figure(
        name=name,
        title=title,
        subtitle=f"{question} One row for each statement; the scale counts {unit}",
        alt=f"Chart with {len(stated)} statements on a number of {unit}. {_said(numbers, words)}",
        source=source_line(told) + _key(stated),
        columns=("Statement", f"How many {unit}", "As printed", "Who says so", "How firmly"),
        rows=tuple(map(_row, [*numbers, *words])),
        names=names(told),
        views=(View("counts", "Counts", partial(_draw, numbers=numbers, words=words, unit=unit)),),
    )


def _refuse_mixtures(told: Sequence[dict[str, Any]]) -> None:
    if not told:
        raise ValueError(
            "counts needs at least one claim on a question of kind count, and has none"
        )
    questions = sorted({str(c["question"]) for c in told})
    if len(questions) > 1:
        raise ValueError(f"counts draws one question, and these claims answer {questions}")
    if told[0]["kind"] != "count":
        raise ValueError(f'the question "{questions[0]}" asks for a {told[0]["kind"]}, not a count')


def _count(claim: dict[str, Any]) -> Count | None:
    """Return the number that a claim gives; None for a word."""
    try:
        return parse_count(str(claim["value"]))
    except CountError as error:
        if str(claim["value"]).replace(" ", "").replace("-", "").isalpha():
            return None
        raise ValueError(f'the claim "{claim["id"]}": {error}') from error


def _said(numbers: Sequence[_Statement], words: Sequence[_Statement]) -> str:
    """Return what is said, from the lowest number to the highest, then the words."""
    listed = [f"{s.words}{' (hollow)' if s.hollow else ''}" for s in numbers]
    said = [f"In numbers, from low to high: {', '.join(listed)}."] if listed else []
    if words:
        said += [f"In words without a length: {', '.join(s.words for s in words)}."]
    return " ".join(said)


def _key(stated: Sequence[_Statement]) -> str:
    """Return what the signs in the picture mean, as far as they are in it."""
    forms = {s.count.form for s in stated if s.count}
    signs = {
        " Arrow: open on that side.": forms & {"floor", "ceiling"},
        " Soft mark: about; how far it reaches is our reading.": "about" in forms,
        " Hollow: hedged, or counting something else.": any(s.hollow and s.count for s in stated),
    }
    return "".join(sign for sign, there in signs.items() if there)


def _row(statement: _Statement) -> Row:
    claim = statement.claim
    cells = (
        claim["statement"],
        statement.words,
        f"“{claim['printed']}”",
        said_by(claim),
        statement.doubts if statement.hollow else firmness(claim),
    )
    return Row(cells, claims=(claim["id"],))


def _draw(
    canvas: Canvas, numbers: Sequence[_Statement], words: Sequence[_Statement], unit: str
) -> None:
    y = 0.0
    if numbers:
        scale = _scale(canvas, numbers)
        y = _draw_axis(canvas, scale, y, f"Number of {unit}")
        for statement in numbers:
            y = _draw_row(canvas, scale, statement, y)
        y = _draw_axis(canvas, scale, y - 6)
    if words:
        y = canvas.paragraph(
            0,
            y + TEXT,
            "In words, without a number",
            canvas.width,
            "muted",
            size=SMALL,
            weight="bold",
        )
        y -= SMALL - 4
        for statement in words:
            y = _draw_row(canvas, None, statement, y)
    canvas.height = y - 8


def _scale(canvas: Canvas, numbers: Sequence[_Statement]) -> _Scale:
    """Return an axis with room on the right for an arrow."""
    left, right = (12.0 if canvas.narrow else _AXIS), canvas.width - (24.0 if canvas.narrow else 30)
    high = max([1, *(max(s.count.number, s.count.most or 0) for s in numbers if s.count)])
    gap = max(48, canvas.measure(f"{high * 2:,}", SMALL) + 16)
    steps = (base * 10**power for power in range(20) for base in (1, 2, 5))
    step = next(s for s in steps if high / s * gap <= right - left or s >= high)
    return _Scale(ceil(high / step) * step, step, left, right)


def _draw_axis(canvas: Canvas, scale: _Scale, y: float, title: str = "") -> float:
    """Write the round numbers, below what they count if ``title`` says so; return the bottom."""
    y += SMALL
    if title:
        y = canvas.paragraph(
            0 if canvas.narrow else scale.left, y, title, canvas.width - 4, "muted", size=SMALL
        )
    for number in range(0, scale.top + 1, scale.step):
        half = canvas.measure(f"{number:,}", SMALL) / 2
        x = min(max(scale.x(number), half), canvas.width - half)
        canvas.text(x, y, f"{number:,}", "muted", size=SMALL, align="center")
    return y + 12


def _draw_row(canvas: Canvas, scale: _Scale | None, statement: _Statement, y: float) -> float:
    """Draw a row from the top ``y``; return the top of the next."""
    column = canvas.width if canvas.narrow else _COLUMN
    with canvas.mark(f"claim:{statement.claim['id']}"):
        bottom = max(_draw_value(canvas, statement, y), _draw_words(canvas, statement, column, y))
        top = bottom if canvas.narrow else y + 0.65 * TEXT - _BAND / 2
        end = max(bottom, top + _BAND) if scale or not canvas.narrow else bottom
        canvas.target(0, y, canvas.width, end - y)
        if scale:
            _draw_grid(canvas, scale, top)
            _draw_mark(canvas, scale, statement, top)
    return end + 12


def _draw_value(canvas: Canvas, statement: _Statement, y: float) -> float:
    """Write the number or the word in a column of its own, if wide; return the bottom."""
    if canvas.narrow:
        return y
    room = _AXIS - _VALUE - 20
    return canvas.paragraph(_VALUE, y + TEXT, statement.words, room, weight="bold") - TEXT


def _draw_words(canvas: Canvas, statement: _Statement, column: float, y: float) -> float:
    """Write what is said and by whom; return the bottom."""
    claim, y = statement.claim, y + TEXT
    if canvas.narrow:
        y = canvas.paragraph(0, y, statement.words, column, weight="bold")
    y = canvas.paragraph(0, y, claim["statement"], column)
    y = canvas.paragraph(0, y, said_by(claim), column, "muted", size=SMALL)
    if statement.hollow:
        y = canvas.paragraph(0, y, statement.doubts, column, "muted", size=SMALL)
    return y - SMALL


def _draw_grid(canvas: Canvas, scale: _Scale, y: float) -> None:
    steps = range(0, scale.top + 1, scale.step)
    ends = [(scale.x(number), at) for number in steps for at in (y, y + _BAND)]
    canvas.segments(ends[2:], "rule")
    canvas.segments(ends[:2], "muted")


def _draw_mark(canvas: Canvas, scale: _Scale, statement: _Statement, y: float) -> None:
    """Draw the mark of a number in its band."""
    count, middle = statement.count, y + _BAND / 2
    assert count is not None
    x = scale.x(count.number)
    if count.form == "exact":
        dot(canvas, x, middle, 7, "paper" if statement.hollow else _ROLE, _ROLE)
    elif count.form == "about":
        half = max(18.0, scale.x(count.most or 0) - x)
        _draw_soft(canvas, x, middle, (half, x - scale.left), hollow=statement.hollow)
    else:
        to = 1 if count.form == "floor" else -1
        tip = min(max(scale.left, x + to * _STUB), canvas.width - 2.0)
        _draw_open(canvas, x, tip, middle, hollow=statement.hollow)


def _draw_open(canvas: Canvas, x: float, tip: float, middle: float, *, hollow: bool) -> None:
    """Draw a bar where a range begins, and an arrow to its open side if there is room for one."""
    to = 1 if tip > x else -1
    if abs(tip - x) >= _LEAST:
        canvas.line([(x + 4 * to, middle), (tip, middle)], _ROLE, dash="dashed", line=2)
        canvas.arrow(tip, middle, _ROLE, to=to)
    left = x if to == 1 else x - 6
    canvas.box(left, middle - 11, 6, 22, "paper" if hollow else _ROLE, _ROLE)


def _draw_soft(
    canvas: Canvas, x: float, middle: float, reach: tuple[float, float], *, hollow: bool
) -> None:
    """Draw a swelling that fades to both sides: strokes, or if hollow its outline alone.

    ``reach`` is how far it goes on each side, and how far below it there are numbers at all.
    """
    half, below = reach
    steps = range(-12, 13) if hollow else range(-16, 17)
    offsets = [half * i / 16 for i in steps if half * i / 16 >= -below]
    swell = [(x + at, 11 * exp(-((2 * at / half) ** 2))) for at in offsets]
    if not hollow:
        ends = [(at, middle + side * height) for at, height in swell for side in (-1, 1)]
        canvas.segments(ends, _ROLE, line=1.5)
        return
    for side in (-1, 1):
        outline = [(at, middle + side * height) for at, height in swell]
        canvas.line(outline, _ROLE, dash="dashed")
