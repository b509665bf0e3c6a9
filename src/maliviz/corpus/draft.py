"""The tables before they are known to be right: what checks look things up in.

A check that follows from an earlier error helps nobody. So a draft answers only from what can be
relied on: a row whose columns broke no rule so far, a column that is known as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from maliviz.corpus.schema import Package
from maliviz.corpus.table import Row, Table
from maliviz.problem import Problem


class Finding(NamedTuple):
    """A broken rule in one row; `value` is told in place of the whole cell."""

    row: Row
    column: str
    rule: str
    hint: str = ""
    value: str | None = None


class Draft:
    """Every table as read, and the problems found so far."""

    def __init__(self, package: Package, tables: Mapping[str, Table]) -> None:
        self.package = package
        self.tables = tables
        self.problems: list[Problem] = []
        self._rows = {
            name: {row[table.schema.key]: row for row in reversed(table.rows)}
            for name, table in tables.items()
        }
        self.values = cache(self._values)

    def tell(self, table: str, finding: Finding, *, mended: bool = False) -> None:
        """Keep a finding; later rules pass over its column, unless it was mended."""
        row, column, rule, hint, value = finding
        told = row[column] if value is None else value
        self.problems.append(Problem(self.tables[table].file, row.line, column, told, rule, hint))
        if not mended:
            row.faults.add(column)

    def find(self, table: str, key: str, *columns: str) -> Row | None:
        """Return the row with a key, if it is there and nothing is wrong in those columns."""
        row = self._rows[table].get(key)
        return None if row is None or row.faults.intersection(columns) else row

    def keys(self, table: str) -> Mapping[str, Row]:
        """Return the rows of a table by their keys."""
        return self._rows[table]

    def _values(self, table: str, column: str) -> frozenset[str] | None:
        """Return all values of a column, or None if one of them is lost or wrong."""
        whole = self.tables[table].whole
        if not whole or any(column in row.faults for row in self.tables[table].rows):
            return None
        return frozenset(row[column] for row in self.tables[table].rows)
