"""A site of a large corpus, whose evidence has no room for all claims on one page."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.made_large import write_large
from made import code, html, md, notebook, write_notebooks

from maliviz import list_claims, list_inferences, list_people, list_speakers, load
from maliviz.corpus import Corpus
from maliviz.site import contents
from maliviz.site.assemble import assemble
from maliviz.site.inputs import read_inputs
from maliviz.site.notebooks import read_notebooks

CLAIMS = 100
ROOM, PART = 20_000, 9_000


def large_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Corpus, dict[str, bytes]]:
    """Return a corpus of a hundred claims, and the files of a site with little room for them."""
    monkeypatch.setattr(contents, "ROOM", ROOM)
    monkeypatch.setattr(contents, "PART", PART)
    write_large(root / "data", CLAIMS)
    corpus = load(root / "data")
    lists = {
        "Who is named": list_people(corpus),
        "Who speaks": list_speakers(corpus),
        "Boats": list_claims(corpus, "a-0"),
        "Days": list_claims(corpus, "b-0"),
        "Rain": list_claims(corpus, "c-0"),
        "What follows": list_inferences(corpus),
    }
    cells = [
        cell
        for name, one in lists.items()
        for cell in (md(f"## {name}"), code("its list", html(one.html())))
    ]
    story = "# The island\n\nIt [rained](#claim-text-7-8) on [all of it](all.ipynb)."
    books = {"index.ipynb": notebook(md(story)), "all.ipynb": notebook(md("# All of it"), *cells)}
    write_notebooks(root / "notebooks", books)
    inputs = read_inputs(root / "data", root / "notebooks")
    read, problems = read_notebooks("notebooks", inputs.notebooks)
    assert not problems
    return corpus, assemble(inputs.tables.files, {"en": corpus}, read)
