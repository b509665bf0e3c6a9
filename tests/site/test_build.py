"""The site as a whole: what is made, what is made anew, what stops it, and what is left then."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
from made import EVIDENCE, Project, code, figure, files, md, show
from processes import at_work, kernels, until, weakly
from pseudo import pseudo

from maliviz.charts.figure import FIGURE
from maliviz.problem import ProblemError
from maliviz.prose.vocabulary import unread
from maliviz.site.build import build
from maliviz.site.folder import MANIFEST

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "maliviz.cli", "build"]


def test_a_build_makes_pages_and_tables(project: Project) -> None:
    assert project.build() == project.output / "index.html"
    tables = {f"data/{path.name}" for path in project.data.iterdir()}
    beside = {"changes.html", "corrections.xml", "404.html", "report.html", MANIFEST}
    beside |= {"data/claims.jsonld"}
    faces = {f"figures/boats/boats.{kind}" for kind in ("csv", "json", "svg", "png", "html")}
    pages = {"index.html", "boats.html", "all.html"}
    assert set(project.site()) == pages | tables | faces | beside
    assert b"compatible" in project.site()["data/claims.csv"]
    assert b'</summary><a href="boats.html#boats.claim-ten-boats">' in project.site()["all.html"]
    assert project.said == [
        *("checking the data and the notebooks, and making the pages", "made 3 pages")
    ]
    assert project.stray() == []


def test_a_second_build_does_nothing(built: Project) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.output.rglob("*")}
    built.build()
    assert built.said == ["nothing changed"]
    assert {path: path.stat().st_mtime_ns for path in built.output.rglob("*")} == before


@pytest.mark.parametrize("left", [".build.before/index.html", ".build.making/x"])
def test_what_a_killed_build_left_is_taken_away_even_then(built: Project, left: str) -> None:
    before = built.site()
    if left.startswith(".build.before"):
        shutil.copytree(built.output, built.root / ".build.before")
    else:
        (built.root / left).parent.mkdir(exist_ok=True)
        (built.root / left).touch()
        (built.root / left).with_name(MANIFEST).touch()
    built.build()
    assert (built.site(), built.stray()) == (before, [])


def test_a_site_that_was_touched_is_made_again(built: Project) -> None:
    before = built.site()
    (built.output / "index.html").write_text("mine")
    (built.output / "data" / "claims.csv").unlink()
    built.build()
    assert built.site() == before


def test_a_file_saved_in_the_middle_is_published_in_one_version(project: Project) -> None:
    """The tables are read once: what follows stands on that reading."""
    changes = project.data / "changes.csv"
    before = changes.read_bytes()
    inputs = project.inputs()
    changes.write_bytes(before.replace(b"Ten boats; eleven", b"Ten boats; twelve"))
    build(inputs, project.output, project.said.append)
    assert b"twelve" in changes.read_bytes()
    assert [name for name, raw in project.site().items() if b"twelve stood" in raw] == []
    assert b"eleven stood" in project.site()["changes.html"]
    assert b"eleven stood" in project.site()["data/changes.csv"]


def test_a_corpus_knows_the_folder_that_it_was_read_from(project: Project) -> None:
    corpora, problems = project.inputs().tables.loaded
    assert corpora["en"].folder == project.data.resolve()
    assert problems == []


def test_without_home_and_network_another_place_gives_the_same_bytes(
    built: Project, tmp_path: Path
) -> None:
    other = Project(tmp_path / "o")
    alone = ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*alone, "true"], capture_output=True).returncode:
        alone = []
    environment = os.environ | {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "5"}
    command = [*alone, "env", "-u", "HOME", *COMMAND]
    done = subprocess.run(command, cwd=other.root, env=environment, capture_output=True, text=True)
    assert done.stdout == "build/index.html\n", done.stderr
    assert other.site() == built.site()
    shutil.rmtree(built.output)
    built.build()
    assert other.site() == built.site()
    if not alone:
        pytest.skip("no namespace without network can be made here")


def test_all_that_is_wrong_is_told_together(built: Project) -> None:
    before = built.site()
    built.write("boats.ipynb", md("No title"), code("1"))
    (built.notebooks / "new.ipynb").write_text("{")
    (built.data / "gaps.csv").write_text("id,order,topic,text\nwho,one,boats,Who.\n")
    with pytest.raises(ProblemError) as error:
        built.build()
    named = {fault.split(":")[0] for fault in map(str, error.value.problems)}
    boats, new = "notebooks/boats.ipynb", "notebooks/new.ipynb"
    assert named == {"data/gaps.csv", "notebooks", boats, new}
    assert (built.site(), built.stray()) == (before, [])


def test_a_language_without_its_words_or_notebooks_stops_it(built: Project) -> None:
    before = built.site()
    package = json.loads((built.data / "datapackage.json").read_text("utf-8"))
    languages = {"languages": ["en", "fr", "de"]}
    (built.data / "datapackage.json").write_text(json.dumps(package | languages), "utf-8")
    pseudo(built.root, "fr", lambda message: "" if message == "Skip to the text" else message)
    with pytest.raises(ProblemError) as error:
        built.build()
    told = [str(one) for one in error.value.problems]
    for wanted in (
        'locale/de/LC_MESSAGES/maliviz.po: there is no catalogue of messages for the language "de"',
        'locale/fr/LC_MESSAGES/maliviz.po:*: msgid = "Skip to the text": the message has no '
        "translation",
        'notebooks/de: has no all.ipynb, boats.ipynb and index.ipynb, as "en" has',
        'notebooks/fr: has no all.ipynb, boats.ipynb and index.ipynb, as "en" has',
    ):
        assert len([one for one in told if fnmatch(one, f"{wanted}*")]) == 1, wanted
    assert (built.site(), built.stray()) == (before, ["locale"])
    assert built.said[1:] == unread(["de"])


def test_a_file_of_words_that_is_none_stops_it(built: Project) -> None:
    (built.root / "locale" / "en").mkdir(parents=True)
    (built.root / "locale" / "en" / "words.json").write_text("{}")
    with pytest.raises(ProblemError, match=r"^locale/en/words.json: is no file of words: [^\n]*$"):
        built.build()


THIRTY = figure()
THIRTY[FIGURE]["title"] = "Thirty boats"


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (code("1", {"text/plain": "1", "image/png": ""}), "cell 2: shows a picture"),
        (show(THIRTY), 'cell 2: "Thirty": a number in “Thirty boats” that no claim of the figure'),
        (md("[x](#claim-ten-boots)"), 'cell 2: line 1: column 2: "#claim-ten-boots"'),
        (md("a\n[x](all.ipynb#no)"), 'cell 2: line 2: "all.ipynb#no": leads nowhere'),
        (show(EVIDENCE), '"claim-about-twelve-boats": duplicate id, first used in all.ipynb'),
    ],
)
def test_what_shows_only_in_the_making_stops_it(
    built: Project, cell: dict[str, object], problem: str
) -> None:
    before = built.site()
    built.write("boats.ipynb", md("# Boats"), cell)
    with pytest.raises(ProblemError) as error:
        built.build()
    assert problem in str(error.value)
    with pytest.raises(ProblemError) as same:
        built.check()
    assert same.value.problems == error.value.problems
    assert (built.site(), built.stray()) == (before, [])


def test_words_that_are_wrong_in_a_table_keep_no_notebook_from_being_checked(
    built: Project,
) -> None:
    built.write("boats.ipynb", md("# Boats"), md("No 99 boats."))
    (built.data / "gaps.csv").write_text("id,order,topic,text\nwho,1,boats,=Who.\n")
    with pytest.raises(ProblemError) as error:
        built.check()
    data, notebooks, prose = map(str, error.value.problems)
    assert data.startswith('data/gaps.csv:2: text = "=Who."')
    assert notebooks.startswith("notebooks: their outputs are older than the tables: all.ipynb")
    assert prose.startswith('notebooks/boats.ipynb: cell 2: line 1: column 4: "99"')


def test_where_a_value_is_wrong_it_is_said_that_prose_was_not_checked(built: Project) -> None:
    (built.data / "gaps.csv").write_text("id,order,topic,text\nwho,one,boats,Who.\n")
    with pytest.raises(ProblemError, match=r"notebooks: what they say cannot be held against"):
        built.check()


def test_notebooks_without_outputs_are_one_line_with_the_way_out(built: Project) -> None:
    for path in built.notebooks.iterdir():
        book = json.loads(path.read_bytes())
        for cell in book["cells"]:
            if cell["cell_type"] == "code":
                cell |= {"outputs": [], "execution_count": None}
        path.write_text(json.dumps(book))
    with pytest.raises(ProblemError) as error:
        built.check()
    assert str(error.value).endswith("all.ipynb and boats.ipynb; run `maliviz refresh`")
    assert len(error.value.problems) == 1


def test_letters_that_a_png_cannot_draw_are_told(project: Project) -> None:
    bundle = figure()
    bundle[FIGURE] |= {"title": "Ten boats, 马"}
    project.write("boats.ipynb", md("# Boats"), show(bundle))
    project.build()
    assert project.said[1] == (
        "notebooks/boats.ipynb: cell 2: the PNG of “Ten boats, 马” has boxes for 马; "
        "the page and the SVG show them"
    )


@pytest.mark.parametrize(
    ("signal", "status", "books", "in_a_cell"),
    [("INT", 130, 1, False), ("TERM", 143, 7, True), ("KILL", -9, 1, False)],
)
def test_a_refresh_that_is_killed_changes_nothing_and_leaves_no_process(
    built: Project, tmp_path: Path, signal: str, status: int, books: int, in_a_cell: bool
) -> None:
    began = tmp_path / "began"
    endless = f"import pathlib, time\npathlib.Path({str(began)!r}).touch()\n_ = time.sleep(600)"
    for number in range(books):
        built.write_stale(f"boat-{number}.ipynb", md(f"# Boat {number}"), code(endless))
    before = files(built.root)
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*COMMAND, "--refresh"], cwd=built.root, text=True, stdout=pipe, stderr=pipe
    ) as process:
        try:
            until("a kernel", lambda: began.exists() if in_a_cell else bool(kernels(built.root)))
            subprocess.run(["kill", f"-{signal}", str(process.pid)], check=True)
            out, err = process.communicate()
        finally:
            process.kill()
    assert (process.returncode, out, "Traceback" in err) == (status, "", False)
    until("no process", lambda: at_work(built.root) == [])
    assert files(built.root) == before


def test_a_checkout_that_cannot_be_written_builds_elsewhere(built: Project, tmp_path: Path) -> None:
    before = built.site()
    paths = [path for path in (built.root, *built.root.rglob("*")) if not path.is_symlink()]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    anew = ["build", "--base", "https://example.org/"]
    away = tmp_path / "away"
    try:
        here, again, elsewhere = weakly(
            built.root, ["build"], anew, ["build", "--output", str(away)]
        )
    finally:
        for path in paths:
            path.chmod(path.stat().st_mode | 0o200)
    assert here.out == "build/index.html\n"
    assert (again.status, again.out) == (1, "")
    assert "Permission denied" in again.err
    assert "Traceback" not in again.err
    assert built.site() == before
    assert elsewhere.out == f"{away / 'index.html'}\n", elsewhere.err
    assert (away / "index.html").read_bytes() == before["index.html"]


def test_a_claim_that_was_edited_is_not_published(built: Project) -> None:
    text = (built.data / "claims.csv").read_text("utf-8")
    (built.data / "claims.csv").write_text(text.replace("were there", "came"), "utf-8")
    with pytest.raises(ProblemError, match="run `maliviz confirm ten-boats`"):
        built.build()
