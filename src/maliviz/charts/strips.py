"""What several texts count in days, each back from a day of its own that it may not print.

Each text has a strip of days that ends on the right with the day on which it was written. That
day need not be printed, so an offset never becomes a day of the calendar, and the strips share
no axis: where those days are not printed, nothing says how the strips lie to each other, and the
picture says so in words between them.

==================== =====================================================================
what a text says     what is drawn
==================== =====================================================================
``P3D``              a block as wide as that one day
``P0D/P1D``          a block over the edge between two days, from the middle to the middle
``P2D/P5D``          a block over all the days that it can be
a day, bounded       slanted lines over the days that an inference leaves
a day, not counted   dots and "?"
expected, not dated  a hollow arrow that leaves the day of writing to the right
nothing              the words "does not tell of it"
something, left out  the words "is not shown here"
==================== =====================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from maliviz.charts.figure import Figure, Row, View, key
from maliviz.charts.marks import Look
from maliviz.charts.style import SMALL, TEXT
from maliviz.corpus.claim import Claim, Inference, mark_names, source_line
from maliviz.corpus.rows import Document, claims_of, rows_of
from maliviz.edtf import Ago, parse_ago
from maliviz.language import N_, joined, ngettext, number_word, quoted
from maliviz.language import gettext as _
from maliviz.language import number as digits
from maliviz.phrases import capitalized

if TYPE_CHECKING:
    import pandas as pd

    from maliviz.charts.canvas import Canvas

_BAR, _BAND, _GAP = 18.0, 30.0, 12.0
_CELL, _LABEL = 104.0, 60.0  # how wide a day is at most, and what is written of it at least
_DAYS = 290.0  # where the days begin on a wide sheet
_BESIDE = 110.0
_SOME_DAY, _TO_COME = N_("some day, not told"), N_("in days to come")
_COUNTED, _SILENT = N_("counts back from its own day of writing"), N_("does not tell of it")
_LEFT_OUT = N_("is not shown here")


@dataclass(frozen=True)
class _Offset:
    """One claim on a strip: ``days`` back as the text counts them, or as ``inference`` does."""

    claim: Claim
    days: Ago | None = None
    inference: Inference | None = None

    @property
    def to_come(self) -> bool:
        """Whether it lies after the day of writing, on no day that is told."""
        return self.days is None and not self.claim.relative

    @property
    def look(self) -> Look:
        role = self.claim.role
        return Look(role, hollow=role == "expected", inferred=bool(self.inference))

    @property
    def target(self) -> str:
        """What its mark leads to."""
        return f"inference:{self.inference.id}" if self.inference else f"claim:{self.claim.id}"

    @property
    def words(self) -> str:
        """The printed words, and what they leave open."""
        printed = quoted(self.claim.printed)
        if self.inference and self.days:
            days = self.days.most_days + 1
            form = ngettext(
                "{printed}: one of {number} days, inferred",
                "{printed}: one of {number} days, inferred",
                days,
            )
            return form.format(printed=printed, number=number_word(days))
        if self.days or self.to_come:
            return printed
        return _("{printed}: {when}").format(printed=printed, when=_(_SOME_DAY))

    @property
    def counted(self) -> str:
        """When, in days from the day of writing."""
        if self.days:
            words = self.days.words()
            return _("{days}, inferred").format(days=words) if self.inference else words
        return _(_TO_COME if self.to_come else _SOME_DAY)

    def order(self) -> tuple[bool, int, str]:
        """Longest ago first; what is still to come last."""
        return self.to_come, -self.days.most_days if self.days else 0, self.claim.id


@dataclass(frozen=True)
class _Strip:
    """One text with what it tells, on as many days as that needs; if nothing, whether any."""

    document: Document
    offsets: tuple[_Offset, ...]
    silent: bool

    @property
    def state(self) -> str:
        """What its heading says of it."""
        return _(_COUNTED if self.offsets else _SILENT if self.silent else _LEFT_OUT)

    @property
    def days(self) -> int:
        return max([2, *(o.days.most_days + 1 for o in self.offsets if o.days)])

    @property
    def to_come(self) -> bool:
        return any(o.to_come for o in self.offsets)

    @property
    def dated(self) -> bool:
        """Whether the text prints the day on which it was written."""
        return self.document.published_basis == "printed"

    def day(self, back: int) -> str:
        """Return what stands under a day."""
        if back:
            form = ngettext("{days} day before", "{days} days before", back)
            return form.format(days=digits(back))
        published = self.document.published if self.dated else None
        if published is None:
            return _("day of writing, not printed")
        return _("day of writing, {date}").format(date=published.words())


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
        """Return the ends of a block for an offset, wide enough to be seen."""
        half = 0.5 if ago.most_days - ago.least_days == 1 else 0
        left, right = self.x(ago.most_days - half), self.x(ago.least_days - 1 + half)
        return left, max(right, left + 4)

    def end(self, offset: _Offset) -> float:
        """Return where the mark of an offset ends on the right."""
        if offset.to_come:
            return self.right if self.right - self.now < _CELL else self.now + _CELL - 8
        return self.block(offset.days)[1] if offset.days else self.now


def strips(
    claims: pd.DataFrame,
    documents: pd.DataFrame,
    inferences: pd.DataFrame | None = None,
    *,
    title: str,
    name: str = "strips",
) -> Figure:
    """Return a strip of days for each text, back from the day on which it was written.

    Parameters
    ----------
    claims
        Rows of `Corpus.claims`: each has an ``ago``, or a ``when_basis`` of ``relative``, or a
        ``modality`` of ``expected``.
    documents
        Rows of `Corpus.documents`; one without claims has a strip that says so.
    inferences
        Rows of `Corpus.inferences`. One with a claim that has no ``ago`` and one that has, of
        the same document, among its ``premises`` puts the former between that day and the day
        of writing.
    title, name
        The finding, as a sentence, and the address of the figure on its page.

    Raises
    ------
    ValueError
        There is no claim; one has no place on a strip, or is of a document that is not given.

    Examples
    --------
    >>> import maliviz as mv
    >>> corpus = mv.load("data")
    >>> counted = corpus.claims.query("ago != ''")
    >>> mv.strips(counted, corpus.documents, title="Two texts, two days").columns[2]
    'Counted from the day of writing'
    """
    rows, texts = claims_of(claims), rows_of(Document, documents)
    _check(rows, texts)
    bounds = () if inferences is None else rows_of(Inference, inferences)
    placed = sorted((_offset(claim, rows, bounds) for claim in rows), key=_Offset.order)
    drawn = [_strip(document, placed) for document in texts]
    signs = {
        _("Slanted lines: inferred."): any(o.inference for o in placed),
        _("Hollow: expected."): any(o.look.hollow for o in placed),
        _("Dots: some day, not told."): any(not o.days and not o.to_come for o in placed),
    }
    size = ngettext(
        "{count} strip of days, one a text.", "{count} strips of days, one a text.", len(drawn)
    )
    return Figure(
        name=name,
        title=title,
        subtitle=_("Days counted back from the day on which each text was written"),
        alt=" ".join([size.format(count=len(drawn)), *_trend(drawn), _note(drawn)]),
        source=source_line(rows) + key(signs),
        columns=(
            _("What"),
            _("As printed"),
            _("Counted from the day of writing"),
            _("Who says so"),
            _("How"),
        ),
        rows=tuple(_row(o) for strip in drawn for o in strip.offsets),
        names=mark_names(rows, [o.inference for o in placed if o.inference]),
        views=(View("strips", _("Days"), partial(_draw, strips=drawn)),),
    )


def _check(claims: Sequence[Claim], documents: Sequence[Document]) -> None:
    if not claims:
        raise ValueError("strips needs at least one claim that counts in days; these are none")
    ids = {document.id for document in documents}
    for claim in claims:
        if claim.document not in ids:
            raise ValueError(
                f'the claim "{claim.id}" is of the document "{claim.document}", which is '
                f"not among the documents given: {', '.join(sorted(ids)) or 'none'}"
            )


def _strip(document: Document, placed: Sequence[_Offset]) -> _Strip:
    offsets = tuple(o for o in placed if o.claim.document == document.id)
    return _Strip(document, offsets, all(document.label in o.claim.silent_texts for o in placed))


def _offset(claim: Claim, claims: Sequence[Claim], inferences: Sequence[Inference]) -> _Offset:
    """Return the place of one claim; one that has none is a ``ValueError``."""
    if claim.counted_from:
        raise ValueError(
            f'the claim "{claim.id}" counts from the event "{claim.counted_from}", and a strip '
            'of days from the day of its text: keep the rows whose counted_from is ""'
        )
    if claim.ago:
        return _Offset(claim, claim.ago)
    if claim.relative:
        return _bounded(claim, claims, inferences)
    if claim.modality == "expected":
        return _Offset(claim)
    raise ValueError(
        f'the claim "{claim.id}" has no place on a strip of days: it has no "ago", its '
        f'"when_basis" is "{claim.when_basis}" and not "relative", and it expects nothing'
    )


def _bounded(claim: Claim, claims: Sequence[Claim], inferences: Sequence[Inference]) -> _Offset:
    """Return a claim without a count, between the day an inference gives and that of writing."""
    counted = {c.id: c.ago for c in claims if c.ago and c.document == claim.document}
    for inference in inferences:
        since = [counted[id].most_days for id in inference.premises if id in counted]
        if claim.id in inference.premises and since:
            days = max(since)
            return _Offset(claim, parse_ago(f"P0D/P{days}D" if days else "P0D"), inference)
    return _Offset(claim)


def _row(offset: _Offset) -> Row:
    claim, proof = offset.claim, offset.inference
    words = quoted(claim.printed)
    cells = (claim.statement, words, offset.counted, claim.said_by, claim.firmness)
    return Row(cells, (claim.id,), (proof.id,) if proof else ())


def _trend(strips: Sequence[_Strip]) -> Iterator[str]:
    """Yield what each text tells, in a sentence each."""
    offset = _("{printed} ({days})")
    for strip in strips:
        told = (
            offset.format(printed=quoted(o.claim.printed), days=o.counted) for o in strip.offsets
        )
        words = joined(told, ";")
        sentence = _("Text {label}: {words}.")
        yield sentence.format(label=strip.document.label, words=words or strip.state)


def _note(strips: Sequence[_Strip]) -> str:
    """Return how the strips lie to each other, in words."""
    bare = sum(not strip.dated for strip in strips)
    if not bare:
        return _("Each strip counts from the day that its own text prints.")
    if len(strips) == 1:
        return _("The day of writing is not printed, so the days of the strip have no dates.")
    if bare == len(strips):
        form = ngettext(
            "The {number} days of writing are not printed, so the strips cannot be laid "
            "side by side.",
            "The {number} days of writing are not printed, so the strips cannot be laid "
            "side by side.",
            bare,
        )
    else:
        form = ngettext(
            "{number} of the {all} days of writing is not printed, so the strips cannot be laid "
            "side by side.",
            "{number} of the {all} days of writing are not printed, so the strips cannot be laid "
            "side by side.",
            bare,
        )
    return capitalized(form.format(number=number_word(bare), all=number_word(len(strips))))


def _draw(canvas: Canvas, strips: Sequence[_Strip]) -> None:
    y = 0.0
    for number, strip in enumerate(strips):
        if number:
            canvas.line([(0, y), (canvas.width, y)], "muted", dash="dotted")
            y += 16
        if number == 1:
            y = _write_note(canvas, strips, y - 8) + SMALL + 8
        y = _draw_strip(canvas, strip, y) + 10
    if len(strips) == 1:
        y = _write_note(canvas, strips, y)
    canvas.height = y - 14


def _write_note(canvas: Canvas, strips: Sequence[_Strip], y: float) -> float:
    note = canvas.column(0, y, canvas.width)
    note.text(_note(strips), size=SMALL)
    return note.bottom


def _draw_strip(canvas: Canvas, strip: _Strip, y: float) -> float:
    """Draw a text's heading, days and rows from the top ``y``; return the bottom."""
    scale = _scale(canvas, strip)
    width = canvas.width if canvas.narrow else scale.left - 24
    heading = canvas.column(0, y, width)
    heading.text(_("Text {label}").format(label=strip.document.label), weight="bold")
    heading.note(strip.state)
    if not strip.offsets:
        return heading.bottom + 6
    top = heading.bottom + 4 if canvas.narrow else y + TEXT - SMALL
    y = max(heading.bottom, _draw_days(canvas, strip, scale, top)) + 6
    for offset in strip.offsets:
        y = _draw_offset(canvas, offset, scale, width, y)
    return y


