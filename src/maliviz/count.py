"""Numbers as a text gives them: exact, a floor, a ceiling, about, or a word.

"At least 20" is no 20, and "dozens" is no number at all. A count keeps the form in which it was
given and knows between which two numbers the true one can lie:

    20       exact     20 to 20
    >=20     floor     20 and more
    >20      above     21 and more
    <=20     ceiling   0 to 20
    <20      below     0 to 19
    ~50      about     40 to 60: a fifth either way, a reading of ours and not of a text
    dozens   word      what the codebook reads it as, say >=24

A word that the codebook reads as an exact number ("five") is that number. Any other word stays a
word: it bounds, and is never the same as a number. No mean and no sum is made of counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from maliviz.language import N_, gettext, number
from maliviz.problem import nearest

CountForm = Literal["exact", "floor", "above", "ceiling", "below", "about"]

_FORMS: dict[str, CountForm] = {
    **{"": "exact", "~": "about"},
    **{">=": "floor", ">": "above", "<=": "ceiling", "<": "below"},
}
_NUMBER = re.compile(r"(>=?|<=|<(?!0)|~|)(0|[1-9][0-9]{0,14})")
_WORDS: dict[CountForm, str] = {
    "exact": "{number}",
    "floor": N_("at least {number}"),
    "above": N_("more than {number}"),
    "ceiling": N_("at most {number}"),
    "below": N_("fewer than {number}"),
    "about": N_("about {number}"),
}
EXAMPLES = "a count such as 20, >=20, >20, <=20 or ~50"
_OPEN: dict[CountForm, Literal[-1, 1]] = {"floor": 1, "above": 1, "ceiling": -1, "below": -1}


class CountError(ValueError):
    """A value that is neither a count nor a word that the codebook reads."""


@dataclass(frozen=True)
class Count:
    """A count: its form, its number, and the word that stood in place of a number, if any.

    >>> parse_count("~50").least, parse_count("~50").most
    (40, 60)
    >>> parse_count(">=20").overlaps(parse_count("19"))
    False
    """

    form: CountForm
    number: int
    word: str = ""

    @property
    def least(self) -> int:
        """The lowest whole number that it allows."""
        if self.form == "about":
            return -(-4 * self.number // 5)
        return 0 if self.open == -1 else self.number + (self.form == "above")

    @property
    def most(self) -> int | None:
        """The highest whole number that it allows; None where there is no limit."""
        if self.form == "about":
            return 6 * self.number // 5
        return None if self.open == 1 else self.number - (self.form == "below")

    @property
    def open(self) -> Literal[-1, 0, 1]:
        """On which side it is open: 1 for more, -1 for fewer, 0 for neither."""
        return _OPEN.get(self.form, 0)

    def overlaps(self, other: Count) -> bool:
        """Whether one number could satisfy both."""
        return _reaches(self.most, other.least) and _reaches(other.most, self.least)

    def words(self) -> str:
        """The count in words, as it was given.

        >>> parse_count("<=20").words(), parse_count("dozens", {"dozens": ">=24"}).words()
        ('at most 20', 'dozens')
        """
        return self.word or gettext(_WORDS[self.form]).format(number=number(self.number))


def is_count(text: str) -> bool:
    """Whether a text is a count in digits.

    >>> is_count("~50"), is_count("dozens")
    (True, False)
    """
    return _NUMBER.fullmatch(text) is not None


def _reaches(most: int | None, least: int) -> bool:
    return most is None or most >= least


def parse_count(text: str, readings: Mapping[str, str] | None = None) -> Count:
    """Read a count; `readings` says what number each allowed word stands for.

    >>> parse_count("five", {"five": "5"})
    Count(form='exact', number=5, word='')
    >>> parse_count("dozen", {"dozens": ">=24"})
    Traceback (most recent call last):
      ...
    maliviz.count.CountError: "dozen" is neither a count such as 20, >=20, >20, <=20 or ~50 nor a \
word with a reading; did you mean "dozens"?
    """
    readings = readings or {}
    match = _NUMBER.fullmatch(readings.get(text, text))
    if match is None:
        raise CountError(_complaint(text, readings))
    form = _FORMS[match[1]]
    return Count(form, int(match[2]), text if text in readings and form != "exact" else "")


def _complaint(text: str, readings: Mapping[str, str]) -> str:
    if text in readings:
        return f'"{text}" is read as "{readings[text]}", which is not {EXAMPLES}'
    hint = nearest(text, readings) or "give a new word a reading first"
    return f'"{text}" is neither {EXAMPLES} nor a word with a reading; {hint}'
