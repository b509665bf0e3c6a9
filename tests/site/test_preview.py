"""The preview shows what is saved, keeps the last good pages, and leaves nothing behind."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from made import Project, code, files, md

from maliviz.cli import main
from maliviz.site.preview import Shown, _nothing, with_script

pytestmark = pytest.mark.slow


class Preview:
    """A preview in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.address = self.until("http://").split(" ")[0]

    def until(self, said: str) -> str:
        """The next line that begins with these words."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if line.startswith(said):
                return line.rstrip("\n")
        raise AssertionError(f"it ended without saying {said!r}")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path) as answer:
            return str(answer.read().decode("utf-8"))

    def status(self, path: str) -> int:
        try:
            self.get(path)
        except urllib.error.HTTPError as error:
            with error:
                return int(error.code)
        return 200

    def state(self) -> dict[str, object]:
        """What the page is told as soon as it asks."""
        with urllib.request.urlopen(self.address + ".preview/events") as answer:
            found: dict[str, object] = json.loads(answer.readline().removeprefix(b"data: "))
            return found


@pytest.fixture
def preview(built: Project) -> Iterator[Preview]:
    shutil.rmtree(built.output)
    command = [sys.executable, "-m", "maliviz.cli", "preview", "--port", "0"]
    with subprocess.Popen(command, cwd=built.root, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield Preview(process)
        finally:
            process.kill()


def test_an_edit_shows_and_a_mistake_leaves_the_last_good_pages(
    built: Project, preview: Preview
) -> None:
    preview.until("ready")
    first = preview.get("index.html")
    assert preview.state() == {"version": 1, "error": ""}
    assert 'src="/.preview/script.js" data-version="1"' in first
    assert preview.get("") == first
    assert "EventSource" in preview.get(".preview/script.js")
    assert preview.status("../data/claims.csv") == 404

    table = built.data / "claims.csv"
    good = table.read_text(encoding="utf-8")
    table.write_text(good.replace(",boats,", ",<b>oats,", 1), encoding="utf-8")
    preview.until("the pages stay")
    state = preview.state()
    assert state["version"] == 1
    assert 'subject = "<b>oats": no such actor' in str(state["error"])
    assert preview.get("index.html") == first

    table.write_text(good, encoding="utf-8")
    preview.until("ready")
    assert preview.state() == {"version": 1, "error": ""}
    built.write_stale("index.ipynb", md("# Lamps, edited"), code("print('lit')"))
    assert "older" not in preview.until("running notebooks/index.ipynb")
    preview.until("ready")
    assert preview.state() == {"version": 2, "error": ""}
    assert "Lamps, edited" in preview.get("index.html")
    assert "lit</pre>" in preview.get("index.html")

    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait() == 0
    assert built.stray() == []
    assert not built.output.exists()


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_it_ends_cleanly_in_the_middle_of_a_build(
    built: Project, preview: Preview, number: signal.Signals, status: int
) -> None:
    preview.until("checking")
    children = Path(f"/proc/{preview.process.pid}/task/{preview.process.pid}/children")
    if not children.exists():
        pytest.skip("this system does not tell who runs")
    below = [Path("/proc", child) for child in children.read_text(encoding="ascii").split()]
    assert below
    before = files(built.root)
    preview.process.send_signal(number)
    assert preview.process.wait() == status
    assert [child for child in below if child.exists()] == []
    assert files(built.root) == before


def test_a_port_that_is_taken(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        folders = ["--data", str(project.data), "--notebooks", str(project.notebooks)]
        assert main(["preview", "--port", port, *folders]) == 1
    assert f"port {port}: cannot be used" in capsys.readouterr().err


def test_without_its_folders_it_does_not_begin(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--data", str(project.root / "no"), "--notebooks", str(project.root / "none")]
    assert main(["preview", "--port", "0", *folders]) == 1
    assert [line.rpartition("/")[2] for line in capsys.readouterr().err.splitlines()] == [
        *("no: not a directory", "none: not a directory")
    ]


@pytest.mark.parametrize("port", ["x", "-1", "65536", "80.5"])
def test_no_port_is_wrong_use(port: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["preview", f"--port={port}"])


def test_the_script_is_added_to_what_is_served(base: Project) -> None:
    page = base.site()["index.html"]
    served = with_script(page, 7)
    assert b"data-version" not in page
    assert served.endswith(page)
    assert served.index(b'data-version="7"') < served.index(b"Content-Security-Policy")


def test_an_error_is_text(project: Project) -> None:
    assert "&lt;script&gt;" in _nothing("index.html", "<script>").decode()
    assert "Building" in _nothing("index.html", "").decode()


def test_pages_that_did_not_change_are_no_new_version() -> None:
    first = Shown().after({"a": b"1"}, "")
    assert first.after({"a": b"1"}, "").after(None, "no") == ({"a": b"1"}, 1, "no")
    assert first.after({"a": b"2"}, "") == ({"a": b"2"}, 2, "")
