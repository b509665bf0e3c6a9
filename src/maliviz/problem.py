"""What is wrong, told so that whoever edits a table or a notebook can put it right.

A `Problem` says where (file, line and column, or cell and line), what stands there, which rule
that breaks, and the hint. Checks never stop at the first one: they collect, and a single
`ProblemError` carries all.

>>> print(Problem("data/claims.csv", 17, "speaker", "afb", "no such actor", 'did you mean "afp"?'))
data/claims.csv:17: speaker = "afb": no such actor; did you mean "afp"?
>>> print(Problem("notebooks/a.ipynb", 2, 7, "30", "no claim says it", "take it out", cell=3))
notebooks/a.ipynb: cell 3: line 2: column 7: "30": no claim says it; take it out
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches

_LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Problem:
    """One broken rule at one place; line and cell count from 1, and 0 stands for the whole.

    `column` is the name of a column of a table, or the place of a character in a line, from 1,
    and 0 where that is not sure. Problems sort by file, cell, line and column.
    """

    file: str
    cell: int = field(default=0, kw_only=True)
    line: int = 0
    column: str | int = ""
    value: str = ""
    rule: str = ""
    hint: str = ""

    def __str__(self) -> str:
        rule = "; ".join(filter(None, (self.rule, self.hint)))
        return ": ".join(filter(None, (self._place, self._what, rule)))

    def __lt__(self, other: Problem) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[object, ...]:
        column = self.column if isinstance(self.column, int) else 0
        place = self.file, self.cell, self.line, column, str(self.column)
        return (*place, self.value, self.rule, self.hint)

    @property
    def _place(self) -> str:
        if self.file.endswith(".ipynb"):
            cell = f"cell {self.cell}" if self.cell else ""
            line = f"line {self.line}" if self.line else ""
            return ": ".join(filter(None, (self.file, cell, line)))
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def _what(self) -> str:
        value = f'"{shown(self.value)}"' if self.value else ""
        if isinstance(self.column, int):
            column = f"column {self.column}" if self.column else ""
            return ": ".join(filter(None, (column, value)))
        return " = ".join(filter(None, (self.column, value)))


def as_json(problems: Iterable[Problem]) -> str:
    """Return problems as a JSON array, an object each; what does not apply is null.

    >>> print(as_json([Problem("data/gaps.csv", 2, "text", "", "must not be empty")]))
    [
      {"file": "data/gaps.csv", "cell": null, "line": 2, "column": "text", "value": null, \
"rule": "must not be empty", "hint": null}
    ]
    """
    rows = ({key: value or None for key, value in asdict(one).items()} for one in problems)
    lines = ",".join(f"\n  {json.dumps(row, ensure_ascii=False)}" for row in rows)
    return f"[{lines}\n]" if lines else "[]"


def as_annotations(problems: Iterable[Problem]) -> str:
    """Return problems as annotations of GitHub, a line each.

    A line of a cell is no line of the file of a notebook, and so stands in the message.

    >>> print(as_annotations([Problem("data/gaps.csv", 2, "order", "1,5", "not a whole number")]))
    ::error file=data/gaps.csv,line=2::order = "1,5": not a whole number
    >>> print(as_annotations([Problem("notebooks/a.ipynb", 2, rule="is empty", cell=3)]))
    ::error file=notebooks/a.ipynb::cell 3: line 2: is empty
    """
    return "\n".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    in_table = problem.line and not problem.file.endswith(".ipynb")
    place = f"{problem.file}:{problem.line}" if in_table else problem.file
    line = f",line={problem.line}" if in_table else ""
    file, message = (
        text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        for text in (problem.file, str(problem).removeprefix(f"{place}: "))
    )
    return f"::error file={file.replace(':', '%3A').replace(',', '%2C')}{line}::{message}"


class ProblemError(Exception):
    """Something cannot go on; `problems` has everything that is wrong, each once, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class DataError(ProblemError):
    """The data cannot be used.

    >>> print(DataError([Problem("data/gaps.csv", rule="there is no such file")]))
    data/gaps.csv: there is no such file
    1 problem
    """

    def __str__(self) -> str:
        count = len(self.problems)
        return f"{super().__str__()}\n{count} problem{'' if count == 1 else 's'}"


def shown(value: str, longest: int = _LONGEST_SHOWN) -> str:
    """Return a value as one short line, with everything invisible written out.

    >>> shown("two\\u00a0words\\n")
    'two\\\\xa0words\\\\n'
    """
    cut = value if len(value) <= longest else value[:longest] + "…"
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in cut
    )


def nearest(value: str, valid: Collection[str]) -> str:
    """Return a hint with the valid value that is most like this one, or an empty text.

    >>> nearest("afb", ["afp", "witnesses"])
    'did you mean "afp"?'
    """
    found = get_close_matches(value, valid, n=1)
    return f'did you mean "{found[0]}"?' if found else ""


def reason(error: OSError) -> str:
    """Return why a file could not be read, in the same words on every system."""
    known = {
        FileNotFoundError: "there is no such file",
        IsADirectoryError: "is a directory, not a file",
        PermissionError: "there is no permission to read it",
    }
    return known.get(type(error), f"cannot be read: {error.strerror}")
