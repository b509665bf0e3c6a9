"""Which numbers, dates and count words there are in a run of prose.

A number in a sentence is a fact whether it is written 20, "twenty" or "a score of", so prose is
read for all of these, by the vocabulary of its language. What counts as one, and what does not:

    number    20, 1,500, 5-year, 2010s, twenty-five, two hundred, 2.5 million, a dozen, twice;
              vingt et un, 3,5, une cinquantaine; the day in 1er août
    ordinal   second to twelfth, 2nd; "first" tells no number ("at first", "the first end")
    word      dozens, hundreds, several, multiple, numerous, few, half, … and every word for which
              the codebook has a reading; not many, some, most, all, none: they stand for no number
    month     July, JULY, Jul 2025, mi-août; "may" and "march" are verbs unless they are capitalised
    weekday   Sunday, Sundays
    relative  overnight, yesterday, last year: a date that hangs on the day of writing

"One" is a number before a noun ("one general") and none where it stands for a noun or picks one
out ("one of them", "no one", "the one that"); « un » is an article. "Both" takes up two things
that were named, so it is none either, and neither is « tous deux ».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from math import prod
from typing import NamedTuple

from maliviz.language import SOURCE
from maliviz.prose.vocabulary import GAP, Vocabulary, any_of, key, meant, plain, vocabulary

Meaning = tuple[str, str]
"""A kind and a value, however they are written: "20", "twenty" and « vingt » mean the same."""


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

    @property
    def noun(self) -> str:
        """What a message calls it."""
        nouns = {"number": "number", "ordinal": "number", "word": "count word"}
        return nouns.get(self.kind, "date")


def facts(text: str, words: Collection[str] = (), language: str = SOURCE) -> list[Fact]:
    """Return the numbers, dates and count words of a text in their order.

    `words` are the count words of a codebook, besides the usual ones.

    >>> [fact.meaning for fact in facts("about twenty-five, in March 2024")]
    [('number', '25'), ('month', '3'), ('number', '2024')]
    >>> facts("one of the generals may march first")
    []
    >>> [fact.meaning for fact in facts("une vingtaine, début août", language="fr")]
    [('number', '20'), ('month', '8')]
    """
    text, known = plain(text), vocabulary(language)
    every = [
        Fact(kind, value, *match.span())
        for pattern, read in _readers(frozenset(map(key, words)), known)
        for match in pattern.finditer(text)
        for kind, value in read(match)
    ]
    return [fact for fact in _outermost(every) if not known.is_idle(text, fact.start, fact.end)]


def meanings(
    texts: Iterable[str], words: Collection[str] = (), language: str = SOURCE
) -> frozenset[Meaning]:
    """Return what several texts say in numbers, dates and count words."""
    return frozenset(fact.meaning for text in texts for fact in facts(text, words, language))


def _outermost(every: list[Fact]) -> list[Fact]:
    """Drop what is inside something longer, as the score in "a score of"."""
    kept: list[Fact] = []
    for fact in sorted(every, key=lambda fact: (fact.start, -fact.end)):
        if not kept or fact.start >= kept[-1].end or fact[2:] == kept[-1][2:]:
            kept.append(fact)
    return kept


Reader = tuple[re.Pattern[str], Callable[[re.Match[str]], list[Meaning]]]


@cache
def _readers(words: frozenset[str], known: Vocabulary) -> tuple[Reader, ...]:
    """What finds facts in plain text, and what says which ones they are."""
    if not known.known:
        return (_digits(known),)
    own = set(map(known.without_article, words)) - known.numbers.keys()
    counts = {word: word for word in own} | meant(known.counts)
    return (
        _digits(known),
        _spelled(known, counts),
        _named("number", meant(known.times)),
        _named("ordinal", known.ranks),
        _named("word", counts),
        *_months(known),
        (_any(known.first_day, rf"(?=\s+{_month_names(known)})"), lambda match: [("number", "1")]),
        _named("weekday", known.weekdays),
        _named("relative", meant(known.relative)),
    )


def _any(words: Iterable[str], then: str = "") -> re.Pattern[str]:
    return re.compile(any_of(*words) + then, re.IGNORECASE)


def _named(kind: str, values: Mapping[str, str]) -> Reader:
    """What finds words, and the value of each."""
    return _any(values), lambda match: [(kind, values[key(match[0])])]


def _digits(known: Vocabulary) -> Reader:
    """What finds a number in digits of any script, with marks between its thousands or without.

    Words that multiply it are a part of it: "2.5 million" is one number.
    """
    group, decimal = known.marks
    number = rf"(?P<whole>\d{{1,3}}(?:{group}\d{{3}}(?!\d))+|\d+)(?:{decimal}(?P<part>\d+))?"
    rank = rf"(?P<rank>{_endings(known)})(?P<day>(?=\s+{_month_names(known)}))?"
    multiple = f"(?i:{any_of(*known.multiples)})"
    pattern = rf"(?<![^\W_]){number}(?:{rank}|(?P<times>(?:{GAP}{multiple})+))?"

    def read(match: re.Match[str]) -> list[Meaning]:
        whole = "".join(str(int(letter)) for letter in match["whole"] if letter.isdecimal())
        value = (whole.lstrip("0") or "0") + (f".{match['part']}" if match["part"] else "")
        if match["times"]:
            words = re.findall(multiple, match["times"])
            times = prod(known.numbers[key(word)] for word in words)
            value = f"{(Decimal(value) * times).normalize():f}"
        ordinal = match["rank"] and match["day"] is None
        return [("ordinal" if ordinal else "number", value)]

    return re.compile(pattern), read


def _endings(known: Vocabulary) -> str:
    """A pattern of what makes a number an ordinal: letters at the end of it, or a sign."""
    ends = {
        ending: r"\b" if ending[-1:].isalnum() else r"(?=\s+\w)" for ending in known.ordinal_endings
    }
    return "|".join(re.escape(ending) + end for ending, end in ends.items()) or "(?!)"


def _spelled(known: Vocabulary, counts: Collection[str]) -> Reader:
    """What finds a run of number words, and the numbers in it; "one" alone may be none."""
    number, joint = any_of(*known.numbers), re.escape(known.joints[0])
    after_digits = rf"(?<=\d[\s\u2010\u2011-]){any_of(*known.multiples)}"
    run = rf"(?!{after_digits}){number}(?:(?:\s+{joint}\s+|{GAP}){number})*"
    word = re.compile(number, re.IGNORECASE)

    def read(match: re.Match[str]) -> list[Meaning]:
        words = [key(one[0]) for one in word.finditer(match[0])]
        numbers = [known.numbers[one] for one in words]
        if numbers[0] == 1 and not known.one_after:
            words, numbers = words[1:], numbers[1:]
        elif numbers == [1] and not _counts_one(match, known):
            return []
        if len(words) == 1 and words[0] in counts:
            return []
        return [("number", str(number)) for number in _sums(numbers, known.multiples.values())]

    return re.compile(run, re.IGNORECASE), read


def _sums(numbers: list[int], multiples: Collection[int]) -> Iterator[int]:
    """Add up numbers in a row; one that cannot go on with a number begins another one."""
    if not numbers:
        return
    whole, part, last = 0, 0, 0
    for number in numbers:
        if number in multiples and (part or not whole):
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


def _counts_one(match: re.Match[str], known: Vocabulary) -> bool:
    """Whether "one" counts what follows, as far as its neighbours tell."""
    picked = re.compile(rf"{any_of(*known.one_after)}[\s-]+$", re.IGNORECASE)
    alone = rf"\s*(?:$|[^\w\s\u2010\u2011-]|{any_of(*known.one_before)})"
    text, end = match.string, match.end()
    stands_alone = re.compile(alone, re.IGNORECASE).match(text, end)
    return not (picked.search(text, 0, match.start()) or stands_alone)


def _month_names(known: Vocabulary) -> str:
    """A pattern for the whole name of a month."""
    names = known.months("wide")
    if not known.capital_months:
        return f"(?i:{any_of(*names)})"
    return any_of(*names, *map(str.upper, names))


def _months(known: Vocabulary) -> Iterator[Reader]:
    """What finds the names of months, and short ones before a number."""
    wide = known.months("wide")
    short = {name: month for name, month in known.months("abbreviated").items() if name not in wide}
    numbers = {key(name): str(month) for name, month in (wide | short).items()}

    def read(match: re.Match[str]) -> list[Meaning]:
        return [("month", numbers[key(match[0])])]

    yield re.compile(_month_names(known)), read
    yield re.compile(any_of(*short) + r"(?=\.?\s+\d)"), read
