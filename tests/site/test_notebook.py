"""Files that are no notebooks of ours are refused, with the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made import code, html, md, notebook
from nbformat import from_dict

from maliviz.site.inputs import Inputs, Tables
from maliviz.site.notebooks import MAX_BYTES, Notebook, homes, read_notebooks, stored_bytes

NEEDED = "4.5 or a later 4 is needed"
GOOD = notebook(md("# Title"))


def raw(**changed: Any) -> bytes:
    return json.dumps(GOOD | changed).encode()


def test_notebooks_are_read_in_the_order_of_their_names() -> None:
    read, _ = read_notebooks("books", {"b.ipynb": raw(), "a.ipynb": raw()})
    assert [(n.file, n.stem) for n in read] == [("books/a.ipynb", "a"), ("books/b.ipynb", "b")]


def test_pasted_pictures_belong_to_their_cell() -> None:
    pasted = {"attachments": {"a b.png": {"image/png": ["aG\n", "k=\n"]}}, "id": "x"}
    ((read,), _) = read_notebooks("books", {"a.ipynb": raw(cells=[md("# One") | pasted])})
    (cell,) = read.prose
    assert cell.pictures == {"a b.png": "data:image/png;base64,aGk="}


def test_lines_are_joined() -> None:
    cell = md("") | {"source": ["# One\n", "two"], "id": "x"}
    ((read,), _) = read_notebooks("books", {"a.ipynb": raw(cells=[cell])})
    assert read.node.cells[0].source == "# One\ntwo"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is not JSON in UTF-8: Expecting value: line 1 column 1"),
        (
            b'{\n "cells": [',
            "is not JSON in UTF-8: Expecting value: line 2 column 12 (char 13); mend",
        ),
        (b"<<<<<<< HEAD\n{}", "is not JSON in UTF-8: Expecting value: line 1 column 1"),
        (raw(cells=[md("a \ud800")]), "is not JSON in UTF-8: 'utf-8' codec can't encode character"),
        (b"\xff\xfe{}", "is not JSON in UTF-8: 'utf-8' codec can't decode byte 0xff in position 0"),
        (b"[]", "is JSON, but no notebook"),
        (b"[" * 100_000, "is not JSON in UTF-8: maximum recursion depth exceeded"),
        (b" " * (MAX_BYTES + 1), "has 5,000,001 bytes; 5,000,000 are allowed"),
        (b"{}", "has notebook format 1.0; 4.5 or a later 4 is needed"),
        (raw(nbformat=3), f"has notebook format 3.5; {NEEDED}: run `jupyter nbconvert --to"),
        (raw(nbformat=5), f"has notebook format 5.5; {NEEDED}: run `jupyter nbconvert --to"),
        (raw(nbformat_minor=4), f"has notebook format 4.4; {NEEDED}: run `maliviz refresh`"),
        (raw(cells=[{"cell_type": "poem", "id": "a", "metadata": {}}]), "is no valid notebook"),
        (raw(cells=[md("a")]), "is no valid notebook: 'id' is a required property"),
        (raw(cells=[md("a") | {"id": "x"}, md("b") | {"id": "x"}]), 'duplicate cell id "x"'),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes, reason: str) -> None:
    books, (problem,) = read_notebooks("books", {"a.ipynb": content})
    assert books == []
    assert str(problem).startswith(f"books/a.ipynb: {reason}")


@pytest.mark.parametrize("name", ["two words.ipynb", "é.ipynb", "-x.ipynb", "a.b.ipynb"])
def test_a_name_that_is_no_address_is_refused(name: str) -> None:
    _, (problem,) = read_notebooks("books", {name: raw()})
    assert problem.rule.startswith("the name becomes an address")


def test_an_older_format_can_be_read_for_an_upgrade() -> None:
    cells = [md("# Old"), code("1") | {"execution_count": None}]
    old = json.dumps(GOOD | {"cells": cells, "nbformat_minor": 2}).encode()
    ((read,), _) = read_notebooks("books", {"a.ipynb": old}, upgrade=True)
    assert read.node.nbformat_minor == 5
    assert [cell.id for cell in read.node.cells] == ["cell-1", "cell-2"]
    empty = {"a.ipynb": b'{"nbformat":4,"nbformat_minor":2,"metadata":{}}'}
    _, (problem,) = read_notebooks("books", empty, upgrade=True)
    assert problem.rule.startswith("is no valid notebook: 'cells' is a required")


def test_what_can_be_read_is_read_beside_what_cannot() -> None:
    files = {"a.ipynb": b"", "b.ipynb": raw(), "c.ipynb": b"[]"}
    books, problems = read_notebooks("books", files)
    assert [book.name for book in books] == ["b.ipynb"]
    assert [problem.file for problem in problems] == ["books/a.ipynb", "books/c.ipynb"]


def test_cells_are_numbered_over_all_kinds() -> None:
    cells = notebook(md("# T"), code("1"), md("x"), code("2"))
    ((read,), _) = read_notebooks("books", {"a.ipynb": json.dumps(cells).encode()})
    assert [number for number, _ in read.cells("code")] == [2, 4]
    assert str(read.problem("is wrong", 4, 2)) == "books/a.ipynb: cell 4: line 2: is wrong"


def test_a_link_to_a_claim_is_led_to_the_notebook_that_shows_it() -> None:
    links = (
        "[1](#claim-x) [2][r] [3](b.ipynb#claim-x) [4](#claim-new) [5](#part)\n\n[r]: #claim-x 'T'"
    )
    shown = code("a", {"text/html": '<p id="claim-x">x</p>'}) | {"id": "x", "execution_count": 1}
    cells = [md(f"# One\n\n{links}") | {"id": "y"}]
    files = {"a.ipynb": raw(cells=cells), "b.ipynb": raw(cells=[*cells, shown])}
    books, _ = read_notebooks("books", files)
    inputs = Inputs(Tables(Path("data"), {}), Path("books"), {})
    stored = [stored_bytes(book, inputs, homes(books)) for book in books]
    there = links.replace("b.ipynb#", "#").replace("#claim-x", "b.ipynb#claim-x")
    here = links.replace("b.ipynb#", "#")
    for content, led in zip(stored, (there, here), strict=True):
        assert "".join(json.loads(content)["cells"][0]["source"]) == f"# One\n\n{led}"


def test_a_place_is_called_as_jupyterlab_calls_it() -> None:
    cells = [md("# Who is *named*\n\n## A `b`\n\n> ## A b") | {"id": "y"}]
    shown = code("a", {"text/html": '<p id="person-x">x</p>'}) | {"id": "x", "execution_count": 1}
    cells.append(shown)
    ((book,), _) = read_notebooks("books", {"a.ipynb": raw(cells=cells)})
    named = {"Who-is-named": "who-is-named", "A-b": "a-b"}
    assert book.places == {"person-x": "person-x", **named}


def test_what_a_text_says_of_an_id_is_no_place() -> None:
    cells = md("# A"), code("1", html('<p id="b">So id="c" is no place</p>'))
    assert set(Notebook("notebooks/a.ipynb", from_dict(notebook(*cells))).places) == {"A", "b"}
