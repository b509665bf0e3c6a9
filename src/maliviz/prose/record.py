"""The words of the tables, as far as prose has rules for them: cell by cell, in one language.

What is wrong with a translation is told where it stands, in the table of translations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from maliviz.corpus import Corpus
from maliviz.corpus.rows import KINDS
from maliviz.problem import Problem
from maliviz.prose.vocabulary import vocabulary


class RecordCell(NamedTuple):
    """A cell with words: its table, the key of its row, its column, and what it says."""

    table: str
    key: str
    column: str
    words: str

    @property
    def place(self) -> str:
        """By what its translation is found."""
        return f"{self.table}/{self.key}/{self.column}"

    def problem(self, corpus: Corpus, value: str, rule: str, hint: str) -> Problem:
        """A problem with some of its words."""
        one = corpus.translations.get(self.place)
        if one is None:
            own = corpus.problem(self.table, self.key, self.column, rule, hint)
            return replace(own, value=value)
        file = f"{corpus.folder.name}/{corpus.schema.table('translations').path}"
        line = corpus.lines["translations"].get(one.id, 0)
        return Problem(file, line, "text", value, rule, hint)


def cells(corpus: Corpus) -> Iterator[RecordCell]:
    """Yield the cells of the tables that have words."""
    for table in corpus.schema.tables:
        if table.name in KINDS:
            for row in getattr(corpus, table.name)[list(table.columns)].to_dict("records"):
                for column in table.columns:
                    if isinstance(row[column], str):
                        yield RecordCell(table.name, row[table.key], column, row[column])


def misprints(corpus: Corpus) -> Iterator[Problem]:
    """Yield where words for readers are not printed as their language prints them."""
    known, schema = vocabulary(corpus.language), corpus.schema
    is_own = corpus.language == schema.language
    for cell in cells(corpus) if known.typography else ():
        own = is_own and schema.table(cell.table).field(cell.column).translated
        if own or cell.place in corpus.translations:
            for _, sign, rule, hint in known.misprinted(cell.words):
                yield cell.problem(corpus, sign, rule, hint)
