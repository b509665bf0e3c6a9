"""The site as a whole: what is made, what is made anew, what stops it, and what is left then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made import EVIDENCE, Project, code, figure, md, notebook, show, write_notebooks
from maliviz.site.swap import MANIFEST
from processes import at_work, kernels, until

from maliviz.site.faults import PublishError

RUNNING = [f"running notebooks/{name}.ipynb" for name in ("all", "boats", "index")]
COMMAND = [sys.executable, "-c", "from maliviz.cli import main; raise SystemExit(main())", "build"]


def test_a_build_makes_pages_and_tables(project: Project) -> None:
    assert project.build() == project.output / "index.html"
    tables = {f"data/{path.name}" for path in project.data.iterdir()}
    beside = {"changes.html", "corrections.xml", "404.html", MANIFEST}
    faces = {f"figures/boats/boats.{kind}" for kind in ("csv", "json", "svg", "png", "html")}
    pages = {"index.html", "boats.html", "all.html"}
    assert set(project.site()) == pages | tables | faces | beside
    assert b"compatible" in project.site()["data/claims.csv"]
    assert b'Used in: <a href="boats.html#figure-boats">' in project.site()["all.html"]
    assert (project.said[1:4], project.stray()) == (RUNNING, [])


def test_a_second_build_does_nothing(built: Project) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.output.rglob("*")}
    built.build()
    assert built.said == ["nothing changed"]
    assert {path: path.stat().st_mtime_ns for path in built.output.rglob("*")} == before


@pytest.mark.parametrize("left", [".build.before/index.html", ".build.making/x", ".build.lock"])
def test_what_a_killed_build_left_is_taken_away_even_then(built: Project, left: str) -> None:
    before = built.site()
    if left.startswith(".build.before"):
        shutil.copytree(built.output, built.root / ".build.before")
    else:
        (built.root / left).parent.mkdir(exist_ok=True)
        (built.root / left).touch()
        (built.root / left).with_name(".maliviz-work").touch()
    built.build()
    (built.root / ".maliviz-work").unlink(missing_ok=True)
    assert (built.site(), built.stray()) == (before, [])


def test_a_site_that_was_touched_is_made_again(built: Project) -> None:
    before = built.site()
    (built.output / "index.html").write_text("mine")
    (built.output / "data" / "claims.csv").unlink()
    built.build()
    assert built.site() == before


def test_only_what_changed_is_run_again(built: Project) -> None:
    before = built.site()
    built.write("boats.ipynb", md("# Boats by night"), show(figure()), code("a = 1"))
    built.build()
    assert [line for line in built.said if line in RUNNING] == [RUNNING[1]]
    assert b"Boats by night" in built.site()["boats.html"]
    assert built.site()["all.html"] == before["all.html"]


def test_a_change_in_the_data_runs_everything(built: Project) -> None:
    with (built.data / "gaps.csv").open("a", encoding="utf-8") as file:
        file.write("who,1,boats,Who lit it.\n")
    built.build()
    assert [line for line in built.said if line in RUNNING] == RUNNING


def test_two_places_give_the_same_bytes(built: Project, tmp_path: Path) -> None:
    other = Project(tmp_path / "o")
    environment = os.environ | {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "5"}
    subprocess.run(COMMAND, cwd=other.root, env=environment, check=True, capture_output=True)
    assert other.site() == built.site()
    shutil.rmtree(built.output)
    built.build()
    assert other.site() == built.site()


def test_all_that_is_wrong_is_told_together(built: Project) -> None:
    before = built.site()
    built.write("boats.ipynb", md("No title"), code("1"))
    (built.notebooks / "new.ipynb").write_text("{")
    (built.data / "gaps.csv").write_text("id,order,topic,text\nwho,one,boats,Who.\n")
    with pytest.raises(PublishError) as error:
        built.build()
    named = {fault.split(":")[0] for fault in error.value.faults}
    assert named == {"data/gaps.csv", "notebooks/new.ipynb"}
    (built.notebooks / "new.ipynb").unlink()
    with pytest.raises(PublishError) as error:
        built.build()
    named = {fault.split(":")[0] for fault in error.value.faults}
    assert named == {"data/gaps.csv", "notebooks/boats.ipynb"}
    assert (built.site(), built.stray()) == (before, [])


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (code("1 / 0"), "notebooks/boats.ipynb: cell 2: raises ZeroDivisionError"),
        (code("import sys\n_ = sys.stderr.write('W')"), "cell 2: writes to standard error: W"),
        (md("[x](#claim-ten-boots)"), 'cell 2: line 1: column 2: "#claim-ten-boots"'),
        (md("a\n[x](all.ipynb#no)"), 'cell 2: line 2: the link "all.html#no" leads nowhere'),
        (show(EVIDENCE), '"claim-about-twelve-boats" stands in all.ipynb already'),
    ],
)
def test_what_shows_only_in_the_making_stops_it(
    built: Project, cell: dict[str, object], fault: str
) -> None:
    before = built.site()
    cell.setdefault("outputs", []) if cell["cell_type"] == "code" else None
    stored = notebook(md("# Boats"), dict(cell))
    for one in stored["cells"][1:]:
        if one["cell_type"] == "code" and not one["outputs"]:
            one["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "old"}]
    write_notebooks(built.notebooks, {"boats.ipynb": stored})
    with pytest.raises(PublishError) as error:
        built.build()
    assert fault in str(error.value)
    assert (built.site(), built.stray()) == (before, [])


def test_stored_outputs_are_not_what_is_published(project: Project) -> None:
    project.write("boats.ipynb", md("# Boats"), code("print('fresh')", {"text/plain": "stale"}))
    project.build()
    assert b">fresh</pre>" in project.site()["boats.html"]
    assert b"stale" not in project.site()["boats.html"]


def start(project: Project, *before: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*before, *COMMAND],
        cwd=project.root,
        env={**os.environ, **environment},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize(("signal", "status"), [("INT", 130), ("TERM", 143), ("KILL", -9)])
def test_a_build_that_is_killed_leaves_the_old_site_and_no_process(
    built: Project, signal: str, status: int
) -> None:
    before = built.site()
    cells = [md("# Boats"), code("import time\n_ = time.sleep(60)")]
    built.write("boats.ipynb", *cells)
    process = start(built)
    until("a kernel", 20, lambda: len(kernels(built.root)) > 0)
    time.sleep(1)
    subprocess.run(["kill", f"-{signal}", str(process.pid)], check=True)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, "Traceback" in err) == (status, "", False)
    until("no process", 20, lambda: at_work(built.root) == [])
    assert built.site() == before
    if signal == "KILL":
        built.write("boats.ipynb", md("# Boats"), show(figure()))
        built.build()
    assert built.stray() == []


def test_without_home_and_network_it_builds_as_well(built: Project) -> None:
    before = built.site()
    shutil.rmtree(built.output)
    shutil.rmtree(built.root / ".maliviz")
    alone = ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("no namespace without network can be made here")
    process = start(built, *alone, "env", "-u", "HOME")
    assert process.communicate(timeout=60)[0] == "build/index.html\n"
    assert built.site() == before


def test_a_checkout_that_cannot_be_written_builds_elsewhere(built: Project, tmp_path: Path) -> None:
    before = built.site()
    shutil.rmtree(built.root / ".maliviz")
    weak = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner"]
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and there is no setpriv")
    weak = weak if os.geteuid() == 0 else []
    paths = [path for path in (built.root, *built.root.rglob("*")) if not path.is_symlink()]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        here = start(built, *weak)
        assert here.communicate(timeout=60)[0] == "build/index.html\n"
        (built.output / "index.html").parent.chmod(0o755)
        (built.output / "index.html").unlink()
        again = start(built, *weak)
        out, err = again.communicate(timeout=60)
        assert (again.returncode, out) == (1, "")
        assert "Permission denied" in err
        assert "Traceback" not in err
        away = subprocess.run(
            [*weak, *COMMAND, "--output", str(tmp_path / "away")],
            cwd=built.root,
            capture_output=True,
            text=True,
        )
        assert away.stdout == f"{tmp_path / 'away' / 'index.html'}\n", away.stderr
    finally:
        for path in paths:
            if path.exists():
                path.chmod(path.stat().st_mode | 0o200)
    assert (tmp_path / "away" / "index.html").read_bytes() == before["index.html"]


def test_a_claim_that_was_edited_is_not_published(built: Project) -> None:
    text = (built.data / "claims.csv").read_text("utf-8")
    (built.data / "claims.csv").write_text(text.replace("were there", "came"), "utf-8")
    with pytest.raises(PublishError, match="run `maliviz confirm ten-boats`"):
        built.build()
