"""What changed between two versions of the tables, in words: fact by fact, cell by cell.

A version need not be right to be compared. Rows are told of as far as both versions can be read;
where one of them lost rows, nothing is said to be added or withdrawn there, since it may be among
the lost. Left out are the fingerprints of what was confirmed: they say nothing of their own.

A version is a folder, or a revision in git. Git is asked for an archive of the data folder and
nothing else, so that neither the working copy nor the index is touched.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from maliviz.corpus import corpus_of
from maliviz.corpus.check import check, read
from maliviz.corpus.review import REVIEWS
from maliviz.corpus.rules import Draft
from maliviz.corpus.schema import FILE, Package, read_package
from maliviz.corpus.table import Table, read_table
from maliviz.corpus.translations import TRANSLATIONS
from maliviz.evidence.compare import Assessment, comparisons
from maliviz.problem import DataError, Problem, ProblemError, shown

_LONGEST = 1_000
_SUMMARIES = ("statement", "text", "name", "title", "label", "words", "reviewed")

Cells = Mapping[str, str]


@contextmanager
def version(name: str, data: Path) -> Iterator[Path]:
    """Give the folder of the tables in a version: a folder, or a revision of the one in `data`.

    A name that is neither is a `ProblemError`.
    """
    if folder := _folder(Path(name)):
        yield folder
        return
    archive = _archive(name, data)
    with TemporaryDirectory(prefix="maliviz-") as root:
        tables = Path(root) / data.resolve().name
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(tables, filter="data")
        yield tables


def _folder(path: Path) -> Path | None:
    """A folder that holds tables, or whose folder `data` does."""
    for folder in (path, path / "data"):
        if (folder / FILE).is_file():
            return folder
    return path if path.is_dir() else None


def _archive(name: str, data: Path) -> bytes:
    """The tables in a revision of git, as a tar file."""
    rule, hint = "not a directory", f"no revision either, since {data} is not a directory"
    command = ["git", "-C", str(data), "archive", "--format=tar", "--end-of-options", name]
    if data.is_dir():
        try:
            return subprocess.run(command, capture_output=True, check=True).stdout
        except FileNotFoundError:
            hint = "no revision either, since there is no git to ask"
        except subprocess.CalledProcessError as error:
            rule = "neither a directory nor a revision that holds these tables"
            line, *_ = error.stderr.decode(errors="replace").strip().splitlines() or [""]
            unknown = "not a valid object name" in line or "is untracked" in line
            hint = "name one, such as HEAD or v1.0" if unknown else f"git says: {line}"
    raise ProblemError([Problem(name, rule=rule, hint=hint)])


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
        return {table.name: read_table(self.folder, table) for table in self.package.tables}

    @cached_property
    def draft(self) -> Draft | None:
        """The tables as checked; none if the schema lacks what they are checked by."""
        try:
            return read(self.folder)
        except DataError:
            return None

    @cached_property
    def problems(self) -> list[Problem]:
        return sorted(set(self.draft.problems)) if self.draft else check(self.folder)

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, Cells]]:
        """The rows of each table by their keys; none of a table that is not there."""
        tables = self.tables.items()
        rows = {name: {row[one.schema.key]: row.cells for row in one.rows} for name, one in tables}
        return defaultdict(dict, rows)

    def complete(self, table: str) -> bool:
        return table not in self.tables or self.tables[table].complete

    def columns(self, table: str) -> tuple[str, ...]:
        return self.package.table(table).columns if table in self.tables else ()

    @property
    def comparable(self) -> bool:
        """Whether claims can be compared: what is wrong, if anything, is no fact."""
        words = self.tables[TRANSLATIONS].file if TRANSLATIONS in self.tables else ""
        return self.draft is not None and all(one.file == words for one in self.draft.faults)

    def comparisons(self) -> dict[str, Assessment]:
        """How the texts answer each question."""
        corpus = corpus_of(self.folder, self.package, self.tables)
        return {assessment.question: assessment for assessment in comparisons(corpus)}


def difference(old: tuple[str, Path], new: tuple[str, Path]) -> Difference:
    """Compare two versions, each given by its name and its folder.

    Raises DataError if one has no schema to read it by.

    >>> difference(("data", Path("data")), ("data", Path("data")))
    Difference(changes=(), problems=())
    """
    before, after = _Version(*old), _Version(*new)
    names = dict.fromkeys(name for name in [*after.tables, *before.tables] if name != REVIEWS)
    changes = [line for name in names for line in _table(name, before, after)]
    problems = [f"{one.name}: {problem}" for one in (before, after) for problem in one.problems]
    if before.comparable and after.comparable:
        changes += _comparisons(before, after)
    else:
        problems.append("what the texts say together was not compared; solve these first")
    return Difference(tuple(changes), tuple(problems))


def _table(name: str, before: _Version, after: _Version) -> Iterator[str]:
    file = (after if name in after.tables else before).package.table(name).path
    for version in (before, after):
        if not version.complete(name):
            yield f"{file}: {version.name} cannot be read completely: lost rows are left out"
    old, new = before.columns(name), after.columns(name)
    if old and new:
        yield from (f"{file}: the column {one} was added" for one in new if one not in old)
        yield from (f"{file}: the column {one} was withdrawn" for one in old if one not in new)
    shared = [column for column in new if column in old]
    for line in _rows(name, shared, before, after):
        yield f"{file}: {line}"


def _rows(name: str, columns: list[str], before: _Version, after: _Version) -> Iterator[str]:
    old, new = before.rows[name], after.rows[name]
    for key in sorted({*old, *new}):
        if key in old and key in new:
            for column in columns:
                if old[key][column] != new[key][column]:
                    change = _changed(old[key][column], new[key][column])
                    yield f"{key}: {column} {change}{_aside(name, new[key], after)}"
        elif key in new and before.complete(name):
            yield f"{key}: added: {_described(name, new[key], after)}"
        elif key in old and after.complete(name):
            yield f"{key}: withdrawn: {_described(name, old[key], before)}"


def _changed(old: str, new: str) -> str:
    if not old:
        return f"was empty, is {_quoted(new)}"
    return f"was {_quoted(old)}, is {_quoted(new) if new else 'empty'}"


def _quoted(value: str) -> str:
    return f'"{shown(value, _LONGEST)}"'


def _summary(row: Cells) -> str:
    return next((shown(row[column], _LONGEST) for column in _SUMMARIES if row.get(column)), "")


def _described(table: str, row: Cells, version: _Version) -> str:
    speaker = f"({_speaker(row, version)})" if table == "claims" else ""
    return " ".join(filter(None, (_summary(row), speaker)))


def _aside(table: str, row: Cells, version: _Version) -> str:
    """What a changed row says now, and who says it."""
    if table == "claims":
        return f" ({_speaker(row, version)}: {_summary(row)})"
    about = version.rows["questions"].get(row["question"], {}) if table == "comparisons" else row
    return f" ({_summary(about)})" if _summary(about) else ""


def _speaker(claim: Cells, version: _Version) -> str:
    """Who says it, and in which text; an id that leads nowhere stands for itself."""
    speaker = version.rows["actors"].get(claim["speaker"], {}).get("name", claim["speaker"])
    document = version.rows["passages"].get(claim["passage"], {}).get("document", "")
    label = version.rows["documents"].get(document, {}).get("label", document)
    name = shown(speaker, _LONGEST)
    return f"{name}, in text {label}" if label and name != f"text {label}" else name


def _comparisons(before: _Version, after: _Version) -> Iterator[str]:
    """What the changes did to how the texts answer a question together."""
    old, new = before.comparisons(), after.comparisons()
    for key in dict.fromkeys([*new, *old]):
        now = new.get(key) or old[key]
        place = f"the texts on {key} ({now.text})"
        if key not in old:
            yield f'{place}: was not answered, is "{now.verdict}": {now.why}'
        elif key not in new:
            yield f'{place}: was "{now.verdict}", is not answered now'
        elif changes := [
            f"{column} {_changed(value, now.cells[column])}"
            for column, value in old[key].cells.items()
            if value != now.cells[column]
        ]:
            yield f"{place}: {', '.join(changes)}: {now.why}"
