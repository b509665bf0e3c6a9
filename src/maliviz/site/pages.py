"""From notebooks to HTML: prose, code and outputs in order, with every address led to its page.

Also the pages that no notebook makes: a figure alone, what changed, and the one for a wrong
address. All that is wrong with a page is told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from markupsafe import Markup

from maliviz.charts.claim_list import claim_html, inference_html, premise_statements
from maliviz.corpus import Corpus
from maliviz.corpus.claim import Claim, Inference
from maliviz.corpus.rows import Change
from maliviz.language import N_, ngettext, number_word
from maliviz.language import gettext as _
from maliviz.phrases import capitalized, series
from maliviz.problem import Problem, ProblemError
from maliviz.prose.html import Ids
from maliviz.prose.links import targets
from maliviz.prose.markdown import CLAIM
from maliviz.site import plot
from maliviz.site.cards import cards
from maliviz.site.choice import Choice, choice
from maliviz.site.downloads import Source, citation, sources
from maliviz.site.find import find_data
from maliviz.site.inline import inline
from maliviz.site.markup import read_html, read_markdown, write_html
from maliviz.site.metadata import (
    CHANGES,
    CLAIMS,
    FEED,
    alternates,
    card_properties,
    description,
    page_address,
    running,
)
from maliviz.site.model import Page, PlacedFigure, Site, Translation, Use, mark_id
from maliviz.site.names import Names, addresses
from maliviz.site.notebooks import Notebook
from maliviz.site.outputs import FigureOutput, FigureView, HtmlOutput, TextOutput
from maliviz.site.parts import Part, is_list
from maliviz.site.rendering import frame, render
from maliviz.site.whole import FILE as WHOLE
from maliviz.site.whole import Chapter, weight, whole_file

LOST = Page(
    "404", N_("There is no such page"), N_("No such page"), N_("This address leads nowhere.")
)
"""The page that a server shows for a wrong address."""


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
    sources: tuple[Source, ...] = ()
    citation: str = ""
    code: str = ""
    marks: tuple[str, ...] = ()
    choice: Choice | None = None
    listed: bool = False
    kind: Literal["figure"] = "figure"


def page_files(notebooks: Iterable[Notebook], site: Site) -> dict[str, bytes]:
    """Return the pages of notebooks by path, and in a site all of them as one file.

    Raises ProblemError with all that is wrong.
    """
    problems = list(_unshown(site))
    blocks = [(book, list(_blocks(book, site, problems))) for book in notebooks]
    if problems:
        raise ProblemError(problems)
    chapters = [_chapter(book, site, shown) for book, shown in blocks]
    chapters += [_part(part, site) for stem in site.parts for part in site.parts_of(stem)]
    chapters.sort(key=lambda chapter: site.every_page.index(chapter.page))
    whole = {WHOLE: whole_file(chapters, site)} if site.edition else {}
    download = [(name, weight(len(raw))) for name, raw in whole.items()]
    pages = {one.page.address: _page(one, site, download=download).encode() for one in chapters}
    return {**pages, **whole}


def figure_page(placed: PlacedFigure, site: Site) -> bytes:
    """Return one figure as a page of its own, to be carried elsewhere: offline, without script.

    It may end up in a frame of another page, in a mail, on a stick. So it leads nowhere but into
    itself: below the figure stand the claims that it rests on, and what those rest on in turn.
    """
    return _alone(placed, site, plot=None, **frame(*_parts(placed)))


def plot_page(placed: PlacedFigure, site: Site) -> bytes:
    """Return the page on which plotly draws a figure, above all that stands on `figure_page`."""
    framed = frame(*_parts(placed), script=plot.script(), plotly=True)
    return _alone(placed, site, plot=plot.address(), **framed)


def _parts(placed: PlacedFigure) -> list[str]:
    """What a page has that shows a figure alone."""
    words, views = placed.figure.body is not None, len(placed.figure.views) > 1
    return ["alone", *(["words"] if words else []), *(["views"] if views else [])]


def _alone(placed: PlacedFigure, site: Site, **framed: object) -> bytes:
    claims, inferences = site.premises(placed.figure.anchors)
    statements = premise_statements(claims, inferences)
    entries = [*map(claim_html, claims), *(inference_html(i, statements) for i in inferences)]
    listing = read_html("".join(entries))[0]
    level = 2 if framed["plot"] else 1
    block = FigureBlock(
        placed, placed.figure.views, level, _body(placed.figure.body, level), sources(placed, site)
    )
    page = render(
        "embed.html.j2",
        site=site,
        block=block,
        address="#{}".format,
        numbers=site.numbers,
        entries=Markup(write_html(_with_uses(listing, {}))),
        home=f"{site.base}{placed.address}" if site.base else "",
        **framed,
    )
    return page.encode("utf-8")


def changes_page(site: Site) -> bytes:
    """Return the page of what changed, the newest edition first."""
    assert site.edition is not None
    editions: dict[str, list[Change]] = {}
    for change in site.edition.changes:
        editions.setdefault(change.edition, []).append(change)
    address = partial(site.address, stem=CHANGES.stem)
    context = {"site": site, "editions": editions, "address": address, "feed": FEED}
    body = Markup(render("changes.html.j2", **context))
    return _page(Chapter(CHANGES.told, body), site).encode("utf-8")


def lost_page(site: Site, sites: Sequence[Site]) -> bytes:
    """Return the page for a wrong address, which says so in every language, its own first.

    A server shows it anywhere, so its links are whole.
    """
    others = (one for one in sites if one.language != site.language)
    bodies = (_lost(one, site, level) for one, level in [(site, 1), *((o, 2) for o in others)])
    return _page(Chapter(LOST.told, Markup("".join(bodies))), site, root=site.base).encode("utf-8")


def _lost(site: Site, seen: Site, level: int) -> str:
    """Say that there is no such page, and which there are, as seen from the site that says so."""
    with site.speaking():
        folder = f"{seen.root}{site.folder}" if site is not seen else ""
        pages = [(page, urljoin(seen.base, f"{folder}{page.address}")) for page in site.pages]
        return render("lost.html.j2", site=site, pages=pages, level=level)


def _chapter(notebook: Notebook, site: Site, blocks: Sequence[Block | FigureBlock]) -> Chapter:
    body = render(
        "blocks.html.j2",
        blocks=blocks,
        address=partial(site.here, stem=notebook.stem),
        # Beside the claims themselves, a number would say again what their ids say.
        numbers={} if site.holds_proof(notebook.stem) else site.numbers,
        plotly_size=weight(plot.size()),
    )
    figures = [block for block in blocks if isinstance(block, FigureBlock)]
    return Chapter(
        site.page(notebook.stem),
        Markup(body),
        cards(notebook, site),
        words=any(figure.body for figure in figures),
        views=any(len(figure.views) > 1 for figure in figures),
        lanes=any(figure.choice for figure in figures),
    )


def _part(part: Part, site: Site) -> Chapter:
    """Return a stretch of a list as a page, which begins as its chapter does."""
    texts = _introduction(site.corpus) if site.corpus else ""
    rows = write_html(_with_uses(_led(part.tree, partial(site.address, stem=part.stem)), site.uses))
    chapter = site.page(part.chapter)
    context = {"part": part, "chapter": chapter, "texts": Markup(texts), "rows": Markup(rows)}
    return Chapter(site.page(part.stem), Markup(render("part.html.j2", **context)))


def _page(
    chapter: Chapter, site: Site, *, root: str = "", download: Sequence[tuple[str, str]] = ()
) -> str:
    page = chapter.page
    described = site.edition is not None and page in site.pages
    finds = site.corpus is not None and site.holds_proof(page.stem)
    parts = {
        **{"page": True, "words": chapter.words, "views": chapter.views, "lanes": chapter.lanes},
        **{"cards": chapter.cards, "evidence": finds},
    }
    return render(
        "page.html.j2",
        page=page,
        site=site,
        chapter=chapter,
        root=root,
        download=download,
        neighbours=site.neighbours(page),
        translations=_translations(site, page, root),
        tables=[urljoin(root, table) for table in site.tables],
        alternates={} if page.stem == LOST.stem else alternates(site, page),
        feed=FEED,
        find=find_data(site) if finds else None,
        claims=CLAIMS if site.edition and site.holds_proof(page.stem) else "",
        lost=page.stem == LOST.stem,
        canonical=page_address(site, page),
        properties=card_properties(site, page),
        description=description(site, page) if described else None,
        **frame(
            *(part for part, needed in parts.items() if needed),
            running=running(page, site),
            loads=finds and site.is_scattered,
        ),
    )


def _translations(site: Site, page: Page, root: str) -> list[Translation]:
    """Return a page in the other languages; links are whole that begin with the address of ours."""
    others = (one for one in site.translations(page) if one.code != site.language)
    return [one._replace(address=urljoin(root, one.address)) for one in others]


def _introduction(corpus: Corpus) -> str:
    """Which texts there are, and what the signs mean, to stand before the first of them."""
    documents = corpus.record.documents
    count, outlet = len(documents), all(d.outlet == "not given" for d in documents)
    unsaid = _UNSAID[outlet, all(d.published_basis != "printed" for d in documents)]
    texts = ngettext("{number} news text:", "{number} news texts:", count)
    return render(
        "texts.html.j2",
        documents=documents,
        number=capitalized(texts.format(number=number_word(count))),
        unsaid=_(unsaid[min(count, len(unsaid)) - 1]) if unsaid else "",
    )


def _blocks(
    notebook: Notebook, site: Site, problems: list[Problem]
) -> Iterator[Block | FigureBlock]:
    """Yield what a notebook shows, and gather what is wrong with it.

    Code follows what it shows, so that a reader meets the figure first; code that shows nothing
    stands with the next that does.
    """
    ids, places = Ids(), {book.stem: book.places for book in site.notebooks}
    texts = iter(notebook.prose)
    known = targets(site.corpus) if site.corpus else {}
    told = site.corpus and site.corpus.record.documents
    introduction = read_html(_introduction(site.corpus))[0][0] if site.corpus and told else None
    level, code, names = 1, list[str](), Names(addresses(site, notebook.stem))
    for number, cell in enumerate(notebook.node.cells, start=1):
        if cell.cell_type == "markdown":
            tree, text = read_markdown(next(texts), ids, places, known)
            level = text.levels[-1] if text.levels else level
            problems += text.problems
            problems += _unknown(site, notebook, number, _anchors(tree), cell.source)
            tree = _led(tree, partial(site.here, stem=notebook.stem))
            names.link(tree)
            if introduction is not None:
                tree.insert(int(tree[0].tag == "h1") if len(tree) else 0, introduction)
                introduction = None
            yield Block("prose", Markup(write_html(tree)))
        elif cell.cell_type == "code":
            code.append(cell.source)
            if cell.outputs:
                yield from _with_code(
                    list(_shown(notebook, number, site, level, problems)), "\n\n".join(code)
                )
                code.clear()
    yield from (Block("code", source) for source in code)


def _with_code(shown: Sequence[Block | FigureBlock], code: str) -> Iterator[Block | FigureBlock]:
    """Yield what code shows, and the code: within a figure if it is that, or else after it all."""
    if len(shown) == 1 and isinstance(shown[0], FigureBlock):
        yield replace(shown[0], code=code)
    else:
        yield from shown
        yield Block("code", code)


def _shown(
    notebook: Notebook, number: int, site: Site, level: int, problems: list[Problem]
) -> Iterator[Block | FigureBlock]:
    for place, one in enumerate(notebook.outputs):
        if one.cell != number:
            continue
        if divided := site.parts.get(notebook.stem, {}).get(place):
            yield Block("html", Markup(render("parts.html.j2", parts=divided)))
        elif isinstance(one.output, TextOutput):
            yield Block("text", one.output.text)
        elif isinstance(one.output, HtmlOutput):
            problems += _unknown(site, notebook, number, _anchors(one.output.tree))
            lead = site.address if is_list(one.output.tree) else site.here
            led = _led(one.output.tree, partial(lead, stem=notebook.stem))
            tree = _with_uses(led, site.uses)
            yield Block("html", Markup(write_html(tree)))
        elif isinstance(one.output, FigureOutput):
            linked = [anchor for drawing in one.output.drawings for anchor in drawing.anchors()]
            linked += _anchors(one.output.body) if one.output.body is not None else []
            problems += _unknown(site, notebook, number, [*linked, *one.output.anchors])
            yield _figure(PlacedFigure(notebook, number, one.output), site, level)
        else:
            problems.append(notebook.problem(one.fault, number))


def _figure(placed: PlacedFigure, site: Site, level: int) -> FigureBlock:
    address = partial(site.here, stem=placed.notebook.stem)
    views = tuple(
        replace(
            view,
            wide=inline(view.wide.linked(address)),
            narrow=inline(view.narrow.linked(address)),
        )
        for view in placed.figure.views
    )
    level = min(level + 1, 6)
    body, marks = _marked(placed, site)
    led = _led(body, address) if body is not None else None
    block = FigureBlock(placed, views, level, _body(led, level), marks=marks, choice=choice(views))
    if site.edition is None:
        return block
    homes = {site.homes.get(anchor) for anchor in placed.figure.anchors}
    return replace(
        block,
        sources=sources(placed, site),
        citation=citation(placed, site),
        listed=homes == {placed.notebook.stem},
    )


def _marked(placed: PlacedFigure, site: Site) -> tuple[ET.Element | None, tuple[str, ...]]:
    """Return the body with an id on the first link to each anchor, and the ids that are left.

    A figure beside the claims that it shows needs none: nothing leads back to it.
    """
    figure, stem = placed.figure, placed.notebook.stem
    away = [anchor for anchor in figure.anchors if site.chapter_of(anchor) != stem]
    body, ids = deepcopy(figure.body), {f"#{one}": mark_id(figure.name, one) for one in away}
    for link in body.iter("a") if body is not None else ():
        if id := ids.pop(link.get("href", ""), ""):
            link.set("id", id)
    return body, tuple(ids.values())


def _body(tree: ET.Element | None, level: int) -> Markup:
    """Return the body of a figure whose heading has this level; its own are one lower."""
    if tree is None:
        return Markup()
    tree = deepcopy(tree)
    for heading in tree.iter("h3"):
        heading.tag = f"h{min(level + 1, 6)}"
    return Markup(write_html(tree))


def _anchors(tree: ET.Element) -> list[str]:
    """The claims and inferences to which the links of some HTML lead."""
    matches = (CLAIM.fullmatch(link.get("href", "")) for link in tree.iter("a"))
    return [match[1] for match in matches if match]


def _led(tree: ET.Element, lead: Callable[[str], str]) -> ET.Element:
    """Lead each link of some HTML to where its place is, given by its anchor."""
    tree = deepcopy(tree)
    for link in tree.iter("a"):
        href = link.get("href", "")
        page, notebook_link, place = href.partition(".ipynb")
        if match := CLAIM.fullmatch(href):
            link.set("href", lead(match[1]))
        elif notebook_link:
            link.set("href", f"{page}.html{place}")
    return tree


def _with_uses(tree: ET.Element, uses: Mapping[str, Sequence[Use]]) -> ET.Element:
    """Write into each entry that asks for it (`<p class="uses">`) what stands on it.

    Questions are folded: JupyterLab finds a claim only where it is open, a page opens it itself.
    """
    tree = deepcopy(tree)
    for entry in tree.iter():
        if "question" in entry.get("class", "").split():
            entry.attrib.pop("open", None)
        for place in entry.findall("p[@class='uses']"):
            if links := uses.get(entry.get("id", "")):
                _write_uses(place, links)
            else:
                entry.remove(place)
    return tree


def _write_uses(place: ET.Element, uses: Sequence[Use]) -> None:
    place.tag = "details"
    summary = ET.SubElement(place, "summary")
    used = ngettext("Used in {count} place", "Used in {count} places", len(uses))
    summary.text = used.format(count=len(uses))
    for use in uses:
        link = ET.SubElement(place, "a", {"href": use.address})
        link.text = use.words


def _unshown(site: Site) -> Iterator[Problem]:
    """Yield a problem with the claims that no page holds, and one with the inferences."""
    missing = [one for anchor, one in site.recorded.items() if anchor not in site.homes]
    claims = [one for one in missing if isinstance(one, Claim)]
    lists = [f'`mv.list_claims(corpus, "{claim.topic}")`' for claim in claims]
    if site.corpus and claims:
        yield _unheld(site.corpus, "claims", claims, lists)
    if site.corpus and (inferences := [one for one in missing if isinstance(one, Inference)]):
        lists = ["`mv.list_inferences(corpus)`"]
        yield _unheld(site.corpus, "inferences", inferences, lists)


def _unheld(
    corpus: Corpus, table: str, rows: Sequence[Claim | Inference], lists: Iterable[str]
) -> Problem:
    others = f", nor {len(rows) - 1} others" if len(rows) > 1 else ""
    hint = f"show {'them' if others else 'it'} in a notebook by {series(lists)}"
    return corpus.problem(table, rows[0].id, "id", f"no page holds it{others}", hint)


def _unknown(
    site: Site, notebook: Notebook, number: int, anchors: Iterable[str], source: str = ""
) -> Iterator[Problem]:
    """Yield what is wrong with links to claims and inferences, with the line in the source."""
    for anchor, hint in site.unknown(anchors):
        lines = enumerate(source.splitlines(), start=1)
        line = next((place for place, text in lines if f"#{anchor}" in text), 0)
        rule = "leads nowhere: there is no such claim or inference"
        yield notebook.problem(rule, number, line, hint, f"#{anchor}")
