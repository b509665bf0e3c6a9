"""Change tables on a person's word: put them in canonical form, set passages aside, translate.

A table of which something was lost in reading is never written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from maliviz.corpus.review import REVIEWS, record
from maliviz.corpus.rules import Draft, in_order
from maliviz.corpus.schema import FILE
from maliviz.corpus.table import FMT, Row
from maliviz.corpus.translations import TRANSLATIONS, untranslated
from maliviz.problem import DataError, Problem, nearest


class Formatted(NamedTuple):
    """What `fmt` mended, and what it has to leave to a person."""

    mended: tuple[Problem, ...]
    left: tuple[Problem, ...]


def fmt(draft: Draft) -> Formatted:
    """Put tables into canonical form; what was wrong is told by the lines that it has then."""
    tables = draft.tables.values()
    rows = {(row.file, row.line): row for one in tables for row in (*one.rows, *one.broken)}
    written = {table.file for table in draft.tables.values() if table.writable}
    for table in draft.tables.values():
        if table.writable:
            table.write(draft.folder)

    def told(problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems by the lines of the files as they stand now."""
        places = ((one, rows.get((one.file, one.line))) for one in problems)
        return tuple(sorted({replace(one, line=row.line) if row else one for one, row in places}))

    mended = {one for one in draft.problems if one.hint == FMT and one.file in written}
    return Formatted(told(mended), told(set(draft.problems) - mended))


def set_aside(draft: Draft, places: Iterable[str], reason: str) -> tuple[list[str], list[Problem]]:
    """Set passages aside, each named by its id or with others as a range (`a-04..a-09`).

    Return the ids of those set aside, and why others are not: a claim rests on them, they have a
    reason already, or there are none. Raises DataError if the table cannot be written.
    """
    table, done, problems = draft.tables["passages"], list[str](), list[Problem]()
    files = [one.file for one in (table, draft.tables[REVIEWS]) if not one.writable]
    if files:
        raise DataError(problem for problem in draft.problems if problem.file in files)
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
    record(draft, "passages", done)
    return done, problems


def _passages(draft: Draft, place: str) -> list[Row]:
    """The passages from one id to another, in the order of their text; none if there are none."""
    first, _, last = place.partition("..")
    for passages in in_order(draft):
        ids = [row["id"] for row in passages]
        if first in ids and (last or first) in ids:
            return passages[ids.index(first) : ids.index(last or first) + 1]
    return []


def translate(draft: Draft) -> dict[str, int]:
    """Add a row for each text that lacks one in a language; return how many, by the language.

    Raises DataError if the report has one language, or the table cannot be written.
    """
    if len(draft.package.languages) == 1:
        file, rule = f"{draft.folder.resolve().name}/{FILE}", "the report has one language"
        hint = f'write for example ["{draft.package.language}", "fr"]'
        value = draft.package.language
        raise DataError([Problem(file, 0, "languages", value, rule, hint)])
    table = draft.tables[TRANSLATIONS]
    if not table.writable:
        raise DataError(problem for problem in draft.problems if problem.file == table.file)
    added = untranslated(draft)
    for one in added:
        table.add({"id": one.id, "original": one.original})
    if added:
        table.write(draft.folder)
    counts = Counter(one.language for one in added)
    return {code: counts[code] for code in draft.package.languages[1:]}
