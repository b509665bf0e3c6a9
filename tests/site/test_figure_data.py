"""The data of a figure in files that a spreadsheet and a program can trust."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from made import code, figure, md, notebook
from made_site import EVIL, Made

from maliviz.charts.figure import FIGURE
from maliviz.site.downloads import citation, figure_csv, figure_json, harmless
from maliviz.site.figures import FigureOutput
from maliviz.site.outputs import read_output


def read(**changed: Any) -> FigureOutput:
    bundle = figure()
    bundle[FIGURE] |= changed
    output = read_output({"output_type": "display_data", "data": bundle})
    assert isinstance(output, FigureOutput)
    return output


def made(*cells: str) -> FigureOutput:
    row = {"cells": list(cells), "claims": ["ten-boats", "eleven"], "inferences": ["x"]}
    return read(columns=[f"c{n}" for n, _ in enumerate(cells)], rows=[row])


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
    (row,) = list(csv.reader(io.StringIO(figure_csv(made(cell)).decode(), newline="")))[1:]
    assert row == [f"'{cell}", "ten-boats eleven", "x"]


@pytest.mark.parametrize("cell", ["", "10", "a=b", "'x", "−3", "“=”", EVIL])
def test_other_text_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_a_column_can_be_a_formula_too() -> None:
    shown = read(columns=["=A1"], rows=[{"cells": ["1"], "claims": [], "inferences": []}])
    assert figure_csv(shown).decode().splitlines()[0] == "'=A1,Claims,Inferences"


def test_the_csv_is_by_the_book() -> None:
    raw = figure_csv(made('a "b"', "c, d", "e\nf", "مرحبا"))
    assert raw.decode("utf-8").splitlines(keepends=True) == [
        "c0,c1,c2,c3,Claims,Inferences\r\n",
        '"a ""b""","c, d","e\n',
        'f",مرحبا,ten-boats eleven,x\r\n',
    ]


def test_the_json_is_the_description_without_the_drawing(tmp_path: Path) -> None:
    bundle = figure()
    bundle[FIGURE] |= {"spec": {"data": []}, "title": EVIL}
    project = Made(tmp_path, {"boats.ipynb": notebook(md("# B"), code("a", bundle))})
    site = project.site()
    (placed,) = site.figures
    expected = {key: value for key, value in bundle[FIGURE].items() if key != "spec"}
    assert json.loads(figure_json(placed, site)) == expected | {
        "citation": citation(placed, site),
        "licence": "CC-BY-4.0",
    }
