"""The site as a whole: its pages, where each claim stands on them, and what stands on it.

Which page holds a claim is read off what the notebooks show: the element with the id `claim-…`
is its home. A chapter without room for its lists has parts, which are pages beside it. What stands
on a claim is read off the prose and the figures, since no notebook can know the others.

Who made the site, and its edition, stand in the data: the names and licences in
`datapackage.json`, the changes in `changes.csv`. The day of an edition is that of its last change,
and never that of a build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from maliviz.corpus import Corpus
from maliviz.corpus.claim import Claim, Inference
from maliviz.corpus.rows import KINDS, Change, Record
from maliviz.evidence.compare import Assessment, comparisons
from maliviz.evidence.derive import inferences
from maliviz.language import SOURCE, Language, catalogues, joined, speaking
from maliviz.language import gettext as _
from maliviz.phrases import capitalized
from maliviz.problem import ProblemError, nearest
from maliviz.prose.links import behind, premises
from maliviz.prose.markdown import CLAIM, use_id, uses
from maliviz.prose.rules import Caption
from maliviz.site.contents import Page, Part, chapter_pages, parts
from maliviz.site.figures import FigureOutput, FigureView
from maliviz.site.markup import ids
from maliviz.site.notebooks import Notebook

_NO_RECORD = Record(*([()] * len(KINDS)))
_URL = re.compile(r"[A-Za-z0-9._~:/\[\]@!$&'()*+,;=%-]+")
_EXAMPLE = "write for example https://example.org/report/"


class Use(NamedTuple):
    """One place that stands on a claim or an inference: its address and what it is called.

    It is a mark of a figure, or the words of a sentence.
    """

    address: str
    words: str
    is_mark: bool = False


@dataclass(frozen=True)
class PlacedFigure:
    """A figure in its place: the notebook and the cell that show it.

    Its files are `figures/PAGE/NAME.…`: a name is given once on a page, so that no two figures
    ever share a file, and an address does not change when another page shows a figure of the
    same name.
    """

    notebook: Notebook
    cell: int
    figure: FigureOutput

    @property
    def address(self) -> str:
        """Where it stands: its page, and its place there."""
        return f"{self.notebook.stem}.html#figure-{self.figure.name}"

    def file(self, kind: str) -> str:
        """Path of its file of one kind: `csv`, `json`, `html` or `plotly.html`."""
        return f"figures/{self.notebook.stem}/{self.figure.name}.{kind}"

    def picture(self, view: FigureView, kind: str) -> str:
        """Path of the picture of one view, as `svg` or `png`."""
        return self.file(kind if len(self.figure.views) == 1 else f"{view.name}.{kind}")


@dataclass(frozen=True)
class Licence:
    """A licence: its short name, its title, and where its text stands."""

    name: str
    title: str
    address: str


@dataclass(frozen=True)
class Edition:
    """The site as one publication; `changes` are the newest first, and `name` is the data's."""

    name: str
    title: str
    description: str
    version: str
    authors: tuple[str, ...]
    licences: tuple[Licence, ...]
    changes: tuple[Change, ...]

    @property
    def date(self) -> str:
        """Day of the last change, empty if none is recorded."""
        return self.changes[0].date if self.changes else ""

    @property
    def words(self) -> str:
        """Name the edition for a person.

        >>> Edition("m", "M", "", "0.1.0", (), (), ()).words
        'Edition 0.1.0 of this report'
        """
        return capitalized(self.called)

    @property
    def called(self) -> str:
        """Name the edition within a sentence.

        >>> Edition("m", "M", "", "0.1.0", (), (), ()).called
        'edition 0.1.0 of this report'
        """
        if not self.version:
            return joined([_("edition of this report"), self.date])
        words = _("edition {version} of this report").format(version=self.version)
        return joined([words, self.date])

    @property
    def rights(self) -> str:
        """The short names of the licences."""
        return joined(licence.name for licence in self.licences)


