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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import prod
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from babel.numbers import get_decimal_symbol

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

    Numbers from 0 to 100 in words are read too, and words that multiply digits, in the languages
    that `NUMBER_WORDS` has.

    >>> sorted(numbers("between 20 and 1,500 people")), sorted(numbers("2.5 million people", "en"))
    ([20, 1500], [2500000])
    >>> sorted(numbers("vingt et un morts, deux cents blessés", "fr-ML"))
    [21]
    """
    known = _number_words(primary(language))
    runs = set(known.run.findall(_plain(words)))
    for one, _, more in [run.partition(" ") for run in runs]:
        # "Une vingtaine" is twenty: one of them.
        runs |= {more} if known.below.get(one) == 1 else set()
    text = _folded(words)
    digits = re.findall(r"\d+", _SEPARATOR.sub("", known.multiplied.sub("", text)))
    return frozenset(int(number) for number in digits if len(number) <= _LONGEST_NUMBER).union(
        (known.below[run] for run in runs if run in known.below), known.products(text)
    )


def primary(language: str) -> str:
    """Return a language without its country or script: `fr` for `fr-ML`."""
    return language.partition("-")[0].casefold()


NUMBER_WORDS: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("number_words.json").read_text(encoding="utf-8")
)
"""By language: the words for 0 to 100, other spellings after a slash; those for more; and what
words multiply digits by.
"""


@dataclass(frozen=True)
class _NumberWords:
    """What finds runs of number words, and digits that such words multiply, in plain words.

    A run such as "two hundred" is none of the numbers `below` a hundred in it, and is not read.
    """

    below: Mapping[str, int]
    multiples: Mapping[str, int]
    run: re.Pattern[str]
    multiplied: re.Pattern[str]

    def products(self, text: str) -> Iterator[int]:
        """Yield the whole numbers that digits and words together are."""
        for match in self.multiplied.finditer(text):
            digits = Decimal(re.sub(r"\D", "", match["whole"]) + "." + (match["part"] or "0"))
            product = prod((self.multiples[one] for one in match["times"].split()), start=digits)
            if product == int(product):
                yield int(product)


@cache
def _number_words(language: str) -> _NumberWords:
    table = NUMBER_WORDS.get(language, {"words": "", "beyond": "", "multiples": {}})
    spelled = enumerate(table["words"].split())
    below = {_plain(one): number for number, every in spelled for one in every.split("/")}
    multiples = {_plain(one): number for one, number in table["multiples"].items()}
    word = _any_of({*below, *map(_plain, table["beyond"].split())})
    decimal = get_decimal_symbol(Locale(language)) if multiples else "."
    mark = "".join({*" ,.'’"} - {decimal})
    whole = rf"(?P<whole>\d{{1,3}}(?:[{mark}]\d{{3}})+|\d{{1,15}})"
    part = rf"(?:{re.escape(decimal)}(?P<part>\d{{1,9}}))?"
    return _NumberWords(
        below,
        multiples,
        re.compile(rf"(?<!\w){word}(?: {word})*(?!\w)"),
        re.compile(rf"(?<![\w.,]){whole}{part}(?P<times>(?: {_any_of(multiples)})+)(?!\w)"),
    )


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True))) or '(?!)'})"


def _folded(words: str) -> str:
    """Words without accents and capitals, with one kind of space."""
    return " ".join(without_accents(words).casefold().split())


def _plain(words: str) -> str:
    """Folded words, with a space in place of a hyphen."""
    return _folded(re.sub(r"[-\u2010\u2011]", " ", words))


def has_word(words: str, word: str) -> bool:
    """Whether a word stands in some words as a whole one, in capitals or not.

    >>> has_word("a five-year term", "five"), has_word("fivefold", "five")
    (True, False)
    """
    pattern = rf"(?<!\w){re.escape(word.casefold())}(?!\w)"
    return re.search(pattern, words.casefold()) is not None
