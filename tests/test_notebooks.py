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
from maliviz.site.inputs import read_inputs
from maliviz.site.lint import lint
from maliviz.site.notebooks import read_notebooks, staleness

ROOT = Path(__file__).parents[1]
Notebook = dict[str, Any]


def test_every_notebook_is_in_order() -> None:
    inputs = read_inputs(ROOT / "data", ROOT / "notebooks")
    assert inputs.notebooks
    assert lint(read_notebooks("notebooks", inputs.notebooks)[0], inputs) == []


def bundle(notebook: Notebook) -> dict[str, Any]:
    """What the first cell with a figure shows."""
    shown = (o["data"] for c in notebook["cells"] for o in c.get("outputs", ()))
    return next(data for data in shown if FIGURE in data)


def change(kind: str) -> Callable[[Notebook], None]:
    """Change one letter of one kind of stored output."""

    def edit(notebook: Notebook) -> None:
        data = bundle(notebook)
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


EDITS: dict[str, Callable[[Notebook], None]] = {
    "figure": change(FIGURE),
    "views": change(VIEWS),
    "html": change("text/html"),
    "text": change("text/plain"),
    "swapped": lambda notebook: notebook["cells"].reverse(),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """Which copies of a notebook nbval passes, by the name of the copy, in one run."""
    folder = tmp_path_factory.mktemp("nbval")
    original = json.loads((ROOT / "notebooks" / "elections.ipynb").read_text(encoding="utf-8"))
    for place in ("same", "other"):
        shutil.copytree(ROOT / "data", folder / place / "data")
    another_fact(folder / "other" / "data")
    for name, edit in {"unchanged": lambda _: None, **EDITS}.items():
        changed = copy.deepcopy(original)
        edit(changed)
        (folder / "same" / f"{name}.ipynb").write_text(json.dumps(changed), encoding="utf-8")
    shutil.copy(ROOT / "notebooks" / "elections.ipynb", folder / "other" / "fact.ipynb")
    command = "-m pytest -q --nbval --nbval-cell-timeout=600 -p no:cacheprovider -p no:benchmark"
    report = folder / "report.xml"
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, *command.split(), "-p", "no:xdist", f"--junitxml={report}", "."],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    return read(report.read_text(encoding="utf-8"))


def another_fact(data: Path) -> None:
    """Change a fact that the figure of the notebook shows: what an event is called."""
    events = data / "events.csv"
    text = events.read_text(encoding="utf-8")
    old, new = "Elections, as now expected", "Elections, as expected now"
    assert old in text
    events.write_text(text.replace(old, new), encoding="utf-8")


def read(report: str) -> dict[str, bool]:
    """Read from a JUnit report whether all cells of each notebook passed."""
    passed: dict[str, bool] = {}
    for case in ElementTree.fromstring(report).iter("testcase"):
        name = case.attrib["classname"].replace("/", ".").removesuffix(".ipynb").split(".")[-1]
        passed[name] = passed.get(name, True) and len(case) == 0
    return passed


def test_nbval_passes_what_is_unchanged(outcomes: dict[str, bool]) -> None:
    assert outcomes["unchanged"]


@pytest.mark.parametrize("name", [*EDITS, "fact"])
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
