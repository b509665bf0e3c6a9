"""Say an uncertain date in English.

What is inferred says so wherever it shows: a note follows, as in "July 2025 (year inferred)".
Months are English, whatever the locale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from maliviz.edtf.date import NAMES, Part, PartialDate
from maliviz.phrases import series

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

FORMS = {
    "D": "{}",
    "XXXX": "no date printed",
    "[D..D]": "between {} and {}",
    "[D..]": "{} or later",
    "[..D]": "by {}",
    "D/D": "{} to {}",
    "D/=": "within {}",
    "D/..": "from {} on",
    "D/XXXX": "from {}, end not known",
    "../D": "until {}",
    "XXXX/D": "until {}, start not known",
    "XXXX/..": "from an unknown start on",
    "../XXXX": "until an unknown end",
}
"""A sentence for each form of an expression, in which D stands for a date."""


def say(form: str, dates: Sequence[PartialDate]) -> str:
    """The sentence for a form and the one or two dates in it.

    Two dates of one year say it once, and so with the month; what is noted of both is noted once.
    The first ten days of a month are what "early" is read as, so they are called that.
    """
    sentence = FORMS[form]
    if len(dates) == 2:
        first, last = dates
        if form == "[D..D]" and _first_ten_days(first, last):
            return f"early {_phrase(replace(last, parts=last.parts[:2]))}{_note(last)}"
        shared = _shared(first, last)
        if not shared or _note(first) != _note(last):
            return sentence.format(*(_phrase(date) + _note(date) for date in dates))
        return sentence.format(_phrase(first, without=shared), _phrase(last)) + _note(last)
    return sentence.format(*map(_phrase, dates)) + "".join(map(_note, dates))


def _first_ten_days(first: PartialDate, last: PartialDate) -> bool:
    """Whether two dates are the 1st and the 10th of one month."""
    if first.time or last.time:
        return False
    days = [part.digits for date in (first, last) for part in date.parts[2:]]
    return first.parts[:2] == last.parts[:2] and days == ["01", "10"]


def _shared(first: PartialDate, last: PartialDate) -> int:
    """How many parts, from the year on, both have alike and neither ends with."""
    if bool(first.time) != bool(last.time):
        return 0
    ends = None if first.time else -1
    pairs = zip(first.parts[:ends], last.parts[:ends], strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _phrase(date: PartialDate, without: int = 0) -> str:
    """The date in the order day, month, year; `without` leaves out so many parts from the year.

    Parts join with "of" after a part that is wholly open and before a year that is partly so:
    "a day of March 2024", "July of the 2010s".
    """
    phrase = ""
    for n, part in reversed(list(enumerate(date.parts))[without:]):
        piece = _piece(date, n)
        if not piece:
            continue
        open_before = n + 1 < len(date.parts) and not date.parts[n + 1].known
        vague_year = n == 0 and "X" in part.digits
        joint = " of " if open_before or vague_year or piece == "a month" else " "
        phrase += (joint if phrase else "") + piece
    if _approximate_throughout(date) and phrase:
        phrase = f"about {phrase}"
    return " on ".join(filter(None, (_clock(date.time), phrase)))


def _clock(time: str) -> str:
    """A time in words: `14:30`, or `14 h` for some minute of the hour."""
    return time if ":" in time or not time else f"{int(time)} h"


def _piece(date: PartialDate, n: int) -> str:
    digits, name = date.parts[n].digits, NAMES[n]
    if name == "year":
        return _year(digits)
    if digits == "XX":
        day_open = name == "month" and len(date.parts) == 3 and not date.parts[2].known
        return "" if day_open else f"a {name}"
    low, high = (getattr(day, name) for day in date.days)
    names = MONTHS if name == "month" else range(1, 32)
    if low != high:
        return f"a {name} from {names[low - 1]} to {names[high - 1]}"
    lone_day = name == "day" and not date.parts[1].known
    return f"day {low}" if lone_day else f"{names[low - 1]}"


def _year(digits: str) -> str:
    if not Part(digits).known:
        return ""
    if "X" not in digits:
        return _one_year(int(digits))
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    # "the 2000s" may be a decade or a century, so years are counted out where it could be both.
    if low % 100 and not digits.endswith("XX"):
        return f"the {low}s"
    return f"a year from {_one_year(low)} to {_one_year(high)}"


def _one_year(year: int) -> str:
    if year < 1:
        return f"{1 - year} BC"
    return str(year) if year >= 1000 else f"AD {year}"


def _note(date: PartialDate) -> str:
    inferred = [name for name, part in date.named if part.inferred]
    about = [name for name, part in date.named if part.approximate]
    notes = ["no year printed"] if date.known and date.kind == "unknown" else []
    if inferred:
        notes.append(f"{series(inferred)} inferred")
    if about and not _approximate_throughout(date):
        notes.append(f"{series(about)} approximate")
    return f" ({', '.join(notes)})" if notes else ""


def _approximate_throughout(date: PartialDate) -> bool:
    return date.known and all(part.approximate for part in date.parts if part.known)