def _scale(canvas: Canvas, strip: _Strip) -> _Scale:
    label = _label(canvas, strip)
    left, after = (1.0, label) if canvas.narrow else (_DAYS, max(_CELL, label))
    room = canvas.width - left - 1
    crowded = room / strip.days < label
    spare = after if crowded or strip.to_come else 0
    return _Scale(left, min(_CELL, (room - spare) / strip.days), strip.days, left + room)


def _label(canvas: Canvas, strip: _Strip) -> float:
    """Return the room in which no word that is written of a day has to be broken."""
    words = [_("days to come"), *(strip.day(back) for back in (0, 1, strip.days))]
    widths = (canvas.measure(word, SMALL) for label in words for word in label.split(" "))
    return max(_LABEL, *(width + 6 for width in widths))


def _draw_days(canvas: Canvas, strip: _Strip, scale: _Scale, y: float) -> float:
    """Write which day each cell is, as many as there is room for; return the bottom."""
    steps = (base * 10**power for power in range(9) for base in (1, 2, 5))
    least = _label(canvas, strip) + 4
    step = next(s for s in steps if s * scale.cell >= least)
    bottom = y
    for day in range(0, scale.days, step):
        room = scale.cell * step if day or step == 1 else scale.right - scale.x(0)
        label = canvas.column(scale.x(day) + 3, y, room - 5)
        label.text(strip.day(day), "muted" if day else "ink", size=SMALL)
        bottom = max(bottom, label.bottom)
    if step == 1 and strip.to_come:
        room = scale.right - scale.now - 6
        canvas.column(scale.now + 6, y, room).note(_("days to come"))
    return bottom


