"""What happened, was promised and is expected, in lanes over the years.

Each event has a row of its own, so that no label can touch another, however many there are.
There are two views of the same events, and a row keeps its place in both. One has the inferred
dates too, marked as such. The other has only what is printed: what a text dates without a year
has no place on the axis there, and the row says in words what the text prints instead.

A line shows where the texts stand, and what comes after is tinted. Where a year is crowded it
comes again below, month by month. Where all lies within two years the axis is of months, and
where it is closer still, of days or of hours.

Where there are many events, a reader may pick a lane and a span of years. An open end counts as
reaching as far as it may, but what is told as done no further than the texts, and a row without a
date is in no span.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from maliviz.charts.axis import Axis, Months, axis_for
from maliviz.charts.figure import Figure, Place, Row, View
from maliviz.charts.interactive import Mark, timeline
from maliviz.charts.marks import Look, draw_date, draw_term
from maliviz.charts.style import LEADING, SMALL, TEXT
from maliviz.corpus.claim import Claim, Inference, mark_names, source_line
from maliviz.corpus.rows import Document, claims_of, rows_of
from maliviz.corpus.vocabulary import label
from maliviz.edtf import Edtf, parse, printed
from maliviz.edtf.date import Part, PartialDate
from maliviz.language import N_, joined, ngettext, pgettext, quoted, word_list
from maliviz.language import gettext as _

if TYPE_CHECKING:
    import pandas as pd

    from maliviz.charts.canvas import Canvas

_LABELS, _BAR = 252.0, 16.0
_CROWD = 3
"""From how many events on a year is crowded."""
_MANY = 8
"""From how many events on a reader may pick some."""
_BLOCK = (0, 22, 22)
_KEY = (
    (N_("told as done"), "2020", Look("happened"), _BLOCK),
    (N_("promised"), "2020", Look("promised"), _BLOCK),
    (N_("expected"), "2020", Look("expected", hollow=True), _BLOCK),
    (N_("inferred"), "2020", Look("happened", inferred=True), _BLOCK),
    (N_("by then"), "[..2020]", Look("happened"), (26, 48, 50)),
    (N_("then or later"), "[2020..]", Look("happened"), (2, 50, 50)),
)
"""What a sample means, its date and look, from where to where 2020 goes there, and its width."""
_SUBTITLES = {
    "year": (
        N_("Events by year"),
        N_("Events by year; what is hatched is inferred by this report"),
    ),
    "month": (
        N_("Events by month"),
        N_("Events by month; what is hatched is inferred by this report"),
    ),
    "day": (
        N_("Events by day"),
        N_("Events by day; what is hatched is inferred by this report"),
    ),
    "hour": (
        N_("Events by hour"),
        N_("Events by hour; what is hatched is inferred by this report"),
    ),
}
"""By the unit of the axis: if nothing is hatched, and if something is."""


class _Writing(NamedTuple):
    """When the texts were written, as decimal years; ``inferred`` if no text prints it."""

    start: float
    end: float
    inferred: bool


@dataclass(frozen=True)
class _Entry:
    """One row: an event with the claims on it, and its date; ``until`` is a term's first end."""

    claims: tuple[Claim, ...]
    date: Edtf | None
    until: Edtf | None = None
    inference: Inference | None = None

    @property
    def event(self) -> Claim:
        """The first claim, for what it says of the event: label, kind, lane."""
        return self.claims[0]

    @property
    def target(self) -> str:
        """The proof that the mark leads to."""
        if self.inference and self.date:
            return f"inference:{self.inference.id}"
        return f"claim:{self.claims[0].id}"

    @property
    def look(self) -> Look:
        """How the mark looks."""
        kind = self.event.event_kind
        inferred = bool(self.date and self.date.inferred)
        return Look(kind, hollow=kind == "expected", inferred=inferred)

    @property
    def extent(self) -> tuple[float | None, float | None]:
        """From where to where it can lie on an axis of years; None where nothing tells."""
        return self.date.extent() if self.date else (None, None)

    @property
    def words(self) -> str:
        """When, in words; without a date, the words that the text prints."""
        if self.until:
            return _("first possible end {date}").format(date=self.until.words())
        if self.date:
            return self.date.words()
        premises = self.inference.premises if self.inference else ()
        bases = ("relative", "inferred")
        timed = [c for c in self.claims if c.when_basis in bases or c.id in premises]
        return word_list((quoted(c.printed) for c in timed or self.claims[:1]), "or")

    def caption(self, headed: int = 0, *, noted: bool = True) -> str:
        """When, what kind if it is not told as done, and in which texts, or inferred from which.

        ``headed`` is the year that a heading says already, so that no row has to; where it says of
        it that it is inferred, too, the date is not ``noted``.
        """
        labels = sorted({c.document_label for c in self.claims})
        inferred = bool(self.inference and self.date)
        words = (_unnoted(self) if inferred or not noted else self).words
        if headed:
            year = pgettext("in a date, where the heading says it", " {year}")
            words = words.replace(year.format(year=headed), "")
        if self.event.event_kind != "happened":
            kind = label("kind", self.event.event_kind)
            words = _("{when}, {kind}").format(when=words, kind=kind)
        if inferred:
            origin = ngettext(
                "inferred from\u00a0text\u00a0{labels}",
                "inferred from\u00a0text\u00a0{labels}",
                len(labels),
            )
        else:
            origin = ngettext("text\u00a0{labels}", "text\u00a0{labels}", len(labels))
        return f"{words} ·\u00a0{origin.format(labels=word_list(labels))}"

    @property
    def inferences(self) -> tuple[str, ...]:
        """The ids of the inferences that the date rests on."""
        ids = [c.when_inference for c in self.claims]
        ids += [self.inference.id] if self.inference else []
        return tuple(dict.fromkeys(filter(None, ids)))

    def as_printed(self) -> _Entry:
        """Return the entry without what is inferred, and without what depends on an inference."""
        date = printed(self.date) if self.date and not self.inference else None
        placed = date and any(end is not None for end in date.extent())
        return replace(self, date=date if placed else None, until=None)


