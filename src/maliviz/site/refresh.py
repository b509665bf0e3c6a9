"""Run notebooks where they are, so that their stored outputs are what they show now.

It is plain nbclient and a stock kernel of this very Python, in a fixed `environment`: what is
stored is what JupyterLab and nbval show. Only what is stale is run, several notebooks at a time,
and whatever a cell does, the run ends and leaves no process. A notebook is written only if it
differs, in one step, with its keys in order and nothing in it that a machine or a moment decides.
Its links to claims are completed: JupyterLab and stock exports follow `evidence.ipynb#claim-x`, and
`#claim-x` only in the notebook that shows the claim.
"""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import re
import tempfile
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from subprocess import DEVNULL
from typing import Any, TypeVar

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from maliviz.corpus import nearest
from maliviz.corpus.table import replace_file
from maliviz.problem import DataError, Problem, ProblemError
from maliviz.site.environment import environment
from maliviz.site.inputs import Inputs, read_inputs
from maliviz.site.notebooks import (
    MAX_BYTES,
    REFRESH,
    Notebook,
    by_language,
    homes,
    read_notebooks,
    stale,
    stored_bytes,
)

SECONDS = 120
_LOOKS = 0.2
# One more than there are processors, within limits: a kernel that starts or ends mostly waits.
_AT_ONCE = min(5, (os.cpu_count() or 1) + 1)
# Sockets are files where their names fit: two kernels can never be given the same one.
_SOCKET_PATH = 80
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
# Compiled code is taken for that of a module beside the notebooks which was saved anew within a
# second, and is as long: none is kept.
_UNCOMPILED = {"PYTHONDONTWRITEBYTECODE": "1"}
_QUIET = logging.Logger("maliviz.refresh", logging.CRITICAL + 1)

Say = Callable[[str], None]
T = TypeVar("T")


def refresh(inputs: Inputs, say: Say, *, every: bool = False) -> Inputs:
    """Bring stored outputs up to date; return the inputs with the notebooks as they are now.

    Runs what is stale, or `every` notebook. Raises ProblemError with all that fails; what is right
    is stored even then. Raises DataError, and runs nothing, if the tables are not in order.
    """
    _check_place(inputs)
    if faults := inputs.tables.loaded[1]:
        raise DataError(faults)
    books, problems = read_notebooks(inputs.name, inputs.notebooks, upgrade=True)
    reasons = stale(books, inputs)
    wanted = [book for book in books if every or book.file in reasons]
    for book in wanted:
        say(": ".join(filter(None, (f"running {book.file}", reasons.get(book.file)))))
    results = {one.file: one for one in (*books, *run(wanted, inputs.folder))}.values()
    problems += [one for one in results if isinstance(one, Problem)]
    changed = _changed([one for one in results if isinstance(one, Notebook)], inputs)
    if changed:
        problems += _write(changed, inputs, say)
    if problems:
        raise ProblemError(problems)
    return replace(inputs, notebooks={**inputs.notebooks, **changed})


def _check_place(inputs: Inputs) -> None:
    """A notebook loads the nearest tables, wherever it is run."""
    found = nearest(inputs.folder.resolve())
    if found != inputs.tables.folder:
        rule = f"the notebooks load other tables, those in {found}"
        hint = "keep data and notebooks beside each other"
        raise ProblemError([Problem(str(inputs.tables.folder), rule=rule, hint=hint)])


def _changed(notebooks: Sequence[Notebook], inputs: Inputs) -> dict[str, bytes]:
    """The notebooks that are to be stored otherwise than they were read, with links completed."""
    changed = {}
    for books in by_language(notebooks, inputs.tables.languages).values():
        places = homes(books)
        for book in books:
            raw = stored_bytes(book, inputs, places)
            if raw != inputs.notebooks[book.name]:
                changed[book.name] = raw
    return changed


def _write(changed: Mapping[str, bytes], inputs: Inputs, say: Say) -> Iterator[Problem]:
    """Write notebooks; yield a problem for each that, or whose inputs, somebody saved meanwhile."""
    now = read_inputs(inputs.tables.folder, inputs.folder)
    same = now.tables == inputs.tables and now.code_digest("") == inputs.code_digest("")
    for name, raw in changed.items():
        if same and now.notebooks.get(name) == inputs.notebooks[name]:
            replace_file(inputs.folder / name, raw)
            say(f"changed {name}")
        else:
            rule = "it, a table or the code was saved while it ran"
            yield Problem(f"{inputs.name}/{name}", rule=rule, hint=REFRESH)


