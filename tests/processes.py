"""Which processes work in a folder, and whether they end."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


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
