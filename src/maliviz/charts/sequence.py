"""Steps in the order of their dates, with no cause that no text claims.

A line that joins what happened first to what happened next reads like a cause, so the line here
says only what is known of the order: whole where the texts print it, broken where it rests on
an inferred year, dotted where nobody tells it. A cause that a text does state is a statement
like any other, with its speaker. What has no date stands beside the line and not on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.pieces import LEADING, dot, draw_speaker, draw_statement
from maliviz.charts.style import SMALL
from maliviz.corpus.record import firmness, names, records, role, said_by, source_line
from maliviz.edtf import Day, Edtf, parse, printed

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas, Dash

_RADIUS = 13.0
_INDENT = 42.0
_ASIDE = 300.0
_UNDATED = "No date told"


class _Order(NamedTuple):
    """What is known of the order of a step and the next: how the line is drawn, and in words."""

    dash: Dash
    words: str


_PRINTED = _Order("solid", "Order: {} comes before {}, by the printed dates")
_TOLD = _Order("solid", "Order: {} is told to be no later than {}")
_INFERRED = _Order("dashed", "Order: {} comes before {}, if the inferred dates hold")
_UNTOLD = _Order("dotted", "Order: whether {} or {} came first is not told")
_SAME = _Order("dotted", "Order: {} and {} are two dates for the same")


@dataclass(frozen=True)
class _Step:
    """One thing that has a date, with all that is said of it; the dated claim comes first."""

    claims: tuple[dict[str, Any], ...]
    date: Edtf

    @property
    def label(self) -> str:
        """What the step is about."""
        return _topic(self.claims[0])[1]

    def place(self) -> tuple[bool, Day, bool, Day, str]:
        """Return the key that orders steps: by the last day on which each can begin."""
        earliest, latest = self.date.start
        end = latest or earliest or Day(0, 1, 1)
        return latest is None, end, earliest is not None, earliest or end, self.claims[0]["id"]

    def before(self, later: _Step) -> _Order:
        """Return what is known of the order of this step and a later one."""
        if _topic(self.claims[0]) == _topic(later.claims[0]):
            return _SAME
        if _surely_before(printed(self.date), printed(later.date)):
            return _PRINTED
        if _surely_before(self.date, later.date):
            return _INFERRED
        same_place = self.claims[0]["passage"] == later.claims[0]["passage"]
        if same_place and self.date.text == f"[..{later.date.text}]":
            return _TOLD
        return _UNTOLD


def _order(number: int, step: _Step, later: _Step) -> _Order:
    order = step.before(later)
    return _Order(order.dash, order.words.format(number, number + 1))


def _surely_before(first: Edtf, later: Edtf) -> bool:
    end, start = first.start.latest, later.start.earliest
    return end is not None and start is not None and end < start


def sequence(claims: pd.DataFrame, *, title: str, name: str = "sequence") -> Figure:
    """Return the chart of steps in the order of their dates.

    ``claims`` are rows of `Corpus.claims`. Those on one event (without an event: on one
    question) make a step for each date that they give; where they give none that has a year,
    they stand beside the line. Fewer than two steps are a ``ValueError``.
    """
    steps, undated = _arranged(records(claims))
    if len(steps) < 2:
        raise ValueError(
            f"sequence needs claims that date at least two events, and found {len(steps)}: "
            "give all claims of the topic, with those on the dates of its events"
        )
    orders = [_order(n, *pair) for n, pair in enumerate(pairwise(steps), 1)]
    said = [c for s in steps for c in s.claims] + undated
    return Figure(
        name=name,
        title=title,
        subtitle="What is said to have happened, in the order of the dates; an order is no cause",
        alt=f"Sequence of {len(steps)} steps; the first is dated {steps[0].date.words()}, the last "
        f"{steps[-1].date.words()}. The order from step to step: {_tally(orders)}. "
        f"Statements without a date, beside it: {len(undated)}.",
        source=f"{source_line(said)} Whole line: order told; broken: inferred; dotted: not told.",
        columns=("Step", "When", "What", "Who says so", "How firmly", "Order"),
        rows=tuple(_rows(steps, orders, undated)),
        names=names(said),
        views=(View("steps", "Steps", lambda canvas: _draw(canvas, steps, orders, undated)),),
    )


def _topic(claim: dict[str, Any]) -> tuple[str, str]:
    """Return the id and the label of what a claim tells of."""
    if claim["event"]:
        return str(claim["event"]), str(claim["event_label"])
    return str(claim["question"]), str(claim["question_text"])


def _arranged(said: list[dict[str, Any]]) -> tuple[list[_Step], list[dict[str, Any]]]:
    """Return the steps in their order, and the claims that belong to none."""
    dates: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = {}
    for claim in said:
        date = parse(claim["when"]) if claim["when"] else None
        if date and any(date.start):
            dates.setdefault(_topic(claim), {}).setdefault(date.text, []).append(claim)
    dated = {c["id"] for by_date in dates.values() for same in by_date.values() for c in same}
    undated = []
    for claim in said:
        if claim["id"] not in dated and _topic(claim) in dates:
            next(iter(dates[_topic(claim)].values())).append(claim)
        elif claim["id"] not in dated:
            undated.append(claim)
    steps = [_Step(tuple(c), parse(d)) for by_date in dates.values() for d, c in by_date.items()]
    return sorted(steps, key=_Step.place), undated


def _tally(orders: list[_Order]) -> str:
    kinds = {"solid": "told", "dashed": "inferred", "dotted": "not told"}
    found = [kinds[order.dash] for order in orders]
    return ", ".join(f"{found.count(kind)} {kind}" for kind in dict.fromkeys(found))


def _no_date(claim: dict[str, Any]) -> str:
    """Return what stands in place of a date: the words of the text, if it has any."""
    if claim["when"]:
        return parse(claim["when"]).words()
    if claim["when_basis"] == "relative":
        return f"“{claim['value'] or claim['printed']}”, from a day that is not printed"
    return _UNDATED.lower()


def _rows(steps: list[_Step], orders: list[_Order], undated: list[dict[str, Any]]) -> Iterator[Row]:
    after = [order.words for order in orders] + ["the last step"]
    for number, (step, order) in enumerate(zip(steps, after, strict=True), 1):
        for c in step.claims:
            when = step.date.words() if c["when"] else f"with step {number}"
            what = (f"{number}. {step.label}", when, c["statement"], said_by(c), firmness(c))
            yield Row((*what, order), (c["id"],), tuple(c["when_inference"].split()))
    for c in undated:
        cells = ("none", _no_date(c), c["statement"], said_by(c), firmness(c), "not told")
        yield Row(cells, claims=(c["id"],))


def _draw(
    canvas: Canvas, steps: list[_Step], orders: list[_Order], undated: list[dict[str, Any]]
) -> None:
    beside = undated and not canvas.narrow
    width = canvas.width - _ASIDE - 40 if beside else canvas.width
    bottom = _draw_steps(canvas, steps, orders, width)
    if beside:
        bottom = max(bottom, _draw_undated(canvas, undated, width + 40, 0))
    elif undated:
        bottom = _draw_undated(canvas, undated, 0, bottom + 28)
    canvas.height = bottom


def _draw_steps(canvas: Canvas, steps: list[_Step], orders: list[_Order], width: float) -> float:
    """Draw the numbered steps one below the other; return the bottom."""
    y = 0.0
    for number, step in enumerate(steps, 1):
        top, y = y, _draw_step(canvas, step, number, y, width)
        if number > len(orders):
            continue
        order = orders[number - 1]
        y = canvas.paragraph(
            _INDENT, y + 20 + SMALL, order.words, width - _INDENT, "muted", size=SMALL
        )
        canvas.line(
            [(_RADIUS + 1, top + 2 * _RADIUS + 5), (_RADIUS + 1, y + 3)],
            "ink",
            dash=order.dash,
            line=2,
        )
        y += 8
    return y


def _draw_step(canvas: Canvas, step: _Step, number: int, y: float, width: float) -> float:
    """Draw a dot with its number, the date, and what is said; return the bottom."""
    room = width - _INDENT
    for n, claim in enumerate(step.claims):
        with canvas.mark(f"claim:{claim['id']}"):
            top = y
            y = _draw_head(canvas, step, number, y, room) if n == 0 else y
            y = draw_statement(canvas, claim["statement"], _INDENT, y, room)
            y = draw_speaker(canvas, claim, _INDENT, y + 3, room)
            left = 0 if n == 0 else _INDENT
            canvas.target(left, top, width - left, y - top)
        y += 9
    return y - 9


def _draw_head(canvas: Canvas, step: _Step, number: int, y: float, width: float) -> float:
    kind = role(step.claims[0])
    fill = f"{kind}-soft" if step.date.inferred else kind
    fill = "paper" if kind in ("expected", "denied") else fill
    dot(canvas, _RADIUS + 1, y + _RADIUS + 1, _RADIUS, fill, kind)
    ink = "paper" if fill == kind else "ink"
    canvas.text(_RADIUS + 1, y + 19, str(number), ink, weight="bold", align="center")
    baseline = canvas.paragraph(_INDENT, y + 19, step.date.words(), width, weight="bold")
    baseline = canvas.paragraph(_INDENT, baseline, step.label, width, "muted", size=SMALL)
    return baseline - SMALL * LEADING + 10


def _draw_undated(canvas: Canvas, undated: list[dict[str, Any]], x: float, y: float) -> float:
    """Draw what has no place on the line; return the bottom."""
    room = canvas.width - x - 14
    canvas.text(x + 14, y + 19, _UNDATED, weight="bold")
    top = y
    y += 32
    for claim in undated:
        note = "" if _no_date(claim) == _UNDATED.lower() else _no_date(claim)
        with canvas.mark(f"claim:{claim['id']}"):
            start = y
            y = draw_statement(canvas, claim["statement"], x + 14, y, room)
            y = draw_speaker(canvas, claim, x + 14, y + 3, room, note)
            canvas.target(x + 14, start, room, y - start)
        y += 12
    canvas.line([(x + 1, top), (x + 1, y - 12)], "rule", line=2)
    return y - 12