def run(
    notebooks: Sequence[Notebook], folder: Path, seconds: int = SECONDS
) -> list[Notebook | Problem]:
    """Run notebooks below a folder, each in its own.

    Return each with its new outputs, or what is wrong with it.
    """

    async def run_all() -> list[Notebook | Problem]:
        places = asyncio.Semaphore(_AT_ONCE)
        with tempfile.TemporaryDirectory(prefix="maliviz-") as files:
            kernels = [Path(files) / f"{number}.json" for number, _ in enumerate(notebooks)]
            runs = (
                _run(notebook, folder, kernel, seconds, places)
                for notebook, kernel in zip(notebooks, kernels, strict=True)
            )
            return await asyncio.gather(*runs)

    return _in_thread(run_all())


def _in_thread(work: Coroutine[Any, Any, T]) -> T:
    """Keep the main thread free for signals, which nbclient would take there for itself.

    The system may hand a signal to the other thread, which does not wake the main one: it looks.
    """
    loop = asyncio.new_event_loop()

    def run_and_close() -> T:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            return runner.run(work)

    with ThreadPoolExecutor(1) as pool:
        outcome = pool.submit(run_and_close)
        try:
            while not outcome.done():
                wait([outcome], _LOOKS)
            return outcome.result()
        finally:
            if not outcome.done():
                loop.call_soon_threadsafe(_cancel_all, loop)


def _cancel_all(loop: asyncio.AbstractEventLoop) -> None:
    for task in asyncio.all_tasks(loop):
        task.cancel()


async def _run(
    notebook: Notebook, folder: Path, kernel: Path, seconds: int, places: asyncio.Semaphore
) -> Notebook | Problem:
    node = deepcopy(notebook.node)
    async with places:
        manager = AsyncKernelManager(
            kernel_name="python3",
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
            connection_file=str(kernel),
            transport="ipc" if len(str(kernel)) < _SOCKET_PATH else "tcp",
            log=_QUIET,
        )
        client = _Client(
            node,
            km=manager,
            timeout=seconds,
            record_timing=False,
            shutdown_kernel="immediate",
            log=_QUIET,
        )
        env = environment() | _UNCOMPILED
        start: dict[str, Any] = {"cwd": str(folder / notebook.language), "env": env}
        try:
            await client.async_execute(cleanup_kc=True, stdout=DEVNULL, stderr=DEVNULL, **start)
        except (CellExecutionError, CellTimeoutError, RuntimeError) as error:
            rule, hint = _reason(error, client)
            return notebook.problem(rule, client.number, hint=hint)
        finally:
            # Else nbclient would end a kernel that is stopped once more, at the exit.
            atexit.unregister(client._cleanup_kernel)
            if manager.has_kernel:
                await manager.shutdown_kernel(now=True)
    return Notebook(notebook.file, node)


class _Client(NotebookClient):
    """A client that counts its cells, and ends a kernel which shows more than a page can hold."""

    number = 0
    too_much: asyncio.Future[None] | None = None
    _bytes = 0

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, *arguments: Any, **options: Any
    ) -> NotebookNode:
        self.number = cell_index + 1
        return await super().async_execute_cell(cell, cell_index, *arguments, **options)

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        content = msg["content"]
        self._bytes += len(content.get("text", ""))
        self._bytes += sum(len(str(data)) for data in (content.get("data") or {}).values())
        if self._bytes <= MAX_BYTES:
            return super().process_message(msg, cell, cell_index)
        if self.too_much is None and self.km is not None and self.km.provisioner is not None:
            self.too_much = asyncio.ensure_future(self.km.provisioner.kill())
        return None


def _reason(error: Exception, client: _Client) -> tuple[str, str]:
    """Say why a run came to no end, and what to do."""
    if isinstance(error, CellExecutionError):
        return f"raises {_first_line(error)}", ""
    if isinstance(error, CellTimeoutError):
        return f"does not end within {client.timeout} seconds", "make it shorter"
    if client.too_much:
        return f"shows more than {MAX_BYTES:,} bytes", ""
    if isinstance(error, DeadKernelError):
        return "ends its kernel", "run it in JupyterLab to see why"
    return f"its kernel does not start: {error}", ""


def _first_line(error: CellExecutionError) -> str:
    lines = _ANSI.sub("", error.evalue).strip().splitlines() or [""]
    more = f" (and {len(lines) - 1} more line{'s' * (len(lines) != 2)})" if lines[1:] else ""
    return f"{error.ename}: {lines[0]}{more}".rstrip(": ")
