"""Bad days, by the command itself: a build that dies anywhere, and a disk that is really full."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from made import Project, files

from maliviz.publish.swap import Place

BASE = "https://example.org/bay/"
RUN = "from maliviz.cli import main; raise SystemExit(main())"
# Counts what changes a file, and dies at the nth, as by a power cut; the last line tells how many.
DIES = (
    """
import atexit, os, signal, sys
own, last, count = os.getpid(), int(sys.argv.pop(1)), 0

def step(event, arguments):
    global count
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & 3
    moves = event in ("os.rename", "os.mkdir", "os.remove", "os.rmdir")
    if (writes or moves) and os.getpid() == own:
        count += 1
        if count == last:
            os.kill(own, signal.SIGKILL)

atexit.register(lambda: print(count, file=sys.stderr))
sys.addaudithook(step)
"""
    + RUN
)


def build(
    project: Project, *before: str, to: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Build for another address, so that every page is made anew from runs that were kept."""
    command = [*before, "build", "--base", BASE, *(["--output", str(to)] if to else [])]
    return subprocess.run(command, cwd=project.root, capture_output=True, text=True)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("days"))
    project.build()
    return project


@pytest.fixture
def built(project: Project, base: Project) -> Project:
    """A project with its site, for one test alone."""
    shutil.copytree(base.root, project.root, dirs_exist_ok=True)
    return project


def alive(folder: Path) -> list[str]:
    """The processes that work in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").resolve().is_relative_to(folder):
                found.append((process / "cmdline").read_bytes().decode("utf-8", "replace"))
    return found


def gone(folder: Path) -> bool:
    """Whether those processes end that notice by themselves that they are needed no more."""
    for _ in range(200):
        if not alive(folder):
            return True
        time.sleep(0.05)
    return False


def test_killed_at_any_point_a_whole_site_stands_there(built: Project, base: Project) -> None:
    before, place = built.site(), Place(built.output)
    steps = int(build(built, sys.executable, "-c", DIES, "0").stderr.splitlines()[-1])
    after = built.site()
    assert after != before
    for step in range(steps // 8, steps, steps // 4):
        shutil.rmtree(built.output)
        shutil.copytree(base.output, built.output)
        died = build(built, sys.executable, "-c", DIES, str(step))
        assert (died.returncode, died.stdout) == (-signal.SIGKILL, ""), step
        assert gone(built.root), step
        assert files(place.site if place.site.exists() else place.before) in (before, after), step
        assert build(built, sys.executable, "-c", RUN).returncode == 0
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
    (built.root / "full").mkdir()
    blocks = sum(-(-len(raw) // 4096) for raw in built.site().values())
    shell = [*alone, "sh", "-c", SMALL, "sh", f"{blocks * 4096 * 5 // 4}"]
    done = build(built, *shell, sys.executable, "-c", RUN, to=built.root / "full" / "build")
    assert (done.returncode, done.stdout) == (1, "build\n"), done.stderr
    assert done.stderr.splitlines()[-1].startswith("No space left on device: ")
    assert "Traceback" not in done.stderr
