"""A table as it stands in a CSV file: rows that know their lines.

Files are read strictly. What a spreadsheet or an editor may have done to a file (a byte order
mark, another encoding, CRLF, semicolons, a lost column) is named and never guessed away, since a
table that was half understood is worse than none. What one slip leaves readable is still read,
so that one run finds everything.

The canonical form has one spelling for each table: columns in the order of the schema, rows
sorted by their key, quotes only where they are needed, and LF after each line. So one changed
cell is one changed line.

>>> print(canonical([{"id": "b", "text": "a, b"}, {"id": "a", "text": ""}], ("id", "text")), end="")
id,text
a,
b,"a, b"
"""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from pathlib import Path

from maliviz.corpus.schema import TableSchema
from maliviz.problem import Problem, nearest, reason

FMT = "run `maliviz fmt`"
_BOM = "\ufeff"


@dataclass
class Row:
    """One row: the line it starts on, its cells in the order of the schema, what is wrong in it.

    `faults` holds the columns that broke a rule, so that later rules pass them over.
    """

    line: int
    cells: dict[str, str]
    faults: set[str] = field(default_factory=set)

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass
class Table:
    """What could be read of a file; `whole` if that is every row and every column of the schema.

    `more` says that the file has a column besides, which writing these rows would lose.
    """

    schema: TableSchema
    file: str
    rows: list[Row]
    whole: bool
    more: bool = False


def read_table(folder: Path, schema: TableSchema) -> tuple[Table, list[Problem]]:
    """Read the file of a table, with all that keeps it from being a table in canonical form."""
    reading = _Reading(schema, f"{folder.resolve().name}/{schema.path}")
    text = reading.text(folder / schema.path)
    rows = reading.rows(text) if reading.whole else []
    if text and not reading.problems:
        reading.check_form(text, rows)
    return Table(schema, reading.file, rows, reading.whole, reading.more), reading.problems


def unlisted(folder: Path, schemas: Iterable[TableSchema]) -> list[Problem]:
    """Return a problem for each table in a folder that the schema does not know."""
    known = {schema.path for schema in schemas}
    files = (path.name for path in folder.glob("[!.]*.csv") if path.name not in known)
    rule, hint = "is no table of datapackage.json", "describe it there, or move it elsewhere"
    return [Problem(f"{folder.resolve().name}/{name}", 0, "", "", rule, hint) for name in files]


