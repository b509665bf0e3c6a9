"""The words of the tables, as far as prose has rules for them: cell by cell, in one language.

What is in our own words counts the texts right, but for what tells of an edition of old. What
readers see is printed as its language prints it. What is wrong with a translation is told where
it stands, in the table of translations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from maliviz.corpus import Corpus
from maliviz.corpus.rows import KINDS
from maliviz.problem import Problem
from maliviz.prose.vocabulary import Fault, vocabulary

_TAKEN = frozenset(("printed", "hedge", "words", "title", "file"))
"""Columns of what was taken from a text."""


def check_record(corpus: Corpus) -> Iterator[Problem]:
    """Yield all that is wrong with the words of the tables."""
    for cell in _cells(corpus):
        for _, words, rule, hint in _faults(cell, corpus):
            yield _problem(cell, corpus, words, rule, hint)


class _Cell(NamedTuple):
    """A cell with words: its table, the key of its row, its column, and what it says."""

    table: str
    key: str
    column: str
    words: str

    @property
    def place(self) -> str:
        """By what its translation is found."""
        return f"{self.table}/{self.key}/{self.column}"


def _cells(corpus: Corpus) -> Iterator[_Cell]:
    for table in corpus.schema.tables:
        if table.name in KINDS:
            for row in getattr(corpus, table.name)[list(table.columns)].to_dict("records"):
                for column in table.columns:
                    if isinstance(row[column], str):
                        yield _Cell(table.name, row[table.key], column, row[column])


def _faults(cell: _Cell, corpus: Corpus) -> Iterator[Fault]:
    known, schema = vocabulary(corpus.language), corpus.schema
    if cell.table != "changes" and cell.column not in _TAKEN:
        yield from known.miscounted(cell.words, len(corpus.documents))
    own = corpus.language == schema.language
    translated = schema.table(cell.table).field(cell.column).translated
    if (own and translated) or cell.place in corpus.translations:
        yield from known.misprinted(cell.words)


def _problem(cell: _Cell, corpus: Corpus, words: str, rule: str, hint: str) -> Problem:
    """A problem with some of the words of a cell."""
    one = corpus.translations.get(cell.place)
    if one is None:
        own = corpus.problem(cell.table, cell.key, cell.column, rule, hint)
        return replace(own, value=words)
    file = f"{corpus.folder.name}/{corpus.schema.table('translations').path}"
    line = corpus.lines["translations"].get(one.id, 0)
    return Problem(file, line, "text", words, rule, hint)
