"""Drawings as they stand within a page: told from point to point, which packs well.

A hatched plane is a hundred lines, each at a place of its own, and of the same length and at the
same distance. Told from point to point they are the same few letters again and again, of which a
page weighs hardly anything. Nothing moves: coordinates of ours are halves, which add up exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from maliviz.charts.svg import Drawing

_NUMBER = r"-?\d+(?:\.5)?"
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6}
_STEPS = "|".join(rf"{command}{' '.join([_NUMBER] * count)}" for command, count in _NUMBERS.items())
_PATH = re.compile(rf"M{_NUMBER} {_NUMBER}(?:{_STEPS}|z)*")
_STEP = re.compile(r"([A-Z])([^A-Za-z]*)|z")

Point = tuple[float, float]


def inline(drawing: Drawing) -> Drawing:
    """Return a drawing that looks the same and weighs less within a page."""
    root = deepcopy(drawing.root)
    for path in root.iter("path"):
        path.set("d", told_by_steps(path.get("d", "")))
    return Drawing(root)


def told_by_steps(path: str) -> str:
    """Return a path of ours with each point told from the one before; others stay as they are.

    >>> told_by_steps("M8 57L9 48M8 65.5L9 57H3V57z"), told_by_steps("M.1 0L9 9")
    ('M8 57l1 -9m-1 17.5l1 -8.5h-6h0z', 'M.1 0L9 9')
    """
    return "".join(_steps(path)) if _PATH.fullmatch(path) else path


def _steps(path: str) -> Iterator[str]:
    here = start = (0.0, 0.0)
    for step in _STEP.finditer(path):
        if not step[1]:
            here = start
            yield "z"
            continue
        points = list(_points(step[1], step[2], here))
        yield _step(
            step[1], [(x - here[0], y - here[1]) for x, y in points], first=step.start() == 0
        )
        here = points[-1]
        start = here if step[1] == "M" else start


def _points(command: str, numbers: str, here: Point) -> Iterator[Point]:
    values = [float(number) for number in numbers.split()]
    if command == "H":
        yield values[0], here[1]
    elif command == "V":
        yield here[0], values[0]
    else:
        yield from zip(values[::2], values[1::2], strict=True)


def _step(command: str, moves: list[Point], *, first: bool) -> str:
    """Write one step: a level or upright line is told by its length alone."""
    ((x, y),) = moves[-1:]
    if command in "HLV" and not y:
        return f"h{x:g}"
    if command in "LV" and not x:
        return f"v{y:g}"
    letter = command if first else command.lower()
    return letter + " ".join(f"{number:g}" for move in moves for number in move)
