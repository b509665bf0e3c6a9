"""Notebooks: read strictly, and stored in one form that tells of what their outputs are.

What is stored is what is published. So a notebook has in its metadata the digests of its cells, of
the tables and of the code, and of the outputs themselves. `maliviz refresh` writes them, and
`staleness` compares.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

import nbformat
from nbformat import NotebookNode
from nbformat.reader import get_version
from nbformat.v4.rwbase import rejoin_lines
from nbformat.validator import iter_validate

from maliviz.phrases import series
from maliviz.problem import Problem
from maliviz.prose.html import places
from maliviz.prose.markdown import Cell, claim_link, claims_led, headings
from maliviz.site.inputs import Inputs
from maliviz.site.outputs import CellOutput, cell_outputs

MAX_BYTES = 5_000_000
REFRESH = "run `maliviz refresh`"
_MINOR = 5
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_PARTS = {"source": "its cells", "data": "the tables", "code": "the code"}


@dataclass(frozen=True)
class Notebook:
    """One notebook: the name of its file as messages print it, and what is in it."""

    file: str
    node: NotebookNode

    @property
    def name(self) -> str:
        """Path of the file in the folder of notebooks."""
        return self.file.partition("/")[2]

    @property
    def language(self) -> str:
        """The code of its language, which is that of its folder; empty for the first one.

        >>> Notebook("notebooks/fr/index.ipynb", NotebookNode()).language
        'fr'
        """
        return self.name.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """Name of the page: `index` for `notebooks/index.ipynb`."""
        return PurePosixPath(self.file).stem

    @cached_property
    def titles(self) -> list[tuple[int, int, str]]:
        """Its headings of the first level: cell, line, text."""
        return [
            (number, line, text)
            for number, cell in self.cells("markdown")
            for level, text, line in headings(cell.source)
            if level == 1
        ]

    @property
    def title(self) -> str:
        """Text of the first title, empty if there is none."""
        return self.titles[0][2] if self.titles else ""

    def cells(self, kind: str) -> Iterator[tuple[int, NotebookNode]]:
        """Cells of one kind, each with its number counted from 1 over all cells."""
        for number, cell in enumerate(self.node.cells, start=1):
            if cell.cell_type == kind:
                yield number, cell

    @cached_property
    def outputs(self) -> tuple[CellOutput, ...]:
        """What its code cells show, each output read and judged once."""
        return tuple(cell_outputs(self.cells("code")))

    @cached_property
    def prose(self) -> tuple[Cell, ...]:
        """Its Markdown cells."""
        return tuple(
            Cell(self.file, number, cell.source, dict(_pictures(cell)))
            for number, cell in self.cells("markdown")
        )

    @cached_property
    def places(self) -> dict[str, str]:
        """What a link in JupyterLab can lead to: the ids in its outputs, and its headings.

        Each has its id on the page.
        """
        shown = {id: id for output in self.outputs for id in output.ids}
        return shown | places(cell.source for cell in self.prose)

    def problem(
        self, rule: str, cell: int = 0, line: int = 0, hint: str = "", value: str = ""
    ) -> Problem:
        """Say what is wrong at a place in this notebook."""
        return Problem(self.file, line, value=value, rule=rule, hint=hint, cell=cell)


def _pictures(cell: NotebookNode) -> Iterator[tuple[str, str]]:
    """The pictures that were pasted into a cell: name and address."""
    for name, bundle in cell.get("attachments", {}).items():
        for kind, content in bundle.items():
            yield name, f"data:{kind};base64,{''.join(''.join(content).split())}"


def read_notebooks(
    folder: str, files: Mapping[str, bytes], *, upgrade: bool = False
) -> tuple[list[Notebook], list[Problem]]:
    """Read the notebooks of a folder; return those that can be read, and what is wrong with others.

    With `upgrade`, a notebook of an older format 4 is read as if it had the format that is needed.
    """
    books, problems = list[Notebook](), list[Problem]()
    for name, raw in sorted(files.items()):
        file = f"{folder}/{name}"
        try:
            books.append(Notebook(file, _read(raw, PurePosixPath(name).stem, upgrade)))
        except ValueError as error:
            problems.append(Problem(file, rule=str(error)))
    return books, problems


def _read(raw: bytes, stem: str, upgrade: bool) -> NotebookNode:
    if not _NAME.fullmatch(stem):
        raise ValueError("the name becomes an address: use letters a to z, digits, - and _")
    content = _content(raw)
    major, minor = get_version(content)
    _check_format(major, minor, 0 if upgrade else _MINOR)
    node: NotebookNode = nbformat.from_dict(content)
    # Not `validate`, which writes new ids into the notebook before it looks at it.
    if invalid := next(iter_validate(node), None):
        raise ValueError(f"is no valid notebook: {str(invalid).splitlines()[0]}")
    if node.nbformat_minor < _MINOR:
        _name_cells(node)
    ids = Counter(cell.id for cell in node.cells)
    if duplicates := [name for name, count in ids.items() if count > 1]:
        raise ValueError(f'duplicate cell id "{duplicates[0]}"; delete one, or name it otherwise')
    whole: NotebookNode = rejoin_lines(node)
    return whole


def _content(raw: bytes) -> dict[str, object]:
    """The JSON object in a file."""
    if len(raw) > MAX_BYTES:
        raise ValueError(f"has {len(raw):,} bytes; {MAX_BYTES:,} are allowed: show less")
    try:
        content = json.loads(raw.decode("utf-8"))
        json.dumps(content, ensure_ascii=False).encode("utf-8")  # JSON can spell half a character
    except (ValueError, RecursionError) as error:
        way_out = "mend it there, or take the file from an earlier version"
        raise ValueError(f"is not JSON in UTF-8: {error}; {way_out}") from None
    if not isinstance(content, dict):
        raise ValueError("is JSON, but no notebook")
    return content


def _check_format(major: int, minor: int, least: int) -> None:
    if major == 4 and minor >= least:
        return
    rule = f"has notebook format {major}.{minor}; 4.{_MINOR} or a later 4 is needed"
    convert = "run `jupyter nbconvert --to notebook --inplace FILE`"
    raise ValueError(f"{rule}: {REFRESH if major == 4 else convert}")


def _name_cells(node: NotebookNode) -> None:
    """Give each cell an id, which is all that format 4.5 asks for and the older ones have not."""
    for number, cell in enumerate(node.cells, start=1):
        cell.id = f"cell-{number}"
    node.nbformat_minor = _MINOR


def outputs_of(notebook: Notebook, inputs: Inputs) -> dict[str, str]:
    """Digests of what the outputs of a notebook stand on, and of the outputs themselves."""
    cells = notebook.node.cells
    digests = {
        "source": _digest([(cell.cell_type, cell.source) for cell in cells]),
        "data": inputs.tables.digest,
        "code": inputs.code_digest(notebook.language),
        "outputs": _digest([(c.execution_count, c.outputs) for _, c in notebook.cells("code")]),
    }
    return {name: digest[:12] for name, digest in digests.items()}


def staleness(notebook: Notebook, inputs: Inputs) -> str:
    """Why the stored outputs are not those that this notebook has now, empty if they are."""
    stored = notebook.node.metadata.get("maliviz", {}).get("outputs_of", {})
    now = outputs_of(notebook, inputs)
    newer = [words for part, words in _PARTS.items() if stored.get(part) != now[part]]
    if newer and stored:
        return f"its outputs are older than {series(newer)}"
    return "" if stored == now else "its outputs are not those that `maliviz refresh` stored"


def stale(notebooks: Iterable[Notebook], inputs: Inputs) -> dict[str, str]:
    """Return the notebooks, by their files, whose outputs are not those of now, and why."""
    reasons = {book.file: staleness(book, inputs) for book in notebooks}
    return {file: reason for file, reason in reasons.items() if reason}


def stale_problems(stale: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each reason why outputs are not of now, with all their notebooks."""
    for reason in dict.fromkeys(stale.values()):
        files = [file for file, other in stale.items() if other == reason]
        if len(files) == 1:
            yield Problem(files[0], rule=reason, hint=REFRESH)
        else:
            folder = files[0].partition("/")[0]
            names = series(file.removeprefix(f"{folder}/") for file in files)
            yield Problem(folder, rule=f"{reason.replace('its', 'their')}: {names}", hint=REFRESH)


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def by_language(
    notebooks: Sequence[Notebook], languages: Sequence[str]
) -> dict[str, list[Notebook]]:
    """Return the notebooks of each language, which know nothing of those of the others."""
    spoken = [(book.language or languages[0], book) for book in notebooks]
    return {code: [book for other, book in spoken if other == code] for code in languages}


