"""Change tables on a person's word, and nothing that the person did not ask for.

`fmt` mends what has one right spelling, and says what it mended; everything else that is wrong
it names and leaves. `confirm` writes down that a claim was compared with its passage. A table
that cannot be read as a whole is never written.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from maliviz.corpus.check import read
from maliviz.corpus.draft import Draft
from maliviz.corpus.file import replace_file
from maliviz.corpus.review import fingerprint
from maliviz.corpus.table import FMT, Table, canonical
from maliviz.problem import DataError, Problem, nearest

_A_QUESTION = "it is a question: add --questions to confirm how the texts answer it"


class Formatted(NamedTuple):
    """What `fmt` did, and what it has to leave to a person."""

    mended: tuple[Problem, ...]
    left: tuple[Problem, ...]


def fmt(folder: Path) -> Formatted:
    """Put the tables of a folder into canonical form."""
    draft = read(folder)
    for name, table in draft.tables.items():
        if _safe(table):
            write(folder, draft, name)
    lost = {table.file for table in draft.tables.values() if not _safe(table)}
    problems = sorted(set(draft.problems))
    mended = [p for p in problems if p.hint == FMT and p.file not in lost]
    return Formatted(tuple(mended), tuple(p for p in problems if p not in mended))


def confirm(folder: Path, claims: Iterable[str]) -> list[str]:
    """Write into claims that they were compared with their passages; return what they say.

    Raises DataError, and writes nothing, if one is unknown or something else is wrong with it.
    """
    draft = read(folder)
    wanted = list(dict.fromkeys(claims))
    problems = [problem for name in wanted for problem in _against(draft, name)]
    if problems:
        raise DataError(problems)
    said = []
    for name in wanted:
        row = draft.keys("claims")[name]
        passage = draft.keys("passages")[row["passage"]]
        row.cells["review"] = fingerprint(row.cells, passage["sha256"])
        said.append(f"{name}: {row['statement']} ({row['passage']}: “{passage['words']} …”)")
    write(folder, draft, "claims")
    return said


def _against(draft: Draft, name: str) -> list[Problem]:
    """What stands against confirming a claim: that it is unknown, or wrong in itself."""
    table = draft.tables["claims"]
    if not _safe(table):
        return [problem for problem in draft.problems if problem.file == table.file]
    row = draft.keys("claims").get(name)
    if row is None:
        asked = name in draft.keys("questions")
        hint = _A_QUESTION if asked else nearest(name, draft.keys("claims"))
        return [Problem(table.file, 0, "id", name, "there is no such claim", hint)]
    own = [p for p in draft.problems if p.file == table.file and p.line == row.line]
    return [problem for problem in own if problem.column != "review"]


def _safe(table: Table) -> bool:
    """Whether a table can be written without losing what could not be read."""
    return table.whole and not table.more


def write(folder: Path, draft: Draft, name: str) -> None:
    """Write a table in canonical form, in one step; a table that is so already is left."""
    table = draft.tables[name]
    path = folder / table.schema.path
    text = canonical((row.cells for row in table.rows), table.schema.columns).encode("utf-8")
    if text != path.read_bytes():
        replace_file(path, text)
