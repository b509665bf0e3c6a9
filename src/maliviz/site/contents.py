"""What a site holds: the pages, and all the files that go with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from maliviz.corpus import Corpus
from maliviz.evidence.compare import compare
from maliviz.site import explore
from maliviz.site.card import cards
from maliviz.site.downloads import downloads
from maliviz.site.edition import edition
from maliviz.site.exporter import MalivizExporter
from maliviz.site.faces import faces, figures
from maliviz.site.faults import Fault, PublishError
from maliviz.site.figure_files import drawings, figure_files, picture_files
from maliviz.site.inputs import Inputs
from maliviz.site.links import Broken, broken
from maliviz.site.notebook import Notebook
from maliviz.site.pages import Site
from maliviz.site.painting import painting
from maliviz.site.proof import survey
from maliviz.site.side import side_files


def contents(inputs: Inputs, corpus: Corpus, fresh: Sequence[Notebook]) -> dict[str, bytes]:
    """Return every file of the site by path, made of fresh notebooks.

    Raises PublishError with all that is wrong with them, or with how the files fit together.
    """
    compared = compare(corpus)
    verdicts = dict(zip(compared["question"], compared["verdict"], strict=True))
    tables = downloads(inputs.data, verdicts)
    assets = explore.assets(fresh)
    told = edition(inputs.data["datapackage.json"], corpus)
    site = replace(
        survey(fresh),
        downloads=tuple(tables),
        licences=tuple((licence.title, licence.address) for licence in told.licences),
        explore=explore.offer(assets),
        base=inputs.base,
        edition=told,
    )
    site = replace(site, faces=faces(fresh, site, told, corpus))
    found = tuple(figures(fresh))
    drawn = drawings(found, site, told)
    with painting({one.png: one.text for one in drawn}) as painted:
        files = joined(
            _pages(site, corpus, fresh),
            figure_files(found, site, told, corpus),
            side_files(site, told, corpus),
            cards(fresh, site),
            tables,
            assets,
            picture_files(drawn, painted()),
        )
    if astray := broken(files):
        raise PublishError(_located(one, fresh) for one in astray)
    return files


def joined(*parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Put files together by path; raises PublishError where two would have one path."""
    count = Counter(name for part in parts for name in part)
    twice = [name for name, times in sorted(count.items()) if times > 1]
    if twice:
        hint = "the site makes a file of this name itself; give the notebook another name"
        raise PublishError(f"{name}: {hint}" for name in twice)
    return {name: raw for part in parts for name, raw in part.items()}


def _located(one: Broken, fresh: Sequence[Notebook]) -> Fault:
    """Lead what is wrong on a page back to the cell and line that it comes from."""
    notebook = next((book for book in fresh if f"{book.stem}.html" == one.page), None)
    if notebook is None:
        return Fault(one.page, rule=one.reason)
    needle = one.text.partition("#")[2] or one.text
    for number, cell in notebook.cells("markdown"):
        for line, text in enumerate(cell.source.splitlines(), start=1):
            if needle in text:
                return notebook.fault(one.reason, number, line)
    return notebook.fault(one.reason)


def _pages(site: Site, corpus: Corpus, fresh: Iterable[Notebook]) -> dict[str, bytes]:
    exporter = MalivizExporter(site=site, corpus=corpus)  # type: ignore[no-untyped-call]
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    for notebook in fresh:
        whence = {"metadata": {"name": notebook.stem, "path": str(Path(notebook.file).parent)}}
        try:
            text, _ = exporter.from_notebook_node(notebook.node, whence)
            files[f"{notebook.stem}.html"] = text.encode("utf-8")
        except PublishError as error:
            faults += error.faults
    if faults:
        raise PublishError(faults)
    return files
