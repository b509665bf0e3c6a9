"""Say an uncertain date in English, in full or on a tight label of a chart.

Both voices follow one rule: what is inferred says so wherever it shows. In full, a note follows
("July 2025 (year inferred)"); on a label, a question mark stands right after the inferred part
("Jul 2025?"). Months are English, whatever the locale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maliviz.edtf.date import NAMES, Part, PartialDate

_MONTHS = "January February March April May June July August September October November December"


@dataclass(frozen=True)
class Voice:
    """How long, and with which marks, a date is said.

    `forms` has a sentence for each form of an expression, in which D stands for a date.
    """

    forms: Mapping[str, str]
    months: Sequence[str]
    decade: str
    some: str
    about: str
    inferred: str
    full: bool


WORDS = Voice(
    forms={
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
    },
    months=_MONTHS.split(),
    decade="the {}s",
    some="a {} from {} to {}",
    about="about ",
    inferred="",
    full=True,
)

SHORT = Voice(
    forms={
        **WORDS.forms,
        "XXXX": "no date",
        "[D..D]": "{}–{}",
        "D/..": "from {}",
        "D/XXXX": "{} to ?",
        "XXXX/D": "? to {}",
        "XXXX/..": "from ?",
        "../XXXX": "until ?",
    },
    months=[month[:3] for month in _MONTHS.split()],
    decade="{}s",
    some="{1}–{2}",
    about="~",
    inferred="?",
    full=False,
)


def say(voice: Voice, form: str, dates: Sequence[PartialDate]) -> str:
    """The sentence for a form and the one or two dates in it.

    Two dates of one year say it once, and so with the month; what is noted of both is noted once.
    """
    template = voice.forms[form]
    if len(dates) < 2:
        return template.format(*(_phrase(voice, d) for d in dates)) + "".join(
            _note(voice, d) for d in dates
        )
    first, last = dates
    shared = _shared(first, last)
    if shared and _note(voice, first) == _note(voice, last):
        said = template.format(_phrase(voice, first, without=shared), _phrase(voice, last))
        return said + _note(voice, last)
    return template.format(*(_phrase(voice, d) + _note(voice, d) for d in dates))


def _shared(first: PartialDate, last: PartialDate) -> int:
    """How many parts, from the year on, both have alike and neither ends with."""
    shorter = min(len(first.parts), len(last.parts))
    pairs = list(zip(first.parts, last.parts, strict=False))[: shorter - 1]
    alike = 0
    while alike < len(pairs) and pairs[alike][0] == pairs[alike][1]:
        alike += 1
    return alike


def _phrase(voice: Voice, date: PartialDate, without: int = 0) -> str:
    """The date in the order day, month, year; `without` leaves out so many parts from the year.

    Parts join with "of" after a part that is wholly open and before a year that is partly so:
    "a day of March 2024", "July of the 2010s".
    """
    all_about = _approximate_throughout(date)
    said = ""
    for n, part in reversed(list(enumerate(date.parts))[without:]):
        piece = _piece(voice, date, n)
        if not piece:
            continue
        if part.approximate and not all_about:
            piece = (voice.about if not voice.full else "") + piece
        open_before = n + 1 < len(date.parts) and not date.parts[n + 1].known
        vague_year = n == 0 and "X" in part.digits
        joint = " of " if open_before or vague_year or piece == "a month" else " "
        said += (joint if said else "") + piece + (voice.inferred if part.inferred else "")
    return (voice.about if all_about else "") + said


def _piece(voice: Voice, date: PartialDate, n: int) -> str:
    digits, name = date.parts[n].digits, NAMES[n]
    if name == "year":
        return _year(voice, digits)
    if digits == "XX":
        day_open = name == "month" and len(date.parts) == 3 and not date.parts[2].known
        return "" if day_open else f"a {name}"
    low, high = (getattr(day, name) for day in date.days)
    names = voice.months if name == "month" else [str(number) for number in range(1, 32)]
    if low != high:
        return voice.some.format(name, names[low - 1], names[high - 1])
    lone_day = name == "day" and not date.parts[1].known
    return f"day {low}" if lone_day else names[low - 1]


def _year(voice: Voice, digits: str) -> str:
    if not Part(digits).known:
        return ""
    if "X" not in digits:
        return _one_year(int(digits))
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    # "the 2000s" may be a decade or a century, so years are counted out where it could be both.
    if low % 100 and not digits.endswith("XX"):
        return voice.decade.format(low)
    return voice.some.format("year", _one_year(low), _one_year(high))


def _one_year(year: int) -> str:
    if year < 1:
        return f"{1 - year} BC"
    return str(year) if year >= 1000 else f"AD {year}"


def _note(voice: Voice, date: PartialDate) -> str:
    notes = []
    if date.known and date.kind == "unknown":
        notes.append("no year printed" if voice.full else "no year")
    if voice.full:
        notes += _marks_noted(date)
    return f" ({', '.join(notes)})" if notes else ""


def _marks_noted(date: PartialDate) -> list[str]:
    inferred = [name for name, part in date.named if part.inferred]
    about = [name for name, part in date.named if part.approximate]
    if _approximate_throughout(date):
        about = []
    return [
        f"{listed(names)} {state}"
        for names, state in ((inferred, "inferred"), (about, "approximate"))
        if names
    ]


def _approximate_throughout(date: PartialDate) -> bool:
    return all(part.approximate for part in date.parts if part.known) and date.known


def listed(words: Sequence[str]) -> str:
    """Words in a row as in a sentence.

    >>> listed(["year", "month", "day"])
    'year, month and day'
    """
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
