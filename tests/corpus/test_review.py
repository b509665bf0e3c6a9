from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from desk import Desk

from maliviz.corpus.review import fingerprint

EDITED = "this row, or the place of its passage, was edited after it was last confirmed"


def test_the_fingerprint_covers_every_column_up_to_the_note() -> None:
    row = {"id": "a", "value": "é", "note": "b", "review": "c"}
    assert fingerprint(row, "hash") == sha256("a\x1fé\x1fhash".encode()).hexdigest()[:12]


@pytest.mark.parametrize(
    ("old", "new"), [("sont soulagés", "sont soulages"), ("are relieved", "are glad")]
)
def test_an_edited_claim_fails_until_it_is_confirmed(tmp_path: Path, old: str, new: str) -> None:
    desk = Desk(tmp_path)
    desk.spoil("claims.csv", lambda b: b.replace(old.encode(), new.encode()))
    review = desk.rows("claims")["relieved"]["review"]
    assert desk.problems() == [
        f'data/claims.csv:11: review = "{review}": {EDITED}; '
        "compare it with passage p-5 and run `maliviz confirm relieved`"
    ]
    desk.put("claims", "relieved")
    assert desk.problems() == []


def test_a_passage_that_moved_fails_each_claim_on_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("passages", "h-2", sha256="0" * 64)
    told = desk.problems()
    assert [line.split("; ")[1] for line in told] == [
        "compare it with passage h-2 and run `maliviz confirm lit-by-aino-h`",
        "compare it with passage h-2 and run `maliviz confirm lit-in-1921`",
    ]


def test_a_new_note_needs_no_review(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.spoil("claims.csv", lambda b: b.replace(b"The year is that", b"The year was that"))
    assert desk.problems() == []


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
