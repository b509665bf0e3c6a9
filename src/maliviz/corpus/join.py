"""Rows with what they lead to: a claim that carries its question, its speaker and its place.

Joins are data. Each says which column of a table leads where, and what is brought back under
which name; a row that leads nowhere gets empty text and -1. They run in this order, so that a
claim can fetch what its passage fetched from the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import pandas as pd

from maliviz.corpus.table import Table

Record = dict[str, str | int]
Types = dict[str, type[str] | type[int]]


class Join(NamedTuple):
    """For each row of a table: the row that a column leads to, and what is taken from it."""

    table: str
    column: str
    target: str
    taken: Mapping[str, str]


JOINS = (
    Join("passages", "document", "documents", {"document_label": "label", "document_file": "file"}),
    Join("questions", "about", "actors", {"about_name": "name"}),
    Join(
        "claims",
        "question",
        "questions",
        {
            "topic": "topic",
            "kind": "kind",
            "unit": "unit",
            "question_text": "text",
            "question_order": "order",
        },
    ),
    Join(
        "claims",
        "event",
        "events",
        {"event_label": "label", "event_kind": "kind", "lane": "lane", "event_order": "order"},
    ),
    Join("claims", "subject", "actors", {"subject_name": "name"}),
    Join("claims", "speaker", "actors", {"speaker_name": "name", "speaker_kind": "kind"}),
    Join(
        "claims",
        "passage",
        "passages",
        {
            name: name
            for name in ("document", "document_label", "document_file", "start", "end", "words")
        },
    ),
    Join(
        "comparisons",
        "question",
        "questions",
        {"topic": "topic", "question_text": "text", "question_order": "order"},
    ),
)

ORDERS = {
    "documents": ("id",),
    "passages": ("document", "start"),
    "actors": ("id",),
    "questions": ("order",),
    "events": ("order",),
    "claims": ("question_order", "document", "start", "id"),
    "inferences": ("id",),
    "comparisons": ("question_order",),
    "gaps": ("order",),
    "changes": ("date", "id"),
}
"""The columns by which each frame is sorted, which are the frames that there are."""


def frames(tables: Mapping[str, Table]) -> dict[str, pd.DataFrame]:
    """Return one frame a table, joined, sorted and typed; the tables must have no problem."""
    types = {name: _types(tables[name]) for name in ORDERS}
    records = {name: _records(tables[name], types[name]) for name in ORDERS}
    found = {name: _by_key(tables[name], records[name]) for name in ORDERS}
    for join in JOINS:
        taken = {name: types[join.target][source] for name, source in join.taken.items()}
        types[join.table].update(taken)
        nothing = {source: _NOTHING[taken[name]] for name, source in join.taken.items()}
        for record in records[join.table]:
            row = found[join.target].get(record[join.column], nothing)
            record.update((name, row[source]) for name, source in join.taken.items())
    types["claims"]["via_names"] = str
    for claim in records["claims"]:
        claim["via_names"] = _chain(str(claim["via"]), found["actors"])
    return {name: _frame(records[name], types[name], ORDERS[name]) for name in ORDERS}


_NOTHING: dict[type, str | int] = {str: "", int: -1}


def _types(table: Table) -> Types:
    return {f.name: int if f.type == "integer" else str for f in table.schema.fields}


def _records(table: Table, types: Types) -> list[Record]:
    """Return the rows with their numbers as numbers; one that is not given is -1."""
    return [
        {name: types[name](cell or _NOTHING[types[name]]) for name, cell in row.cells.items()}
        for row in table.rows
    ]


def _by_key(table: Table, records: list[Record]) -> dict[str | int, Record]:
    return {record[table.schema.key]: record for record in records}


def _chain(via: str, actors: Mapping[str | int, Record]) -> str:
    """Return the names in a chain of speakers; empty where a text speaks itself."""
    return " > ".join(str(actors[key]["name"]) for key in via.split(" ") if key in actors)


def _frame(records: list[Record], types: Types, order: tuple[str, ...]) -> pd.DataFrame:
    records = sorted(records, key=lambda record: tuple(record[name] for name in order))
    return pd.DataFrame(
        {
            name: pd.Series([record[name] for record in records], dtype=_DTYPES[kind])
            for name, kind in types.items()
        }
    )


_DTYPES: dict[type, Literal["str", "int64"]] = {str: "str", int: "int64"}
