"""Which numbers, dates and count words there are in a run of English prose.

A number in a sentence is a fact whether it is written 20, "twenty" or "a score of", so prose is
read for all of these. What counts as one, and what does not:

    number    20, 1,500, 5-year, 2010s, twenty-five, two hundred, a dozen, twice
    ordinal   second to twelfth, 2nd; "first" tells no number ("at first", "the first end")
    word      dozens, hundreds, several, multiple, numerous, few, half, … and every word for which
              the codebook has a reading; not many, some, most, all, none: they stand for no number
    month     July, JULY, Jul 2025; "may" and "march" are verbs unless they are capitalised
    weekday   Sunday, Sundays
    relative  overnight, yesterday, last year: a date that hangs on the day of writing

"One" is a number before a noun ("one general") and none where it stands for a noun or picks one
out ("one of them", "no one", "the one that"). "Both" takes up two things that were named, so it
is none either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from maliviz.edtf.words import MONTHS

Meaning = tuple[str, str]
"""A kind and a value, however they are written: "20" and "twenty" mean the same."""

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_MULTIPLES = {
    **{"dozen": 12, "hundred": 100, "thousand": 1_000},
    **{"million": 1_000_000, "billion": 1_000_000_000},
}
_NUMBERS = {
    **{word: number for number, word in enumerate(_UNITS.split())},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), start=2)},
    **_MULTIPLES,
}
_TIMES = {"twice": "2", "thrice": "3"}
_RANKS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = {word: str(number) for number, word in enumerate(_RANKS.split(), start=2)}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COUNT_WORDS = (
    "dozens", "hundreds", "thousands", "millions", "billions", "several", "multiple", "numerous",
    "few", "handful", "half", "scores of", "tens of", "a couple of", "a score of",
)  # fmt: skip


class Fact(NamedTuple):
    """A number, date or count word in a text: what it means, its first character, its end."""

    kind: str
    value: str
    start: int
    end: int

    @property
    def meaning(self) -> Meaning:
        """What it says, apart from its place."""
        return self.kind, self.value


def facts(text: str, words: Collection[str] = ()) -> list[Fact]:
    """Return the numbers, dates and count words of a text in their order.

    `words` are the count words of a codebook, besides the usual ones.

    >>> [fact.meaning for fact in facts("about twenty-five, in March 2024")]
    [('number', '25'), ('month', '3'), ('number', '2024')]
    >>> facts("one of the generals may march first")
    []
    """
    every = [
        Fact(kind, value, *match.span())
        for pattern, read in _readers(frozenset(word.casefold() for word in words))
        for match in pattern.finditer(text)
        for kind, value in read(match)
    ]
    return _outermost(every)


def meanings(texts: Iterable[str], words: Collection[str] = ()) -> frozenset[Meaning]:
    """Return what several texts say in numbers, dates and count words."""
    return frozenset(fact.meaning for text in texts for fact in facts(text, words))


def _outermost(every: list[Fact]) -> list[Fact]:
    """Drop what is inside something longer, as the score in "a score of"."""
    kept: list[Fact] = []
    for fact in sorted(every, key=lambda fact: (fact.start, -fact.end)):
        if not kept or fact.start >= kept[-1].end or fact[2:] == kept[-1][2:]:
            kept.append(fact)
    return kept


Reader = tuple[re.Pattern[str], Callable[[re.Match[str]], list[Meaning]]]


@cache
def _readers(words: frozenset[str]) -> tuple[Reader, ...]:
    counts = sorted({*_COUNT_WORDS, *words} - _NUMBERS.keys(), key=len, reverse=True)
    number = "|".join(sorted(_NUMBERS, key=len, reverse=True))
    run = rf"\b(?:{number})(?:(?:\s+and\s+|[\s\u2010\u2011-]+)(?:{number}))*\b"
    short = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    return (
        (re.compile(_DIGITS), _digits),
        (re.compile(run, re.IGNORECASE), _spelled),
        (_any(_TIMES), lambda match: [("number", _TIMES[_low(match)])]),
        (_any(_ORDINALS, r"(?!-hand)"), lambda match: [("ordinal", _ORDINALS[_low(match)])]),
        (_any(counts), _as_written("word")),
        (re.compile(_either([*MONTHS, *map(str.upper, MONTHS)])), _month),
        (re.compile(rf"\b(?:{short})\b(?=\.?\s+\d)"), _month),
        (re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})s?\b", re.IGNORECASE), _weekday),
        (re.compile(_RELATIVE, re.IGNORECASE), _as_written("relative")),
    )


_DIGITS = (
    r"(?<![^\W_])(?:\d{1,3}(?:[,\u00a0\u202f’' ]\d{3}(?!\d))+|\d+)(\.\d+)?(?:(st|nd|rd|th)\b)?"
)
_PERIOD = "night|week|weekend|month|year|decade|century"
_RELATIVE = (
    r"\b(?:overnight|yesterday|today|tonight|tomorrow"
    rf"|(?:last|next|this)\s+(?:{_PERIOD})"
    rf"|an?\s+(?:day|{_PERIOD})\s+(?:ago|earlier|later))\b"
)


def _either(words: Collection[str]) -> str:
    return r"\b(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words) + r")\b"


def _any(words: Collection[str], unless: str = "") -> re.Pattern[str]:
    return re.compile(_either(words) + unless, re.IGNORECASE)


def _low(match: re.Match[str]) -> str:
    return match[0].casefold()


def _as_written(kind: str) -> Callable[[re.Match[str]], list[Meaning]]:
    return lambda match: [(kind, " ".join(_low(match).split()))]


def _digits(match: re.Match[str]) -> list[Meaning]:
    """A whole number without the marks between its thousands, in any script."""
    whole = "".join(str(int(letter)) for letter in match[0].split(".")[0] if letter.isdecimal())
    value = (whole.lstrip("0") or "0") + (match[1] or "")
    return [("ordinal" if match[2] else "number", value)]


def _spelled(match: re.Match[str]) -> list[Meaning]:
    """The numbers in a run of number words; "one" alone may be none."""
    words = [word for word in re.findall(r"[a-z]+", match[0].casefold()) if word != "and"]
    if words == ["one"] and not _counts_one(match.string, *match.span()):
        return []
    return [("number", str(number)) for number in _sums(words)]


def _sums(words: list[str]) -> Iterator[int]:
    """Add up number words; a word that cannot go on with a number begins another one."""
    whole, part, last = 0, 0, 0
    for word in words:
        number = _NUMBERS[word]
        if word in _MULTIPLES and (part or not whole):
            part = max(part, 1) * number
            if number > 100:
                whole, part = whole + part, 0
        elif last and not _goes_on(last, number):
            yield whole + part
            whole, part = 0, number
        else:
            part += number
        last = number
    yield whole + part


def _goes_on(last: int, number: int) -> bool:
    return last >= 100 or (20 <= last < 100 and 0 < number < 10)


_PICKED = re.compile(
    r"\b(?:no|any|every|each|some|the|this|that|which|another|only|other|either|neither|than|good)"
    r"[\s-]+$",
    re.IGNORECASE,
)
_STANDS_ALONE = re.compile(
    r"\s*(?:$|[^\w\s\u2010\u2011-]|(?:of|another|by|who|that|which|and|or|but|is|was|has|had|can|may"
    r"|could|might|must|should|would|will|does|did|in|at|on|from|to|as|more|too|says?|asks?|reads?)\b)",
    re.IGNORECASE,
)


def _counts_one(text: str, start: int, end: int) -> bool:
    """Whether "one" counts what follows, as far as its neighbours tell."""
    return not (_PICKED.search(text, 0, start) or _STANDS_ALONE.match(text, end))


def _month(match: re.Match[str]) -> list[Meaning]:
    names = [month[:3] for month in MONTHS]
    return [("month", str(names.index(match[0][:3].capitalize()) + 1))]


def _weekday(match: re.Match[str]) -> list[Meaning]:
    return [("weekday", _low(match).removesuffix("s"))]
