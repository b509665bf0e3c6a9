from __future__ import annotations

from pathlib import Path

import pytest
from desk import SCHEMA, Desk

ADD = "add it there, or correct it here"
LINKS = [(table.name, column) for table in SCHEMA.tables for column in table.targets]


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "told"),
    [
        (
            "claims",
            "relieved",
            "speaker",
            "parrish",
            'claims.csv:11: speaker = "parrish": no such actor in actors.csv; '
            'did you mean "parish"?',
        ),
        (
            "claims",
            "relieved",
            "via",
            "parish harbor",
            'claims.csv:11: via = "harbor": no such actor in actors.csv; did you mean "harbour"?',
        ),
        (
            "claims",
            "relieved",
            "event",
            "zzz",
            f'claims.csv:11: event = "zzz": no such event in events.csv; {ADD}',
        ),
        (
            "claims",
            "relieved",
            "passage",
            "p-55",
            'claims.csv:11: passage = "p-55": no such passage in passages.csv; did you mean "p-5"?',
        ),
        (
            "claims",
            "lit-in-may",
            "when_inference",
            "may-is-1912",
            'claims.csv:10: when_inference = "may-is-1912": no such inference in inferences.csv; '
            'did you mean "may-is-1921"?',
        ),
        (
            "questions",
            "mood",
            "about",
            "peoples",
            'questions.csv:6: about = "peoples": no such actor in actors.csv; '
            'did you mean "people"?',
        ),
        (
            "inferences",
            "may-is-1921",
            "premises",
            "lit-in-may lit-in-1912",
            'inferences.csv:3: premises = "lit-in-1912": '
            "no such claim or inference in claims.csv or inferences.csv; "
            'did you mean "lit-in-1921"?',
        ),
        (
            "documents",
            "parish",
            "published_inference",
            "parish-in-1912",
            'documents.csv:3: published_inference = "parish-in-1912": '
            'no such inference in inferences.csv; did you mean "parish-in-1921"?',
        ),
        (
            "claims",
            "boats-about-50",
            "via",
            "parish harbor",
            'claims.csv:2: via = "harbor": no such actor in actors.csv; did you mean "harbour"?',
        ),
    ],
)
def test_an_unknown_id(
    tmp_path: Path, table: str, key: str, column: str, value: str, told: str
) -> None:
    desk = Desk(tmp_path)
    desk.put(table, key, **{column: value})
    assert desk.problems() == [f"data/{told}"]


@pytest.mark.parametrize(("table", "column"), LINKS)
def test_an_unknown_id_in_any_column_that_leads_somewhere(
    tmp_path: Path, table: str, column: str
) -> None:
    desk = Desk(tmp_path)
    row = next(iter(desk.rows(table)))
    desk.put(table, row, **{column: "zz-nowhere"})
    moved = column == SCHEMA.table(table).key
    line = [*desk.rows(table)].index("zz-nowhere" if moved else row) + 2
    place = f'data/{table}.csv:{line}: {column} = "zz-nowhere": no such '
    (told,) = desk.problems()
    assert told.startswith(place)
    assert told.endswith(f"; {ADD}")


def test_a_row_that_is_gone_is_told_wherever_it_is_missed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.drop("documents", "harbour")
    told = desk.problems()
    assert len(told) == 5
    assert {line.split(": ", 1)[1] for line in told} == {
        f'document = "harbour": no such document in documents.csv; {ADD}',
    }


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            b"\nboats,",
            b"\naino,Aino,person,x,\nboats,",
            'actors.csv:3: id = "aino": duplicate id, first used on line 2; each row has its own',
        ),
        (
            b"\nmood,single text,no,",
            b"\nmood,single text,no,\nmood,agree,no,",
            'comparisons.csv:7: question = "mood": duplicate question, first used on line 6; '
            "each row has its own",
        ),
        (
            b"mood,70",
            b"mood,10",
            'questions.csv:6: order = "10": duplicate order, first used on line 5; '
            "each row has its own",
        ),
        (
            b"parish,P,",
            b"parish,H,",
            'documents.csv:3: label = "H": duplicate label, first used on line 2; '
            "each row has its own",
        ),
    ],
    ids=["id", "other key", "unique number", "unique text"],
)
def test_duplicates(tmp_path: Path, old: bytes, new: bytes, told: str) -> None:
    desk = Desk(tmp_path)
    desk.spoil(told.split(":")[0], lambda b: b.replace(old, new))
    assert desk.problems() == [f"data/{told}"]


def test_hints_are_looked_for_a_few_times_only(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for number in range(30):
        desk.put("inferences", f"x-{number:02}", statement="x", value="x", assumption="x")
        desk.put(
            "inferences", f"x-{number:02}", strength="weak", premises=f"lit-in-may-{number:02}"
        )
    hinted = [line.endswith('did you mean "lit-in-may"?') for line in desk.problems()]
    assert hinted == [True] * 20 + [False] * 10


def test_cells_that_are_empty_are_no_duplicates(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for document in ("harbour", "parish"):
        desk.put("documents", document, label="")
    assert [line.split(": ")[2] for line in desk.problems()] == [
        "must not be empty; meaning",
        "must not be empty; meaning",
    ]
