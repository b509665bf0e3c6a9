"""A made-up site, put together from stored outputs, so that no kernel has to run."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from made import code, figure, md, notebook, notebooks, write_data, write_notebooks

from maliviz.charts.figure import FIGURE
from maliviz.corpus import Corpus, load
from maliviz.site.assemble import assemble
from maliviz.site.inputs import Inputs, read_inputs
from maliviz.site.model import Edition, Site, edition
from maliviz.site.notebooks import read_notebooks

BASE = "https://example.org/bay/"
EVIL = "</script><script>alert(1)</script> ]]> \"'& <b>= \u2028\u202eאבג"
TABLED = EVIL.replace("\u2028", "").replace("\u202e", "")
"""As much of it as a table may hold."""
"""Text that would end a script, an attribute, a section of XML, or the direction of writing."""


class Made:
    """The parts of a site of the made-up project, with some tables and notebooks exchanged."""

    def __init__(self, root: Path, books: dict[str, Any] | None = None, **tables: Any) -> None:
        write_data(root / "data", **tables)
        write_notebooks(root / "notebooks", notebooks() | (books or {}))
        self.inputs: Inputs = read_inputs(root / "data", root / "notebooks")
        self.corpus: Corpus = load(root / "data")
        read, problems = read_notebooks("notebooks", self.inputs.notebooks)
        assert not problems
        self.books = tuple(read)
        self.edition: Edition = edition(self.inputs.tables.files["datapackage.json"], self.corpus)

    def site(self, base: str = "") -> Site:
        """The site as it is assembled, but for its tables."""
        return Site(self.books, self.corpus, self.edition, base)

    def files(self, base: str = "") -> dict[str, bytes]:
        """All files of the site."""
        return assemble(self.inputs.tables.files, {"en": self.corpus}, self.books, base)


@cache
def plain(base: str = "") -> dict[str, bytes]:
    """All files of the made-up site as it is."""
    with TemporaryDirectory() as folder:
        return Made(Path(folder) / "plain").files(base)


def evil() -> dict[str, Any]:
    """A notebook whose figure says dangerous things in every place where it says something."""
    bundle = figure()
    bundle[FIGURE] |= dict.fromkeys(("title", "subtitle", "alt", "source"), EVIL)
    bundle[FIGURE] |= {"columns": ["=A1", EVIL]}
    bundle[FIGURE]["rows"] = [
        {"cells": ["=cmd()|x", EVIL], "claims": ["ten-boats"], "inferences": []}
    ]
    return notebook(md("# B"), code("a", bundle))
