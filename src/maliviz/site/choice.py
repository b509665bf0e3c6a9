"""What a reader may choose on a drawing: a lane, and a span of years.

A page holds the controls for the script that shows them, and where each mark lies, in numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maliviz.charts.figure import Place
from maliviz.language import gettext as _
from maliviz.language import ngettext
from maliviz.site.outputs import FigureView


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
    marks = tuple(tuple(_numbers(view.places, lanes)) for view in views)
    years = {year for place in places for year in place.years or () if year is not None}
    printed = {year for place in places for year in place.years or () if year not in place.inferred}
    guess = _("{year}?")
    words = tuple(
        (year, f"{year}" if year in printed else guess.format(year=year)) for year in sorted(years)
    )
    return Choice(lanes, words, marks)


def _shown(count: int) -> tuple[str, str]:
    whole = ngettext("All {count} event", "All {count} events", count)
    part = ngettext("{shown} of {count} event", "{shown} of {count} events", count)
    return whole.format(count=count), part.format(shown="{}", count=count)


def _numbers(places: Sequence[Place], lanes: Sequence[str]) -> Iterator[tuple[int | None, ...]]:
    for place in places:
        yield lanes.index(place.lane), *(place.years or ())
