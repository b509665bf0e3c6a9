"""A table as it stands in a CSV file: rows that know their lines.

Files are read strictly. What a spreadsheet or an editor may have done to a file (a byte order
mark, another encoding, CRLF, semicolons, a lost column) is named and never guessed away, since a
table that was half understood is worse than none. What one slip leaves readable is still read,
so that one run finds everything.

The canonical form has one spelling for each table: columns in the order of the schema, rows
sorted by their key, quotes only where they are needed, and LF after each line. So one changed
cell is one changed line. Quotes are needed, too, where a semicolon or a tab stands: LibreOffice
offers to split cells at these, and does not where there are quotes.

>>> print(canonical([{"id": "b", "text": "a, b"}, {"id": "a", "text": ""}], ("id", "text")), end="")
id,text
a,
b,"a, b"
"""

from __future__ import annotations

import csv
import io
import re
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
_TO_QUOTE = re.compile(r'[",;\t\r\n]')


@dataclass
class Row:
    """One row: its file, the line it starts on, its cells in the order of the schema.

    `invalid` holds the columns that broke a rule, so that later rules pass them over.
    """

    file: str
    line: int
    cells: dict[str, str]
    invalid: set[str] = field(default_factory=set)

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def problem(
        self, column: str, rule: str, hint: str = "", *, value: str | None = None
    ) -> Problem:
        """A problem in one cell; `value` is shown in place of the whole cell."""
        text = self[column] if value is None else value
        return Problem(self.file, self.line, column, text, rule, hint)

    def slip(self, column: str, rule: str) -> Problem:
        """A problem in one cell that has one right spelling, which `fmt` writes."""
        return self.problem(column, rule, FMT)


@dataclass
class Table:
    """What could be read of a file.

    `broken` are rows of more or fewer cells than the header, which nobody can assign to columns;
    they are kept at the end of the file. `lost` says that there was more that could not be read,
    and `extra` that the file has a column besides, which writing these rows would lose. `faults`
    are what is wrong with the file, `slips` what has one right spelling, which is that of `write`.
    """

    schema: TableSchema
    file: str
    rows: list[Row]
    broken: list[Row] = field(default_factory=list)
    lost: bool = False
    extra: bool = False
    faults: list[Problem] = field(default_factory=list)
    slips: list[Problem] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether the rows are all there are."""
        return not self.lost and not self.broken

    @property
    def writable(self) -> bool:
        """Whether the rows can be written without losing what could not be read."""
        return not self.lost and not self.extra

    @property
    def lines(self) -> dict[str, int]:
        """The line of each row, by its key."""
        return {row[self.schema.key]: row.line for row in self.rows}

    def add(self, cells: Mapping[str, str]) -> Row:
        """Append a row, and return it; what is not given is empty."""
        row = Row(self.file, 0, {name: cells.get(name, "") for name in self.schema.columns})
        self.rows.append(row)
        return row

    def write(self, folder: Path) -> None:
        """Write the table in canonical form, in one step; one that is so already is left.

        Its rows then stand in the order of the file, and know their new lines.
        """
        path = folder / self.schema.path
        self.rows.sort(key=itemgetter(self.schema.key))
        every = [*self.rows, *self.broken]
        for row, line in zip(every, _lines(every), strict=True):
            row.line = line
        text = canonical((row.cells for row in self.rows), self.schema.columns)
        raw = (text + "".join(_record(row.cells.values()) for row in self.broken)).encode("utf-8")
        if raw != path.read_bytes():
            replace_file(path, raw)


def read_table(folder: Path, schema: TableSchema) -> Table:
    """Read the file of a table, with all that keeps it from being a table in canonical form."""
    table = Table(schema, f"{folder.resolve().name}/{schema.path}", [])
    reader = _Reader(table)
    text = reader.text(folder / schema.path)
    if table.complete:
        table.rows = reader.rows(text)
    if text and not (table.faults or table.slips):
        reader.check_form(text)
    return table


def unlisted(folder: Path, schemas: Iterable[TableSchema]) -> list[Problem]:
    """Return a problem for each table in a folder that the schema does not know."""
    listed = {schema.path for schema in schemas}
    files = (path.name for path in folder.glob("[!.]*.csv") if path.name not in listed)
    rule, hint = "not a table of datapackage.json", "describe it there, or move it elsewhere"
    return [Problem(f"{folder.resolve().name}/{name}", rule=rule, hint=hint) for name in files]


def canonical(rows: Iterable[Mapping[str, str]], fields: Sequence[str]) -> str:
    """Return the text of a table in canonical form; the first field is the key."""
    cells = sorted(([row[field] for field in fields] for row in rows), key=itemgetter(0))
    return "".join(map(_record, [fields, *cells]))


def _record(cells: Iterable[str]) -> str:
    return f"{','.join(map(_written, cells))}\n"


def _written(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _TO_QUOTE.search(cell) else cell


def _lines(rows: Iterable[Row]) -> Iterator[int]:
    """The line of each row, where they are written one after another below a header."""
    line = 2
    for row in rows:
        yield line
        line += 1 + sum(cell.count("\n") for cell in row.cells.values())


def replace_file(path: Path, raw: bytes) -> None:
    """Put other bytes in the place of a file, so that at any moment one of them is whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(raw)
        part.chmod(path.stat().st_mode)
        part.replace(path)
    except PermissionError as error:
        # What is not allowed is to change this file, and not the one beside it.
        rule = "there is no permission to write it"
        raise PermissionError(error.errno, rule, str(path)) from None
    finally:
        part.unlink(missing_ok=True)


