"""The data of a figure in files that a spreadsheet and a program can trust."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from made import figure
from made_site import EVIL

from maliviz.site.outputs import FIGURE
from maliviz.site.record import figure_csv, figure_json, harmless


def told(*cells: str) -> dict[str, Any]:
    row = {"cells": list(cells), "claims": ["ten-boats", "eleven"], "inferences": ["x"]}
    description: dict[str, Any] = figure()[FIGURE]
    return description | {"columns": [f"c{n}" for n, _ in enumerate(cells)], "rows": [row]}


@pytest.mark.parametrize(
    "cell",
    [
        "=cmd()",
        "+1",
        "-1",
        "@x",
        "\tx",
        "\rx",
        "\nx",
        " =1",
        "\xa0=",
        "\uff1d",
        "\uff0b",
        "\uff0d",
        "\uff20",
    ],
)
def test_a_formula_is_marked_as_text_and_loses_nothing(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    (row,) = list(csv.reader(io.StringIO(figure_csv(told(cell)).decode(), newline="")))[1:]
    assert row == [f"'{cell}", "ten-boats eleven", "x"]


@pytest.mark.parametrize("cell", ["", "10", "a=b", "'x", "−3", "“=”", EVIL])
def test_other_text_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_a_column_can_be_a_formula_too() -> None:
    dangerous = told("x") | {"columns": ["=A1"]}
    assert figure_csv(dangerous).decode().splitlines()[0] == "'=A1,Claims,Inferences"


def test_the_csv_is_by_the_book() -> None:
    raw = figure_csv(told('a "b"', "c, d", "e\nf", "مرحبا"))
    assert raw.decode("utf-8").splitlines(keepends=True) == [
        "c0,c1,c2,c3,Claims,Inferences\r\n",
        '"a ""b""","c, d","e\n',
        'f",مرحبا,ten-boats eleven,x\r\n',
    ]


def test_the_json_is_the_description_without_the_drawing() -> None:
    whole = figure()[FIGURE] | {"spec": {"data": [1]}, "title": EVIL}
    made = json.loads(figure_json(whole, citation="C"))
    del whole["spec"]
    assert made == whole | {"citation": "C"}
