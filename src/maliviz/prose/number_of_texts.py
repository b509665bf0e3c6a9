"""Whether words that count the texts count them right.

"Both texts" and "neither text" are true of two texts only: a third one that comes in makes them
wrong wherever they stand, in a sentence, the title of a figure or a cell of a table. So they are
held against how many texts there are. Which two are meant is clear where their labels follow.
What was taken from a text, and what was changed in an edition of old, stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from maliviz.corpus import Corpus
from maliviz.corpus.rows import KINDS
from maliviz.phrases import number_word
from maliviz.problem import Problem

_PAIR = ("both", "neither", "either")
_NUMBERS = {number_word(number): number for number in range(2, 10)} | dict.fromkeys(_PAIR, 2)
_COUNTED = re.compile(
    rf"\b({'|'.join(_NUMBERS)}|\d\d?)\b(?:\s+of)?(?:\s+(?:the|these))?"
    r"(?:\s+(?:two|news|short|source|separate))*\s+texts?\b(?!\s+(?-i:[A-Z]\b))"
    rf"|\b(?:told|said)\s+by\s+({'|'.join(_PAIR)})\b",
    re.IGNORECASE,
)
_KEPT = frozenset(("printed", "hedge", "words", "title", "file"))
"""Columns of what was taken from a text."""


def miscounted(words: str, size: int) -> Iterator[tuple[int, str]]:
    """Yield where some words count the texts of a corpus of another size, and as what.

    >>> list(miscounted("Neither text tells; both texts A and B are old.", 3))
    [(0, 'Neither text')]
    >>> list(miscounted("Neither of the two texts tells.", 2))
    []
    """
    for match in _COUNTED.finditer(words):
        count = (match[1] or match[2]).casefold()
        if (_NUMBERS.get(count) or int(count)) != size:
            yield match.start(), match[0]


def fault(size: int) -> tuple[str, str]:
    """Return what is wrong where the texts are miscounted, and the way out."""
    hint = 'name those that are meant ("text A"), or write "no text" for none of them'
    return f"the corpus has {size} text{'s' * (size != 1)}", hint


def miscounts(corpus: Corpus) -> list[Problem]:
    """Return a problem for each cell of the tables, in our own words, that miscounts the texts."""
    size = len(corpus.documents)
    return [
        replace(corpus.problem(table.name, row[table.key], column, *fault(size)), value=words)
        for table in corpus.schema.tables
        if table.name in KINDS and table.name != "changes"
        for row in getattr(corpus, table.name)[list(table.columns)].to_dict("records")
        for column in table.columns
        if column not in _KEPT and isinstance(row[column], str)
        for _, words in miscounted(row[column], size)
    ]
