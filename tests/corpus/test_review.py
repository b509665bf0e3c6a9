from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from desk import SCHEMA, Desk

from maliviz.corpus.review import fingerprint, guarded
from maliviz.corpus.rows import KINDS
from maliviz.corpus.schema import FILE
from maliviz.corpus.table import canonical

EDITED = "this row, or the place of its passage, was edited after it was last confirmed"
COLUMNS = [(table, column) for table in KINDS for column in guarded(table)]


def test_the_fingerprint_is_a_hash_of_named_columns_and_the_passage() -> None:
    text = "\x1f".join(["id=a", "text=é", "hash"])
    row = {"text": "é", "id": "a", "order": "", "tone": "calm"}
    letters = {str(digit): letter for digit, letter in enumerate("ghijklmnop")}
    digest = "".join(letters.get(x, x) for x in sha256(text.encode()).hexdigest()[:12])
    assert fingerprint("gaps", row, "hash") == digest
    assert digest.isalpha()


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_each_named_column_is_covered_where_it_is_filled(table: str, column: str) -> None:
    row = dict.fromkeys(guarded(table), "x")
    empty = {name: cell for name, cell in row.items() if name != column}
    prints = {fingerprint(table, one) for one in (row, row | {column: "other"}, empty)}
    assert len(prints) == 3
    assert fingerprint(table, empty | {column: ""}) in prints


def test_every_column_of_the_schema_is_named_or_computed() -> None:
    left = [
        f"{table.name}.{column}"
        for table in SCHEMA.tables[:-1]
        for column in table.columns
        if column not in guarded(table.name)
    ]
    assert left == []


@pytest.mark.parametrize("position", [1, 5, 17, 18, 19])
def test_a_new_column_voids_no_confirmation(tmp_path: Path, position: int) -> None:
    desk = Desk(tmp_path)
    package = json.loads((desk.folder / FILE).read_text(encoding="utf-8"))
    (claims,) = (table for table in package["resources"] if table["name"] == "claims")
    columns = [field["name"] for field in claims["schema"]["fields"]]
    claims["schema"]["fields"].insert(position, {"name": "tone"})
    columns.insert(position, "tone")
    rows = [row | {"tone": "calm"} for row in desk.rows("claims").values()]
    desk.spoil(FILE, lambda _: json.dumps(package).encode())
    desk.spoil("claims.csv", lambda _: canonical(rows, columns).encode())
    assert desk.problems() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("sont soulagés", "sont soulages"), ("are relieved", "are glad"), (",h-2,,", ",h-2,,New.")],
)
def test_an_edited_claim_fails_until_it_is_confirmed(tmp_path: Path, old: str, new: str) -> None:
    desk = Desk(tmp_path)
    desk.spoil("claims.csv", lambda b: b.replace(old.encode(), new.encode(), 1))
    (line,) = desk.unconfirmed()
    id, place = re.findall(r'id = "(.*?)".*compare it with passage (\S+) and', line)[0]
    assert line.endswith(
        f': id = "{id}": {EDITED}; compare it with passage {place} and run `maliviz confirm {id}`'
    )
    desk.put("claims", id)
    assert desk.unconfirmed() == []


@pytest.mark.parametrize("table", [table for table in KINDS if table != "claims"])
def test_an_edited_a_new_and_a_lost_row_of_any_table_fail(tmp_path: Path, table: str) -> None:
    desk = Desk(tmp_path)
    if not desk.rows(table):
        pytest.skip("the island has no such row")
    key, row = next(iter(desk.rows(table).items()))
    review = desk.rows("reviews")
    own = f"{table}/{key}"
    told = {
        "this row was edited": review | {own: {"id": own, "review": "a" * 12}},
        "nobody has confirmed this row": {id: r for id, r in review.items() if id != own},
        "the row was taken out": review | {f"{table}/x": {"id": f"{table}/x", "review": "a" * 12}},
    }
    for rule, rows in told.items():
        desk.write("reviews", rows)
        (line,) = desk.unconfirmed()
        assert rule in line
        name = f"--questions {key}" if table == "comparisons" else own
        assert re.search(rf"run `maliviz confirm ({name}|{table}/x|--questions x)`$", line)
    assert row


def test_a_passage_that_moved_fails_each_claim_on_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("passages", "h-2", sha256="0" * 64)
    told = desk.unconfirmed()
    assert [line.split("; ")[1] for line in told] == [
        "compare it with passage h-2 and run `maliviz confirm lit-by-aino-h`",
        "compare it with passage h-2 and run `maliviz confirm lit-in-1921`",
    ]


def test_a_review_of_no_table_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    reviews = desk.rows("reviews")
    desk.write("reviews", reviews | {"gasp/x": {"id": "gasp/x", "review": "a" * 12}})
    (line,) = desk.problems()
    assert line.endswith('id = "gasp/x": no such table; did you mean "gaps"?')


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [("claims", b",opinion,", b",opinon,"), ("passages", b"p-5,parish", b"p-5,parrish")],
)
def test_a_row_that_is_wrong_anyway_is_not_told_twice(
    tmp_path: Path, table: str, old: bytes, new: bytes
) -> None:
    desk = Desk(tmp_path)
    desk.spoil(f"{table}.csv", lambda b: b.replace(old, new))
    assert len(desk.problems()) == 1
