"""What several charts draw: a dot, a yes or a no, a speaker, a key to the signs."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin
from typing import TYPE_CHECKING

from maliviz.charts.style import SMALL

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas
    from maliviz.charts.column import Column
    from maliviz.corpus.claim import Claim

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


def write_speaker(column: Column, claim: Claim, note: str = "") -> None:
    """Write below a statement a note that must not be missed, who says it and how firmly."""
    column.skip(3)
    if note:
        column.text(note, size=SMALL, weight="bold")
    column.note(f"{claim.said_by} · {claim.firmness}")


def key(signs: Mapping[str, object]) -> str:
    """Return what signs mean, as far as they are in a picture.

    >>> key({"Hollow: hedged.": True, "Arrow: open on that side.": False})
    ' Hollow: hedged.'
    """
    return "".join(f" {meaning}" for meaning, drawn in signs.items() if drawn)
