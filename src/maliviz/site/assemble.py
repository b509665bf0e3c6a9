"""What a site holds: the pages, and all the files that go with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from maliviz.corpus import Corpus
from maliviz.problem import Problem, ProblemError
from maliviz.site import explore
from maliviz.site.downloads import figure_csv, figure_json, table_files
from maliviz.site.edition import edition
from maliviz.site.links import broken_links
from maliviz.site.metadata import CHANGES, FEED, feed, sitemap
from maliviz.site.model import PlacedFigure, Site, verdicts
from maliviz.site.notebooks import Notebook
from maliviz.site.pages import LOST, changes_page, figure_page, lost_page, page_files
from maliviz.site.pictures import cards, picture_files


def assemble(
    data: Mapping[str, bytes], corpus: Corpus, notebooks: Sequence[Notebook], base: str = ""
) -> dict[str, bytes]:
    """Return every file of the site by path.

    `data` are the files of the data folder by name, from which the corpus was loaded; `base` is
    the address at which the site will stand, if it is known. Raises ProblemError with all that
    is wrong with the notebooks, or with how the files fit together.
    """
    tables = table_files(data, verdicts(corpus))
    about = edition(data["datapackage.json"], corpus)
    site = Site(tuple(notebooks), corpus, about, base, tuple(tables))
    files = joined(
        page_files(site),
        *(_figure_files(placed, site) for placed in site.figures),
        _side_files(site),
        cards(site),
        tables,
        explore.assets() if any(placed.figure.spec for placed in site.figures) else {},
    )
    if problems := broken_links(files):
        raise ProblemError(_located(problem, site) for problem in problems)
    return files


def joined(*parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Put files together by path; raises ProblemError where two would have one path."""
    count = Counter(name for part in parts for name in part)
    duplicates = [name for name, times in sorted(count.items()) if times > 1]
    if duplicates:
        rule, hint = "the site makes a file of this name itself", "give the notebook another name"
        raise ProblemError(Problem(name, rule=rule, hint=hint) for name in duplicates)
    return {name: raw for part in parts for name, raw in part.items()}


def _figure_files(placed: PlacedFigure, site: Site) -> dict[str, bytes]:
    return {
        placed.file("csv"): figure_csv(placed.figure),
        placed.file("json"): figure_json(placed, site),
        placed.file("html"): figure_page(placed, site),
        **picture_files(placed, site),
    }


def _side_files(site: Site) -> dict[str, bytes]:
    """The files beside the chapters."""
    files = {LOST.address: lost_page(site)}
    if site.edition and site.edition.changes:
        files |= {CHANGES.address: changes_page(site), FEED: feed(site)}
    if site.base:
        files["sitemap.xml"] = sitemap(site)
    return files


def _located(problem: Problem, site: Site) -> Problem:
    """Lead what is wrong on a page back to the notebook, cell and line that it comes from."""
    for notebook in site.notebooks:
        if f"{notebook.stem}.html" == problem.file:
            cell, line = _place(notebook, problem.value)
            return replace(problem, file=notebook.file, cell=cell, line=line)
    return problem


def _place(notebook: Notebook, address: str) -> tuple[int, int]:
    words = address.partition("#")[2] or address
    for number, cell in notebook.cells("markdown"):
        for line, text in enumerate(cell.source.splitlines(), start=1):
            if words in text:
                return number, line
    return 0, 0
