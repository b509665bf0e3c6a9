"""Rows with what they lead to: a claim that carries its question, its speaker and its place.

What is joined is said by the types of the rows, in `maliviz.corpus.claim` and `rows`: which column
of a table leads where, and what is brought back under which name. A row that leads nowhere gets
empty text and -1. Only `disputed_by` is computed: who says otherwise than a claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from maliviz.corpus.claim import Claim, opponents
from maliviz.corpus.rows import KINDS, Column, columns_of, rows_of
from maliviz.corpus.table import Table

ORDERS = {
    "documents": ["id"],
    "passages": ["document", "start"],
    "actors": ["id"],
    "questions": ["order"],
    "events": ["order"],
    "claims": ["question_order", "document", "start", "id"],
    "inferences": ["id"],
    "comparisons": ["question_order"],
    "gaps": ["order"],
    "changes": ["date", "id"],
}
"""The columns by which each frame is sorted, which are the frames that there are."""


def frames_of(tables: Mapping[str, Table]) -> dict[str, pd.DataFrame]:
    """Return one frame a table, joined, sorted and typed; the tables must have no problem."""
    frames: dict[str, pd.DataFrame] = {}
    for name, kind in KINDS.items():
        frame = frames[name] = _frame(tables[name])
        columns = columns_of(kind)
        for attribute, column in columns.items():
            if column.join:
                (target,) = columns[column.join.column].tables
                values = frames[target].set_index(tables[target].schema.key)[column.join.source]
                frame[attribute] = _joined(frame[column.join.column], column, values)
    frames["claims"]["disputed_by"] = _disputed_by(frames["claims"])
    return {
        name: frame.sort_values(ORDERS[name], kind="stable", ignore_index=True)
        for name, frame in frames.items()
    }


def _disputed_by(claims: pd.DataFrame) -> Any:
    """Who says otherwise than each claim, or than what it rests on."""
    names = opponents(rows_of(Claim, claims)).values()
    return pd.array([" | ".join(one) for one in names], dtype="str")


def _frame(table: Table) -> pd.DataFrame:
    """Return the rows with their numbers as numbers; one that is not given is -1."""
    return pd.DataFrame(
        {
            field.name: pd.array([int(row[field.name] or -1) for row in table.rows], dtype="int64")
            if field.type == "integer"
            else pd.array([row[field.name] for row in table.rows], dtype="str")
            for field in table.schema.fields
        }
    )


def _joined(ids: pd.Series[str], column: Column, values: pd.Series[Any]) -> Any:
    """What the ids in a column lead to; a chain of speakers is named from the outside in."""
    if column.type == tuple[str, ...]:
        names = values.to_dict()
        chains = ([names[id] for id in cell.split(" ") if id in names] for cell in ids)
        return pd.array([" > ".join(chain) for chain in chains], dtype="str")
    return values.reindex(ids, fill_value=-1 if column.type is int else "").array
