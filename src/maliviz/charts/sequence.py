"""Steps in the order of their dates, with no cause that no text claims.

A line that joins what happened first to what happened next reads like a cause, so the line here
says only what is known of the order. A cause that a text does state is a statement like any
other, with its speaker. What has no date stands beside the line and not on it.

======================= ==================================================================
what is known           what is drawn
======================= ==================================================================
an order of dates       a whole line
no later than           a whole line
an order, if inferred   a broken line
no order                a dotted line
two dates for the same  a dotted line
a date                  a full dot with the number of the step
an inferred date        a pale dot with the number of the step
expected or denied      a hollow dot with the number of the step
no date                 the statement beside the line, without a dot
======================= ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from maliviz.charts.column import Column
from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.glyphs import dot, write_speaker
from maliviz.charts.style import SMALL
from maliviz.corpus.claim import Claim, mark_names, source_line
from maliviz.corpus.rows import claims_of
from maliviz.edtf import Day, Edtf, printed

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas, Dash

_RADIUS = 13.0
_AXIS = _RADIUS + 1
_INDENT = 42.0
_ASIDE, _ASIDE_GAP, _ASIDE_INDENT = 300.0, 40.0, 14.0
_HEAD = 5.0  # from the top of a dot to the words beside it
_UNDATED = "No date told"


class _Order(NamedTuple):
    """What is known of the order of a step and the next: how the line is drawn, and in words."""

    dash: Dash
    words: str


_PRINTED = _Order("solid", "Order: {} comes before {}, by the printed dates")
_BOUND = _Order("solid", "Order: {} is told to be no later than {}")
_INFERRED = _Order("dashed", "Order: {} comes before {}, if the inferred dates hold")
_OPEN = _Order("dotted", "Order: whether {} or {} came first is not told")
_SAME = _Order("dotted", "Order: {} and {} are two dates for the same")


@dataclass(frozen=True)
class _Step:
    """One thing that has a date, with all that is said of it; the dated claim comes first."""

    claims: tuple[Claim, ...]
    date: Edtf

    @property
    def label(self) -> str:
        """What the step is about."""
        return _topic(self.claims[0])[1]

    def place(self) -> tuple[bool, Day, bool, Day, str]:
        """Return the key that orders steps: by the last day on which each can begin."""
        earliest, latest = self.date.start
        end = latest or earliest or Day(0, 1, 1)
        return latest is None, end, earliest is not None, earliest or end, self.claims[0].id

    def before(self, later: _Step) -> _Order:
        """Return what is known of the order of this step and a later one."""
        if _topic(self.claims[0]) == _topic(later.claims[0]):
            return _SAME
        if _surely_before(printed(self.date), printed(later.date)):
            return _PRINTED
        if _surely_before(self.date, later.date):
            return _INFERRED
        same_place = self.claims[0].passage == later.claims[0].passage
        if same_place and self.date.text == f"[..{later.date.text}]":
            return _BOUND
        return _OPEN


def _order(number: int, step: _Step, later: _Step) -> _Order:
    order = step.before(later)
    return _Order(order.dash, order.words.format(number, number + 1))


def _surely_before(first: Edtf, later: Edtf) -> bool:
    end, start = first.start.latest, later.start.earliest
    return end is not None and start is not None and end < start


def sequence(claims: pd.DataFrame, *, title: str, name: str = "sequence") -> Figure:
    """Return what happened as steps, in the order of their dates as far as it is known.

    Parameters
    ----------
    claims
        Rows of `Corpus.claims`, best all of one topic. Those on one ``event`` (without an event:
        on one ``question``) make a step for each ``when`` that has a year; where none has, they
        stand beside the line.
    title, name
        The finding, as a sentence, and the address of the figure on its page.

    Raises
    ------
    ValueError
        There are fewer than two steps.

    Examples
    --------
    >>> import maliviz as mv
    >>> claims = mv.load("data").claims.query("topic == 'pressure'")
    >>> mv.sequence(claims, title="One after the other").columns[-1]
    'Order'
    """
    rows = claims_of(claims)
    steps, undated = _arranged(rows)
    if len(steps) < 2:
        raise ValueError(
            f"sequence needs claims that date at least two events, and found {len(steps)}: "
            "give all claims of the topic, with those on the dates of its events"
        )
    orders = [_order(n, *pair) for n, pair in enumerate(pairwise(steps), 1)]
    return Figure(
        name=name,
        title=title,
        subtitle="What is said to have happened, in the order of the dates; an order is no cause",
        alt=f"Sequence of {len(steps)} steps; the first is dated {steps[0].date.words()}, the last "
        f"{steps[-1].date.words()}. The order from step to step: {_tally(orders)}. "
        f"Statements without a date, beside it: {len(undated)}.",
        source=f"{source_line(rows)} Whole line: order told; broken: inferred; dotted: not told.",
        columns=("Step", "When", "What", "Who says so", "How firmly", "Order"),
        rows=tuple(_rows(steps, orders, undated)),
        names=mark_names([c for s in steps for c in s.claims] + undated),
        views=(
            View("steps", "Steps", partial(_draw, steps=steps, orders=orders, undated=undated)),
        ),
    )


def _topic(claim: Claim) -> tuple[str, str]:
    """Return the id and the label of what a claim tells of."""
    if claim.event:
        return claim.event, claim.event_label
    return claim.question, claim.question_text


def _arranged(claims: Sequence[Claim]) -> tuple[list[_Step], list[Claim]]:
    """Return the steps in their order, and the claims that belong to none."""
    dates: dict[tuple[str, str], dict[Edtf, list[Claim]]] = {}
    without = []
    for claim in claims:
        if claim.when and any(claim.when.start):
            dates.setdefault(_topic(claim), {}).setdefault(claim.when, []).append(claim)
        else:
            without.append(claim)
    for claim in without:
        if _topic(claim) in dates:
            next(iter(dates[_topic(claim)].values())).append(claim)
    steps = [_Step(tuple(c), date) for by_date in dates.values() for date, c in by_date.items()]
    undated = [claim for claim in without if _topic(claim) not in dates]
    return sorted(steps, key=_Step.place), undated


def _tally(orders: Sequence[_Order]) -> str:
    words = {"solid": "told", "dashed": "inferred", "dotted": "not told"}
    kinds = [words[order.dash] for order in orders]
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))


def _no_date(claim: Claim) -> str:
    """Return what stands in place of a date: the words of the text, if it has any."""
    if claim.when:
        return claim.when.words()
    if claim.relative:
        return f"“{claim.value or claim.printed}”, from a day that is not printed"
    return _UNDATED.lower()


def _rows(
    steps: Sequence[_Step], orders: Sequence[_Order], undated: Sequence[Claim]
) -> Iterator[Row]:
    after = [order.words for order in orders] + ["the last step"]
    for number, (step, order) in enumerate(zip(steps, after, strict=True), 1):
        for c in step.claims:
            when = step.date.words() if c.when else f"with step {number}"
            cells = (f"{number}. {step.label}", when, c.statement, c.said_by, c.firmness, order)
            yield Row(cells, (c.id,), (c.when_inference,) if c.when_inference else ())
    for c in undated:
        cells = ("none", _no_date(c), c.statement, c.said_by, c.firmness, "not told")
        yield Row(cells, claims=(c.id,))


def _draw(
    canvas: Canvas, steps: Sequence[_Step], orders: Sequence[_Order], undated: Sequence[Claim]
) -> None:
    beside = undated and not canvas.narrow
    width = canvas.width - _ASIDE - _ASIDE_GAP if beside else canvas.width
    bottom = _draw_steps(canvas, steps, orders, width)
    if beside:
        bottom = max(bottom, _draw_undated(canvas, undated, width + _ASIDE_GAP, 0))
    elif undated:
        bottom = _draw_undated(canvas, undated, 0, bottom + 28)
    canvas.height = bottom


def _draw_steps(
    canvas: Canvas, steps: Sequence[_Step], orders: Sequence[_Order], width: float
) -> float:
    """Draw the numbered steps one below the other; return the bottom."""
    column = Column(canvas, _INDENT, 0, width - _INDENT)
    _draw_step(column, steps[0], 1)
    top = 0.0
    for number, (order, step) in enumerate(zip(orders, steps[1:], strict=True), 2):
        column.skip(20)
        column.note(order.words)
        end = column.bottom + SMALL
        start = top + 2 * _RADIUS + 5
        canvas.line([(_AXIS, start), (_AXIS, end + 3)], "ink", dash=order.dash, line=2)
        top = end + 8
        column.move(top)
        _draw_step(column, step, number)
    return column.foot


def _draw_step(column: Column, step: _Step, number: int) -> None:
    """Draw a dot with its number, the date, and what is said."""
    canvas = column.canvas
    for claim in step.claims:
        first, top = claim is step.claims[0], column.foot
        with canvas.mark(f"claim:{claim.id}"):
            if first:
                _draw_head(column, step, number)
            column.text(claim.statement)
            write_speaker(column, claim)
            left = 0 if first else column.x
            canvas.target(left, top, column.x + column.width - left, column.foot - top)
        if claim is not step.claims[-1]:
            column.skip(9)


def _draw_head(column: Column, step: _Step, number: int) -> None:
    canvas, y, kind = column.canvas, column.foot, step.claims[0].role
    fill = f"{kind}-soft" if step.date.inferred else kind
    fill = "paper" if kind in ("expected", "denied") else fill
    dot(canvas, _AXIS, y + _AXIS, _RADIUS, fill, kind)
    ink = "paper" if fill == kind else "ink"
    canvas.text(_AXIS, y + 19, str(number), ink, weight="bold", align="center")
    column.skip(_HEAD)
    column.text(step.date.words(), weight="bold")
    column.note(step.label)
    column.skip(6)


def _draw_undated(canvas: Canvas, undated: Sequence[Claim], x: float, y: float) -> float:
    """Draw what has no place on the line; return the bottom."""
    left = x + _ASIDE_INDENT
    canvas.text(left, y + 19, _UNDATED, weight="bold")
    column = Column(canvas, left, y + 32, canvas.width - left)
    for claim in undated:
        words = _no_date(claim)
        with canvas.mark(f"claim:{claim.id}"):
            top = column.foot
            column.text(claim.statement)
            write_speaker(column, claim, "" if words == _UNDATED.lower() else words)
            canvas.target(left, top, column.width, column.foot - top)
        bottom = column.foot
        column.skip(12)
    canvas.line([(x + 1, y), (x + 1, bottom)], "rule", line=2)
    return bottom
