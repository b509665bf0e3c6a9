"""From tables and notebooks to a site: the order of the steps, and nothing else.

There is one gate. What is published has passed it, and `check` is the same gate with nobody
behind: it makes the whole site in memory, but for the pictures, and throws it away. One run lists
all that is wrong with tables, notebooks and pages. Nothing is run: what notebooks have stored is
what is published. What is heavy to load is loaded only when there is something to do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from maliviz import language
from maliviz.evidence.review import reviewed
from maliviz.problem import Problem, ProblemError
from maliviz.site.folder import put, unchanged
from maliviz.site.inputs import Inputs, Tables

if TYPE_CHECKING:
    from maliviz.corpus import Corpus
    from maliviz.site.notebooks import Notebook

Say = Callable[[str], None]


def build(inputs: Inputs, output: Path, say: Say) -> Path:
    """Make the site of what was read, and return the path of its first page.

    Raises ProblemError with all that is wrong; the site that stood there is then untouched.
    """
    site = output.resolve()
    if {inputs.tables.folder, inputs.folder.resolve()} & {site, *site.parents}:
        rule = "is a place of what the site is made of"
        raise ProblemError([Problem(str(output), rule=rule, hint="choose another one")])
    if unchanged(site, inputs.digest):
        say("nothing changed")
        return output / "index.html"
    say("checking the data and the notebooks, and making the pages")
    files, books = _site(inputs, say, pictures=True)
    put(site, files, inputs.digest)
    from maliviz.site.pictures import boxes

    for line in boxes(books):
        say(line)
    say(f"made {len(books)} page{'s' * (len(books) != 1)}")
    return output / "index.html"


def check(inputs: Inputs, say: Say) -> int:
    """Check what was read, and the pages made of it; return the number of notebooks.

    Raises ProblemError with all that is wrong: whatever `build` would refuse.
    """
    _, books = _site(inputs, say, pictures=False)
    return len(books)


def _site(
    inputs: Inputs, say: Say, *, pictures: bool
) -> tuple[Mapping[str, bytes], Sequence[Notebook]]:
    """Return every file of the site, and its notebooks, if nothing is wrong with anything."""
    from maliviz.prose.vocabulary import unread
    from maliviz.site.lint import lint
    from maliviz.site.notebooks import read_notebooks, stale, stale_problems

    for line in unread(inputs.tables.languages, inputs.tables.catalogues):
        say(line)
    corpora, problems = _corpora(inputs.tables)
    books, unreadable = read_notebooks(inputs.name, inputs.notebooks)
    outdated = stale(books, inputs)
    problems += [*unreadable, *lint(books, inputs, outdated), *stale_problems(outdated)]
    if not corpora:
        rule = "what they say cannot be held against tables in which ids or values are wrong"
        raise ProblemError([*problems, Problem(inputs.name, rule=rule, hint="mend these first")])
    sound, files = not problems, dict[str, bytes]()
    problems += _misread(corpora, books, outdated, inputs.tables)
    if sound:
        from maliviz.site.assemble import assemble

        with _told(problems):
            files = assemble(inputs.tables.files, corpora, books, inputs.base, pictures=pictures)
    if problems:
        raise ProblemError(problems)
    return files, books


def _corpora(tables: Tables) -> tuple[Mapping[str, Corpus], list[Problem]]:
    """Return the corpora, and what is wrong with the tables, the catalogues and the comparisons."""
    corpora, faults = tables.loaded
    problems = [*faults]
    for code in tables.languages:
        with _told(problems):
            problems += language.faults(code, tables.catalogues)
    if corpora:
        problems += reviewed(next(iter(corpora.values())))
    return corpora, problems


def _misread(
    corpora: Mapping[str, Corpus],
    notebooks: Sequence[Notebook],
    outdated: Collection[str],
    tables: Tables,
) -> list[Problem]:
    """Return what prose, and figures that are of now, say otherwise than the corpora."""
    from maliviz.prose.record import check_record
    from maliviz.prose.rules import check as check_prose
    from maliviz.prose.rules import check_captions
    from maliviz.site.model import captions
    from maliviz.site.notebooks import by_language

    problems: list[Problem] = []
    groups = by_language(notebooks, tables.languages)
    for code, corpus in corpora.items():
        fresh = [book for book in groups[code] if book.file not in outdated]
        with _told(problems), language.speaking(code, tables.catalogues):
            problems += check_prose([cell for book in groups[code] for cell in book.prose], corpus)
            problems += check_record(corpus)
            problems += check_captions([one for book in fresh for one in captions(book)], corpus)
    return problems


@contextmanager
def _told(problems: list[Problem]) -> Iterator[None]:
    """Go on where something is wrong, and keep it, but for what is known of that place."""
    try:
        yield
    except ProblemError as error:
        known = {(one.file, one.cell, one.line, one.value) for one in problems}
        problems += [p for p in error.problems if (p.file, p.cell, p.line, p.value) not in known]
