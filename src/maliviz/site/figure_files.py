"""The files of one figure, made from what a notebook showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from maliviz.corpus import Corpus
from maliviz.site.alone import Caption, alone
from maliviz.site.edition import Edition
from maliviz.site.embed import embed
from maliviz.site.faces import Faces, Found
from maliviz.site.faults import Fault, PublishError
from maliviz.site.pages import Site
from maliviz.site.painting import Painted
from maliviz.site.record import figure_csv, figure_json


@dataclass(frozen=True)
class Drawing:
    """A picture of a figure as it leaves its page: its SVG, and the path of either file."""

    found: Found
    svg: str
    png: str
    text: str


def drawings(found: Iterable[Found], site: Site, edition: Edition) -> tuple[Drawing, ...]:
    """Return the pictures of figures; raises PublishError if one cannot stand alone."""
    made: list[Drawing] = []
    faults: list[Fault] = []
    for one in found:
        try:
            made += _drawings(one, site.faces[one.address], site, edition)
        except ValueError as error:
            faults.append(_fault(one, str(error)))
    if faults:
        raise PublishError(faults)
    return tuple(made)


def figure_files(
    found: Iterable[Found], site: Site, edition: Edition, corpus: Corpus
) -> dict[str, bytes]:
    """Return the files of figures by path, but for the pictures."""
    files: dict[str, bytes] = {}
    for one in found:
        faces = site.faces[one.address]
        files[faces.csv] = figure_csv(one.figure)
        files[faces.json] = figure_json(one.figure, citation=faces.citation, licence=edition.rights)
        files[faces.html] = embed(one, site, edition, corpus)
    return files


def picture_files(drawn: Sequence[Drawing], painted: Painted) -> dict[str, bytes]:
    """Return the files of pictures by path; raises PublishError if one could not be painted."""
    if refused := painted.refused:
        raise PublishError(
            _fault(one.found, refused[one.png]) for one in drawn if one.png in refused
        )
    return {one.svg: one.text.encode("utf-8") for one in drawn} | dict(painted.pictures)


def _fault(found: Found, reason: str) -> Fault:
    return found.notebook.fault(f'the figure "{found.figure["name"]}" {reason}', found.cell)


def _drawings(found: Found, faces: Faces, site: Site, edition: Edition) -> Iterator[Drawing]:
    def address(anchor: str) -> str:
        return site.base + site.address(anchor, found.notebook.stem) if site.base else ""

    for picture, view in zip(faces.pictures, found.shown.views, strict=True):
        subtitle = " · ".join(filter(None, [found.figure["subtitle"], picture.label]))
        caption = Caption(found.figure["title"], subtitle, credit(site, edition))
        yield Drawing(found, picture.svg, picture.png, alone(view["wide"], caption, address))


def credit(site: Site, edition: Edition) -> str:
    """Say where a picture comes from, in the picture."""
    who = ", ".join(edition.authors)
    return " · ".join(filter(None, [site.title, site.base, who, edition.words, edition.rights]))