def _draw_offset(canvas: Canvas, offset: _Offset, scale: _Scale, width: float, y: float) -> float:
    """Draw a row from the top ``y``; return the top of the next."""
    beside = max(scale.now, scale.end(offset)) + 12
    lines = canvas.wrap(offset.words, canvas.width - beside, SMALL)
    fits = not canvas.narrow and canvas.width - beside >= _BESIDE and len(lines) <= 2
    with canvas.mark(f"claim:{offset.claim.id}"):
        bottom = _write(canvas, offset, width, y, with_printed=not fits)
        top = bottom + 5 if canvas.narrow else y + max(0, (bottom - y - _BAND) / 2)
        end = max(bottom, top + _BAND)
        canvas.target(0, y, canvas.width, end - y)
    _draw_cells(canvas, scale, top)
    with canvas.mark(offset.target):
        _draw_mark(canvas, offset, scale, top + (_BAND - _BAR) / 2)
    if fits:
        with canvas.mark(f"claim:{offset.claim.id}"):
            first = top + _BAND / 2 - SMALL * (2 / 3 if len(lines) == 1 else 1.3)
            canvas.column(beside, first, canvas.width - beside).text(offset.words, size=SMALL)
    return end + _GAP


def _write(canvas: Canvas, offset: _Offset, width: float, y: float, *, with_printed: bool) -> float:
    """Write what is said, in which words, and by whom; return the bottom."""
    claim, column = offset.claim, canvas.column(0, y, width)
    column.text(claim.statement)
    if with_printed:
        column.text(offset.words, size=SMALL)
    column.note(f"{claim.said_by} · {claim.firmness}")
    return column.bottom