def _unnoted(entry: _Entry) -> _Entry:
    """Return an entry whose years have no mark that they are inferred."""
    date, until = (
        when and replace(when, first=_unmarked(when.first), last=_unmarked(when.last))
        for when in (entry.date, entry.until)
    )
    return replace(entry, date=date, until=until)


def _unmarked(date: PartialDate) -> PartialDate:
    year, *others = date.parts or (None,)
    return replace(date, parts=(Part(year.digits), *others)) if year and year.mark == "?" else date


def lanes(
    claims: pd.DataFrame,
    inferences: pd.DataFrame,
    documents: pd.DataFrame | None = None,
    *,
    title: str,
    name: str = "lanes",
) -> Figure:
    """Return the timeline of all events, in lanes.

    Parameters
    ----------
    claims
        Rows of `Corpus.claims`; those that tell of an event are drawn.
    inferences
        Rows as `maliviz.derive` gives them; they date an event that no claim dates.
    documents
        Rows of `Corpus.documents`, if it is to be shown when the texts were written.
    title
        The finding, as a sentence.
    name
        The address of the figure on its page: lower case, digits and hyphens.

    Raises
    ------
    ValueError
        Neither a claim nor an inference dates an event.

    Examples
    --------
    >>> import maliviz as mv
    >>> corpus = mv.load("data")
    >>> figure = mv.lanes(corpus.claims, mv.derive(corpus), title="What came when")
    >>> [view.name for view in figure.views]
    ['inferred', 'printed']
    """
    entries = list(_entries(claims_of(claims), rows_of(Inference, inferences)))
    bare = [entry.as_printed() for entry in entries]
    texts = () if documents is None else rows_of(Document, documents)
    written = _writing(texts)
    sources = [claim for entry in entries for claim in entry.claims]
    dates = [date for entry in entries for date in (entry.date, entry.until) if date]
    dates += [document.published for document in texts if document.published]
    draw = partial(_draw, dates=dates, written=written)
    hatched = any(entry.look.inferred or entry.inference for entry in entries)
    shown = partial(draw, entries=entries, other=bare), partial(draw, entries=bare, other=entries)
    places = _places(entries, bare, written)
    return Figure(
        name=name,
        title=title,
        subtitle=_(_SUBTITLES[axis_for(dates, 0, 1).unit][hatched]),
        alt=_alt(entries, hatched=hatched),
        source=source_line(sources),
        columns=(
            _("Event"),
            _("Kind"),
            _("When"),
            _("As printed"),
            _("Who says so"),
            _("How firmly"),
        ),
        rows=tuple(map(_row, entries)),
        names=mark_names(sources, filter(None, (entry.inference for entry in entries))),
        views=(
            View("inferred", _("With inferred years"), shown[0], places[0]),
            View("printed", _("As printed"), shown[1], places[1]),
        ),
        spec=timeline([_mark(entry) for entry in entries]),
    )


