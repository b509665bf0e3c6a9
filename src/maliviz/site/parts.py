"""Lists for which a chapter has no room, in parts on pages of their own.

However many claims there are, no page grows without end: a chapter whose lists are longer than a
page should be keeps what leads to their parts, and each part is a page. A part begins and ends
with a whole row: a question with its claims, an inference, a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from maliviz.language import gettext as _
from maliviz.prose.markdown import headings
from maliviz.site.markup import write_html
from maliviz.site.notebooks import Notebook
from maliviz.site.outputs import LISTING, HtmlOutput

ROOM = 240_000
"""How many characters of lists a chapter has room for."""
PART = 120_000
"""How many characters a part has at most, but for one with a single row."""
_NAME = 80


@dataclass(frozen=True)
class Part:
    """A stretch of a list: its page by stem and title, its chapter by stem, and what it holds."""

    stem: str
    title: str
    chapter: str
    rows: tuple[ET.Element, ...]
    box: ET.Element

    @property
    def first(self) -> str:
        """The words with which it begins."""
        return _words(self.rows[0])

    @property
    def last(self) -> str:
        """The words with which its last row begins."""
        return _words(self.rows[-1])

    @property
    def tree(self) -> ET.Element:
        """Its rows in a list like that from which they are."""
        root = ET.Element("div")
        listing = ET.SubElement(root, "div", {"class": "listing"})
        inner = listing if self.box.tag == "div" else ET.SubElement(listing, "ul", self.box.attrib)
        inner.extend(self.rows)
        return root


def parts(notebook: Notebook) -> Mapping[int, tuple[Part, ...]]:
    """Return the parts of each list of a chapter, by the place of the output that shows it.

    There are none if the chapter has room for its lists.
    """
    boxes = {
        place: box
        for place, one in enumerate(notebook.outputs)
        if isinstance(one.output, HtmlOutput)
        if (box := _box(one.output.tree)) is not None
    }
    if sum(len(write_html(box)) for box in boxes.values()) <= ROOM:
        return {}
    made: dict[int, tuple[Part, ...]] = {}
    count = 0
    for place, box in boxes.items():
        stretches = list(_stretches(box))
        heading = _heading(notebook, notebook.outputs[place].cell)
        made[place] = tuple(
            Part(
                f"{notebook.stem}-{count + number}",
                _title(heading, number, len(stretches)),
                notebook.stem,
                rows,
                box,
            )
            for number, rows in enumerate(stretches, start=1)
        )
        count += len(stretches)
    return made


def _title(heading: str, number: int, count: int) -> str:
    part = _("{heading}, part {number} of {count}")
    return part.format(heading=heading, number=number, count=count) if count > 1 else heading


def is_list(tree: ET.Element) -> bool:
    """Whether an output is a list, which leads to where claims stand and never to a card."""
    return _box(tree) is not None


def _box(tree: ET.Element) -> ET.Element | None:
    """Return the element that holds the rows of a list."""
    listing = tree.find(LISTING)
    if listing is None:
        return None
    return listing[0] if len(listing) == 1 and listing[0].tag == "ul" else listing


def _stretches(box: ET.Element) -> Iterator[tuple[ET.Element, ...]]:
    rows: list[ET.Element] = []
    size = 0
    for row in box:
        length = len(ET.tostring(row, encoding="unicode"))
        if rows and size + length > PART:
            yield tuple(rows)
            rows, size = [], 0
        rows.append(row)
        size += length
    yield tuple(rows)


def _heading(notebook: Notebook, number: int) -> str:
    """Return the heading under which a cell stands."""
    above = [
        text
        for place, cell in notebook.cells("markdown")
        if place < number
        for _, text, _ in headings(cell.source)
    ]
    return above[-1] if above else notebook.title


def _words(row: ET.Element) -> str:
    """Return the words with which a row begins."""
    head = next((one for one in row.iter() if one.tag in ("h3", "strong", "p")), row)
    text = " ".join("".join(head.itertext()).split())
    return text if len(text) <= _NAME else text[:_NAME].rsplit(" ", 1)[0] + " …"
