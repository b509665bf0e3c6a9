from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import TABLES, Desk
from hypothesis import given
from hypothesis import strategies as st

from maliviz.corpus import load
from maliviz.corpus.check import check, read
from maliviz.corpus.edit import fmt
from maliviz.corpus.table import canonical
from maliviz.problem import DataError

FMT = "run `maliviz fmt`"
QUOTE = 'a quote inside a quoted cell is written twice: ""'
HEADER = "it needs one line at least: id,order,topic,text"
ROW = b"name-of-the-dog,10,storm,What the dog is called.\n"


SPOILT: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "byte order mark": (lambda b: b"\xef\xbb\xbf" + b, f":1: begins with a byte order mark; {FMT}"),
    "CRLF": (
        lambda b: b.replace(b"\n", b"\r\n"),
        f":1: ends in CRLF instead of LF; {FMT}",
    ),
    "CR": (
        lambda b: b.replace(b"\n", b"\r"),
        f":1: ends in CR instead of LF; {FMT}",
    ),
    "Latin-1": (
        lambda b: b.replace(b"dog is", b"\xe9t\xe9"),
        ":2: not UTF-8: this line has the byte 0xE9; "
        "save the file as “UTF-8”, without a byte order mark",
    ),
    "UTF-16": (
        lambda b: b.decode().encode("utf-16"),
        ":1: not UTF-8: this line has the byte 0xFF; "
        "save the file as “UTF-8”, without a byte order mark",
    ),
    "semicolons": (
        lambda b: b.replace(b",", b";"),
        ':1: "id;order;topic;text": the first line names no column of this table; '
        "save the file with commas between cells",
    ),
    "empty": (lambda b: b"", f": empty file; {HEADER}"),
    "only a byte order mark": (lambda b: b"\xef\xbb\xbf", f": empty file; {HEADER}"),
    "blank": (lambda b: b"\n\n", f": empty file; {HEADER}"),
    "no header": (
        lambda b: ROW,
        ':1: "name-of-the-dog,10,storm,What the dog is called.": '
        f"the first line names no column of this table; {HEADER}",
    ),
    "renamed column": (
        lambda b: b.replace(b",text", b",txt"),
        ':1: text: missing column; is it "txt"?',
    ),
    "first column missing": (
        lambda b: b.replace(b"id,", b"").replace(b"name-of-the-dog,", b""),
        ":1: id: missing column; it comes first",
    ),
    "missing column": (
        lambda b: b"id,order,text\nx,1,y\n",
        ':1: topic: missing column; it comes after "order"',
    ),
    "extra column": (
        lambda b: b"id,order,topic,text,more\nx,1,y,z,\n",
        ":1: more: no such column in the schema; "
        "describe it in datapackage.json, or move it elsewhere",
    ),
    "column twice": (
        lambda b: b"id,order,topic,text,text\nx,1,y,z,z\n",
        ":1: text: duplicate column; compare the two, and keep one",
    ),
    "other order": (
        lambda b: b"id,topic,order,text\nx,y,1,z\n",
        f':1: "id,topic,order,text": the columns are not in the order of the schema; {FMT}',
    ),
    "too many cells": (
        lambda b: b.replace(b"What the", b"What, the"),
        ':2: "name-of-the-dog": has 5 cells, and the header has 4; '
        "put quotes around a cell that holds a comma",
    ),
    "too few cells": (
        lambda b: b.replace(b",storm", b""),
        ':2: "name-of-the-dog": has 3 cells, and the header has 4; an empty cell has its comma too',
    ),
    "empty line": (
        lambda b: b.replace(b"\nname", b"\n\nname"),
        ":2: empty row; run `maliviz fmt`",
    ),
    "column without a name": (
        lambda b: b"id,order,topic,text,\nx,1,y,one, two\n",
        ':1: " two": a column has cells and no name, as where a program split cells at ; or a tab; '
        "take the file from an earlier version, and open it with the comma alone",
    ),
    "column of nothing": (
        lambda b: b"id,order,topic,text,\nx,1,y,one,\n",
        f":1: a column without a name and without cells; {FMT}",
    ),
    "row of nothing": (lambda b: b + b",,,\n", f":3: empty row; {FMT}"),
    "unclosed quote": (
        lambda b: b.replace(b"What", b'"What'),
        f":2: the quote that opens in this line is not closed before the end of the file; {QUOTE}",
    ),
    "quote in the middle": (
        lambda b: b.replace(b"What", b'"What"'),
        ":2: the quote that opens in this line is not closed before the next comma; " + QUOTE,
    ),
    "needless quotes": (
        lambda b: b.replace(b"What the dog is called.", b'"What"'),
        ':2: "name-of-the-dog,10,storm,"What"": unnecessary quotes; ' + FMT,
    ),
    "no last line break": (lambda b: b[:-1], f":2: no line break at the end of the file; {FMT}"),
    "not sorted": (
        lambda b: b + b"a,20,storm,Why?\n",
        f':3: id = "a": rows are not sorted: this one belongs above "name-of-the-dog"; {FMT}',
    ),
}


