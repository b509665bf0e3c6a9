"""How long between two uncertain dates, and how long before a day that is not printed.

Between two uncertain dates lies no number but a range: the shortest distance runs from the last
day of the first to the first day of the second, the longest from the first to the last. A
`Distance` counts it in whole months, rounded outwards, so that the true one never lies outside.

"Three days ago" hangs on a day that no text prints, and "two days after the vote" on that of an
event. An `Ago` keeps the offset as ISO 8601
durations (`P3D`, `P0D/P1D`), and nothing here turns it into a day of the calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from maliviz.edtf.date import Bounds, Day
from maliviz.edtf.read import EdtfError
from maliviz.language import gettext as _
from maliviz.language import ngettext, pgettext

Side = Literal["before", "after"]


@dataclass(frozen=True)
class Distance:
    """Months from one date to another: at `least`, at `most`; None where there is no bound.

    Below zero is earlier. `approximate` and `inferred` tell whether one of the dates is.

    >>> Distance(69, None).words()
    'at least 5 years and 9 months'
    >>> Distance(-2, 14).words()
    'between 2 months earlier and 14 months later'
    """

    least: int | None
    most: int | None
    approximate: bool = False
    inferred: bool = False

    def words(self) -> str:
        """The distance in words that claim no more than is known, not even which comes first."""
        words = _range(self.least, self.most, self.approximate)
        return _("{time} (from an inferred date)").format(time=words) if self.inferred else words


def months_between(first: Bounds, last: Bounds) -> tuple[int | None, int | None]:
    """The least and the most whole months from one uncertain day to another, rounded outwards.

    A month is whole when the next month reaches the same number of day: from 31 March 2024 to
    1 January 2030 it is 69 months and a day, so at least 69 and at most 70.

    >>> exact = Bounds(Day(2024, 3, 31), Day(2024, 3, 31))
    >>> months_between(exact, Bounds(Day(2030, 1, 1), Day(2030, 1, 1)))
    (69, 70)
    """
    least = most = None
    if first.latest and last.earliest:
        least = _whole_months(first.latest, last.earliest)
    if first.earliest and last.latest:
        most = -_whole_months(last.latest, first.earliest)
    return least, most


def _whole_months(start: Day, end: Day) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def _range(least: int | None, most: int | None, about: bool) -> str:
    if least is None and most is None:
        return _("an unknown time, earlier or later")
    if most is not None and most <= 0 and least != 0:
        time = _later(-most, None if least is None else -least, about)
        return _("{time} earlier").format(time=time)
    if least is not None and least >= 0:
        return _later(least, most, about)
    if least is None:
        time = _about(_length(most or 0), about)
        return _("at most {time} later, or earlier").format(time=time)
    if most is None:
        time = _about(_length(-least), about)
        return _("at most {time} earlier, or later").format(time=time)
    earlier, later = _about(_short(-least), about), _short(most)
    return _("between {earlier} earlier and {later} later").format(earlier=earlier, later=later)


def _later(least: int, most: int | None, about: bool) -> str:
    if least == most == 0:
        return _("about the same day") if about else _("the same day")
    if least == most:
        return _about(_length(least), about)
    if not least:
        time = most and _about(_length(most), about)
        return _("at most {time}").format(time=time) if time else _("an unknown time")
    if most is None:
        return _("at least {time}").format(time=_about(_length(least), about))
    # "between 1 and 3 years" reads better than "between 1 year and 3 years".
    alike = _unit(least) == _unit(most) != "both"
    number = str(least // 12 if _unit(least) == "year" else least)
    shorter = _about(number if alike else _short(least), about)
    return _("between {shorter} and {longer}").format(shorter=shorter, longer=_short(most))


def _about(time: str, about: bool) -> str:
    return _("about {time}").format(time=time) if about else time


def _unit(months: int) -> str:
    if months % 12 == 0 and months:
        return "year"
    return "month" if months < 24 else "both"


def _length(months: int) -> str:
    """A number of months, said in years and months from two years on.

    >>> _length(18), _length(24), _length(69)
    ('18 months', '2 years', '5 years and 9 months')
    """
    return _in_units(months, _("{years} and {months}"))


def _short(months: int) -> str:
    """The same as it stands beside an "and"."""
    return _in_units(months, _("{years} {months}"))


def _in_units(months: int, both: str) -> str:
    years, rest = divmod(months, 12)
    match _unit(months):
        case "month":
            return _counted(months, "M")
        case "year":
            return _counted(years, "Y")
        case _:
            return both.format(years=_counted(years, "Y"), months=_counted(rest, "M"))


def _counted(number: int, unit: str) -> str:
    """A number of days, weeks, months or years."""
    words = {
        "D": ngettext("{number} day", "{number} days", number),
        "W": ngettext("{number} week", "{number} weeks", number),
        "M": ngettext("{number} month", "{number} months", number),
        "Y": ngettext("{number} year", "{number} years", number),
    }
    return words[unit].format(number=number)


def _counted_range(first: int, last: int, unit: str) -> str:
    """The same for a range; English has the plural even after 1: "0 to 1 days"."""
    words = {
        "D": ngettext("{first} to {last} days", "{first} to {last} days", last),
        "W": ngettext("{first} to {last} weeks", "{first} to {last} weeks", last),
        "M": ngettext("{first} to {last} months", "{first} to {last} months", last),
        "Y": ngettext("{first} to {last} years", "{first} to {last} years", last),
    }
    return words[unit].format(first=first, last=last)


_UNITS = {"D": (1, 1), "W": (7, 7), "M": (28, 31), "Y": (365, 366)}
"""How many days each unit has, at the least and at the most."""
_DURATION = re.compile(r"P(0|[1-9][0-9]{0,3})([DWMY])")
_AGO_RULE = "a duration is P, a number up to 9999, and one of D, W, M, Y"


@dataclass(frozen=True)
class Ago:
    """How long before another day, or after it: the text, and in days at the least and the most.

    A month counts 28 to 31 days and a year 365 or 366, whatever the months in question.
    """

    text: str
    least_days: int
    most_days: int

    def words(self, side: Side = "before", event: str = "") -> str:
        """The offset in words; ``side`` is the side of the day, or the event, on which it lies.

        >>> [parse_ago(text).words() for text in ("P3D", "P0D/P1D", "P1W/P1M", "P0D")]
        ['3 days before', '0 to 1 days before', '1 week to 1 month before', 'the same day']
        >>> parse_ago("P3D").words("after", "The vote")
        '3 days after “The vote”'
        """
        if self.most_days == 0:
            sentence = _("the same day as “{event}”") if event else _("the same day")
        elif side == "before":
            sentence = _("{time} before “{event}”") if event else _("{time} before")
        else:
            sentence = _("{time} after “{event}”") if event else _("{time} after")
        return sentence.format(time=self._length, event=event)

    @property
    def _length(self) -> str:
        amounts = [(int(number), unit) for number, unit in _DURATION.findall(self.text)]
        (number, unit), (last, last_unit) = amounts[0], amounts[-1]
        if len(amounts) == 1:
            return _counted(number, unit)
        if unit == last_unit:
            return _counted_range(number, last, unit)
        sentence = pgettext("lengths of time", "{first} to {last}")
        return sentence.format(first=_counted(number, unit), last=_counted(last, last_unit))


def parse_ago(text: str) -> Ago:
    """Read one ISO 8601 duration, or the shorter and the longer of a range; no times, no mixtures.

    >>> parse_ago("P0D/P1D")
    Ago(text='P0D/P1D', least_days=0, most_days=1)
    """
    shorter, slash, _longer = text.partition("/")
    least, most = _days(text, 0, len(shorter))
    if not slash:
        return Ago(text, least, most)
    start = len(shorter) + 1
    longer_least, longer_most = _days(text, start, len(text))
    if (longer_least, longer_most) <= (least, most) or longer_most < most:
        raise EdtfError(text, start, "a range goes from the shorter to the longer", "P0D/P1D")
    return Ago(text, least, longer_most)


def _days(text: str, start: int, stop: int) -> tuple[int, int]:
    match = _DURATION.fullmatch(text, start, stop)
    if match is None:
        raise EdtfError(text, start, _AGO_RULE, "P3D")
    least, most = _UNITS[match[2]]
    return int(match[1]) * least, int(match[1]) * most
