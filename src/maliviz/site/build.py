"""From tables and notebooks to a site: the order of the steps, and nothing else.

There is one gate. What is published has passed it, and `check` is the same gate with nobody
behind: it makes the whole site in memory, but for the pictures, and throws it away. One run lists
all that is wrong with tables, notebooks and pages. Nothing is run: what notebooks have stored is
what is published. What is heavy to load is loaded only when there is something to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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
    say("checking the data and the notebooks, and making the pages")
    _say_unread(inputs, say)
    from maliviz.site.pictures import boxes

    files, books = _site(inputs, notebooks, pictures=True)
    put(site, files, inputs.digest)
    for line in boxes(books):
        say(line)
    say(f"made {len(books)} pages")
    return output / "index.html"


def check(data: Path, notebooks: Path, say: Say | None = None) -> int:
    """Check tables, notebooks and the pages made of them; return the number of notebooks.

    Raises ProblemError with all that is wrong: whatever `build` would refuse.
    """
    inputs = read_inputs(data, notebooks)
    if say:
        _say_unread(inputs, say)
    _site(inputs, notebooks, pictures=False)
    return len(inputs.notebooks)


def _say_unread(inputs: Inputs, say: Say) -> None:
    from maliviz.prose.vocabulary import unread

    for line in unread(inputs.languages, inputs.locale):
        say(line)


def _site(
    inputs: Inputs, notebooks: Path, *, pictures: bool
) -> tuple[Mapping[str, bytes], Sequence[Notebook]]:
    """Return every file of the site, and its notebooks, if nothing is wrong with anything."""
    from maliviz import language
    from maliviz.evidence.review import reviewed
    from maliviz.site.assemble import assemble
    from maliviz.site.notebooks import by_language, lint, read_notebooks, stale

    folder = notebooks.resolve().name
    problems: list[Problem] = []
    books: list[Notebook] = []
    corpora: Mapping[str, Corpus] = {}
    with _told(problems):
        corpora, faults = inputs.load()
        problems += faults
    for code in inputs.languages:
        with _told(problems):
            problems += language.faults(code, inputs.locale)
    for name, raw in inputs.notebooks.items():
        with _told(problems):
            books += read_notebooks(folder, {name: raw})
    problems += [*lint(books, inputs), *stale(books, inputs)]
    if not corpora:
        rule = "what they say cannot be held against tables in which ids or values are wrong"
        raise ProblemError([*problems, Problem(folder, rule=rule, hint="mend these first")])
    with _told(problems):
        problems += reviewed(next(iter(corpora.values())))
    ready, groups = not problems, by_language(books)
    for code, corpus in corpora.items():
        own = groups.get("" if code == inputs.languages[0] else code, [])
        with _told(problems), language.speaking(code, inputs.locale):
            problems += _misread(corpus, own, inputs)
    files: Mapping[str, bytes] = {}
    if ready:
        with _told(problems):
            files = assemble(inputs.data, corpora, books, inputs.base, pictures=pictures)
    if problems:
        raise ProblemError(dict.fromkeys(problems))
    return files, books


def _misread(corpus: Corpus, books: Sequence[Notebook], inputs: Inputs) -> Iterator[Problem]:
    """Yield what prose and figures of a language say otherwise than the corpus."""
    from maliviz.prose.record import check_record
    from maliviz.prose.rules import check as check_prose
    from maliviz.prose.rules import check_captions
    from maliviz.site.model import captions
    from maliviz.site.notebooks import staleness

    yield from check_prose([cell for book in books for cell in book.prose], corpus)
    yield from check_record(corpus)
    fresh = (book for book in books if not staleness(book, inputs))
    yield from check_captions([one for book in fresh for one in captions(book)], corpus)


@contextmanager
def _told(problems: list[Problem]) -> Iterator[None]:
    """Go on where something is wrong, and keep it, but for what is known of that place."""
    try:
        yield
    except ProblemError as error:
        known = {(one.file, one.cell, one.line, one.value) for one in problems}
        problems += [p for p in error.problems if (p.file, p.cell, p.line, p.value) not in known]
