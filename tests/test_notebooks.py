"""The notebooks are in order, and nbval sees whatever no longer agrees with them."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from maliviz.charts.figure import FIGURE, VIEWS
from maliviz.corpus.check import check
from maliviz.corpus.check import read as tables
from maliviz.corpus.edit import confirm
from maliviz.site.inputs import read_inputs
from maliviz.site.lint import lint
from maliviz.site.notebooks import read_notebooks, staleness

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
Notebook = dict[str, Any]
Cell = dict[str, Any]


def test_every_notebook_is_in_order() -> None:
    inputs = read_inputs(ROOT / "data", ROOT / "notebooks")
    assert inputs.notebooks
    books, problems = read_notebooks("notebooks", inputs.notebooks)
    assert [*problems, *lint(books, inputs)] == []


def change(kind: str) -> Callable[[Cell], None]:
    """Change one letter of one kind of stored output."""

    def edit(cell: Cell) -> None:
        (output,) = cell["outputs"]
        data = output["data"]
        if kind == FIGURE:
            data[kind]["title"] += "!"
        elif kind == VIEWS:
            data[kind]["views"][0]["label"] += "!"
        else:
            data[kind] = [*data[kind][:-1], data[kind][-1] + "!"]

    return edit


def remove(notebook: Notebook) -> None:
    """Remove one output and leave the others."""
    next(c for c in notebook["cells"] if c.get("outputs"))["outputs"] = []


EDITS: dict[str, Callable[[Cell], None]] = {
    "figure": change(FIGURE),
    "views": change(VIEWS),
    "html": change("text/html"),
    "text": change("text/plain"),
}


def edited(cell: Cell, edit: Callable[[Cell], None]) -> Cell:
    """A copy of a cell, changed."""
    changed = copy.deepcopy(cell)
    edit(changed)
    return changed


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """Which copies of a cell nbval passes, by what was done to them, in one run.

    All copies stand in one notebook, but for the one that is run with another fact.
    """
    folder = tmp_path_factory.mktemp("nbval")
    original = json.loads((ROOT / "notebooks" / "elections.ipynb").read_text(encoding="utf-8"))
    load, figure = [cell for cell in original["cells"] if cell["cell_type"] == "code"][:2]
    copies = {name: edited(figure, edit) for name, edit in EDITS.items()}
    cells = {"swapped": figure, "load": load, "unchanged": figure} | copies
    for place, shown in {"same": cells.values(), "other": (load, figure)}.items():
        shutil.copytree(ROOT / "data", folder / place / "data")
        book = original | {"cells": list(shown)}
        (folder / place / "book.ipynb").write_text(json.dumps(book), encoding="utf-8")
    another_fact(folder / "other" / "data")
    command = "-m pytest -q --nbval --nbval-cell-timeout=600 -p no:cacheprovider -p no:benchmark"
    report = folder / "report.xml"
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, *command.split(), "-p", "no:xdist", f"--junitxml={report}", "."],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    passed = read(report.read_text(encoding="utf-8"))
    assert passed["other"][0]
    return dict(zip(cells, passed["same"], strict=True)) | {"fact": passed["other"][1]}


def another_fact(data: Path) -> None:
    """Change a fact that the figure of the notebook shows, what an event is called; confirm it."""
    events = data / "events.csv"
    text = events.read_text(encoding="utf-8")
    old, new = "Elections, as now expected", "Elections, as expected now"
    assert old in text
    events.write_text(text.replace(old, new), encoding="utf-8")
    confirm(tables(data), ["events/next-elections", "translations"])
    assert check(data) == []


def read(report: str) -> dict[str, list[bool]]:
    """Read from a JUnit report which cells passed, in order, by the folder of their notebook."""
    passed: dict[str, list[bool]] = {"same": [], "other": []}
    for case in ElementTree.fromstring(report).iter("testcase"):
        passed[case.attrib["classname"].partition(".")[0]].append(len(case) == 0)
    return passed


def test_nbval_passes_what_is_unchanged(outcomes: dict[str, bool]) -> None:
    assert outcomes["load"]
    assert outcomes["unchanged"]


@pytest.mark.parametrize("name", [*EDITS, "swapped", "fact"])
def test_nbval_sees_a_change(outcomes: dict[str, bool], name: str) -> None:
    assert not outcomes[name]


def test_what_nbval_does_not_see_is_refused() -> None:
    """nbval passes a notebook without outputs; `check` does not."""
    inputs = read_inputs(ROOT / "data", ROOT / "notebooks")
    original = (ROOT / "notebooks" / "elections.ipynb").read_text(encoding="utf-8")
    one_removed, all_cleared, unordered = (json.loads(original) for _ in range(3))
    remove(one_removed)
    for cell in all_cleared["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    codes = [c for c in unordered["cells"] if c["cell_type"] == "code"]
    codes[0]["execution_count"], codes[1]["execution_count"] = 2, 1
    for broken in (one_removed, all_cleared, unordered):
        files = {"index.ipynb": json.dumps(broken).encode()}
        ((notebook,), _) = read_notebooks("notebooks", files)
        assert staleness(notebook, inputs)
