"""Read one date, or say what is wrong with a text that is none, and what to write instead.

An error names the text, the position, the rule, and an example of what is right. The mistakes
that people make most are known by sight, before any grammar, since "there is no month ly" helps
nobody who wrote "July 2025".
"""

from __future__ import annotations

import re

from maliviz.edtf.date import NAMES, Part, PartialDate, first_and_last
from maliviz.problem import shown


class EdtfError(ValueError):
    """Text that is no date as this project writes them: where it fails, why, and what is right."""

    def __init__(self, text: str, position: int, rule: str, example: str) -> None:
        super().__init__(text, position, rule, example)
        self.text = text
        self.position = position
        self.rule = rule
        self.example = example

    def __str__(self) -> str:
        hint = f'write for example "{self.example}"'
        return f'"{shown(self.text)}": position {self.position}: {self.rule}; {hint}'


_TIME = "a time is T and an hour of the day, perhaps with minutes, and without a zone"
# Pattern, rule and example, which may take groups of the pattern. The first that fits is told.
_MISTAKES = (
    (r"\A\Z", "there is no date", "2025-12"),
    (r"(?s)(?<=\A.{64}).", "no date is that long", "2025-12"),
    (r"\A(\d{4}(?:-(?!00)\d\d)?)-(?P<at>00)(?:-00)?\Z", "what is not known is left out", r"\1"),
    (r"\A(?:ca?\.?|circa|about)\s*(\d{4})\Z", "about is `~` after the year", r"\1~"),
    (r"\A(\d\d)(?:00s|uu)\Z", "a digit that is not known is a capital X", r"\1XX"),
    (r"\A(\d{3})(?:0s|u)\Z", "a digit that is not known is a capital X", r"\1X"),
    (r"\A(.+)/open\Z", "an end that is left open is `..`", r"\1/.."),
    (r"\A(.+)/unknown\Z", "an end that is not known is XXXX", r"\1/XXXX"),
    (
        r"\A([^\u2010-\u2015\u2212]*)(?P<at>[\u2010-\u2015\u2212])(.*)\Z",
        "this is a long dash, and no hyphen",
        r"\1-\3",
    ),
    (r"(?<=T)(?!([01]\d|2[0-3])(:[0-5]\d)?(?![\w:?~%]))", _TIME, "2024-03-31T14:30"),
    (r"(?<=[0-9X])x|\Axxxx", "a digit that is not known is a capital X", "201X"),
    (r"\A(?=[0-9]{6,8}\Z)", "hyphens join year, month and day", "2025-07-01"),
    (r"[^\W\d_XT]|(?<![0-9X])T", "a date has digits, not words", "2025-07"),
    (r"\s", "a date has no spaces", "2025-07"),
    (r"(?![0-9])\d", "a digit is one of 0 to 9", "2025-07"),
    (r"[{}]", "a list of dates that all hold is not read here", "2024/2026"),
    (r",", "a list of dates is not read here; write its range", "[2024..2026]"),
    (r"[^0-9X?~%./[\]:T-]", "this character has no place in a date", "2025-07"),
    (
        r"\A(?=/)|(?<=/)\Z",
        "an empty side may be a cut-off one; write XXXX for not known, .. for open",
        "2030/XXXX",
    ),
)


def refuse_mistakes(text: str) -> None:
    """Raise an `EdtfError` where a text has one of the mistakes that are known by sight.

    >>> refuse_mistakes("2030/")
    Traceback (most recent call last):
      ...
    maliviz.edtf.read.EdtfError: "2030/": position 5: an empty side may be a cut-off one; \
write XXXX for not known, .. for open; write for example "2030/XXXX"
    """
    for pattern, rule, example in _MISTAKES:
        if match := re.search(pattern, text):
            place = match.start("at" if "at" in match.re.groupindex else 0)
            raise EdtfError(text, place, rule, match.expand(example))


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
    maliviz.edtf.read.EdtfError: "2024-02-30": position 8: there is no day 30 in 2024-02; \
write for example "2024-02-29"
    """
    stop = len(text) if stop is None else stop
    clock = text.find("T", start, stop)
    parts = _read_parts(text, start, stop if clock == -1 else clock)
    date = PartialDate(parts, "" if clock == -1 else text[clock + 1 : stop])
    whole = len(parts) == len(NAMES) and all(part.digits.isdigit() for part in parts)
    if date.time and not whole:
        raise EdtfError(text, clock, "only a whole day has a time", "2024-03-31T14:30")
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
    fields: list[re.Match[str]] = []
    position = start
    for name in NAMES:
        match = _FIELDS[name].match(text, position, stop)
        assert match is not None, "the pattern matches the empty text too"
        _check_marks(text, match)
        position = match.end()
        if position < stop and text[position] != "-":
            raise _misplaced(text, position)
        fields.append(match)
        _check_digits(text, match.start("digits"), [field["digits"] for field in fields])
        if position == stop:
            return _marked(fields)
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
    if first_and_last(digits) is None:
        raise _no_such(text, position, digits)


def _no_such(text: str, position: int, digits: list[str]) -> EdtfError:
    """What is wrong with a month or a day that the calendar has not."""
    name, head, last = NAMES[len(digits) - 1], "-".join(digits[:-1]), digits[-1]
    if name == "month" and last.isdigit() and int(last) in _SEASONS:
        rule = "seasons (21 to 41) are not read here; name the months"
        return EdtfError(text, position, rule, f"[{head}-03..{head}-05]")
    place = f" in {head}" if name == "day" else ""
    possible = first_and_last(digits[:-1])
    assert possible is not None, "the parts before were checked before"
    example = f"{head}-{getattr(possible[1], name):02}"
    return EdtfError(text, position, f"there is no {name} {last}{place}", example)


def _marked(fields: list[re.Match[str]]) -> tuple[Part, ...]:
    """Give each part the marks that cover it: its own to the left, all to the right of it."""
    after = [field["after"] for field in fields]
    parts = []
    for n, field in enumerate(fields):
        marks = {field["before"], *after[n:]} - {""}
        mark = marks.pop() if len(marks) == 1 else "%" if marks else ""
        parts.append(Part(field["digits"], mark if field["digits"].strip("X") else ""))
    return tuple(parts)
