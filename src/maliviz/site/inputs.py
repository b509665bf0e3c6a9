"""All that a site is made of, read once: what is published is what was read, and no mixture.

An editor that saves in the middle of a build changes the next site, and not half of this one. So
tables and notebooks are taken into memory before anything else, and the corpus is loaded from
there.

A report in several languages has a notebook of each name in each of them: those of its first
language stand in the folder of the notebooks, those of another in a folder there that is called by
its code, such as `fr`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import maliviz
from maliviz.language import SOURCE
from maliviz.phrases import series
from maliviz.problem import Problem, ProblemError, reason

if TYPE_CHECKING:
    from maliviz.corpus import Corpus

_CODE = Path(maliviz.__file__).parent
_BEYOND_NOTEBOOKS = ("prose", "site", "cli.py")
_PACKAGE = "datapackage.json"
LOCALE = "locale"
"""The folder of a project's own catalogues, beside the tables."""


@dataclass(frozen=True)
class Inputs:
    """The files of tables and of notebooks, by name relative to their folder.

    `modules` are the Python files beside the notebooks, which these can import, and `words` the
    catalogues of the project and the words that its prose is read by, which stand in `locale`
    beside the tables; `base` is the address of the site in the web, empty if it is not known.
    """

    folder: Path
    data: Mapping[str, bytes]
    notebooks: Mapping[str, bytes]
    modules: Mapping[str, bytes]
    base: str = ""
    words: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def locale(self) -> Path:
        """The folder of the project's own catalogues, whether there are any or not."""
        return self.folder.parent / LOCALE

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the report, the first being that of the tables.

        It is the first alone as long as nobody can read what the package says.
        """
        try:
            match json.loads(self.data[_PACKAGE])["languages"]:
                case [str(), *_] as codes if all(isinstance(code, str) for code in codes):
                    return tuple(codes)
        except (KeyError, TypeError, ValueError):
            pass
        return (SOURCE,)

    @cached_property
    def digest(self) -> str:
        """One text that changes if any of the inputs does, our own code and packages included."""
        packages = {p.name for path in sys.path for p in Path(path).glob("*.dist-info")}
        versions = [sys.version, self.base, *sorted(packages)]
        parts = [self.data, self.notebooks, self.modules, self.words, _code()]
        return _digest([*_flat(parts), ("", "\0".join(versions).encode())])

    @cached_property
    def data_digest(self) -> str:
        """One text that changes if any of the tables does."""
        return _digest(_flat([self.data]))

    def code_digest(self, language: str) -> str:
        """One text that changes if any of the code does that a notebook in a language can reach.

        The words of the other languages are no part of it.
        """
        catalogues = {n: raw for n, raw in self.words.items() if n.endswith(".po")}
        code = self._reached | {f"{LOCALE}/{name}": raw for name, raw in catalogues.items()}
        own = f"{LOCALE}/{language.replace('-', '_')}/"
        reached = {
            name: raw
            for name, raw in code.items()
            if name.startswith(own) or not name.startswith(f"{LOCALE}/")
        }
        return _digest(_flat([self.modules, reached]))

    @cached_property
    def _reached(self) -> dict[str, bytes]:
        return _code(_BEYOND_NOTEBOOKS)

    def load(self) -> tuple[dict[str, Corpus], list[Problem]]:
        """Load the corpus from what was read, in each language, with its problems, as `look`."""
        from maliviz.corpus import look

        with TemporaryDirectory(prefix="maliviz-") as root:
            copy = Path(root) / self.folder.name
            for name, raw in self.data.items():
                path = copy / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(raw)
            corpora, problems = look(copy, self.locale)
        placed = {code: replace(one, folder=self.folder) for code, one in corpora.items()}
        return placed, problems


def read_inputs(data: Path, notebooks: Path, base: str = "") -> Inputs:
    """Read all inputs; raises ProblemError with all that cannot be read."""
    problems: list[Problem] = []
    tables = _files(data, "*", problems)
    books = _files(notebooks, "*.ipynb", problems)
    modules = _files(notebooks, "*.py", problems)
    place = data.resolve()
    words = _words(place.parent / LOCALE, problems)
    inputs = Inputs(place, tables, books, modules, base, words)
    problems += _misplaced(inputs, notebooks)
    if not problems and not books:
        hint = "name their folder with --notebooks"
        problems.append(Problem(str(notebooks), rule="holds no notebooks", hint=hint))
    if problems:
        raise ProblemError(problems)
    return inputs


def _words(folder: Path, problems: list[Problem]) -> dict[str, bytes]:
    """The catalogues of a project, and the words that its prose is read by, if it has any."""
    if not folder.is_dir():
        return {}
    return _files(folder, "*.po", problems) | _files(folder, "words.json", problems)


def _misplaced(inputs: Inputs, notebooks: Path) -> Iterator[Problem]:
    """Yield a problem for each notebook in a folder which is that of no language."""
    first, *others = inputs.languages
    hint = f"notebooks stand in {notebooks} itself"
    if others:
        folders = series((str(notebooks / code) for code in others), "or")
        hint = f'{hint}, those that are not in "{first}" in {folders}'
    for name in inputs.notebooks:
        folder = name.rpartition("/")[0]
        if folder and folder not in others:
            yield Problem(str(notebooks / name), rule="is in a folder of its own", hint=hint)


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
