"""Runs that are kept, so that a notebook is run again only when what it stands on has changed.

A kept run is named by the digest of all that decides it, and carries a digest of itself: one
that was cut off or edited counts as none. Where nothing can be kept, everything is run.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Collection
from copy import deepcopy
from pathlib import Path

import nbformat

from maliviz.site.notebook import Notebook

_MARK = 64


class Kept:
    """The kept runs in one folder, which is made when there is something to keep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str, notebook: Notebook) -> Notebook | None:
        """Return this notebook with the outputs of the run of this key, or None."""
        try:
            raw = self._path(key).read_bytes()
        except OSError:
            return None
        if raw[:_MARK] != _sum(raw[_MARK:]):
            return None
        node = deepcopy(notebook.node)
        cells = [cell for cell in node.cells if cell.cell_type == "code"]
        for cell, (count, outputs) in zip(cells, json.loads(raw[_MARK:]), strict=True):
            cell.execution_count = count
            cell.outputs = [nbformat.from_dict(output) for output in outputs]
        return Notebook(notebook.file, node)

    def keep(self, key: str, notebook: Notebook) -> None:
        """Keep what a notebook showed when it was run, unless the folder cannot be written."""
        run = [(cell.execution_count, cell.outputs) for _, cell in notebook.cells("code")]
        raw = json.dumps(run, ensure_ascii=False).encode("utf-8")
        part = self._path(key).with_suffix(f".{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_sum(raw) + raw)
            part.replace(self._path(key))
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()

    def keep_only(self, keys: Collection[str]) -> None:
        """Forget all runs but these."""
        wanted = {self._path(key) for key in keys}
        with contextlib.suppress(OSError):
            for path in self.folder.glob("*"):
                if path not in wanted:
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.run"


def _sum(raw: bytes) -> bytes:
    return hashlib.sha256(raw).hexdigest().encode()
