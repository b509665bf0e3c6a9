"""What is wrong with a text that is no date, and what to write instead.

An error names the text, the position, the rule, and an example of what is right. The mistakes
that people make most are known by sight here, before any grammar, since "there is no month ly"
helps nobody who wrote "July 2025".
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LONGEST_SHOWN = 60


class EdtfError(ValueError):
    """Text that is no date as this project writes them: where it fails, why, and what is right."""

    def __init__(self, text: str, position: int, rule: str, example: str) -> None:
        super().__init__(text, position, rule, example)
        self.text = text
        self.position = position
        self.rule = rule
        self.example = example

    def __str__(self) -> str:
        cut = len(self.text) > _LONGEST_SHOWN
        shown = "".join(map(_visible, self.text[:_LONGEST_SHOWN])) + ("…" if cut else "")
        hint = f'write for example "{self.example}"'
        return f'"{shown}": position {self.position}: {self.rule}; {hint}'


def _visible(character: str) -> str:
    return character if character.isprintable() else repr(character)[1:-1]


class _Mistake(NamedTuple):
    pattern: str
    rule: str
    example: str

    def position(self, text: str) -> int | None:
        match = re.search(self.pattern, text)
        return match.start() if match else None


# The order matters: the first that fits is told.
_MISTAKES = (
    _Mistake(r"\A\Z", "there is no date", "2025-12"),
    _Mistake(r"(?s)(?<=\A.{64}).", "no date is that long", "2025-12"),
    _Mistake(r"(?<=[0-9])T", "a time of day is not read here", "2024-03-31"),
    _Mistake(r"(?<=[0-9X])x|\Axxxx", "a digit that is not known is a capital X", "201X"),
    _Mistake(r"\A(?=[0-9]{6,8}\Z)", "hyphens join year, month and day", "2025-07-01"),
    _Mistake(r"[^\W\d_X]", "a date has digits, not words", "2025-07"),
    _Mistake(r"\s", "a date has no spaces", "2025-07"),
    _Mistake(r"(?![0-9])\d", "a digit is one of 0 to 9", "2025-07"),
    _Mistake(r"[{}]", "a list of dates that all hold is not read here", "2024/2026"),
    _Mistake(r",", "a list of dates is not read here; write its range", "[2024..2026]"),
    _Mistake(r"[^0-9X?~%./[\]-]", "this character has no place in a date", "2025-07"),
    _Mistake(
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
    maliviz.edtf.error.EdtfError: "2030/": position 5: an empty side may be a cut-off one; \
write XXXX for not known, .. for open; write for example "2030/XXXX"
    """
    for mistake in _MISTAKES:
        position = mistake.position(text)
        if position is not None:
            raise EdtfError(text, position, mistake.rule, mistake.example)
