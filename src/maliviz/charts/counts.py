"""How many, as each speaker says it: a row for each statement, in the form in which it was made.

==================== =====================================================================
what is said         what is drawn
==================== =====================================================================
``20``               a dot
``>=20``, ``>20``    a bar at 20, and a broken line with an arrow that leaves to the right
``<=20``, ``<20``    a bar at 20, and a broken line with an arrow to the left
``~50``              a soft mark that swells around 50 and fades on both sides, without an end
``dozens``           the word, in quotation marks; it has no place and no length on an axis
hedged or alleged    the same mark, hollow
of another scope     the same mark, hollow
as of a date         the date below the number
==================== =====================================================================

A word of another language than that of its text is not printed there, and not in quotation marks.
A scope is another one if most of the statements count something else. No mean, no sum and no
error bar is made of what different speakers say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, cos, exp, pi, sin
from typing import TYPE_CHECKING

from maliviz.charts.figure import Figure, Row, View, key
from maliviz.charts.style import SMALL, TEXT
from maliviz.corpus.claim import Claim, mark_names, source_line
from maliviz.corpus.rows import claims_of
from maliviz.count import Count, CountError, parse_count
from maliviz.language import gettext as _
from maliviz.language import joined, ngettext, quoted
from maliviz.language import number as digits
from maliviz.phrases import quoted_series, without_accents

if TYPE_CHECKING:
    import pandas as pd

    from maliviz.charts.canvas import Canvas

_FIRM = ("asserted", "attributed")
_ROLE = "happened"
_WORDS, _VALUE, _AXIS = 262.0, 276.0, 412.0  # on a wide sheet: how wide, and where two begin
_BAND, _GAP = 30.0, 12.0
_RADIUS, _HALF, _BAR = 7.0, 11.0, 6.0
_STUB, _LEAST_STUB = 46.0, 16.0


@dataclass(frozen=True)
class _Statement:
    """One row: a claim, its number if it gives one, and whether it counts something else."""

    claim: Claim
    count: Count | None
    aside: bool

    @property
    def hollow(self) -> bool:
        return self.aside or bool(self.claim.hedge) or self.claim.modality not in _FIRM

    @property
    def words(self) -> str:
        if self.count:
            return self.count.words()
        return self.claim.value if self.claim.lang else quoted(self.claim.value)

    @property
    def dated(self) -> str:
        """The number, and the date as of which it was counted."""
        return joined([self.words, self.claim.as_of])

    @property
    def doubts(self) -> str:
        """Why the mark is hollow."""
        scope = self.claim.scope_words or _("the question itself")
        form = _("{firmness}; counted: {scope}")
        return form.format(firmness=self.claim.firmness, scope=scope)

    def order(self) -> tuple[int, int, bool, str, str]:
        """Numbers by size, then words by the alphabet."""
        least, number = (self.count.least, self.count.number) if self.count else (0, 0)
        words = without_accents(self.words).casefold()
        return number, least, self.hollow, words, self.claim.id


@dataclass(frozen=True)
class _Scale:
    """Whole numbers from 0 to ``top``, laid from ``left`` to ``right`` in px, with round steps."""

    top: int
    step: int
    left: float
    right: float

    def x(self, number: float) -> float:
        return self.left + (self.right - self.left) * number / self.top

    @property
    def ticks(self) -> range:
        return range(0, self.top + 1, self.step)


def counts(claims: pd.DataFrame, *, title: str, name: str = "counts") -> Figure:
    """Return the chart of how many, with a row for each claim on one question.

    Parameters
    ----------
    claims
        Rows of `Corpus.claims` that answer one question of the kind ``count``. Drawn are
        ``value`` (``20``, ``>=20``, ``>20``, ``<=20``, ``~50`` or a word), the date ``when`` it
        was counted, and ``statement``; ``hedge``, ``modality`` and ``scope`` make a mark hollow.
    title, name
        The finding, as a sentence, and the address of the figure on its page.

    Raises
    ------
    ValueError
        There is no claim; they answer several questions, or one of another kind; a value is
        neither a count nor a word.

    Examples
    --------
    >>> import maliviz as mv
    >>> corpus = mv.load("data")
    >>> soldiers = corpus.claims.query("question == 'how-many-soldiers'")
    >>> mv.counts(soldiers, title="Some count, some do not").columns[1]
    'How many people'
    """
    rows = claims_of(claims)
    _check(rows)
    [(scope, _times)] = Counter(c.scope for c in rows).most_common(1)
    statements = [_Statement(c, _count(c), c.scope != scope) for c in rows]
    numbers = sorted((s for s in statements if s.count), key=_Statement.order)
    words = sorted((s for s in statements if not s.count), key=_Statement.order)
    forms = {s.count.form for s in numbers if s.count}
    signs = {
        _("Arrow: open on that side."): any(s.count.open for s in numbers if s.count),
        _("Soft mark: about; how far it reaches is our reading."): "about" in forms,
        _("Hollow: hedged, or counting something else."): any(s.hollow for s in numbers),
    }
    question, unit = rows[0].question_text, rows[0].unit
    subtitle = _("{question} One row for each statement; the scale counts {unit}")
    alt = ngettext(
        "Chart with {count} statement on a number of {unit}.",
        "Chart with {count} statements on a number of {unit}.",
        len(rows),
    )
    columns = _("Statement"), _("How many {unit}"), _("As printed"), _("Who says so")
    return Figure(
        name=name,
        title=title,
        subtitle=subtitle.format(question=question, unit=unit),
        alt=" ".join([alt.format(count=len(rows), unit=unit), *_trend(numbers, words)]),
        source=source_line(rows) + key(signs),
        columns=(*(column.format(unit=unit) for column in columns), _("How firmly")),
        rows=tuple(map(_row, [*numbers, *words])),
        names=mark_names(rows),
        views=(
            View("counts", _("Counts"), partial(_draw, numbers=numbers, words=words, unit=unit)),
        ),
    )


def _check(claims: Sequence[Claim]) -> None:
    if not claims:
        raise ValueError(
            "counts needs at least one claim on a question of kind count, and has none"
        )
    questions = quoted_series(sorted({c.question for c in claims}), "and")
    if len({c.question for c in claims}) > 1:
        raise ValueError(f"counts draws one question, and these claims answer {questions}")
    if claims[0].kind != "count":
        raise ValueError(f"the question {questions} asks for a {claims[0].kind}, not a count")


def _count(claim: Claim) -> Count | None:
    """Return the number that a claim gives; None for a word."""
    try:
        return parse_count(claim.value)
    except CountError as error:
        if claim.value.replace(" ", "").replace("-", "").isalpha():
            return None
        raise ValueError(f'the claim "{claim.id}": {error}') from error


def _trend(numbers: Sequence[_Statement], words: Sequence[_Statement]) -> Iterator[str]:
    """Yield what is said, from the lowest number to the highest, then the words."""
    hollow = _("{number} (hollow)")
    if numbers:
        listed = joined(hollow.format(number=s.dated) if s.hollow else s.dated for s in numbers)
        yield _("In numbers, from low to high: {numbers}.").format(numbers=listed)
    if words:
        listed = joined(s.words for s in words)
        yield _("In words without a length: {words}.").format(words=listed)


def _row(statement: _Statement) -> Row:
    claim = statement.claim
    cells = (
        claim.statement,
        statement.dated,
        quoted(claim.printed),
        claim.said_by,
        statement.doubts if statement.hollow else claim.firmness,
    )
    return Row(cells, claims=(claim.id,))


def _draw(
    canvas: Canvas, numbers: Sequence[_Statement], words: Sequence[_Statement], unit: str
) -> None:
    y = 0.0
    if numbers:
        scale = _scale(canvas, numbers)
        y = _draw_axis(canvas, scale, y, _("Number of {unit}").format(unit=unit))
        for statement in numbers:
            y = _draw_row(canvas, scale, statement, y)
        y = _draw_axis(canvas, scale, y - 6)
    if words:
        heading = canvas.column(0, y + TEXT - SMALL, canvas.width)
        heading.note(_("In words, without a number"), weight="bold")
        y = heading.bottom + 4
        for statement in words:
            y = _draw_row(canvas, None, statement, y)
    canvas.height = y - 8


def _scale(canvas: Canvas, numbers: Sequence[_Statement]) -> _Scale:
    """Return an axis with room on the right for an arrow."""
    left, spare = (12.0, 24.0) if canvas.narrow else (_AXIS, 30.0)
    right = canvas.width - spare
    high = max([1, *(max(s.count.number, s.count.most or 0) for s in numbers if s.count)])
    gap = max(48, canvas.measure(digits(high * 2), SMALL) + 16)
    steps = (base * 10**power for power in range(20) for base in (1, 2, 5))
    step = next(s for s in steps if high / s * gap <= right - left or s >= high)
    return _Scale(ceil(high / step) * step, step, left, right)


def _draw_axis(canvas: Canvas, scale: _Scale, y: float, title: str = "") -> float:
    """Write the round numbers, below what they count if ``title`` says so; return the bottom."""
    if title:
        column = canvas.column(0 if canvas.narrow else scale.left, y, canvas.width - 4)
        column.note(title)
        y = column.bottom
    for number in scale.ticks:
        half = canvas.measure(digits(number), SMALL) / 2
        x = min(max(scale.x(number), half), canvas.width - half)
        canvas.text(x, y + SMALL, digits(number), "muted", size=SMALL, align="center")
    return y + SMALL + _GAP


def _draw_row(canvas: Canvas, scale: _Scale | None, statement: _Statement, y: float) -> float:
    """Draw a row from the top ``y``, its mark beside or below the words; return the next top."""
    with canvas.mark(f"claim:{statement.claim.id}"):
        bottom = _write(canvas, statement, y)
        top = bottom if canvas.narrow else y + 0.65 * TEXT - _BAND / 2
        end = max(bottom, top + _BAND) if scale or not canvas.narrow else bottom
        canvas.target(0, y, canvas.width, end - y)
        if scale and statement.count:
            _draw_grid(canvas, scale, top)
            _draw_mark(canvas, scale, statement.count, top + _BAND / 2, hollow=statement.hollow)
    return end + _GAP


def _write(canvas: Canvas, statement: _Statement, y: float) -> float:
    """Write the number or the word, what is said and by whom; return the bottom."""
    column = canvas.column(0, y, canvas.width if canvas.narrow else _WORDS)
    value = column if canvas.narrow else canvas.column(_VALUE, y, _AXIS - _VALUE - 20)
    value.text(statement.words, weight="bold")
    if statement.claim.as_of:
        value.note(statement.claim.as_of)
    column.text(statement.claim.statement)
    column.note(statement.claim.said_by)
    if statement.hollow:
        column.note(statement.doubts)
    return max(value.bottom, column.bottom)


def _draw_grid(canvas: Canvas, scale: _Scale, y: float) -> None:
    ends = [(scale.x(number), at) for number in scale.ticks for at in (y, y + _BAND)]
    canvas.segments(ends[2:], "rule")
    canvas.segments(ends[:2], "muted")


def _draw_mark(canvas: Canvas, scale: _Scale, count: Count, middle: float, *, hollow: bool) -> None:
    """Draw the mark of a number around the line ``middle``."""
    x = scale.x(count.number)
    if count.form == "exact":
        turns = [2 * pi * n / 24 for n in range(24)]
        disc = [(x + _RADIUS * cos(turn), middle + _RADIUS * sin(turn)) for turn in turns]
        canvas.shape(disc, "paper" if hollow else _ROLE, _ROLE, line=2)
    elif count.form == "about":
        half = max(18.0, scale.x(count.most or 0) - x)
        _draw_soft(canvas, x, middle, (half, x - scale.left), hollow=hollow)
    else:
        tip = min(max(scale.left, x + count.open * _STUB), canvas.width - 2.0)
        _draw_open(canvas, x, tip, middle, hollow=hollow)


def _draw_open(canvas: Canvas, x: float, tip: float, middle: float, *, hollow: bool) -> None:
    """Draw a bar where a range begins, and an arrow to its open side if there is room for one."""
    to = 1 if tip > x else -1
    if abs(tip - x) >= _LEAST_STUB:
        canvas.line([(x + 4 * to, middle), (tip, middle)], _ROLE, dash="dashed", line=2)
        canvas.arrow(tip, middle, _ROLE, to=to)
    left = x if to == 1 else x - _BAR
    canvas.box(left, middle - _HALF, _BAR, 2 * _HALF, "paper" if hollow else _ROLE, _ROLE)


def _draw_soft(
    canvas: Canvas, x: float, middle: float, reach: tuple[float, float], *, hollow: bool
) -> None:
    """Draw a swelling that fades to both sides: strokes, or if hollow its outline alone.

    ``reach`` is how far it goes on each side, and how far below it there are numbers at all.
    """
    half, below = reach
    steps = range(-12, 13) if hollow else range(-16, 17)
    offsets = [half * i / 16 for i in steps if half * i / 16 >= -below]
    swell = [(x + at, _HALF * exp(-((2 * at / half) ** 2))) for at in offsets]
    if not hollow:
        ends = [(at, middle + side * height) for at, height in swell for side in (-1, 1)]
        canvas.segments(ends, _ROLE, line=1.5)
        return
    for side in (-1, 1):
        outline = [(at, middle + side * height) for at, height in swell]
        canvas.line(outline, _ROLE, dash="dashed")
