"""Frames of tables that have no problem: typed, joined and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import nan
from typing import Any

import pandas as pd
from pandas.api.extensions import ExtensionArray

from maliviz.corpus.claim import Claim, opponents, silences, unsaid
from maliviz.corpus.rows import KINDS, Column, Translation, columns_of, rows_of
from maliviz.corpus.table import Table
from maliviz.corpus.translations import said
from maliviz.language import gettext as _

# Looked up once: by its name, pandas asks every type that it knows.
_TEXT = pd.StringDtype(na_value=nan)

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


def frames_of(
    tables: Mapping[str, Table], translations: Mapping[str, Translation]
) -> dict[str, pd.DataFrame]:
    """Return one frame a table, joined, sorted and typed; the tables must have no problem."""
    frames: dict[str, pd.DataFrame] = {}
    for name, kind in KINDS.items():
        cells = _cells(tables[name], translations)
        if name == "passages":
            cells["place"] = _places(pd.DataFrame(cells))
        columns = columns_of(kind)
        for attribute, column in columns.items():
            if column.join and column.join.column in cells:
                (target,) = columns[column.join.column].tables
                keys = frames[target][tables[target].schema.key]
                values = dict(zip(keys, frames[target][column.join.source], strict=True))
                cells[attribute] = _joined(cells[column.join.column], column, values)
        frames[name] = pd.DataFrame(cells)
    _add_silence(frames, tables)
    _add_names(frames["claims"], translations)
    ordered = {
        name: frame.sort_values(ORDERS[name], kind="stable", ignore_index=True)
        for name, frame in frames.items()
    }
    claims = ordered["claims"]
    claims["number"] = range(1, len(claims) + 1)
    # An earlier version of a corpus may have none.
    confirmed = tables["reviews"].rows if "reviews" in tables else ()
    reviews = {row["id"]: row["review"] for row in confirmed}
    claims["review"] = _texts(reviews.get(f"claims/{id}", "") for id in claims["id"])
    return ordered


def _texts(cells: Iterable[str]) -> ExtensionArray:
    """A column of text, which stays that where no row is."""
    return pd.array([*cells], dtype=_TEXT)


def _listed(cells: Iterable[Sequence[str]]) -> ExtensionArray:
    return _texts(map(" | ".join, cells))


def _cells(table: Table, translations: Mapping[str, Translation]) -> dict[str, ExtensionArray]:
    """Return the cells by column, with numbers as numbers; one that is not given is -1.

    Words are in the language of the translations, but for a column of a fixed form: it has ids by
    which frames are queried in every language.
    """
    name, key = table.schema.name, table.schema.key
    columns: dict[str, ExtensionArray] = {}
    for column in table.schema.fields:
        cells = [row[column.name] for row in table.rows]
        if column.type == "integer":
            columns[column.name] = pd.array([int(cell or -1) for cell in cells], dtype="int64")
            continue
        if column.translated and not column.pattern:
            places = (f"{name}/{row[key]}/{column.name}" for row in table.rows)
            cells = [said(translations, *one) for one in zip(places, cells, strict=True)]
        columns[column.name] = _texts(cells)
    return columns


def _joined(ids: Iterable[str], column: Column, values: Mapping[str, Any]) -> ExtensionArray:
    """What the ids in a column lead to; a chain of speakers is named from the outside in."""
    if column.type == tuple[str, ...]:
        chains = ([values[id] for id in cell.split(" ") if id in values] for cell in ids)
        return _texts(map(column.separator.join, chains))
    if column.type is int:
        return pd.array([values.get(id, -1) for id in ids], dtype="int64")
    return _texts(values.get(id, "") for id in ids)


def _places(passages: pd.DataFrame) -> ExtensionArray:
    """Where each passage stands in its text, counted: `passage 3 of 26`."""
    place = _("passage {number} of {total}")
    starts = passages.groupby("document")["start"]
    counts = zip(starts.rank().astype(int), starts.transform("size"), strict=True)
    return _texts(place.format(number=number, total=total) for number, total in counts)


def _add_silence(frames: dict[str, pd.DataFrame], tables: Mapping[str, Table]) -> None:
    """Add what is told of a claim or an actor by all the others, and by what no text says."""
    claims, actors = rows_of(Claim, frames["claims"]), frames["actors"]
    labels = list(frames["documents"]["label"])
    frames["claims"]["disputed_by"] = _listed(opponents(claims).values())
    frames["claims"]["silent_texts"] = _listed(silences(claims, labels))
    statements = [row["statement"] for row in tables["claims"].rows]
    names = {row["id"]: row["name"] for row in tables["actors"].rows}
    named = unsaid(claims, statements, names, labels)
    actors["unnamed_in"] = _listed(texts for texts, _ in named)
    actors["unquoted_in"] = _listed(texts for _, texts in named)


def _add_names(claims: pd.DataFrame, translations: Mapping[str, Translation]) -> None:
    """Add what topics and scopes, which stay as they are, are called in the language."""
    topics = (f"topics/{topic}/name" for topic in claims["topic"])
    scopes = (f"claims/{id}/scope" for id in claims["id"])
    claims["topic_name"] = _texts(said(translations, place, "") for place in topics)
    claims["scope_name"] = _texts(said(translations, place, "") for place in scopes)
