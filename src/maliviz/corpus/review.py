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

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from maliviz.corpus.rows import KINDS, Translation, columns_of
from maliviz.corpus.rules import Draft
from maliviz.corpus.spreadsheet import day_of_a_month
from maliviz.corpus.table import FMT, Row
from maliviz.corpus.translations import STALE, TRANSLATIONS, original
from maliviz.phrases import series
from maliviz.problem import DataError, Problem, nearest, shown

REVIEWS = "reviews"
_EDITED = "this row was edited after it was last confirmed"
_MOVED = "this row, or the place of its passage, was edited after it was last confirmed"
_NEW = "nobody has confirmed this row"
_GONE = "the row was taken out, or its id changed, after it was confirmed"
UNCONFIRMED = (_EDITED, _MOVED, _NEW, _GONE, STALE)
"""What is wrong with a row that nobody has confirmed as it stands."""
GUARDED: dict[str, type[Any]] = {**KINDS, TRANSLATIONS: Translation}
"""What the rows are of each table that a person confirms."""

_LENGTH = 12
# A spreadsheet takes digits for a number, and shortens it.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_COMPUTED = {
    *("disputed_by", "silent_texts", "unnamed_in", "unquoted_in", "number", "place", "how"),
    *("topic_name", "scope_name"),
}
_LONGEST = 300


@cache
def guarded(table: str) -> tuple[str, ...]:
    """Return the columns of a table that a fingerprint covers.

    >>> guarded("gaps")
    ('id', 'order', 'text', 'topic')
    """
    columns = columns_of(GUARDED[table]).items()
    return tuple(sorted(n for n, column in columns if not column.join and n not in _COMPUTED))


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


