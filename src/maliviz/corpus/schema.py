"""The schema of the tables, read from `datapackage.json` (a Frictionless Data Package).

The schema is data: which tables there are, their columns, types, allowed values, keys and a
description of each stand in that one file, and every check of a table follows from it.

Beyond the standard, a column may have `listOf` (its cells are ids of those tables, separated by
one space), `orElse` (what stands there where there is none), `readings` (words for numbers) and
`unit`; an `rdfType` that ends in `EDTF-level2` makes it a date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from maliviz.corpus.node import Misshapen, Node
from maliviz.problem import DataError, Problem, reason

FILE = "datapackage.json"

_WAY_OUT = "mend it there, or take the file from an earlier version"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Field:
    """One column: what its cells may hold, and what they mean."""

    name: str
    type: str
    description: str
    required: bool
    unique: bool
    pattern: str
    allowed: tuple[str, ...]
    list_of: tuple[str, ...]
    or_else: str
    dated: bool
    readings: Mapping[str, str]
    unit: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern that a whole cell has to match."""
        return re.compile(self.pattern)


@dataclass(frozen=True)
class TableSchema:
    """One table: its file, its columns in order, its key, and the tables its columns lead to."""

    name: str
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: str
    links: Mapping[str, str]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def targets(self) -> tuple[tuple[str, str], ...]:
        """Each column that holds ids, with a table that they lead to."""
        lists = ((field.name, target) for field in self.fields for target in field.list_of)
        return (*self.links.items(), *lists)

    def field(self, name: str) -> Field:
        """Return the column of that name."""
        return self.fields[self.columns.index(name)]


@dataclass(frozen=True)
class Package:
    """The schema of all tables, in the order in which the file lists them.

    >>> read_package(Path("data")).table("claims").field("subject").description
    'Whom it is about.'
    """

    name: str
    title: str
    description: str
    version: str
    tables: tuple[TableSchema, ...]

    def table(self, name: str) -> TableSchema:
        """Return the table of that name."""
        return next(table for table in self.tables if table.name == name)


def read_package(folder: Path) -> Package:
    """Read `datapackage.json` in a folder; a `DataError` tells what is wrong with it."""
    file = f"{folder.resolve().name}/{FILE}"
    text = _text(folder / FILE, file)
    try:
        return _package(Node(json.loads(text), ""))
    except json.JSONDecodeError as error:
        rule = f"is no JSON from column {error.colno} on: {error.msg}"
        raise DataError([Problem(file, error.lineno, "", "", rule, _WAY_OUT)]) from None
    except Misshapen as error:
        raise DataError([Problem(file, 0, error.place, "", error.rule)]) from None
    except (RecursionError, ValueError):
        rule = "is nested too deeply, or holds a number that is too long"
        raise DataError([Problem(file, 0, "", "", rule)]) from None


def _text(path: Path, file: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        hint = "give the folder that holds the tables and their schema"
        raise DataError([Problem(file, 0, "", "", reason(error), hint)]) from None
    except UnicodeDecodeError as error:
        rule = f"is not UTF-8 at byte {error.start}"
        raise DataError([Problem(file, 0, "", "", rule, _WAY_OUT)]) from None


def _package(node: Node) -> Package:
    tables = tuple(_table(resource) for resource in node.nodes("resources"))
    _refuse_twins("", [table.name for table in tables])
    _refuse_twins("", [table.path for table in tables])
    for table in tables:
        for column, target in table.targets:
            if target not in [other.name for other in tables]:
                raise Misshapen(f"{table.name}.{column}", f'leads to "{target}", which is no table')
    return Package(
        name=node.text("name"),
        title=node.text("title", ""),
        description=node.text("description", ""),
        version=node.text("version", ""),
        tables=tables,
    )


def _table(node: Node) -> TableSchema:
    schema = node.node("schema")
    table = TableSchema(
        name=_fitting(_NAME, node, "name"),
        path=_fitting(_PATH, node, "path"),
        title=node.text("title", ""),
        description=node.text("description", ""),
        fields=tuple(_field(field) for field in schema.nodes("fields")),
        key=schema.text("primaryKey"),
        links=dict(_link(link) for link in schema.nodes("foreignKeys")),
    )
    _refuse_twins(node.place, table.columns)
    for column in (table.key, *table.links):
        if column not in table.columns:
            raise Misshapen(node.place, f'a key names "{column}", which is no column of it')
    return table


def _field(node: Node) -> Field:
    constraints = node.node("constraints")
    field = Field(
        name=_fitting(_NAME, node, "name"),
        type=node.text("type", "string"),
        description=node.text("description", ""),
        required=constraints.flag("required"),
        unique=constraints.flag("unique"),
        pattern=constraints.text("pattern", ""),
        allowed=constraints.texts("enum"),
        list_of=tuple(node.text("listOf", "").split()),
        or_else=node.text("orElse", ""),
        dated=node.text("rdfType", "").endswith("EDTF-level2"),
        readings=node.words("readings"),
        unit=node.text("unit", ""),
    )
    if field.type not in ("string", "integer"):
        raise Misshapen(node.place, f'the type "{field.type}" is neither string nor integer')
    try:
        field.regex.groups  # noqa: B018 (a pattern compiles on first use)
    except re.error as error:
        raise Misshapen(node.place, f"the pattern is none: {error}") from None
    return field


def _link(node: Node) -> tuple[str, str]:
    return node.text("fields"), node.node("reference").text("resource")


def _fitting(pattern: re.Pattern[str], node: Node, key: str) -> str:
    text = node.text(key)
    if not pattern.fullmatch(text):
        raise Misshapen(node.place, f'"{key}" does not match {pattern.pattern}')
    return text


def _refuse_twins(place: str, names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise Misshapen(place, f'"{name}" is there twice')
