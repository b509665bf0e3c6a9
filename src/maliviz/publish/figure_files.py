"""The files of one figure, made from what a notebook showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maliviz.corpus import Corpus
from maliviz.publish.alone import Caption, alone
from maliviz.publish.edition import Edition
from maliviz.publish.embed import embed
from maliviz.publish.faces import Faces, Found
from maliviz.publish.faults import Fault, PublishError
from maliviz.publish.pages import Site
from maliviz.publish.raster import raster
from maliviz.publish.record import figure_csv, figure_json


def figure_files(
    found: Iterable[Found], site: Site, edition: Edition, corpus: Corpus
) -> dict[str, bytes]:
    """Return the files of figures by path; raises PublishError if one cannot be drawn alone."""
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    for one in found:
        faces = site.faces[one.address]
        files[faces.csv] = figure_csv(one.figure)
        files[faces.json] = figure_json(one.figure, citation=faces.citation, licence=edition.rights)
        files[faces.html] = embed(one, site, edition, corpus)
        try:
            files.update(_pictures(one, faces, site, edition))
        except ValueError as error:
            reason = f'the figure "{one.figure["name"]}" {error}'
            faults.append(one.notebook.fault(reason, one.cell))
    if faults:
        raise PublishError(faults)
    return files


def _pictures(
    found: Found, faces: Faces, site: Site, edition: Edition
) -> Iterator[tuple[str, bytes]]:
    for picture, view in zip(faces.pictures, found.shown.views, strict=True):
        subtitle = " · ".join(filter(None, [found.figure["subtitle"], picture.label]))
        caption = Caption(found.figure["title"], subtitle, credit(site, edition))

        def address(anchor: str) -> str:
            return site.base + site.address(anchor, found.notebook.stem) if site.base else ""

        drawing = alone(view["wide"], caption, address)
        yield picture.svg, drawing.encode("utf-8")
        yield picture.png, raster(drawing)


def credit(site: Site, edition: Edition) -> str:
    """Say where a picture comes from, in the picture."""
    who = ", ".join(edition.authors)
    return " · ".join(filter(None, [site.title, site.base, who, edition.words, edition.rights]))
