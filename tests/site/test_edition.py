"""The edition is read off the data, and no clock has a say in it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from desk import PROJECT
from made_site import Made

from maliviz.corpus import load
from maliviz.corpus.rows import Change
from maliviz.site.model import Licence, edition


def test_it_is_what_the_data_say(tmp_path: Path) -> None:
    told = Made(tmp_path).edition
    assert (told.version, told.date, told.authors) == (
        "0.1.0",
        "2000-01-02",
        ("The maliviz authors",),
    )
    assert told.words == "Edition 0.1.0 of this report, 2000-01-02"
    assert [licence.name for licence in told.licences] == ["CC-BY-4.0"]
    assert told.changes[0] == Change(
        *("fewer-boats", "0.1.1", "2000-01-02", "correction", "ten-boats"),
        "Ten boats; eleven stood there <before> & after.",
    )
    assert [change.id for change in told.changes] == ["fewer-boats", "first"]


def test_what_is_not_given_is_left_out(tmp_path: Path) -> None:
    made = Made(tmp_path, changes=[])
    bare = edition(b'{"licenses": [{"name": "X"}, {"path": "y"}]}', made.corpus)
    assert (bare.authors, bare.date, bare.words) == ((), "", "Edition 0.1.0 of this report")
    assert bare.licences == (Licence("", "", "y"),)


def cff(key: str) -> str:
    """The value of a key in CITATION.cff, whose lines are simple."""
    text = (PROJECT / "CITATION.cff").read_text("utf-8")
    (value,) = re.findall(rf"^{key}: (.+)$", text, re.MULTILINE)
    return str(value)


@pytest.mark.parametrize("key", ["version", "date-released"])
def test_the_project_names_one_edition_everywhere(key: str) -> None:
    package = (PROJECT / "data" / "datapackage.json").read_bytes()
    told = edition(package, load(PROJECT / "data"))
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    expected = {"version": {told.version, told.changes[0].edition, project["version"]}}
    assert expected.get(key, {told.date}) == {cff(key)}


def test_the_citation_file_names_the_authors_of_the_data() -> None:
    text = (PROJECT / "CITATION.cff").read_text("utf-8")
    told = edition((PROJECT / "data" / "datapackage.json").read_bytes(), load(PROJECT / "data"))
    assert all(f"  - name: {author}\n" in text for author in told.authors)
    assert all(f"  - {licence.name}\n" in text for licence in told.licences)
