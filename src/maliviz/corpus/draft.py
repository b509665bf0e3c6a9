"""The tables before they are known to be right: what checks look things up in.

A check that follows from an earlier error helps nobody. So a draft answers only from what can be
relied on: a row whose columns broke no rule so far, a column of which every value is valid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from maliviz.corpus.schema import Package
from maliviz.corpus.table import FMT, Row, Table
from maliviz.problem import Problem


class Draft:
    """Every table of a folder as read, and the problems found so far."""

    def __init__(self, folder: Path, package: Package, tables: Mapping[str, Table]) -> None:
        self.folder = folder
        self.package = package
        self.tables = tables
        self.problems: list[Problem] = []
        self._rows = {
            name: {row[table.schema.key]: row for row in reversed(table.rows)}
            for name, table in tables.items()
        }
        self._places = {
            (row.file, row.line): row for table in tables.values() for row in table.rows
        }
        self.values = cache(self._values)

    def report(self, problems: Iterable[Problem]) -> None:
        """Keep problems; later rules pass over their cells, unless `fmt` mends them."""
        for problem in problems:
            self.problems.append(problem)
            if problem.hint != FMT:
                self._places[problem.file, problem.line].invalid.add(str(problem.column))

    def find(self, table: str, key: str, *columns: str) -> Row | None:
        """Return the row with a key, if it is there and those columns of it are valid."""
        row = self._rows[table].get(key)
        return None if row is None or row.invalid.intersection(columns) else row

    def keys(self, table: str) -> Mapping[str, Row]:
        """Return the rows of a table by their keys."""
        return self._rows[table]

    def _values(self, table: str, column: str) -> frozenset[str] | None:
        """Return all values of a column, or None if one of them is lost or invalid."""
        rows = self.tables[table].rows
        if not self.tables[table].complete or any(column in row.invalid for row in rows):
            return None
        return frozenset(row[column] for row in rows)
