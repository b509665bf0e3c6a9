"""A project that was just begun is whole: its tables are in order, and it builds as it is."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest
from desk import PROJECT
from made import files, write_notebooks

from maliviz.corpus.check import check
from maliviz.problem import ProblemError
from maliviz.site.build import build
from maliviz.site.inputs import read_inputs
from maliviz.site.new import new


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "Port Émile"
    new(folder)
    return folder


def test_it_has_its_own_name_and_our_schema(begun: Path) -> None:
    ours = json.loads((PROJECT / "data" / "datapackage.json").read_text("utf-8"))
    package = json.loads((begun / "data" / "datapackage.json").read_text("utf-8"))
    assert (package["name"], package["title"]) == ("port-emile", "Port Émile")
    assert package["resources"] == ours["resources"]
    assert package["description"] != ours["description"]
    assert check(begun / "data") == []
    left = (b"Mali", b"{title}", b"{name}", b"{version}")
    assert [word for raw in files(begun).values() for word in left if word in raw] == []


def test_it_builds_without_a_row(begun: Path, tmp_path: Path) -> None:
    for name in ("index.ipynb", "evidence.ipynb"):
        book = json.loads((begun / "notebooks" / name).read_text("utf-8"))
        for count, cell in enumerate((c for c in book["cells"] if c["cell_type"] == "code"), 1):
            cell["execution_count"] = count
        write_notebooks(begun / "notebooks", {name: book})
    inputs = read_inputs(begun / "data", begun / "notebooks")
    build(inputs, tmp_path / "build", lambda line: None)
    page = (tmp_path / "build" / "index.html").read_text("utf-8")
    assert ">Port Émile</h1>" in page
    assert 'class="texts"' not in page, "there is none to tell of"


def test_what_runs_for_it_names_this_version_and_no_host(begun: Path) -> None:
    assert (begun / "requirements.txt").read_text() == f"maliviz=={version('maliviz')}\n"
    workflow = (begun / ".github" / "workflows" / "report.yml").read_text()
    assert "maliviz check --output-format github" in workflow
    assert "://" not in workflow
    ours = (PROJECT / ".github" / "workflows" / "report.yml").read_text()
    assert workflow[workflow.index("  publish:") :] == ours[ours.index("  publish:") :]


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    new(tmp_path)
    before = files(tmp_path)
    with pytest.raises(ProblemError, match=": is not empty; name a new folder"):
        new(tmp_path)
    assert files(tmp_path) == before
