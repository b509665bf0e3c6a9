"""Rules for a single cell, all of them taken from the schema of its column.

Some slips have one right spelling and are mended without asking anybody: a space too many, an
accent that is stored as two characters. They are reported, and the normal form goes on to the
other rules, so that one slip is told once. Every other broken rule makes the cell invalid, and
what depends on the cell passes it over.

A spreadsheet takes much for dates and numbers and writes it back as it likes, without a word. A
rule then says only that the cell is no date; what it probably was is known by sight, and told with
a hint. None of it is mended: what was lost is known to the person, to git and to the text, and not
to us.

>>> normalized("café ".replace("é", "e\\u0301"))
('café', ['leading or trailing space', 'not in NFC: a letter is stored as two characters'])
>>> spreadsheet_damage("Mar-24", "date")[0]
'a spreadsheet seems to have rewritten a date, perhaps 2024-03'
>>> spreadsheet_damage("2024-03", "date") is None
True
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from maliviz.corpus.schema import Field
from maliviz.corpus.table import Row
from maliviz.edtf import EdtfError, parse
from maliviz.phrases import quoted_series
from maliviz.problem import Problem, nearest

LONGEST = 10_000
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"

# Controls, separators of lines, what stands for lost characters, and what shows nothing or turns
# the direction of writing; not the two joiners, which are letters in some scripts.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffd]"
)
_NAMES = {"\n": "a line break", "\t": "a tab", "\0": "a NUL character"}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
# In both widths: some spreadsheets read the wide ones, too, as the start of a formula.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")

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


def normalize_cell(row: Row, field: Field) -> Iterator[Problem]:
    """Put a cell into its normal form; yield what was not normal."""
    value, slips = normalized(row[field.name])
    for slip in slips:
        yield row.slip(field.name, slip)
    row.cells[field.name] = value


def check_cell(row: Row, field: Field) -> Iterator[Problem]:
    """Yield the first rule that a cell in normal form breaks."""
    if violation := check_value(field, row[field.name]):
        yield row.problem(field.name, *violation)


def normalized(value: str) -> tuple[str, list[str]]:
    """Return the normal form of a value, and in what the value differs from it."""
    trimmed = value.strip()
    composed = unicodedata.normalize("NFC", trimmed)
    slips = []
    if trimmed != value:
        slips.append("leading or trailing space")
    if composed != trimmed:
        slips.append("not in NFC: a letter is stored as two characters")
    return composed, slips


def check_value(field: Field, value: str) -> Violation | None:
    """Return the first rule that a value in normal form breaks, and a hint; None if it is valid.

    A value that a spreadsheet has changed says so, in place of the rule that it breaks.
    """
    if not value:
        return ("must not be empty", _meaning(field)) if field.required else None
    violation = next(_violations(field, value), None)
    damage = _damage(field, value) if violation else spreadsheet_damage(value)
    return garbled(value) or damage or violation


def _damage(field: Field, value: str) -> Violation | None:
    """What a spreadsheet may have done to a cell that broke a rule."""
    if field.dated:
        return spreadsheet_damage(value, "date")
    kind = "yes-no" if "yes" in field.allowed else "id" if field.pattern else ""
    return spreadsheet_damage(value, kind) or zeros_lost(value, field.regex)


def _violations(field: Field, value: str) -> Iterator[Violation]:
    yield from _invisible(value)
    if field.type == "integer":
        if not _INTEGER.fullmatch(value):
            yield "not a whole number", "write digits, without spaces and leading zeros"
    elif field.dated:
        if violation := _date_violation(value):
            yield violation
    elif value.startswith(_FORMULA):
        rule = f'begins with "{value[0]}", which a spreadsheet takes for a formula'
        yield rule, "begin with another character, such as a quotation mark"
    if field.allowed and value not in field.allowed:
        yield f"not one of {quoted_series(field.allowed)}", nearest(value, field.allowed)
    if field.pattern and not field.regex.fullmatch(value):
        yield _mismatch(field, value)
    if field.list_of:
        yield from _list_violations(value)


def _meaning(field: Field) -> str:
    return f"meaning: {field.description}" if field.description else ""


def _invisible(value: str) -> Iterator[Violation]:
    if len(value) > LONGEST:
        yield f"has {len(value):,} characters, and {LONGEST:,} are allowed", "shorten it"
    if match := _INVISIBLE.search(value):
        code = f"U+{ord(match[0]):04X} {unicodedata.name(match[0], '').lower()}".rstrip()
        name = _NAMES.get(match[0], f"the invisible character {code}")
        hint = "a cell is one line of text" if match[0] in _NAMES else "take it out"
        yield f"contains {name} at position {match.start()}", hint


@lru_cache(maxsize=10_000)
def _date_violation(text: str) -> Violation | None:
    try:
        parse(text)
    except EdtfError as error:
        return f"position {error.position}: {error.rule}", f'write for example "{error.example}"'
    return None


def _mismatch(field: Field, value: str) -> Violation:
    if field.pattern != SLUG:
        return f"does not match {field.pattern}", _meaning(field)
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall("[a-z0-9]+", plain))
    hint = f'write for example "{slug}"' if slug else "write it in the letters a to z"
    return "not a slug: small letters a to z and digits, joined by single hyphens", hint


def _list_violations(value: str) -> Iterator[Violation]:
    ids = value.split(" ")
    if "" in ids:
        yield "two spaces in a row", "one space stands between two ids"
    for name in dict.fromkeys(ids):
        if ids.count(name) > 1:
            yield f'duplicate id "{name}"', "name it once"


@lru_cache(maxsize=10_000)
def spreadsheet_damage(value: str, kind: str = "") -> Violation | None:
    """What was probably done to a value, and a hint; None if it is not known by sight.

    The kind of a cell that broke a rule is `date`, `id` or `yes-no`; without one, only what is
    no value of any cell is found.
    """
    for kinds, pattern, damage, hint in _DAMAGE:
        asked = not kinds or kind in kinds.split()
        if asked and (match := re.fullmatch(pattern, value)):
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
