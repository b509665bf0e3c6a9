"""Stored outputs follow cells, tables and code, and whatever a cell does, the run ends."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from made import EVIDENCE, Project, code, files, md, notebook, notebooks, show, write_notebooks
from nbformat import from_dict
from processes import at_work

from maliviz.charts.figure import FIGURE
from maliviz.corpus.check import read
from maliviz.corpus.edit import confirm
from maliviz.problem import DataError, Problem, ProblemError
from maliviz.site import refresh
from maliviz.site.inputs import Tables
from maliviz.site.notebooks import MAX_BYTES, Notebook
from maliviz.site.refresh import _in_thread, run

pytestmark = pytest.mark.slow

RUNNING = "running notebooks/{}.ipynb: its outputs are "


def made(name: str, *sources: str) -> Notebook:
    cells = notebook(md(f"# {name}"), *map(code, sources))
    return Notebook(f"notebooks/{name}.ipynb", from_dict(cells))


def fresh(folder: Path, *notebooks: Notebook, seconds: int = 600) -> list[Notebook | Problem]:
    results = run(notebooks, folder, seconds)
    assert at_work(folder) == []
    return results


def shown(result: Notebook | Problem, cell: int) -> Any:
    assert isinstance(result, Notebook), result
    (output,) = result.node.cells[cell].outputs
    return output.get("text") or output["data"]["text/plain"]


def stored(project: Project, name: str) -> dict[str, Any]:
    book: dict[str, Any] = json.loads((project.notebooks / name).read_text("utf-8"))
    return book


def test_nothing_is_run_while_the_tables_are_not_in_order(project: Project) -> None:
    project.write_stale("index.ipynb", md("# T"), code("1"))
    (project.data / "gaps.csv").write_text("id,order,topic,text\nwho,one,boats,Who.\n")
    with pytest.raises(DataError, match="not a whole number"):
        project.refresh()
    assert project.said == []


def test_only_what_is_stale_is_run_and_then_nothing(project: Project) -> None:
    corpus = "import maliviz as mv\ncorpus = mv.load()"
    project.write_stale("boats.ipynb", md("# T"), code(corpus), code("len(corpus.claims)"))
    assert project.refresh() == ["boats.ipynb"]
    why = "not those that `maliviz refresh` stored"
    assert project.said == [RUNNING.format("boats") + why, "changed boats.ipynb"]
    (output,) = stored(project, "boats.ipynb")["cells"][2]["outputs"]
    assert output["data"]["text/plain"] == ["3"]
    before = files(project.notebooks)
    project.said.clear()
    assert project.refresh() == []
    assert (project.said, files(project.notebooks)) == ([], before)
    assert project.check() == 3


def test_a_change_of_the_tables_makes_all_stale_and_every_notebook_can_be_run(
    project: Project,
) -> None:
    with (project.data / "gaps.csv").open("a", encoding="utf-8") as file:
        file.write("who,1,boats,Who lit it.\n")
    confirm(read(project.data), ["gaps"])
    with pytest.raises(ProblemError, match=r"older than the tables: all\.ipynb, boats\.ipynb and"):
        project.check()
    assert project.refresh() == ["all.ipynb", "boats.ipynb", "index.ipynb"]
    assert project.check() == 3
    before = files(project.notebooks)
    project.said.clear()
    assert project.refresh(every=True) == []
    running = [f"running notebooks/{name}.ipynb" for name in ("all", "boats", "index")]
    assert project.said == running
    assert files(project.notebooks) == before


def test_a_notebook_can_use_a_module_beside_it_and_follows_it(project: Project) -> None:
    for name in ("all.ipynb", "boats.ipynb"):
        (project.notebooks / name).unlink()
    (project.notebooks / "helper.py").write_text("LAMPS = 1\n")
    lamps = code("import helper\nhelper.LAMPS")
    project.write_stale("index.ipynb", md("# T"), lamps, show(EVIDENCE))
    project.refresh()
    assert project.check() == 1
    (project.notebooks / "helper.py").write_text("LAMPS = 2\n")
    with pytest.raises(ProblemError, match="older than the code"):
        project.check()
    project.refresh()
    (output,) = stored(project, "index.ipynb")["cells"][1]["outputs"]
    assert output["data"]["text/plain"] == ["2"]


def test_a_notebook_of_another_language_knows_those_of_its_own(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tables, "loaded", ({}, []))
    package = project.data / "datapackage.json"
    package.write_text('{"languages": ["en", "fr"]}', "utf-8")
    french = project.notebooks / "fr"
    french.mkdir()
    (french / "words.py").write_text('BOATS = "bateaux"\n')
    project.write("all.ipynb", md("# All"))
    for name in ("index.ipynb", "boats.ipynb"):
        write_notebooks(project.notebooks, {name: notebooks()[name]})
    project.write_stale("fr/all.ipynb", md("# Tout"), show(EVIDENCE))
    project.write_stale(
        "fr/index.ipynb", md("[x](#claim-ten-boats)"), code("import words\nwords.BOATS")
    )
    assert project.refresh() == ["fr/all.ipynb", "fr/index.ipynb"]
    prose, shown = stored(project, "fr/index.ipynb")["cells"]
    assert prose["source"] == ["[x](all.ipynb#claim-ten-boats)"]
    assert shown["outputs"][0]["data"]["text/plain"] == ["'bateaux'"]
    assert project.refresh() == []


def test_what_a_machine_or_a_moment_decides_is_taken_out(project: Project) -> None:
    book = stored(project, "boats.ipynb")
    book["metadata"]["language_info"] |= {"version": "3.99"}
    book["cells"][1]["metadata"]["execution"] = {"a": "b"}
    (project.notebooks / "boats.ipynb").write_text(json.dumps(book))
    assert "boats.ipynb" in project.refresh()
    assert project.said == ["changed boats.ipynb"]
    book = stored(project, "boats.ipynb")
    assert book["metadata"]["language_info"] == {"name": "python"}
    assert book["cells"][1]["metadata"] == {}


def test_an_older_format_becomes_the_one_that_is_needed(project: Project) -> None:
    old = notebook(md("# T"), code("1"), nbformat_minor=2)
    for cell in old["cells"]:
        del cell["id"]
    (project.notebooks / "index.ipynb").write_text(json.dumps(old))
    with pytest.raises(ProblemError, match="run `maliviz refresh`"):
        project.check()
    assert "index.ipynb" in project.refresh()
    assert project.refresh() == []
    assert project.check() == 3


def test_one_that_fails_keeps_what_is_right(project: Project) -> None:
    project.write_stale("all.ipynb", md("# All"), code("1 / 0"))
    project.write_stale("index.ipynb", md("# T"), code("1 + 1"))
    (project.notebooks / "boats.ipynb").write_text("<<<<<<< HEAD", encoding="utf-8")
    before = files(project.notebooks)
    with pytest.raises(ProblemError) as error:
        project.refresh()
    failed, unreadable = str(error.value).splitlines()
    assert failed == "notebooks/all.ipynb: cell 2: raises ZeroDivisionError: division by zero"
    assert unreadable.startswith("notebooks/boats.ipynb: is not JSON in UTF-8")
    assert project.said[-1] == "changed index.ipynb"
    assert stored(project, "index.ipynb")["cells"][1]["outputs"][0]["data"]["text/plain"] == ["2"]
    assert files(project.notebooks)["all.ipynb"] == before["all.ipynb"]


SAVED = ["notebooks/index.ipynb", "data/gaps.csv", "notebooks/helper.py"]


@pytest.mark.parametrize("saved", SAVED)
def test_what_is_saved_meanwhile_is_not_overwritten(project: Project, saved: str) -> None:
    source = f"with open('../{saved}', 'a') as f:\n    _ = f.write('\\n')"
    project.write_stale("index.ipynb", md("# T"), code(source))
    before = files(project.notebooks)["index.ipynb"].rstrip(b"\n")
    with pytest.raises(ProblemError, match="it, a table or the code was saved while it ran"):
        project.refresh()
    assert files(project.notebooks)["index.ipynb"].rstrip(b"\n") == before


def test_tables_that_the_notebooks_do_not_load_are_refused(
    project: Project, tmp_path: Path
) -> None:
    other = Project(tmp_path / "other")
    project.data = other.data
    with pytest.raises(ProblemError, match="the notebooks load other tables, those in"):
        project.refresh()


def test_a_run_gives_new_outputs_and_leaves_the_old_notebook(tmp_path: Path) -> None:
    old = made("sum", "a = 20", "a + 1")
    (new,) = fresh(tmp_path, old)
    assert shown(new, 2) == "21"
    assert old.node.cells[2].outputs == []
    assert isinstance(new, Notebook)
    assert new.node.cells[2].execution_count == 2
    assert "execution" not in new.node.cells[2].metadata


def test_a_run_knows_nothing_of_who_runs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "COLUMNS": "200"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("HOME")
    source = "import os, time\nprint(time.tzname[0], hash('a'), os.environ['COLUMNS'])"
    (new,) = fresh(tmp_path, made("who", source))
    seeded = {**os.environ, "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-c", "print(hash('a'))"]
    number = subprocess.run(command, env=seeded, capture_output=True, text=True, check=True).stdout
    assert shown(new, 1) == f"UTC {number.strip()} 80\n"


LIMIT = 100_000
BAD = {
    "1 / 0": "raises ZeroDivisionError: division by zero",
    "raise ValueError('a\\nb\\nc')": "raises ValueError: a (and 2 more lines)",
    "import os; os._exit(1)": "ends its kernel; run it in JupyterLab to see why",
    "print('x' * 6_000_000)": "shows more than 100,000 bytes",
    "while True: print('x' * 10_000)": "shows more than 100,000 bytes",
    f"from IPython.display import HTML\nHTML('x' * {LIMIT + 1})": "shows more than 100,000 bytes",
}


def test_whichever_thread_gets_a_signal_the_run_ends() -> None:
    ended = []

    async def signalled() -> None:
        await asyncio.sleep(0.5)  # until the main thread waits
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)
        await asyncio.sleep(30)
        ended.append("by itself")

    with pytest.raises(KeyboardInterrupt):
        _in_thread(signalled())
    assert ended == []


def test_each_cell_that_fails_is_named(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert vars(refresh)["MAX_BYTES"] == MAX_BYTES
    monkeypatch.setattr(refresh, "MAX_BYTES", LIMIT)
    books = [made(f"bad{number}", "1", source, "2") for number, source in enumerate(BAD)]
    results = fresh(tmp_path, made("good", "1"), *books)
    assert isinstance(results[0], Notebook)
    assert [str(result) for result in results[1:]] == [
        f"notebooks/bad{number}.ipynb: cell 3: {reason}"
        for number, reason in enumerate(BAD.values())
    ]
    gc.collect()
    assert (capfd.readouterr().err, caplog.text) == ("", "")


def test_a_cell_that_does_not_end_is_ended(tmp_path: Path) -> None:
    (result,) = fresh(tmp_path, made("bad", "import time\nwhile True: time.sleep(1)"), seconds=2)
    assert str(result) == (
        "notebooks/bad.ipynb: cell 2: does not end within 2 seconds; make it shorter"
    )


def test_two_run_at_the_same_time(tmp_path: Path) -> None:
    meet = (
        "import time\nfrom pathlib import Path\nPath('{0}').touch()\n"
        "while not Path('{1}').exists(): time.sleep(0.05)"
    )
    results = fresh(
        tmp_path, made("one", meet.format("a", "b")), made("two", meet.format("b", "a"))
    )
    assert all(isinstance(result, Notebook) for result in results)


def test_what_is_printed_in_parts_is_stored_in_one(project: Project) -> None:
    source = (
        "import time\nfor n in (1, 2):\n    print(n, flush=True)\n    time.sleep(0.5)\n"
        "display('x')\nprint(3)"
    )
    project.write_stale("boats.ipynb", md("# T"), code(source))
    project.refresh()
    outputs = stored(project, "boats.ipynb")["cells"][1]["outputs"]
    assert [one.get("text", "shown") for one in outputs] == [["1\n", "2\n"], "shown", ["3\n"]]


def test_a_drawing_alone_is_stored_and_refused_and_as_a_picture_it_is_shown_once(
    project: Project,
) -> None:
    source = "import maliviz as mv\nimport pandas as pd\npd.Series([1, 2]).plot()"
    words = 'title="Boats", alt="A line.", claims=mv.load().claims'
    picture = f"mv.picture(pd.Series([1, 2]).plot(), {words})"
    project.write_stale("boats.ipynb", md("# T"), code(source), code(picture))
    project.refresh()
    bare, whole = (cell["outputs"] for cell in stored(project, "boats.ipynb")["cells"][1:])
    assert "image/png" in bare[-1]["data"]
    assert [FIGURE in one["data"] for one in whole] == [True]
    with pytest.raises(ProblemError) as error:
        project.check()
    assert str(error.value) == (
        "notebooks/boats.ipynb: cell 2: shows a chart without its words, data and proof; "
        "give it in its cell to mv.picture(fig, title=…, alt=…, claims=…)"
    )
