"""Bad days, by the command itself: a build that dies anywhere, and a disk that is really full."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from made import Project, files
from processes import at_work, until

from maliviz.site.folder import _before

pytestmark = pytest.mark.slow

BASE = "https://example.org/bay/"
RUN = "from maliviz.cli import main; raise SystemExit(main())"
# Counts what changes a file, and dies at the nth, as by a power cut; the last line tells how many.
# Compiled code is not kept, so that each run changes as many.
DIES = (
    """
import atexit, os, signal, sys
own, last, count = os.getpid(), int(sys.argv.pop(1)), 0
sys.dont_write_bytecode = True

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
    """Build for another address, so that every page is made anew."""
    command = [*before, "build", "--base", BASE, *(["--output", str(to)] if to else [])]
    return subprocess.run(command, cwd=project.root, capture_output=True, text=True)


def test_killed_at_any_point_a_whole_site_stands_there(built: Project, base: Project) -> None:
    before = built.site()
    steps = int(build(built, sys.executable, "-c", DIES, "0").stderr.splitlines()[-1])
    after = built.site()
    assert after != before
    for step in (steps // 4, steps * 2 // 3, steps - 9):
        shutil.rmtree(built.output)
        shutil.copytree(base.output, built.output)
        died = build(built, sys.executable, "-c", DIES, str(step))
        assert (died.returncode, died.stdout) == (-signal.SIGKILL, ""), step
        until(f"no process after step {step}", lambda: at_work(built.root) == [])
        site = built.output if built.output.exists() else _before(built.output)
        assert files(site) in (before, after), step
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
