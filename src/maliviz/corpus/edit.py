"""Change tables on a person's word: format them, confirm rows, set passages aside, translate.

A table of which something was lost in reading is never written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple

from maliviz.corpus.review import GUARDED, REVIEWS, fingerprint_of, guarded_tables
from maliviz.corpus.rows import KINDS
from maliviz.corpus.rules import Draft, in_order
from maliviz.corpus.schema import FILE
from maliviz.corpus.table import Row
from maliviz.corpus.translations import TRANSLATIONS, texts, untranslated
from maliviz.phrases import series
from maliviz.problem import DataError, Problem, nearest, shown

_LONGEST = 300

Place = tuple[str, str]
"""The table and the key of a row."""


class Formatted(NamedTuple):
    """What `fmt` mended, and what it has to leave to a person."""

    mended: tuple[Problem, ...]
    left: tuple[Problem, ...]


def fmt(draft: Draft) -> Formatted:
    """Put tables into canonical form; what was wrong is told by the lines that it has then."""
    tables = draft.tables.values()
    rows = {(row.file, row.line): row for one in tables for row in (*one.rows, *one.broken)}
    written = {table.file for table in tables if table.writable}
    for table in tables:
        if table.writable:
            table.write(draft.folder)

    def told(problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems by the lines of the files as they stand now."""
        places = ((one, rows.get((one.file, one.line))) for one in problems)
        return tuple(sorted({replace(one, line=row.line) if row else one for one, row in places}))

    mended = {slip for slip in draft.slips if slip.file in written}
    return Formatted(told(mended), told(set(draft.problems) - mended))


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
    draft.require_writable(REVIEWS)
    known, places, left = _known(draft), dict[Place, None](), list[Problem]()
    for name in names:
        found = _named(draft, known, name)
        if name in GUARDED or len(found) == 1:
            places |= dict.fromkeys(found)
        else:
            left.append(_ambiguous(name, found) if found else _unknown(draft, name))
    done = _confirm(draft, places)
    return done._replace(left=left + done.left)


def _known(draft: Draft) -> dict[str, Place]:
    """The rows that are there or were confirmed, by `TABLE/KEY`."""
    tables = guarded_tables(draft)
    confirmed = {id: id.partition("/")[::2] for id in draft.keys(REVIEWS)}
    there = {f"{table}/{key}": (table, key) for table in tables for key in draft.keys(table)}
    return {id: place for id, place in (confirmed | there).items() if place[0] in tables}


def _named(draft: Draft, known: Mapping[str, Place], name: str) -> list[Place]:
    """The rows that a name may stand for; of an id that a claim has, that is the claim."""
    if name in GUARDED:
        unconfirmed = sorted(draft.unconfirmed.items(), key=itemgetter(1))
        return [place for place, _ in unconfirmed if place[0] == name]
    if "/" in name:
        ids = [name if name in known else f"{TRANSLATIONS}/{name}"]
    else:
        ids = [f"{table}/{name}" for table in GUARDED if table != "comparisons"]
    places = [known[id] for id in ids if id in known]
    return [place for place in places if place[0] == "claims"] or places


def _ambiguous(name: str, places: Iterable[Place]) -> Problem:
    hint = f"write {series((f'{table}/{key}' for table, key in places), 'or')}"
    return Problem(name, rule="several tables have a row of this id", hint=hint)


def _unknown(draft: Draft, name: str) -> Problem:
    hint = nearest(name, [key for table in KINDS for key in draft.keys(table)])
    return Problem(name, rule="no table has a row of this id", hint=hint)


def _confirm(draft: Draft, places: Iterable[Place]) -> Confirmed:
    """Record rows of which nothing is wrong in itself, and write their tables if that is due."""
    done, told = Confirmed([], [], []), list[Problem]()
    written, originals = {REVIEWS}, texts(draft)
    for table, key in places:
        row = draft.keys(table).get(key)
        slips = _in_row(draft.slips, row)
        changed = bool(slips) or table == TRANSLATIONS
        if obstacles := _obstacles(draft, table, row, changed=changed):
            done.left.extend(obstacles)
            continue
        if row and table == TRANSLATIONS:
            row.cells["original"] = originals.get(key.rpartition("/")[0], row["original"])
        _record(draft, table, key)
        told += slips
        written |= {table} if changed else set()
        done.lines.append("; ".join([_said(draft, table, key), *(slip.rule for slip in slips)]))
    for name, whole in draft.tables.items():
        if name in written:
            slips = [slip for slip in draft.slips if slip.file == whole.file]
            done.mended.extend(slip for slip in slips if slip not in told)
            whole.write(draft.folder)
    return done


def _obstacles(draft: Draft, table: str, row: Row | None, *, changed: bool) -> list[Problem]:
    """What keeps a row from being confirmed: in itself, or in a table that has to be written."""
    whole = draft.tables[table]
    if (row is None and not whole.complete) or (changed and not whole.writable):
        return [one for one in draft.problems if one.file == whole.file]
    return _in_row(draft.faults, row)


def _in_row(problems: Iterable[Problem], row: Row | None) -> list[Problem]:
    return [one for one in problems if row and (one.file, one.line) == (row.file, row.line)]


def _said(draft: Draft, table: str, key: str) -> str:
    """What a row says that was confirmed."""
    row = draft.keys(table).get(key)
    if row is None:
        return f"{table}/{key}: taken out"
    if table == "claims":
        passage = draft.keys("passages")[row["passage"]]
        return f"{key}: {row['statement']} ({passage['id']}: “{passage['words']} …”)"
    cells = [row[name] for name in draft.tables[table].schema.columns[1:] if row[name]]
    # Spaces that do not break a line are spaces here.
    words = " ".join(" · ".join(cells).split())
    return f"{table}/{key}: {shown(words, _LONGEST)}"


def record(draft: Draft, table: str, keys: Iterable[str]) -> None:
    """Record that rows of a table were looked at, whoever says so, and write it."""
    for key in dict.fromkeys(keys):
        _record(draft, table, key)
    draft.tables[REVIEWS].write(draft.folder)


def _record(draft: Draft, table: str, key: str) -> None:
    """Keep the fingerprint of a row as it stands, or drop that of a row which is gone."""
    id, row, reviews = f"{table}/{key}", draft.keys(table).get(key), draft.tables[REVIEWS]
    if row is None:
        reviews.rows = [review for review in reviews.rows if review["id"] != id]
    else:
        review = draft.keys(REVIEWS).get(id) or draft.add(REVIEWS, {"id": id})
        review.cells["review"] = fingerprint_of(draft, table, row)


def set_aside(draft: Draft, places: Iterable[str], reason: str) -> tuple[list[str], list[Problem]]:
    """Set passages aside, each named by its id or with others as a range (`a-04..a-09`).

    Return the ids of those set aside, and why others are not: a claim rests on them, they have a
    reason already, or there are none. Raises DataError if the table cannot be written.
    """
    draft.require_writable("passages", REVIEWS)
    table, done, problems = draft.tables["passages"], list[str](), list[Problem]()
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
    first, *others = draft.package.languages
    if not others:
        file, rule = f"{draft.folder.resolve().name}/{FILE}", "the report has one language"
        hint = f'write for example ["{first}", "fr"]'
        raise DataError([Problem(file, 0, "languages", first, rule, hint)])
    draft.require_writable(TRANSLATIONS)
    added = untranslated(draft, texts(draft))
    for one in added:
        draft.add(TRANSLATIONS, {"id": one.id, "original": one.original})
    if added:
        draft.tables[TRANSLATIONS].write(draft.folder)
    counts = Counter(one.language for one in added)
    return {code: counts[code] for code in others}
