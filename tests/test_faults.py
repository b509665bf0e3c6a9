"""What is wrong with tables and notebooks, as the command tells it to whoever has to mend it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from made import Project, code, files, html, md, notebook, write_notebooks
from processes import weakly

from maliviz.cli import main

pytestmark = pytest.mark.slow

Change = Callable[[bytes], bytes]

PLACE = re.compile(r'data/[a-z]+\.csv(:\d+)?(: [a-z_]+)?( = |: )?(".*")?: [^;]+; .+')


def swapped(old: str, new: str) -> Change:
    def change(raw: bytes) -> bytes:
        assert old.encode() in raw
        return raw.replace(old.encode(), new.encode(), 1)

    return change


def inferred(*rows: str) -> Change:
    return lambda raw: raw + "".join(f"{row}\n" for row in rows).encode()


TABLES: dict[str, tuple[str, Change | None, str]] = {
    "missing file": ("gaps", None, "data/gaps.csv: there is no such file; it needs one line"),
    "empty file": ("gaps", lambda _: b"", "data/gaps.csv: empty file; it needs one line"),
    "missing column": ("gaps", swapped("topic,", ""), "gaps.csv:1: topic: missing column"),
    "extra column": (
        "gaps",
        swapped("text", "text,x"),
        "gaps.csv:1: x: no such column",
    ),
    "same id": (
        "events",
        lambda raw: raw + raw.splitlines(keepends=True)[1],
        ':3: id = "lighting": duplicate id, first used on line 2; each',
    ),
    "unknown id": (
        "claims",
        swapped(",text-a,", ",text-q,"),
        ':3: speaker = "text-q": no such actor in actors.csv; did you',
    ),
    "circle": (
        "inferences",
        inferred("a,A.,,,x,,,b,T.,weak", "b,B.,,,x,,,a,T.,weak"),
        ':2: premises = "b": circular premises: a → b → a; delete one',
    ),
    "month": (
        "claims",
        swapped(",1921,", ",2025-13,"),
        ':3: when = "2025-13": position 5: there is no month 13; write',
    ),
    "cut off": (
        "claims",
        swapped(",1921,", ",2030/,"),
        ':3: when = "2030/": position 5: an empty side may be a cut-off',
    ),
    "words": (
        "claims",
        swapped(",1921,", ",July 2025,"),
        ':3: when = "July 2025": position 0: a date has digits, not',
    ),
    "end first": (
        "claims",
        swapped(",1921,", ",1922/1921,"),
        '= "1922/1921": position 5: the end is before the start; write',
    ),
    "span": (
        "passages",
        swapped(",32,48,", ",48,32,"),
        ':3: end = "32": not after the start of the passage, 48; end',
    ),
    "outside": (
        "passages",
        swapped(",32,48,", ",32,480,"),
        ':3: end = "480": outside the text, which has 48 characters;',
    ),
    "NFD": (
        "gaps",
        lambda raw: raw + "a,1,t,cafe\u0301\n".encode(),
        "not in NFC: a letter is stored as two characters; run",
    ),
    "BOM": (
        "gaps",
        lambda raw: b"\xef\xbb\xbf" + raw,
        ":1: begins with a byte order mark; run `maliviz fmt`",
    ),
    "Latin-1": (
        "gaps",
        lambda raw: raw + b"a,1,t,caf\xe9\n",
        ":2: not UTF-8: this line has the byte 0xE9; save",
    ),
    "CRLF": ("gaps", swapped("\n", "\r\n"), ":1: ends in CRLF instead of LF; run"),
    "NUL": (
        "gaps",
        lambda raw: raw + b"a,1,t,x\0y\n",
        '= "x\\x00y": contains a NUL character at position 1; a cell',
    ),
    "quote": (
        "gaps",
        lambda raw: raw + b'a,1,t,"x\n',
        ":2: the quote that opens in this line is not closed before the end of the file; a quote",
    ),
    "1 MB": (
        "gaps",
        lambda raw: raw + b"a,1,t," + b"x" * 1_000_000 + b"\n",
        "has 1,000,000 characters, and 10,000 are allowed; shorten",
    ),
    "formula": (
        "gaps",
        lambda raw: raw + b"a,1,t,@SUM(1)\n",
        '= "@SUM(1)": begins with "@", which a spreadsheet takes for',
    ),
    "no slug": (
        "gaps",
        lambda raw: raw + "Qui\u00e9n?,1,t,x\n".encode(),
        'single hyphens; write for example "quien"',
    ),
}


def told(project: Project, capsys: pytest.CaptureFixture[str], command: str) -> list[str]:
    """What a command says of a project in which something is wrong: it changes nothing."""
    before = files(project.root)
    folders = ["--data", str(project.data), "--notebooks", str(project.notebooks)]
    to = ["--output", str(project.output)] if command == "build" else []
    assert main([command, *folders, *to]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert files(project.root) == before
    return err.splitlines()


@pytest.mark.parametrize(("table", "change", "said"), TABLES.values(), ids=TABLES)
def test_a_table_that_is_wrong(
    project: Project,
    capsys: pytest.CaptureFixture[str],
    table: str,
    change: Change | None,
    said: str,
) -> None:
    path = project.data / f"{table}.csv"
    path.write_bytes(change(path.read_bytes())) if change else path.unlink()
    lines = [line for line in told(project, capsys, "check") if line.startswith("data/")]
    assert [said in line for line in lines].count(True) == 1, lines
    assert [line for line in lines if not PLACE.fullmatch(line)] == []
    assert max(map(len, lines)) < 300


Book = dict[str, Any]


def book(*cells: dict[str, Any], **changed: Any) -> Book:
    return notebook(md("# X"), *cells, **changed)


NOTEBOOKS: dict[str, tuple[bytes | Book, str]] = {
    "not JSON": (b"{", "is not JSON in UTF-8: Expecting property name enclosed in double quotes"),
    "older format": (
        json.dumps(book(nbformat_minor=2)).encode(),
        "has notebook format 4.2; 4.5 or a later 4 is",
    ),
    "no such kernel": (
        json.dumps(book(metadata={"kernelspec": {"name": "julia", "display_name": "J"}})).encode(),
        'has the kernel "julia"; choose python3',
    ),
    "only plotly": (
        book(code("f", {"application/vnd.plotly.v1+json": "{}"})),
        "cell 2: shows a chart that is nothing without script",
    ),
    "only a PNG": (
        book(code("f", {"image/png": "aGk="})),
        "cell 2: shows a picture without words",
    ),
    "cleared": (
        json.dumps(book(code("f"))).encode(),
        "its outputs are not those that `maliviz refresh` stored; run `maliviz refresh`",
    ),
    "too much": (
        json.dumps(book(code("f", html("x" * 5_000_000)))).encode(),
        "bytes; 5,000,000 are allowed: show less",
    ),
}


@pytest.mark.parametrize(("raw", "said"), NOTEBOOKS.values(), ids=NOTEBOOKS)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_notebook_that_is_wrong(
    project: Project, capsys: pytest.CaptureFixture[str], command: str, raw: bytes | Book, said: str
) -> None:
    if isinstance(raw, bytes):
        (project.notebooks / "x.ipynb").write_bytes(raw)
    else:
        write_notebooks(project.notebooks, {"x.ipynb": raw})
    *before, line = [line for line in told(project, capsys, command) if said in line]
    assert before == []
    assert line.startswith("notebooks/x.ipynb: ")


def test_two_notebooks_of_one_title(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("x.ipynb", md("# How many boats came"))
    assert [line.partition(": ")[0] for line in told(project, capsys, "check")] == [
        *("notebooks/boats.ipynb", "notebooks/x.ipynb")
    ]


def test_a_table_that_the_schema_does_not_know(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.data / "more.csv").write_bytes(b"id\n=1+1\n")
    way_out = "not a table of datapackage.json; describe it there, or move it elsewhere"
    assert told(project, capsys, "check")[0] == f"data/more.csv: {way_out}"


COMMANDS = ["check", "build", "fmt"]
UNREAD = {"data/gaps.csv": COMMANDS, "data/datapackage.json": COMMANDS}


@pytest.mark.parametrize(("name", "commands"), (UNREAD | {"notebooks": ["check", "build"]}).items())
def test_a_file_that_may_not_be_read(project: Project, name: str, commands: list[str]) -> None:
    (project.root / name).chmod(0)
    for ended in weakly(project.root, *([command] for command in commands)):
        assert (ended.status, ended.out) == (1, "")
        assert re.search(rf"{name}: .*(permission|cannot be read)", ended.err, re.IGNORECASE)
        assert "Traceback" not in ended.err
    assert project.stray() == []
    assert not project.output.exists()


def test_a_text_that_is_a_folder(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    (project.root / "texts" / "a.txt").mkdir(parents=True)
    assert main(["verify", "texts"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(
        'data/documents.csv:2: file = "a.txt": is a directory, not a file; claims'
    )
