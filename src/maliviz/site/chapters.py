"""From a notebook to a chapter: prose, code and outputs in order, as HTML without its frame.

Each link is led to its place: a claim to its card on the page, or to where it stands. A list for
which a chapter has no room is a chapter in parts. All that is wrong with chapters is told at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Literal
from xml.etree import ElementTree as ET

from markupsafe import Markup

from maliviz.corpus import Corpus
from maliviz.corpus.claim import Claim, Inference
from maliviz.corpus.rows import Document
from maliviz.language import N_, ngettext, number_word
from maliviz.language import gettext as _
from maliviz.phrases import capitalized, series
from maliviz.problem import Problem, ProblemError, nearest
from maliviz.prose.html import Ids
from maliviz.prose.links import targets
from maliviz.prose.markdown import Cell
from maliviz.site.contents import Page, Part
from maliviz.site.downloads import citation, sources
from maliviz.site.figures import Choice, FigureOutput, FigureView, choice
from maliviz.site.links import Names, lead_links, name_addresses, write_uses
from maliviz.site.markup import anchors, read_html, read_markdown, write_html
from maliviz.site.model import PlacedFigure, Site, mark_id
from maliviz.site.notebooks import Notebook
from maliviz.site.outputs import CellOutput, HtmlOutput, TextOutput
from maliviz.site.proof import cards
from maliviz.site.rendering import render

FIGURE_PARTS = ("words", "views", "lanes")
"""What figures need of style and script: sentences, several drawings, lanes to choose from."""

_UNSAID = {
    (False, False): (),
    (True, False): (
        N_("It does not print its outlet."),
        N_("Neither prints its outlet."),
        N_("None prints its outlet."),
    ),
    (False, True): (
        N_("It does not print its date."),
        N_("Neither prints its date."),
        N_("None prints its date."),
    ),
    (True, True): (
        N_("It does not print its outlet or its date."),
        N_("Neither prints its outlet or its date."),
        N_("None prints its outlet or its date."),
    ),
}
"""What one text, both or several do not print: by whether that is the outlet, and the date."""


@dataclass(frozen=True)
class Block:
    """One thing on a page: `prose`, `code` (the source), `html` or `text`."""

    kind: Literal["prose", "code", "html", "text"]
    body: str


@dataclass(frozen=True)
class FigureBlock:
    """A figure on a page: its views or its body with links led on, and what is offered beside.

    `marks` are the ids of what it shows, as far as no link of its body has them: two drawings hold
    one mark, and a reader sees one of them. `choice` is what a reader may choose on its drawings.
    What is `listed` on the page, each thing with its proof, stands in no table besides.
    """

    placed: PlacedFigure
    views: tuple[FigureView, ...]
    level: int
    body: Markup
    sources: tuple[Document, ...] = ()
    citation: str = ""
    code: str = ""
    marks: tuple[str, ...] = ()
    choice: Choice | None = None
    listed: bool = False
    kind: Literal["figure"] = "figure"

    @property
    def parts(self) -> tuple[str, ...]:
        """Which of `FIGURE_PARTS` it needs."""
        needed = zip(FIGURE_PARTS, (self.body, len(self.views) > 1, self.choice), strict=True)
        return tuple(part for part, is_needed in needed if is_needed)


@dataclass(frozen=True)
class Chapter:
    """A page and what stands on it: its body, the content of `cards`, and its `FIGURE_PARTS`."""

    page: Page
    body: Markup
    cards: ET.Element | None = None
    parts: tuple[str, ...] = ()


def chapters(notebooks: Iterable[Notebook], site: Site) -> list[Chapter]:
    """Return notebooks as chapters in reading order, each before its parts.

    Raises ProblemError with all that is wrong.
    """
    readers = [_Reader(notebook, site) for notebook in notebooks]
    problems = [*_unshown(site), *(one for reader in readers for one in reader.problems)]
    if problems:
        raise ProblemError(problems)
    made = [_chapter(reader.notebook, site, reader.blocks) for reader in readers]
    made += [_part(part, site) for some in site.parts.values() for part in some]
    return sorted(made, key=lambda chapter: site.every_page.index(chapter.page))


def _chapter(notebook: Notebook, site: Site, blocks: Sequence[Block | FigureBlock]) -> Chapter:
    body = render(
        "blocks.html.j2",
        blocks=blocks,
        address=partial(site.here, stem=notebook.stem),
        # Beside the claims themselves, a number would say again what their ids say.
        numbers={} if site.holds_proof(notebook.stem) else site.numbers,
    )
    needed = {part for block in blocks if isinstance(block, FigureBlock) for part in block.parts}
    parts = tuple(part for part in FIGURE_PARTS if part in needed)
    return Chapter(site.page(notebook.stem), Markup(body), cards(notebook, site), parts)


def _part(part: Part, site: Site) -> Chapter:
    """Return a stretch of a list as a page, which begins as its chapter does."""
    rows = deepcopy(part.tree)
    lead_links(rows, partial(site.address, stem=part.stem))
    write_uses(rows, site.uses)
    body = render(
        "part.html.j2",
        part=part,
        chapter=site.page(part.chapter),
        texts=Markup(introduction(site.record.documents)),
        rows=Markup(write_html(rows)),
    )
    return Chapter(site.page(part.stem), Markup(body))


def introduction(documents: Sequence[Document]) -> str:
    """Return which texts there are, and what the signs mean, to stand before the first of them."""
    count, outlet = len(documents), all(d.outlet == "not given" for d in documents)
    unsaid = _UNSAID[outlet, all(d.published_basis != "printed" for d in documents)]
    texts = ngettext("{number} news text:", "{number} news texts:", count)
    return render(
        "texts.html.j2",
        documents=documents,
        number=capitalized(texts.format(number=number_word(count))),
        unsaid=_(unsaid[min(count, len(unsaid)) - 1]) if unsaid else "",
    )


class _Reader:
    """Reads a notebook into blocks, and keeps what is wrong with it.

    Code follows what it shows, so that a reader meets the figure first; code that shows nothing
    stands with the next that does.
    """

    def __init__(self, notebook: Notebook, site: Site) -> None:
        self.notebook, self.stem, self.site = notebook, notebook.stem, site
        self.address = partial(site.here, stem=self.stem)
        self.problems: list[Problem] = []
        self.ids, self.level = Ids(), 1
        self.names = Names(name_addresses(site, notebook.stem))
        self.targets = targets(site.corpus) if site.corpus else {}
        self.blocks = list(self._blocks())

    def _blocks(self) -> Iterator[Block | FigureBlock]:
        prose, code = iter(self.notebook.prose), list[str]()
        by_cell = groupby(enumerate(self.notebook.outputs), key=lambda placed: placed[1].cell)
        outputs = {cell: list(some) for cell, some in by_cell}
        for number, cell in enumerate(self.notebook.node.cells, start=1):
            if cell.cell_type == "markdown":
                yield Block("prose", self._prose(next(prose)))
            elif cell.cell_type == "code":
                code.append(cell.source)
                if number in outputs:
                    shown = [block for one in outputs[number] for block in self._shown(*one)]
                    yield from _with_code(shown, "\n\n".join(code))
                    code.clear()
        yield from (Block("code", source) for source in code)

    def _prose(self, cell: Cell) -> Markup:
        places = {book.stem: book.places for book in self.site.notebooks}
        tree, text = read_markdown(cell, self.ids, places, self.targets)
        self.level = text.levels[-1] if text.levels else self.level
        self.problems += text.problems
        self._check_links(cell.number, anchors(tree), cell.source)
        lead_links(tree, self.address)
        self.names.link(tree)
        if cell is self.notebook.prose[0] and (documents := self.site.record.documents):
            below_title = int(len(tree) > 0 and tree[0].tag == "h1")
            tree.insert(below_title, read_html(introduction(documents))[0][0])
        return Markup(write_html(tree))

    def _shown(self, place: int, one: CellOutput) -> Iterator[Block | FigureBlock]:
        """Yield what an output, by its place among those of the notebook, is on the page."""
        match one.output:
            case HtmlOutput() as output:
                self._check_links(one.cell, anchors(output.tree))
                if parts := self.site.parts_of(self.stem, place):
                    yield Block("html", Markup(render("parts.html.j2", parts=parts)))
                else:
                    yield Block("html", self._html(output))
            case FigureOutput() as figure:
                self._check_links(one.cell, figure.linked)
                yield self._figure(PlacedFigure(self.notebook, one.cell, figure))
            case TextOutput(text):
                yield Block("text", text)
            case _:
                self.problems.append(self.notebook.problem(one.fault, one.cell))

    def _html(self, output: HtmlOutput) -> Markup:
        """Return HTML with its links led; those of a list go to where claims stand."""
        tree, home = deepcopy(output.tree), partial(self.site.address, stem=self.stem)
        lead_links(tree, self.address if output.listing is None else home)
        write_uses(tree, self.site.uses)
        return Markup(write_html(tree))

    def _figure(self, placed: PlacedFigure) -> FigureBlock:
        figure, site = placed.figure, self.site
        level, body = min(self.level + 1, 6), deepcopy(figure.body)
        marks = _mark(body, placed, site)
        if body is not None:
            lead_links(body, self.address)
        block = FigureBlock(
            placed,
            tuple(view.on_page(self.address) for view in figure.views),
            level,
            figure_body(body, level),
            marks=marks,
            choice=choice(figure.views),
        )
        if site.edition is None:
            return block
        homes = {site.homes.get(anchor) for anchor in figure.anchors}
        return replace(
            block,
            sources=sources(placed, site),
            citation=citation(placed, site),
            listed=homes == {self.stem},
        )

    def _check_links(self, cell: int, linked: Iterable[str], source: str = "") -> None:
        """Keep a problem for each claim or inference that is not there, with its line if known."""
        for anchor in dict.fromkeys(linked):
            if anchor not in self.site.homes and anchor not in self.site.recorded:
                lines = enumerate(source.splitlines(), start=1)
                line = next((place for place, text in lines if f"#{anchor}" in text), 0)
                rule = "leads nowhere: there is no such claim or inference"
                hint = nearest(f"#{anchor}", [f"#{home}" for home in self.site.homes])
                hint = hint or "correct the link or the data"
                self.problems.append(self.notebook.problem(rule, cell, line, hint, f"#{anchor}"))


def _with_code(shown: Sequence[Block | FigureBlock], code: str) -> Iterator[Block | FigureBlock]:
    """Yield what code shows, and the code: within a figure if it is that, or else after it all."""
    if len(shown) == 1 and isinstance(shown[0], FigureBlock):
        yield replace(shown[0], code=code)
    else:
        yield from shown
        yield Block("code", code)


def _mark(body: ET.Element | None, placed: PlacedFigure, site: Site) -> tuple[str, ...]:
    """Give the first link of a body to each anchor its id, and return the ids that are left.

    A figure beside the claims that it shows needs none: nothing leads back to it.
    """
    figure, stem = placed.figure, placed.notebook.stem
    away = [anchor for anchor in figure.anchors if site.chapter_of(anchor) != stem]
    ids = {f"#{anchor}": mark_id(figure.name, anchor) for anchor in away}
    for link in body.iter("a") if body is not None else ():
        if id := ids.pop(link.get("href", ""), ""):
            link.set("id", id)
    return tuple(ids.values())


def figure_body(tree: ET.Element | None, level: int) -> Markup:
    """Return the body of a figure whose heading has this level; its own are one lower."""
    if tree is None:
        return Markup()
    tree = deepcopy(tree)
    for heading in tree.iter("h3"):
        heading.tag = f"h{min(level + 1, 6)}"
    return Markup(write_html(tree))


def _unshown(site: Site) -> Iterator[Problem]:
    """Yield a problem with the claims that no page holds, and one with the inferences."""
    missing = [one for anchor, one in site.recorded.items() if anchor not in site.homes]
    claims = [one for one in missing if isinstance(one, Claim)]
    inferences = [one for one in missing if isinstance(one, Inference)]
    lists = [f'`mv.list_claims(corpus, "{claim.topic}")`' for claim in claims]
    if site.corpus and claims:
        yield _unheld(site.corpus, "claims", claims, lists)
    if site.corpus and inferences:
        yield _unheld(site.corpus, "inferences", inferences, ["`mv.list_inferences(corpus)`"])


def _unheld(
    corpus: Corpus, table: str, rows: Sequence[Claim | Inference], lists: Iterable[str]
) -> Problem:
    others = f", nor {len(rows) - 1} other{'s' * (len(rows) != 2)}" if len(rows) > 1 else ""
    hint = f"show {'them' if others else 'it'} in a notebook by {series(lists)}"
    return corpus.problem(table, rows[0].id, "id", f"no page holds it{others}", hint)
