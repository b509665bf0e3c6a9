"""The published tables say who says what, where, and are described by their own package."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package
from made import CLAIMS, Project, files, write_data

from maliviz.corpus import Corpus, load
from maliviz.site.downloads import table_files

FIRST = (
    "id question event subject statement value when when_basis speaker via modality document "
    "start end agreement disputed_by printed scope when_inference ago counted_from later "
    "hedge passage rests_on note"
)


@pytest.fixture
def corpus(project: Project) -> Corpus:
    """The made-up corpus, in which Ann says otherwise than a claim."""
    one = load(project.data)
    lit = one.claims["id"] == "lit-in-1921"
    disputed = one.claims["disputed_by"].mask(lit, "Ann, in text B")
    return replace(one, claims=one.claims.assign(disputed_by=disputed))


@pytest.fixture
def published(project: Project, corpus: Corpus) -> dict[str, bytes]:
    return table_files(files(project.data), corpus)


def test_a_claim_is_published_with_its_place_and_its_verdict(published: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(published["data/claims.csv"].decode())))
    assert " ".join(rows[0]) == FIRST
    assert [row["id"] for row in rows] == [row["id"] for row in CLAIMS]
    lit = rows[1]
    place = ("document", "start", "end", "agreement", "disputed_by")
    assert [lit[name] for name in place] == ["a.txt", "0", "31", "single text", "Ann, in text B"]


def test_a_comparison_is_published_with_who_is_silent(published: dict[str, bytes]) -> None:
    rows = csv.DictReader(io.StringIO(published["data/comparisons.csv"].decode()))
    assert {row["question"]: row["silent"] for row in rows} == {
        "how-many-boats": "",
        "when-lit": "b",
    }


def test_the_other_tables_stay_as_they_are(project: Project, published: dict[str, bytes]) -> None:
    own = files(project.data)
    changed = {name for name, raw in own.items() if published[f"data/{name}"] != raw}
    assert changed == {"claims.csv", "comparisons.csv", "datapackage.json"}


def test_the_package_describes_what_is_published(
    tmp_path: Path, published: dict[str, bytes]
) -> None:
    folder = tmp_path / "published"
    folder.mkdir()
    for name, raw in published.items():
        (folder / name.removeprefix("data/")).write_bytes(raw)
    report = Package(folder / "datapackage.json").validate()
    assert report.valid, report.flatten(["title", "fieldName", "message"])
    (claims,) = [
        resource
        for resource in json.loads((folder / "datapackage.json").read_text())["resources"]
        if resource["name"] == "claims"
    ]
    assert all(field["description"] for field in claims["schema"]["fields"])


@pytest.mark.parametrize(
    ("cell", "published"),
    [
        *((f"{sign}1+1", f"'{sign}1+1") for sign in "=+-@\uff1d\uff0b\uff0d\uff20"),
        ("-0043/-0040", "'-0043/-0040"),
        ("-0043", "-0043"),
        ("1+1=2", "1+1=2"),
    ],
)
def test_no_cell_of_any_table_is_a_formula(
    project: Project, corpus: Corpus, cell: str, published: str
) -> None:
    own, columns = files(project.data), dict[str, str]()
    for name in own.keys() - {"datapackage.json"}:
        header, *rows = list(csv.reader(io.StringIO(own[name].decode())))
        text = io.StringIO()
        changed = [[*row[:-1], cell] for row in rows]
        csv.writer(text, lineterminator="\n").writerows([header, *changed])
        own[name], columns[name] = text.getvalue().encode(), header[-1]
    made = table_files(own, corpus)
    for name, column in columns.items():
        told = csv.DictReader(io.StringIO(made[f"data/{name}"].decode()))
        assert {row[column] for row in told} <= {published}, name


def test_markup_in_a_cell_stays_text(project: Project) -> None:
    folder = project.root / "other"
    evil = [CLAIMS[0] | {"note": '<script>x</script>, "**a**"'}, *CLAIMS[1:]]
    write_data(folder, claims=evil)
    raw = table_files(files(folder), load(folder))["data/claims.csv"]
    rows = csv.DictReader(io.StringIO(raw.decode()))
    assert next(rows)["note"] == '<script>x</script>, "**a**"'
