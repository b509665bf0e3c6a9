"""What nbval would let pass, or what no page can show, is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made import code, figure, html, md, notebook
from nbformat import from_dict

from maliviz.problem import Problem
from maliviz.site.inputs import Inputs
from maliviz.site.notebooks import Notebook, lint, outputs_of, stale

TITLE = md("# Title")
SHOWN = html("<p>1</p>")


INPUTS = Inputs(Path("data"), {}, {}, {})


def checked(*books: Notebook) -> list[Problem]:
    """What is wrong with notebooks that were refreshed just now."""
    for book in books:
        book.node.metadata["maliviz"] = {"outputs_of": outputs_of(book, INPUTS)}
    return lint(books, INPUTS)


def problems(*cells: dict[str, Any], **changed: Any) -> list[str]:
    book = from_dict(notebook(*[dict(cell) for cell in cells], **changed))
    return list(map(str, checked(Notebook("books/index.ipynb", book))))


def test_a_notebook_in_order_has_no_problems() -> None:
    last = code("for n in range(3):\n    n  # ;")
    assert problems(TITLE, code("a = 1"), md("## Part"), code("a", SHOWN), last) == []


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
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
        (code("a", {"image/png": "aGk="}), "shows a picture without words"),
        (md("a\n\nb $c$"), 'line 3: "$c$": a formula, which no page shows'),
        (md("[a](#title)"), '"#title": leads nowhere: index.ipynb has no such place; did you mean'),
        (md("[a](b.ipynb)"), 'line 1: "b.ipynb": there is no notebook b.ipynb to link to'),
        (md("a <blink>b</blink>"), "line 1: <blink> is not allowed"),
    ],
)
def test_a_fault_is_found(cell: dict[str, Any], fault: str) -> None:
    (found,) = problems(TITLE, cell)
    assert found.startswith(f"books/index.ipynb: cell 2: {fault}") or fault in found


@pytest.mark.parametrize("first", [code("a = 1"), md("Words"), md("## Part")])
def test_the_first_cell_has_the_title(first: dict[str, Any]) -> None:
    assert any(
        "cell 1: the first cell must be Markdown with the title" in f for f in problems(first)
    )


def test_two_figures_of_one_name_are_told() -> None:
    shown = code("a", figure(), figure("ships"), figure())
    assert problems(TITLE, shown) == [
        'books/index.ipynb: cell 2: a second figure with the name "boats"; '
        'give it another one: name="…"'
    ]


def test_a_notebook_that_is_stale_is_told_of_once() -> None:
    book = Notebook("books/index.ipynb", from_dict(notebook(TITLE, code("a", {"image/png": ""}))))
    assert lint([book], INPUTS) == []
    assert list(map(str, stale([book], INPUTS))) == [
        "books/index.ipynb: its outputs are not those that `maliviz refresh` stored; "
        "run `maliviz refresh`"
    ]


def test_the_kernel_is_python() -> None:
    (found,) = problems(TITLE, metadata={"kernelspec": {"name": "julia-1.9", "display_name": "J"}})
    assert found == 'books/index.ipynb: has the kernel "julia-1.9"; choose python3'


def test_titles_are_unique_and_one_notebook_is_the_first() -> None:
    books = [Notebook(f"books/{n}.ipynb", from_dict(notebook(dict(TITLE)))) for n in ("a", "b")]
    assert list(map(str, checked(*books))) == [
        "books: has no index.ipynb, which becomes the first page",
        'books/a.ipynb: cell 1: the title "Title" is that of another notebook too; take another',
        'books/b.ipynb: cell 1: the title "Title" is that of another notebook too; take another',
    ]
