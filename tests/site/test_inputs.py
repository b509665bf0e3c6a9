"""What a site is made of is read once, and any change of it is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import Project, code, md

from maliviz.site.faults import PublishError
from maliviz.site.inputs import Inputs, read


@pytest.fixture
def inputs(project: Project) -> Inputs:
    return read(project.data, project.notebooks)


def test_all_that_counts_is_read_and_nothing_else(project: Project, inputs: Inputs) -> None:
    for name in (".~lock.claims.csv#", ".DS_Store"):
        (project.data / name).touch()
    (project.notebooks / ".ipynb_checkpoints").mkdir()
    (project.notebooks / ".ipynb_checkpoints" / "index-checkpoint.ipynb").touch()
    assert read(project.data, project.notebooks) == inputs
    assert set(inputs.notebooks) == {"index.ipynb", "boats.ipynb", "all.ipynb"}
    assert inputs.data["claims.csv"] == (project.data / "claims.csv").read_bytes()


def test_a_change_of_any_input_is_a_change(inputs: Inputs) -> None:
    changed = [
        replace(inputs, code="other"),
        replace(inputs, base="https://example.org/"),
        replace(inputs, data={**inputs.data, "claims.csv": b""}),
        replace(inputs, data={**inputs.data, "more.csv": b""}),
        replace(inputs, notebooks={**inputs.notebooks, "boats.ipynb": b"{}"}),
    ]
    assert len({one.digest for one in [inputs, *changed]}) == 6
    assert len({one.digest_for("index.ipynb") for one in [inputs, *changed]}) == 4


def test_a_run_is_decided_by_sources_and_not_by_outputs(project: Project, inputs: Inputs) -> None:
    def digest(*cells: dict[str, object]) -> str:
        project.write("boats.ipynb", md("# Boats"), *cells)
        return read(project.data, project.notebooks).digest_for("boats.ipynb")

    assert digest(code("1")) == digest(code("1", {"text/plain": "1"}))
    assert digest(code("a\nb")) == digest(code("") | {"source": ["a\n", "b"]})
    assert len({digest(code("1")), digest(code("2")), digest(md("1"))}) == 3


def test_what_cannot_be_read_is_told_together(project: Project) -> None:
    (project.notebooks / "folder.ipynb").mkdir()
    (project.notebooks / "drafts").mkdir()
    (project.notebooks / "drafts" / "new.ipynb").touch()
    with pytest.raises(PublishError) as error:
        read(project.root / "nowhere", project.notebooks)
    assert [fault.rpartition(": ")[2] for fault in error.value.faults] == [
        "is no folder; name another one with --data or --notebooks",
        "is no file",
        f"is in a folder of its own; notebooks stand in {project.notebooks} itself",
    ]
