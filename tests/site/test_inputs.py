"""What a site is made of is read once, and any change of it is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from made import Project, code, md

from maliviz.problem import ProblemError
from maliviz.site.inputs import Inputs, read_inputs
from maliviz.site.notebooks import outputs_of, read_notebooks, staleness


@pytest.fixture
def inputs(project: Project) -> Inputs:
    return read_inputs(project.data, project.notebooks)


def test_all_that_counts_is_read_and_nothing_else(project: Project, inputs: Inputs) -> None:
    for name in (".~lock.claims.csv#", ".DS_Store"):
        (project.data / name).touch()
    (project.notebooks / ".ipynb_checkpoints").mkdir()
    (project.notebooks / ".ipynb_checkpoints" / "index-checkpoint.ipynb").touch()
    assert read_inputs(project.data, project.notebooks) == inputs
    assert set(inputs.notebooks) == {"index.ipynb", "boats.ipynb", "all.ipynb"}
    assert inputs.data["claims.csv"] == (project.data / "claims.csv").read_bytes()


def test_a_change_of_any_input_is_a_change(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = [
        replace(inputs, base="https://example.org/"),
        replace(inputs, data={**inputs.data, "claims.csv": b""}),
        replace(inputs, data={**inputs.data, "more.csv": b""}),
        replace(inputs, notebooks={**inputs.notebooks, "boats.ipynb": b"{}"}),
        replace(inputs, modules={"helper.py": b""}),
        replace(inputs, modules={"helper.py": b"1"}),
    ]
    assert len({one.digest for one in [inputs, *changed]}) == 7
    before = inputs.digest
    monkeypatch.setattr("maliviz.site.inputs._code", lambda without=(): {"cli.py": b"other"})
    assert replace(inputs).digest != before


def test_a_package_of_another_version_is_a_change(
    inputs: Inputs, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inputs.digest
    (tmp_path / "plotter-9.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert replace(inputs).digest != before


def test_outputs_stand_on_the_code_that_a_notebook_can_reach(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    from maliviz.site import inputs as module

    whole, reached = module._code(), module._code(module._BEYOND_NOTEBOOKS)
    assert {"cli.py", "prose/rules.py", "site/build.py", "charts/lanes.py"} <= set(whole)
    assert {name.partition("/")[0] for name in set(whole) - set(reached)} == {
        *("cli.py", "prose", "site")
    }
    assert replace(inputs, modules={"helper.py": b""}).code_digest("en") != inputs.code_digest("en")


def test_outputs_tell_what_is_newer_than_they_are(project: Project, inputs: Inputs) -> None:
    (boats,) = [book for book in read_notebooks("b", inputs.notebooks) if book.stem == "boats"]
    assert staleness(boats, inputs) == ""
    assert staleness(boats, replace(inputs, base="x")) == ""
    data = {**inputs.data, "gaps.csv": b""}
    assert staleness(boats, replace(inputs, data=data)) == "its outputs are older than the tables"
    helper = {"helper.py": b""}
    assert staleness(boats, replace(inputs, modules=helper)).endswith("older than the code")
    boats.node.cells[1].source += "\n"
    assert staleness(boats, inputs) == "its outputs are older than its cells"
    both = replace(inputs, data=data, modules=helper)
    assert staleness(boats, both).endswith("older than its cells, the tables and the code")


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.cells[1].outputs.clear(),
        lambda book: book.cells[1].update(execution_count=2),
        lambda book: book.metadata.pop("maliviz"),
    ],
    ids=["cleared", "out of turn", "never refreshed"],
)
def test_outputs_that_were_not_refreshed_are_told(inputs: Inputs, change: Any) -> None:
    (boats,) = [book for book in read_notebooks("b", inputs.notebooks) if book.stem == "boats"]
    change(boats.node)
    assert staleness(boats, inputs) == "its outputs are not those that `maliviz refresh` stored"


def test_how_lines_are_split_is_no_change_of_a_cell(project: Project, inputs: Inputs) -> None:
    def digest(*cells: dict[str, object]) -> str:
        project.write("boats.ipynb", md("# Boats"), *cells)
        read = read_inputs(project.data, project.notebooks)
        (book,) = read_notebooks("b", {"boats.ipynb": read.notebooks["boats.ipynb"]})
        return outputs_of(book, read)["source"]

    assert digest(code("1")) == digest(code("1", {"text/plain": "1"}))
    assert digest(code("a\nb")) == digest(code("") | {"source": ["a\n", "b"]})
    assert len({digest(code("1")), digest(code("2")), digest(md("1"))}) == 3


def test_what_cannot_be_read_is_told_together(project: Project) -> None:
    (project.notebooks / "folder.ipynb").mkdir()
    (project.notebooks / "drafts").mkdir()
    (project.notebooks / "drafts" / "new.ipynb").touch()
    with pytest.raises(ProblemError) as error:
        read_inputs(project.root / "nowhere", project.notebooks)
    messages = sorted(str(problem).partition("réport one/")[2] for problem in error.value.problems)
    assert messages == [
        "notebooks/drafts/new.ipynb: is in a folder of its own; notebooks stand in "
        f"{project.notebooks} itself",
        "notebooks/folder.ipynb: is a directory, not a file",
        "nowhere: not a directory; name another one with --data or --notebooks",
    ]
