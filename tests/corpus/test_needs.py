from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk import SCHEMA, Desk

from maliviz.corpus.needs import NEEDED
from maliviz.corpus.schema import FILE

Change = Callable[[dict[str, Any]], object]


def _tables(package: dict[str, Any]) -> dict[str, Any]:
    return {table["name"]: table for table in package["resources"]}


def _columns(package: dict[str, Any], table: str) -> dict[str, Any]:
    return {field["name"]: field for field in _tables(package)[table]["schema"]["fields"]}


LACKING: dict[str, tuple[Change, str]] = {
    "no table": (
        lambda p: p["resources"].remove(_tables(p)["gaps"]),
        "gaps: there is no such table, and one is needed",
    ),
    "renamed table": (
        lambda p: _tables(p)["gaps"].update(name="gap"),
        'gaps: there is no such table, and one is needed; did you mean "gap"?',
    ),
    "renamed column": (
        lambda p: _columns(p, "events")["lane"].update(name="lanes"),
        'events.lane: there is no such column, and one is needed; did you mean "lanes"?',
    ),
    "number as text": (
        lambda p: _columns(p, "passages")["start"].update(type="string"),
        "passages.start: has to be a whole number (type integer), and required",
    ),
    "number not required": (
        lambda p: _columns(p, "passages")["start"].pop("constraints"),
        "passages.start: has to be a whole number (type integer), and required",
    ),
    "date as text": (
        lambda p: _columns(p, "claims")["when"].pop("rdfType"),
        "claims.when: has to be a date (rdfType …/EDTF-level2)",
    ),
    "no link": (
        lambda p: _tables(p)["passages"]["schema"].pop("foreignKeys"),
        'passages.document: has to lead to the table "documents" (foreignKeys)',
    ),
    "link to fewer tables": (
        lambda p: _columns(p, "inferences")["premises"].update(listOf="claims"),
        'inferences.premises: has to be a list of ids (listOf "claims inferences")',
    ),
    "bad reading": (
        lambda p: _columns(p, "claims")["value"]["readings"].update(some="a few"),
        'claims.value = "a few": "some" has a reading that is no count; write for example >=24',
    ),
}


@pytest.mark.parametrize(("change", "told"), LACKING.values(), ids=LACKING)
def test_what_is_lacking_is_told(tmp_path: Path, change: Change, told: str) -> None:
    desk = Desk(tmp_path)
    package = json.loads((desk.folder / FILE).read_text(encoding="utf-8"))
    change(package)
    desk.spoil(FILE, lambda _: json.dumps(package).encode())
    assert desk.problems() == [f"data/{FILE}: {told}"]


def test_a_schema_may_have_more(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    package = json.loads((desk.folder / FILE).read_text(encoding="utf-8"))
    _tables(package)["gaps"]["schema"]["fields"].append({"name": "asked", "type": "integer"})
    desk.spoil(FILE, lambda _: json.dumps(package).encode())
    text = "id,order,topic,text,asked\nname-of-the-dog,10,storm,What the dog is called.,\n"
    desk.spoil("gaps.csv", lambda _: text.encode())
    assert desk.problems() == []


def test_every_table_has_its_needs() -> None:
    assert sorted(NEEDED) == sorted(table.name for table in SCHEMA.tables)