def unconfirmed(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each row in order that is not as a person has confirmed it."""
    if not draft.tables[REVIEWS].complete:
        return
    confirmed = draft.keys(REVIEWS)
    for table in _guarded_tables(draft):
        for key, row in draft.keys(table).items():
            review = confirmed.get(f"{table}/{key}")
            if row.invalid or (review and review.invalid):
                continue
            now = _fingerprint(draft, table, row)
            if now and (review is None or review["review"] != now):
                edited = _MOVED if table == "claims" else _EDITED
                yield _unconfirmed(draft, table, row, edited if review else _NEW)
    for review in draft.tables[REVIEWS].rows:
        if not review.invalid:
            yield from _gone(draft, review)


def _guarded_tables(draft: Draft) -> list[str]:
    return [table for table in GUARDED if table in draft.tables]


def _gone(draft: Draft, review: Row) -> Iterator[Problem]:
    """Yield a problem if the row that was confirmed is not there any more."""
    table, _, key = review["id"].partition("/")
    tables = _guarded_tables(draft)
    if table not in tables:
        yield review.problem("id", "no such table", nearest(table, tables))
        return
    keys = draft.values(table, draft.tables[table].schema.key)
    if keys is not None and key not in keys:
        yield review.problem("id", _GONE, f"put it back, or {_run(table, key)}")


def _fingerprint(draft: Draft, table: str, row: Row) -> str:
    """The fingerprint of a row as it stands; none of a claim whose passage is not known."""
    if table != "claims":
        return fingerprint(table, row.cells)
    passage = draft.find("passages", row["passage"], "sha256")
    return fingerprint(table, row.cells, passage["sha256"]) if passage else ""


def _unconfirmed(draft: Draft, table: str, row: Row, rule: str) -> Problem:
    schema = draft.tables[table].schema
    dates = (row[field.name] for field in schema.fields if field.dated and not field.pattern)
    look = f"compare it with passage {row['passage']} and " if table == "claims" else ""
    hints = [*map(day_of_a_month, dates), f"{look}{_run(table, row[schema.key])}"]
    return row.problem(schema.key, rule, "; ".join(filter(None, hints)))


def _run(table: str, key: str) -> str:
    name = {"claims": key, "comparisons": f"--questions {key}"}.get(table, f"{table}/{key}")
    return f"run `maliviz confirm {name}`"


class Confirmed(NamedTuple):
    """What rows say that were confirmed, what was mended beside them, and what is left."""

    lines: list[str]
    mended: list[Problem]
    left: list[Problem]


def confirm(draft: Draft, names: Iterable[str]) -> Confirmed:
    """Record that rows were looked at as they stand, with what follows in them.

    A name is the id of a row, `TABLE/ID` where several tables have it, or a table, for all of its
    rows that nobody has confirmed. Left is what is unknown, or wrong in itself. Raises DataError,
    and writes nothing, if the reviews cannot be read.
    """
    if not draft.tables[REVIEWS].writable:
        raise DataError(one for one in draft.problems if one.file == draft.tables[REVIEWS].file)
    lines: list[str] = []
    problems: list[Problem] = []
    mended: list[Problem] = []
    told: list[Problem] = []
    rows: dict[tuple[str, str], None] = {}
    for name in names:
        named = list(_named(draft, name))
        rows |= dict.fromkeys(named)
        problems += [] if named or name in GUARDED else [_unknown(draft, name)]
    for table, key in rows:
        obstacles, slips = _obstacles(draft, table, key), _slips(draft, table, key)
        problems += obstacles
        if not obstacles:
            lines.append("; ".join([_record(draft, table, key), *(one.rule for one in slips)]))
            told += slips
    files = {draft.tables[REVIEWS].file, *(one.file for one in told)}
    files |= {draft.tables[table].file for table, _ in rows if table == TRANSLATIONS}
    for whole in draft.tables.values():
        if whole.file in files:
            mended += [one for one in draft.problems if one.hint == FMT and one.file == whole.file]
            whole.write(draft.folder)
    return Confirmed(lines, [one for one in mended if one not in told], problems)


def _slips(draft: Draft, table: str, key: str) -> list[Problem]:
    """What was mended in a row, to be told when it is written."""
    row = draft.keys(table).get(key)
    return [one for one in _told_of(draft, row) if one.hint == FMT]


def _told_of(draft: Draft, row: Row | None) -> list[Problem]:
    return [p for p in draft.problems if row and (p.file, p.line) == (row.file, row.line)]


def _named(draft: Draft, name: str) -> Iterator[tuple[str, str]]:
    """The table and the key of each row that a name stands for; of one id they are in one table."""
    table, slash, key = name.partition("/")
    tables = _guarded_tables(draft)
    if not slash and table in tables:
        starts = f"{table}/"
        whole = draft.tables[table]
        keys = {row.line: row[whole.schema.key] for row in whole.rows}
        for one in sorted(draft.problems):
            if one.rule in UNCONFIRMED and one.file == whole.file:
                yield table, keys[one.line]
            elif one.rule == _GONE and one.value.startswith(starts):
                yield table, one.value.removeprefix(starts)
        return
    known = {*draft.keys(REVIEWS)} | {f"{t}/{k}" for t in tables for k in draft.keys(t)}
    if slash:
        table, _, key = (name if name in known else f"{TRANSLATIONS}/{name}").partition("/")
        yield from [(table, key)] if f"{table}/{key}" in known and table in tables else []
        return
    tables = [one for one in tables if one != "comparisons" and f"{one}/{name}" in known]
    if "claims" in tables or len(tables) == 1:
        yield ("claims" if "claims" in tables else tables[0]), name


def _unknown(draft: Draft, name: str) -> Problem:
    tables = [table for table in KINDS if name in draft.keys(table) and table != "comparisons"]
    if tables:
        hint = f"write {series((f'{table}/{name}' for table in tables), 'or')}"
        return Problem(name, rule="several tables have a row of this id", hint=hint)
    hint = nearest(name, [key for table in KINDS for key in draft.keys(table)])
    return Problem(name, rule="no table has a row of this id", hint=hint)


def _obstacles(draft: Draft, table: str, key: str) -> list[Problem]:
    """What is wrong with a row in itself, so that it cannot be confirmed."""
    row, whole = draft.keys(table).get(key), draft.tables[table]
    if not (whole.complete if row is None else whole.writable or not _slips(draft, table, key)):
        return [one for one in draft.problems if one.file == whole.file]
    return [one for one in _told_of(draft, row) if one.rule not in UNCONFIRMED and one.hint != FMT]


def _record(draft: Draft, table: str, key: str) -> str:
    """Keep the fingerprint of a row, or drop that of a row which is gone; return what it says."""
    reviews, id = draft.tables[REVIEWS], f"{table}/{key}"
    known, row = draft.keys(REVIEWS).get(id), draft.keys(table).get(key)
    if row is None:
        reviews.rows = [one for one in reviews.rows if one["id"] != id]
        return f"{id}: taken out"
    if table == TRANSLATIONS:
        row.cells["original"] = original(draft, key)
    review = {"id": id, "review": _fingerprint(draft, table, row)}
    if known:
        known.cells.update(review)
    else:
        reviews.rows.append(Row(reviews.file, 0, review))
    if table == "claims":
        passage = draft.keys("passages")[row["passage"]]
        return f"{key}: {row['statement']} ({passage['id']}: “{passage['words']} …”)"
    cells = [row[name] for name in draft.tables[table].schema.columns[1:] if row[name]]
    # Spaces that do not break a line are spaces here.
    words = " ".join(" · ".join(cells).split())
    return f"{id}: {shown(words, _LONGEST)}"


def record(draft: Draft, table: str, keys: Iterable[str]) -> None:
    """Record that rows of a table were looked at, whoever says so, and write it."""
    for key in dict.fromkeys(keys):
        _record(draft, table, key)
    draft.tables[REVIEWS].write(draft.folder)