def canonical(rows: Iterable[Mapping[str, str]], fields: Sequence[str]) -> str:
    """Return the text of a table in canonical form; the first field is the key."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(fields)
    cells = sorted(([row[field] for field in fields] for row in rows), key=itemgetter(0))
    writer.writerows(cells)
    return stream.getvalue()


class _Reading:
    """One pass over one file, which collects problems on the way."""

    def __init__(self, schema: TableSchema, file: str) -> None:
        self.schema = schema
        self.file = file
        self.problems: list[Problem] = []
        self.whole = True
        self.more = False

    def tell(self, line: int, column: str, value: str, rule: str, hint: str) -> None:
        self.problems.append(Problem(self.file, line, column, value, rule, hint))

    def break_off(self, line: int, value: str, rule: str, hint: str) -> None:
        """Tell of something that leaves rows or columns unread."""
        self.tell(line, "", value, rule, hint)
        self.whole = False

    def text(self, path: Path) -> str:
        """Return the text of the file, with LF at the ends of lines; empty if there is none."""
        try:
            data = path.read_bytes()
        except OSError as error:
            self.break_off(0, "", reason(error), self._way_out(error))
            return ""
        if not data.removeprefix(BOM_UTF8).strip():
            self.break_off(0, "", "is empty", self._header_hint())
            return ""
        try:
            return self._lines(data.decode("utf-8"))
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            byte = data[error.start]
            rule = f"is not UTF-8: this line has the byte 0x{byte:02X}"
            self.break_off(line, "", rule, "save the file as “UTF-8”, without a byte order mark")
            return ""

    def _way_out(self, error: OSError) -> str:
        known = {
            FileNotFoundError: self._header_hint(),
            IsADirectoryError: "put the table in its place",
            PermissionError: f"allow it, as `chmod u+r {self.file}` does",
        }
        return known.get(type(error), "")

    def _header_hint(self) -> str:
        return f"it needs one line at least: {','.join(self.schema.columns)}"

    def _lines(self, text: str) -> str:
        if text.startswith(_BOM):
            self.tell(1, "", "", "begins with a byte order mark", FMT)
        if "\r" in text:
            line = text.count("\n", 0, text.index("\r")) + 1
            ends = "CRLF" if "\r\n" in text else "CR"
            self.tell(line, "", "", f"ends in {ends}, and a line ends in LF alone", FMT)
        return text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")

    def rows(self, text: str) -> list[Row]:
        """Return the rows that have as many cells as the header, and whose header is known."""
        records = list(self._records(text))
        line, header = records[0] if records else (1, [])
        if not self._check_header(line, header):
            self.whole = False
            return []
        rows = []
        for line, cells in records[1:]:
            if len(cells) == len(header):
                named = dict(zip(header, cells, strict=True))
                rows.append(Row(line, {name: named[name] for name in self.schema.columns}))
            else:
                self._tell_length(line, cells, header)
        return rows

    def _records(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Yield each record with the line it starts on; after a broken one go on with the next."""
        limit = csv.field_size_limit(len(text) + 1)
        reader = csv.reader(io.StringIO(text, newline="\n"), strict=True)
        try:
            while True:
                line = reader.line_num + 1
                try:
                    yield line, next(reader)
                except csv.Error as error:
                    self._tell_quote(line, str(error))
                except StopIteration:
                    return
        finally:
            csv.field_size_limit(limit)

    def _tell_quote(self, line: int, error: str) -> None:
        rule = "a quote opens in this line and is not closed before the next comma"
        if error == "unexpected end of data":
            rule = "a quote opens in this line and is never closed"
        self.break_off(line, "", rule, 'a quote inside a quoted cell is written twice: ""')

    def _tell_length(self, line: int, cells: list[str], header: list[str]) -> None:
        if not cells:
            self.break_off(line, "", "is an empty line", "take it out")
            return
        rule = f"has {len(cells)} cells, and the header has {len(header)}"
        many = "put quotes around a cell that holds a comma"
        few = "an empty cell has its comma too"
        self.break_off(line, cells[0], rule, many if len(cells) > len(header) else few)

    def _check_header(self, line: int, header: list[str]) -> bool:
        """Tell what is wrong with the header; return whether every column is there once."""
        columns = self.schema.columns
        if not set(header) & set(columns):
            alone = len(header) == 1
            hint = "save the file with commas between cells" if alone else self._header_hint()
            rule = "the first line names no column of this table"
            self.tell(line, "", ",".join(header), rule, hint)
            return False
        missing = [name for name in columns if name not in header]
        extra = [name for name in dict.fromkeys(header) if name not in columns]
        self.more = bool(extra)
        twice = [name for name in columns if header.count(name) > 1]
        for name in missing:
            hint = nearest(name, extra).replace("did you mean", "is it")
            self.tell(line, name, "", "this column is missing", hint or self._place(name))
        for name in extra:
            if not nearest(name, missing):
                hint = "take it out, or describe it in datapackage.json"
                self.tell(line, name, "", "the schema has no such column", hint)
        for name in twice:
            self.tell(line, name, "", "this column is there twice", "take one out")
        if not missing and not extra and not twice and tuple(header) != columns:
            rule = "the columns are not in the order of the schema"
            self.tell(line, "", ",".join(header), rule, FMT)
        return not missing and not twice

    def _place(self, name: str) -> str:
        before = self.schema.columns.index(name) - 1
        return (
            f'it comes after "{self.schema.columns[before]}"' if before >= 0 else "it comes first"
        )

    def check_form(self, text: str, rows: list[Row]) -> None:
        """Tell where a table that can be read is not in canonical form."""
        key = self.schema.key
        for above, below in pairwise(rows):
            if below[key] < above[key]:
                rule = f'stands below "{above[key]}", and rows are sorted'
                self.tell(below.line, key, below[key], rule, FMT)
                return
        wanted = canonical((row.cells for row in rows), self.schema.columns)
        for n, (line, want) in enumerate(
            zip(text.split("\n"), wanted.split("\n"), strict=False), 1
        ):
            if line != want:
                self.tell(n, "", line, "has quotes that no cell needs", FMT)
                return
        if text != wanted:
            self.tell(text.count("\n") + 1, "", "", "the last line has no line break", FMT)
