"""All that a site is made of, read once: what is published is what was read, and no mixture.

An editor that saves in the middle of a build changes the next site, and not half of this one. So
tables and notebooks are taken into memory before anything else, and the corpus is loaded from
there, once, whatever a run does with it.

A report in several languages has a notebook of each name in each of them: those of its first
language stand in the folder of the notebooks, those of another in a folder there that is called by
its code, such as `fr`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import maliviz
from maliviz.corpus import Corpus, look
from maliviz.corpus.schema import FILE
from maliviz.language import FOLDER, SOURCE, catalogues
from maliviz.phrases import series
from maliviz.problem import DataError, Problem, ProblemError, reason

_CODE = Path(maliviz.__file__).parent
_BEYOND_NOTEBOOKS = ("prose", "site", "cli.py")


@dataclass(frozen=True)
class Tables:
    """The files in the folder of the tables, by name, and the catalogues of the project, if any.

    `words` are those catalogues and the words that prose is read by, which stand in `locale`
    beside the folder.
    """

    folder: Path
    files: Mapping[str, bytes]
    words: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def catalogues(self) -> Path:
        """The folder of the project's own catalogues, whether there are any or not."""
        return catalogues(self.folder)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the report, the first being that of the tables.

        It is the first alone as long as nobody can read what the package says.
        """
        try:
            match json.loads(self.files[FILE])["languages"]:
                case [str(), *_] as codes if all(isinstance(code, str) for code in codes):
                    return tuple(codes)
        except (KeyError, TypeError, ValueError):
            pass
        return (SOURCE,)

    @cached_property
    def digest(self) -> str:
        """One text that changes if any of the tables does."""
        return _digest(self.files)

    @cached_property
    def loaded(self) -> tuple[dict[str, Corpus], list[Problem]]:
        """The corpus in each language, as far as it can be loaded, and all that is wrong."""
        with TemporaryDirectory(prefix="maliviz-") as root:
            copy = Path(root) / self.folder.name
            for name, raw in self.files.items():
                path = copy / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(raw)
            try:
                return look(copy, self.folder)
            except DataError as error:
                return {}, list(error.problems)


@dataclass(frozen=True)
class Inputs:
    """The tables, and the files of notebooks by name relative to their folder.

    `modules` are the Python files beside the notebooks, which these can import; `base` is the
    address of the site in the web, empty if it is not known.
    """

    tables: Tables
    folder: Path
    notebooks: Mapping[str, bytes]
    modules: Mapping[str, bytes] = field(default_factory=dict)
    base: str = ""

    @property
    def name(self) -> str:
        """Name of the folder of the notebooks, as messages print it."""
        return self.folder.resolve().name

    @cached_property
    def digest(self) -> str:
        """One text that changes if any of the inputs does, our own code and packages included."""
        packages = {p.name for path in sys.path for p in Path(path).glob("*.dist-info")}
        versions = "\0".join([sys.version, self.base, *sorted(packages)])
        files = (self.tables.files, self.notebooks, self.modules, self.tables.words, _code())
        return _digest(*files, {"": versions.encode()})

    def code_digest(self, language: str) -> str:
        """One text that changes if any of the code does that a notebook in a language can reach.

        Without a language it is the first. The words of the other languages are no part of it.
        """
        code = language or self.tables.languages[0]
        own = f"{FOLDER.name}/{code.replace('-', '_')}/"
        reached = {
            name: raw
            for name, raw in self._reached.items()
            if name.startswith(own) or not name.startswith(f"{FOLDER.name}/")
        }
        return _digest(self.modules, reached)

    @cached_property
    def _reached(self) -> dict[str, bytes]:
        own = self.tables.words.items()
        words = {f"{FOLDER.name}/{name}": raw for name, raw in own if name.endswith(".po")}
        return _code(_BEYOND_NOTEBOOKS) | words


def read_inputs(data: Path, notebooks: Path, base: str = "") -> Inputs:
    """Read all inputs; raises ProblemError with all that cannot be read."""
    problems: list[Problem] = []
    place = data.resolve()
    files = _files(data, "*", problems)
    books = _files(notebooks, "*.ipynb", problems)
    modules = _files(notebooks, "*.py", problems)
    locale = catalogues(place)
    words = _words(locale, problems) if locale.is_dir() else {}
    inputs = Inputs(Tables(place, files, words), notebooks, books, modules, base)
    problems += _misplaced(inputs)
    if not problems and not books:
        hint = "name their folder with --notebooks"
        problems.append(Problem(str(notebooks), rule="holds no notebooks", hint=hint))
    if problems:
        raise ProblemError(problems)
    return inputs


def _words(folder: Path, problems: list[Problem]) -> dict[str, bytes]:
    """The catalogues of a project, and the words that its prose is read by."""
    return _files(folder, "*.po", problems) | _files(folder, "words.json", problems)


def _misplaced(inputs: Inputs) -> Iterator[Problem]:
    """Yield a problem for each notebook in a folder which is that of no language."""
    first, *others = inputs.tables.languages
    hint = f"notebooks stand in {inputs.folder} itself"
    if others:
        folders = series((str(inputs.folder / code) for code in others), "or")
        hint = f'{hint}, those that are not in "{first}" in {folders}'
    for name in inputs.notebooks:
        folder = name.rpartition("/")[0]
        if folder and folder not in others:
            yield Problem(str(inputs.folder / name), rule="is in a folder of its own", hint=hint)


def visible(folder: Path, pattern: str = "*") -> Iterator[Path]:
    """Yield what lies below a folder, in order, but what is hidden, or a program's own."""
    for path in sorted(folder.rglob(pattern)):
        parts = path.relative_to(folder).parts
        if not any(part.startswith((".", "~", "__pycache__")) for part in parts):
            yield path


def _files(folder: Path, pattern: str, problems: list[Problem]) -> dict[str, bytes]:
    """Read the files below a folder; a folder in the place of a notebook is a problem."""
    if not folder.is_dir():
        hint = "name another one with --data or --notebooks"
        problems.append(Problem(str(folder), rule="not a directory", hint=hint))
    elif not os.access(folder, os.R_OK | os.X_OK):
        problems.append(Problem(str(folder), rule="there is no permission to read it"))
    files = {}
    for path in visible(folder, pattern):
        if path.suffix == ".ipynb" or not path.is_dir():
            try:
                files[path.relative_to(folder).as_posix()] = path.read_bytes()
            except OSError as error:
                problems.append(Problem(str(path), rule=reason(error)))
    return files


def _code(without: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Our own files, by their name in the package, but for what stands under these names."""
    files = (path.relative_to(_CODE) for path in visible(_CODE) if path.is_file())
    return {
        path.as_posix(): (_CODE / path).read_bytes()
        for path in files
        if path.parts[0] not in without
    }


def _digest(*parts: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for number, files in enumerate(parts):
        for name, raw in files.items():
            whole.update(f"{number}/{name}\0{len(raw)}\0".encode() + raw)
    return whole.hexdigest()
