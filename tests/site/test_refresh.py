"""Stored outputs follow the data, and what stays the same stays the same to the byte."""

from __future__ import annotations

import json
import shutil

import pytest
from made import Project, code, files, md, notebook, write_notebooks

from maliviz.site.faults import PublishError
from maliviz.site.refresh import refresh
from maliviz.site.site import check


def again(project: Project) -> list[str]:
    return refresh(project.data, project.notebooks, project.said.append)


def test_refreshed_notebooks_pass_the_guard_and_stay_as_they_are(project: Project) -> None:
    shutil.rmtree(project.notebooks)
    corpus = "import maliviz as mv\ncorpus = mv.load()"
    never_run = notebook(md("# T"), code(corpus), code("len(corpus.claims)"))
    for cell in never_run["cells"][1:]:
        cell |= {"execution_count": None, "outputs": [], "metadata": {"execution": {"a": "b"}}}
    write_notebooks(project.notebooks, {"index.ipynb": never_run})
    assert again(project) == ["index.ipynb"]
    stored = json.loads((project.notebooks / "index.ipynb").read_text("utf-8"))
    assert stored["cells"][2]["outputs"][0]["data"]["text/plain"] == ["3"]
    assert [cell["id"] for cell in stored["cells"]] == ["cell-0", "cell-1", "cell-2"]
    before = files(project.notebooks)
    assert again(project) == []
    shutil.rmtree(project.root / ".maliviz")
    assert again(project) == []
    assert files(project.notebooks) == before
    project.build()


def test_an_older_format_becomes_the_one_that_is_needed(project: Project) -> None:
    old = notebook(md("# T"), code("1"), nbformat_minor=2)
    for cell in old["cells"]:
        del cell["id"]
    write_notebooks(project.notebooks, {"index.ipynb": old})
    with pytest.raises(PublishError, match="run `maliviz refresh`"):
        check(project.data, project.notebooks)
    assert "index.ipynb" in again(project)
    before = files(project.notebooks)
    assert again(project) == []
    assert files(project.notebooks) == before
    assert check(project.data, project.notebooks) == 3


def test_a_notebook_that_fails_leaves_all_as_they_are(project: Project) -> None:
    project.write("all.ipynb", md("# All"), code("1 / 0"))
    project.write("index.ipynb", md("# T"), code("1"))
    before = files(project.notebooks)
    with pytest.raises(PublishError, match="cell 2: raises ZeroDivisionError"):
        again(project)
    assert files(project.notebooks) == before
