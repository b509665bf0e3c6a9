"""What nbval would let pass, or what no page can show, is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made import code, figure, html, md, notebook
from nbformat import from_dict
from pseudo import pseudo

from maliviz.charts.claim_list import Listing
from maliviz.charts.figure import FIGURE, Figure, Row
from maliviz.language import speaking
from maliviz.problem import Problem
from maliviz.site.inputs import Inputs, Tables
from maliviz.site.lint import lint
from maliviz.site.notebooks import Notebook, stale, stale_problems
from maliviz.site.outputs import CellOutput, read_output

TITLE = md("# Title")
SHOWN = html("<p>1</p>")


PACKAGE = {"datapackage.json": b'{"languages": ["en", "fr", "de"]}'}


def checked(*books: Notebook, package: dict[str, bytes] | None = None) -> list[Problem]:
    """What is wrong with the notebooks of a report, of which these are all."""
    names = dict.fromkeys((book.name for book in books), b"")
    return lint(books, Inputs(Tables(Path("data"), package or {}), Path("books"), names))


def problems(*cells: dict[str, Any], **changed: Any) -> list[str]:
    book = from_dict(notebook(*[dict(cell) for cell in cells], **changed))
    return list(map(str, checked(Notebook("books/index.ipynb", book))))


def test_a_notebook_in_order_has_no_problems() -> None:
    last = code("for n in range(3):\n    n  # ;")
    python = code("a = (7  # why?\n%3)")
    assert problems(TITLE, python, md("## Part"), code("a", SHOWN), last) == []


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (code(""), "is empty"),
        (code("%matplotlib inline"), "line 1: is a command of the notebook"),
        (code("a = 1\n!ls"), "line 2: is a command of the notebook"),
        (code("print?"), "line 1: is a command of the notebook"),
        (code("a = '!'\n  # why?\n!ls"), "line 3: is a command of the notebook"),
        (code("a = (1  # why?"), "line 1: is not Python: '(' was never closed"),
        (code("%time a\nb = = 1"), "line 2: is not Python: invalid syntax"),
        (code("  a = 1"), "line 1: is not Python: unexpected indent"),
        (code("if a:\n    b\n  %time c"), "line 3: is not Python: unindent does not match"),
        (code("\n\n%time a\nb = = 1"), "line 4: is not Python: invalid syntax"),
        (code("%%html\n<p>it's</p>"), "line 1: is a command of the notebook"),
        (code("a = 1\nb = !ls\nb?"), "line 2: is a command of the notebook"),
        (code("a = 1;"), "line 1: ends with a semicolon"),
        (code("a = 1;  # note\n\n"), "ends with a semicolon"),
        (code("# NBVAL_SKIP\na = 1"), "line 1: has a marker that hides it"),
        (code("a = 1  #nbval_ignore_output"), "line 1: has a marker that hides it"),
        (code("a = 1") | {"metadata": {"tags": ["nbval-skip"]}}, 'has the tag "nbval-skip"'),
        (code("a = 1") | {"metadata": {"tags": ["raises-exception"]}}, "has the tag"),
        (code("a = 1") | {"metadata": {"execution": {}}}, "holds times of running"),
        ({"cell_type": "raw", "metadata": {}, "source": "x"}, "is a raw cell"),
        (md("a\n\n# Another"), 'line 3: a second title, "Another"'),
        (md("> a\n>\n> # Another"), 'line 3: a second title, "Another"'),
        (md("1. # Another"), 'line 1: a second title, "Another"'),
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
    inputs = Inputs(Tables(Path("data"), {}), Path("books"), {book.name: b""})
    outdated = stale([book], inputs)
    assert lint([book], inputs, outdated) == []
    assert list(map(str, stale_problems(outdated))) == [
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


def test_every_language_has_the_same_notebooks() -> None:
    names = ("index", "boats", "all", "de/index", "de/boats", "de/all", "fr/index", "fr/bateaux")
    books = [
        Notebook(f"books/{name}.ipynb", from_dict(notebook(md(f"# {number % 3}"))))
        for number, name in enumerate(names)
    ]
    assert list(map(str, checked(*books, package=PACKAGE))) == [
        'books/fr: has no all.ipynb and boats.ipynb, as "en" has; '
        'translate what is missing, or take "fr" out of datapackage.json',
        'books/fr/bateaux.ipynb: "en" has no such notebook; give both the same name',
    ]


def spoken(language: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A figure and a list in a language, as ours are stored; English has no mark."""
    marked, lang = ({}, "") if language == "en" else ({"language": language}, f' lang="{language}"')
    shown = figure()
    shown[FIGURE] |= marked
    return shown, html(f'<div class="listing"{lang}><ul><li>One</li></ul></div>')


@pytest.mark.parametrize(
    ("place", "language", "told"),
    [("", "en", ""), ("fr/", "fr", ""), ("fr/", "en", "fr"), ("", "fr", "en"), ("fr/", "de", "fr")],
)
def test_a_notebook_speaks_the_language_of_its_folder(place: str, language: str, told: str) -> None:
    cells = notebook(TITLE, *(code("a", bundle) for bundle in spoken(language)), code("a", SHOWN))
    book = Notebook(f"books/{place}index.ipynb", from_dict(cells))
    spoke = [str(one) for one in checked(book, package=PACKAGE) if one.cell]
    assert spoke == [
        f'books/{place}index.ipynb: cell {cell}: speaks "{language}", and not "{told}"; '
        f'write `load(language="{told}")`'
        for cell in (2, 3)
        if told
    ]


def test_what_ours_show_says_its_language(tmp_path: Path) -> None:
    """A figure and a list in French are told from English ones."""
    pseudo(tmp_path, "fr")
    for language in ("en", "fr"):
        with speaking(language, tmp_path / "locale"):
            figure = Figure("a", "A", "b", "c", "d", ("A",), (Row(("1",)),), body="<p>1</p>")
            shown = [figure._repr_mimebundle_(), Listing((), ())._repr_mimebundle_()]
        outputs = [{"output_type": "display_data", "data": bundle} for bundle in shown]
        assert [CellOutput(1, read_output(one)).language for one in outputs] == [language] * 2
