"""All that a site is made of, read once: what is published is what was read, and no mixture.

An editor that saves in the middle of a build changes the next site, and not half of this one. So
tables and notebooks are taken into memory before anything else, and the corpus is loaded from
there.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import maliviz
from maliviz.problem import Problem, ProblemError, reason

if TYPE_CHECKING:
    from maliviz.corpus import Corpus

_CODE = Path(maliviz.__file__).parent
_BEYOND_NOTEBOOKS = ("prose", "site", "cli.py")


@dataclass(frozen=True)
class Inputs:
    """The files of tables and of notebooks, by name relative to their folder.

    `modules` are the Python files beside the notebooks, which these can import; `base` is the
    address of the site in the web, empty if it is not known.
    """

    folder: Path
    data: Mapping[str, bytes]
    notebooks: Mapping[str, bytes]
    modules: Mapping[str, bytes]
    base: str = ""

    @cached_property
    def digest(self) -> str:
        """One text that changes if any of the inputs does, our own code and packages included."""
        packages = {p.name for path in sys.path for p in Path(path).glob("*.dist-info")}
        versions = [sys.version, self.base, *sorted(packages)]
        parts = [self.data, self.notebooks, self.modules, _code()]
        return _digest([*_flat(parts), ("", "\0".join(versions).encode())])

    @cached_property
    def data_digest(self) -> str:
        """One text that changes if any of the tables does."""
        return _digest(_flat([self.data]))

    @cached_property
    def code_digest(self) -> str:
        """One text that changes if any of the code does that a notebook can reach."""
        return _digest(_flat([self.modules, _code(_BEYOND_NOTEBOOKS)]))

    def load(self) -> tuple[dict[str, Corpus], list[Problem]]:
        """Load the corpus from what was read, in each language, with its problems, as `look`."""
        from maliviz.corpus import look

        with TemporaryDirectory(prefix="maliviz-") as root:
            copy = Path(root) / self.folder.name
            for name, raw in self.data.items():
                path = copy / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(raw)
            corpora, problems = look(copy, self.folder.parent / "locale")
        placed = {code: replace(one, folder=self.folder) for code, one in corpora.items()}
        return placed, problems


def read_inputs(data: Path, notebooks: Path, base: str = "") -> Inputs:
    """Read all inputs; raises ProblemError with all that cannot be read."""
    problems: list[Problem] = []
    tables = _files(data, "*", problems)
    books = _files(notebooks, "*.ipynb", problems)
    modules = _files(notebooks, "*.py", problems)
    place = f"notebooks stand in {notebooks} itself"
    below = [str(notebooks / name) for name in books if "/" in name]
    problems += [Problem(file, rule="is in a folder of its own", hint=place) for file in below]
    if not problems and not books:
        hint = "name their folder with --notebooks"
        problems.append(Problem(str(notebooks), rule="holds no notebooks", hint=hint))
    if problems:
        raise ProblemError(problems)
    return Inputs(data.resolve(), tables, books, modules, base)


def _files(folder: Path, pattern: str, problems: list[Problem]) -> dict[str, bytes]:
    """Read the files below a folder, but those that are hidden, or a program's own."""
    if not folder.is_dir():
        hint = "name another one with --data or --notebooks"
        problems.append(Problem(str(folder), rule="not a directory", hint=hint))
    elif not os.access(folder, os.R_OK | os.X_OK):
        problems.append(Problem(str(folder), rule="there is no permission to read it"))
    files = {}
    for path in sorted(folder.rglob(pattern)):
        name = path.relative_to(folder)
        hidden = any(part.startswith((".", "~", "__pycache__")) for part in name.parts)
        if not hidden and (path.suffix == ".ipynb" or not path.is_dir()):
            try:
                files[name.as_posix()] = path.read_bytes()
            except OSError as error:
                problems.append(Problem(str(path), rule=reason(error)))
    return files


def _code(without: Iterable[str] = ()) -> dict[str, bytes]:
    """Our own files, by their name in the package, but for what stands under these names."""
    names = {path.relative_to(_CODE): path for path in sorted(_CODE.rglob("*")) if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if "__pycache__" not in name.parts and name.parts[0] not in without
    }


def _flat(parts: Iterable[Mapping[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for number, files in enumerate(parts):
        yield from ((f"{number}/{name}", raw) for name, raw in files.items())


def _digest(parts: Iterable[tuple[str, bytes]]) -> str:
    whole = hashlib.sha256()
    for name, raw in parts:
        whole.update(f"{name}\0{len(raw)}\0".encode() + raw)
    return whole.hexdigest()