class _Reader:
    """Reads the file of one table once, and keeps what is wrong with it in the table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns = table.schema.columns
        self.header_hint = f"it needs one line at least: {','.join(self.columns)}"

    def fault(self, line: int, rule: str, hint: str, value: str = "", column: str = "") -> None:
        self.table.faults.append(Problem(self.table.file, line, column, value, rule, hint))

    def loss(self, line: int, rule: str, hint: str, value: str = "") -> None:
        """Keep what leaves rows or columns unread."""
        self.fault(line, rule, hint, value)
        self.table.lost = True

    def slip(self, line: int, rule: str, value: str = "") -> None:
        self.table.slips.append(Problem(self.table.file, line, "", value, rule, FMT))

    def text(self, path: Path) -> str:
        """Return the text of the file, with LF at the ends of lines; empty if there is none."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            self.loss(0, reason(error), self._hint(error))
            return ""
        if not raw.removeprefix(BOM_UTF8).strip():
            self.loss(0, "empty file", self.header_hint)
            return ""
        try:
            return self._with_lf(raw.decode("utf-8"))
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            rule = f"not UTF-8: this line has the byte 0x{raw[error.start]:02X}"
            self.loss(line, rule, "save the file as “UTF-8”, without a byte order mark")
            return ""

    def _hint(self, error: OSError) -> str:
        hints = {
            FileNotFoundError: self.header_hint,
            IsADirectoryError: "put the table in its place",
            PermissionError: f"allow it, as `chmod u+r {self.table.file}` does",
        }
        return hints.get(type(error), "")

    def _with_lf(self, text: str) -> str:
        if text.startswith(_BOM):
            self.slip(1, "begins with a byte order mark")
        if "\r" in text:
            line = text.count("\n", 0, text.index("\r")) + 1
            ends = "CRLF" if "\r\n" in text else "CR"
            self.slip(line, f"ends in {ends} instead of LF")
        return text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")

    def rows(self, text: str) -> list[Row]:
        """Return the rows that have as many cells as the header, and whose header is valid."""
        (line, header), *records = [*self._records(text)] or [(1, [])]
        if not self._check_header(line, header):
            self.table.lost = True
            return []
        rows = []
        self._check_nameless(header, [cells for _, cells in records])
        for line, cells in records:
            if not any(cell.strip() for cell in cells):
                self.slip(line, "empty row")
            elif len(cells) == len(header):
                cell = dict(zip(header, cells, strict=True))
                rows.append(Row(self.table.file, line, {name: cell[name] for name in self.columns}))
            else:
                self._check_length(line, cells, header)
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
                    at_end = str(error) == "unexpected end of data"
                    end = "the end of the file" if at_end else "the next comma"
                    rule = f"the quote that opens in this line is not closed before {end}"
                    self.loss(line, rule, 'a quote inside a quoted cell is written twice: ""')
                except StopIteration:
                    return
        finally:
            csv.field_size_limit(limit)

    def _check_length(self, line: int, cells: list[str], header: list[str]) -> None:
        """Keep a row of more or fewer cells than the header, if its cells have a place there."""
        rule = f"has {len(cells)} cell{'s' * (len(cells) != 1)}, and the header has {len(header)}"
        many, few = "put quotes around a cell that holds a comma", "an empty cell has its comma too"
        hint = many if len(cells) > len(header) else few
        if tuple(header) == self.columns:
            self.fault(line, rule, hint, cells[0])
            cell = {str(place): cell for place, cell in enumerate(cells)}
            self.table.broken.append(Row(self.table.file, line, cell))
        else:
            self.loss(line, rule, hint, cells[0])

    def _check_header(self, line: int, header: list[str]) -> bool:
        """Keep what is wrong with the header; return whether it has every column once."""
        if set(header).isdisjoint(self.columns):
            commas = "save the file with commas between cells"
            hint = commas if len(header) == 1 else self.header_hint
            rule = "the first line names no column of this table"
            self.fault(line, rule, hint, ",".join(header))
            return False
        missing = [name for name in self.columns if name not in header]
        extra = [name for name in dict.fromkeys(header) if name and name not in self.columns]
        for name in missing:
            hint = nearest(name, extra).replace("did you mean", "is it") or self._position(name)
            self.fault(line, "missing column", hint, column=name)
        for name in extra:
            if not nearest(name, missing):
                hint = "describe it in datapackage.json, or move it elsewhere"
                self.fault(line, "no such column in the schema", hint, column=name)
        duplicate = [name for name in self.columns if header.count(name) > 1]
        for name in duplicate:
            self.fault(line, "duplicate column", "compare the two, and keep one", column=name)
        self.table.extra = bool(extra)
        named = tuple(filter(None, header))
        if named != self.columns and sorted(named) == sorted(self.columns):
            self.slip(line, "the columns are not in the order of the schema", ",".join(header))
        return not (missing or duplicate)

    def _position(self, name: str) -> str:
        n = self.columns.index(name)
        return f'it comes after "{self.columns[n - 1]}"' if n else "it comes first"

    def _check_nameless(self, header: list[str], rows: list[list[str]]) -> None:
        """Tell columns without a name: nothing stands in them, or else what was split off."""
        nameless = [n for n, name in enumerate(header) if not name]
        full = [row[n] for row in rows for n in nameless if n < len(row) and row[n]]
        if full:
            rule = "a column has cells and no name, as where a program split cells at ; or a tab"
            hint = "take the file from an earlier version, and open it with the comma alone"
            self.loss(1, rule, hint, full[0])
        elif nameless:
            self.slip(1, "a column without a name and without cells")

    def check_form(self, text: str) -> None:
        """Tell the first place at which a table that can be read is not in canonical form."""
        key, rows = self.table.schema.key, self.table.rows
        for above, below in pairwise(rows):
            if below[key] < above[key]:
                rule = f'rows are not sorted: this one belongs above "{above[key]}"'
                self.table.slips.append(below.slip(key, rule))
                return
        form = canonical((row.cells for row in rows), self.columns)
        pairs = zip(text.split("\n"), form.split("\n"), strict=False)
        for n, (line, canonical_line) in enumerate(pairs, 1):
            if line != canonical_line:
                few = len(line) < len(canonical_line)
                semicolon = "no quotes where a cell holds a semicolon or a tab"
                self.slip(n, semicolon if few else "unnecessary quotes", line)
                return
        if text != form:
            self.slip(text.count("\n") + 1, "no line break at the end of the file")
