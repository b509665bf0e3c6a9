"""Whether words that count the texts count them right.

"Both texts" and "neither text" are true of two texts only: a third one that comes in makes them
wrong wherever they stand, in a sentence, the title of a figure or a cell of a table. So they are
held against how many texts there are. Which two are meant is clear where their labels follow.
What was taken from a text, and what was changed in an edition of old, stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from maliviz.corpus import Corpus
from maliviz.count import primary
from maliviz.language import SOURCE
from maliviz.problem import Problem
from maliviz.prose.record import cells
from maliviz.prose.vocabulary import any_of, key, plain, vocabulary

_KEPT = frozenset(("printed", "hedge", "words", "title", "file"))
"""Columns of what was taken from a text."""


def miscounted(words: str, size: int, language: str = SOURCE) -> Iterator[tuple[int, str]]:
    """Yield where some words count the texts of a corpus of another size, and as what.

    >>> list(miscounted("Neither text tells; both texts A and B are old.", 3))
    [(0, 'Neither text')]
    >>> list(miscounted("Neither of the two texts tells.", 2))
    []
    >>> list(miscounted("Aucun des deux textes ne le dit.", 3, "fr"))
    [(10, 'deux textes')]
    """
    pattern, numbers = _counted(primary(language))
    for match in pattern.finditer(plain(words)):
        count = match[1] or match[2]
        if (int(count) if count.isdecimal() else numbers.get(key(count), 2)) != size:
            yield match.start(), words[slice(*match.span())]


@cache
def _counted(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """What finds a count of the texts in plain words, and the numbers from two to nine."""
    known = vocabulary(language)
    numbers = {word: number for word, number in known.numbers.items() if 1 < number < 10}
    between = any_of((*known.of_the, *known.before_texts))
    texts = any_of(tuple(known.things.get("text", ())))
    pattern = (
        rf"({any_of((*known.pairs, *numbers))}|\b\d\d?)\b(?:\s+{between})*\s+{texts}"
        rf"(?!\s+(?-i:[A-Z]\b))|({any_of(tuple(known.pair_alone))})"
    )
    return re.compile(pattern, re.IGNORECASE), numbers


def fault(size: int) -> tuple[str, str]:
    """Return what is wrong where the texts are miscounted, and the way out."""
    hint = 'name those that are meant ("text A"), or write "no text" for none of them'
    return f"the corpus has {size} text{'s' * (size != 1)}", hint


def miscounts(corpus: Corpus) -> list[Problem]:
    """Return a problem for each cell of the tables, in our own words, that miscounts the texts."""
    size = len(corpus.documents)
    return [
        cell.problem(corpus, words, *fault(size))
        for cell in cells(corpus)
        if cell.table != "changes" and cell.column not in _KEPT
        for _, words in miscounted(cell.words, size, corpus.language)
    ]
