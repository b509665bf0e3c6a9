"""A kernel starts from a process that has loaded what it needs, and knows nothing of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from made import Project
from test_run import fresh, made

from maliviz.site import kernel

# It guards nothing from being run twice.
SCRIPT = """
print("script")
from pathlib import Path
from maliviz.site.site import build
build(Path("data"), Path("notebooks"), Path("build"), print)
"""


def test_sockets_stand_in_a_short_folder_as_it_is(tmp_path: Path) -> None:
    with kernel.sockets(Path("/s")) as within:
        assert within == Path("/s")


def test_sockets_have_a_short_path_to_a_long_folder(tmp_path: Path) -> None:
    folder = tmp_path / ("ö" * 60)
    folder.mkdir()
    with kernel.sockets(folder) as within:
        assert within is not None
        assert len(os.fsencode(within)) < 40
        (within / "x").touch()
    assert [path.name for path in folder.iterdir()] == ["x"]
    assert not within.exists()


def test_a_kernel_far_down_needs_no_port(tmp_path: Path) -> None:
    folder = tmp_path / ("ö" * 60)
    folder.mkdir()
    source = "import ipykernel\nipykernel.get_connection_info(unpack=True)['transport']"
    (new,) = fresh(folder, made("far", source))
    assert new.node.cells[1].outputs[0]["data"]["text/plain"] == "'ipc'"


@pytest.mark.skipif(not kernel.CAN_FORK, reason="nothing is forked here")
def test_kernels_are_forked_and_share_nothing(tmp_path: Path) -> None:
    source = "import sys, maliviz, pandas\nold = hasattr(pandas, 'mine')\npandas.mine = 1\n"
    source += "print(old, sys.stdin.read())"
    one, two = fresh(tmp_path, made("one", source), made("two", source))
    assert [book.node.cells[1].outputs[0]["text"] for book in (one, two)] == ["False \n"] * 2


def test_a_kernel_that_cannot_be_forked_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "CAN_FORK", False)
    kernel.warm()
    (new,) = fresh(tmp_path, made("one", "import multiprocessing as m\nm.parent_process()", "2"))
    assert [cell.outputs for cell in new.node.cells[1:2]] == [[]]
    assert new.node.cells[2].outputs[0]["data"]["text/plain"] == "2"


def test_to_warm_up_leaves_our_own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OURS", "1")
    before = dict(os.environ)
    kernel.warm()
    assert dict(os.environ) == before


def test_a_script_that_builds_is_not_run_again(project: Project) -> None:
    (project.root / "make.py").write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "make.py"], cwd=project.root, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines().count("script") == 1
    assert (project.output / "boats.html").exists()


def test_a_file_beside_the_data_stands_in_for_no_module(project: Project) -> None:
    for name in ("pandas", "ipykernel", "json"):
        (project.root / f"{name}.py").write_text("raise SystemExit('me')", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("maliviz")), "build"]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=True)
    assert done.stdout == "build/index.html\n"
