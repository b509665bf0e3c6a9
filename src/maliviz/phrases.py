"""Small turns of words: in a row, with a capital, without accents, held together on a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LETTER = re.compile(r"(?<=\w) ([^\W\d_])(?!\w|['’.-](?!s\b)\w)")


def series(words: Iterable[str], joint: str = "and") -> str:
    """Return words in a row, each once.

    >>> series(["a", "b", "a", "c"]), series(["a", "b"], "or"), series([])
    ('a, b and c', 'a or b', '')
    """
    *most, last = dict.fromkeys(words) or [""]
    return f"{', '.join(most)} {joint} {last}" if most else last


def quoted_series(words: Iterable[str], joint: str = "or") -> str:
    """Return values in a row as a message names them.

    >>> quoted_series(["yes", "no"])
    '"yes" or "no"'
    """
    return series((f'"{word}"' for word in words), joint)


def capitalized(words: str) -> str:
    """Return words with a capital at their start, and all else as it was.

    >>> capitalized("text A tells it"), capitalized("ალი")
    ('Text A tells it', 'ალი')
    """
    return words[:1].title() + words[1:]


def unbroken(text: str) -> str:
    """Return a text in which a letter that names a thing stands on one line with its word.

    >>> unbroken("By then text A was out. A day later"), unbroken("the U.S., in L’Essor, by F-16")
    ('By then text\\xa0A was out. A day later', 'the U.S., in L’Essor, by F-16')
    """
    return _LETTER.sub(lambda match: f"\u00a0{match[1]}" if match[1].isupper() else match[0], text)


@lru_cache(maxsize=10_000)
def without_accents(text: str) -> str:
    """Return a text without its accents.

    >>> without_accents("Välimäki")
    'Valimaki'
    """
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
