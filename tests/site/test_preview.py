"""The preview leaves nothing behind, and adds its script to what it serves, and no more.

What it shows is seen in a browser, and only there: `tests/pages/test_preview_browser.py`.
"""

from __future__ import annotations

import re
import signal
import socket
from pathlib import Path

import pytest
from made import Project, files
from previewed import previewed

from maliviz.cli import main
from maliviz.site.preview import Shown, _nothing, with_script

pytestmark = pytest.mark.slow


def blocks(task: Path, number: signal.Signals) -> bool:
    """Whether a thread leaves a signal to others."""
    mask = re.search(r"^SigBlk:\s*(\w+)$", (task / "status").read_text("ascii"), re.MULTILINE)
    assert mask is not None
    return bool(int(mask[1], 16) >> (number - 1) & 1)


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_it_ends_cleanly_in_the_middle_of_a_build(
    project: Project, number: signal.Signals, status: int
) -> None:
    before = files(project.root)
    with previewed(project) as preview:
        preview.until("checking")
        children = Path(f"/proc/{preview.process.pid}/task/{preview.process.pid}/children")
        if not children.exists():
            pytest.skip("this system does not tell who runs")
        below = [Path("/proc", child) for child in children.read_text(encoding="ascii").split()]
        assert below
        others = [task for task in children.parents[1].iterdir() if task != children.parent]
        assert others
        assert all(blocks(task, number) for task in others)
        preview.process.send_signal(number)
        assert preview.process.wait() == status
    assert [child for child in below if child.exists()] == []
    assert files(project.root) == before


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
