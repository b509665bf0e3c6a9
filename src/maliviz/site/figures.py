"""A figure that a notebook shows, as it goes onto pages: its words, its rows, and its drawings.

Within a page a drawing is told from point to point, which packs well: a hatched plane is a hundred
lines, each at a place of its own, and of the same length and at the same distance. Told from point
to point they are the same few letters again and again, of which a page weighs hardly anything.
Nothing moves: coordinates of ours are halves, which add up exactly.

Where it has lanes and years, a reader may choose among them. A page holds the controls for the
script that shows them, and where each mark lies, in numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree as ET

from maliviz.charts.figure import PICTURE, Place, Row
from maliviz.charts.svg import Drawing
from maliviz.language import SOURCE, ngettext
from maliviz.language import gettext as _
from maliviz.site.markup import anchors

_NUMBER = r"-?\d+(?:\.5)?"
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6}
_STEPS = "|".join(rf"{command}{' '.join([_NUMBER] * count)}" for command, count in _NUMBERS.items())
_PATH = re.compile(rf"M{_NUMBER} {_NUMBER}(?:{_STEPS}|z)*")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")


@dataclass(frozen=True)
class FigureView:
    """One way in which a figure is drawn; `label` is what a reader picks it by.

    Where a reader may pick a lane and years, `places` says where each mark lies, in their order.
    """

    name: str
    label: str
    wide: Drawing
    narrow: Drawing
    places: tuple[Place, ...] = ()

    def on_page(self, address: Callable[[str], str]) -> FigureView:
        """Return the view as a page holds it, each mark led to the address of its anchor there."""
        wide, narrow = (inline(drawing.linked(address)) for drawing in (self.wide, self.narrow))
        return replace(self, wide=wide, narrow=narrow)


@dataclass(frozen=True)
class FigureOutput:
    """A figure as `maliviz.charts.Figure` describes itself, with its drawings or its body."""

    name: str
    title: str
    subtitle: str
    alt: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    views: tuple[FigureView, ...]
    body: ET.Element | None
    spec: Mapping[str, Any] | None
    language: str = SOURCE

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchor of each claim and inference that its rows rest on, each once."""
        every = (
            f"{kind}-{name}"
            for row in self.rows
            for kind, names in (("claim", row.claims), ("inference", row.inferences))
            for name in names
        )
        return tuple(dict.fromkeys(every))

    @property
    def linked(self) -> tuple[str, ...]:
        """The anchors to which its drawings and its body lead, and those of its rows."""
        drawn = (anchor for drawing in self.drawings for anchor in drawing.anchors())
        body = anchors(self.body) if self.body is not None else []
        return tuple(dict.fromkeys([*drawn, *body, *self.anchors]))

    @property
    def words(self) -> tuple[str, ...]:
        """What its maker wrote: the title, and of a picture the alternative text and its labels."""
        if not any(view.name == PICTURE for view in self.views):
            return (self.title,)
        labels = [text.text or "" for text in self.views[0].wide.root.iter("text")]
        return (self.title, self.alt, *dict.fromkeys(labels[:-1]))

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """All its drawings, wide and narrow."""
        return tuple(drawing for view in self.views for drawing in (view.wide, view.narrow))


@dataclass(frozen=True)
class Choice:
    """The lanes, the years that occur, and where the marks of each view lie, in their order.

    A year comes with its words, which mark it if no text prints it. A place is the number of its
    lane, its first year and its last, or the lane alone if it has no date.
    """

    lanes: tuple[str, ...]
    years: tuple[tuple[int, str], ...]
    places: tuple[tuple[tuple[int | None, ...], ...], ...]

    @property
    def told(self) -> str:
        """What is said of each view if all its marks are shown, and if `{}` are, joined by `|`."""
        return "|".join(words for marks in self.places for words in _shown(len(marks)))


def choice(views: Sequence[FigureView]) -> Choice | None:
    """Return what there is to choose on a figure that has several views, if there is anything."""
    if len(views) < 2 or not all(view.places for view in views):
        return None
    places = [place for view in views for place in view.places]
    lanes = tuple(dict.fromkeys(place.lane for place in places))
    marks = (
        tuple((lanes.index(place.lane), *(place.years or ())) for place in view.places)
        for view in views
    )
    return Choice(lanes, tuple(_years(places)), tuple(marks))


def _years(places: Iterable[Place]) -> Iterator[tuple[int, str]]:
    """Yield the years that occur, in order, each with its words."""
    printed: dict[int, bool] = {}
    for place in places:
        for year in place.years or ():
            if year is not None:
                printed[year] = printed.get(year, False) or year not in place.inferred
    for year, is_printed in sorted(printed.items()):
        yield year, f"{year}" if is_printed else _("{year}?").format(year=year)


def _shown(count: int) -> tuple[str, str]:
    whole = ngettext("All {count} event", "All {count} events", count)
    part = ngettext("{shown} of {count} event", "{shown} of {count} events", count)
    return whole.format(count=count), part.format(shown="{}", count=count)


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
    here = start = 0j
    for place, (command, text) in enumerate(_STEP.findall(path)):
        if command == "z":
            here = start
            yield "z"
            continue
        points = _points(command, [float(number) for number in text.split()], here)
        yield _step(command if place == 0 else command.lower(), [one - here for one in points])
        here = points[-1]
        start = here if command == "M" else start


def _points(command: str, numbers: list[float], here: complex) -> list[complex]:
    """Return the points of a step, as complex numbers; a level or upright line gives one side."""
    if command == "H":
        return [complex(numbers[0], here.imag)]
    if command == "V":
        return [complex(here.real, numbers[0])]
    return list(map(complex, numbers[::2], numbers[1::2]))


def _step(letter: str, moves: list[complex]) -> str:
    """Write one step: a level or upright line is told by its length alone."""
    if letter in "hlv" and not moves[-1].imag:
        return f"h{moves[-1].real:g}"
    if letter in "lv" and not moves[-1].real:
        return f"v{moves[-1].imag:g}"
    return letter + " ".join(f"{move.real:g} {move.imag:g}" for move in moves)
