"""The command line: what it prints, where, and how it ends."""

from __future__ import annotations

import errno
import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from made import TEXTS, Project, code, files, md

from maliviz.cli import main
from maliviz.corpus import Corpus, look
from maliviz.problem import Problem

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def here(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(project.root)
    return project


def test_build_says_what_it_does_and_ends_with_the_page(
    here: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(here.notebooks)
    assert main(["build"]) == 0
    out, err = capsys.readouterr()
    assert out == f"{here.output / 'index.html'}\n"
    assert err.splitlines()[0] == "checking the data and the notebooks, and making the pages"
    monkeypatch.chdir(here.root)
    assert main(["build"]) == 0
    assert capsys.readouterr() == ("build/index.html\n", "nothing changed\n")


def test_check_is_quiet_about_what_is_right(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(here.root)
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("", "the data and 3 notebooks are in order\n")
    assert files(here.root) == before


@pytest.mark.parametrize("command", ["check", "build"])
def test_what_is_wrong_goes_to_standard_error(
    here: Project, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (here.data / "gaps.csv").unlink()
    (here.notebooks / "boats.ipynb").write_text("[]")
    assert main([command]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "data/gaps.csv: there is no such file" in err
    assert "notebooks/boats.ipynb: is JSON, but no notebook" in err
    assert not here.output.exists()
    assert here.stray() == []


def test_problems_are_printed_as_json_and_as_annotations(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--output-format", "json"]) == 0
    assert main(["check", "--output-format", "github"]) == 0
    assert capsys.readouterr() == ("[]\n", "")
    (here.data / "gaps.csv").write_text("id,order,topic,text\nwho,one,boats,Who.\n")
    (here.notebooks / "boats.ipynb").write_text("[]")
    assert main(["check", "--output-format", "json"]) == 1
    out, err = capsys.readouterr()
    told = {(one["file"], one["line"], one["column"], one["value"]) for one in json.loads(out)}
    assert {
        *(("data/gaps.csv", 2, "order", "one"), ("notebooks/boats.ipynb", None, None, None))
    } < told
    assert err == ""
    assert main(["check", "--output-format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(json.loads(out))
    assert '::error file=data/gaps.csv,line=2::order = "one": not a whole number' in lines[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--data", "nowhere"], "nowhere: not a directory; name another one with"),
        (["check", "--notebooks", "data"], "data: holds no notebooks"),
        (["build", "--output", "."], "holds files that were not made here"),
        (["build", "--output", "data/site"], "is a place of what the site is made of"),
        (["build", "--output", "x.txt"], "is a file; choose a folder"),
        (["build", "--output", "x.txt/site"], "x.txt: "),
        (["confirm", "ten-boots"], 'did you mean "ten-boats"?'),
        (["verify", "x.txt"], "x.txt: not a directory; name the one that holds the texts"),
        (["diff", "data", "x.txt"], "x.txt: neither a directory nor a revision"),
        (["locate", "boats", "data"], "data: is a directory, not a file"),
        (["fmt", "--data", "nowhere"], "nowhere/datapackage.json: there is no such file"),
        (["refresh", "--data", "nowhere"], "nowhere: not a directory; name another one with"),
    ],
)
def test_what_cannot_be_done_is_said(
    here: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (here.root / "x.txt").touch()
    before = files(here.root)
    assert main(arguments) == 1
    assert said in capsys.readouterr().err
    assert files(here.root) == before


@pytest.mark.parametrize(
    "command", ["check", "build", "refresh", "fmt", "confirm x", "locate x y", "preview"]
)
def test_outside_of_a_project_the_way_there_is_told(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    nowhere = tmp_path_factory.mktemp("nowhere")
    monkeypatch.chdir(nowhere)
    assert main(command.split()) == 1
    assert capsys.readouterr().err.endswith(
        "; go to the folder of the project, or name that of the tables by --data\n"
    )
    assert list(nowhere.iterdir()) == []


def test_two_folders_are_compared_outside_of_a_project(
    here: Project,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("nowhere"))
    assert main(["diff", str(here.data), str(here.data)]) == 0
    assert capsys.readouterr() == ("no fact changed\n", "")


@pytest.mark.parametrize(
    "arguments",
    [[], ["dance"], ["check", "--loud"], ["confirm"], ["build", "--base", "example.org"]],
)
def test_wrong_use_ends_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2


def test_fmt_says_what_it_mended_and_what_it_left(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    table = here.data / "actors.csv"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    assert main(["fmt"]) == 0
    assert capsys.readouterr().err == ("mended data/actors.csv:1: ends in CRLF instead of LF\n")
    assert main(["fmt"]) == 0
    assert capsys.readouterr().err == "the tables are in canonical form\n"
    table.write_bytes(table.read_bytes().replace(b",group,", b",gruop,"))
    assert main(["fmt", "--data", str(here.data)]) == 1
    assert 'kind = "gruop"' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "full"),
    [
        (["build"], "write_bytes"),
        (["refresh"], "write_bytes"),
        (["fmt"], "write_bytes"),
        (["confirm", "ten-boats"], "write_bytes"),
        (["fmt"], "replace"),
    ],
)
def test_a_full_disk_is_said_and_leaves_all_as_it_was(
    here: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    full: str,
) -> None:
    if command != ["build"]:
        table = here.data / "reviews.csv"
        table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    before = files(here.data) | files(here.notebooks)

    def refuse(path: Path, *arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, full, refuse)
    assert main(command) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "No space left on device: what stood there before is whole; make room and run this again"
    )
    assert files(here.data) | files(here.notebooks) == before
    assert not here.output.exists()
    assert here.stray() == []


@pytest.mark.parametrize("command", [["fmt"], ["confirm", "ten-boats"]])
def test_a_table_that_may_not_be_written_is_named(
    here: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    table = here.data / "reviews.csv"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    before = files(here.data)

    def refuse(path: Path, raw: bytes) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert main(command) == 1
    assert capsys.readouterr().err.endswith("reviews.csv: there is no permission to write it\n")
    assert files(here.data) == before


def test_verify_holds_the_facts_against_the_texts(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (here.root / "texts").mkdir()
    for name, text in TEXTS.items():
        (here.root / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    assert main(["verify", "texts"]) == 0
    assert capsys.readouterr().err == ""
    (here.root / "texts" / "a.txt").write_text(TEXTS["a"].replace("10", "11"), encoding="utf-8")
    assert main(["verify", "texts"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "ten-boats" in err


def test_a_fault_of_our_own_is_no_traceback(
    here: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("maliviz.site.build.check", lambda *folders: 1 / 0)
    assert main(["check"]) == 1
    assert "this is a fault of maliviz itself" in capsys.readouterr().err


def test_who_reads_may_stop_before_the_end(here: Project) -> None:
    shutil.copytree(here.data, here.root / "old")
    named = [f"a{number:05},1,boats,{'x' * 90}" for number in range(2_000)]
    (here.data / "gaps.csv").write_text("\n".join(["id,order,topic,text", *named, ""]))
    run = [sys.executable, "-m", "maliviz.cli", "diff", "old", "data"]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"gaps.csv: a00000: added")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_confirm_says_what_it_confirmed(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["confirm", "ten-boats"]) == 0
    assert capsys.readouterr().err == (
        "confirmed ten-boats: Ten boats were there. (a-2: “10 boats saw it. …”)\n"
    )


def test_refresh_says_what_it_does_and_build_can_do_it_first(
    here: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readings: list[tuple[Path, ...]] = []

    def counted(*folders: Path) -> tuple[dict[str, Corpus], list[Problem]]:
        readings.append(folders)
        return look(*folders)

    monkeypatch.setattr("maliviz.site.inputs.look", counted)
    for command in (["refresh"], ["build", "--refresh"]):
        here.write_stale("index.ipynb", md("# T"), code("print('fresh')"))
        readings.clear()
        assert main(command) == 0
        assert len(readings) == 1, "one reading of the tables serves the whole run"
        assert capsys.readouterr().err.splitlines()[:2] == [
            "running notebooks/index.ipynb: its outputs are not those that `maliviz refresh` "
            "stored",
            "changed index.ipynb",
        ]
    assert ">fresh" in (here.output / "index.html").read_text("utf-8")
    assert main(["refresh"]) == 0
    assert capsys.readouterr().err == "nothing changed\n"


@pytest.mark.parametrize("command", ["check", "build"])
def test_stale_outputs_are_not_published(
    here: Project, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    with (here.data / "gaps.csv").open("a", encoding="utf-8") as file:
        file.write("who,1,boats,Who lit it.\n")
    assert main([command]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "notebooks: their outputs are older than the tables: "
        "all.ipynb, boats.ipynb and index.ipynb; run `maliviz refresh`"
    )
    assert not here.output.exists()


COMMANDS = ["new", "check", "build", "preview", "refresh", "fmt", "verify"]
COMMANDS += ["confirm", "add", "set-aside", "translate", "locate", "diff"]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_shows_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert f"example: maliviz {command}" in " ".join(capsys.readouterr().out.split())


def test_there_is_no_other_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    lines = re.findall(r"^    ([\w-]+)", capsys.readouterr().out, re.MULTILINE)
    assert lines == COMMANDS


def test_on_a_system_that_is_not_posix_it_ends_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("maliviz.cli.os", SimpleNamespace(name="nt"))
    monkeypatch.delattr(signal, "SIGHUP")
    assert main(["check"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("maliviz runs on POSIX systems")


def test_nothing_heavy_is_loaded_to_see_that_nothing_changed(here: Project) -> None:
    main(["build"])
    heavy = ["pandas", "nbconvert", "nbclient", "nbformat", "matplotlib", "plotly", "mistune"]
    script = "import sys; from maliviz.cli import main; assert main(['build']) == 0; "
    script += f"print(sorted(set({heavy}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{Path('build/index.html')}\n[]\n"
