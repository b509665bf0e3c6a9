"""Run notebooks fresh: each in a kernel of its own, two or more at a time, and leave nothing.

What a run shows must not hang on who runs it. A kernel gets this very Python, no settings of
the user, a fixed locale and time zone, and a folder that holds the tables and nothing else. So
a notebook cannot read another one: what it shows follows from its cells and the tables.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from maliviz.publish.faults import Fault, PublishError
from maliviz.publish.notebook import MAX_BYTES, Notebook

SECONDS = 120
_SOCKET_PATH = 60
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_UNSET = ("PYTHONSTARTUP", "PYTHONWARNINGS", "MATPLOTLIBRC", "MPLBACKEND", "LANGUAGE")
_quiet = logging.Logger("maliviz.run", logging.CRITICAL + 1)

Say = Callable[[str], None]


def run(
    notebooks: Sequence[Notebook], folder: Path, settings: Path, say: Say, seconds: int = SECONDS
) -> tuple[Notebook, ...]:
    """Run notebooks in `folder/notebooks` and return them with their fresh outputs.

    `settings` is where kernels keep what they cache. Raises PublishError with the faults of all.
    """
    (folder / "notebooks").mkdir(exist_ok=True)
    kernels = _Kernels(folder, settings, say, seconds)
    done = _in_a_thread(kernels, notebooks)
    faults = [fault for fault in done if isinstance(fault, Fault)]
    if faults:
        raise PublishError(faults)
    return tuple(notebook for notebook in done if isinstance(notebook, Notebook))


def _in_a_thread(
    kernels: _Kernels, notebooks: Sequence[Notebook]
) -> list[Notebook | Fault]:
    """Keep the main thread free for signals: nbclient would swallow an interrupt."""
    done: list[Notebook | Fault] = []
    failed: list[BaseException] = []
    loop = asyncio.new_event_loop()

    def work() -> None:
        try:
            done.extend(loop.run_until_complete(kernels.run_all(notebooks)))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        thread.join()
    except BaseException:
        loop.call_soon_threadsafe(kernels.stop)
        thread.join()
        raise
    finally:
        loop.close()
    if failed:
        raise failed[0]
    return done


class _Kernels:
    def __init__(self, folder: Path, settings: Path, say: Say, seconds: int) -> None:
        self.folder, self.settings, self.say, self.seconds = folder, settings, say, seconds
        self.tasks: list[asyncio.Task[Notebook | Fault]] = []

    async def run_all(self, notebooks: Sequence[Notebook]) -> list[Notebook | Fault]:
        places = asyncio.Semaphore(max(2, min(4, os.cpu_count() or 2)))
        self.tasks = [asyncio.ensure_future(self._one(n, places)) for n in notebooks]
        return list(await asyncio.gather(*self.tasks))

    def stop(self) -> None:
        for task in self.tasks:
            task.cancel()

    async def _one(self, notebook: Notebook, places: asyncio.Semaphore) -> Notebook | Fault:
        async with places:
            self.say(f"running {notebook.file}")
            node = deepcopy(notebook.node)
            manager = self._manager(notebook.stem)
            client = _Client(node, km=manager, timeout=self.seconds, log=_quiet)
            try:
                fault = await self._cells(client, notebook)
            finally:
                await _end(client, manager)
            return fault or Notebook(notebook.file, node)

    async def _cells(self, client: _Client, notebook: Notebook) -> Fault | None:
        client.reset_execution_trackers()
        await client.km.start_kernel(cwd=str(self.folder / "notebooks"), env=self._environment())
        await client.async_start_new_kernel_client()
        for number, cell in enumerate(client.nb.cells, start=1):
            try:
                await client.async_execute_cell(cell, number - 1)
            except CellExecutionError as error:
                return notebook.fault(f"raises {error.ename}: {_first(error.evalue)}", number)
            except CellTimeoutError:
                return notebook.fault(f"does not end within {self.seconds} seconds", number)
            except DeadKernelError:
                too_much = f"shows more than {MAX_BYTES:,} bytes" if client.too_much else ""
                return notebook.fault(too_much or "ends its kernel", number)
        return None

    def _manager(self, stem: str) -> AsyncKernelManager:
        file = self.folder / "kernels" / f"{stem}.json"
        file.parent.mkdir(exist_ok=True)
        short = len(os.fsencode(file)) < _SOCKET_PATH
        return AsyncKernelManager(
            kernel_name="python3",
            kernel_spec_manager=_ThisPython(),
            connection_file=str(file),
            transport="ipc" if short and os.name == "posix" else "tcp",
            log=_quiet,
        )

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in _UNSET and k[:3] != "LC_"}
        return kept | {
            "IPYTHONDIR": str(self.folder / "kernels" / "ipython"),
            "JUPYTER_CONFIG_DIR": str(self.folder / "kernels" / "jupyter"),
            "LANG": "C.UTF-8",
            "MPLCONFIGDIR": str(self.settings),
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
            "TZ": "UTC",
        }


class _ThisPython(KernelSpecManager):
    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        python = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=[*python, "--HistoryManager.enabled=False"], language="python")


class _Client(NotebookClient):
    """A client that stops a cell which shows more than a page can hold."""

    record_timing = False
    too_much = False
    _bytes = 0

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        self._bytes += _weight(msg["content"])
        if self._bytes > MAX_BYTES and not self.too_much:
            self.too_much = True
            if self.task_poll_for_reply is not None:
                self.task_poll_for_reply.cancel()
        return None if self.too_much else super().process_message(msg, cell, cell_index)


def _weight(content: Mapping[str, Any]) -> int:
    data = content.get("data")
    shown = data.values() if isinstance(data, Mapping) else ()
    return len(content.get("text", "")) + sum(len(str(face)) for face in shown)


async def _end(client: _Client, manager: AsyncKernelManager) -> None:
    if client.kc is not None:
        client.kc.stop_channels()
    if manager.has_kernel:
        await manager.shutdown_kernel(now=True)
    manager.cleanup_connection_file()


def _first(message: str) -> str:
    lines = _ANSI.sub("", message).strip().splitlines() or [""]
    more = f" (and {len(lines) - 1} more lines)" if len(lines) > 1 else ""
    return lines[0] + more
