"""All that a site is made of, read once: what is published is what was read, and no mixture.

A build takes its inputs into memory before anything else, and works on a copy of them. An
editor that saves in the middle of a build thus changes the next site and not half of this one.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import maliviz
from maliviz.site.faults import PublishError

_PACKAGES = (
    "ipykernel ipython jinja2 matplotlib mistune nbconvert nbformat numpy pandas pillow plotly"
)
_CODE = Path(maliviz.__file__).parent


@dataclass(frozen=True)
class Inputs:
    """The tables and the notebooks, by name relative to their folder, and what stands for code.

    `base` is the address of the site in the web, empty if it is not known.
    """

    data: Mapping[str, bytes]
    notebooks: Mapping[str, bytes]
    code: str
    base: str = ""

    @cached_property
    def digest(self) -> str:
        """One text that changes if any of the inputs does."""
        parts = [("data/" + name, raw) for name, raw in self.data.items()]
        parts += [("notebooks/" + name, raw) for name, raw in self.notebooks.items()]
        return _digest([("code", self.code.encode()), ("base", self.base.encode()), *parts])

    def digest_for(self, notebook: str) -> str:
        """One text that changes if what a notebook shows may change: not with its own outputs."""
        cells = json.loads(self.notebooks[notebook])["cells"]
        sources = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
        parts = [("code", self.code.encode()), ("cells", json.dumps(sources).encode())]
        return _digest([*parts, *(("data/" + name, raw) for name, raw in self.data.items())])


def read(data: Path, notebooks: Path) -> Inputs:
    """Read all inputs; raises PublishError naming what cannot be read."""
    faults: list[str] = []
    tables = _files(data, (p for p in data.rglob("*") if not _hidden(p, data)), faults)
    books = _files(notebooks, notebooks.glob("[!.]*.ipynb"), faults)
    faults += [
        f"{path}: is in a folder of its own; notebooks stand in {notebooks} itself"
        for path in sorted(notebooks.glob("*/**/*.ipynb"))
        if not _hidden(path, notebooks)
    ]
    if not faults and not books:
        faults.append(f"{notebooks}: holds no notebooks; name their folder with --notebooks")
    if faults:
        raise PublishError(faults)
    return Inputs(tables, books, _code())


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)


def _files(folder: Path, paths: Iterable[Path], faults: list[str]) -> dict[str, bytes]:
    if not folder.is_dir():
        faults.append(f"{folder}: is no folder; name another one with --data or --notebooks")
        return {}
    if not os.access(folder, os.R_OK | os.X_OK):
        faults.append(f"{folder}: cannot be read; see who may read it")
        return {}
    found = {}
    for path in sorted(paths):
        try:
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
            elif path.suffix == ".ipynb":
                faults.append(f"{path}: is no file")
        except OSError as error:
            faults.append(f"{path}: cannot be read: {error.strerror}")
    return found


def _code() -> str:
    """Digest the package itself and the versions of those it stands on."""
    own = [
        (path.relative_to(_CODE).as_posix(), path.read_bytes())
        for path in sorted(_CODE.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
    python = ".".join(map(str, sys.version_info[:3]))
    others = [(name, version(name).encode()) for name in _PACKAGES.split()]
    return _digest([*own, ("python", python.encode()), *others])


def _digest(parts: Iterable[tuple[str, bytes]]) -> str:
    whole = hashlib.sha256()
    for name, raw in parts:
        whole.update(f"{name}\0{len(raw)}\0".encode() + raw)
    return whole.hexdigest()
