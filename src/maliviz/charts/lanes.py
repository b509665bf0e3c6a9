"""What happened, was promised and is expected, in lanes over the years.

Each event has a row of its own, so that no label can touch another, however many there are.
There are two views of the same events. One has the inferred dates too, marked as such. The
other has only what is printed: what a text dates without a year has no place on the axis
there, and the row says in words what the text prints instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from maliviz.charts.axis import Axis, axis_for
from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.interactive import Mark, timeline
from maliviz.charts.marks import Look, draw_date, draw_term
from maliviz.charts.style import SMALL, TEXT
from maliviz.corpus.record import firmness, names, records, said_by, source_line
from maliviz.edtf import Edtf, parse, printed

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

_BAR = 16.0


@dataclass(frozen=True)
class _Entry:
    """One row: an event with the claims on it, and its date; ``until`` is a term's first end."""

    claims: tuple[dict[str, Any], ...]
    date: Edtf | None
    until: Edtf | None = None
    inference: dict[str, Any] | None = None

    @property
    def label(self) -> str:
        """The label of the event."""
        return str(self.claims[0]["event_label"])

    @property
    def target(self) -> str:
        """The proof that the mark leads to."""
        inferred = self.inference and self.date
        return f"inference:{self.inference['id']}" if inferred else f"claim:{self.claims[0]['id']}"  # type: ignore[index]

    @property
    def look(self) -> Look:
        """How the mark looks."""
        kind = str(self.claims[0]["event_kind"])
        inferred = bool(self.date and self.date.inferred)
        return Look(kind, hollow=kind == "expected", inferred=inferred)

    @property
    def words(self) -> str:
        """When, in words; without a date, the words that the text prints."""
        if self.until:
            return f"first possible end {self.until.words()}"
        if self.date:
            return self.date.words()
        basis = self.inference["premises"].split() if self.inference else []
        timed = [
            c
            for c in self.claims
            if c["when_basis"] in ("relative", "inferred") or c["id"] in basis
        ]
        return " or ".join(f"“{c['printed']}”" for c in timed or self.claims[:1])

    @property
    def texts(self) -> str:
        """The texts that tell of the event, by their labels."""
        labels = sorted({str(c["document_label"]) for c in self.claims})
        return f"text {' and '.join(labels)}"

    @property
    def caption(self) -> str:
        """When, and in which texts; not to be broken before a label."""
        texts = self.texts.replace(" ", "\u00a0", 1)
        return f"{self.words} ·\u00a0{texts}"

    @property
    def inferences(self) -> tuple[str, ...]:
        """The inferences that the date rests on."""
        found = [str(c["when_inference"]) for c in self.claims]
        found += [str(self.inference["id"])] if self.inference else []
        return tuple(dict.fromkeys(filter(None, found)))

    def as_printed(self) -> _Entry:
        """Return the entry without what is inferred, and without what hangs on an inference."""
        date = printed(self.date) if self.date and not self.inference else None
        placed = date and any(end is not None for end in date.extent())
        return replace(self, date=date if placed else None, until=None)


def lanes(
    claims: pd.DataFrame, inferences: pd.DataFrame, *, title: str, name: str = "lanes"
) -> Figure:
    """Return the timeline of all events, in lanes.

    ``claims`` are rows of `Corpus.claims`, of which those that tell of an event are drawn;
    ``inferences`` are rows as `maliviz.derive` gives them, which date an event that no claim
    dates. Events that nothing dates are a ``ValueError``.
    """
    entries = list(_entries(claims, inferences))
    drawn = [i for i in (e.inference for e in entries) if i]
    said = [c for e in entries for c in e.claims]
    firsts = [e for e in entries if e.date]
    dates = [d for e in entries for d in (e.date, e.until) if d]
    bare = [e.as_printed() for e in entries]
    known = {str(i["id"]): i for i in records(inferences)}
    return Figure(
        name=name,
        title=title,
        subtitle="Each event in the years in which the texts place it",
        alt=f"Timeline with {len(entries)} events in {len({c['lane'] for c in said})} lanes, from "
        f"{_span(firsts)}. Some years are inferred and are drawn with slanted lines.",
        source=f"{source_line(said)} Slanted lines: inferred. Hollow: expected.",
        columns=("Event", "Kind", "When", "As printed", "Who says so", "How firmly"),
        rows=tuple(map(_row, entries)),
        names=names(said, drawn),
        views=(
            View("inferred", "With inferred years", partial(_draw, entries=entries, dates=dates)),
            View("printed", "As printed", partial(_draw, entries=bare, dates=dates)),
        ),
        spec=timeline([_mark(e, known) for e in entries], ["Kind", "When", "As printed"]),
    )


def _entries(claims: pd.DataFrame, inferences: pd.DataFrame) -> Iterator[_Entry]:
    """Yield an entry for each date of each event, in the order of lanes and events."""
    dating = {i["event"]: i for i in records(inferences) if i["event"]}
    told = sorted((c for c in records(claims) if c["event"]), key=_lane_order(claims))
    for event, group in groupby(told, key=lambda c: str(c["event"])):
        of_event = list(group)
        dated = sorted((c for c in of_event if c["when"]), key=lambda c: str(c["when"]))
        if dated:
            for when, same in groupby(dated, key=lambda c: str(c["when"])):
                yield _Entry(tuple(same), parse(when))
        elif event in dating:
            yield _inferred(of_event, dating[event], claims)
        else:
            raise ValueError(f'nothing dates the event "{event}"')


def _lane_order(claims: pd.DataFrame) -> Any:
    first = claims.groupby("lane")["event_order"].min().to_dict()
    return lambda c: (first[c["lane"]], c["lane"], c["event_order"], c["event"])


