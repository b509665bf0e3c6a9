"""What changed between two versions of the tables, in words: fact by fact, cell by cell.

A version need not be right to be compared. Rows are told of as far as both versions can be read;
where one of them lost rows, nothing is said to be added or withdrawn there, since it may be among
the lost. Left out is `review`, the fingerprint of a confirmed claim: it says nothing of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from maliviz.corpus import corpus_of
from maliviz.corpus.check import check
from maliviz.corpus.schema import Package, read_package
from maliviz.corpus.table import FMT, Table, read_table
from maliviz.evidence.compare import compare
from maliviz.problem import Problem, shown

_LONGEST = 1_000
_SAYS = ("statement", "text", "name", "title", "label", "words", "reviewed")
_VERDICT = ("verdict", "disputed", "silent")

Rows = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Difference:
    """The changes, a line each, and what is wrong with either version."""

    changes: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class _Version:
    """One version of the tables, as far as it can be read."""

    name: str
    folder: Path

    @cached_property
    def package(self) -> Package:
        return read_package(self.folder)

    @cached_property
    def tables(self) -> dict[str, Table]:
        return {table.name: read_table(self.folder, table)[0] for table in self.package.tables}

    @cached_property
    def problems(self) -> list[Problem]:
        return check(self.folder)

    def rows(self, table: str) -> Rows:
        """The rows of a table by their keys; none if there is no such table."""
        if table not in self.tables:
            return {}
        found = self.tables[table]
        return {row[found.schema.key]: row.cells for row in found.rows}

    def whole(self, table: str) -> bool:
        return table not in self.tables or self.tables[table].complete

    def columns(self, table: str) -> tuple[str, ...]:
        return self.package.table(table).columns if table in self.tables else ()

    @property
    def comparable(self) -> bool:
        """Whether claims can be compared: what is wrong, if anything, is no fact."""
        return all(problem.hint == FMT or problem.column == "review" for problem in self.problems)

    def compared(self) -> Rows:
        """How the texts answer each question."""
        corpus = corpus_of(self.folder, self.package, self.tables)
        return {
            row["question"]: {str(name): str(value) for name, value in row.items()}
            | {"disputed": "yes" if row["disputed"] else "no"}
            for row in compare(corpus).to_dict("records")
        }


def difference(old: tuple[str, Path], new: tuple[str, Path]) -> Difference:
    """Compare two versions, each given by its name and its folder.

    Raises DataError if one has no schema to read it by.

    >>> difference(("data", Path("data")), ("data", Path("data")))
    Difference(changes=(), problems=())
    """
    before, after = _Version(*old), _Version(*new)
    names = dict.fromkeys([*after.tables, *before.tables])
    changes = [line for name in names for line in _table(name, before, after)]
    problems = [f"{one.name}: {problem}" for one in (before, after) for problem in one.problems]
    if before.comparable and after.comparable:
        changes += _comparisons(before, after)
    else:
        problems.append("what the texts say together was not compared, until that is solved")
    return Difference(tuple(changes), tuple(problems))


def _table(name: str, before: _Version, after: _Version) -> Iterator[str]:
    file = (after if name in after.tables else before).package.table(name).path
    old, new = before.rows(name), after.rows(name)
    for one in (before, after):
        if not one.whole(name):
            yield f"{file}: {one.name} cannot be read whole: rows that it lost are not told of"
    columns = _shared(before.columns(name), after.columns(name))
    for column, what in _columns(before.columns(name), after.columns(name)):
        yield f"{file}: the column {column} was {what}"
    for key in sorted({*old, *new}):
        if key in old and key in new:
            for column in columns:
                if old[key][column] != new[key][column]:
                    change = _changed(old[key][column], new[key][column])
                    yield f"{file}: {key}: {column} {change}{_aside(name, new[key], after)}"
        elif key in new and before.whole(name):
            yield f"{file}: {key}: added: {_said(name, new[key], after)}"
        elif key in old and after.whole(name):
            yield f"{file}: {key}: withdrawn: {_said(name, old[key], before)}"


def _shared(old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    return [column for column in new if column in old and column != "review"]


def _columns(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if old and new:
        yield from ((column, "added") for column in new if column not in old)
        yield from ((column, "withdrawn") for column in old if column not in new)


def _changed(old: str, new: str) -> str:
    if not old:
        return f"was empty, is {_quoted(new)}"
    return f"was {_quoted(old)}, is {_quoted(new) if new else 'empty'}"


def _quoted(value: str) -> str:
    return f'"{shown(value, _LONGEST)}"'


def _says(row: Mapping[str, str]) -> str:
    return next((shown(row[column], _LONGEST) for column in _SAYS if row.get(column)), "")


def _said(table: str, row: Mapping[str, str], version: _Version) -> str:
    return " ".join(filter(None, (_says(row), _whose(table, row, version))))


def _aside(table: str, row: Mapping[str, str], version: _Version) -> str:
    """What a changed row says now, and who says it."""
    if table == "claims":
        return f" ({_speaker(row, version)}: {_says(row)})"
    said = version.rows("questions").get(row["question"], {}) if table == "comparisons" else row
    return f" ({_says(said)})" if _says(said) else ""


def _whose(table: str, row: Mapping[str, str], version: _Version) -> str:
    return f"({_speaker(row, version)})" if table == "claims" else ""


def _speaker(claim: Mapping[str, str], version: _Version) -> str:
    """Who says it, and in which text; an id that leads nowhere stands for itself."""
    speaker = version.rows("actors").get(claim["speaker"], {}).get("name", claim["speaker"])
    passage = version.rows("passages").get(claim["passage"], {})
    document = passage.get("document", "")
    label = version.rows("documents").get(document, {}).get("label", document)
    name = shown(speaker, _LONGEST)
    return f"{name}, in text {label}" if label and name != f"text {label}" else name


def _comparisons(before: _Version, after: _Version) -> Iterator[str]:
    """What the changes did to how the texts answer a question together."""
    old, new = before.compared(), after.compared()
    for key in [*new, *(key for key in old if key not in new)]:
        row = new.get(key) or old[key]
        place = f"the texts on {key} ({row['text']})"
        if key not in old:
            yield f'{place}: was not answered, is "{row["verdict"]}": {row["why"]}'
        elif key not in new:
            yield f'{place}: was "{row["verdict"]}", is not answered now'
        else:
            changed = [column for column in _VERDICT if old[key][column] != row[column]]
            told = [f"{column} {_changed(old[key][column], row[column])}" for column in changed]
            if told:
                yield f"{place}: {', '.join(told)}: {row['why']}"
