"""What is wrong with notebooks as they are stored: what no page can show, or no test can see.

nbval proves the outputs of a notebook. What it would pass in silence, such as a marker that hides
a cell from it, is refused here. Outputs are judged only if they are of now: what is stale is to be
run anyway, and may well be right then.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress

from nbformat import NotebookNode

from maliviz.phrases import series
from maliviz.problem import Problem
from maliviz.prose.html import Places
from maliviz.site.figures import FigureOutput
from maliviz.site.inputs import Inputs
from maliviz.site.markup import read_markdown
from maliviz.site.notebooks import REFRESH, Notebook, by_language

_MARKER = re.compile(r"#\s*(NBVAL|PYTEST)[\w-]*", re.IGNORECASE)
_TAG = re.compile(r"nbval-.*|skip-execution|raises-exception|remove[-_].*|hide[-_].*")


def lint(
    notebooks: Sequence[Notebook], inputs: Inputs, stale: Collection[str] = ()
) -> list[Problem]:
    """Return what is wrong with notebooks, each alone and all together.

    Of the outputs of those whose files are `stale` it says nothing.
    """
    problems = [*_missing(inputs)]
    for language, books in by_language(notebooks, inputs.tables.languages).items():
        known = {book.stem: book.places for book in books}
        for book in books:
            problems += _problems(book, known)
            problems += [] if book.file in stale else _shown(book, language)
        problems += _same_titles(books)
    return problems


def _problems(notebook: Notebook, known: Places) -> Iterator[Problem]:
    kernel = notebook.node.metadata.get("kernelspec", {}).get("name", "")
    if kernel != "python3":
        yield notebook.problem(f'has the kernel "{kernel}"', hint="choose python3")
    if not notebook.titles or notebook.titles[0][0] != 1:
        yield notebook.problem("the first cell must be Markdown with the title: `# …`", 1)
    for number, line, text in notebook.titles[1:]:
        yield notebook.problem(f'a second title, "{text}"', number, line, "use `## …`")
    for number, cell in enumerate(notebook.node.cells, start=1):
        for rule, hint in _metadata(cell):
            yield notebook.problem(rule, number, hint=hint)
    for number, cell in notebook.cells("code"):
        for line, rule, hint in _code(cell.source):
            yield notebook.problem(rule, number, line, hint)
    for prose in notebook.prose:
        yield from read_markdown(prose, places=known)[1].problems


def _metadata(cell: NotebookNode) -> Iterator[tuple[str, str]]:
    """What is wrong with what stands beside a cell: rule, hint."""
    if cell.cell_type == "raw":
        yield "is a raw cell, which no page shows", "make it Markdown or delete it"
    if "execution" in cell.metadata:
        yield "holds times of running, which differ at every run", REFRESH
    for tag in cell.metadata.get("tags", []):
        if _TAG.fullmatch(tag):
            yield f'has the tag "{tag}", which hides it from the tests', "take it away"


def _code(source: str) -> Iterator[tuple[int, str, str]]:
    """What is wrong with the source of a cell: line, rule, hint."""
    lines = list(enumerate(source.splitlines(), start=1))
    if not source.strip():
        yield 0, "is empty", "delete it"
    for number, line in lines:
        if _MARKER.search(line):
            yield number, "has a marker that hides it from the tests", "take it away"
    try:
        ast.parse(source)
    except SyntaxError as error:
        yield _syntax(source, error)
    else:
        if _last_token(source) == ";":
            yield len(lines), "ends with a semicolon, which hides what it shows", "take it away"


def _syntax(source: str, error: SyntaxError) -> tuple[int, str, str]:
    """What is wrong where Python stumbles: a command, or if that is not all, something else."""
    lines = source.split("\n")
    commands = [number for number, line in enumerate(lines) if _is_command(line)]
    if commands and not lines[commands[0]].startswith("%%"):
        for number in commands:
            lines[number] = re.sub(r"\S.*", "pass", lines[number])
        try:
            ast.parse("\n".join(lines))
        except SyntaxError as other:
            error, commands = other, []
    if commands:
        rule = "is a command of the notebook and not Python"
        return commands[0] + 1, rule, "write it as Python"
    return error.lineno or 0, f"is not Python: {error.msg}", ""


def _is_command(line: str) -> bool:
    """Whether IPython makes something else of a line."""
    from IPython.core.inputtransformer2 import TransformerManager  # only a fault needs it

    with suppress(SyntaxError):
        return "get_ipython()" in TransformerManager().transform_cell(line).replace(line, "")
    return False


def _last_token(source: str) -> str:
    silent = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return next((t.string for t in reversed(list(tokens)) if t.type not in silent), "")


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


def _same_titles(notebooks: Sequence[Notebook]) -> Iterator[Problem]:
    count = Counter(book.title for book in notebooks if book.title)
    for book in notebooks:
        if count[book.title] > 1:
            rule = f'the title "{book.title}" is that of another notebook too'
            yield book.problem(rule, 1, hint="take another")


def _missing(inputs: Inputs) -> Iterator[Problem]:
    """Which notebooks are not there, and which a language has that the first one has not."""
    first, *others = inputs.tables.languages
    names = {name for name in inputs.notebooks if "/" not in name}
    if "index.ipynb" not in names:
        yield Problem(inputs.name, rule="has no index.ipynb, which becomes the first page")
    for code in others:
        folder = f"{inputs.name}/{code}"
        own = {name.rpartition("/")[2] for name in inputs.notebooks if name.startswith(f"{code}/")}
        if missing := sorted(names - own):
            rule = f'has no {series(missing)}, as "{first}" has'
            hint = f'translate what is missing, or take "{code}" out of datapackage.json'
            yield Problem(folder, rule=rule, hint=hint)
        for name in sorted(own - names):
            rule, hint = f'"{first}" has no such notebook', "give both the same name"
            yield Problem(f"{folder}/{name}", rule=rule, hint=hint)
