"""Notebooks: read strictly, and held against what keeps their stored outputs true.

What is stored is what is published. So a notebook tells in its metadata of what its outputs are:
the digests of its cells, of the tables and of the code, and of the outputs themselves. `maliviz
refresh` writes them, and `staleness` compares. nbval proves the outputs independently; what it
would pass in silence, such as a marker that hides a cell from it, is refused here.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import re
import tokenize
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
from maliviz.problem import Problem, ProblemError
from maliviz.prose.html import Places, places
from maliviz.prose.markdown import Cell, claim_link, claims_led, headings
from maliviz.site.figures import FigureOutput
from maliviz.site.inputs import Inputs
from maliviz.site.markup import read_markdown
from maliviz.site.outputs import CellOutput, cell_outputs

MAX_BYTES = 5_000_000
REFRESH = "run `maliviz refresh`"
_MINOR = 5
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_PARTS = {"source": "its cells", "data": "the tables", "code": "the code"}
_MARKER = re.compile(r"#\s*(NBVAL|PYTEST)[\w-]*", re.IGNORECASE)
_TAG = re.compile(r"nbval-.*|skip-execution|raises-exception|remove[-_].*|hide[-_].*")


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

    @property
    def title(self) -> str:
        """Text of the first title, empty if there is none."""
        return next((text for _, _, text in _titles(self)), "")

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
) -> tuple[Notebook, ...]:
    """Read every notebook of a folder; raises ProblemError with the problems of all of them.

    With `upgrade`, a notebook of an older format 4 is read as if it had the format that is needed.
    """
    books: list[Notebook] = []
    problems: list[Problem] = []
    for name, raw in sorted(files.items()):
        file = f"{folder}/{name}"
        try:
            books.append(Notebook(file, _read(raw, PurePosixPath(name).stem, upgrade)))
        except ValueError as error:
            problems.append(Problem(file, rule=str(error)))
    if problems:
        raise ProblemError(problems)
    return tuple(books)


def _read(raw: bytes, stem: str, upgrade: bool) -> NotebookNode:
    if not _NAME.fullmatch(stem):
        raise ValueError("the name becomes an address: use letters a to z, digits, - and _")
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
        "data": inputs.data_digest,
        "code": inputs.code_digest(_spoken(notebook, inputs)),
        "outputs": _digest([(c.execution_count, c.outputs) for _, c in notebook.cells("code")]),
    }
    return {name: digest[:12] for name, digest in digests.items()}


def _spoken(notebook: Notebook, inputs: Inputs) -> str:
    """The code of the language that a notebook is to speak."""
    return notebook.language or inputs.languages[0]


def staleness(notebook: Notebook, inputs: Inputs) -> str:
    """Why the stored outputs are not those that this notebook has now, empty if they are."""
    stored = notebook.node.metadata.get("maliviz", {}).get("outputs_of", {})
    now = outputs_of(notebook, inputs)
    newer = [words for part, words in _PARTS.items() if stored.get(part) != now[part]]
    if newer and stored:
        return f"its outputs are older than {series(newer)}"
    return "" if stored == now else "its outputs are not those that `maliviz refresh` stored"


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def by_language(notebooks: Iterable[Notebook]) -> dict[str, list[Notebook]]:
    """Return the notebooks of each language, which know nothing of those of the others."""
    groups: dict[str, list[Notebook]] = {}
    for book in notebooks:
        groups.setdefault(book.language, []).append(book)
    return groups


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


def stale(notebooks: Iterable[Notebook], inputs: Inputs) -> list[Problem]:
    """Return a problem for each reason why outputs are not of now, with all their notebooks."""
    reasons: dict[str, list[Notebook]] = {}
    for book in notebooks:
        if reason := staleness(book, inputs):
            reasons.setdefault(reason, []).append(book)
    return [_stale(books, reason) for reason, books in reasons.items()]


def _stale(books: Sequence[Notebook], reason: str) -> Problem:
    if len(books) == 1:
        return books[0].problem(reason, hint=REFRESH)
    rule = f"{reason.replace('its', 'their')}: {series(book.name for book in books)}"
    return Problem(_folder(books), rule=rule, hint=REFRESH)


def _folder(books: Sequence[Notebook]) -> str:
    return books[0].file.partition("/")[0]


def lint(notebooks: Sequence[Notebook], inputs: Inputs) -> list[Problem]:
    """Return what is wrong with notebooks as they are stored; of stale outputs it says nothing."""
    if not notebooks:
        return []
    groups = by_language(notebooks).values()
    problems = [problem for books in groups for problem in _together(books, inputs)]
    return [*problems, *_unequal(_folder(notebooks), inputs)]


def _together(notebooks: Sequence[Notebook], inputs: Inputs) -> Iterator[Problem]:
    """What is wrong with the notebooks of one language."""
    known = {book.stem: book.places for book in notebooks}
    for book in notebooks:
        yield from _problems(book, inputs, known)
    first = not notebooks[0].language
    if first and "index.ipynb" not in {*inputs.notebooks, *(book.name for book in notebooks)}:
        rule = "has no index.ipynb, which becomes the first page"
        yield Problem(_folder(notebooks), rule=rule)
    count = Counter(book.title for book in notebooks if book.title)
    for book in notebooks:
        if count[book.title] > 1:
            rule = f'the title "{book.title}" is that of another notebook too'
            yield book.problem(rule, 1, hint="take another")


def _unequal(folder: str, inputs: Inputs) -> Iterator[Problem]:
    """Which notebooks a language has not, and which it has that the first one has not."""
    first, *others = inputs.languages
    names = {name for name in inputs.notebooks if "/" not in name}
    for code in others:
        own = {name.rpartition("/")[2] for name in inputs.notebooks if name.startswith(f"{code}/")}
        if missing := sorted(names - own):
            rule = f'has no {series(missing)}, as "{first}" has'
            hint = f'translate what is missing, or take "{code}" out of datapackage.json'
            yield Problem(f"{folder}/{code}", rule=rule, hint=hint)
        for name in sorted(own - names):
            rule, hint = f'"{first}" has no such notebook', "give both the same name"
            yield Problem(f"{folder}/{code}/{name}", rule=rule, hint=hint)


def _problems(notebook: Notebook, inputs: Inputs, known: Places) -> Iterator[Problem]:
    kernel = notebook.node.metadata.get("kernelspec", {}).get("name", "")
    if kernel != "python3":
        yield notebook.problem(f'has the kernel "{kernel}"', hint="choose python3")
    titles = list(_titles(notebook))
    if not titles or titles[0][0] != 1:
        yield notebook.problem("the first cell must be Markdown with the title: `# …`", 1)
    for number, line, text in titles[1:]:
        yield notebook.problem(f'a second title, "{text}"', number, line, "use `## …`")
    for number, cell in enumerate(notebook.node.cells, start=1):
        for rule, hint in _metadata(cell):
            yield notebook.problem(rule, number, hint=hint)
        if cell.cell_type == "code":
            for line, rule, hint in _code(cell.source):
                yield notebook.problem(rule, number, line, hint)
    for prose in notebook.prose:
        yield from read_markdown(prose, places=known)[1].problems
    if not staleness(notebook, inputs):
        yield from _shown(notebook, _spoken(notebook, inputs))


def _shown(notebook: Notebook, language: str) -> Iterator[Problem]:
    """What is wrong with what a notebook shows, which is to be in a language."""
    names: set[str] = set()
    for one in notebook.outputs:
        if one.fault:
            yield notebook.problem(one.fault, one.cell)
        elif (other := one.language) not in ("", language):
            rule, hint = f'speaks "{other}", and not "{language}"', f'load(language="{language}")'
            yield notebook.problem(rule, one.cell, hint=f"write `{hint}`")
        elif isinstance(one.output, FigureOutput):
            name = one.output.name
            if name in names:
                rule = f'a second figure with the name "{name}"'
                yield notebook.problem(rule, one.cell, hint='give it another one: name="…"')
            names.add(name)


def _titles(notebook: Notebook) -> Iterator[tuple[int, int, str]]:
    """Headings of the first level: cell, line, text."""
    for number, cell in notebook.cells("markdown"):
        for level, text, line in headings(cell.source):
            if level == 1:
                yield number, line, text


def _metadata(cell: NotebookNode) -> Iterator[tuple[str, str]]:
    if cell.cell_type == "raw":
        yield "is a raw cell, which no page shows", "make it Markdown or delete it"
    if "execution" in cell.metadata:
        yield "holds times of running, which differ at every run", REFRESH
    for tag in cell.metadata.get("tags", []):
        if _TAG.fullmatch(tag):
            yield f'has the tag "{tag}", which hides it from the tests', "take it away"


def _code(source: str) -> Iterator[tuple[int, str, str]]:
    """What is wrong with the source of a cell: line, rule, hint."""
    if not source.strip():
        yield 0, "is empty", "delete it"
    lines = source.splitlines()
    for number, line in enumerate(lines, start=1):
        if _MARKER.search(line):
            yield number, "has a marker that hides it from the tests", "take it away"
        if line.lstrip().startswith(("%", "!")) or line.rstrip().endswith("?"):
            yield number, "is a command of the notebook and not Python", "write it as Python"
            return
    try:
        ast.parse(source)
    except SyntaxError as error:
        yield error.lineno or 0, f"is not Python: {error.msg}", ""
        return
    if _last_token(source) == ";":
        yield len(lines), "ends with a semicolon, which hides what it shows", "take it away"


def _last_token(source: str) -> str:
    silent = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return next((t.string for t in reversed(list(tokens)) if t.type not in silent), "")
