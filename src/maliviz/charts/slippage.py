"""One aim, and the dates that it was given one after the other.

Each row is a claim that puts the aim at some date, in the order of those dates. Where one row
stands in another text than the row before, a seam says so: the texts are joined by us. Below,
the least distance from the first date to the last, with how it is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import TYPE_CHECKING

import pandas as pd

from maliviz.charts.axis import Axis, axis_for
from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.interactive import Mark, timeline
from maliviz.charts.marks import Look, draw_date
from maliviz.charts.style import SMALL, TEXT
from maliviz.corpus.claim import Claim, Inference, mark_names, source_line
from maliviz.corpus.rows import claims_of, rows_of
from maliviz.edtf import Edtf, distance, parse

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

_SEAM = "The text changes here; the join is ours."
_LABELS, _BAR = 300.0, 20.0


@dataclass(frozen=True)
class _Step:
    """One date that the aim was given."""

    claim: Claim
    date: Edtf

    @property
    def look(self) -> Look:
        kind = self.claim.event_kind
        return Look(kind, hollow=kind == "expected", inferred=bool(self.date.inferred))

    def deadline(self) -> tuple[float, str]:
        """Return the last day that the date allows, as a decimal year; open ends come last."""
        end = self.date.extent()[1]
        return (inf if end is None else end, self.date.text)


@dataclass(frozen=True)
class _Bridge:
    """The join of the first date to the last, which is ours; `span` is the least distance."""

    first: _Step
    last: _Step
    inference: Inference
    span: tuple[float, float]

    @property
    def words(self) -> str:
        """How far the dates are apart."""
        return distance(self.first.date, self.last.date).words()

    @property
    def counted(self) -> str:
        """From which day to which the distance is counted."""
        start, end = (parse(d.text).words() for d in (self.first.date.last, self.last.date.first))
        return f"from the end of {start} to the start of {end}"


def slippage(
    claims: pd.DataFrame, inferences: pd.DataFrame, *, title: str, name: str = "slippage"
) -> Figure:
    """Return the chart of an aim that keeps moving.

    Parameters
    ----------
    claims
        Rows of `Corpus.claims`; those that date a promised or expected event are drawn.
    inferences
        Rows as `maliviz.derive` gives them. The one whose premises are the first and the last
        date, in this order, is what the distance links to.
    title
        The finding, as a sentence.
    name
        The address of the figure on its page: lower case, digits and hyphens.

    Raises
    ------
    ValueError
        There are fewer than two dates, the first has no last day or the last no first day, or
        no inference joins the two.

    Examples
    --------
    >>> import maliviz as mv
    >>> corpus = mv.load("data")
    >>> aim = corpus.claims.query("topic == 'return-to-civilian-rule'")
    >>> mv.slippage(aim, mv.derive(corpus), title="It moves").table["When"].tolist()[-1]
    'at least 5 years and 9 months'
    """
    known = {inference.id: inference for inference in rows_of(Inference, inferences)}
    steps = sorted(_steps(claims_of(claims)), key=_Step.deadline)
    if len(steps) < 2:
        raise ValueError("slippage needs claims that give at least two dates to one aim")
    bridge = _bridge(steps[0], steps[-1], known.values())
    marks = [*(_mark(step, known) for step in steps), _bridge_mark(bridge)]
    return Figure(
        name=name,
        title=title,
        subtitle=f"The dates given to the {_aim(steps)}, in the order of the dates",
        alt=_alt(steps, bridge),
        source=source_line(s.claim for s in steps) + " Slanted lines: year inferred.",
        columns=("What", "When", "Who says so", "How firmly"),
        rows=(*map(_row, steps), _bridge_row(bridge)),
        names=mark_names((s.claim for s in steps), [bridge.inference]),
        views=(View("dates", "Dates", partial(_draw, steps=steps, bridge=bridge)),),
        spec=timeline(marks, ["When"]),
    )


def _steps(claims: Iterable[Claim]) -> list[_Step]:
    return [_Step(c, c.when) for c in claims if c.when and c.event_kind in ("promised", "expected")]


def _aim(steps: Sequence[_Step]) -> str:
    return " and the ".join(dict.fromkeys(s.claim.topic.replace("-", " ") for s in steps))


def _alt(steps: Sequence[_Step], bridge: _Bridge) -> str:
    first, last = bridge.first, bridge.last
    joined = first.claim.document != last.claim.document
    return (
        f"Timeline of {len(steps)} dates given to one aim, from the earliest to the latest. "
        f"From {first.date.words()} to {last.date.words()}: {bridge.words}."
        f"{' The ends stand in different texts.' if joined else ''}"
    )


def _bridge(first: _Step, last: _Step, inferences: Iterable[Inference]) -> _Bridge:
    """Return the join of the first date to the last."""
    ends = (first.claim.id, last.claim.id)
    inference = next((i for i in inferences if i.premises == ends), None)
    if inference is None:
        premises = " ".join(ends)
        raise ValueError(f'no inference has the premises "{premises}", so nothing joins the dates')
    start, end = first.date.latest, last.date.earliest
    if start is None or end is None:
        raise ValueError("the first date has no end, or the last no beginning: no least distance")
    return _Bridge(first, last, inference, (start.decimal_year_end, end.decimal_year))


def _row(step: _Step) -> Row:
    claim = step.claim
    cells = (claim.statement, step.date.words(), claim.said_by, claim.firmness)
    return Row(cells, claims=(claim.id,), inferences=_inferences(step))


def _inferences(step: _Step) -> tuple[str, ...]:
    """Return the ids of the inferences that the date rests on."""
    return tuple(filter(None, [step.claim.when_inference]))


def _bridge_row(bridge: _Bridge) -> Row:
    inference = bridge.inference
    firmness = f"{inference.strength} inference"
    cells = (inference.statement, bridge.words, "nobody; inferred", firmness)
    return Row(cells, claims=inference.premises, inferences=(inference.id,))


def _mark(step: _Step, known: dict[str, Inference]) -> Mark:
    """Return the row of a step as the interactive chart has it, in a lane of its text."""
    return Mark(
        label=step.claim.event_label,
        when=step.date.words(),
        look=step.look,
        claims=[step.claim],
        inferences=[known[id] for id in _inferences(step)],
        date=step.date,
        lane=f"Text {step.claim.document_label}",
    )


def _bridge_mark(bridge: _Bridge) -> Mark:
    return Mark(
        label="Least distance",
        when=bridge.words,
        look=Look("ink"),
        claims=[bridge.first.claim, bridge.last.claim],
        inferences=[bridge.inference],
        gap=bridge.span,
        lane="Joined by us",
    )


def _draw(canvas: Canvas, steps: Sequence[_Step], bridge: _Bridge) -> None:
    left, labels = (2.0, canvas.width) if canvas.narrow else (_LABELS, _LABELS)
    axis = axis_for([s.date for s in steps], left, canvas.width - 8)
    y, bars = 26.0, []
    for before, step in zip([None, *steps], steps, strict=False):
        if before and before.claim.document != step.claim.document:
            y = _draw_seam(canvas, y)
        with canvas.mark(f"claim:{step.claim.id}"):
            height = _draw_words(canvas, step, y, labels - 20)
            bar = y + height + 12 if canvas.narrow else y + (height - _BAR) / 2
            bars.append((step, bar))
            canvas.target(0, y, canvas.width, height + (40 if canvas.narrow else 0))
        y = (bar + 38) if canvas.narrow else y + height + 14
    axis.label(canvas, SMALL)
    axis.label(canvas, y + 2)
    for step, bar in bars:
        with canvas.mark(f"claim:{step.claim.id}"):
            axis.grid(canvas, bar - 4, bar + _BAR + 6)
            draw_date(canvas, axis, step.date, bar, _BAR, step.look)
    with canvas.mark(f"inference:{bridge.inference.id}"):
        canvas.height = _draw_bridge(canvas, axis, bridge, y + 24)


def _draw_words(canvas: Canvas, step: _Step, y: float, width: float) -> float:
    """Write what, when and who from the top ``y``; return the height used."""
    claim, baseline = step.claim, y + TEXT
    label = f"{claim.event_label} · {claim.event_kind}"
    baseline = canvas.paragraph(0, baseline, label, width, weight="bold")
    baseline = canvas.paragraph(0, baseline, step.date.words(), width)
    baseline = canvas.paragraph(0, baseline, claim.said_by, width, "muted", size=SMALL)
    return baseline - TEXT - y


def _draw_seam(canvas: Canvas, y: float) -> float:
    """Draw the line between two texts; return the top of the next row."""
    canvas.line([(0, y + 6), (canvas.width, y + 6)], "muted", dash="dotted")
    canvas.text(0, y + 6 + SMALL * 1.4, _SEAM, "muted", size=SMALL)
    return y + SMALL * 1.4 + 22


def _draw_bridge(canvas: Canvas, axis: Axis, bridge: _Bridge, y: float) -> float:
    """Draw the least distance as a measure with its words; return the bottom."""
    left, right = map(axis.x, bridge.span)
    canvas.line([(left, y - 7), (left, y + 7)], line=2)
    canvas.line([(left, y), (right, y)], line=2)
    canvas.arrow(right, y, "ink")
    canvas.line([(right, y - 7), (right, y + 7)], line=2)
    gap, counted = bridge.words, bridge.counted
    widest = max(canvas.measure(gap, TEXT, "bold"), canvas.measure(counted, SMALL))
    half = min(canvas.width, widest) / 2
    middle = min(max((left + right) / 2, half), canvas.width - half)
    baseline = y + 22
    for line in canvas.wrap(gap, canvas.width, TEXT, "bold"):
        canvas.text(middle, baseline, line, weight="bold", align="center")
        baseline += 18
    for line in canvas.wrap(counted, canvas.width, SMALL):
        canvas.text(middle, baseline, line, "muted", size=SMALL, align="center")
        baseline += SMALL * 1.35
    bottom = baseline - SMALL
    canvas.target(min(left, middle - half), y - 12, max(right - left, 2 * half), bottom + 8 - y)
    return bottom
