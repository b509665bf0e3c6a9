"""One aim, and the dates that it was given one after the other.

Each row is a claim that puts the aim at some date, in the order of those dates. Where one row
stands in another text than the row before, a seam says so: the texts are joined by us. Below,
the least distance from the first date to the last, with how it is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

import pandas as pd

from maliviz.charts.axis import axis_for
from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.interactive import Mark, timeline
from maliviz.charts.marks import Look, draw_date
from maliviz.charts.style import SMALL, TEXT
from maliviz.corpus.record import firmness, names, records, said_by, source_line
from maliviz.edtf import Distance, Edtf, distance, parse

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

_SEAM = "The text changes here; the join is ours."


@dataclass(frozen=True)
class _Step:
    """One date that the aim was given."""

    claim: dict[str, Any]
    date: Edtf

    @property
    def look(self) -> Look:
        kind = str(self.claim["event_kind"])
        return Look(kind, hollow=kind == "expected", inferred=bool(self.date.inferred))

    def deadline(self) -> tuple[float, str]:
        """Return the last day that the date allows, as a decimal year; open ends come last."""
        end = self.date.extent()[1]
        return (inf if end is None else end, self.date.text)


def slippage(
    claims: pd.DataFrame, inferences: pd.DataFrame, *, title: str, name: str = "slippage"
) -> Figure:
    """Return the chart of an aim that keeps moving.

    ``claims`` are rows of `Corpus.claims`; those that date a promised or expected event are
    drawn. ``inferences`` are rows of `Corpus.inferences`; the one with the first and the last
    date as its premises is what the distance links to. Fewer than two dates, or no such
    inference, are a ``ValueError``.
    """
    dated = [
        c for c in records(claims) if c["when"] and c["event_kind"] in ("promised", "expected")
    ]
    steps = sorted((_Step(c, parse(c["when"])) for c in dated), key=_Step.deadline)
    if len(steps) < 2:
        raise ValueError("slippage needs claims that give at least two dates to one aim")
    bridge = _bridge(inferences, steps[0], steps[-1])
    gap = distance(steps[0].date, steps[-1].date)
    return Figure(
        name=name,
        title=title,
        subtitle=f"The dates given to the {_aim(steps)}, in the order of the dates",
        alt=_alt(steps, gap),
        source=source_line(s.claim for s in steps) + " Slanted lines: year inferred.",
        columns=("What", "When", "Who says so", "How firmly"),
        rows=(*map(_row, steps), _bridge_row(bridge, gap.words(), steps)),
        names=names((s.claim for s in steps), [bridge]),
        views=(View("dates", "Dates", lambda canvas: _draw(canvas, steps, bridge, gap.words())),),
        spec=timeline(
            [*(_mark(s, inferences) for s in steps), _bridge_mark(bridge, gap.words(), steps)],
            ["When"],
        ),
    )


def _aim(steps: list[_Step]) -> str:
    return " and the ".join(dict.fromkeys(str(s.claim["topic"]).replace("-", " ") for s in steps))


def _alt(steps: list[_Step], gap: Distance) -> str:
    first, last = steps[0], steps[-1]
    joined = first.claim["document"] != last.claim["document"]
    return (
        f"Timeline of {len(steps)} dates given to one aim, from the earliest to the latest. "
        f"From {first.date.words()} to {last.date.words()}: {gap.words()}."
        f"{' The ends stand in different texts.' if joined else ''}"
    )


def _bridge(inferences: pd.DataFrame, first: _Step, last: _Step) -> dict[str, Any]:
    """Return the inference that joins the first date to the last."""
    premises = f"{first.claim['id']} {last.claim['id']}"
    found = [row for row in records(inferences) if row["premises"] == premises]
    if not found:
        raise ValueError(f'no inference has the premises "{premises}", so nothing joins the dates')
    return found[0]


def _row(step: _Step) -> Row:
    claim = step.claim
    cells = (claim["statement"], step.date.words(), said_by(claim), firmness(claim))
    return Row(cells, claims=(claim["id"],), inferences=tuple(claim["when_inference"].split()))


def _bridge_row(bridge: dict[str, Any], gap: str, steps: list[_Step]) -> Row:
    ends = (steps[0].claim["id"], steps[-1].claim["id"])
    cells = (bridge["statement"], gap, "nobody; inferred", f"{bridge['strength']} inference")
    return Row(cells, claims=ends, inferences=(bridge["id"],))


def _mark(step: _Step, inferences: pd.DataFrame) -> Mark:
    """Return the row of a step as the interactive chart has it, in a lane of its text."""
    known = {row["id"]: row for row in records(inferences)}
    return Mark(
        label=str(step.claim["event_label"]),
        when=step.date.words(),
        look=step.look,
        claims=[step.claim],
        inferences=[known[id] for id in step.claim["when_inference"].split()],
        date=step.date,
        lane=f"Text {step.claim['document_label']}",
    )


def _bridge_mark(bridge: dict[str, Any], gap: str, steps: list[_Step]) -> Mark:
    start, end = steps[0].date.latest, steps[-1].date.earliest
    return Mark(
        label="Least distance",
        when=gap,
        look=Look("ink"),
        claims=[steps[0].claim, steps[-1].claim],
        inferences=[bridge],
        gap=(start.decimal_year_end, end.decimal_year) if start and end else None,
        lane="Joined by us",
    )


def _draw(canvas: Canvas, steps: list[_Step], bridge: dict[str, Any], gap: str) -> None:
    left, indent = (2, 0) if canvas.narrow else (300, 300)
    axis = axis_for([s.date for s in steps], left, canvas.width - 8)
    y, bands = 26.0, []
    for before, step in zip([None, *steps], steps, strict=False):
        if before and before.claim["document"] != step.claim["document"]:
            y = _draw_seam(canvas, y)
        with canvas.mark(f"claim:{step.claim['id']}"):
            height = _draw_words(canvas, step, y, indent or canvas.width)
            place = y + height + 12 if canvas.narrow else y + (height - 20) / 2
            bands.append((step, place))
            canvas.target(0, y, canvas.width, height + (40 if canvas.narrow else 0))
        y = (place + 38) if canvas.narrow else y + height + 14
    axis.label(canvas, SMALL)
    axis.label(canvas, y + 2)
    for step, place in bands:
        with canvas.mark(f"claim:{step.claim['id']}"):
            axis.grid(canvas, place - 4, place + 26)
            draw_date(canvas, axis, step.date, place, 20, step.look)
    with canvas.mark(f"inference:{bridge['id']}"):
        canvas.height = _draw_gap(canvas, axis.x, steps, gap, y + 24)


def _draw_words(canvas: Canvas, step: _Step, y: float, width: float) -> float:
    """Write what, when and who from the top ``y``; return the height used."""
    claim, baseline = step.claim, y + TEXT
    label = f"{claim['event_label']} · {claim['event_kind']}"
    baseline = canvas.paragraph(0, baseline, label, width - 20, weight="bold")
    baseline = canvas.paragraph(0, baseline, step.date.words(), width - 20)
    baseline = canvas.paragraph(0, baseline, said_by(claim), width - 20, "muted", size=SMALL)
    return baseline - TEXT - y


def _draw_seam(canvas: Canvas, y: float) -> float:
    """Draw the line between two texts; return the top of the next row."""
    canvas.line([(0, y + 6), (canvas.width, y + 6)], "muted", dash="dotted")
    canvas.text(0, y + 6 + SMALL * 1.4, _SEAM, "muted", size=SMALL)
    return y + SMALL * 1.4 + 22


def _draw_gap(canvas: Canvas, x: Any, steps: list[_Step], gap: str, y: float) -> float:
    """Draw the least distance as a measure with its words; return the bottom."""
    start, end = steps[0].date.latest, steps[-1].date.earliest
    if start is None or end is None:
        raise ValueError("the first date has no end, or the last no beginning: no least distance")
    left, right = x(start.decimal_year_end), x(end.decimal_year)
    canvas.line([(left, y - 7), (left, y + 7)], line=2)
    canvas.line([(left, y), (right, y)], line=2)
    canvas.arrow(right, y, "ink")
    canvas.line([(right, y - 7), (right, y + 7)], line=2)
    first, last = (parse(d.text).words() for d in (steps[0].date.last, steps[-1].date.first))
    counted = f"from the end of {first} to the start of {last}"
    widest = max(canvas.measure(gap, TEXT, "bold"), canvas.measure(counted, SMALL))
    half = min(canvas.width, widest) / 2
    middle = min(max((left + right) / 2, half), canvas.width - half)
    foot = y + 22
    for line in canvas.wrap(gap, canvas.width, TEXT, "bold"):
        canvas.text(middle, foot, line, weight="bold", align="center")
        foot += 18
    for line in canvas.wrap(counted, canvas.width, SMALL):
        canvas.text(middle, foot, line, "muted", size=SMALL, align="center")
        foot += SMALL * 1.35
    bottom = foot - SMALL
    canvas.target(min(left, middle - half), y - 12, max(right - left, 2 * half), bottom + 8 - y)
    return bottom