def _inferred(
    of_event: list[dict[str, Any]], inference: dict[str, Any], claims: pd.DataFrame
) -> _Entry:
    when = parse(inference["when"])
    if inference["derive"] != "end-of-term":
        return _Entry(tuple(of_event), when, inference=inference)
    start = claims.set_index("id").loc[inference["premises"].split()[0], "when"]
    return _Entry(tuple(of_event), parse(str(start)), when, inference)


def _span(entries: list[_Entry]) -> str:
    if not entries:
        return "no date"
    ordered = sorted((e.date for e in entries if e.date), key=Edtf.sort_key)
    return f"{ordered[0].words()} to {ordered[-1].words()}"


def _row(entry: _Entry) -> Row:
    bare = entry.as_printed().words
    cells = (
        entry.label,
        str(entry.claims[0]["event_kind"]),
        entry.words,
        bare,
        "; ".join(dict.fromkeys(map(said_by, entry.claims))),
        "; ".join(dict.fromkeys(map(firmness, entry.claims))),
    )
    return Row(cells, tuple(c["id"] for c in entry.claims), entry.inferences)


def _draw(canvas: Canvas, entries: list[_Entry], dates: list[Edtf]) -> None:
    axis = axis_for(dates, 4.0 if canvas.narrow else 252.0, canvas.width - 6)
    draw_entry = _draw_narrow if canvas.narrow else _draw_wide
    y = 28.0
    for lane, group in groupby(entries, key=lambda e: str(e.claims[0]["lane"])):
        foot = y + TEXT
        foot = canvas.paragraph(0, foot, lane, canvas.width, "muted", size=SMALL, weight="bold")
        y = foot - SMALL * 1.35 + 10
        for entry in group:
            with canvas.mark(entry.target):
                y = draw_entry(canvas, axis, entry, y)
        y += 8
    axis.label(canvas, SMALL)
    axis.label(canvas, y + 8)
    canvas.height = y + 12


def _draw_narrow(canvas: Canvas, axis: Axis, entry: _Entry, y: float) -> float:
    """Write the words, with the bar below them; return the top of the next row."""
    words, room = entry.caption, canvas.width - 8
    used = canvas.measure(entry.label, TEXT, "bold")
    foot = canvas.paragraph(0, y + TEXT, entry.label, canvas.width, weight="bold")
    if used + canvas.measure(words, SMALL) <= room:
        canvas.text(canvas.width, y + TEXT, words, size=SMALL, align="right")
        foot -= TEXT * 1.35
    else:
        foot = canvas.paragraph(0, foot, words, canvas.width, size=SMALL) - SMALL * 1.35
    bottom = foot + 8
    if entry.date:
        axis.grid(canvas, bottom - 1, bottom + _BAR + 5)
        _draw_bar(canvas, axis, entry, bottom + 2)
        bottom += _BAR + 8
    bottom = max(bottom, y + 25)
    canvas.target(0, y, canvas.width, bottom - y)
    return bottom + 6


def _draw_wide(canvas: Canvas, axis: Axis, entry: _Entry, y: float) -> float:
    """Write the label, and beside it the bar with its words; return the top of the next row."""
    words, baseline = entry.caption, y + TEXT + 4
    foot = canvas.paragraph(0, baseline, entry.label, axis.left - 6) - TEXT * 1.35
    if not entry.date:
        foot = max(foot, _draw_lines(canvas, axis.left, baseline, f"no year: {words}", "muted"))
    else:
        axis.grid(canvas, y - 1, y + 27)
        left, right = _draw_bar(canvas, axis, entry, y + 5)
        foot = max(foot, _draw_beside(canvas, axis, words, (left, right), baseline))
    canvas.target(0, y, canvas.width, foot + 8 - y)
    return foot + 10


def _draw_beside(
    canvas: Canvas, axis: Axis, words: str, ends: tuple[float, float], baseline: float
) -> float:
    """Write words on the side of a bar that has room, else below it; return the last baseline."""
    (left, right), used = ends, canvas.measure(words, SMALL)
    if right + 10 + used <= canvas.width:
        canvas.text(right + 10, baseline, words, size=SMALL)
    elif left - 10 - used >= axis.left:
        canvas.text(left - 10, baseline, words, size=SMALL, align="right")
    elif left + 60 + used <= right - 20:
        canvas.text(left + 60, baseline, words, size=SMALL)
    else:
        start = max(axis.left, min(left, canvas.width - used))
        return _draw_lines(canvas, start, baseline + 20, words)
    return baseline


def _draw_lines(canvas: Canvas, x: float, baseline: float, words: str, role: str = "ink") -> float:
    """Write a paragraph as wide as there is room; return its last baseline."""
    return canvas.paragraph(x, baseline, words, canvas.width - x, role, size=SMALL) - SMALL * 1.35


def _draw_bar(canvas: Canvas, axis: Axis, entry: _Entry, y: float) -> tuple[float, float]:
    if entry.date and entry.until:
        return draw_term(canvas, axis, entry.date, entry.until, y, _BAR, entry.look)
    assert entry.date is not None
    return draw_date(canvas, axis, entry.date, y, _BAR, entry.look)


def _mark(entry: _Entry, known: dict[str, dict[str, Any]]) -> Mark:
    """Return the row of an entry as the interactive chart has it."""
    bare = entry.as_printed()
    return Mark(
        label=entry.label,
        when=entry.words,
        look=entry.look,
        claims=entry.claims,
        inferences=[known[id] for id in entry.inferences],
        date=entry.date,
        until=entry.until,
        lane=str(entry.claims[0]["lane"]),
        bare="" if bare.date else f"no year: {bare.words}",
    )
