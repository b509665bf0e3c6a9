"""One build at a time in one place: a lock that its process takes to the grave.

The lock is the kernel's, on an open file; it goes when the process does, however that ends. The
file holds the process's number only so that the other one can be named.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maliviz.site.faults import stop


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of this file; raises PublishError if another process has it."""
    handle = _take(path)
    try:
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _take(path: Path) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(handle, 20).decode("ascii", "replace") or "unknown"
            os.close(handle)
            raise stop(f"{path}: another build is at work here (process {holder})") from None
        if _same(handle, path):
            return handle
        os.close(handle)


def _same(handle: int, path: Path) -> bool:
    """Whether the file that is locked still is the one that stands there."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
