"""What a site is made of is read once, and any change of it is seen."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from made import Project, code, md

from maliviz.problem import ProblemError
from maliviz.site.inputs import Inputs, read_inputs
from maliviz.site.notebooks import Notebook, outputs_of, read_notebooks, staleness


@pytest.fixture
def inputs(project: Project) -> Inputs:
    return project.inputs()


def edited(inputs: Inputs, name: str, raw: bytes = b"") -> Inputs:
    """The inputs with another file beside, or in the place of, a table."""
    files = {**inputs.tables.files, name: raw}
    return replace(inputs, tables=replace(inputs.tables, files=files))


def read(inputs: Inputs, name: str) -> Notebook:
    """One of the notebooks."""
    ((book,), _) = read_notebooks("b", {name: inputs.notebooks[name]})
    return book


def test_all_that_counts_is_read_and_nothing_else(project: Project, inputs: Inputs) -> None:
    for name in (".~lock.claims.csv#", ".DS_Store"):
        (project.data / name).touch()
    (project.notebooks / ".ipynb_checkpoints").mkdir()
    (project.notebooks / ".ipynb_checkpoints" / "index-checkpoint.ipynb").touch()
    assert project.inputs() == inputs
    assert set(inputs.notebooks) == {"index.ipynb", "boats.ipynb", "all.ipynb"}
    assert inputs.tables.files["claims.csv"] == (project.data / "claims.csv").read_bytes()


def test_a_change_of_any_input_is_a_change(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = [
        replace(inputs, base="https://example.org/"),
        edited(inputs, "claims.csv"),
        edited(inputs, "more.csv"),
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
    boats = read(inputs, "boats.ipynb")
    assert staleness(boats, inputs) == ""
    assert staleness(boats, replace(inputs, base="x")) == ""
    tables = edited(inputs, "gaps.csv")
    assert staleness(boats, tables) == "its outputs are older than the tables"
    helper = {"helper.py": b""}
    assert staleness(boats, replace(inputs, modules=helper)).endswith("older than the code")
    boats.node.cells[1].source += "\n"
    assert staleness(boats, inputs) == "its outputs are older than its cells"
    both = replace(tables, modules=helper)
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
    boats = read(inputs, "boats.ipynb")
    change(boats.node)
    assert staleness(boats, inputs) == "its outputs are not those that `maliviz refresh` stored"


def test_how_lines_are_split_is_no_change_of_a_cell(project: Project, inputs: Inputs) -> None:
    def digest(*cells: dict[str, object]) -> str:
        project.write("boats.ipynb", md("# Boats"), *cells)
        now = project.inputs()
        return outputs_of(read(now, "boats.ipynb"), now)["source"]

    assert digest(code("1")) == digest(code("1", {"text/plain": "1"}))
    assert digest(code("a\nb")) == digest(code("") | {"source": ["a\n", "b"]})
    assert len({digest(code("1")), digest(code("2")), digest(md("1"))}) == 3


def speak(project: Project, *languages: str) -> None:
    """Say in which languages the report is."""
    path = project.data / "datapackage.json"
    package = json.loads(path.read_text("utf-8")) | {"languages": languages}
    path.write_text(json.dumps(package), "utf-8")


def test_a_language_of_the_report_has_a_folder(project: Project) -> None:
    for folder in ("fr", "de", "fr/old"):
        (project.notebooks / folder).mkdir()
        (project.notebooks / folder / "index.ipynb").touch()
    speak(project, "en", "fr")
    with pytest.raises(ProblemError) as error:
        project.inputs()
    place = f"{project.notebooks}/"
    assert [str(one).replace(place, "") for one in error.value.problems] == [
        f"{name}/index.ipynb: is in a folder of its own; notebooks stand in {place[:-1]} itself, "
        'those that are not in "en" in fr'
        for name in ("de", "fr/old")
    ]
    speak(project, "en", "fr", "de")
    (project.notebooks / "fr" / "old" / "index.ipynb").unlink()
    assert {"index.ipynb", "fr/index.ipynb", "de/index.ipynb"} <= set(project.inputs().notebooks)


@pytest.mark.parametrize(
    "package", ["", "[]", "{}", '{"languages": []}', '{"languages": ["fr", 1]}']
)
def test_what_nobody_can_read_names_no_language(inputs: Inputs, package: str) -> None:
    now = edited(inputs, "datapackage.json", package.encode())
    assert now.tables.languages == ("en",)


def test_words_of_a_language_are_code_for_its_notebooks_alone(
    project: Project, inputs: Inputs
) -> None:
    catalogue = project.root / "locale" / "fr" / "LC_MESSAGES" / "maliviz.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text("")
    now = project.inputs()
    assert now.digest != inputs.digest
    assert now.code_digest("fr") != inputs.code_digest("fr")
    assert now.code_digest("en") == inputs.code_digest("en")
    assert inputs.code_digest("en") != inputs.code_digest("fr"), "our own catalogue counts, too"
    (project.root / "locale" / "fr" / "words.json").write_text("{}")
    reading = read_inputs(project.data, project.notebooks)
    assert reading.digest != now.digest
    assert reading.code_digest("fr") == now.code_digest("fr"), "no notebook is read by them"


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
