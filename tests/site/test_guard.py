"""The guard refuses what nbval would let pass."""

from __future__ import annotations

from typing import Any

import pytest
from made import code, html, md, notebook
from nbformat import from_dict

from maliviz.site.guard import guard
from maliviz.site.notebook import Notebook

TITLE = md("# Title")
SHOWN = html("<p>1</p>")


def faults(*cells: dict[str, Any], **changed: Any) -> list[str]:
    book = from_dict(notebook(*[dict(cell) for cell in cells], **changed))
    return [str(fault) for fault in guard([Notebook("books/index.ipynb", book)])]


def test_a_notebook_in_order_has_no_faults() -> None:
    last = code("for n in range(3):\n    n  # ;")
    assert faults(TITLE, code("a = 1"), md("## Part"), code("a", SHOWN), last) == []


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (code("1"), "shows something, but no output is stored"),
        (code("a = 1", SHOWN) | {"execution_count": None}, "was not run, but it is code cell 1"),
        (code("a = 1") | {"execution_count": 7}, "was run as number 7, but it is code cell 1"),
        (code(""), "is empty"),
        (code("%matplotlib inline"), "line 1: is a command of the notebook"),
        (code("a = 1\n!ls"), "line 2: is a command of the notebook"),
        (code("print?"), "line 1: is a command of the notebook"),
        (code("a = (1"), "line 1: is not Python: '(' was never closed"),
        (code("a = 1;"), "line 1: ends with a semicolon"),
        (code("a = 1;  # note\n\n"), "ends with a semicolon"),
        (code("# NBVAL_SKIP\na = 1"), "line 1: has a marker that hides it"),
        (code("a = 1  #nbval_ignore_output"), "line 1: has a marker that hides it"),
        (code("a = 1") | {"metadata": {"tags": ["nbval-skip"]}}, 'has the tag "nbval-skip"'),
        (code("a = 1") | {"metadata": {"tags": ["raises-exception"]}}, "has the tag"),
        (code("a = 1") | {"metadata": {"execution": {}}}, "holds times of running"),
        ({"cell_type": "raw", "metadata": {}, "source": "x"}, "is a raw cell"),
        (md("a\n\n# Another"), 'line 3: a second title, "Another"'),
        (code("a", {"image/png": "aGk="}), "shows only a PNG picture"),
    ],
)
def test_a_fault_is_found(cell: dict[str, Any], fault: str) -> None:
    (found,) = faults(TITLE, cell)
    assert found.startswith(f"books/index.ipynb: cell 2: {fault}") or fault in found


@pytest.mark.parametrize("first", [code("a = 1"), md("Words"), md("## Part")])
def test_the_first_cell_has_the_title(first: dict[str, Any]) -> None:
    assert any("cell 1: the first cell must be Markdown with the title" in f for f in faults(first))


def test_a_notebook_that_was_not_run_is_told_of_once() -> None:
    cells = [code(source) | {"execution_count": None} for source in ("a", "b", "c")]
    assert faults(TITLE, *cells) == [
        "books/index.ipynb: cell 2: was not run, but it is code cell 1 "
        "(2 more are out of turn): run `maliviz refresh`"
    ]


def test_the_kernel_is_python() -> None:
    (found,) = faults(TITLE, metadata={"kernelspec": {"name": "julia-1.9", "display_name": "J"}})
    assert found == 'books/index.ipynb: has the kernel "julia-1.9"; choose python3'


def test_titles_are_unique_and_one_notebook_is_the_first() -> None:
    books = [Notebook(f"books/{n}.ipynb", from_dict(notebook(dict(TITLE)))) for n in ("a", "b")]
    assert [str(fault) for fault in guard(books)] == [
        "books: has no index.ipynb, which becomes the first page",
        'books/a.ipynb: cell 1: the title "Title" is that of another notebook too: take another',
        'books/b.ipynb: cell 1: the title "Title" is that of another notebook too: take another',
    ]
