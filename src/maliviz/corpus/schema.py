"""The schema of the tables, read from `datapackage.json` (a Frictionless Data Package).

The schema is data: which tables there are, their columns, types, allowed values, keys and a
description of each stand in that one file, and every check of a table follows from it. The file
itself is checked by a JSON schema, `schema.json`, and then for what the code reads by name: the
tables and columns of `maliviz.corpus.rows`. All else is free. The package of another country may
have more columns, other allowed values, other readings.

Beyond the standard, a column may have `listOf` (its cells are ids of those tables, separated by
one space), `orElse` (what is written where there is none), `readings` (words for numbers) and
`translated` (readers see its words, in each language of the report); an `rdfType` that ends in
`EDTF-level2` makes it a date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import fastjsonschema

from maliviz.corpus.rows import KINDS, Column, Review, Translation, columns_of, required_columns
from maliviz.count import is_count
from maliviz.language import SOURCE
from maliviz.phrases import quoted_series
from maliviz.problem import DataError, Problem, nearest, reason, shown

FILE = "datapackage.json"

_SCHEMA = Path(__file__).with_name("schema.json")
_HALVES = re.compile("[\ud800-\udfff]")
_FIX = "fix it there, or take the file from an earlier version"


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
    translated: bool

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
    def targets(self) -> dict[str, tuple[str, ...]]:
        """The tables that the ids in a column lead to, for each column of ids."""
        lists = {field.name: field.list_of for field in self.fields if field.list_of}
        return {column: (table,) for column, table in self.links.items()} | lists

    @cached_property
    def texts(self) -> tuple[Field, ...]:
        """The columns that can have words for readers: no key, id, date, number or closed word."""
        ids = {self.key, *self.targets}
        return tuple(
            field
            for field in self.fields
            if field.name not in ids
            and not (field.allowed or field.dated or field.type == "integer")
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """The columns that are words alone: texts of no fixed form, which are never a number."""
        texts = self.texts
        return frozenset(text.name for text in texts if not (text.pattern or text.readings))

    def field(self, name: str) -> Field:
        """Return the column of that name; one that there is not is a `ValueError`."""
        return self.fields[_index(name, self.columns, f"column of {self.name}")]


@dataclass(frozen=True)
class Package:
    """The schema of all tables, in the order in which the file lists them.

    `languages` are those of the report, by their codes (BCP 47).

    >>> read_package(Path("data")).table("claims").field("subject").description
    'Whom it is about.'
    """

    name: str
    title: str
    description: str
    version: str
    tables: tuple[TableSchema, ...]
    languages: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language in which the tables are written, the first of all."""
        return self.languages[0]

    def table(self, name: str) -> TableSchema:
        """Return the table of that name; one that there is not is a `ValueError`.

        >>> read_package(Path("data")).table("clams")
        Traceback (most recent call last):
          ...
        ValueError: no table "clams"; did you mean "claims"?
        """
        return self.tables[_index(name, [table.name for table in self.tables], "table")]


def _index(name: str, names: Sequence[str], kind: str) -> int:
    if name in names:
        return names.index(name)
    hint = nearest(name, names) or f"there are {quoted_series(names, 'and')}"
    raise ValueError(f'no {kind} "{name}"; {hint}')


def read_package(folder: Path) -> Package:
    """Read `datapackage.json` in a folder; a `DataError` names what is wrong with it."""
    file = f"{folder.resolve().name}/{FILE}"
    value = _json(folder / FILE, file)
    try:
        _validator()(value)
    except fastjsonschema.JsonSchemaValueException as error:
        raise DataError([_invalid(file, value, error)]) from None
    package = Package(
        name=value["name"],
        title=value.get("title", ""),
        description=value.get("description", ""),
        version=value.get("version", ""),
        tables=tuple(map(_table, value["resources"])),
        languages=tuple(value.get("languages", (SOURCE,))),
    )
    if problems := [Problem(file, 0, *place) for place in _inconsistencies(package)]:
        raise DataError(problems)
    return package


def _json(path: Path, file: str) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        hint = "pass the directory that holds the tables and their schema"
        problem = Problem(file, rule=reason(error), hint=hint)
    except UnicodeDecodeError as error:
        problem = Problem(file, rule=f"not UTF-8 at byte {error.start}", hint=_FIX)
    except json.JSONDecodeError as error:
        rule = f"invalid JSON at column {error.colno}: {error.msg}"
        problem = Problem(file, error.lineno, rule=rule, hint=_FIX)
    except (RecursionError, ValueError):
        problem = Problem(file, rule="nested too deeply, or a number in it is too long")
    raise DataError([problem])


@cache
def _validator() -> Callable[[Any], Any]:
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    validator: Callable[[Any], Any] = fastjsonschema.compile(
        schema, formats={"characters": _whole_characters}
    )
    return validator


def _whole_characters(text: str) -> bool:
    """Whether a text has no half of a character, which JSON can spell and no file can hold."""
    return not _HALVES.search(text)


_TYPES = {
    "object": "must be an object in braces",
    "array": "must be a list in brackets",
    "string": "must be a text in quotes",
    "boolean": "must be true or false",
}


