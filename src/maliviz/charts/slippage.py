"""One aim, and how far the dates lie apart that it was given.

The first and the last date are two walls, and between them is the wait: its length is the one
large thing in the picture. Each wall has the words of one claim. The wait is ours, and looks it
where the walls stand in different texts; other dates come below, in second rank. A wide drawing
runs to the right and a narrow one down.

======================= ==================================================================
what is known           what is drawn
======================= ==================================================================
the first, the last     a wall across, with who says it
the distance            a pale band from wall to wall, with its least length
walls of two texts      the band has dotted edges, and says that the join is ours
walls of one text       the band has whole edges
the last is open        a pale band beyond the wall, without an edge, and three arrow heads
bounds on both sides    a block beside the wall, over all days that are possible
another date            a small mark of its own, below the wait
======================= ==================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Literal

from maliviz.charts.axis import Axis, axis_of_years
from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.interactive import Mark, timeline
from maliviz.charts.marks import Look, draw_date
from maliviz.charts.style import LEADING, SMALL, TEXT
from maliviz.corpus.claim import Claim, Inference, mark_names, source_line
from maliviz.corpus.rows import claims_of, rows_of
from maliviz.corpus.vocabulary import label
from maliviz.edtf import Edtf, distance, parse
from maliviz.language import gettext as _
from maliviz.language import ngettext, pgettext, word_list
from maliviz.phrases import capitalized

if TYPE_CHECKING:
    import pandas as pd

    from maliviz.charts.canvas import Canvas, Dash, Weight

    Part = tuple[str, float, Weight, str]

_NUMBER, _LEAD = 28.0, 18.0
_WALL, _REACH = 6.0, 6.0  # how thick a wall is, and how far it stands out from the band
_PAD, _BAR = 14.0, 14.0
_HEADS = (0.25, 0.5, 0.75)  # where the arrow heads of an open end stand
_LEAST_WORDS = 200.0  # the room that the words of a wall have at least
_INSET, _SWATCH = 8.0, 24.0  # in a narrow drawing


@dataclass(frozen=True)
class _Step:
    """One date that the aim was given."""

    claim: Claim
    date: Edtf

    @property
    def label(self) -> str:
        """What is promised or expected, and which of the two if its name does not say so."""
        event, kind = self.claim.event_label, label("kind", self.claim.event_kind)
        return event if kind in event else f"{event} · {kind}"

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
    def joins_texts(self) -> bool:
        """Whether the first and the last date stand in different texts."""
        return self.first.claim.document != self.last.claim.document

    @property
    def edge(self) -> Dash:
        """How the edges of the band are drawn."""
        return "dotted" if self.joins_texts else "solid"

    @property
    def origin(self) -> str:
        """Whose step the distance is."""
        words = _("counted by us, a {strength} inference")
        if self.joins_texts:
            words = _("joined by us from two texts, a {strength} inference")
        return words.format(strength=self.strength)

    @property
    def strength(self) -> str:
        """How strong the inference is."""
        return label("strength", self.inference.strength)

    @property
    def counted(self) -> str:
        """From which day to which the distance is counted."""
        start, end = (parse(d.text).words() for d in (self.first.date.last, self.last.date.first))
        return _("from the end of {start} to the start of {end}").format(start=start, end=end)


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
    steps = sorted(_steps(claims_of(claims)), key=_Step.deadline)
    if len(steps) < 2:
        raise ValueError("slippage needs claims that give at least two dates to one aim")
    bridge = _bridge(steps[0], steps[-1], rows_of(Inference, inferences))
    marks = [*(_mark(step) for step in steps), _bridge_mark(bridge)]
    draw = partial(_draw, steps=steps, bridge=bridge)
    return Figure(
        name=name,
        title=title,
        subtitle=_("Dates given to {aims}").format(aims=_aims(steps)),
        alt=_alt(steps, bridge),
        source=source_line(s.claim for s in steps),
        columns=(_("What"), _("When"), _("Who says so"), _("How firmly")),
        rows=(*map(_row, steps), _bridge_row(bridge)),
        names=mark_names((s.claim for s in steps), [bridge.inference]),
        views=(View("dates", pgettext("view", "Dates"), draw),),
        spec=timeline(marks),
    )


def _steps(claims: Iterable[Claim]) -> list[_Step]:
    return [_Step(c, c.when) for c in claims if c.when and c.event_kind in ("promised", "expected")]


def _aims(steps: Sequence[_Step]) -> str:
    aim = _("the {topic}")
    return word_list(aim.format(topic=step.claim.topic_words) for step in steps)


def _alt(steps: Sequence[_Step], bridge: _Bridge) -> str:
    words = ngettext(
        "Timeline of {count} dates given to one aim. The first is {first}, the last {last}; "
        "between them lie {distance}.",
        "Timeline of {count} dates given to one aim. The first is {first}, the last {last}; "
        "between them lie {distance}.",
        len(steps),
    ).format(
        count=len(steps),
        first=bridge.first.date.words(),
        last=bridge.last.date.words(),
        distance=bridge.words,
    )
    apart = _("The ends stand in different texts.")
    return f"{words} {apart}" if bridge.joins_texts else words


def _bridge(first: _Step, last: _Step, inferences: Iterable[Inference]) -> _Bridge:
    """Return the join of the first date to the last."""
    ends = (first.claim.id, last.claim.id)
    inference = next((i for i in inferences if i.premises == ends), None)
    if inference is None:
        premises = " ".join(ends)
        raise ValueError(f'no inference has the premises "{premises}", so nothing joins the dates')
    start, end = first.date.extent()[1], last.date.extent()[0]
    if start is None or end is None:
        raise ValueError("the first date has no end, or the last no beginning: no least distance")
    return _Bridge(first, last, inference, (start, end))


def _row(step: _Step) -> Row:
    claim = step.claim
    cells = (claim.statement, step.date.words(), claim.said_by, claim.firmness)
    return Row(cells, (claim.id,), (claim.when_inference,) if claim.when_inference else ())


def _bridge_row(bridge: _Bridge) -> Row:
    inference = bridge.inference
    firmness = _("{strength} inference").format(strength=bridge.strength)
    cells = (inference.statement, bridge.words, _("nobody; inferred"), firmness)
    return Row(cells, claims=inference.premises, inferences=(inference.id,))


def _mark(step: _Step) -> Mark:
    """Return the row of a step as the interactive chart has it, in a lane of its text."""
    return Mark(
        label=step.claim.event_label,
        when=step.date.words(),
        look=step.look,
        claims=[step.claim],
        date=step.date,
        lane=_("Text {label}").format(label=step.claim.document_label),
    )


def _bridge_mark(bridge: _Bridge) -> Mark:
    return Mark(
        label=_("Least distance"),
        when=bridge.words,
        look=Look("ink"),
        claims=[bridge.first.claim, bridge.last.claim],
        gap=bridge.span,
        lane=_("Joined by us"),
    )


class _Words:
    """Lines no wider than ``width``, measured before they are written; ``height`` is their room."""

    def __init__(self, canvas: Canvas, width: float, *parts: Part) -> None:
        self.canvas, self.width = canvas, width
        self.lines = [
            (line, size, weight, role)
            for words, size, weight, role in parts
            for line in canvas.wrap(words, width, size, weight)
        ]
        self.height = sum(_leading(size) for _, size, *_ in self.lines)

    def write(self, x: float, top: float, align: Literal["left", "center"] = "left") -> None:
        """Write the lines from the top down, at ``x`` or around it."""
        for line, size, weight, role in self.lines:
            self.canvas.text(
                x,
                top + size,
                line,
                role,
                size=size,
                weight=weight,
                align=align,
                room=self.width if align == "left" else 0,
            )
            top += _leading(size)


def _leading(size: float) -> float:
    """How far two baselines are apart; large words stand closer."""
    return size * (LEADING if size <= TEXT else 1.2)


def _wall_words(canvas: Canvas, step: _Step, width: float) -> _Words:
    """Return when, what and who; on a narrow sheet they stand on a tint, so all in ink."""
    parts: list[Part]
    date, who = capitalized(step.date.words()), step.claim.said_by
    if canvas.narrow:
        parts = [(date, TEXT, "bold", "ink"), (f"{step.label} · {who}", SMALL, "normal", "ink")]
    else:
        parts = [
            (date, TEXT, "bold", step.look.role),
            (step.label, TEXT, "normal", "ink"),
            (who, SMALL, "normal", "muted"),
        ]
    return _Words(canvas, width, *parts)


def _wait_words(canvas: Canvas, bridge: _Bridge, width: float) -> _Words:
    """Return how long the wait is, and whose step that is; no number is parted from its unit."""
    lead = (re.match(r"\D*(?=\d)", bridge.words) or [""])[0]
    number = re.sub(r"(?<=\d) ", "\u00a0", bridge.words.removeprefix(lead))
    if canvas.narrow:
        lead, number = "", lead + number
    return _Words(
        canvas,
        width,
        (lead, _LEAD, "bold", "ink"),
        (number, _NUMBER, "bold", "ink"),
        (bridge.origin, SMALL, "normal", "ink"),
        (bridge.counted, SMALL, "normal", "ink"),
    )


def _draw(canvas: Canvas, steps: Sequence[_Step], bridge: _Bridge) -> None:
    axis = axis_of_years([s.date for s in steps], _WALL, canvas.width - 2)
    bottom = _draw_down(canvas, bridge) if canvas.narrow else _draw_across(canvas, axis, bridge)
    for step in steps[1:-1]:
        bottom = _draw_other(canvas, axis, step, bottom + 10)
    canvas.height = bottom


def _draw_across(canvas: Canvas, axis: Axis, bridge: _Bridge) -> float:
    """Draw the walls and the wait from left to right; return the bottom."""
    left, right = map(axis.x, bridge.span)
    wait = _wait_words(canvas, bridge, right - left - 2 * _PAD)
    top = 2 * SMALL + _REACH
    bottom = top + wait.height + 2 * _PAD
    axis.label(canvas, SMALL)
    axis.grid(canvas, SMALL * 1.6, bottom + _REACH)
    for step, wall in ((bridge.first, left), (bridge.last, right)):
        _draw_beside(canvas, axis, step, (top, bottom))
        canvas.line([(wall, top - _REACH), (wall, bottom + _REACH)], step.look.role, line=_WALL)
    start, end = left + _WALL / 2, right - _WALL / 2
    canvas.box(start, top, end - start, bottom - top, "promised-soft")
    for y in (top, bottom):
        canvas.line([(start, y), (end, y)], "ink", dash=bridge.edge)
    with canvas.mark(f"inference:{bridge.inference.id}"):
        wait.write((left + right) / 2, top + _PAD, "center")
    return _write_below(canvas, bridge, (left, right), bottom + _REACH + 2)


def _write_below(canvas: Canvas, bridge: _Bridge, walls: tuple[float, float], top: float) -> float:
    """Write what each wall says below it, with enough room for the last; return the bottom."""
    left, right = walls
    turn = min(right, canvas.width - _LEAST_WORDS) - _WALL / 2
    first = _wall_words(canvas, bridge.first, turn - _PAD - left + _WALL / 2)
    last = _wall_words(canvas, bridge.last, canvas.width - turn)
    for step, words, x in ((bridge.first, first, left - _WALL / 2), (bridge.last, last, turn)):
        with canvas.mark(f"claim:{step.claim.id}"):
            words.write(x, top)
    return top + max(first.height, last.height)


def _draw_beside(canvas: Canvas, axis: Axis, step: _Step, band: tuple[float, float]) -> None:
    """Draw what a date has beside its wall: all days that are possible, or an open end."""
    (start, end), (top, bottom), role = step.date.extent(), band, step.look.role
    if start is not None and end is not None:
        step.look.block(canvas, axis.x(start), top, axis.x(end) - axis.x(start), bottom - top)
    elif start is not None:
        left, room = axis.x(start), axis.right - axis.x(start)
        canvas.box(left, top, room, bottom - top, f"{role}-soft")
        for share in _HEADS:
            canvas.arrow(left + share * room, (top + bottom) / 2, role, size=9)


def _draw_down(canvas: Canvas, bridge: _Bridge) -> float:
    """Draw the walls and the wait from the top down, each over the whole width."""
    width = canvas.width
    first, last = (_wall_words(canvas, s, width - 4 * _INSET) for s in (bridge.first, bridge.last))
    wait = _wait_words(canvas, bridge, width - 4)
    top = _WALL / 2
    bottom = top + first.height + wait.height + 3 * _INSET
    foot = bottom + last.height + 2 * _INSET
    _draw_below(canvas, bridge.last, (bottom, foot))
    start, end = top + _WALL / 2, bottom - _WALL / 2
    canvas.box(0, start, width, end - start, "promised-soft")
    for side in (1, width - 1):
        canvas.line([(side, start), (side, end)], "ink", dash=bridge.edge)
    for step, y in ((bridge.first, top), (bridge.last, bottom)):
        canvas.line([(0, y), (width, y)], step.look.role, line=_WALL)
    with canvas.mark(f"inference:{bridge.inference.id}"):
        wait.write(width / 2, bottom - wait.height - _INSET, "center")
    for step, words, y in ((bridge.first, first, top), (bridge.last, last, bottom)):
        with canvas.mark(f"claim:{step.claim.id}"):
            words.write(_INSET, y + _INSET)
    return foot


def _draw_below(canvas: Canvas, step: _Step, band: tuple[float, float]) -> None:
    """Draw what the last date has below its wall: days that are possible, or an open end."""
    (_, end), (top, bottom), role = step.date.extent(), band, step.look.role
    if end is not None:
        step.look.block(canvas, 0, top, canvas.width, bottom - top)
        return
    canvas.box(0, top, canvas.width, bottom - top, f"{role}-soft")
    right, middle = canvas.width - 2 * _INSET, (top + bottom) / 2
    for tip in (middle, middle + 10, middle + 20):
        canvas.line([(right - 9, tip - 9), (right, tip), (right + 9, tip - 9)], role, line=2)


def _draw_other(canvas: Canvas, axis: Axis, step: _Step, y: float) -> float:
    """Draw a date of second rank with its words beside it; return the bottom."""
    if canvas.narrow:
        axis = axis_of_years([step.date], 2, _SWATCH)
    with canvas.mark(f"claim:{step.claim.id}"):
        left, right = draw_date(canvas, axis, step.date, y + 2, _BAR, step.look)
        after = canvas.narrow or canvas.width - right > left
        x, width = (right + 10, canvas.width - right - 10) if after else (0, left - 10)
        words = _Words(
            canvas,
            width,
            (step.label, TEXT, "normal", "ink"),
            (f"{step.date.words()} · {step.claim.said_by}", SMALL, "normal", "muted"),
        )
        words.write(x, y)
        canvas.target(0, y, canvas.width, words.height)
    return y + words.height
