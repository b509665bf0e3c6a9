"""What the code needs of a schema: the tables and columns that it reads by name.

All else in a schema is free. The package of another country may have more columns, other allowed
values, other readings; it is told here when it lacks what the code stands on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from maliviz.corpus.schema import Package, TableSchema
from maliviz.count import CountError, parse_count
from maliviz.problem import Problem, nearest

# `#` is a whole number, `@` a date, `>` the id of a table, `*` ids of one table or more.
NEEDED = {
    "documents": "id label file title outlet language published@ published_basis "
    "published_inference>inferences sha256 characters# note",
    "passages": "id document>documents start# end# sha256 words use reason",
    "actors": "id name kind printed description",
    "questions": "id order# topic text kind unit about>actors",
    "events": "id label kind lane order#",
    "claims": "id question>questions event>events subject>actors statement printed value scope "
    "when@ when_basis when_inference>inferences ago speaker>actors via*actors modality hedge "
    "passage>passages note review",
    "inferences": "id statement question>questions event>events value when@ derive "
    "premises*claims+inferences assumption strength",
    "comparisons": "question>questions verdict disputed silent*documents reviewed",
    "gaps": "id order# topic text",
    "changes": "id edition date@ kind claim>claims text",
}

_SORTS = {
    "#": "has to be a whole number (type integer), and required",
    "@": "has to be a date (rdfType …/EDTF-level2)",
    ">": 'has to lead to the table "{}" (foreignKeys)',
    "*": 'has to be a list of ids (listOf "{}")',
}


def lacking(package: Package, file: str) -> Iterator[Problem]:
    """Yield what the code needs and a package has not."""
    tables = {table.name: table for table in package.tables}
    for name, columns in NEEDED.items():
        if name not in tables:
            rule = "there is no such table, and one is needed"
            yield Problem(file, 0, name, "", rule, nearest(name, tables))
            continue
        for column in columns.split():
            for rule, hint in _lacking_column(tables[name], column):
                place = f"{name}.{re.split('[#@>*]', column)[0]}"
                yield Problem(file, 0, place, "", rule, hint)
        for field in tables[name].fields:
            for word in field.readings:
                yield from _misread(file, f"{name}.{field.name}", word, field.readings[word])


def _lacking_column(table: TableSchema, need: str) -> Iterator[tuple[str, str]]:
    name, sort, target = re.fullmatch(r"(\w+)([#@>*]?)(.*)", need).groups()  # type: ignore[union-attr]
    if name not in table.columns:
        yield "there is no such column, and one is needed", nearest(name, table.columns)
        return
    field = table.field(name)
    met = {
        "": True,
        "#": field.type == "integer" and field.required,
        "@": field.dated,
        ">": table.links.get(name) == target,
        "*": list(field.list_of) == target.split("+"),
    }
    if not met[sort]:
        yield _SORTS[sort].format(target.replace("+", " ")), ""


def _misread(file: str, place: str, word: str, reading: str) -> Iterator[Problem]:
    try:
        parse_count(reading)
    except CountError:
        rule = f'"{word}" has a reading that is no count'
        yield Problem(file, 0, place, reading, rule, "write for example >=24")
