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

Whether a number is among printed words is told by `numbers`, in the digits of any script, and in
the number words of some languages, which `number_words.json` has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from maliviz.language import N_, gettext, number
from maliviz.phrases import without_accents
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

# "20,000", "20 000" and "20.000" are one number each.
_SEPARATOR = re.compile(r"(?<=\d)[,.'’\u00a0\u202f ](?=\d{3}(?!\d))")
_LONGEST_NUMBER = 18


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


def numbers(words: str, language: str = "") -> frozenset[int]:
    """Return the whole numbers that are printed in some words, in the digits of any script.

    Numbers from 0 to 100 in words are read too, in the languages that `NUMBER_WORDS` has.

    >>> sorted(numbers("between 20 and 1,500 people"))
    [20, 1500]
    >>> sorted(numbers("vingt et un morts, deux cents blessés", "fr-ML"))
    [21]
    """
    digits: list[str] = re.findall(r"\d+", _SEPARATOR.sub("", words))
    pattern, known = _number_words(primary(language))
    runs = set(pattern.findall(_plain(words)))
    for one, _, more in [run.partition(" ") for run in runs]:
        # "Une vingtaine" is twenty: one of them.
        runs |= {more} if known.get(one) == 1 else set()
    return frozenset(int(number) for number in digits if len(number) <= _LONGEST_NUMBER).union(
        known[run] for run in runs if run in known
    )


def primary(language: str) -> str:
    """Return a language without its country or script: `fr` for `fr-ML`."""
    return language.partition("-")[0].casefold()


NUMBER_WORDS: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("number_words.json").read_text(encoding="utf-8")
)
"""By language: the words for 0 to 100, other spellings after a slash; and those for more."""


@cache
def _number_words(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """What finds runs of number words in plain words, and the numbers of those that are known.

    A run such as "two hundred" is none of the numbers in it, and is not read.
    """
    table = NUMBER_WORDS.get(language, {"words": "", "beyond": ""})
    spelled = enumerate(table["words"].split())
    known = {_plain(one): number for number, every in spelled for one in every.split("/")}
    every = sorted({*known, *map(_plain, table["beyond"].split())}, key=len, reverse=True)
    word = "|".join(map(re.escape, every)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{word})(?: (?:{word}))*(?!\w)"), known


def _plain(words: str) -> str:
    """Words without accents and capitals, and with a space in place of a hyphen."""
    return " ".join(re.sub(r"[-\u2010\u2011]", " ", without_accents(words).casefold()).split())


def has_word(words: str, word: str) -> bool:
    """Whether a word stands in some words as a whole one, in capitals or not.

    >>> has_word("a five-year term", "five"), has_word("fivefold", "five")
    (True, False)
    """
    pattern = rf"(?<!\w){re.escape(word.casefold())}(?!\w)"
    return re.search(pattern, words.casefold()) is not None
