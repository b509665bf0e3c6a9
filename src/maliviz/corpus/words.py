"""Which numbers and words stand in a few printed words.

A value that a table gives has to stand in the words that a text prints, or it was made up, or
mistyped. Numbers are found in the digits of any script, and with any mark between thousands.
"""

from __future__ import annotations

import re

# "20,000", "20 000" and "20.000" are one number each.
_SEPARATOR = re.compile(r"(?<=\d)[,.'’\u00a0\u202f ](?=\d{3}(?!\d))")
_LONGEST_NUMBER = 18


def numbers(words: str) -> frozenset[int]:
    """Return the whole numbers that are printed in some words.

    >>> sorted(numbers("between 20 and 1,500 people"))
    [20, 1500]
    """
    found: list[str] = re.findall(r"\d+", _SEPARATOR.sub("", words))
    return frozenset(int(digits) for digits in found if len(digits) <= _LONGEST_NUMBER)


def has_word(words: str, word: str) -> bool:
    """Whether a word stands in some words as a whole one, in capitals or not.

    >>> has_word("a five-year term", "five"), has_word("fivefold", "five")
    (True, False)
    """
    pattern = rf"(?<!\w){re.escape(word.casefold())}(?!\w)"
    return re.search(pattern, words.casefold()) is not None
