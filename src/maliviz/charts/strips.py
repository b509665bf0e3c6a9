"""What several texts count in days, each back from a day of its own that it may not print.

Each text has a strip of days that ends on the right with the day on which it was written. The
strips share no axis: where those days are not printed, nothing says how the strips lie to each
other, and the picture says so in words between them.

==================== =====================================================================
what a text says     what is drawn
==================== =====================================================================
``P3D``              a block as wide as that one day
``P0D/P1D``          a block over the edge between two days, from the middle to the middle
``P2D/P5D``          a block over all the days that it can be
a day, not counted   slanted lines over the days that an inference leaves; else dots and "?"
expected, not dated  a hollow arrow that leaves the day of writing to the right
==================== =====================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.style import SMALL, TEXT
from maliviz.charts.telling import Strip, Telling, number_word, read_telling
from maliviz.corpus.record import Record, firmness, names, records, said_by, source_line
from maliviz.edtf import Ago

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

_BAR, _BAND = 18.0, 30.0
_CELL, _LABEL = 104.0, 60.0
_BESIDE = 110.0
_COUNTED, _SILENT = "counts back from its own day of writing", "does not tell of it"


@dataclass(frozen=True)
class _Scale:
    """Where the days of a strip lie: each ``cell`` px wide, the day of writing up to ``now``."""

    left: float
    cell: float
    days: int
    right: float

    @property
    def now(self) -> float:
        """The end of the day of writing."""
        return self.left + self.cell * self.days

    def x(self, day: float) -> float:
        """Return the left edge of the day that many days back."""
        return self.now - self.cell * (day + 1)

    def block(self, ago: Ago) -> tuple[float, float]:
        """Return the ends of a block for an offset."""
        half = 0.5 if ago.most_days - ago.least_days == 1 else 0
        left, right = self.x(ago.most_days - half), self.x(ago.least_days - 1 + half)
        return left, max(right, left + 4)


def strips(
    claims: pd.DataFrame,
    documents: pd.DataFrame,
    inferences: pd.DataFrame | None = None,
    *,
    title: str,
    name: str = "strips",
) -> Figure:
    """Return one strip of days for each document.

    ``claims`` are rows of `Corpus.claims`: each has an ``ago``, or is relative without one, or
    is expected; any other has no place on a strip and is a ``ValueError``. ``documents`` are
    rows of `Corpus.documents`; one without claims has a strip that says so. ``inferences`` are
    rows of `Corpus.inferences`: one with a claim that has no ``ago`` and one that has, of the
    same document, among its premises puts the former between that day and the day of writing.
    """
    told = records(claims)
    _refuse_strangers(told, documents)
    known = [] if inferences is None else records(inferences)
    tellings = sorted((read_telling(c, told, known) for c in told), key=Telling.order)
    drawn = [
        Strip(d, tuple(t for t in tellings if t.claim["document"] == d["id"]))
        for d in records(documents)
    ]
    return Figure(
        name=name,
        title=title,
        subtitle="Days counted back from the day on which each text was written",
        alt=f"{len(drawn)} strips of days, one a text. {_told(drawn)} {_note(drawn)}",
        source=source_line(told) + _key(tellings),
        columns=("What", "As printed", "Counted from the day of writing", "Who says so", "How"),
        rows=tuple(_row(t) for strip in drawn for t in strip.tellings),
        names=names(told, [t.inference for t in tellings if t.inference]),
        views=(View("strips", "Days", partial(_draw, strips=drawn)),),
    )


def _refuse_strangers(told: Sequence[Record], documents: pd.DataFrame) -> None:
    if not told:
        raise ValueError("strips needs at least one claim that counts in days; these are none")
    known = set(documents["id"])
    for claim in told:
        if claim["document"] not in known:
            raise ValueError(
                f'the claim "{claim["id"]}" is of the document "{claim["document"]}", which is '
                f"not among the documents given: {', '.join(sorted(known)) or 'none'}"
            )


def _row(telling: Telling) -> Row:
    claim, proof = telling.claim, telling.inference
    cells = (
        claim["statement"],
        f"“{claim['printed']}”",
        telling.counted,
        said_by(claim),
        firmness(claim),
    )
    return Row(cells, (claim["id"],), (proof["id"],) if proof else ())


def _told(drawn: Sequence[Strip]) -> str:
    """Return what each text tells, in a sentence each."""
    said = (
        (s, "; ".join(f"“{t.claim['printed']}” ({t.counted})" for t in s.tellings)) for s in drawn
    )
    return " ".join(f"Text {s.document['label']}: {w or _SILENT}." for s, w in said)


def _note(drawn: Sequence[Strip]) -> str:
    """Return how the strips lie to each other, in words."""
    bare = sum(not strip.dated for strip in drawn)
    if not bare:
        return "Each strip counts from the day that its own text prints."
    if len(drawn) == 1:
        return "The day of writing is not printed, so the days of the strip have no dates."
    days = f"{number_word(bare)} days of writing" if bare > 1 else "day of writing"
    if bare < len(drawn):
        days = f"{number_word(bare)} of the {number_word(len(drawn))} days of writing"
    start = days.capitalize() if bare < len(drawn) else f"The {days}"
    verb = "is" if bare == 1 else "are"
    return f"{start} {verb} not printed, so the strips cannot be laid side by side."


def _key(tellings: Sequence[Telling]) -> str:
    """Return what the signs in the picture mean, as far as they are in it."""
    signs = {
        " Slanted lines: inferred.": any(t.inference for t in tellings),
        " Hollow: expected.": any(t.look.hollow for t in tellings),
        " Dots: some day, not told.": any(not t.days and not t.to_come for t in tellings),
    }
    return "".join(sign for sign, there in signs.items() if there)


def _draw(canvas: Canvas, strips: Sequence[Strip]) -> None:
    y = 0.0
    for place, strip in enumerate(strips):
        if place:
            canvas.line([(0, y), (canvas.width, y)], "muted", dash="dotted")
            y += 8
        if place == 1:
            y = canvas.paragraph(0, y + SMALL, _note(strips), canvas.width, size=SMALL)
        y = _draw_strip(canvas, strip, y + (8 if place else 0)) + 10
    if len(strips) == 1:
        y = canvas.paragraph(0, y + SMALL, _note(strips), canvas.width, size=SMALL) - SMALL
    canvas.height = y - 14


def _draw_strip(canvas: Canvas, strip: Strip, y: float) -> float:
    """Draw a text's heading, days and rows from the top ``y``; return the bottom."""
    heading = f"Text {strip.document['label']}"
    scale = _scale(canvas, strip)
    column = canvas.width if canvas.narrow else scale.left - 24
    bottom = canvas.paragraph(0, y + TEXT, heading, column, weight="bold")
    words = _COUNTED if strip.tellings else _SILENT
    bottom = canvas.paragraph(0, bottom, words, column, "muted", size=SMALL) - SMALL
    if not strip.tellings:
        return bottom + 6
    top = bottom + 4 if canvas.narrow else y + TEXT - SMALL
    y = max(bottom, _draw_days(canvas, strip, scale, top)) + 6
    for telling in strip.tellings:
        y = _draw_telling(canvas, telling, scale, column, y)
    return y


