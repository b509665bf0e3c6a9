"""One calendar date, of which a part may be missing, open, inferred or approximate.

A date has up to three parts: a year, a month, a day. Digits that are not known are `X`; a part
may carry a mark: `?` it is inferred and stands in no text, `~` it is approximate, `%` both. Such
a date stands for a set of days, and all that is computed from it comes from the first and the
last day of that set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Literal, NamedTuple

from maliviz.edtf.day import UNKNOWN_YEAR, Bounds, Day, first_and_last
from maliviz.edtf.error import EdtfError

Kind = Literal["known", "open", "unknown"]

NAMES: tuple[Literal["year", "month", "day"], ...] = ("year", "month", "day")


class Part(NamedTuple):
    """The year, the month or the day of a date: its digits, and its mark if it has one."""

    digits: str
    mark: str = ""

    @property
    def known(self) -> bool:
        """Whether at least one digit is given."""
        return self.digits.strip("X") != ""

    @property
    def inferred(self) -> bool:
        return self.mark in ("?", "%")

    @property
    def approximate(self) -> bool:
        return self.mark in ("~", "%")

    def without_inference(self) -> Part:
        if self.inferred:
            return Part("X" * len(self.digits.removeprefix("-")))
        return self


@dataclass(frozen=True)
class PartialDate:
    """A date as written: a year, perhaps a month, perhaps a day; without parts it is left open.

    >>> date = read_date("2025?-07")
    >>> date.bounds.earliest, date.parts[0].inferred
    (Day(year=2025, month=7, day=1), True)
    """

    parts: tuple[Part, ...]

    @cached_property
    def text(self) -> str:
        """The one spelling: a mark to the right covers all before it, to the left one part."""
        mark = self.parts[0].mark if self.parts else ""
        alike = len(list(takewhile(lambda part: part.mark == mark, self.parts)))
        covered = "-".join(part.digits for part in self.parts[:alike]) + mark
        return "-".join([covered, *(part.mark + part.digits for part in self.parts[alike:])])

    @property
    def named(self) -> list[tuple[str, Part]]:
        return list(zip(NAMES, self.parts, strict=False))

    @property
    def known(self) -> bool:
        return any(part.known for part in self.parts)

    @property
    def kind(self) -> Kind:
        """Known with a year, unknown without one, open when it was left open on purpose."""
        if not self.parts:
            return "open"
        return "known" if self.parts[0].known else "unknown"

    @property
    def bounds(self) -> Bounds:
        """The first and the last day it can be; none on either side without a year."""
        return Bounds(*self.days) if self.kind == "known" else Bounds(None, None)

    @cached_property
    def days(self) -> tuple[Day, Day]:
        """The first and the last day that fit the digits; a missing year counts as the year 0."""
        days = first_and_last([part.digits for part in self.parts])
        assert days is not None, "read_date lets no such date through"
        return days

    def without_inference(self) -> PartialDate:
        """What remains when everything inferred is taken out: at the least `NOTHING`."""
        parts = [part.without_inference() for part in self.parts]
        while len(parts) > 1 and self.parts[len(parts) - 1].inferred:
            parts.pop()
        date = PartialDate(tuple(parts))
        return date if date.known or self == OPEN else NOTHING


OPEN = PartialDate(())
NOTHING = PartialDate((Part(UNKNOWN_YEAR),))


def _field(digits: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<before>[?~%]*)(?P<digits>{digits})(?P<after>[?~%]*)")


# Loose, so that what is wrong inside a field can be told field by field.
_FIELDS = {"year": _field("-?[0-9X]*"), "month": _field("[0-9X]*"), "day": _field("[0-9X]*")}
_SHAPES = {
    "year": re.compile(r"-?\d{4}|\d{3}X|\d{2}XX|XXXX", re.ASCII),
    "month": re.compile(r"\d{2}|\dX|XX", re.ASCII),
    "day": re.compile(r"\d{2}|\dX|XX", re.ASCII),
}
_WIDTHS = {
    "year": "a year has four digits, of which the last, the last two or all may be X",
    "month": "a month has two digits, of which the last or both may be X",
    "day": "a day has two digits, of which the last or both may be X",
}
_EXAMPLES = {"year": "2025", "month": "2025-07", "day": "2025-07-01"}
_SEASONS = range(21, 42)


def read_date(text: str, start: int = 0, stop: int | None = None) -> PartialDate:
    """Read the date that stands at `start` to `stop` of a text.

    >>> read_date("2024-02-30")
    Traceback (most recent call last):
      ...
    maliviz.edtf.error.EdtfError: "2024-02-30": position 8: there is no day 30 in 2024-02; \