@dataclass(frozen=True)
class Site:
    """The notebooks, the corpus that they rest on, and all that their pages know of each other.

    They are those of one language. `edition` is None for a page that stands alone, without the
    folder of a site: it offers no files. `base` is the address of its pages in the web if they have
    one, and `tables` are the addresses of the published tables. `languages` are all in which there
    is such a site: the pages of the first stand at the root, those of another in a folder there.
    """

    notebooks: tuple[Notebook, ...]
    corpus: Corpus | None = None
    edition: Edition | None = None
    base: str = ""
    tables: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """The code of its language."""
        return self.corpus.language if self.corpus else SOURCE

    @property
    def record(self) -> Record:
        """Every row of the corpus; a page that stands alone may know of none."""
        return self.corpus.record if self.corpus else _NO_RECORD

    def speaking(self) -> AbstractContextManager[Language]:
        """Speak its language for a while."""
        if self.corpus is None:
            return speaking(SOURCE)
        return speaking(self.language, catalogues(self.corpus.folder))

    @property
    def folder(self) -> str:
        """Where its pages lie: `fr/`, and nothing at the root."""
        return folder_of(self.language, self.languages)

    @property
    def root(self) -> str:
        """What leads from its pages to the root."""
        return "../" if self.folder else ""

    def translations(self, stem: str, root: str = "") -> dict[str, str]:
        """Return the address of a page (its stem) in every language, this one too, by code.

        There is none if there is no other. Addresses are seen from the page, or joined to a `root`.
        A list may have other parts in another language, so that a part leads to the chapter.
        """
        if len(self.languages) < 2:
            return {}
        chapter = f"{self.chapters.get(stem, stem)}.html"
        addresses = {
            code: f"{self.root}{folder_of(code, self.languages)}{chapter}"
            for code in self.languages
        } | {self.language: f"{stem}.html"}
        return {code: urljoin(root, address) for code, address in addresses.items()}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages in reading order."""
        return chapter_pages(self.notebooks)

    @cached_property
    def parts(self) -> dict[str, tuple[Part, ...]]:
        """The parts of each chapter that has some, by its stem.

        A page that stands alone has all of it.
        """
        books = self.notebooks if self.edition else ()
        return {book.stem: found for book in books if (found := parts(book))}

    def parts_of(self, stem: str, output: int) -> tuple[Part, ...]:
        """The parts of one list, by the stem of its chapter and its place among the outputs."""
        return tuple(part for part in self.parts.get(stem, ()) if part.output == output)

    @cached_property
    def every_page(self) -> tuple[Page, ...]:
        """The pages in reading order, each chapter before its parts."""
        return tuple(
            page
            for chapter in self.pages
            for page in (chapter, *(part.page for part in self.parts.get(chapter.stem, ())))
        )

    @property
    def title(self) -> str:
        """Title of the whole: that of its first page."""
        return self.pages[0].title

    def page(self, stem: str) -> Page:
        """Find a page by its stem; `ValueError` if there is none."""
        pages = {page.stem: page for page in self.every_page}
        if stem not in pages:
            hint = nearest(stem, pages) or f"the pages are {', '.join(pages)}"
            raise ValueError(f'there is no page "{stem}"; {hint}')
        return pages[stem]

    def neighbours(self, page: Page) -> tuple[Page | None, Page | None]:
        """The pages before and after one, in reading order; none for one that stands beside it."""
        chapter = self.chapters.get(page.stem, "")
        beside = [page for page in self.every_page if self.chapters[page.stem] == chapter]
        around = (None, *(self.pages if page in self.pages else beside), None)
        if page not in around:
            return None, None
        place = around.index(page)
        return around[place - 1], around[place + 1]

    @cached_property
    def chapters(self) -> dict[str, str]:
        """The chapter to which a page belongs, by their stems: its own, but for a part."""
        own = {page.stem: page.stem for page in self.pages}
        return own | {part.stem: part.chapter for some in self.parts.values() for part in some}

    @cached_property
    def homes(self) -> dict[str, str]:
        """The stem of the page that holds a claim or an inference, by anchor.

        Raises ProblemError if two pages hold one: its address would not be one address.
        """
        homes: dict[str, str] = {}
        problems = []
        for notebook in self.notebooks:
            for cell, stem, anchor in self._places(notebook):
                if CLAIM.fullmatch(f"#{anchor}") and homes.setdefault(anchor, stem) != stem:
                    rule = f"duplicate id, first used in {self.chapters[homes[anchor]]}.ipynb"
                    problems.append(notebook.problem(rule, cell, value=anchor))
        if problems:
            raise ProblemError(problems)
        return homes

    @cached_property
    def entries(self) -> dict[str, str]:
        """The stem of the page that holds a question, a speaker or a person, by anchor."""
        entries: dict[str, str] = {}
        for notebook in self.notebooks:
            for _cell, stem, anchor in self._places(notebook):
                if anchor.startswith(("question-", "speaker-", "person-")):
                    entries.setdefault(anchor, stem)
        return entries

    def _places(self, notebook: Notebook) -> Iterator[tuple[int, str, str]]:
        """Yield the cell, the stem of the page, and the id, of all that a notebook shows."""
        for place, one in enumerate(notebook.outputs):
            divided = self.parts_of(notebook.stem, place)
            for part in divided:
                yield from ((one.cell, part.stem, id) for row in part.rows for id in ids(row))
            if not divided:
                yield from ((one.cell, notebook.stem, id) for id in one.ids)

    def chapter_of(self, anchor: str) -> str:
        """The stem of the chapter that holds a claim or an inference, empty if none does."""
        return self.chapters.get(self.homes.get(anchor, ""), "")

    def address(self, anchor: str, stem: str) -> str:
        """Where a claim or an inference stands, seen from a page (its stem)."""
        home = self.homes.get(anchor, stem)
        return f"#{anchor}" if home == stem else f"{home}.html#{anchor}"

    @cached_property
    def is_scattered(self) -> bool:
        """Whether claims stand on more than one page of a site."""
        claims = {home for anchor, home in self.homes.items() if anchor.startswith("claim-")}
        return self.edition is not None and len(claims) > 1

    def holds_proof(self, stem: str) -> bool:
        """Whether a page (its stem) holds claims or inferences."""
        return stem in self.homes.values() or stem in self.parts

    def has_cards(self, stem: str) -> bool:
        """Whether a page (its stem) has a card for whatever it leads to and does not hold.

        A chapter in parts, and they themselves, lead to each other instead.
        """
        return self.corpus is not None and self.chapters.get(stem, stem) not in self.parts

    def here(self, anchor: str, stem: str) -> str:
        """Where a claim or an inference is shown on a page (its stem): there, or on a card."""
        return f"#{anchor}" if self.has_cards(stem) else self.address(anchor, stem)

    @cached_property
    def recorded(self) -> dict[str, Claim | Inference]:
        """Every claim and inference of the corpus, by anchor."""
        claims = {f"claim-{one.id}": one for one in self.record.claims}
        return {**claims, **{f"inference-{one.id}": one for one in self.inferences}}

    @cached_property
    def uses(self) -> dict[str, tuple[Use, ...]]:
        """What stands on each claim and inference, by anchor, but for the page that holds it."""
        uses: dict[str, dict[Use, None]] = {}
        for notebook in self.notebooks:
            for anchor, use in [*_prose_uses(notebook), *_figure_uses(notebook)]:
                if self.chapter_of(anchor) != notebook.stem:
                    uses.setdefault(anchor, {})[use] = None
        return {anchor: tuple(places) for anchor, places in uses.items()}

    @cached_property
    def figures(self) -> tuple[PlacedFigure, ...]:
        """Every figure, in the order of the notebooks."""
        return tuple(figure for notebook in self.notebooks for figure in figures(notebook))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each claim, by its id: the same in prose, tables, cards and lists."""
        return {one.id: one.number for one in self.record.claims}

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        """How the texts answer each question together."""
        return comparisons(self.corpus) if self.corpus else ()

    @cached_property
    def inferences(self) -> tuple[Inference, ...]:
        """The inferences with their conclusions."""
        return inferences(self.corpus) if self.corpus else ()

    def premises(self, anchors: Iterable[str]) -> tuple[tuple[Claim, ...], tuple[Inference, ...]]:
        """Return all that anchors rest on, through to the last premise, in reading order."""
        grounds = premises(self.corpus) if self.corpus else {}
        reached = behind((anchor.partition("-")[2] for anchor in anchors), grounds)
        return (
            tuple(claim for claim in self.record.claims if claim.id in reached),
            tuple(inference for inference in self.inferences if inference.id in reached),
        )