@pytest.mark.parametrize(("change", "told"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file(tmp_path: Path, change: Callable[[bytes], bytes], told: str) -> None:
    desk = Desk(tmp_path)
    desk.spoil("gaps.csv", change)
    assert desk.problems() == [f"data/gaps.csv{told}"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (desk.folder / "gaps.csv").unlink()
    assert desk.problems() == [f"data/gaps.csv: there is no such file; {HEADER}"]


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (desk.folder / "gaps.csv").unlink()
    (desk.folder / "gaps.csv").mkdir()
    assert desk.problems() == [
        "data/gaps.csv: is a directory, not a file; put the table in its place"
    ]


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "gaps.csv":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert desk.problems() == [
        "data/gaps.csv: there is no permission to read it; "
        "allow it, as `chmod u+r data/gaps.csv` does"
    ]


def test_lines_are_counted_through_a_cell_of_several(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.spoil("gaps.csv", lambda _: b'id,order,topic,text\na,1,x,"one\n\nthree"\nb,2nd,x,y\n')
    assert desk.problems() == [
        'data/gaps.csv:2: text = "one\\n\\nthree": contains a line break at position 3; '
        "a cell is one line of text",
        'data/gaps.csv:5: order = "2nd": not a whole number; '
        "write digits, without spaces and leading zeros",
    ]


def test_reading_goes_on_after_a_broken_row(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.spoil("gaps.csv", lambda _: b'id,order,topic,text\na,1,x,"y"z\nb,2\nc,3rd,x,y\n')
    assert [line.split(": ")[0] for line in desk.problems()] == [
        "data/gaps.csv:2",
        "data/gaps.csv:3",
        "data/gaps.csv:4",
    ]


@pytest.mark.parametrize("file", TABLES)
def test_a_lost_table_makes_no_other_table_wrong(tmp_path: Path, file: str) -> None:
    desk = Desk(tmp_path)
    desk.spoil(file, lambda _: b"\xff")
    assert len(desk.problems()) == 1


@pytest.mark.parametrize("file", [file for file in TABLES if file != "translations.csv"])
def test_a_lost_row_makes_no_other_row_wrong(tmp_path: Path, file: str) -> None:
    desk = Desk(tmp_path)
    desk.spoil(file, lambda b: b.replace(b"\n", b"\n,", 2).replace(b"\n,", b"\n", 1))
    assert len(desk.problems()) == 1


def test_a_large_cell_is_one_problem_and_the_limit_of_csv_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    limit = csv.field_size_limit()
    desk.put("gaps", "name-of-the-dog", text="x" * 1_000_000, order="first")
    assert desk.problems() == [
        'data/gaps.csv:2: order = "first": not a whole number; '
        "write digits, without spaces and leading zeros",
        f'data/gaps.csv:2: text = "{"x" * 60}…": has 1,000,000 characters, and 10,000 are allowed; '
        "shorten it",
    ]
    assert csv.field_size_limit() == limit


def test_libreoffice_with_its_own_settings_loses_nothing(tmp_path: Path) -> None:
    """It offers to split at tab, comma and semicolon, and saves with commas and few quotes."""
    desk = Desk(tmp_path)
    desk.put("gaps", "a", order="2", topic="x", text="one; two")
    path = desk.folder / "gaps.csv"
    before = path.read_bytes()
    proposed = before.replace(b"\t", b",").decode()
    split = [re.findall(r'"[^"]*"|[^,;]+', line) for line in proposed.splitlines()]
    rows = [[cell.strip('"') for cell in row] for row in split]
    assert rows == list(csv.reader(io.StringIO(before.decode())))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    (problem,) = desk.problems()
    assert problem.endswith(f"no quotes where a cell holds a semicolon or a tab; {FMT}")
    fmt(read(desk.folder))
    assert path.read_bytes() == before


def test_rows_and_columns_of_nothing_are_taken_out(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    before = (desk.folder / "gaps.csv").read_bytes()
    desk.spoil("gaps.csv", lambda b: b.replace(b"\n", b",,\n") + b",,,,,\n\n")
    done = fmt(read(desk.folder))
    assert [problem.rule for problem in done.mended] == [
        *("a column without a name and without cells", "empty row", "empty row")
    ]
    assert (desk.folder / "gaps.csv").read_bytes() == before


def test_fmt_tells_the_lines_of_the_file_that_it_leaves(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.spoil("gaps.csv", lambda _: b"id,order,topic,text\nb,2nd,x,y\na,1,x,y\n")
    left = [problem for problem in fmt(read(desk.folder)).left if problem.column == "order"]
    assert [problem.line for problem in left] == [3]


_CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=9)


@given(st.lists(st.tuples(st.uuids().map(str), _CELLS), max_size=5))
def test_the_canonical_form_has_no_order_and_loses_nothing(rows: list[tuple[str, str]]) -> None:
    named = [{"id": key, "text": text} for key, text in rows]
    text = canonical(named, ("id", "text"))
    assert text == canonical(reversed(named), ("id", "text"))
    read = list(csv.DictReader(io.StringIO(text, newline="\n")))
    assert read == sorted(named, key=lambda row: row["id"])


@pytest.mark.slow
@given(st.sampled_from(TABLES), st.data())
def test_no_bytes_are_more_than_a_data_error(
    tmp_path_factory: pytest.TempPathFactory, file: str, data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("any", numbered=True)
    desk = Desk(root)
    whole = (desk.folder / file).read_bytes()
    start, stop = sorted(data.draw(st.integers(0, len(whole))) for _ in range(2))
    desk.spoil(file, lambda b: b[:start] + data.draw(st.binary(max_size=20)) + b[stop:])
    problems = check(desk.folder)
    if problems:
        with pytest.raises(DataError) as caught:
            load(desk.folder)
        assert list(caught.value.problems) == problems
    else:
        assert load(desk.folder).folder == desk.folder.resolve()


def test_a_hidden_file_is_no_table(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for name in (".~lock.claims.csv", "more.csv"):
        (desk.folder / name).write_text("id\n")
    assert desk.problems() == [
        "data/more.csv: not a table of datapackage.json; describe it there, or move it elsewhere"
    ]