def _writing(documents: Sequence[Document]) -> _Writing | None:
    """Return between when and when all texts were written, if it is known of each."""
    dates = [document.published for document in documents if document.published]
    extents = [date.extent() for date in dates]
    starts = [start for start, _ in extents if start is not None]
    ends = [end for _, end in extents if end is not None]
    if not documents or not len(starts) == len(ends) == len(documents):
        return None
    return _Writing(min(starts), max(ends), any(date.inferred for date in dates))


def _entries(claims: Sequence[Claim], inferences: Sequence[Inference]) -> Iterator[_Entry]:
    """Yield an entry for each date of each event, in the order of lanes and events."""
    dating = {i.event: i for i in inferences if i.event and i.when}
    starts = {c.id: c.when for c in claims} | {i.id: i.when for i in inferences}
    for event, group in groupby(_in_lanes(claims), key=lambda claim: claim.event):
        on_event = tuple(group)
        dated = _dated(on_event)
        if not dated and event not in dating:
            raise ValueError(f'nothing dates the event "{event}"')
        yield from dated or [_inferred(on_event, dating[event], starts)]


def _dated(on_event: Sequence[Claim]) -> list[_Entry]:
    """Return an entry for each date that claims give to one event."""
    dates = sorted({c.when for c in on_event if c.when}, key=lambda date: date.text)
    return [_Entry(tuple(c for c in on_event if c.when == date), date) for date in dates]


