"""What a notebook must keep to, so that its stored outputs are what its code shows.

nbval compares stored outputs with fresh ones, but a cell that was never run, or whose output
was cleared, passes it in silence. This guard stands before it: it runs nothing, and reads only.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator, Sequence

from nbformat import NotebookNode

from maliviz.prose.markdown import headings
from maliviz.site.faults import Fault
from maliviz.site.notebook import Notebook
from maliviz.site.outputs import shown

_SKIPS = re.compile(r"#\s*(NBVAL|PYTEST)[\w-]*", re.IGNORECASE)
_SKIP_TAGS = re.compile(r"nbval-.*|skip-execution|raises-exception|remove[-_].*|hide[-_].*")


def guard(notebooks: Sequence[Notebook]) -> list[Fault]:
    """Return what is wrong with the notebooks as they are stored, in reading order."""
    faults = [fault for notebook in notebooks for fault in _one(notebook)]
    if notebooks and "index" not in [notebook.stem for notebook in notebooks]:
        folder = notebooks[0].file.partition("/")[0]
        faults.append(Fault(folder, 0, 0, "has no index.ipynb, which becomes the first page"))
    return faults + _same_titles(notebooks)


def _one(notebook: Notebook) -> Iterator[Fault]:
    kernel = notebook.node.metadata.get("kernelspec", {}).get("name")
    if kernel != "python3":
        yield notebook.fault(f'has the kernel "{kernel or ""}"; choose python3')
    for number, cell in enumerate(notebook.node.cells, start=1):
        for reason in _metadata(cell):
            yield notebook.fault(reason, number)
    yield from _titles(notebook)
    for number, cell in notebook.cells("code"):
        for line, reason in _code(cell.source):
            yield notebook.fault(reason, number, line)
        for reason in _outputs(cell):
            yield notebook.fault(reason, number)
    yield from _order(notebook)


def _order(notebook: Notebook) -> Iterator[Fault]:
    """Tell of the first cell that was not run in its turn, and how many others there are."""
    wrong = [
        (number, cell, place)
        for place, (number, cell) in enumerate(notebook.cells("code"), start=1)
        if cell.execution_count != place
    ]
    for number, cell, place in wrong[:1]:
        was = f"was run as number {cell.execution_count}" if cell.execution_count else "was not run"
        others = f" ({len(wrong) - 1} more are out of turn)" if wrong[1:] else ""
        reason = f"{was}, but it is code cell {place}{others}: run `maliviz refresh`"
        yield notebook.fault(reason, number)


def _metadata(cell: NotebookNode) -> Iterator[str]:
    if cell.cell_type == "raw":
        yield "is a raw cell, which no page shows: make it Markdown or delete it"
    if "execution" in cell.metadata:
        yield "holds times of running, which differ at every run: run `maliviz refresh`"
    for tag in cell.metadata.get("tags", []):
        if _SKIP_TAGS.fullmatch(tag):
            yield f'has the tag "{tag}", which hides it from the tests: take it away'


def _titles(notebook: Notebook) -> Iterator[Fault]:
    titles = [
        (number, line, text)
        for number, cell in notebook.cells("markdown")
        for level, text, line in headings(cell.source)
        if level == 1
    ]
    if not titles or titles[0][0] != 1:
        yield notebook.fault("the first cell must be Markdown with the title: `# …`", 1)
    for number, line, text in titles[1:]:
        yield notebook.fault(f'a second title, "{text}": use `## …`', number, line)


def _same_titles(notebooks: Sequence[Notebook]) -> list[Fault]:
    named = [(title(notebook), notebook) for notebook in notebooks]
    count = Counter(name for name, _ in named)
    return [
        notebook.fault(f'the title "{name}" is that of another notebook too: take another', 1)
        for name, notebook in named
        if name and count[name] > 1
    ]


def title(notebook: Notebook) -> str:
    """Text of the first title, empty if there is none."""
    for _, cell in notebook.cells("markdown"):
        for level, text, _ in headings(cell.source):
            if level == 1:
                return text
    return ""


def _code(source: str) -> Iterator[tuple[int, str]]:
    lines = source.splitlines()
    for number, line in enumerate(lines, start=1):
        if _SKIPS.search(line):
            yield number, "has a marker that hides it from the tests: take it away"
        if line.lstrip().startswith(("%", "!")) or line.rstrip().endswith("?"):
            yield number, "is a command of the notebook and not Python: write it as Python"
            return
    try:
        ast.parse(source)
    except SyntaxError as error:
        yield error.lineno or 0, f"is not Python: {error.msg}"
        return
    if _last_token(source) == ";":
        yield len(lines), "ends with a semicolon, which hides what it shows: take it away"


def _last_token(source: str) -> str:
    silent = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return next((t.string for t in reversed(list(tokens)) if t.type not in silent), "")


def _outputs(cell: NotebookNode) -> Iterator[str]:
    if not cell.source.strip():
        yield "is empty: delete it"
    elif cell.execution_count and not cell.outputs and _displays(cell.source):
        yield "shows something, but no output is stored: run `maliviz refresh`"
    for output in cell.outputs:
        try:
            shown(output)
        except ValueError as error:
            yield str(error)


def _displays(source: str) -> bool:
    """Whether the last line of a cell is a value, which Jupyter then shows."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    return bool(body) and isinstance(body[-1], ast.Expr)
