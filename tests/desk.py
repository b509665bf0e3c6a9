"""A copy of a small made-up corpus to spoil: two texts about a lamp on an island."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from maliviz.corpus.cells import SLUG
from maliviz.corpus.check import read
from maliviz.corpus.edit import translate
from maliviz.corpus.review import fingerprint
from maliviz.corpus.schema import FILE, read_package
from maliviz.corpus.table import canonical
from maliviz.problem import DataError, Problem

HERE = Path(__file__).parent
PROJECT = HERE.parent
ISLAND = HERE / "island"
SCHEMA = read_package(PROJECT / "data")
TABLES = [table.path for table in SCHEMA.tables]
_FILES: dict[str, bytes] = {}
"""The files of the corpus, laid out once."""


class Desk:
    """A copy of the corpus, in a folder `data` below the one given."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "data"
        self.folder.mkdir()
        if not _FILES:
            self._lay_out()
            _FILES.update((path.name, path.read_bytes()) for path in self.folder.iterdir())
        for name, raw in _FILES.items():
            (self.folder / name).write_bytes(raw)

    def _lay_out(self) -> None:
        shutil.copy(PROJECT / "data" / FILE, self.folder)
        self.speak("en")
        (self.folder / "reviews.csv").write_text("id,review\n", encoding="utf-8")
        for table in SCHEMA.tables[:-1]:
            # Columns that the schema got since the island was written are empty there.
            empty = dict.fromkeys(table.columns, "")
            path = ISLAND / "data" / table.path
            rows = _read(path).items() if path.exists() else ()
            self.save(table.name, {key: empty | row for key, row in rows})

    def rows(self, table: str) -> dict[str, dict[str, str]]:
        """Return the rows of a table by their keys."""
        return _read(self.folder / f"{table}.csv")

    def save(self, table: str, rows: dict[str, dict[str, str]]) -> None:
        """Write a table in canonical form; each of its rows counts as confirmed just now."""
        self.write(table, rows)
        passages = self.rows("passages") if table == "claims" else {}
        others = {
            id: row for id, row in self.rows("reviews").items() if not id.startswith(f"{table}/")
        }
        own = {
            f"{table}/{key}": {
                "id": f"{table}/{key}",
                "review": fingerprint(
                    table, row, passages.get(row.get("passage", ""), {}).get("sha256", "")
                ),
            }
            for key, row in rows.items()
            if re.fullmatch(f"{SLUG[:-1]}(/.*)?$", key)
        }
        self.write("reviews", others | own)

    def write(self, table: str, rows: dict[str, dict[str, str]]) -> None:
        """Write a table in canonical form, and confirm nothing."""
        text = canonical(rows.values(), SCHEMA.table(table).columns)
        (self.folder / f"{table}.csv").write_text(text, encoding="utf-8", newline="")

    def put(self, table: str, key: str, **cells: str) -> None:
        """Change some cells of a row, or write a new one."""
        rows = self.rows(table)
        empty = dict.fromkeys(SCHEMA.table(table).columns, "")
        rows[key] = {**empty, SCHEMA.table(table).key: key, **rows.get(key, {}), **cells}
        self.save(table, rows)

    def drop(self, table: str, key: str) -> None:
        """Take a row out."""
        self.save(table, {k: row for k, row in self.rows(table).items() if k != key})

    def speak(self, *languages: str) -> None:
        """Say which languages the report has."""
        package = json.loads((self.folder / FILE).read_text(encoding="utf-8"))
        text = json.dumps(package | {"languages": languages}, ensure_ascii=False)
        (self.folder / FILE).write_text(text, encoding="utf-8")

    def translate(self, language: str, **texts: str) -> None:
        """Translate the island: what the table of translations lacks gets what is given, or ~."""
        translate(read(self.folder))
        rows = self.rows("translations")
        for id, row in rows.items():
            place, _, code = id.rpartition("/")
            if code == language and not row["text"]:
                row["text"] = texts.get(place, f"~{row['original']}")
        self.save("translations", rows)

    def spoil(self, file: str, change: Callable[[bytes], bytes]) -> None:
        """Change the bytes of a file."""
        path = self.folder / file
        path.write_bytes(change(path.read_bytes()))

    def problems(self) -> list[str]:
        """Return what is wrong, as it is told, but for rows that nobody has confirmed."""
        try:
            draft = read(self.folder)
        except DataError as error:
            return _told(error.problems)
        return _told((*draft.faults, *draft.slips))

    def unconfirmed(self) -> list[str]:
        """Return what is told of rows that nobody has confirmed as they stand."""
        return _told(read(self.folder).unconfirmed.values())


def _told(problems: Iterable[Problem]) -> list[str]:
    return [str(problem) for problem in sorted(set(problems))]


def _read(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}
