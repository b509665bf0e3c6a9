"""The preview shows what is saved, keeps the last good pages, and leaves nothing behind."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from made import Project, files, md

from maliviz.cli import main
from maliviz.site.preview import Shown, _nothing, _relaxed, _with_script

COMMAND = "import sys; from maliviz.cli import main; sys.exit(main(sys.argv[1:]))"


class Preview:
    """A preview in a process of its own."""

    def __init__(self, project: Project) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "preview", "--port", "0"],
            cwd=project.root,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.address = self.until("http://").split(" ")[0]

    def until(self, said: str) -> str:
        """The next line that begins with these words."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if line.startswith(said):
                return line.rstrip("\n")
        raise AssertionError(f"it ended without saying {said!r}")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=20) as answer:
            return str(answer.read().decode("utf-8"))

    def state(self) -> dict[str, object]:
        """What the page is told as soon as it asks."""
        with urllib.request.urlopen(self.address + ".preview/events", timeout=20) as answer:
            found: dict[str, object] = json.loads(answer.readline().removeprefix(b"data: "))
            return found


@pytest.fixture
def preview(project: Project) -> Iterator[Preview]:
    preview = Preview(project)
    yield preview
    preview.process.kill()
    preview.process.communicate()


def test_an_edit_shows_and_a_mistake_leaves_the_last_good_pages(
    project: Project, preview: Preview
) -> None:
    preview.until("ready")
    first = preview.get("index.html")
    assert preview.state() == {"version": 1, "error": ""}
    assert 'src="/.preview/script.js" data-version="1"' in first
    assert preview.get("") == first
    assert "EventSource" in preview.get(".preview/script.js")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        preview.get("../data/claims.csv")

    table = project.data / "claims.csv"
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
    project.write("index.ipynb", md("# Lamps, edited"), md("See [the boats](boats.ipynb)."))
    preview.until("ready")
    assert preview.state() == {"version": 2, "error": ""}
    assert "Lamps, edited" in preview.get("index.html")

    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(20) == 0
    assert project.stray() == []
    assert not project.output.exists()


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_it_ends_cleanly_in_the_middle_of_a_build(
    project: Project, preview: Preview, number: signal.Signals, status: int
) -> None:
    preview.until("running")
    children = Path(f"/proc/{preview.process.pid}/task/{preview.process.pid}/children")
    if not children.exists():
        pytest.skip("this system does not tell who runs")
    below = [Path("/proc", child) for child in children.read_text(encoding="ascii").split()]
    assert below
    before = files(project.root)
    preview.process.send_signal(number)
    assert preview.process.wait(30) == status
    assert [child for child in below if child.exists()] == []
    assert (
        files(project.data).items()
        <= {path.removeprefix("data/"): raw for path, raw in before.items()}.items()
    )


def test_a_port_that_is_taken(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        folders = ["--data", str(project.data), "--notebooks", str(project.notebooks)]
        assert main(["preview", "--port", port, *folders]) == 1
    assert f"port {port} cannot be used" in capsys.readouterr().err


def test_without_its_folders_it_does_not_begin(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--data", str(project.root / "no"), "--notebooks", str(project.root / "none")]
    assert main(["preview", "--port", "0", *folders]) == 1
    assert [line.rpartition("/")[2] for line in capsys.readouterr().err.splitlines()] == [
        *("no: is no folder", "none: is no folder")
    ]


@pytest.mark.parametrize("port", ["x", "-1", "65536", "80.5"])
def test_no_port_is_wrong_use(port: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["preview", f"--port={port}"])


@pytest.mark.parametrize(
    ("policy", "relaxed"),
    [
        ("default-src 'none'; script-src 'none'", "script-src 'self'"),
        ("script-src 'sha256-x='; style-src 'none'", "script-src 'self' 'sha256-x='; style-src"),
        ("script-src 'sha256-x='; connect-src 'self'", "script-src 'self' 'sha256-x='; connect"),
    ],
)
def test_the_policy_allows_this_server_and_no_other(policy: str, relaxed: str) -> None:
    assert relaxed in " ".join(_relaxed(policy).split())
    assert _relaxed(policy).endswith("; connect-src 'self'")
    assert _relaxed(policy).count("connect-src") == 1


def test_the_script_is_added_to_what_is_served(project: Project) -> None:
    project.build()
    page = project.site()["index.html"].decode("utf-8")
    served = _with_script(page, 7)
    assert "data-version" not in page
    assert served.count("connect-src") == 1
    assert 'data-version="7"></script>\n</body>' in served


def test_an_error_is_text(project: Project) -> None:
    assert "&lt;script&gt;" in _nothing("index.html", "<script>")
    assert "Building" in _nothing("index.html", "")


def test_pages_that_did_not_change_are_no_new_version() -> None:
    shown = Shown()
    shown.update({"a": b"1"}, "")
    shown.update({"a": b"1"}, "")
    shown.update(None, "no")
    assert (shown.version, shown.error, shown.files) == (1, "no", {"a": b"1"})