def _scale(canvas: Canvas, strip: Strip) -> _Scale:
    left = 1.0 if canvas.narrow else 290.0
    after = _LABEL if canvas.narrow else _CELL
    room = canvas.width - left - 1
    days = strip.days
    crowded = room / days < _LABEL
    spare = after if crowded or any(t.to_come for t in strip.tellings) else 0
    return _Scale(left, min(_CELL, (room - spare) / days), days, left + room)


def _draw_days(canvas: Canvas, strip: Strip, scale: _Scale, y: float) -> float:
    """Write which day each cell is, as many as there is room for; return the bottom."""
    steps = (base * 10**power for power in range(9) for base in (1, 2, 5))
    step = next(s for s in steps if s * scale.cell >= _LABEL + 4)
    labels = [(day, _day(strip, day)) for day in range(0, scale.days, step)]
    bottom = y
    for day, words in labels:
        room = scale.cell * step if day or step == 1 else scale.right - scale.x(0)
        role = "muted" if day else "ink"
        foot = canvas.paragraph(scale.x(day) + 3, y + SMALL, words, room - 5, role, size=SMALL)
        bottom = max(bottom, foot)
    if step == 1 and any(t.to_come for t in strip.tellings):
        room = scale.right - scale.now - 6
        canvas.paragraph(scale.now + 6, y + SMALL, "days to come", room, "muted", size=SMALL)
    return bottom - SMALL


