"""Kernels that do not hang on who runs them, and that start at once.

A kernel is this very Python, with no settings of the user, a fixed locale and time zone. A
process loads what all of them need, and forks them: Python's own fork server does the work, and
what it forks is fresh, since nothing but imports has run in it. Where a system cannot fork, a
kernel is started as Jupyter would start it.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

CAN_FORK = "forkserver" in multiprocessing.get_all_start_methods()
CONTEXT: Any = multiprocessing.get_context("forkserver" if CAN_FORK else "spawn")
_LOADED = (
    __name__,
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "maliviz",
)
# The path of an interpreter that no script was given; what forks this has loaded it first.
_PATH = tuple(sys.path)
_OPTIONS = ["--HistoryManager.enabled=False"]
_UNSET = ("PYTHONSTARTUP", "PYTHONWARNINGS", "MATPLOTLIBRC", "MPLBACKEND", "LANGUAGE")
# A socket has a path of at most 107 bytes, and its name is longer than that of the folder.
_SOCKET_PATH = 90
_FIXED = {
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "TZ": "UTC",
}
quiet = logging.Logger("maliviz.run", logging.CRITICAL + 1)


def environment() -> dict[str, str]:
    """Return our environment without what is personal."""
    kept = {k: v for k, v in os.environ.items() if k not in _UNSET and k[:3] != "LC_"}
    return kept | _FIXED


@contextmanager
def sockets(folder: Path) -> Iterator[Path | None]:
    """Give a folder a path that is short enough for sockets; None if there is none.

    Sockets in a folder work without any network, unlike those that have a port.
    """
    if len(os.fsencode(folder)) < _SOCKET_PATH:
        yield folder
    elif not Path("/proc/self/fd").is_dir():
        yield None
    else:
        opened = os.open(folder, os.O_RDONLY)
        try:
            yield Path(f"/proc/{os.getpid()}/fd/{opened}")
        finally:
            os.close(opened)


def manager(folder: Path, name: str, within: Path | None) -> AsyncKernelManager:
    """Return who starts and ends one kernel; its files stand in `folder`, its sockets `within`."""
    talk = {"transport": "ipc", "ip": str(within / name)} if within else {"transport": "tcp"}
    made = AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=_ThisPython(),
        connection_file=str(folder / f"{name}.json"),
        log=quiet,
        **talk,
    )
    if CAN_FORK:
        made.provisioner = _Forked(parent=made, kernel_spec=made.kernel_spec)
    return made


class _ThisPython(KernelSpecManager):
    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        python = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=[*python, *_OPTIONS], language="python")


def warm() -> None:
    """Begin to load what kernels need, in a process that is there to fork them."""
    if not CAN_FORK:
        return
    before = dict(os.environ)
    try:
        # A module in the current folder must not stand in for one that is meant.
        _set(environment() | {"PYTHONSAFEPATH": "1"})
        CONTEXT.set_forkserver_preload(list(_LOADED))
        forkserver.ensure_running()
    finally:
        _set(before)


def begin(verb: Callable[..., None], *arguments: object) -> BaseProcess:
    """Call a function in a process of its own, and return that process.

    It is not to run the script that this one runs, as multiprocessing would have it do.
    """
    warm()
    process: BaseProcess = CONTEXT.Process(target=verb, args=arguments)
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        process.start()
    finally:
        sys.modules["__main__"] = script
    return process


class _Forked(LocalProvisioner):
    """Forks a kernel; all else is as Jupyter does it."""

    parent: AsyncKernelManager

    async def launch_kernel(self, cmd: list[str], **how: Any) -> KernelConnectionInfo:
        arguments = (self.parent.connection_file, how["cwd"], how["env"], how["stdout"].name)
        process = begin(_kernel, *arguments)
        self.process = cast(subprocess.Popen[bytes], _Child(process))
        # It leads a group of its own, so that what a cell started ends with it.
        self.pid = self.pgid = process.pid
        return self.connection_info


class _Child:
    """A process of multiprocessing, as a provisioner wants it: with the verbs of subprocess."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.kill, self.terminate = process.kill, process.terminate

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self.poll()

    def send_signal(self, number: int) -> None:
        if self._process.pid and self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, number)


def _kernel(connection: str, folder: str, environment: Mapping[str, str], log: str) -> None:
    os.setsid()
    with Path(log).open("wb") as said:
        for number in (1, 2):
            os.dup2(said.fileno(), number)
    _set(environment)
    time.tzset()
    os.chdir(folder)
    sys.path[:] = _PATH
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(["-f", connection, *_OPTIONS])


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)


def _set(environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
