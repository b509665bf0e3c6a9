"""The measures of the code: how large its parts are, and how much of it only a run can check.

Prints one table, with a column for each folder, so that two versions stand side by side:

    python tests/measures.py                   # of src/
    python tests/measures.py ../before/src src

A measure tells where to read, and is no aim: nothing is packed or split for a number.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import mean, median

from benchmarks.table import table

ROOT = Path(__file__).parents[1]
Function = ast.FunctionDef | ast.AsyncFunctionDef

# Where a function forks, as radon counts it.
FORKS = (
    *(ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith),
    *(ast.ExceptHandler, ast.Assert, ast.Lambda, ast.comprehension, ast.match_case),
)


@dataclass(frozen=True)
class Code:
    """The text of some modules.

    >>> text = 'def f(claim, a=0):\\n    "Say."\\n    return claim["when"] if a else Any'
    >>> code = Code((text,))
    >>> sizes(code)["files / lines"], shapes(code)["most parameters"]
    ('1 / 3', '2')
    >>> shapes(code)["complexity, mean / highest / above 10"]
    '2.0 / 2 / 0'
    >>> habits(code, {"when"})["columns read by a string"], habits(code, set())["`Any`"]
    ('1', '1')
    """

    modules: Sequence[str]

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return [node for text in self.modules for node in ast.walk(ast.parse(text))]

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in self.nodes if isinstance(node, Function)]


def sizes(code: Code) -> dict[str, str]:
    """How large modules and functions are."""
    modules = [len(text.splitlines()) for text in code.modules]
    functions = sorted(map(lines, code.functions))
    p90 = functions[len(functions) * 9 // 10]
    short = sum(lines(one) - doc_lines(one) <= 4 for one in code.functions)
    return {
        "files / lines": f"{len(modules)} / {sum(modules):,}",
        "module lines, median / longest": f"{median(modules):.0f} / {max(modules)}",
        "functions": f"{len(functions):,}",
        "function lines, median / p90 / longest": (
            f"{median(functions):.0f} / {p90} / {functions[-1]}"
        ),
        "functions of at most 4 lines, docstring aside": share(short, len(functions)),
    }


def shapes(code: Code) -> dict[str, str]:
    """How functions are made."""
    public = [one for one in code.functions if not one.name.startswith("_")]
    explained = sum(doc_lines(one) > 0 for one in public)
    ways = [complexity(one) for one in code.functions]
    winding = sum(one > 10 for one in ways)
    return {
        "most parameters": str(max(map(parameters, code.functions))),
        "public functions with a docstring": share(explained, len(public)),
        "complexity, mean / highest / above 10": f"{mean(ways):.1f} / {max(ways)} / {winding}",
    }


def habits(code: Code, columns: set[str]) -> dict[str, str]:
    """What is done how often; `columns` are those of the tables."""
    local = {
        node
        for one in code.functions
        for node in ast.walk(one)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    raised = [node.exc for node in code.nodes if isinstance(node, ast.Raise) and node.exc]
    valued = sum(any(isinstance(part, ast.JoinedStr) for part in ast.walk(one)) for one in raised)
    anything = sum(isinstance(node, ast.Name) and node.id == "Any" for node in code.nodes)
    return {
        "imports inside functions": str(len(local)),
        "raises / with a value in an f-string": f"{len(raised)} / {valued}",
        "columns read by a string": str(sum(reads(node, columns) for node in code.nodes)),
        "`Any`": str(anything),
    }


def lines(one: Function) -> int:
    """From `def` to the end."""
    return (one.end_lineno or one.lineno) - one.lineno + 1


def doc_lines(one: Function) -> int:
    """The lines of its docstring."""
    if ast.get_docstring(one) is None:
        return 0
    first = one.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1


def parameters(one: Function) -> int:
    """All parameters, `self` and the starred ones included."""
    named = (*one.args.posonlyargs, *one.args.args, *one.args.kwonlyargs)
    return len(named) + bool(one.args.vararg) + bool(one.args.kwarg)


def complexity(one: Function) -> int:
    """The ways through a function."""
    parts = list(ast.walk(one))
    joined = sum(len(part.values) - 1 for part in parts if isinstance(part, ast.BoolOp))
    return 1 + sum(isinstance(part, FORKS) for part in parts) + joined


def reads(node: ast.AST, columns: set[str]) -> bool:
    """Whether something is read by the name of a column, as in `claim["when"]`."""
    return (
        isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Load)
        and isinstance(node.slice, ast.Constant)
        and isinstance(key := node.slice.value, str)
        # A joined column is named for its table as well: `event_kind`.
        and (key in columns or key.partition("_")[2] in columns)
    )


def share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}"


def schema_columns() -> set[str]:
    """The names of all columns."""
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    return {field["name"] for one in package["resources"] for field in one["schema"]["fields"]}


def main(folders: Sequence[Path]) -> None:
    """Measure each folder, and print one table."""
    columns, found = schema_columns(), []
    for folder in folders:
        code = Code([path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))])
        found.append(sizes(code) | shapes(code) | habits(code, columns))
    rows = [(name, *(one[name] for one in found)) for name in found[0]]
    print(table(("measure", *map(str, folders)), rows))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [ROOT / "src"])
