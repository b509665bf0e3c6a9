"""What a spreadsheet may have done to a cell, known by sight.

A spreadsheet takes much for dates and numbers and writes it back as it likes, without a word. A
rule then says only that the cell is no date; here is what it probably was, and a hint. None of
it is mended: what was lost is known to the person, to git and to the text, and not to us.

>>> spreadsheet_damage("Mar-24", "date")[0]
'a spreadsheet seems to have rewritten a date, perhaps 2024-03'
>>> spreadsheet_damage("2024-03", "date") is None
True
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

Violation = tuple[str, str]
"""A broken rule, and a hint."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_MONTH_YEAR = rf"(?i)(?:(?P<day>\d\d?)[-/])?{_MONTH}[a-z]*[-/](?P<year>(?:\d\d)?\d\d)"
_DAY_ZERO = date(1899, 12, 30)

_SEEMS = "a spreadsheet seems to have"
_REWRITTEN = f"{_SEEMS} rewritten a date"
_AS_TEXT = "write what stood there, and make the column text before it is opened again"
_MIDNIGHT = "write the day alone; an event at midnight has the hour, `T00`"
_EARLIER = "take the cell from an earlier version; `maliviz diff HEAD data` shows both"

_FAILED = "shows that a formula failed"
_SHORTENED = f"{_SEEMS} shortened a long number, and its digits are lost"
_UNTOLD = f"{_REWRITTEN}, and which is the month can no longer be told"
_SERIAL = f"{_SEEMS} made a number of a date; it counts to {{serial}}"
_ZEROS = f"{_SEEMS} taken zeros away: a year has four digits"
_TRUTH = f"{_SEEMS} made a truth value of it"

# The kinds of cells, the pattern of a value, what was done to it, and a hint.
_DAMAGE = [
    ("", r"#(?:[A-Z/0]+[?!]|N/A)|#{3,}", _FAILED, _EARLIER),
    ("", r"-?\d(?:[.,]\d+)?E[+-]\d+", _SHORTENED, _EARLIER),
    ("date id", _MONTH_YEAR, f"{_REWRITTEN}, perhaps {{month}}", _AS_TEXT),
    ("id", rf"(?i)\d\d?-{_MONTH}", f"{_SEEMS} taken an id for a date", _AS_TEXT),
    ("date", r"\d\d?([/.-])\d\d?\1(?:\d\d|\d{4})", _UNTOLD, _AS_TEXT),
    ("date", r"\d{4}([/.])\d\d?\1\d\d?", _REWRITTEN, _AS_TEXT),
    ("", r"\d{4}-\d\d-\d\dT00:00", f"{_REWRITTEN}, with a time of day", _MIDNIGHT),
    ("date", r"\d{4}-\d\d-\d\d[ T]\d\d?:\d\d.*", f"{_REWRITTEN}, with a time of day", _AS_TEXT),
    ("date", r"(?P<serial>[2-7]\d{4})(?:[.,]\d+)?", _SERIAL, _AS_TEXT),
    ("date", r"\d{4}[.,]0+", f"{_SEEMS} made a decimal of a year", _AS_TEXT),
    ("date", r"-?\d{1,3}", _ZEROS, 'write for example "0044"'),
    ("yes-no", r"(?i)true|false", _TRUTH, 'write "yes" or "no"'),
]


@lru_cache(maxsize=10_000)
def spreadsheet_damage(value: str, kind: str = "") -> Violation | None:
    """What was probably done to a value, and a hint; None if it is not known by sight.

    The kind of a cell that broke a rule is `date`, `id` or `yes-no`; without one, only what is
    no value of any cell is found.
    """
    for kinds, pattern, damage, hint in _DAMAGE:
        match = re.fullmatch(pattern, value)
        if match and (not kinds or kind in kinds.split()):
            return damage.format_map(_dates(match.groupdict())), hint
    return None


def _dates(parts: dict[str, str | None]) -> dict[str, str]:
    """The dates that a value may have been, from the parts of it."""
    dates = {}
    if year := parts.get("year"):
        month = _MONTHS.index(str(parts["month"]).lower()) + 1
        day = f"-{int(parts['day']):02}" if parts["day"] else ""
        dates["month"] = f"{year if len(year) == 4 else f'20{year}'}-{month:02}{day}"
    if serial := parts.get("serial"):
        dates["serial"] = (_DAY_ZERO + timedelta(days=int(serial))).isoformat()
    return dates


@lru_cache(maxsize=10_000)
def garbled(value: str) -> Violation | None:
    """What is surely damage in any text: an encoding that was taken for another.

    >>> garbled("VÃ¤limÃ¤ki")[0]
    'was opened in another encoding than it was saved in; it was "Välimäki"'
    >>> garbled("V?lim?ki")[0]
    'question mark within a word, as where a letter could not be saved'
    >>> garbled("Välimäki") is None
    True
    """
    try:
        original = value.encode("cp1252").decode("utf-8")
    except UnicodeError:
        original = value
    if original != value:
        rule = f'was opened in another encoding than it was saved in; it was "{original}"'
        return rule, "open the file as “UTF-8”, or take the cell from an earlier version"
    if re.search(r"[^\W\d_]\?[^\W\d_]", value) and "://" not in value:
        rule = "question mark within a word, as where a letter could not be saved"
        return rule, "save the file as “UTF-8”, and take the cell from an earlier version"
    return None


def zeros_lost(value: str, pattern: re.Pattern[str]) -> Violation | None:
    """What was lost of a value of digits that would match with zeros before it.

    >>> zeros_lost("42", re.compile("[0-9a-f]{4}"))[0]
    'a spreadsheet seems to have taken zeros away; with them it is "0042"'
    """
    if value.isdecimal():
        for length in range(len(value) + 1, 65):
            if pattern.fullmatch(value.zfill(length)):
                rule = f'{_SEEMS} taken zeros away; with them it is "{value.zfill(length)}"'
                return rule, _AS_TEXT
    return None


def day_of_a_month(when: str) -> str:
    """A doubt about a date that was edited: a spreadsheet makes the first day of a month.

    >>> day_of_a_month("2024-03-01")
    'a spreadsheet may have made 2024-03-01 of 2024-03'
    """
    match = re.fullmatch(r"(\d{4}-\d\d)-01", when)
    return f"a spreadsheet may have made {when} of {match[1]}" if match else ""
