"""Five plausible false values for each column: what a slip or a wrong row in a spreadsheet makes.

The ways stand in `false_values.csv`, a row a column. A false value is made of what is there, so
that no fact of a corpus has to be named here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from maliviz.corpus import corpus_of
from maliviz.corpus.check import read
from maliviz.corpus.schema import Package
from maliviz.evidence.review import reviewed
from maliviz.problem import Problem

WAYS: dict[tuple[str, str], list[str]] = {
    (table, column): ways
    for table, column, *ways in [
        *csv.reader(Path(__file__).with_suffix(".csv").read_text("utf-8").splitlines())
    ][1:]
}

Rows = Mapping[str, Mapping[str, str]]


class FalseValue(NamedTuple):
    """A false value: the way it came about, the key of its row, and what stands there now."""

    way: str
    key: str
    value: str


def false_values(
    package: Package, tables: Mapping[str, Rows], table: str, column: str
) -> Iterator[FalseValue]:
    """Yield a false value for each way of a column, in the first row where it makes another one."""
    for way in WAYS[table, column]:
        for key in sorted(tables[table], key=lambda key: not tables[table][key][column]):
            value = _false(package, tables, table, key, column, way)
            if value is not None and value != tables[table][key][column]:
                yield FalseValue(way, key, value)
                break


def _false(
    package: Package, tables: Mapping[str, Rows], table: str, key: str, column: str, way: str
) -> str | None:
    rows, schema = tables[table], package.table(table)
    columns, cell = list(schema.columns), rows[key][column]
    field = schema.field(column)
    targets = schema.targets.get(column, ())
    ids = [*field.allowed, *(id for one in targets for id in tables[one])]
    others = [id for id in ids if id not in cell.split(" ") and id != cell]
    match way:
        case "typo":
            swapped = re.sub(r"(\w)(?!\1)(\w)(?=\W*$|\w?$)", r"\2\1", cell)
            return swapped if swapped != cell else f"{cell}x"
        case "below":
            return next((r[column] for r in rows.values() if r[column] != cell), f"{cell}-2")
        case "beside":
            return rows[key][columns[columns.index(column) - 1]]
        case "shorter":
            return re.sub(r"[\W_]?\w+\W*$", "", cell) or cell[:-1]
        case "more":
            return f"{cell}-again" if field.pattern else f"{cell} and others"
        case "empty":
            return ""
        case "+1" | "-1":
            return re.sub(r"\d+", lambda m: _counted(m[0], int(way)), cell, count=1)
        case "other" | "other2":
            return others[len(others) // 2 if way == "other" else -1] if others else None
    raise AssertionError(way)


def _counted(number: str, step: int) -> str:
    return str(int(number) + step).zfill(len(number))


def told(folder: Path, table: str, column: str, false: FalseValue) -> list[str]:
    """Return the rules by which `check` tells a false value, at its row or by its name."""
    draft = read(folder)
    here = draft.tables[table]
    key = false.value if column == here.schema.key else false.key
    lines = {row.line for row in here.rows if row[here.schema.key] == key.strip()}
    names = {f"{table}/{false.key}", false.key, false.key.partition("/")[2]}

    def rules(problems: Iterable[Problem]) -> list[str]:
        return [
            problem.rule
            for problem in problems
            if (problem.file == here.file and problem.line in lines) or problem.value in names
        ]

    found = rules(draft.problems)
    if found or not draft.loadable:
        return found
    return rules(reviewed(corpus_of(folder, draft.package, draft.tables)))