def folder_of(language: str, languages: Sequence[str]) -> str:
    """Return where the pages of a language lie: `fr/`, and nothing for the first.

    >>> folder_of("fr", ["en", "fr"]), folder_of("en", ["en", "fr"]), folder_of("en", [])
    ('fr/', '', '')
    """
    return f"{language}/" if language in languages[1:] else ""


def edition(package: bytes, corpus: Corpus) -> Edition:
    """Read the edition off the bytes of `datapackage.json` and the changes of a corpus."""
    described = json.loads(package)
    return Edition(
        name=corpus.schema.name,
        title=corpus.schema.title,
        description=corpus.schema.description,
        version=corpus.schema.version,
        authors=tuple(person["title"] for person in described.get("contributors", [])),
        licences=tuple(
            Licence(one.get("name", ""), one.get("title", one.get("name", "")), one["path"])
            for one in described.get("licenses", [])
            if "path" in one
        ),
        changes=corpus.record.changes[::-1],
    )


def figures(notebook: Notebook) -> Iterator[PlacedFigure]:
    """Yield the figures of one notebook, in order."""
    for one in notebook.outputs:
        if isinstance(one.output, FigureOutput):
            yield PlacedFigure(notebook, one.cell, one.output)


def captions(notebook: Notebook) -> list[Caption]:
    """Return what was written in the cells of the figures of a notebook."""
    return [
        Caption(
            notebook.file,
            placed.cell,
            placed.figure.words,
            placed.figure.anchors,
            [row.cells for row in placed.figure.rows],
        )
        for placed in figures(notebook)
    ]


