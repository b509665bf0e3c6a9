"""What follows from the cells that a person wrote is filled in, told, and never written over."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import SCHEMA, Desk

from maliviz.cli import main
from maliviz.corpus.check import check, read
from maliviz.corpus.edit import fmt
from maliviz.corpus.table import canonical

SEVEN = {"question": "boats-home", "statement": "A boat is home.", "printed": "said", "value": "1"}
SEVEN |= {"passage": "h-4"}


def write(desk: Desk, **cells: str) -> None:
    """Write a new claim as a person does: the cells that are given, and no other."""
    rows, columns = desk.rows("claims"), SCHEMA.table("claims").columns
    rows["new"] = dict.fromkeys(columns, "") | {"id": "new"} | SEVEN | cells
    (desk.folder / "claims.csv").write_text(canonical(rows.values(), columns), encoding="utf-8")


@pytest.mark.parametrize(
    ("cells", "filled"),
    [
        ({}, {"subject": "boats", "speaker": "harbour", "via": "direct", "modality": "asserted"}),
        ({"speaker": "harbour-master"}, {"via": "harbour", "modality": "attributed"}),
        ({"speaker": "people", "via": "parish", "modality": "denied"}, {"when_basis": "none"}),
        ({"subject": "aino"}, {"speaker": "harbour"}),
        ({"when": "1921"}, {"when_basis": "printed"}),
        ({"when": "1921?"}, {"when_basis": "inferred"}),
        ({"ago": "P3D"}, {"when_basis": "relative"}),
        ({"question": "storm-over", "value": "in May"}, {"when_basis": "relative"}),
        ({"question": "lamp-lit", "passage": "p-3"}, {"event": "first-light", "speaker": "parish"}),
        ({"question": "mood"}, {"subject": "people", "event": "", "modality": "opinion"}),
    ],
)
def test_what_follows_is_filled_in(
    tmp_path: Path, cells: dict[str, str], filled: dict[str, str]
) -> None:
    desk = Desk(tmp_path)
    write(desk, **cells)
    fmt(read(desk.folder))
    row = desk.rows("claims")["new"]
    assert {**filled, **cells}.items() <= row.items()
    assert "claims/new" not in desk.rows("reviews"), "nobody has compared it yet"


@pytest.mark.parametrize("lacking", ["question", "statement", "printed", "value", "passage"])
def test_nothing_follows_from_half_a_row(tmp_path: Path, lacking: str) -> None:
    desk = Desk(tmp_path)
    write(desk, **{lacking: ""})
    fmt(read(desk.folder))
    assert desk.rows("claims")["new"]["via"] == ""


def test_a_row_that_was_confirmed_is_left_as_it_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("claims", "lit-in-may", event="")
    assert check(desk.folder) == []


def test_check_tells_what_follows_and_confirm_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path)
    write(desk, printed="At least 20", value=">=20", speaker="harbour-master")
    follows = 'from its other cells follows subject = "boats", when_basis = "none", '
    follows += 'via = "harbour", modality = "attributed"'
    assert f'data/claims.csv:11: id = "new": {follows}; run `maliviz fmt`' in desk.problems()
    assert main(["confirm", "new", "--data", str(desk.folder)]) == 0
    assert capsys.readouterr().err == (
        f"confirmed new: A boat is home. (h-4: “At least 20 came …”); {follows}\n"
    )
    assert desk.problems() == []


@pytest.mark.parametrize(
    ("passage", "cells", "use"),
    [
        ("h-1", {"use": "used"}, "set aside"),
        ("h-2", {"use": ""}, "used"),
        ("h-2", {"use": "set aside"}, "used"),
    ],
)
def test_the_use_of_a_passage_follows(
    tmp_path: Path, passage: str, cells: dict[str, str], use: str
) -> None:
    desk = Desk(tmp_path)
    rows = desk.rows("passages")
    rows[passage] |= cells
    desk.write("passages", rows)
    (told,) = fmt(read(desk.folder)).mended
    assert told.rule == f'from its other cells follows use = "{use}"'
    assert desk.problems() == []