def _draw_cells(canvas: Canvas, scale: _Scale, y: float) -> None:
    """Draw the days as cells, if there is room for them; the day of writing has a dotted edge."""
    canvas.box(scale.left, y, scale.now - scale.left, _BAND, edge="rule", line=1)
    if scale.cell >= 6:
        days = range(1, scale.days - 1)
        canvas.segments([(scale.x(day), at) for day in days for at in (y, y + _BAND)], "rule")
    canvas.box(scale.x(0), y, scale.cell, _BAND, edge="muted", dash="dotted", line=1.5)


def _draw_mark(canvas: Canvas, offset: _Offset, scale: _Scale, y: float) -> None:
    look, middle, end = offset.look, y + _BAR / 2, scale.end(offset)
    if offset.days:
        left, right = scale.block(offset.days)
        look.block(canvas, left, y, right - left, _BAR)
        canvas.target(left, y - 6, max(24, right - left), _BAND)
    elif offset.to_come:
        _draw_arrow(canvas, scale.now + 4, end, y, look.role)
    else:
        dots = [(scale.left + 18, middle), (end - 4, middle)]
        canvas.line(dots, look.role, dash="dotted", line=2)
        canvas.text(scale.left + 5, middle + SMALL / 3, "?", look.role, size=SMALL, weight="bold")


def _draw_arrow(canvas: Canvas, left: float, tip: float, y: float, role: str) -> None:
    """Draw a hollow arrow that points to the right."""
    neck, middle, half = tip - _BAR * 0.6, y + _BAR / 2, _BAR / 4
    points = [(left, middle - half), (neck, middle - half), (neck, y), (tip, middle)]
    points += [(x, 2 * middle - at) for x, at in reversed(points[:3])]
    canvas.shape(points, "paper", role)
