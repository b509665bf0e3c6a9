"""Dates that may be uncertain: read them, bound them, put them in order, say them.

A date is written as text in EDTF, the extended date format of ISO 8601-2, and stays that text
wherever it is stored. An expression has one of three forms:

    date      2025?-07       one day within what is written: some day of July, its year inferred
    one of    [2030..]       one day of a range, here one from 2030 on; [..2024-03] by March 2024
    interval  2012/2020      a state that lasts; 2012/.. open end, 2022/XXXX end not known

So `[2030..]` is one event and `2030/..` a state. What is not known stays so: a year is a year
wide, and a date without a year (`XXXX-07`) has no place on an axis. The mark `?` says of a part
that it is inferred, and that mark stays in everything that is made of the date.

One date has one spelling here, and `parse` refuses every other, so that the text itself serves
to compare and to store: `parse(text).text == text`. Seasons, zones of time, lists and years
beyond four digits are refused too, and each error names the place, the rule and an example.

>>> date = parse("[2025?-08-01..2025?-08-10]")
>>> date.words()
'early August 2025 (year inferred)'
>>> printed(date).words()
'early August (no year printed)'
>>> parse("2024-03-31T14").words()
'14 h on 31 March 2024'
>>> distance(parse("[..2024-03]"), parse("[2030..]")).words()
'at least 5 years and 9 months'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from maliviz.edtf.date import NOTHING, OPEN, Bounds, Day, Kind, Moment, Moments, Part, PartialDate
from maliviz.edtf.read import EdtfError, read_date, refuse_mistakes
from maliviz.edtf.span import Ago, Distance, months_between, parse_ago
from maliviz.edtf.words import say, say_as_of

__all__ = [
    "Ago",
    "Bounds",
    "Day",
    "Distance",
    "Edtf",
    "EdtfError",
    "Moment",
    "Moments",
    "distance",
    "parse",
    "parse_ago",
    "printed",
]

Form = Literal["date", "interval", "one-of"]
SortKey = tuple[bool, Moment, Moment, str]

_BEFORE_ALL = Moment(Day(-10_000, 1, 1), 0)
_AFTER_ALL = Moment(Day(10_000, 1, 1), 0)


@dataclass(frozen=True)
class Edtf:
    """An uncertain date, made by `parse`. Its `first` and `last` side are the same for a date.

    The day on which it starts and the day on which it ends differ for an interval only.

    >>> parse("2012/..").start
    Bounds(earliest=Day(year=2012, month=1, day=1), latest=Day(year=2012, month=12, day=31))
    >>> parse("2012/..").latest, parse("2012/..").end_kind
    (None, 'open')
    """

    form: Form
    first: PartialDate
    last: PartialDate

    @property
    def text(self) -> str:
        """The canonical EDTF, the very text that was parsed."""
        return _framed(self.form, self.first.text, self.last.text)

    @property
    def starts(self) -> Moments:
        """The first and the last minute in which it can start."""
        (earliest, latest), (_, last) = self.first.moments, self.last.moments
        return earliest, _pick(min, latest, last) if self.form == "interval" else last

    @property
    def ends(self) -> Moments:
        """The first and the last minute in which it can end, none before it can start."""
        (first, _), (earliest, latest) = self.first.moments, self.last.moments
        return _pick(max, first, earliest) if self.form == "interval" else first, latest

    @property
    def start(self) -> Bounds:
        """The days on which it can start."""
        return Bounds(*(moment and moment.day for moment in self.starts))

    @property
    def end(self) -> Bounds:
        """The days on which it can end, none of them before it can start."""
        return Bounds(*(moment and moment.day for moment in self.ends))

    @property
    def end_kind(self) -> Kind:
        """Whether the latest day is known, open (never given), or unknown (no year)."""
        return self.last.kind

    @property
    def earliest(self) -> Day | None:
        return self.start.earliest

    @property
    def latest(self) -> Day | None:
        return self.end.latest

    @property
    def inferred(self) -> frozenset[str]:
        """The names of the parts ("year", "month", "day") that carry `?` or `%`."""
        return frozenset(name for name, part in self._parts if part.inferred)

    @property
    def approximate(self) -> frozenset[str]:
        """The names of the parts that carry `~` or `%`."""
        return frozenset(name for name, part in self._parts if part.approximate)

    def words(self) -> str:
        """The date in the language that is spoken; what is inferred, or has no year, says so."""
        return say(self._shape, self._dates)

    def as_of(self) -> str:
        """The words for that something is told as of the date.

        >>> parse("2024-05-03").as_of()
        'as of 3 May 2024'
        """
        return say_as_of(self._shape, self._dates)

    def extent(self) -> tuple[float | None, float | None]:
        """From where to where it can lie on an axis of years; None where that side has no bound.

        >>> parse("2020").extent(), parse("[2030..]").extent()
        ((2020.0, 2021.0), (2030.0, None))
        """
        (earliest, _), (_, latest) = self.starts, self.ends
        return earliest and earliest.begins, latest and latest.ends

    @property
    def begun(self) -> float | None:
        """By when it has begun, on an axis of years; None if nothing tells."""
        latest = self.starts[1]
        return latest and latest.ends

    def surely_before(self, other: Edtf) -> bool:
        """Whether the one has started before the other can."""
        latest, earliest = self.starts[1], other.starts[0]
        return latest is not None and earliest is not None and latest < earliest

    def sort_key(self) -> SortKey:
        """A key that puts any two dates in order: by the earliest day, else the latest, then text.

        What is surely over before another starts comes before it. Dates without a year come
        last, in the order of the calendar.
        """
        anchor, latest = self.starts[0] or self.ends[1], self.ends[1]
        if anchor is None:
            first = Moment(self._dates[0].days[0], 0) if self._dates else _BEFORE_ALL
            return True, first, _AFTER_ALL, self.text
        return False, anchor, latest or _AFTER_ALL, self.text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"parse({self.text!r})"

    @property
    def _dates(self) -> tuple[PartialDate, ...]:
        """The sides of which something is known, each once."""
        return tuple(dict.fromkeys(date for date in (self.first, self.last) if date.known))

    @property
    def _parts(self) -> list[tuple[str, Part]]:
        return [named for date in self._dates for named in date.named]

    @property
    def _shape(self) -> str:
        """The text with D for a date, and = for the same date again."""
        if self.form == "interval" and self.first == self.last:
            return "D/="
        first, last = ("D" if date.known else date.text for date in (self.first, self.last))
        return _framed(self.form, first, last)


def _framed(form: Form, first: str, last: str) -> str:
    if form == "interval":
        return f"{first or '..'}/{last or '..'}"
    return f"[{first}..{last}]" if form == "one-of" else first


def _pick(choose: Callable[..., Moment], *moments: Moment | None) -> Moment | None:
    given = [moment for moment in moments if moment]
    return choose(given) if given else None


def parse(text: str) -> Edtf:
    """Read an expression; anything that is not one canonical spelling raises an `EdtfError`.

    >>> parse("2025-13")
    Traceback (most recent call last):
      ...
    maliviz.edtf.read.EdtfError: "2025-13": position 5: there is no month 13; \
