"""Bad days, by the command itself: a build that dies anywhere, and a disk that is really full."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from multiprocessing import RawValue
from typing import Any

import pytest
from made import Project, files
from processes import at_work, until

from maliviz.cli import main
from maliviz.site.folder import _before

# For another address, so that every page is made anew.
BUILD = ["build", "--base", "https://example.org/bay/"]


def build(project: Project, last: int = 0) -> tuple[int, int]:
    """Build in a process that dies at its nth change of a file, as by a power cut.

    Return how it ended, and how many changes there were.
    """
    count = RawValue("i", 0)

    def step(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & 3
        moves = event in ("os.rename", "os.mkdir", "os.remove", "os.rmdir")
        if writes or moves:
            count.value += 1
            if count.value == last:
                os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.chdir(project.root)
            sys.addaudithook(step)
            status = main(BUILD)
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), count.value


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_killed_at_any_point_a_whole_site_stands_there(
    built: Project, base: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    before = built.site()
    status, steps = build(built)
    after = built.site()
    assert status == 0
    assert after != before
    for step in (steps // 4, steps * 2 // 3, steps - 9):
        shutil.rmtree(built.output)
        shutil.copytree(base.output, built.output)
        capfd.readouterr()
        assert build(built, step) == (-signal.SIGKILL, step)
        assert capfd.readouterr().out == ""
        until(f"no process after step {step}", lambda: at_work(built.root) == [])
        site = built.output if built.output.exists() else _before(built.output)
        assert files(site) in (before, after), step
        status, _ = build(built)
        assert status == 0
        assert (built.site(), built.stray()) == (after, [])


SMALL = """
set -e
mount -t tmpfs -o size="$1" tmpfs full
cp -a build full/build
shift
status=0; "$@" || status=$?
ls -A full
diff -r build full/build
exit "$status"
"""


def test_a_disk_that_is_full_keeps_the_old_site(built: Project) -> None:
    """On a disk of its own, in a namespace of its own, with room for one site and not for two."""
    alone = ["unshare", "--mount", "--map-root-user"]
    if subprocess.run([*alone, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).returncode:
        pytest.skip("no disk can be made here")
    full = built.root / "full"
    full.mkdir()
    blocks = sum(-(-len(raw) // 4096) for raw in built.site().values())
    shell = [*alone, "sh", "-c", SMALL, "sh", f"{blocks * 4096 * 5 // 4}"]
    command = [*shell, sys.executable, "-m", "maliviz.cli", *BUILD, "--output", str(full / "build")]
    done = subprocess.run(command, cwd=built.root, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "build\n"), done.stderr
    assert done.stderr.splitlines()[-1].startswith("No space left on device: ")
    assert "Traceback" not in done.stderr
