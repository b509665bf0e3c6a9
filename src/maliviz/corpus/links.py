"""Rules that join rows: a key names one row, and every id leads to a row that is there.

Ids that lead into a table which could not be read as a whole are not checked: the row may well
be among those that were lost, and the table has its own problem to tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from maliviz.corpus.draft import Draft, Finding
from maliviz.corpus.schema import TableSchema
from maliviz.problem import nearest

# Looking for a likely id costs time that grows with the table. When hundreds of ids are unknown
# they have one cause, and the first hints tell it.
_MOST_HINTS = 20
ADD_IT = "add it there, or correct it here"


def twins(draft: Draft, schema: TableSchema) -> Iterator[Finding]:
    """Yield each value that stands in a second row of a column where it may stand once."""
    for column in schema.columns:
        if not schema.field(column).unique and column != schema.key:
            continue
        first: dict[str, int] = {}
        for row in draft.tables[schema.name].rows:
            line = first.setdefault(row[column], row.line)
            if line != row.line and row[column]:
                yield Finding(row, column, f"stands in line {line} already", "no two rows share it")


class Links:
    """Follows every id of a draft to the row that it names."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._hints: dict[tuple[str, ...], dict[str, str]] = {}

    def dead_ends(self, schema: TableSchema) -> Iterator[Finding]:
        """Yield each id in a table that leads nowhere."""
        lists = {field.name: field.list_of for field in schema.fields if field.list_of}
        targets = {**{column: (target,) for column, target in schema.links.items()}, **lists}
        for column, tables in targets.items():
            if all(self._draft.tables[target].whole for target in tables):
                yield from self._unknown(schema, column, tables)

    def _unknown(
        self, schema: TableSchema, column: str, tables: tuple[str, ...]
    ) -> Iterator[Finding]:
        field = schema.field(column)
        for row in self._draft.tables[schema.name].rows:
            cell = row[column]
            if column in row.faults or cell in ("", field.or_else):
                continue
            for key in cell.split(" ") if field.list_of else [cell]:
                if not any(key in self._draft.keys(target) for target in tables):
                    yield Finding(row, column, self._rule(tables), self._hint(tables, key), key)

    def _rule(self, tables: tuple[str, ...]) -> str:
        singular = " or ".join(table.removesuffix("s") for table in tables)
        files = " or ".join(self._draft.tables[table].schema.path for table in tables)
        return f"no such {singular} in {files}"

    def _hint(self, tables: tuple[str, ...], key: str) -> str:
        hints = self._hints.setdefault(tables, {})
        if key not in hints and len(hints) < _MOST_HINTS:
            known = [name for table in tables for name in self._draft.keys(table)]
            hints[key] = nearest(key, known)
        return hints.get(key) or ADD_IT
