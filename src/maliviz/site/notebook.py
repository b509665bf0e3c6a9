"""A notebook as it is read from disk: strictly, and with errors that a person can act on."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines
from nbformat.validator import iter_validate

from maliviz.site.faults import Fault, PublishError
from maliviz.site.outputs import CellOutput, cell_outputs

MAX_BYTES = 5_000_000
_MINOR = 5
_CONVERT = "jupyter nbconvert --to notebook --inplace FILE"
# JSON can spell half of a character, which no file can.
_HALF = re.compile("[\ud800-\udfff]")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Notebook:
    """One notebook: the name of its file as messages print it, and what is in it."""

    file: str
    node: NotebookNode

    @property
    def stem(self) -> str:
        """Name of the page: `index` for `notebooks/index.ipynb`."""
        return PurePosixPath(self.file).stem

    def cells(self, kind: str) -> Iterator[tuple[int, NotebookNode]]:
        """Cells of one kind, each with its number counted from 1 over all cells."""
        for number, cell in enumerate(self.node.cells, start=1):
            if cell.cell_type == kind:
                yield number, cell

    @cached_property
    def outputs(self) -> tuple[CellOutput, ...]:
        """What its code cells show, each output read and judged once."""
        return tuple(cell_outputs(self.cells("code")))

    def fault(self, reason: str, cell: int = 0, line: int = 0) -> Fault:
        """Say what is wrong at a place in this notebook."""
        return Fault(self.file, cell, line, reason)


def read_all(
    folder: str, files: Mapping[str, bytes], *, upgrade: bool = False
) -> tuple[Notebook, ...]:
    """Read every notebook of a folder; raises PublishError with the faults of all of them.

    With `upgrade`, a notebook of an older format 4 is read as if it had the format that is needed.
    """
    found: list[Notebook] = []
    faults: list[Fault] = []
    for name, raw in sorted(files.items()):
        try:
            found.append(
                Notebook(f"{folder}/{name}", _read(raw, PurePosixPath(name).stem, upgrade))
            )
        except ValueError as error:
            faults.append(Fault(f"{folder}/{name}", 0, 0, str(error)))
    if faults:
        raise PublishError(faults)
    return tuple(found)


def _read(raw: bytes, stem: str, upgrade: bool) -> NotebookNode:
    if not _NAME.fullmatch(stem):
        raise ValueError("the name becomes an address: use letters a to z, digits, - and _")
    if len(raw) > MAX_BYTES:
        raise ValueError(f"has {len(raw):,} bytes; {MAX_BYTES:,} are allowed: show less")
    content = _json(raw)
    _check_format(content.get("nbformat"), content.get("nbformat_minor"), 0 if upgrade else _MINOR)
    node: NotebookNode = nbformat.from_dict(content)
    # Not `validate`, which writes new ids into the notebook before it looks at it.
    if error := next(iter_validate(node), None):
        raise ValueError(f"is no valid notebook: {str(error).splitlines()[0]}")
    if node.nbformat_minor < _MINOR:
        _name_cells(node)
    ids = Counter(cell.id for cell in node.cells)
    if twice := [name for name, count in ids.items() if count > 1]:
        raise ValueError(f"has two cells with the id {twice[0]}: delete one, or give it another id")
    whole: NotebookNode = rejoin_lines(node)
    return whole


def _check_format(major: object, minor: object, least: int) -> None:
    way_out = "open it in JupyterLab and save it there"
    if isinstance(major, int) and isinstance(minor, int) and major <= 4:
        if major == 4 and minor >= least:
            return
        way_out = f"run `{'maliviz refresh' if major == 4 else _CONVERT}`"
    rule = f"has notebook format {major}.{minor}; 4.{_MINOR} or a later 4 is needed"
    raise ValueError(f"{rule}: {way_out}")


def _name_cells(node: NotebookNode) -> None:
    """Give each cell an id, which is all that format 4.5 asks for and the older ones have not."""
    for number, cell in enumerate(node.cells, start=1):
        cell.id = f"cell-{number}"
    node.nbformat_minor = _MINOR


def _json(raw: bytes) -> dict[str, Any]:
    try:
        content = json.loads(raw.decode("utf-8"))
        half = _HALF.search(json.dumps(content, ensure_ascii=False))
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise ValueError(
            f"is not JSON at line {error.lineno}, column {error.colno}: {error.msg}; "
            "mend it there, or take the file from an earlier version"
        ) from None
    except RecursionError:
        raise ValueError("is nested too deeply to be a notebook") from None
    if not isinstance(content, dict):
        raise ValueError("is JSON, but no notebook")
    if half:
        raise ValueError(
            f"holds half a character, \\u{ord(half[0]):04x}, as no page can: delete it"
        )
    return content