def _day(strip: Strip, day: int) -> str:
    return f"{day:,} {'day' if day == 1 else 'days'} before" if day else strip.writing


def _draw_telling(
    canvas: Canvas, telling: Telling, scale: _Scale, column: float, y: float
) -> float:
    """Draw a row from the top ``y``; return its bottom."""
    beside = max(scale.now, _end(telling, scale)) + 12
    lines = canvas.wrap(telling.words, canvas.width - beside, SMALL)
    fits = not canvas.narrow and canvas.width - beside >= _BESIDE and len(lines) <= 2
    with canvas.mark(f"claim:{telling.claim['id']}"):
        bottom = _draw_words(canvas, telling, column, y, with_printed=not fits)
        height = bottom - y
        top = bottom + 5 if canvas.narrow else y + max(0, (height - _BAND) / 2)
        end = max(bottom, top + _BAND)
        canvas.target(0, y, canvas.width, end - y)
    _draw_cells(canvas, scale, top, _BAND)
    proof = telling.inference
    with canvas.mark(f"inference:{proof['id']}" if proof else f"claim:{telling.claim['id']}"):
        _draw_mark(canvas, telling, scale, top + (_BAND - _BAR) / 2)
    if fits:
        with canvas.mark(f"claim:{telling.claim['id']}"):
            first = top + _BAND / 2 + SMALL * (1 / 3 if len(lines) == 1 else -0.3)
            canvas.paragraph(beside, first, telling.words, canvas.width - beside, size=SMALL)
    return end + 12


def _draw_words(
    canvas: Canvas, telling: Telling, column: float, y: float, *, with_printed: bool
) -> float:
    """Write what is said, in which words, and by whom; return the bottom."""
    claim, hedge = telling.claim, telling.claim["hedge"]
    said = f"{said_by(claim)}, “{hedge}”" if hedge else said_by(claim)
    y = canvas.paragraph(0, y + TEXT, claim["statement"], column)
    if with_printed:
        y = canvas.paragraph(0, y, telling.words, column, size=SMALL)
    return canvas.paragraph(0, y, said, column, "muted", size=SMALL) - SMALL


def _draw_cells(canvas: Canvas, scale: _Scale, y: float, height: float) -> None:
    """Draw the days as cells, if there is room for them; the day of writing has a dotted edge."""
    canvas.box(scale.left, y, scale.now - scale.left, height, edge="rule", line=1)
    if scale.cell >= 6:
        days = range(1, scale.days - 1)
        canvas.segments([(scale.x(day), at) for day in days for at in (y, y + height)], "rule")
    canvas.box(scale.x(0), y, scale.cell, height, edge="muted", dash="dotted", line=1.5)


def _end(telling: Telling, scale: _Scale) -> float:
    """Return where the mark of a row ends on the right."""
    if telling.to_come:
        return scale.right if scale.right - scale.now < _CELL else scale.now + _CELL - 8
    return scale.block(telling.days)[1] if telling.days else scale.now


def _draw_mark(canvas: Canvas, telling: Telling, scale: _Scale, y: float) -> None:
    look, middle, end = telling.look, y + _BAR / 2, _end(telling, scale)
    if telling.days:
        left, right = scale.block(telling.days)
        look.block(canvas, left, y, right - left, _BAR)
        canvas.target(left, y - 6, max(24, right - left), _BAND)
    elif telling.to_come:
        _draw_arrow(canvas, scale.now + 4, end, y, look.role)
    else:
        canvas.line(
            [(scale.left + 18, middle), (end - 4, middle)], look.role, dash="dotted", line=2
        )
        canvas.text(scale.left + 5, middle + SMALL / 3, "?", look.role, size=SMALL, weight="bold")


def _draw_arrow(canvas: Canvas, left: float, tip: float, y: float, role: str) -> None:
    """Draw a hollow arrow that points to the right."""
    neck, middle, half = tip - _BAR * 0.6, y + _BAR / 2, _BAR / 4
    points = [(left, middle - half), (neck, middle - half), (neck, y), (tip, middle)]
    points += [(x, 2 * middle - at) for x, at in reversed(points[:3])]
    canvas.shape(points, "paper", role)
