"""Which processes work in a folder, and whether they end; commands that may not do all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

WEAK = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner"]
EACH = """
import json, sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from maliviz.cli import main
for command in json.loads(sys.argv[1]):
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        status = main(command)
    print(json.dumps([status, out.getvalue(), err.getvalue()]))
"""


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


def weakly(folder: Path, *commands: list[str]) -> list[Ended]:
    """Run commands one after the other, in one process to which the modes of files apply."""
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root may read and write everything, and there is no setpriv")
    weak = WEAK if os.geteuid() == 0 else []
    script = [*weak, sys.executable, "-c", EACH, json.dumps(commands)]
    done = subprocess.run(script, cwd=folder, capture_output=True, text=True)
    ended = [Ended(*json.loads(line)) for line in done.stdout.splitlines()]
    assert (len(ended), done.stderr) == (len(commands), "")
    return ended


def at_work(folder: Path) -> list[Path]:
    """Where the processes are that work in this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):
            found.append(process.readlink())
    return [place for place in found if place.is_relative_to(folder)]


def kernels(folder: Path) -> list[Path]:
    """Where the kernels are that were started for this folder."""
    return [place for place in at_work(folder) if place.name.startswith("notebooks")]


def until(what: str, condition: Callable[[], bool]) -> None:
    """Wait for something that is to come about by itself; on a busy machine that takes its time."""
    end = time.monotonic() + 600
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)