def base_address(text: str) -> str:
    """Return an address of a folder in the web, with a slash at its end.

    A `ValueError` says what is wrong with anything else.

    >>> base_address("https://example.org/report")
    'https://example.org/report/'
    """
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f'"{text}" is no address: {error}; {_EXAMPLE}') from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f'"{text}" does not begin with https:// and a host; {_EXAMPLE}')
    if parts.username is not None or not _URL.fullmatch(text):
        raise ValueError(f'"{text}" holds more than a host and a path; {_EXAMPLE}')
    return text if text.endswith("/") else text + "/"


def _prose_uses(notebook: Notebook) -> Iterator[tuple[str, Use]]:
    """Yield each anchor that the prose links, with its first place there."""
    cells = (cell.source for _place, cell in notebook.cells("markdown"))
    for anchor, heading in uses(cells).items():
        words = _("the text under “{heading}”").format(heading=heading)
        yield anchor, Use(f"{notebook.stem}.html#{use_id(anchor)}", words)


def _figure_uses(notebook: Notebook) -> Iterator[tuple[str, Use]]:
    for one in figures(notebook):
        for anchor in one.figure.anchors:
            address = f"{notebook.stem}.html#{mark_id(one.figure.name, anchor)}"
            yield anchor, Use(address, one.figure.title, is_mark=True)


def mark_id(figure: str, anchor: str) -> str:
    """Return the id of what a figure (its name) shows of a claim or an inference.

    >>> mark_id("boats", "claim-ten-boats")
    'boats.claim-ten-boats'
    """
    return f"{figure}.{anchor}"
