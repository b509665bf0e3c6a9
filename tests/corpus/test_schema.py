from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk import PROJECT, Desk
from hypothesis import given
from hypothesis import strategies as st

from maliviz.corpus.check import check
from maliviz.corpus.rows import KINDS, columns_of
from maliviz.corpus.schema import FILE, Package, read_package

WAY_OUT = "fix it there, or take the file from an earlier version"
Spoil = Callable[[dict[str, Any]], object]


def test_all_of_a_column_is_read() -> None:
    claims = read_package(PROJECT / "data").table("claims")
    assert claims.key == "id"
    assert claims.links["speaker"] == "actors"
    assert claims.targets["via"] == ("actors",)
    assert claims.field("when").dated
    assert not claims.field("value").dated
    assert claims.field("via").list_of == ("actors",)
    assert claims.field("via").or_else == "direct"
    assert claims.field("value").readings["dozens"] == ">=24"
    assert claims.field("modality").allowed[-1] == "opinion"
    assert claims.field("question").required
    assert not claims.field("event").required


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", f"data/datapackage.json:1: invalid JSON at column 1: Expecting value; {WAY_OUT}"),
        (
            b'{\n  "name":\n}',
            f"data/datapackage.json:3: invalid JSON at column 1: Expecting value; {WAY_OUT}",
        ),
        (b'{"name": "\xe9"}', f"data/datapackage.json: not UTF-8 at byte 10; {WAY_OUT}"),
        (b"[]", "data/datapackage.json: must be an object in braces"),
        (
            b"[" * 100_000,
            "data/datapackage.json: nested too deeply, or a number in it is too long",
        ),
        (
            b"9" * 100_000,
            "data/datapackage.json: nested too deeply, or a number in it is too long",
        ),
    ],
)
def test_a_file_that_is_no_schema(tmp_path: Path, text: bytes, told: str) -> None:
    desk = Desk(tmp_path)
    desk.spoil(FILE, lambda _: text)
    assert desk.problems() == [told]


def test_no_schema_at_all(tmp_path: Path) -> None:
    assert [str(problem) for problem in check(tmp_path / "nowhere")] == [
        "nowhere/datapackage.json: there is no such file; "
        "pass the directory that holds the tables and their schema"
    ]


def _claims(package: dict[str, Any]) -> dict[str, Any]:
    table: dict[str, Any] = next(t for t in package["resources"] if t["name"] == "claims")
    return table


def _without(package: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [table for table in package["resources"] if table["name"] != name]


def _when(package: dict[str, Any]) -> dict[str, Any]:
    fields = _claims(package)["schema"]["fields"]
    column: dict[str, Any] = next(field for field in fields if field["name"] == "when")
    return column


SPOILT: dict[str, tuple[Spoil, str]] = {
    "no name": (lambda p: p.pop("name"), "name: missing"),
    "tables no list": (lambda p: p.update(resources=5), "resources: must be a list in brackets"),
    "table twice": (
        lambda p: p["resources"].append(p["resources"][0] | {"path": "more.csv"}),
        'resources = "documents": duplicate table',
    ),
    "file twice": (
        lambda p: _claims(p).update(path="gaps.csv"),
        'resources = "gaps.csv": duplicate file',
    ),
    "path outside": (
        lambda p: _claims(p).update(path="../secret.csv"),
        'claims.path = "../secret.csv": does not match ^[A-Za-z0-9_-][A-Za-z0-9._-]*$',
    ),
    "schema elsewhere": (
        lambda p: _claims(p).update(schema="claims.json"),
        'claims = "claims.json": must be an object in braces',
    ),
    "no key": (lambda p: _claims(p)["schema"].pop("primaryKey"), "claims.primaryKey: missing"),
    "unknown key": (
        lambda p: _claims(p)["schema"].update(primaryKey="key"),
        'claims = "key": a key names this column, which the table does not have',
    ),
    "unknown column of a link": (
        lambda p: _claims(p)["schema"]["foreignKeys"][0].update(fields="key"),
        'claims = "key": a key names this column, which the table does not have',
    ),
    "column twice": (
        lambda p: _claims(p)["schema"]["fields"].append(_when(p)),
        'claims = "when": duplicate column',
    ),
    "link to nowhere": (
        lambda p: _claims(p)["schema"]["foreignKeys"][0]["reference"].update(resource="topics"),
        'claims.question = "topics": no such table to lead to',
    ),
    "date to translate": (
        lambda p: _when(p).update(translated=True),
        "claims.when.translated: only a column of words is translated",
    ),
    "translated in words": (
        lambda p: _when(p).update(translated="yes"),
        'claims.when.translated = "yes": must be true or false',
    ),
    "language twice": (
        lambda p: p.update(languages=["en", "fr", "en"]),
        'languages = "en": duplicate language',
    ),
    "two languages without a table for them": (
        lambda p: p.update(languages=["en", "fr"], resources=_without(p, "translations")),
        "translations: missing table",
    ),
    "column name": (
        lambda p: _when(p).update(name="When!"),
        'claims.When!.name = "When!": does not match ^[a-z][a-z0-9_]*$',
    ),
    "column type": (
        lambda p: _when(p).update(type="date"),
        'claims.when.type = "date": must be "string" or "integer"',
    ),
    "bad pattern": (
        lambda p: _when(p).update(constraints={"pattern": "(["}),
        'claims.when.constraints.pattern = "([": invalid pattern: '
        "unterminated character set at position 1",
    ),
    "flag as text": (
        lambda p: _when(p).update(constraints={"required": "yes"}),
        'claims.when.constraints.required = "yes": must be true or false',
    ),
    "list as list": (
        lambda p: _when(p).update(listOf=["actors"]),
        "claims.when.listOf: must be a text in quotes",
    ),
    "null for text": (lambda p: p.update(title=None), "title: must be a text in quotes"),
    "text among values": (
        lambda p: _when(p).update(constraints={"enum": ["yes", 5]}),
        "claims.when.constraints.enum[1]: must be a text in quotes",
    ),
    "table no object": (
        lambda p: p["resources"].insert(0, "claims"),
        'resources[0] = "claims": must be an object in braces',
    ),
    "column without a name": (
        lambda p: _when(p).pop("name"),
        "claims.fields[8].name: missing",
    ),
    "half a character": (
        lambda p: _when(p).update(description="\ud800"),
        'claims.when.description = "\\ud800": has half a character',
    ),
    "half a character in a word": (
        lambda p: _when(p).update(readings={"\ud800": "5"}),
        "claims.when.readings: has half a character",
    ),
    "half a character in a name": (
        lambda p: _claims(p).update(name="\ud800"),
        '\\ud800.name = "\\ud800": does not match ^[a-z][a-z0-9_]*$',
    ),
}


@pytest.mark.parametrize(("change", "told"), SPOILT.values(), ids=SPOILT)
def test_a_schema_that_cannot_be_used(tmp_path: Path, change: Spoil, told: str) -> None:
    desk = Desk(tmp_path)
    package = json.loads((desk.folder / FILE).read_text(encoding="utf-8"))
    change(package)
    desk.spoil(FILE, lambda _: json.dumps(package).encode())
    assert desk.problems() == [f"data/{FILE}: {told}"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "resources", "path", "schema", "fields", "primaryKey"]), inner
        )
    ),
)


