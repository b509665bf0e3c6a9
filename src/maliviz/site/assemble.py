"""What a site holds: the pages, and all the files that go with them.

They have to fit together: no two files share a path, every address on the finished pages leads
somewhere, and every place has its own name. A report in several languages is a site in each, the
first at the root and every other in a folder there; they share what has no words, and each page
leads to the same page in the others.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from maliviz.corpus import Corpus
from maliviz.problem import Problem, ProblemError, nearest
from maliviz.site.downloads import figure_csv, figure_json, table_files
from maliviz.site.metadata import CHANGES, CLAIMS, FEED, LOST, claims_file, feed, sitemap
from maliviz.site.model import PlacedFigure, Site, edition, folder_of
from maliviz.site.notebooks import Notebook, by_language
from maliviz.site.pages import changes_page, figure_page, lost_page, page_files
from maliviz.site.pictures import link_cards, picture_files
from maliviz.site.proof import FIND, find_file
from maliviz.site.rendering import PLOTLY, plotly


def assemble(
    data: Mapping[str, bytes],
    corpora: Mapping[str, Corpus],
    notebooks: Sequence[Notebook],
    base: str = "",
    *,
    pictures: bool = True,
) -> dict[str, bytes]:
    """Return every file of the site by path; without `pictures`, their files are empty.

    `data` are the files of the data folder by name, from which the corpus of each language was
    loaded, the first language first; `base` is the address at which the site will stand, if it is
    known. What has no words, such as the tables, is there once. Raises ProblemError with all that
    is wrong with the notebooks, or with how the files fit together.
    """
    tables = table_files(data, next(iter(corpora.values())))
    sites = _sites(data, corpora, notebooks, base, tables)
    problems, parts = list[Problem](), [tables]
    for site in sites:
        try:
            with site.speaking():
                own = _files(site, sites, pictures)
            parts.append({f"{site.folder}{name}": raw for name, raw in own.items()})
        except ProblemError as error:
            problems += error.problems
    if problems:
        raise ProblemError(problems)
    files = joined(*parts, _common_files(sites))
    if broken := broken_links(files):
        raise ProblemError(_located(problem, sites) for problem in broken)
    return files


def _common_files(sites: Sequence[Site]) -> dict[str, bytes]:
    """Return what all languages share, besides the tables."""
    files = {}
    if any(placed.figure.spec for site in sites for placed in site.figures):
        files[PLOTLY] = plotly()
    if sites[0].base:
        files["sitemap.xml"] = sitemap(sites)
    return files


def _sites(
    data: Mapping[str, bytes],
    corpora: Mapping[str, Corpus],
    notebooks: Sequence[Notebook],
    base: str,
    tables: Iterable[str],
) -> list[Site]:
    """Return the site of each language."""
    languages = tuple(corpora)
    books = by_language(notebooks, languages)
    return [
        Site(
            tuple(books[code]),
            corpus,
            edition(data["datapackage.json"], corpus),
            base and f"{base}{folder}",
            tuple(f"../{table}" if folder else table for table in tables),
            languages,
        )
        for code, corpus in corpora.items()
        for folder in [folder_of(code, languages)]
    ]


def _files(site: Site, sites: Sequence[Site], pictures: bool) -> dict[str, bytes]:
    """Return the files of one language by path, seen from its folder."""
    return joined(
        page_files(site.notebooks, site),
        *(_figure_files(placed, site, pictures) for placed in site.figures),
        _side_files(site, sites),
        link_cards(site),
    )


def joined(*parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Put files together by path; raises ProblemError where two would have one path."""
    count = Counter(name for part in parts for name in part)
    duplicates = [name for name, times in sorted(count.items()) if times > 1]
    if duplicates:
        rule, hint = "the site makes a file of this name itself", "give the notebook another name"
        raise ProblemError(Problem(name, rule=rule, hint=hint) for name in duplicates)
    return {name: raw for part in parts for name, raw in part.items()}


def _figure_files(placed: PlacedFigure, site: Site, pictures: bool) -> dict[str, bytes]:
    return {
        placed.file("csv"): figure_csv(placed.figure),
        placed.file("json"): figure_json(placed, site),
        placed.file("html"): figure_page(placed, site),
        **_plotted(placed, site),
        **picture_files(placed, site, drawn=pictures),
    }


def _plotted(placed: PlacedFigure, site: Site) -> dict[str, bytes]:
    """Return the page on which plotly draws a figure, if it has a description for it."""
    page = placed.file("plotly.html")
    return {page: figure_page(placed, site, plotly=True)} if placed.figure.spec else {}


def _side_files(site: Site, sites: Sequence[Site]) -> dict[str, bytes]:
    """The files beside the chapters."""
    files = {LOST.address: lost_page(site, sites), CLAIMS: claims_file(site)}
    if site.edition and site.edition.changes:
        files |= {CHANGES.address: changes_page(site), FEED: feed(site)}
    if site.is_scattered:
        files[FIND] = find_file(site)
    return files


def _located(problem: Problem, sites: Iterable[Site]) -> Problem:
    """Lead what is wrong on a page back to the notebook, cell and line that it comes from."""
    for site in sites:
        for notebook in site.notebooks:
            if f"{site.folder}{notebook.stem}.html" == problem.file:
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


def broken_links(files: Mapping[str, bytes]) -> list[Problem]:
    """Return what is wrong with the addresses of a site, given as its files by path.

    >>> print(*broken_links({"index.html": b'<p id="a"><a href="people.html">People</a></p>'}))
    index.html: "people.html": leads nowhere: no such file in the site
    """
    pages = {
        name: _Places(raw.decode("utf-8")) for name, raw in files.items() if name.endswith(".html")
    }
    return [
        problem
        for name in sorted(pages)
        for problem in [*_duplicates(name, pages), *_dead_ends(name, pages, files)]
    ]


class _Places(HTMLParser):
    """What of a page can be pointed at, and what it points at, each in order and with repeats."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.feed(html)
        self.close()
        self.places = frozenset(f"#{id}" for id in self.ids)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "xlink:href", "src"):
                self.hrefs.append(value or "")


def _duplicates(page: str, pages: Mapping[str, _Places]) -> Iterator[Problem]:
    for name, count in Counter(pages[page].ids).items():
        if count > 1:
            yield Problem(page, value=name, rule=f"duplicate id, of {count} places")


def _dead_ends(
    page: str, pages: Mapping[str, _Places], files: Mapping[str, bytes]
) -> Iterator[Problem]:
    for href in dict.fromkeys(pages[page].hrefs):
        parts = urlsplit(href)
        if parts.scheme in ("http", "https", "mailto", "data"):
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        target = path if parts.path else page
        places = pages[target].places if target in pages else frozenset[str]()
        if target not in files:
            rule = "leads nowhere: no such file in the site"
            yield Problem(page, value=href, rule=rule)
        elif parts.fragment and f"#{unquote(parts.fragment)}" not in places:
            rule = f"leads nowhere: {target} has no such place"
            yield Problem(
                page, value=href, rule=rule, hint=nearest(f"#{parts.fragment}", sorted(places))
            )
