"""A chart of dates for plotly: the same forms as in `maliviz.charts.marks`, over decimal years.

The first trace has one point for each row of the figure's table, in its order: invisible, and
what a pointer finds. The others only draw.

plotly reads some HTML in a text, so every text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any

from maliviz.charts.axis import Axis, axis_for
from maliviz.charts.marks import Look
from maliviz.charts.style import FONTS, ROLES, SMALL, TEXT
from maliviz.corpus.claim import Claim
from maliviz.corpus.vocabulary import label
from maliviz.edtf import Edtf
from maliviz.language import N_, ngettext
from maliviz.language import gettext as _
from maliviz.phrases import capitalized

_SLOT = 32
_BAR = 0.5
_STUB = 0.07
_LINE, _SPEAKERS = 44, 3
_KEYED = ("happened", "promised", "expected", "denied")
_UNITS = {"year": N_("Year"), "month": N_("Month"), "day": N_("Day"), "hour": N_("Hour")}
_SIGNS = {
    "": ("circle", 0, 0, ""),
    "?": ("circle", 0, 0, "<b>?</b>"),
    "line-ns": ("line-ns", 18, 4, ""),
    "triangle-right": ("triangle-right", 11, 0, ""),
}
"""What plotly draws of a sign in a line: a symbol, its size, the width of its edge, and a text."""


@dataclass(frozen=True)
class Mark:
    """One row: its label, its date in words and as data, and what it rests on.

    ``until`` is the first end of a term; ``gap`` stands for a date where the row measures how
    far two dates are apart, in decimal years.
    """

    label: str
    when: str
    look: Look
    claims: Sequence[Claim] = ()
    date: Edtf | None = None
    until: Edtf | None = None
    gap: tuple[float, float] | None = None
    lane: str = ""

    @property
    def start(self) -> float | None:
        """Where it begins in decimal years, or ends if that is open; None without a date."""
        ends = self.gap or (self.date.extent() if self.date else ())
        return next((end for end in ends if end is not None), None)

    @property
    def hover(self) -> str:
        """What a pointer shows: the label, when, and the first of those who say so."""
        speakers = list(dict.fromkeys(claim.said_by for claim in self.claims))
        texts = [self.when, *speakers[:_SPEAKERS]]
        if others := speakers[_SPEAKERS:]:
            more = ngettext("and {count} more", "and {count} more", len(others))
            texts.append(more.format(count=len(others)))
        lines = [line for text in texts for line in wrap(text, _LINE)]
        return "<br>".join([f"<b>{_plain(self.label)}</b>", *map(_plain, lines)])


@dataclass(frozen=True)
class _Block:
    """A bar in the slot ``y``, from one decimal year to another."""

    y: int
    start: float
    end: float
    fill: str
    line: float = 1.25
    hatched: bool = False


@dataclass(frozen=True)
class _Ray:
    """A line in the slot ``y`` through some places, each with the sign that stands there."""

    y: int
    ends: tuple[tuple[float, str], ...]
    dash: str = "dash"


def timeline(marks: Sequence[Mark]) -> dict[str, Any]:
    """Return plotly's data and layout for some rows of dates.

    >>> from maliviz.edtf import parse
    >>> coup = Mark("Coup", "2020", Look("happened"), date=parse("2020"), lane="Power")
    >>> chart = timeline([coup])
    >>> [trace["name"] for trace in chart["data"]], chart["data"][0]["x"]
    (['', 'Happened'], [2020.0])
    """
    dates = [date for mark in marks for date in (mark.date, mark.until) if date]
    axis = axis_for(dates, 0, 1)
    places, ticks = _places(marks)
    traces = [_pointer(marks, places, axis)]
    for role in dict.fromkeys(mark.look.role for mark in marks):
        rows = [(m, y) for m, y in zip(marks, places, strict=True) if m.look.role == role]
        traces += _traces(role, rows, axis)
    digits = 3 if axis.unit == "year" else 7
    return {
        "data": [_rounded(trace, digits) for trace in traces],
        "layout": _layout(axis, ticks),
    }


def _rounded(trace: dict[str, Any], digits: int) -> dict[str, Any]:
    """Return a trace whose places in decimal years are no finer than can be seen."""
    places = {key: trace[key] for key in ("base", "x") if key in trace}
    return trace | {
        key: [x if x is None else round(x, digits) for x in every] for key, every in places.items()
    }


def _places(marks: Sequence[Mark]) -> tuple[list[int], list[str]]:
    """Give each row a slot, and one to each lane above its rows; return these and their labels."""
    places: list[int] = []
    ticks: list[str] = []
    lane = ""
    for mark in marks:
        if mark.lane != lane:
            lane = mark.lane
            ticks.append(f"<b>{_plain(lane)}</b>")
        places.append(len(ticks))
        ticks.append(_plain(mark.label))
    return places, ticks


def _layout(axis: Axis, ticks: Sequence[str]) -> dict[str, Any]:
    paper, ink, muted = map(_colour, ("paper", "ink", "muted"))
    along = {"range": [axis.first, axis.last], "title": {"text": _(_UNITS[axis.unit])}}
    rows = {"range": [len(ticks) - 0.5, -0.5], "tickvals": list(range(len(ticks)))}
    return {
        "barmode": "overlay",
        "bargap": 0,
        "hovermode": "y",
        "hoverdistance": -1,
        "height": _SLOT * len(ticks) + 210,
        "font": {"family": FONTS, "size": TEXT, "color": ink},
        "paper_bgcolor": paper,
        "plot_bgcolor": paper,
        "hoverlabel": {"bgcolor": paper, "bordercolor": ink, "align": "left"},
        "legend": {"orientation": "h", "y": 1, "yanchor": "bottom"},
        "xaxis": {
            **along,
            **_ticks(axis),
            "tickfont": {"size": SMALL, "color": muted},
            "gridcolor": _colour("rule"),
            "zeroline": False,
        },
        "yaxis": {
            **rows,
            "ticktext": list(ticks),
            "automargin": True,
            "showgrid": False,
            "zeroline": False,
        },
    }


def _ticks(axis: Axis) -> dict[str, Any]:
    if axis.unit == "year":
        return {"tickformat": "d"}
    every = axis.ticks()
    return {"tickvals": [tick.year for tick in every], "ticktext": [tick.words for tick in every]}


def _pointer(marks: Sequence[Mark], places: Sequence[int], axis: Axis) -> dict[str, Any]:
    """Return the trace that a pointer finds: one point a row, where its mark begins."""
    starts = (mark.start for mark in marks)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "",
        "showlegend": False,
        "x": [float(axis.first) if start is None else start for start in starts],
        "y": list(places),
        "marker": {"opacity": 0, "color": [_colour(m.look.role) for m in marks]},
        "hovertext": [mark.hover for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _plain(text: str) -> str:
    return escape(text, quote=False)


def _traces(role: str, rows: Sequence[tuple[Mark, int]], axis: Axis) -> list[dict[str, Any]]:
    """Return the traces that draw the rows of one role; the first is in the legend."""
    blocks = [block for mark, y in rows for block in _blocks(mark, y, axis)]
    rays = [ray for mark, y in rows for ray in _rays(mark, y, axis)]
    traces = []
    if plain := [block for block in blocks if not block.hatched]:
        traces.append(_bars(role, plain))
    if hatched := [block for block in blocks if block.hatched]:
        traces.append(_hatched(_bars(role, hatched), role))
    for dash in dict.fromkeys(ray.dash for ray in rays):
        traces.append(_lines(role, dash, [ray for ray in rays if ray.dash == dash]))
    group = {"name": _role(role), "legendgroup": role, "hoverinfo": "skip"}
    return [
        {**trace, **group, "showlegend": number == 0 and role in _KEYED}
        for number, trace in enumerate(traces)
    ]


def _role(role: str) -> str:
    """Return what the legend calls the marks of a role."""
    return capitalized(label("modality" if role == "denied" else "kind", role))


def _bars(role: str, blocks: Sequence[_Block]) -> dict[str, Any]:
    edge = {"color": _colour(role), "width": [block.line for block in blocks]}
    return {
        "type": "bar",
        "orientation": "h",
        "width": _BAR,
        "y": [block.y for block in blocks],
        "base": [block.start for block in blocks],
        "x": [block.end - block.start for block in blocks],
        "marker": {"color": [_colour(block.fill) for block in blocks], "line": edge},
    }


def _hatched(bars: dict[str, Any], role: str) -> dict[str, Any]:
    """Return bars with slanted lines; plotly paints a ground below them for one colour alone."""
    ground = bars["marker"]["color"]
    lines = {"shape": "/", "bgcolor": ground, "size": 5, "solidity": 0.25}
    return bars | {"marker": bars["marker"] | {"color": _colour(role), "pattern": lines}}


def _lines(role: str, dash: str, rays: Sequence[_Ray]) -> dict[str, Any]:
    """Return all lines of one dash as one trace, with a break after each."""
    ends = [(ray.y, x, *_SIGNS[sign]) for ray in rays for x, sign in (*ray.ends, (None, ""))]
    ys, xs, symbols, sizes, widths, texts = map(list, zip(*ends, strict=True))
    colour = _colour(role)
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "cliponaxis": False,
        "x": xs,
        "y": ys,
        "text": texts,
        "textposition": "middle right",
        "textfont": {"color": colour},
        "line": {"color": colour, "width": 2, "dash": dash},
        "marker": {
            "symbol": symbols,
            "size": sizes,
            "color": colour,
            "opacity": 1,
            "line": {"color": colour, "width": widths},
        },
    }


def _blocks(mark: Mark, y: int, axis: Axis) -> Iterator[_Block]:
    look, date = mark.look, mark.date
    if date is None:
        return
    (start, end), middle = date.extent(), date.begun
    if date.form == "interval" and start is not None and end is None and middle:
        if date.end_kind != "unknown":
            yield _Block(y, middle, axis.last, f"{look.role}-soft", line=0)
        yield _Block(y, start, middle, look.fill, hatched=look.inferred)
    elif start is not None and end is not None:
        stop = mark.until.extent()[1] if mark.until else end
        yield _Block(y, start, stop or end, look.fill, hatched=look.inferred)


def _rays(mark: Mark, y: int, axis: Axis) -> Iterator[_Ray]:
    if mark.gap:
        yield _Ray(y, ((mark.gap[0], "line-ns"), (mark.gap[1], "line-ns")), "solid")
    if mark.date is None:
        return
    (start, end), edge = mark.date.extent(), (float(axis.last), "triangle-right")
    stub = _STUB * (axis.last - axis.first)
    if mark.until:
        yield _Ray(y, ((mark.until.extent()[1] or edge[0], "line-ns"), edge))
    elif start is None and end is not None:
        yield _Ray(y, ((end - stub, ""), (end - stub / 4, "triangle-right"), (end, "line-ns")))
    elif start is not None and end is None and mark.date.form != "interval":
        tip = edge if mark.look.hollow else (min(edge[0], start + stub), "triangle-right")
        yield _Ray(y, ((start, "line-ns"), tip))
    elif end is None and mark.date.end_kind == "unknown" and mark.date.begun:
        middle = mark.date.begun
        yield _Ray(y, ((middle, ""), (middle + stub, "?")), "dot")
    elif end is None:
        yield _Ray(y, (edge,))


def _colour(role: str) -> str:
    return ROLES[role].light
