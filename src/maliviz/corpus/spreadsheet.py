"""What a spreadsheet may have done to a cell, known by sight.

A spreadsheet takes much for dates and numbers and writes it back as it likes, without a word. A
rule then says only that the cell is no date; here is what it probably was, and the way out. None
of it is mended: what was lost is known to the person, to git and to the text, and not to us.

>>> spoilt("Mar-24", "date")[0]
'a spreadsheet seems to have written a date anew, perhaps 2024-03'
>>> spoilt("2024-03", "date") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ANEW = "a spreadsheet seems to have written a date anew"
_AS_TEXT = "write what stood there, and make the column text before it is opened again"
_EARLIER = "take the cell from an earlier version; `maliviz diff HEAD data` shows both"
_DAY_ZERO = date(1899, 12, 30)

Fault = tuple[str, str]


class Sign(NamedTuple):
    """What a spoilt cell looks like, what it was in words, and the way out."""

    kinds: str
    pattern: str
    told: Callable[[re.Match[str]], str] | str
    hint: str


def _month(found: re.Match[str]) -> str:
    month = _MONTHS.index(found["month"].lower()) + 1
    year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
    return (
        f"{_ANEW}, perhaps {year}-{month:02}{'-' + found['day'].zfill(2) if found['day'] else ''}"
    )


def _serial(found: re.Match[str]) -> str:
    day = _DAY_ZERO + timedelta(days=int(found[1]))
    return f"a spreadsheet seems to have made a number of a date; it counts to {day.isoformat()}"


def _reread(value: str) -> str:
    try:
        again = value.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return value
    return again


_SIGNS = (
    Sign("any", r"#(?:[A-Z/0]+[?!]|N/A)|#{3,}", "shows that a formula failed", _EARLIER),
    Sign(
        "any",
        r"-?\d(?:[.,]\d+)?E[+-]\d+",
        "a spreadsheet seems to have shortened a long number, and its digits are lost",
        _EARLIER,
    ),
    Sign(
        "date id",
        rf"(?i)(?:(?P<day>\d\d?)[-/])?(?P<month>{'|'.join(_MONTHS)})[a-z]*[-/](?P<year>\d\d(?:\d\d)?)",
        _month,
        _AS_TEXT,
    ),
    Sign(
        "id",
        rf"(?i)\d\d?-(?:{'|'.join(_MONTHS)})",
        "a spreadsheet seems to have taken an id for a date",
        _AS_TEXT,
    ),
    Sign(
        "date",
        r"\d\d?([/.-])\d\d?\1(?:\d\d|\d{4})",
        f"{_ANEW}, and which is the month can no longer be told",
        _AS_TEXT,
    ),
    Sign("date", r"\d{4}([/.])\d\d?\1\d\d?", _ANEW, _AS_TEXT),
    Sign("date", r"\d{4}-\d\d-\d\d[ T]\d\d?:\d\d.*", f"{_ANEW}, with a time of day", _AS_TEXT),
    Sign("date", r"([2-7]\d{4})(?:[.,]\d+)?", _serial, _AS_TEXT),
    Sign("date", r"\d{4}[.,]0+", "a spreadsheet seems to have made a decimal of a year", _AS_TEXT),
    Sign(
        "date",
        r"-?\d{1,3}",
        "a spreadsheet seems to have taken zeros away: a year has four digits",
        'write for example "0044"',
    ),
    Sign(
        "yes-no",
        r"(?i)true|false",
        "a spreadsheet seems to have made a truth value of it",
        'write "yes" or "no"',
    ),
)


def spoilt(value: str, kind: str) -> Fault | None:
    """What was probably done to a value that broke a rule, and the way out; None if unknown.

    The kind is that of the cell: `date`, `id`, `yes-no`, or `any` for every other.
    """
    for sign in _SIGNS:
        found = re.fullmatch(sign.pattern, value)
        if found and {kind, "any"} & set(sign.kinds.split()):
            return sign.told if isinstance(sign.told, str) else sign.told(found), sign.hint
    return None


def garbled(value: str) -> Fault | None:
    """What is surely damage in any text: an encoding that was taken for another.

    >>> garbled("VÃ¤limÃ¤ki")[0]
    'was opened in another encoding than it was saved in; it was "Välimäki"'
    >>> garbled("V?lim?ki")[0]
    'has a question mark within a word, as where a letter could not be saved'
    >>> garbled("Välimäki") is None
    True
    """
    again = _reread(value)
    if again != value:
        rule = f'was opened in another encoding than it was saved in; it was "{again}"'
        return rule, "open the file as “UTF-8”, or take the cell from an earlier version"
    if re.search(r"[^\W\d_]\?[^\W\d_]", value) and "://" not in value:
        rule = "has a question mark within a word, as where a letter could not be saved"
        return rule, "save the file as “UTF-8”, and take the cell from an earlier version"
    return None


def zeros_lost(value: str, pattern: re.Pattern[str]) -> Fault | None:
    """What was lost of a value of digits that would match with zeros before it.

    >>> zeros_lost("42", re.compile("[0-9a-f]{4}"))[0]
    'a spreadsheet seems to have taken zeros away; with them it is "0042"'
    """
    if value.isdecimal():
        for length in range(len(value) + 1, 65):
            if pattern.fullmatch(value.zfill(length)):
                rule = "a spreadsheet seems to have taken zeros away; with them it is "
                return f'{rule}"{value.zfill(length)}"', _AS_TEXT
    return None


def day_of_a_month(when: str) -> str:
    """A doubt about a date that was edited: a spreadsheet makes the first day of a month.

    >>> day_of_a_month("2024-03-01")
    'a spreadsheet may have made 2024-03-01 of 2024-03'
    """
    found = re.fullmatch(r"(\d{4}-\d\d)-01", when)
    return f"a spreadsheet may have made {when} of {found[1]}" if found else ""
