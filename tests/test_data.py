"""Checks of the project's own data, beyond what every run checks anyway."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from desk import PROJECT, SCHEMA, TABLES
from frictionless import Package, system

from maliviz.corpus import load
from maliviz.corpus.check import check
from maliviz.count import numbers

DATA = PROJECT / "data"
LANGUAGES = SCHEMA.languages


def test_no_problem_is_known() -> None:
    assert [str(problem) for problem in check(DATA)] == []


def test_it_loads() -> None:
    corpus = load(DATA)
    assert len(corpus.claims) > len(corpus.questions) > 0


def test_another_reader_of_data_packages_accepts_it() -> None:
    with system.use_context(trusted=True):
        report = Package(str(DATA / "datapackage.json")).validate()
    assert report.flatten(["place", "rowNumber", "fieldName", "message"]) == []
    assert report.valid


def test_every_table_is_described_and_every_column() -> None:
    for table in load(DATA).schema.tables:
        assert table.title
        assert table.description
        for field in table.fields:
            assert field.description.endswith("."), f"{table.name}.{field.name}"


def test_there_is_a_file_for_each_table_and_no_other() -> None:
    assert sorted(path.name for path in DATA.iterdir()) == sorted([*TABLES, "datapackage.json"])


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_is_a_formula(table: str) -> None:
    with (DATA / table).open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_file_is_plain_text_with_unix_lines(table: str) -> None:
    data = Path(DATA / table).read_bytes()
    assert data.decode("utf-8").endswith("\n")
    assert b"\r" not in data


def translations(language: str) -> list[dict[str, str]]:
    with (DATA / "translations.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["id"].endswith(f"/{language}")]


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_translation_has_the_numbers_and_the_names_of_its_original(language: str) -> None:
    """Not one and two, which are also articles, and in "both" and "neither"."""
    persons = [one.name for one in load(DATA).record.actors if one.kind == "person"]
    for row in translations(language):
        found = [
            (numbers(words, code) - {1, 2}, [name for name in persons if name in words])
            for words, code in ((row["original"], LANGUAGES[0]), (row["text"], language))
        ]
        assert found[0] == found[1], row["id"]
