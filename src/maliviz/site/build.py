"""From tables and notebooks to a site: the order of the steps, and nothing else.

Whatever can be wrong is looked for before anything is put in place, and one run lists all of it.
Nothing is run: what notebooks have stored is what is published. What is heavy to load is loaded
only when there is something to do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from maliviz.problem import Problem, ProblemError
from maliviz.site.folder import put, unchanged
from maliviz.site.inputs import Inputs, read_inputs

if TYPE_CHECKING:
    from maliviz.corpus import Corpus
    from maliviz.site.notebooks import Notebook

Say = Callable[[str], None]


def build(data: Path, notebooks: Path, output: Path, say: Say, base: str = "") -> Path:
    """Make the site of these tables and notebooks, and return the path of its first page.

    `base` is the address at which the site will stand, if it is known. Raises ProblemError with
    all that is wrong; the site that stood there is then untouched.
    """
    inputs = read_inputs(data, notebooks, base)
    site = output.resolve()
    if {data.resolve(), notebooks.resolve()} & {site, *site.parents}:
        rule = "is a place of what the site is made of"
        raise ProblemError([Problem(str(output), rule=rule, hint="choose another one")])
    if unchanged(site, inputs.digest):
        say("nothing changed")
        return output / "index.html"
    say("checking the data and the notebooks")
    corpus, books = _checked(inputs, notebooks)
    say("making the pages")
    from maliviz.site.assemble import assemble
    from maliviz.site.pictures import boxes

    put(site, assemble(inputs.data, corpus, books, inputs.base), inputs.digest)
    for line in boxes(books):
        say(line)
    say(f"made {len(books)} pages")
    return output / "index.html"


def check(data: Path, notebooks: Path) -> int:
    """Check tables and notebooks, and return the number of notebooks.

    Raises ProblemError with all that is wrong.
    """
    return len(_checked(read_inputs(data, notebooks), notebooks)[1])


def _checked(inputs: Inputs, notebooks: Path) -> tuple[Corpus, tuple[Notebook, ...]]:
    """Load what is in order; outputs can be refreshed only when the tables are."""
    from maliviz.evidence.compare import reviewed
    from maliviz.prose.number_of_texts import miscounts
    from maliviz.prose.rules import check as check_prose
    from maliviz.site.model import prose_cells
    from maliviz.site.notebooks import lint, miscounted_titles, read_notebooks, stale

    problems: list[Problem] = []
    books: tuple[Notebook, ...] = ()
    corpus: Corpus | None = None
    try:
        corpus = inputs.load()
        problems += reviewed(corpus)
    except ProblemError as error:
        problems += error.problems
    ready = not problems
    try:
        books = read_notebooks(notebooks.resolve().name, inputs.notebooks)
        problems += lint(books, inputs) + (stale(books, inputs) if ready else [])
    except ProblemError as error:
        problems += error.problems
    if corpus is not None:
        cells = [cell for book in books for cell in prose_cells(book)]
        problems += check_prose(cells, corpus) + miscounts(corpus)
        problems += miscounted_titles(books, len(corpus.documents))
    if problems or corpus is None:
        raise ProblemError(problems)
    return corpus, books
