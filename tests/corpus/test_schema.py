from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk import PROJECT, Desk
from hypothesis import given
from hypothesis import strategies as st

from maliviz.corpus.check import check
from maliviz.corpus.schema import FILE, read_package

WAY_OUT = "mend it there, or take the file from an earlier version"
Spoil = Callable[[dict[str, Any]], object]


def test_all_of_a_column_is_read() -> None:
    claims = read_package(PROJECT / "data").table("claims")
    assert claims.key == "id"
    assert claims.links["speaker"] == "actors"
    assert ("via", "actors") in claims.targets
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
        (b"", f"data/datapackage.json:1: is no JSON from column 1 on: Expecting value; {WAY_OUT}"),
        (
            b'{\n  "name":\n}',
            f"data/datapackage.json:3: is no JSON from column 1 on: Expecting value; {WAY_OUT}",
        ),
        (b'{"name": "\xe9"}', f"data/datapackage.json: is not UTF-8 at byte 10; {WAY_OUT}"),
        (b"[]", "data/datapackage.json: is no object in braces"),
        (
            b"[" * 100_000,
            "data/datapackage.json: is nested too deeply, or holds a number that is too long",
        ),
        (
            b"9" * 100_000,
            "data/datapackage.json: is nested too deeply, or holds a number that is too long",
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
        "give the folder that holds the tables and their schema"
    ]


def _claims(package: dict[str, Any]) -> dict[str, Any]:
    table: dict[str, Any] = next(t for t in package["resources"] if t["name"] == "claims")
    return table


def _when(package: dict[str, Any]) -> dict[str, Any]:
    fields = _claims(package)["schema"]["fields"]
    column: dict[str, Any] = next(field for field in fields if field["name"] == "when")
    return column


SPOILT: dict[str, tuple[Spoil, str]] = {
    "no name": (lambda p: p.pop("name"), '"name" is missing'),
    "tables no list": (lambda p: p.update(resources=5), '"resources" is no list'),
    "table twice": (
        lambda p: p["resources"].append(p["resources"][0]),
        '"documents" is there twice',
    ),
    "file twice": (lambda p: _claims(p).update(path="gaps.csv"), '"gaps.csv" is there twice'),
    "path outside": (
        lambda p: _claims(p).update(path="../secret.csv"),
        'claims: "path" does not match [A-Za-z0-9_-][A-Za-z0-9._-]*',
    ),
    "schema elsewhere": (
        lambda p: _claims(p).update(schema="claims.json"),
        "claims: is no object in braces",
    ),
    "no key": (lambda p: _claims(p)["schema"].pop("primaryKey"), 'claims: "primaryKey" is missing'),
    "unknown key": (
        lambda p: _claims(p)["schema"].update(primaryKey="key"),
        'claims: a key names "key", which is no column of it',
    ),
    "column twice": (
        lambda p: _claims(p)["schema"]["fields"].append(_when(p)),
        'claims: "when" is there twice',
    ),
    "link to nowhere": (
        lambda p: _claims(p)["schema"]["foreignKeys"][0]["reference"].update(resource="topics"),
        'claims.question: leads to "topics", which is no table',
    ),
    "column name": (
        lambda p: _when(p).update(name="When!"),
        'claims.When!: "name" does not match [a-z][a-z0-9_]*',
    ),
    "column type": (
        lambda p: _when(p).update(type="date"),
        'claims.when: the type "date" is neither string nor integer',
    ),
    "bad pattern": (
        lambda p: _when(p).update(constraints={"pattern": "(["}),
        "claims.when: the pattern is none: unterminated character set at position 1",
    ),
    "flag as text": (
        lambda p: _when(p).update(constraints={"required": "yes"}),
        'claims.when: "required" is neither true nor false',
    ),
    "list as list": (
        lambda p: _when(p).update(listOf=["actors"]),
        'claims.when: "listOf" is no text',
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