def _invalid(file: str, package: Any, error: fastjsonschema.JsonSchemaValueException) -> Problem:
    """What breaks the JSON schema, at a place in words, such as `claims.when.listOf`."""
    keyword, asked, value, path = error.rule, error.rule_definition, error.value, error.path[1:]
    if keyword == "required":
        key = next(key for key in asked if key not in value)
        return Problem(file, 0, _place(package, [*path, key]), rule="missing")
    text = value if isinstance(value, str) else ""
    return Problem(file, 0, _place(package, path), text, _rule(keyword, asked, text))


def _rule(keyword: str | None, asked: Any, value: str) -> str:
    if keyword == "type":
        return _TYPES[asked]
    if keyword == "enum":
        return f"must be {quoted_series(asked)}"
    if keyword == "pattern":
        return f"does not match {asked}"
    if keyword == "propertyNames" or not _whole_characters(value):
        return "has half a character"
    try:
        re.compile(value)
    except re.error as error:
        return f"invalid pattern: {error}"
    return "invalid"


def _place(node: Any, path: Iterable[str]) -> str:
    """The keys that lead to a value; an item of a list has its name, or else its number."""
    names: list[str] = []
    for key in path:
        if isinstance(node, list):
            node = node[int(key)]
            name = node.get("name") if isinstance(node, dict) else None
            names[-1] = shown(name) if isinstance(name, str) else f"{names[-1]}[{key}]"
        else:
            node = node.get(key)
            names.append(shown(key))
    return ".".join(name for name in names if name != "schema")


def _table(resource: dict[str, Any]) -> TableSchema:
    schema = resource["schema"]
    return TableSchema(
        name=resource["name"],
        path=resource["path"],
        title=resource.get("title", ""),
        description=resource.get("description", ""),
        fields=tuple(map(_field, schema["fields"])),
        key=schema["primaryKey"],
        links={
            link["fields"]: link["reference"]["resource"] for link in schema.get("foreignKeys", [])
        },
    )


def _field(column: dict[str, Any]) -> Field:
    constraints = column.get("constraints", {})
    return Field(
        name=column["name"],
        type=column.get("type", "string"),
        description=column.get("description", ""),
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        pattern=constraints.get("pattern", ""),
        allowed=tuple(constraints.get("enum", ())),
        list_of=tuple(column.get("listOf", "").split()),
        or_else=column.get("orElse", ""),
        dated=column.get("rdfType", "").endswith("EDTF-level2"),
        readings=column.get("readings", {}),
        translated=column.get("translated", False),
    )


def _inconsistencies(package: Package) -> Iterator[tuple[str, str, str]]:
    """Yield place, value and rule of what no JSON schema can say: names that have to fit names."""
    names = [table.name for table in package.tables]
    yield from _duplicates("resources", names, "table")
    yield from _duplicates("resources", [table.path for table in package.tables], "file")
    yield from _duplicates("languages", package.languages, "language")
    for table in package.tables:
        yield from _duplicates(table.name, table.columns, "column")
        for name in (table.key, *table.links):
            if name not in table.columns:
                yield table.name, name, "a key names this column, which the table does not have"
        for column, targets in table.targets.items():
            for target in set(targets).difference(names):
                yield f"{table.name}.{column}", target, "no such table to lead to"
        for field in table.fields:
            if field.translated and field not in table.texts:
                rule = "only a column of words is translated"
                yield f"{table.name}.{field.name}.translated", "", rule


def _duplicates(place: str, names: Sequence[str], kind: str) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield place, name, f"duplicate {kind}"


def missing(package: Package, file: str) -> Iterator[Problem]:
    """Yield what the code reads by name and a package does not have."""
    tables = {table.name: table for table in package.tables}
    kinds: dict[str, type[Any]] = {**KINDS, "reviews": Review}
    if len(package.languages) > 1 or "translations" in tables:
        kinds["translations"] = Translation
    for name, kind in kinds.items():
        if name in tables:
            for place, value, rule, hint in _unmet(tables[name], kind):
                yield Problem(file, 0, f"{name}.{place}", value, rule, hint)
        else:
            yield Problem(file, 0, name, rule="missing table", hint=nearest(name, tables))


def _unmet(table: TableSchema, kind: type[Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield column, value, rule and hint of what is not as the rows of a kind have it."""
    columns = columns_of(kind)
    for name in required_columns(kind):
        if name in table.columns:
            for rule in _unlike(table, name, columns[name]):
                yield name, "", rule, ""
        elif not columns[name].join:
            yield name, "", "missing column", nearest(name, table.columns)
    for field in table.fields:
        for word, reading in field.readings.items():
            if not is_count(reading):
                rule = f'the reading of "{word}" is not a count'
                yield field.name, reading, rule, "write for example >=24"


def _unlike(table: TableSchema, name: str, column: Column) -> Iterator[str]:
    field = table.field(name)
    if column.type is int and not (field.type == "integer" and field.required):
        yield "must be a whole number (type integer), and required"
    if column.dated and not field.dated:
        yield "must be a date (rdfType …/EDTF-level2)"
    if column.tables and table.targets.get(name) != column.tables:
        tables = " ".join(column.tables)
        key = "foreignKeys" if column.type is str else "listOf"
        yield f'must hold ids of "{tables}" ({key})'
