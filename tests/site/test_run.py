"""Notebooks are run fresh, and whatever a cell does, the run ends and leaves no process."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made import code, md, notebook
from nbformat import from_dict
from processes import kernels

from maliviz.site.faults import PublishError
from maliviz.site.notebook import MAX_BYTES, Notebook
from maliviz.site.run import run


def made(name: str, *sources: str) -> Notebook:
    cells = notebook(md(f"# {name}"), *map(code, sources))
    return Notebook(f"notebooks/{name}.ipynb", from_dict(cells))


def fresh(folder: Path, *notebooks: Notebook, seconds: int = 20) -> tuple[Notebook, ...]:
    said: list[str] = []
    done = run(notebooks, folder, said.append, seconds)
    assert said == [f"running {notebook.file}" for notebook in notebooks]
    return done


def test_a_run_gives_new_outputs_and_leaves_the_old_notebook(tmp_path: Path) -> None:
    old = made("sum", "a = 20", "a + 1")
    (new,) = fresh(tmp_path, old)
    assert [output["data"]["text/plain"] for output in new.node.cells[2].outputs] == ["21"]
    assert new.node.cells[2].execution_count == 2
    assert "execution" not in new.node.cells[2].metadata
    assert old.node.cells[2].outputs == []
    assert kernels(tmp_path) == []


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("1 / 0", "raises ZeroDivisionError: division by zero"),
        ("raise ValueError('a\\nb\\nc')", "raises ValueError: a (and 2 more lines)"),
        ("while True: pass", "does not end within 2 seconds"),
        ("raise MemoryError", "raises MemoryError"),
        ("import os; os._exit(1)", "ends its kernel; run it in JupyterLab"),
        (f"print('x' * {MAX_BYTES + 1})", "shows more than 5,000,000 bytes"),
        ("while True: print('x' * 10_000)", "shows more than 5,000,000 bytes"),
        ("from IPython.display import HTML\nHTML('x' * 6_000_000)", "shows more than 5,000,000"),
    ],
)
def test_a_cell_that_fails_is_named(tmp_path: Path, source: str, reason: str) -> None:
    with pytest.raises(PublishError, match=r"^notebooks/bad\.ipynb: cell 3: ") as error:
        fresh(tmp_path, made("bad", "1", source, "2"), seconds=2 if "pass" in source else 60)
    assert reason in str(error.value)
    assert not str(error.value).endswith(":")
    assert kernels(tmp_path) == []


def test_a_cell_that_is_cut_short_leaves_nothing_waiting(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(PublishError, match="shows more than"):
        fresh(tmp_path, made("bad", "print('x' * 100_000_000)"))
    gc.collect()
    assert (capfd.readouterr().err, caplog.text) == ("", "")


def test_all_notebooks_tell_what_is_wrong_with_them(tmp_path: Path) -> None:
    with pytest.raises(PublishError) as error:
        fresh(tmp_path, made("one", "1 / 0"), made("two", "1"), made("three", "nothing"))
    assert [fault.split(":")[0] for fault in error.value.faults] == [
        "notebooks/one.ipynb",
        "notebooks/three.ipynb",
    ]


def test_a_run_knows_nothing_of_who_runs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "TZ": "Asia/Tokyo",
        "LC_ALL": "de_DE.UTF-8",
        "PYTHONHASHSEED": "7",
        "PYTHONWARNINGS": "error",
        "MPLBACKEND": "nonsense",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("HOME")
    source = "import os, time\nfrom pathlib import Path\n" + (
        "print(time.tzname, hash('a'), os.environ.get('LC_ALL'), "
        "os.environ['PYTHONHASHSEED'], [p.name for p in Path.cwd().iterdir()], Path.cwd().name)"
    )
    (new,) = fresh(tmp_path, made("who", source))
    seeded = {**os.environ, "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-c", "print(hash('a'))"]
    number = subprocess.run(command, env=seeded, capture_output=True, text=True, check=True).stdout
    told = f"('UTC', 'UTC') {number.strip()} None 0 [] notebooks\n"
    assert new.node.cells[1].outputs[0]["text"] == told


def test_two_run_at_the_same_time(tmp_path: Path) -> None:
    started = time.monotonic()
    meet = (
        "import time\nfrom pathlib import Path\nPath('../{0}').touch()\n"
        "while not Path('../{1}').exists(): time.sleep(0.05)"
    )
    fresh(tmp_path, made("one", meet.format("a", "b")), made("two", meet.format("b", "a")))
    assert time.monotonic() - started < 20
    assert list((tmp_path / "notebooks").iterdir()) == []