def homes(notebooks: Iterable[Notebook]) -> dict[str, str]:
    """Return the stem of the notebook that shows a claim or an inference, by anchor.

    They are those of one language.
    """
    places = ((book.stem, place) for book in notebooks for place in book.places)
    return {place: stem for stem, place in places if claim_link(f"#{place}")}


def stored_bytes(
    notebook: Notebook, inputs: Inputs, homes: Mapping[str, str] | None = None
) -> bytes:
    """Return a notebook in the one form in which it is stored, with digests of what it is of.

    Its links to claims lead to the notebooks in `homes`.
    """
    node = deepcopy(notebook.node)
    for cell in node.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "markdown":
            cell.source = claims_led(cell.source, notebook.stem, homes or {})
        if cell.cell_type == "code":
            cell.outputs = _coalesced(cell.outputs)
    digests = {"outputs_of": outputs_of(Notebook(notebook.file, node), inputs)}
    fixed = {"kernelspec": _KERNEL, "language_info": {"name": "python"}, "maliviz": digests}
    node.metadata.update(nbformat.from_dict(fixed))
    text = str(nbformat.writes(node)).rstrip("\n")
    return (text + "\n").encode("utf-8")


def _coalesced(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Join what is printed in parts, as JupyterLab does: only where nothing is shown between."""
    whole: list[NotebookNode] = []
    for output in outputs:
        last = whole[-1] if whole else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last["text"] += output.text
        else:
            whole.append(output)
    return whole