@given(_JSON)
def test_no_json_is_more_than_a_problem(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / FILE).write_text(json.dumps(value), encoding="utf-8")
    assert check(folder)


def _tables(package: dict[str, Any]) -> dict[str, Any]:
    return {table["name"]: table for table in package["resources"]}


def _columns(package: dict[str, Any], table: str) -> dict[str, Any]:
    return {field["name"]: field for field in _tables(package)[table]["schema"]["fields"]}


LACKING: dict[str, tuple[Spoil, str]] = {
    "no table": (
        lambda p: p["resources"].remove(_tables(p)["gaps"]),
        "gaps: missing table",
    ),
    "renamed table": (
        lambda p: _tables(p)["gaps"].update(name="gap"),
        'gaps: missing table; did you mean "gap"?',
    ),
    "renamed column": (
        lambda p: _columns(p, "events")["lane"].update(name="lanes"),
        'events.lane: missing column; did you mean "lanes"?',
    ),
    "number as text": (
        lambda p: _columns(p, "passages")["start"].update(type="string"),
        "passages.start: must be a whole number (type integer), and required",
    ),
    "number not required": (
        lambda p: _columns(p, "passages")["start"].pop("constraints"),
        "passages.start: must be a whole number (type integer), and required",
    ),
    "date as text": (
        lambda p: _columns(p, "claims")["when"].pop("rdfType"),
        "claims.when: must be a date (rdfType …/EDTF-level2)",
    ),
    "no link": (
        lambda p: _tables(p)["passages"]["schema"].pop("foreignKeys"),
        'passages.document: must hold ids of "documents" (foreignKeys)',
    ),
    "link to fewer tables": (
        lambda p: _columns(p, "inferences")["premises"].update(listOf="claims"),
        'inferences.premises: must hold ids of "claims inferences" (listOf)',
    ),
    "bad reading": (
        lambda p: _columns(p, "claims")["value"]["readings"].update(some="a few"),
        'claims.value = "a few": the reading of "some" is not a count; write for example >=24',
    ),
}


@pytest.mark.parametrize(("change", "told"), LACKING.values(), ids=LACKING)
def test_what_is_lacking_is_told(tmp_path: Path, change: Spoil, told: str) -> None:
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


@pytest.mark.parametrize(
    ("find", "message"),
    [
        (lambda p: p.table("clams"), 'no table "clams"; did you mean "claims"?'),
        (
            lambda p: p.table("claims").field("wen"),
            'no column of claims "wen"; did you mean "when"?',
        ),
        (
            lambda p: p.table("gaps").field("zz"),
            'no column of gaps "zz"; there are "id", "order", "topic" and "text"',
        ),
    ],
)
def test_a_name_that_there_is_not(find: Callable[[Package], object], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        find(read_package(PROJECT / "data"))


def test_all_that_is_inconsistent_is_reported_at_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    package = json.loads((desk.folder / FILE).read_text(encoding="utf-8"))
    _claims(package)["schema"]["fields"].append(_when(package))
    _claims(package)["schema"].update(primaryKey="key")
    desk.spoil(FILE, lambda _: json.dumps(package).encode())
    assert len(desk.problems()) == 2


def test_the_code_says_all_that_it_knows_of_the_columns() -> None:
    package = read_package(PROJECT / "data")
    for table in map(package.table, KINDS):
        columns = columns_of(KINDS[table.name])
        own = {name: columns[name] for name in table.columns}
        assert {name: column.tables for name, column in own.items() if column.tables} == (
            table.targets
        )
        assert {name for name, column in own.items() if column.dated} == {
            field.name for field in table.fields if field.dated
        }
        assert {name for name, column in own.items() if column.type is int} == {
            field.name for field in table.fields if field.type == "integer"
        }
