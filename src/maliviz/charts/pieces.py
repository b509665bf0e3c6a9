"""Small pieces that several charts draw: a dot, a yes or a no, and a statement with its speaker."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from maliviz.charts.style import SMALL, TEXT
from maliviz.corpus.record import Record, firmness, said_by

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

LEADING = 1.35
"""The distance of two baselines, in sizes of the text; that of `Canvas.paragraph`."""

SIGN = 20.0
"""The side of a yes or a no in px."""

_LOOKS = {"yes": ("happened", "happened", "paper"), "no": ("denied", "paper", "denied")}


def dot(
    canvas: Canvas, x: float, y: float, radius: float, fill: str, edge: str | None = None
) -> None:
    """Draw a disc around ``x``, ``y``."""
    turns = [2 * pi * n / 24 for n in range(24)]
    canvas.shape([(x + radius * cos(t), y + radius * sin(t)) for t in turns], fill, edge, line=2)


def answer_sign(canvas: Canvas, x: float, y: float, answer: str, *, hedged: bool) -> None:
    """Draw a tick for ``yes`` and a cross for ``no``; what is hedged is pale, with a broken edge.

    A yes is a filled square and a no a hollow one, so that they differ in grey too.
    """
    role, fill, stroke = _LOOKS[answer]
    if hedged:
        fill, stroke = f"{role}-soft", role
    canvas.box(x, y, SIGN, SIGN, fill, role, dash="dashed" if hedged else "solid")
    if answer == "yes":
        canvas.line([(x + 5, y + 10), (x + 9, y + 14.5), (x + 15.5, y + 6)], stroke, line=2.5)
        return
    canvas.line([(x + 5.5, y + 5.5), (x + 14.5, y + 14.5)], stroke, line=2.5)
    canvas.line([(x + 5.5, y + 14.5), (x + 14.5, y + 5.5)], stroke, line=2.5)


def draw_speaker(
    canvas: Canvas, claim: Record, x: float, y: float, width: float, note: str = ""
) -> float:
    """Write a note that must not be missed, who says it and how firmly; return the bottom."""
    baseline = y + SMALL
    if note:
        baseline = canvas.paragraph(x, baseline, note, width, size=SMALL, weight="bold")
    words = f"{said_by(claim)} · {firmness(claim)}"
    baseline = canvas.paragraph(x, baseline, words, width, "muted", size=SMALL)
    return baseline - SMALL * LEADING + 4


def draw_statement(canvas: Canvas, text: str, x: float, y: float, width: float) -> float:
    """Write what is said from the top ``y``; return the bottom."""
    return canvas.paragraph(x, y + TEXT, text, width) - TEXT * LEADING + 4