def _in_lanes(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims on events by lane, the lane of the earliest event first."""
    ordered = sorted((c for c in claims if c.event), key=lambda c: (c.event_order, c.event))
    order = list(dict.fromkeys(claim.lane for claim in ordered))
    return sorted(ordered, key=lambda claim: order.index(claim.lane))


def _inferred(
    on_event: tuple[Claim, ...], inference: Inference, starts: dict[str, Edtf | None]
) -> _Entry:
    if inference.derive != "end-of-term":
        return _Entry(on_event, inference.when, inference=inference)
    premise = inference.premises[0]
    if starts.get(premise) is None:
        rule = "which has no date among these claims and inferences"
        raise ValueError(f'"{inference.id}" counts from "{premise}", {rule}')
    return _Entry(on_event, starts[premise], inference.when, inference)


def _alt(entries: Sequence[_Entry], *, hatched: bool) -> str:
    """Return how many events in how many lanes, from when to when."""
    lanes = len({entry.event.lane for entry in entries})
    size = _("Timeline with {events} in {lanes}.").format(
        events=ngettext("{count} event", "{count} events", len(entries)).format(count=len(entries)),
        lanes=ngettext("{count} lane", "{count} lanes", lanes).format(count=lanes),
    )
    dates = sorted((e.date for e in entries if e.date), key=Edtf.sort_key)
    span = _("None has a date.")
    if len(dates) == 1:
        span = _("Date: {date}.").format(date=dates[0].words())
    elif dates:
        span = _("The first is dated {first}, the last {last}.")
        span = span.format(first=dates[0].words(), last=dates[-1].words())
    parts = [size, span]
    return " ".join([*parts, _("What is inferred has slanted lines.")] if hatched else parts)


def _places(
    entries: Sequence[_Entry], bare: Sequence[_Entry], written: _Writing | None
) -> list[dict[str, Place]]:
    """Return where the marks of both views lie; nothing if there is little to pick from."""
    views = [{entry.target: _place(entry, written) for entry in rows} for rows in (entries, bare)]
    places = views[0].values()
    years = {year for place in places for year in place.years or () if year is not None}
    lanes = {place.lane for place in places}
    return views if len(entries) >= _MANY and min(len(lanes), len(years)) > 1 else [{}, {}]


def _place(entry: _Entry, written: _Writing | None) -> Place:
    """Return the lane of an event, and the first and the last year that it may lie in."""
    if not entry.date:
        return Place(entry.event.lane)
    start, end = entry.extent
    told = written if entry.event.event_kind == "happened" and end is None else None
    end = None if entry.until else told.end if told else end
    guessed = not entry.as_printed().date
    first = None if start is None else floor(start)
    last = None if end is None else _last_year(end)
    ends = ((first, guessed), (last, guessed or bool(told and told.inferred)))
    inferred = {year for year, guess in ends if guess and year is not None}
    return Place(entry.event.lane, (first, last), tuple(sorted(inferred)))


def _last_year(end: float) -> int:
    """Return the year in which a time ends, which may be where the next begins."""
    return floor(end - 1e-6)


def _row(entry: _Entry) -> Row:
    cells = (
        entry.event.event_label,
        label("kind", entry.event.event_kind),
        entry.words,
        entry.as_printed().words,
        joined(dict.fromkeys(c.said_by for c in entry.claims), ";"),
        joined(dict.fromkeys(c.firmness for c in entry.claims), ";"),
    )
    return Row(cells, tuple(c.id for c in entry.claims), entry.inferences)


def _draw(
    canvas: Canvas,
    entries: Sequence[_Entry],
    other: Sequence[_Entry],
    dates: Sequence[Edtf],
    written: _Writing | None,
) -> None:
    axis = axis_for(dates, 4.0 if canvas.narrow else _LABELS, canvas.width - 6)
    rows = _Rows(canvas, axis, written.end if written else None)
    unseen = replace(rows, canvas=type(canvas)("narrow" if canvas.narrow else "wide"))
    baseline = _draw_key(canvas) + 10 + SMALL
    top = y = baseline + SMALL * 0.6
    axis.label(canvas, baseline)
    if written:
        y = _write_sides(canvas, axis, written, y)
    for lane, group in groupby(zip(entries, other, strict=True), key=lambda e: e[0].event.lane):
        y = _write_lane(canvas, lane, y)
        for entry, twin in group:
            bottom = unseen.draw(twin, y)
            with canvas.mark(entry.target):
                y = max(bottom, rows.draw(entry, y))
        y += 8
    axis.grid(canvas, top, y - 4)
    if written:
        _draw_writing(canvas, axis, written, top, y - 4)
    if canvas.narrow:
        axis.label(canvas, y + 8)
    by_year = axis.unit == "year"
    canvas.height = _draw_months(canvas, axis, entries, y + 12) if by_year else y + 12


def _draw_key(canvas: Canvas) -> float:
    """Draw a sample of each sign with what it says, as many a line as fit; return the bottom."""
    x, y = 0.0, 0.0
    for meaning, date, look, (left, right, room) in _KEY:
        words = _(meaning)
        width = room + 6 + canvas.measure(words, SMALL)
        if x + width > canvas.width:
            x, y = 0.0, y + 22
        draw_date(canvas, Axis(2020, 2021, x + left, x + right), parse(date), y + 2, 12, look)
        canvas.text(x + room + 6, y + SMALL, words, size=SMALL)
        x += width + 16
    return y + 18


def _write_sides(canvas: Canvas, axis: Axis, written: _Writing, y: float) -> float:
    """Write what lies before the texts and what after; return the bottom."""
    before, after = _("before the texts"), _("after them")
    if written.inferred:
        after = _("after them (inferred)")
    left = max(axis.x(written.start) - 5, canvas.measure(before, SMALL, "bold"))
    canvas.text(left, y + SMALL, before, size=SMALL, weight="bold", align="right")
    right = max(axis.x(written.end), left) + 5
    place = min(right, canvas.width - canvas.measure(after, SMALL, "bold"))
    y += SMALL * LEADING if place < right else 0
    canvas.text(place, y + SMALL, after, size=SMALL, weight="bold")
    return y + SMALL * LEADING + 6


def _write_lane(canvas: Canvas, lane: str, y: float) -> float:
    column = canvas.column(0, y + TEXT - SMALL, canvas.width)
    column.note(lane, weight="bold")
    return column.baseline + 10


def _draw_writing(canvas: Canvas, axis: Axis, written: _Writing, top: float, bottom: float) -> None:
    """Draw when the texts were written, and tint what comes after, below all else."""
    left, right = axis.x(written.start), axis.x(written.end)
    look = Look("muted", inferred=written.inferred)
    with canvas.beneath():
        canvas.box(right, top, canvas.width - right, bottom - top, "tint")
        if look.inferred:
            canvas.hatch(left, top, right - left, bottom - top, "rule", gap=16)
        for x in (left, right):
            canvas.line([(x, top), (x, bottom)], "muted", line=1)


def _draw_months(canvas: Canvas, axis: Axis, entries: Sequence[_Entry], y: float) -> float:
    """Draw the events of a crowded year again, month by month; return the bottom."""
    years = [year for year in map(_year, entries) if year]
    year = max(years, key=years.count, default=0)
    if years.count(year) < _CROWD:
        return y
    crowd = [entry for entry in entries if _year(entry) == year]
    crowd.sort(key=lambda entry: entry.extent[1] or 0)
    months = Months(year, year + 1, axis.left, axis.right)
    bare = all(entry.date and "year" in entry.date.inferred for entry in crowd)
    heading = _("{year} (year inferred) by month") if bare else _("{year} by month")
    canvas.breaks += [0.0, y]
    y = _write_lane(canvas, heading.format(year=year), y + 14)
    months.label(canvas, y + SMALL)
    top = y = y + SMALL * 1.6
    rows = _Rows(canvas, months, headed=year, noted=not bare)
    for entry in crowd:
        with canvas.mark(entry.target, "months"):
            y = rows.draw(entry, y)
    months.grid(canvas, top, y)
    return y + 4


def _year(entry: _Entry) -> int:
    """Return the year that an event lies in, whole and alone; 0 if there is none."""
    start, end = entry.extent
    if end is None or entry.until or (entry.date and entry.date.text.isdigit()):
        return 0
    year = _last_year(end)
    return year if start is None or floor(start) == year else 0


@dataclass(frozen=True)
class _Rows:
    """How rows are drawn along an axis, where texts stand at the decimal year ``told``.

    ``headed`` and ``noted`` say what the heading above them leaves to say (`_Entry.caption`).
    """

    canvas: Canvas
    axis: Axis
    told: float | None = None
    headed: int = 0
    noted: bool = True

    def draw(self, entry: _Entry, y: float) -> float:
        """Draw a row from the top ``y``; return the top of the next."""
        words = entry.caption(self.headed, noted=self.noted)
        bottom = (self._narrow if self.canvas.narrow else self._wide)(entry, words, y)
        self.canvas.target(0, y, self.canvas.width, bottom - y)
        return bottom + (6 if self.canvas.narrow else 2)

    def _narrow(self, entry: _Entry, words: str, y: float) -> float:
        """Write the words, with the bar below them; return the bottom."""
        canvas, label = self.canvas, entry.event.event_label
        column = canvas.column(0, y, canvas.width)
        column.text(label, weight="bold")
        used = canvas.measure(label, TEXT, "bold") + canvas.measure(words, SMALL)
        if used <= canvas.width - 8:
            canvas.text(canvas.width, y + TEXT, words, size=SMALL, align="right")
        else:
            column.text(words, size=SMALL)
        bottom = column.baseline + 8
        if entry.date:
            self._bar(entry, entry.date, bottom + 2)
            bottom += _BAR + 8
        return max(bottom, y + 25)

    def _wide(self, entry: _Entry, words: str, y: float) -> float:
        """Write the label, and beside it the bar with its words; return the bottom."""
        label, baseline = self.canvas.column(0, y + 4, self.axis.left - 6), y + 4 + TEXT
        label.text(entry.event.event_label)
        if entry.date:
            ends = self._bar(entry, entry.date, y + 5)
            foot = self._beside(words, ends, baseline)
        else:
            words = _("no year: {words}").format(words=words)
            foot = self._lines(words, self.axis.left, baseline, "muted")
        return max(label.baseline, foot) + 8

    def _bar(self, entry: _Entry, date: Edtf, y: float) -> tuple[float, float]:
        canvas, axis, look = self.canvas, self.axis, entry.look
        if entry.until:
            return draw_term(canvas, axis, date, entry.until, y, _BAR, look)
        return draw_date(canvas, axis, date, y, _BAR, look, told=self.told)

    def _beside(self, words: str, ends: tuple[float, float], baseline: float) -> float:
        """Write words where there is room at a bar, else below it; return the last baseline."""
        canvas, (left, right), used = self.canvas, ends, self.canvas.measure(words, SMALL)
        if right + 10 + used <= canvas.width:
            canvas.text(right + 10, baseline, words, size=SMALL)
        elif left - 10 - used >= self.axis.left:
            canvas.text(left - 10, baseline, words, size=SMALL, align="right")
        elif left + 60 + used <= right - 20:
            canvas.text(left + 60, baseline, words, size=SMALL)
        else:
            start = max(self.axis.left, min(left, canvas.width - used))
            return self._lines(words, start, baseline + 20)
        return baseline

    def _lines(self, words: str, x: float, baseline: float, role: str = "ink") -> float:
        """Write lines as wide as there is room; return the last baseline."""
        column = self.canvas.column(x, baseline - SMALL, self.canvas.width - x)
        column.text(words, role, size=SMALL)
        return column.baseline


def _mark(entry: _Entry) -> Mark:
    """Return the row of an entry as the interactive chart has it."""
    return Mark(
        label=entry.event.event_label,
        when=entry.words,
        look=entry.look,
        claims=entry.claims,
        date=entry.date,
        until=entry.until,
        lane=entry.event.lane,
    )
