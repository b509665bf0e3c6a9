"""What a person has confirmed: a fingerprint of each row that was looked at.

A claim is read once against its passage, and every other row with as much care. A fingerprint of
what was read is kept beside the tables, in `reviews.csv`, where a spreadsheet that opens a table
cannot spoil it. When somebody edits the row later, or takes it out, or the passage of a claim moves
to other words, the two no longer fit, until someone has looked again. So a value that is false and
plausible, which no other rule can know, is told by whoever has no text at hand.

A fingerprint covers the columns that the code names, where they are filled: one that comes later
voids nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from maliviz.corpus.cells import day_of_a_month
from maliviz.corpus.rows import KINDS, Translation, columns_of
from maliviz.corpus.rules import Draft
from maliviz.corpus.table import Row
from maliviz.corpus.translations import TRANSLATIONS
from maliviz.problem import Problem, nearest

REVIEWS = "reviews"
_EDITED = "this row was edited after it was last confirmed"
_MOVED = "this row, or the place of its passage, was edited after it was last confirmed"
_NEW = "nobody has confirmed this row"
_GONE = "the row was taken out, or its id changed, after it was confirmed"
GUARDED: dict[str, type[Any]] = {**KINDS, TRANSLATIONS: Translation}
"""What the rows are of each table that a person confirms."""

_LENGTH = 12
# A spreadsheet takes digits for a number, and shortens it.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@cache
def guarded(table: str) -> tuple[str, ...]:
    """Return the columns of a table that a fingerprint covers.

    >>> guarded("gaps")
    ('id', 'order', 'text', 'topic')
    """
    columns = columns_of(GUARDED[table]).items()
    return tuple(sorted(name for name, one in columns if not (one.join or one.computed)))


def fingerprint(table: str, row: Mapping[str, str], passage_sha256: str = "") -> str:
    """Return the fingerprint of a row; that of a claim covers its place in the text, too.

    >>> gap = {"id": "who", "order": "10", "topic": "boats", "text": "Who came."}
    >>> confirmed = fingerprint("gaps", gap)
    >>> fingerprint("gaps", gap | {"new": "x"}) == confirmed
    True
    >>> fingerprint("gaps", gap | {"text": "Who went."}) == confirmed
    False
    """
    cells = [f"{column}={row[column]}" for column in guarded(table) if row.get(column)]
    digest = sha256("\x1f".join([*cells, passage_sha256]).encode()).hexdigest()
    return digest[:_LENGTH].translate(_LETTERS)


def fingerprint_of(draft: Draft, table: str, row: Row) -> str:
    """Return the fingerprint of a row as it stands; none of a claim whose passage is not known."""
    if table != "claims":
        return fingerprint(table, row.cells)
    passage = draft.find("passages", row["passage"], "sha256")
    return fingerprint(table, row.cells, passage["sha256"]) if passage else ""


def guarded_tables(draft: Draft) -> list[str]:
    """Return the names of the tables that a person confirms."""
    return [table for table in GUARDED if table in draft.tables]


def strays(draft: Draft) -> Iterator[Problem]:
    """Yield each fingerprint of a row of no table."""
    tables = guarded_tables(draft)
    for review in draft.tables[REVIEWS].rows:
        table = review["id"].partition("/")[0]
        if not review.invalid and table not in tables:
            yield review.problem("id", "no such table", nearest(table, tables))


def unconfirmed(draft: Draft) -> Iterator[tuple[tuple[str, str], Problem]]:
    """Yield the table and key of each row that is not as a person has confirmed it, and why.

    What is wrong in itself, or is told to be unconfirmed already, is passed over.
    """
    if not draft.tables[REVIEWS].complete:
        return
    for table in guarded_tables(draft):
        for key, row in draft.keys(table).items():
            told = row.invalid or (table, key) in draft.unconfirmed
            if not told and (rule := _difference(draft, table, key, row)):
                yield (table, key), _unconfirmed(draft, table, row, rule)
    for review in draft.tables[REVIEWS].rows:
        table, _, key = review["id"].partition("/")
        if not review.invalid and _is_gone(draft, table, key):
            hint = f"put it back, or {_run(table, key)}"
            yield (table, key), review.problem("id", _GONE, hint)


def _difference(draft: Draft, table: str, key: str, row: Row) -> str:
    """In what a row is not as it was confirmed; empty if it is, or if that cannot be told."""
    review, now = draft.keys(REVIEWS).get(f"{table}/{key}"), fingerprint_of(draft, table, row)
    if not now or (review and (review.invalid or review["review"] == now)):
        return ""
    edited = _MOVED if table == "claims" else _EDITED
    return edited if review else _NEW


def _is_gone(draft: Draft, table: str, key: str) -> bool:
    keys = draft.values(table, draft.tables[table].schema.key)
    return keys is not None and key not in keys


def _unconfirmed(draft: Draft, table: str, row: Row, rule: str) -> Problem:
    schema = draft.tables[table].schema
    dates = (row[field.name] for field in schema.fields if field.dated and not field.pattern)
    look = f"compare it with passage {row['passage']} and " if table == "claims" else ""
    hints = [*map(day_of_a_month, dates), f"{look}{_run(table, row[schema.key])}"]
    return row.problem(schema.key, rule, "; ".join(filter(None, hints)))


def _run(table: str, key: str) -> str:
    name = {"claims": key, "comparisons": f"--questions {key}"}.get(table, f"{table}/{key}")
    return f"run `maliviz confirm {name}`"