write for example "2024-02-29"
    """
    stop = len(text) if stop is None else stop
    date = PartialDate(_read_parts(text, start, stop))
    if not date.known and len(date.parts) > 1:
        raise EdtfError(text, start, "a date of which nothing is known is a bare XXXX", "XXXX")
    if date.text != text[start:stop]:
        rule = (
            "a date has one spelling: a mark stands on known digits, after the last part it "
            "covers, or before a single later part"
        )
        raise EdtfError(text, start, rule, date.text)
    return date


def _read_parts(text: str, start: int, stop: int) -> tuple[Part, ...]:
    digits: list[str] = []
    before: list[str] = []
    after: list[str] = []
    position = start
    for name in NAMES:
        match = _FIELDS[name].match(text, position, stop)
        assert match is not None, "the pattern matches the empty text too"
        _check_marks(text, match)
        position = match.end()
        if position < stop and text[position] != "-":
            raise _misplaced(text, position)
        digits.append(match["digits"])
        before.append(match["before"])
        after.append(match["after"])
        _check_digits(text, match.start("digits"), digits)
        if position == stop:
            return _marked(digits, before, after)
        position += 1
    raise EdtfError(text, position - 1, "a date ends with its day", _EXAMPLES["day"])


def _misplaced(text: str, position: int) -> EdtfError:
    if text.startswith("..", position):
        rule = "a range in which one day lies stands in brackets"
        return EdtfError(text, position, rule, "[2024..2026]")
    if text[position] == "/":
        return EdtfError(text, position, "an interval has one slash", "2024/2026")
    rule = f'"{text[position]}" has no place inside a date'
    return EdtfError(text, position, rule, "2025-07-01")


def _check_marks(text: str, match: re.Match[str]) -> None:
    for side in ("before", "after"):
        if len(match[side]) > 1:
            rule = "one mark is enough: ? is inferred, ~ is approximate, % is both"
            raise EdtfError(text, match.start(side) + 1, rule, "2025?")


def _check_digits(text: str, position: int, digits: list[str]) -> None:
    """Refuse a last part which, after those before it, names no day of the calendar."""
    name, last = NAMES[len(digits) - 1], digits[-1]
    if not _SHAPES[name].fullmatch(last):
        raise EdtfError(text, position, _WIDTHS[name], _EXAMPLES[name])
    if last == "-0000":
        raise EdtfError(text, position, "the year 0 has no minus", "0000")
    if name == "day" and digits[1][1] == "X" and digits[1] != "XX":
        raise EdtfError(text, position, "a day follows a whole month or XX", "2025-10-05")
    if first_and_last(digits) is not None:
        return
    head = "-".join(digits[:-1])
    if name == "month" and last.isdigit() and int(last) in _SEASONS:
        rule = "seasons (21 to 41) are not read here; name the months"
        raise EdtfError(text, position, rule, f"[{head}-03..{head}-05]")
    place = f" in {head}" if name == "day" else ""
    possible = first_and_last(digits[:-1])
    assert possible is not None, "the parts before were checked before"
    example = f"{head}-{getattr(possible[1], name):02}"
    raise EdtfError(text, position, f"there is no {name} {last}{place}", example)


def _marked(digits: list[str], before: list[str], after: list[str]) -> tuple[Part, ...]:
    """Give each part the marks that cover it: its own to the left, all to the right of it."""
    return tuple(
        Part(part, _one_mark({own, *after[n:]}) if part.strip("X") else "")
        for n, (part, own) in enumerate(zip(digits, before, strict=True))
    )


def _one_mark(marks: set[str]) -> str:
    marks = marks - {""}
    return marks.pop() if len(marks) == 1 else "%" if marks else ""
