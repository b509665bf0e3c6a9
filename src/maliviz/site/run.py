"""Run notebooks fresh: each in a kernel of its own, two or more at a time, and leave nothing.

What a run shows must not hang on who runs it. A kernel gets this very Python, no settings of
the user, a fixed locale and time zone, and a folder that holds the tables and nothing else. So
a notebook cannot read another one: what it shows follows from its cells and the tables.
"""

from __future__ import annotations

import asyncio
import os
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from maliviz.site.faults import Fault, PublishError
from maliviz.site.kernel import environment, manager, quiet, sockets
from maliviz.site.notebook import MAX_BYTES, Notebook

SECONDS = 120
# One more than there are processors, within limits: a kernel that starts or ends mostly waits.
_AT_ONCE = min(5, (os.cpu_count() or 1) + 1)
_ANSI = re.compile(r"\x1b\[[0-9;]*m")

Say = Callable[[str], None]


def run(
    notebooks: Sequence[Notebook], folder: Path, say: Say, seconds: int = SECONDS
) -> tuple[Notebook, ...]:
    """Run notebooks in `folder/notebooks` and return them with their fresh outputs.

    Raises PublishError with the faults of all.
    """
    files = folder / "run"
    for place in (files, folder / "notebooks"):
        place.mkdir()
    with sockets(files) as within:
        kernels = _Kernels(files, within, say, seconds)
        done = _in_a_thread(kernels, notebooks)
    faults = [fault for fault in done if isinstance(fault, Fault)]
    if faults:
        raise PublishError(faults)
    return tuple(notebook for notebook in done if isinstance(notebook, Notebook))


def _in_a_thread(kernels: _Kernels, notebooks: Sequence[Notebook]) -> list[Notebook | Fault]:
    """Keep the main thread free for signals: nbclient would swallow an interrupt."""
    ended = threading.Event()
    outcome: list[Sequence[Notebook | Fault | BaseException]] = []
    loop = asyncio.new_event_loop()

    def work() -> None:
        try:
            outcome.append(loop.run_until_complete(kernels.run_all(notebooks)))
            loop.run_until_complete(_cancel_rest())
        finally:
            loop.close()
            ended.set()

    threading.Thread(target=work, daemon=True).start()
    try:
        ended.wait()
    except BaseException:
        loop.call_soon_threadsafe(kernels.stop)
        ended.wait()
        raise
    return [_sound(one) for one in outcome[0]]


async def _cancel_rest() -> None:
    """End what a cell that was cut short has left waiting."""
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)


def _sound(done: Notebook | Fault | BaseException) -> Notebook | Fault:
    if isinstance(done, BaseException):
        raise done
    return done


class _Kernels:
    def __init__(self, files: Path, within: Path | None, say: Say, seconds: int) -> None:
        self.files, self.within = files, within
        self.say, self.seconds = say, seconds
        self.tasks: list[asyncio.Task[Notebook | Fault]] = []

    async def run_all(
        self, notebooks: Sequence[Notebook]
    ) -> Sequence[Notebook | Fault | BaseException]:
        places = asyncio.Semaphore(_AT_ONCE)
        self.tasks = [
            asyncio.ensure_future(self._one(notebook, str(number), places))
            for number, notebook in enumerate(notebooks)
        ]
        return await asyncio.gather(*self.tasks, return_exceptions=True)

    def stop(self) -> None:
        for task in self.tasks:
            task.cancel()

    async def _one(
        self, notebook: Notebook, name: str, places: asyncio.Semaphore
    ) -> Notebook | Fault:
        async with places:
            self.say(f"running {notebook.file}")
            node = deepcopy(notebook.node)
            kernel = manager(self.files, name, self.within)
            client = _Client(node, km=kernel, timeout=self.seconds, log=quiet)
            try:
                fault = await self._start(client, kernel, notebook, self.files / f"{name}.log")
                fault = fault or await self._cells(client, notebook)
            finally:
                await _end(client, kernel)
            return fault or Notebook(notebook.file, node)

    async def _start(
        self, client: _Client, kernel: AsyncKernelManager, notebook: Notebook, log: Path
    ) -> Fault | None:
        """Start the kernel; what it says on its own account goes to a file and not to the user."""
        client.reset_execution_trackers()
        with log.open("wb") as said:
            await kernel.start_kernel(
                cwd=str(self.files.with_name("notebooks")),
                env=environment() | self._settings(),
                stdout=said,
                stderr=said,
            )
        try:
            await client.async_start_new_kernel_client()
        except RuntimeError:
            lines = log.read_text("utf-8", "replace").strip().splitlines() or ["no reason given"]
            return notebook.fault(f"its kernel does not start: {lines[-1]}")
        return None

    def _settings(self) -> dict[str, str]:
        names = {"IPYTHONDIR": "ipython", "JUPYTER_CONFIG_DIR": "jupyter"}
        return {variable: str(self.files / name) for variable, name in names.items()}

    async def _cells(self, client: _Client, notebook: Notebook) -> Fault | None:
        for number, cell in enumerate(client.nb.cells, start=1):
            try:
                await client.async_execute_cell(cell, number - 1)
            except CellExecutionError as error:
                reason = f"raises {error.ename}: {_first(error.evalue)}".rstrip(": ")
                return notebook.fault(reason, number)
            except CellTimeoutError:
                reason = f"does not end within {self.seconds} seconds; make it shorter"
                return notebook.fault(reason, number)
            except DeadKernelError:
                too_much = f"shows more than {MAX_BYTES:,} bytes" if client.too_much else ""
                ends = "ends its kernel; run it in JupyterLab to see why"
                return notebook.fault(too_much or ends, number)
        return None


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


async def _end(client: _Client, kernel: AsyncKernelManager) -> None:
    if client.kc is not None:
        client.kc.stop_channels()
    if kernel.has_kernel:
        await kernel.shutdown_kernel(now=True)
    kernel.cleanup_connection_file()


def _first(message: str) -> str:
    lines = _ANSI.sub("", message).strip().splitlines() or [""]
    more = f" (and {len(lines) - 1} more lines)" if len(lines) > 1 else ""
    return lines[0] + more
