"""Change tables on a person's word: put them in canonical form, confirm a claim.

A claim is read once against its passage, and a fingerprint of the two is kept in the row. When
somebody edits the row later, or the passage moves to other words, they no longer fit, until
someone has read them together again. The fingerprint covers the columns that it names, and no
other: a note says nothing that a text has to bear, and a new column voids nothing, since it
counts only where it is filled.

A table that cannot be read completely is never written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from maliviz.corpus.rules import Draft, in_order
from maliviz.corpus.spreadsheet import day_of_a_month
from maliviz.corpus.table import FMT, Row
from maliviz.problem import DataError, Problem, nearest

CONFIRMED = (
    *("id", "question", "event", "subject", "statement", "printed", "value", "scope"),
    *("when", "when_basis", "when_inference", "ago", "speaker", "via", "modality", "hedge"),
    "passage",
)
"""The columns of a claim that are compared with its passage, in the order of the fingerprint."""

LATER = ("rests_on",)
"""Columns that came later, and are compared where they are filled."""

_LENGTH = 12
_A_QUESTION = "it is a question: add --questions to confirm how the texts answer it"


def fingerprint(claim: Mapping[str, str], passage_sha256: str) -> str:
    """Return the fingerprint of a claim and its place in the text.

    >>> claim = dict.fromkeys(CONFIRMED, "")
    >>> confirmed = fingerprint(claim, "bae2c3")
    >>> fingerprint(claim | {"note": "new"}, "bae2c3") == confirmed
    True
    >>> fingerprint(claim | {"value": "6"}, "bae2c3") == confirmed
    False
    """
    cells = [claim[column] for column in CONFIRMED]
    cells += [f"{column}={claim[column]}" for column in LATER if claim.get(column)]
    return sha256("\x1f".join([*cells, passage_sha256]).encode()).hexdigest()[:_LENGTH]


def still_as_confirmed(claim: Row, draft: Draft) -> Iterator[Problem]:
    """Yield a problem if a claim was edited after a person compared it with its passage."""
    passage = draft.find("passages", claim["passage"], "sha256")
    if passage and claim["review"] != fingerprint(claim.cells, passage["sha256"]):
        rule = "this row, or the place of its passage, was edited after it was last confirmed"
        hint = f"compare it with passage {passage['id']} and run `maliviz confirm {claim['id']}`"
        hint = "; ".join(filter(None, (day_of_a_month(claim["when"]), hint)))
        yield claim.problem("review", rule, hint)


class Formatted(NamedTuple):
    """What `fmt` mended, and what it has to leave to a person."""

    mended: tuple[Problem, ...]
    left: tuple[Problem, ...]


def fmt(draft: Draft) -> Formatted:
    """Put tables into canonical form."""
    unwritable = {table.file for table in draft.tables.values() if not table.writable}
    for table in draft.tables.values():
        if table.writable:
            table.write(draft.folder)
    problems = sorted(set(draft.problems))
    mended = [p for p in problems if p.hint == FMT and p.file not in unwritable]
    return Formatted(tuple(mended), tuple(p for p in problems if p not in mended))


def confirm(draft: Draft, claims: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """Write into claims that they were compared with their passages, and what follows in them.

    Return what they say, and what keeps others back: one that is unknown, or wrong in itself, is
    left, and the others are confirmed.
    """
    table, lines, left = draft.tables["claims"], list[str](), list[Problem]()
    for id in dict.fromkeys(claims):
        if obstacles := _obstacles(draft, id):
            left += obstacles
        else:
            claim = draft.keys("claims")[id]
            passage = draft.keys("passages")[claim["passage"]]
            claim.cells["review"] = fingerprint(claim.cells, passage["sha256"])
            said = f"{id}: {claim['statement']} ({passage['id']}: “{passage['words']} …”)"
            lines.append("; ".join([said, *(one.rule for one in _slips(draft, claim))]))
    if lines:
        table.write(draft.folder)
    return lines, left


def _slips(draft: Draft, row: Row) -> list[Problem]:
    """What was mended in a row, to be told when it is written."""
    place = (row.file, row.line)
    return [one for one in draft.problems if one.hint == FMT and (one.file, one.line) == place]


def set_aside(draft: Draft, places: Iterable[str], reason: str) -> tuple[list[str], list[Problem]]:
    """Set passages aside, each named by its id or with others as a range (`a-04..a-09`).

    Return the ids of those set aside, and why others are not: a claim rests on them, they have a
    reason already, or there are none. Raises DataError if the table cannot be written.
    """
    table, done, problems = draft.tables["passages"], list[str](), list[Problem]()
    if not table.writable:
        raise DataError(problem for problem in draft.problems if problem.file == table.file)
    claimed = {claim["passage"] for claim in draft.tables["claims"].rows}
    for place in dict.fromkeys(places):
        passages = _passages(draft, place)
        if not passages:
            hint = nearest(place, draft.keys("passages")) or "write for example a-04..a-09"
            problems.append(Problem(table.file, 0, "id", place, "no such passages", hint))
        for row in passages:
            if row["id"] in claimed:
                problems.append(row.problem("id", "a claim rests on it, so it stays used"))
            elif row["reason"]:
                problems.append(row.problem("reason", "it was set aside before", "edit it there"))
            else:
                row.cells.update(use="set aside", reason=reason)
                done.append(row["id"])
    table.write(draft.folder)
    return done, problems


def _passages(draft: Draft, place: str) -> list[Row]:
    """The passages from one id to another, in the order of their text; none if there are none."""
    first, _, last = place.partition("..")
    for passages in in_order(draft):
        ids = [row["id"] for row in passages]
        if first in ids and (last or first) in ids:
            return passages[ids.index(first) : ids.index(last or first) + 1]
    return []


def _obstacles(draft: Draft, id: str) -> list[Problem]:
    """What keeps a claim from being confirmed: that it is unknown, or wrong in itself."""
    table = draft.tables["claims"]
    if not table.writable:
        return [problem for problem in draft.problems if problem.file == table.file]
    claim = draft.keys("claims").get(id)
    if claim is None:
        question = id in draft.keys("questions")
        hint = _A_QUESTION if question else nearest(id, draft.keys("claims"))
        return [Problem(table.file, 0, "id", id, "no such claim", hint)]
    return [
        problem
        for problem in draft.problems
        if (problem.file, problem.line) == (table.file, claim.line)
        and problem.column != "review"
        and problem.hint != FMT
    ]
