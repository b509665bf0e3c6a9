"""What the body of a figure says, and what would be wrong with one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from xml.etree import ElementTree as ET

from made_corpus import Cells

from maliviz.charts.figure import Figure


def body(figure: Figure) -> ET.Element:
    """Return the body as a tree."""
    return ET.fromstring(f"<div>{figure.body}</div>")


def words(element: ET.Element) -> str:
    """Return the words of an element, in one line."""
    return " ".join("".join(element.itertext()).split())


def around(figure: Figure, claim: str, tag: str) -> ET.Element:
    """Return the innermost element of a kind that holds the link to a claim."""
    link = f".//a[@href='#claim-{claim}']"
    return [e for e in body(figure).iter(tag) if e.find(link) is not None][-1]


def classed(tree: ET.Element, name: str) -> list[ET.Element]:
    """Return all elements of a class."""
    return [e for e in tree.iter() if name in e.get("class", "").split()]


def changed(claims: Iterable[Cells], id: str, cells: Cells) -> list[Cells]:
    """Return claims of which one has other cells."""
    return [claim | cells if claim["id"] == id else claim for claim in claims]


def faults(figure: Figure, claims: Collection[str]) -> Iterator[str]:
    """Yield what is wrong: each claim has a row, and a link that can be understood alone."""
    rows = {id for row in figure.rows for id in row.claims}
    yield from (f"no row has {id}" for id in {*claims} - rows)
    yield from (f"the row of {id} leads nowhere" for id in rows - {*claims})
    names: dict[str, str] = {}
    for link in body(figure).iter("a"):
        target, name, seen = link.get("href", ""), link.get("aria-label", ""), words(link)
        if target.removeprefix("#claim-") not in claims:
            yield f"{target} leads nowhere"
        if not seen or not name.startswith(seen):
            yield f'"{name}" does not begin with what is seen: "{seen}"'
        if names.setdefault(name, target) != target:
            yield f'"{name}" is the name of two claims'
    for claim in claims:
        if f"#claim-{claim}" not in names.values():
            yield f"no link leads to {claim}"
