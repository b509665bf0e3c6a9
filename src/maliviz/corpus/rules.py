"""Rules across cells and rows, which the subject sets and no schema can say.

A key names one row, and every id leads to a row that is there. Beyond that, each rule is a
function that is given a row and yields what is wrong with it. A `Rule` says for which table it is
and which columns it reads; a row in which one of these is invalid already is passed over. The
rules of `claims` and of `inferences` have modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from maliviz.corpus.schema import Field, Package
from maliviz.corpus.table import Row, Table
from maliviz.phrases import series
from maliviz.problem import DataError, Problem, nearest

MOST_WORDS = 7
ADD_IT = "add it there, or correct it here"

# Looking for a likely id costs time that grows with the table. When hundreds of ids are unknown
# they have one cause, and the first hints tell it.
_MOST_HINTS = 20


class Draft:
    """Every table of a folder as read, and what was found so far that is not right.

    `faults` are what is wrong, `slips` what has one right spelling, which is in the tables already,
    and `unconfirmed` the rows that nobody has looked at as they stand, by table and key.

    A check that follows from an earlier fault helps nobody. So a draft answers only from what can
    be relied on: a row whose columns broke no rule so far, a column of which every value is valid.
    """

    def __init__(self, folder: Path, package: Package, tables: Mapping[str, Table]) -> None:
        self.folder = folder
        self.package = package
        self.tables = tables
        self.faults = [fault for table in tables.values() for fault in table.faults]
        self.slips = [slip for table in tables.values() for slip in table.slips]
        self.unconfirmed: dict[tuple[str, str], Problem] = {}
        self._rows = {
            name: {row[table.schema.key]: row for row in reversed(table.rows)}
            for name, table in tables.items()
        }
        self._places = {
            (row.file, row.line): row for table in tables.values() for row in table.rows
        }
        self.values = cache(self._values)

    @property
    def problems(self) -> list[Problem]:
        """All that is to be told, of each kind."""
        return [*self.faults, *self.slips, *self.unconfirmed.values()]

    def report(self, faults: Iterable[Problem]) -> None:
        """Keep faults; later rules pass over their cells."""
        for fault in faults:
            self.faults.append(fault)
            self._places[fault.file, fault.line].invalid.add(str(fault.column))

    def require_writable(self, *names: str) -> None:
        """Raise DataError if writing one of these tables would lose what could not be read."""
        files = {self.tables[name].file for name in names if not self.tables[name].writable}
        if files:
            raise DataError(problem for problem in self.problems if problem.file in files)

    @property
    def loadable(self) -> bool:
        """Whether frames can be made: what is wrong, if anything, is in cells that are words.

        Translations are nothing but words.
        """
        return all(
            table.complete and row.invalid <= table.schema.words
            for name, table in self.tables.items()
            if name != "translations"
            for row in table.rows or [Row(table.file, 0, {})]
        )

    def add(self, table: str, cells: Mapping[str, str]) -> Row:
        """Append a row to a table, and return it; what is not given is empty."""
        row = self.tables[table].add(cells)
        self._rows[table][row[self.tables[table].schema.key]] = row
        return row

    def find(self, table: str, key: str, *columns: str) -> Row | None:
        """Return the row with a key, if it is there and those columns of it are valid."""
        row = self._rows[table].get(key)
        return None if row is None or row.invalid.intersection(columns) else row

    def keys(self, table: str) -> Mapping[str, Row]:
        """Return the rows of a table by their keys."""
        return self._rows[table]

    def _values(self, table: str, column: str) -> frozenset[str] | None:
        """Return all values of a column, or None if one of them is lost or invalid."""
        rows = self.tables[table].rows
        if not self.tables[table].complete or any(column in row.invalid for row in rows):
            return None
        return frozenset(row[column] for row in rows)


class Rule(NamedTuple):
    """A check of one row, its table, and the columns that it relies on."""

    table: str
    columns: str
    check: Callable[[Row, Draft], Iterator[Problem]]

    def faults(self, draft: Draft) -> Iterator[Problem]:
        """Yield what breaks it, in rows of which these columns broke no other rule."""
        columns = self.columns.split()
        for row in draft.tables[self.table].rows:
            if row.invalid.isdisjoint(columns):
                yield from self.check(row, draft)


def duplicates(draft: Draft) -> Iterator[Problem]:
    """Yield each value that a second row has in a column where each row has its own."""
    for table in draft.tables.values():
        for field in table.schema.fields:
            if field.unique or field.name == table.schema.key:
                yield from _duplicates(table, field.name)


def _duplicates(table: Table, column: str) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for row in table.rows:
        line = lines.setdefault(row[column], row.line)
        if line != row.line and row[column]:
            rule = f"duplicate {column}, first used on line {line}"
            yield row.problem(column, rule, "each row has its own")


def unknown_ids(draft: Draft) -> Iterator[Problem]:
    """Yield each id that leads nowhere.

    Ids that lead into a table which could not be read completely are not checked: the row may well
    be among those that were lost, and the table has its own problem.
    """
    hints: dict[tuple[str, ...], Hints] = {}
    for table in draft.tables.values():
        for column, targets in table.schema.targets.items():
            if all(draft.tables[target].complete for target in targets):
                hint = hints.setdefault(targets, Hints(draft, targets))
                yield from _unknown_ids(table, table.schema.field(column), hint)


def _unknown_ids(table: Table, field: Field, hints: Hints) -> Iterator[Problem]:
    for row in table.rows:
        cell = row[field.name]
        if field.name in row.invalid or cell in ("", field.or_else):
            continue
        for id in cell.split(" ") if field.list_of else [cell]:
            if not hints.has(id):
                yield row.problem(field.name, hints.rule, hints.hint(id), value=id)


class Hints:
    """The ids of some tables, and what is said of one that they do not have."""

    def __init__(self, draft: Draft, tables: tuple[str, ...]) -> None:
        kinds = " or ".join(table.removesuffix("s") for table in tables)
        files = " or ".join(draft.tables[table].schema.path for table in tables)
        self.rule = f"no such {kinds} in {files}"
        self._ids = dict.fromkeys(id for table in tables for id in draft.keys(table))
        self._hints: dict[str, str] = {}

    def has(self, id: str) -> bool:
        return id in self._ids

    def hint(self, id: str) -> str:
        """A likely id, looked for a few times only."""
        if id not in self._hints and len(self._hints) < _MOST_HINTS:
            self._hints[id] = nearest(id, self._ids)
        return self._hints.get(id) or ADD_IT


def few_words(column: str) -> Callable[[Row, Draft], Iterator[Problem]]:
    """Return the rule that a cell of a column has no more words than may be taken from a text."""

    def few_words(row: Row, draft: Draft) -> Iterator[Problem]:
        count = len(row[column].split())
        if count > MOST_WORDS:
            rule = f"has {count} words, and at most {MOST_WORDS} may be taken from a text"
            yield row.problem(column, rule, "cut it to the words that matter")

    return few_words


def is_marked(when: str) -> bool:
    """Whether a date has a part that is inferred."""
    return "?" in when or "%" in when


def publication_fits_basis(document: Row, draft: Draft) -> Iterator[Problem]:
    basis, when = document["published_basis"], document["published"]
    rule = f'does not fit published_basis = "{basis}"'
    if (basis == "not given") == bool(when):
        hint = 'write the date, or the basis "not given" and no date'
        yield document.problem("published", rule, hint)
    elif when and is_marked(when) != (basis == "inferred"):
        hint = "`?` marks what is inferred, and only that"
        yield document.problem("published", rule, hint)
    if bool(document["published_inference"]) != (basis == "inferred"):
        hint = "a date that is inferred names its inference, and no other does"
        yield document.problem("published_inference", rule, hint)


def span_in_document(passage: Row, draft: Draft) -> Iterator[Problem]:
    start, end = int(passage["start"]), int(passage["end"])
    if start < 0:
        yield passage.problem("start", "before the text begins", "characters count from 0")
    if end <= start:
        rule = f"not after the start of the passage, {start}"
        yield passage.problem("end", rule, "end is the character after the last one")
    document = draft.find("documents", passage["document"], "characters")
    if document and end > int(document["characters"]):
        rule = f"outside the text, which has {document['characters']} characters"
        yield passage.problem("end", rule, "run `maliviz locate` to find the place again")


def use_fits_claims(passage: Row, draft: Draft) -> Iterator[Problem]:
    claimed = draft.values("claims", "passage") or ()
    if passage["use"] == "set aside" and passage["id"] in claimed:
        yield passage.problem("use", "claims rest on this passage", 'write "used"')


def reason_fits_use(passage: Row, draft: Draft) -> Iterator[Problem]:
    if passage["use"] == "set aside" and not passage["reason"]:
        hint = "say why the passage is set aside"
        yield passage.problem("reason", "must not be empty", hint)
    if passage["use"] == "used" and passage["reason"]:
        rule = "only a passage that is set aside has a reason"
        yield passage.problem("reason", rule, "delete it")


def unit_fits_kind(question: Row, draft: Draft) -> Iterator[Problem]:
    if question["kind"] == "count" and not question["unit"]:
        yield question.problem("unit", "must not be empty", "say what is counted, in the plural")
    if question["kind"] != "count" and question["unit"]:
        yield question.problem("unit", "only a count has a unit", "delete it")


def exact_to_the_day(change: Row, draft: Draft) -> Iterator[Problem]:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", change["date"]):
        yield change.problem("date", "not exact to the day", "write for example 2024-03-31")


def in_order(draft: Draft) -> Iterator[list[Row]]:
    """Yield the passages of each document that have a place, in the order of the text."""
    passages = [
        row
        for row in draft.tables["passages"].rows
        if row.invalid.isdisjoint(("document", "start", "end"))
    ]
    passages.sort(key=lambda row: (row["document"], int(row["start"]), row.line))
    for _, group in groupby(passages, key=lambda row: row["document"]):
        yield list(group)


def overlaps(draft: Draft) -> Iterator[Problem]:
    """Yield each passage that starts before the one above it in the same document ends."""
    for passages in in_order(draft):
        for above, below in pairwise(passages):
            if int(below["start"]) < int(above["end"]):
                rule = f'overlaps passage "{above["id"]}", which ends at {above["end"]}'
                yield below.problem("start", rule, "a character belongs to one passage at most")


def unclaimed(draft: Draft) -> Iterator[Problem]:
    """Yield what no claim needs: one problem for the passages of a text, and one for a table."""
    claimed = draft.values("claims", "passage")
    for passages in in_order(draft) if claimed is not None else ():
        bare = [p for p in passages if p["use"] == "used" and p["id"] not in (claimed or ())]
        if bare:
            places = _ranges(passages, {row["id"] for row in bare})
            hint = f'write claims, or set aside: `maliviz set-aside {" ".join(places)} "why"`'
            yield bare[0].problem("use", f"no claim rests on {series(places)}", hint)
    hint = "write a claim, or move the question to gaps.csv"
    yield from _unclaimed(draft, "questions", "no claim answers this question", hint)
    hint = "write one, or delete the event"
    yield from _unclaimed(draft, "events", "no claim is about this event", hint)


def _unclaimed(draft: Draft, table: str, rule: str, hint: str) -> Iterator[Problem]:
    claimed, rows = draft.values("claims", table.removesuffix("s")), draft.tables[table].rows
    if claimed is None:
        return
    bare = [row for row in rows if "id" not in row.invalid and row["id"] not in claimed]
    if bare:
        others = "".join(f", nor {row['id']}" for row in bare[1:])
        yield bare[0].problem("id", f"{rule}{others}", hint)


def _ranges(passages: Iterable[Row], chosen: Collection[str]) -> list[str]:
    """The ids of those chosen, where several follow each other as a range: `a-05..a-09`."""
    runs = groupby(passages, key=lambda row: row["id"] in chosen)
    ends = [[row["id"] for row in run] for is_chosen, run in runs if is_chosen]
    return [ids[0] + f"..{ids[-1]}" * (len(ids) > 1) for ids in ends]


RULES = (
    Rule("documents", "published published_basis published_inference", publication_fits_basis),
    Rule("passages", "document start end", span_in_document),
    Rule("passages", "words", few_words("words")),
    Rule("passages", "id use", use_fits_claims),
    Rule("passages", "use reason", reason_fits_use),
    Rule("questions", "kind unit", unit_fits_kind),
    Rule("changes", "date", exact_to_the_day),
)