write for example "2025-12"
    """
    refuse_mistakes(text)
    if text.startswith("["):
        return _parse_one_of(text)
    if "/" in text:
        return _parse_interval(text)
    date = read_date(text)
    return Edtf("date", date, date)


def _parse_one_of(text: str) -> Edtf:
    match = re.fullmatch(r"\[([^][/.]*)\.\.([^][/.]*)\]", text)
    if match is None:
        rule = "one day of a range is written [first..last], [first..] or [..last]"
        raise EdtfError(text, 0, rule, "[2024..2026]")
    first, last = (_read_side(text, match.span(n), "") for n in (1, 2))
    if NOTHING in (first, last):
        position = match.start(1 if first == NOTHING else 2)
        raise EdtfError(text, position, "a side that is not known is left empty", "[..2026]")
    if first == last:
        rule = "a range has two different sides, or one"
        raise EdtfError(text, match.start(2), rule, first.text or "[2030..]")
    return _in_order(text, match.start(2), Edtf("one-of", first, last))


def _parse_interval(text: str) -> Edtf:
    slash = text.index("/")
    first = _read_side(text, (0, slash), "..")
    last = _read_side(text, (slash + 1, len(text)), "..")
    if first == last and not first.known:
        raise EdtfError(text, 0, "an interval has a date on one side at least", "2022/XXXX")
    return _in_order(text, slash + 1, Edtf("interval", first, last))


def _read_side(text: str, span: tuple[int, int], open_side: str) -> PartialDate:
    start, stop = span
    return OPEN if text[start:stop] == open_side else read_date(text, start, stop)


def _in_order(text: str, position: int, date: Edtf) -> Edtf:
    """The date, unless its end is surely before its start."""
    earliest, latest = date.starts[0], date.ends[1]
    if earliest and latest and latest < earliest:
        swapped = Edtf(date.form, date.last, date.first)
        raise EdtfError(text, position, "the end is before the start", swapped.text)
    return date


def printed(date: Edtf) -> Edtf:
    """The same date without what is inferred; XXXX when nothing is left.

    >>> printed(parse("2025?-07")), printed(parse("[2025?..2026]")), printed(parse("2025-?07"))
    (parse('XXXX-07'), parse('[..2026]'), parse('2025'))
    """
    first, last = date.first.without_inference(), date.last.without_inference()
    if date.form == "one-of":
        first, last = (OPEN if side == NOTHING else side for side in (first, last))
    if first == last and (date.form == "one-of" or first == NOTHING):
        only = first if first.known else NOTHING
        return Edtf("date", only, only)
    return Edtf(date.form, first, last)


def distance(first: Edtf, last: Edtf) -> Distance:
    """How long from the start of one date to the start of another, in whole months.

    The least is rounded down and the most up; both are below zero where the second comes first.

    >>> distance(parse("2020"), parse("2022"))
    Distance(least=12, most=36, approximate=False, inferred=False)
    """
    least, most = months_between(first.start, last.start)
    return Distance(
        least,
        most,
        approximate=bool(first.approximate or last.approximate),
        inferred=bool(first.inferred or last.inferred),
    )
