"""How much rests on one text: a square for each question, in blocks by what the texts say of it.

A filled square rests on several texts, a hollow one on a single text, whose label it carries.
The sign in a square and the heading of its block say the same, so colour adds nothing of its
own. A corner marks a question on which speakers contradict each other, be it within one text.
Each square leads to the first claim on its question; in a small block the question stands beside
it, so that the few disputes can be read without a click.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from maliviz.charts.figure import Figure, Row, View
from maliviz.charts.style import SMALL, TEXT
from maliviz.corpus.record import records, source_line

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

_SIDE, _GAP = 32.0, 5.0
_LISTED = 6
_ALONE = "single text"


@dataclass(frozen=True)
class _Verdict:
    """How a verdict is said and drawn."""

    words: str
    sign: str = ""
    fill: str = "paper"
    edge: str = "ink"
    ink: str = "ink"
    dashed: bool = False


_VERDICTS = {
    "agree": _Verdict("The texts agree", "=", "happened", "happened", "paper"),
    "compatible": _Verdict("Not the same, but compatible", "≈", "happened-soft", "happened"),
    "conflict": _Verdict("The texts contradict each other", "≠", "denied", "denied", "paper"),
    "not comparable": _Verdict("Cannot be compared", "?", "rule", "muted", dashed=True),
    _ALONE: _Verdict("Only text {}"),
}
"""In the order in which they are drawn."""


@dataclass(frozen=True)
class _Square:
    """One question, with the claims that answer it and the labels of their texts."""

    question: Mapping[str, Any]
    claims: tuple[dict[str, Any], ...]

    @property
    def labels(self) -> list[str]:
        return sorted({str(c["document_label"]) for c in self.claims})

    @property
    def verdict(self) -> _Verdict:
        return _VERDICTS[self.question["verdict"]]

    @property
    def alone(self) -> bool:
        return bool(self.question["verdict"] == _ALONE)

    @property
    def heading(self) -> str:
        """The verdict in words; the name of the block."""
        return self.verdict.words.format(" and ".join(self.labels))

    @property
    def sign(self) -> str:
        return self.labels[0] if self.alone else self.verdict.sign

    @property
    def disputed(self) -> bool:
        """Whether a corner has to say what the sign does not."""
        return bool(self.question["disputed"]) and self.question["verdict"] != "conflict"

    @property
    def said(self) -> str:
        return f"{self.heading}{'; speakers contradict each other' if self.disputed else ''}"

    @property
    def target(self) -> str:
        return f"claim:{self.claims[0]['id']}"

    def order(self) -> tuple[int, str, int]:
        """By verdict, by text, then in the order of the questions."""
        place = list(_VERDICTS).index(self.question["verdict"])
        return place, self.heading, int(self.question["order"])


def squares(
    comparisons: pd.DataFrame, claims: pd.DataFrame, *, title: str, name: str = "squares"
) -> Figure:
    """Return a square for each question that the texts answer.

    ``comparisons`` are rows as `maliviz.compare` gives them (``question``, ``order``, ``text``,
    ``verdict``, ``disputed``, ``why``); ``claims`` are the rows of `Corpus.claims` that answer
    these questions, and may hold others. No question, a question without a claim, and a verdict
    that is none are a ``ValueError``.
    """
    drawn = sorted(_squares(comparisons, claims), key=_Square.order)
    if not drawn:
        raise ValueError("squares needs at least one row of comparisons, and has none")
    alone = sum(s.alone for s in drawn)
    blocks = [(heading, len(list(same))) for heading, same in _blocks(drawn)]
    return Figure(
        name=name,
        title=title,
        subtitle=f"A square for each of {len(drawn)} questions; on {alone} a single text speaks",
        alt=f"{len(drawn)} squares, one a question, in {len(blocks)} blocks. "
        + " ".join(f"{heading}: {count}." for heading, count in blocks),
        source=source_line(c for s in drawn for c in s.claims) + _key(drawn),
        columns=("Question", "What the texts say together", "Why"),
        rows=tuple(map(_row, drawn)),
        names={s.target: f"{s.question['text']} {s.said}." for s in drawn},
        views=(View("squares", "Squares", partial(_draw, squares=drawn)),),
    )


def _squares(comparisons: pd.DataFrame, claims: pd.DataFrame) -> Iterator[_Square]:
    told: dict[str, list[dict[str, Any]]] = {}
    for claim in records(claims):
        told.setdefault(claim["question"], []).append(claim)
    for question in records(comparisons):
        if question["verdict"] not in _VERDICTS:
            raise ValueError(
                f'the verdict on "{question["question"]}" is "{question["verdict"]}", and has to '
                f"be one of: {', '.join(_VERDICTS)}"
            )
        if question["question"] not in told:
            raise ValueError(f'no claim given answers the question "{question["question"]}"')
        yield _Square(question, tuple(told[question["question"]]))


def _blocks(drawn: Sequence[_Square]) -> Iterator[tuple[str, Iterator[_Square]]]:
    return groupby(drawn, key=lambda square: square.heading)


def _row(square: _Square) -> Row:
    cells = (str(square.question["text"]), square.said, str(square.question["why"]))
    return Row(cells, claims=tuple(c["id"] for c in square.claims))


def _key(drawn: Sequence[_Square]) -> str:
    key = " Filled: more than one text. Hollow: one text alone."
    return key + (" Corner: speakers contradict each other." * any(s.disputed for s in drawn))


def _draw(canvas: Canvas, squares: Sequence[_Square]) -> None:
    y = 1.0
    for heading, members in _blocks(squares):
        y = _draw_block(canvas, heading, list(members), y) + 16
    canvas.height = y - 16


def _draw_block(canvas: Canvas, heading: str, members: Sequence[_Square], y: float) -> float:
    """Draw a heading with the number of its squares, and the squares; return the bottom."""
    left, column = (1.0, canvas.width) if canvas.narrow else (280.0, 272)
    top = y + (_SIDE - TEXT) / 2 - 2 if not canvas.narrow else y
    words = f"{heading}: {len(members)}"
    foot = canvas.paragraph(0, top + TEXT, words, column, weight="bold") - TEXT
    top = foot + 4 if canvas.narrow else y
    if len(members) <= _LISTED:
        return max(foot, _draw_list(canvas, members, left, top))
    per_row = int((canvas.width - 1 - left + _GAP) // (_SIDE + _GAP))
    for place, square in enumerate(members):
        row, at = divmod(place, per_row)
        with canvas.mark(square.target):
            step = _SIDE + _GAP
            _draw_square(canvas, square, left + at * step, top + row * step)
    rows = -(-len(members) // per_row)
    return max(foot, top + rows * (_SIDE + _GAP) - _GAP)


def _draw_list(canvas: Canvas, members: Sequence[_Square], x: float, y: float) -> float:
    """Draw a few squares one below the other, each with its question; return the bottom."""
    room = canvas.width - x - _SIDE - 12
    for square in members:
        lines = len(canvas.wrap(square.question["text"], room))
        height = max(_SIDE, lines * TEXT * 1.35)
        with canvas.mark(square.target):
            _draw_square(canvas, square, x, y + (height - _SIDE) / 2)
            baseline = y + height / 2 + TEXT * (0.36 - (lines - 1) * 0.675)
            used = canvas.paragraph(x + _SIDE + 12, baseline, square.question["text"], room)
            canvas.target(x, y, canvas.width - x, max(height, used - TEXT - y))
        y += height + _GAP
    return y - _GAP


def _draw_square(canvas: Canvas, square: _Square, x: float, y: float) -> None:
    look = square.verdict
    dash = "dashed" if look.dashed else "solid"
    canvas.box(x, y, _SIDE, _SIDE, look.fill, look.edge, dash=dash)  # type: ignore[arg-type]
    sign, size = _fitted(canvas, square.sign)
    middle = x + _SIDE / 2
    canvas.text(
        middle,
        y + _SIDE / 2 + size * 0.36,
        sign,
        look.ink,
        size=size,
        weight="bold",
        align="center",
    )
    if square.disputed:
        right, cut = x + _SIDE, 10
        canvas.shape([(right - cut, y), (right, y), (right, y + cut)], "denied", "denied", line=1)


def _fitted(canvas: Canvas, sign: str) -> tuple[str, float]:
    """Return as much of a sign as fits into a square, and its size; the heading says the rest."""
    room = _SIDE - 6
    size = next((s for s in (17.0, TEXT) if canvas.measure(sign, s, "bold") <= room), SMALL)
    while canvas.measure(sign, size, "bold") > room:
        sign = sign[:-1]
    return sign, size
