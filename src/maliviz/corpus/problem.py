"""What is wrong with the data, told so that whoever edits a table can put it right.

A `Problem` says where (file, line, column), what stands there, which rule that breaks, and the
way out. Checks never stop at the first one: they collect, and a single `DataError` carries all.

>>> print(Problem("data/claims.csv", 17, "speaker", "afb", "no such actor", 'did you mean "afp"?'))
data/claims.csv:17: speaker = "afb": no such actor; did you mean "afp"?
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

_LONGEST_SHOWN = 60


@dataclass(frozen=True, order=True)
class Problem:
    """One broken rule at one place; line 0 stands for the file as a whole.

    Problems sort by file, line and column.
    """

    file: str
    line: int
    column: str
    value: str
    rule: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        value = f'"{shown(self.value)}"' if self.value else ""
        what = " = ".join(filter(None, (self.column, value)))
        said = "; ".join(filter(None, (self.rule, self.hint)))
        return ": ".join(filter(None, (place, what, said)))


class DataError(Exception):
    """The data cannot be used; `problems` has everything that is wrong with it, in order.

    >>> print(DataError([Problem("data/gaps.csv", 0, "", "", "there is no such file")]))
    data/gaps.csv: there is no such file
    1 problem
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        counted = f"{count} problem{'' if count == 1 else 's'}"
        return "\n".join([*map(str, self.problems), counted])


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


def listed(values: Collection[str]) -> str:
    """Return values as they stand in a sentence: `"a", "b" or "c"`.

    >>> listed(["yes", "no"])
    '"yes" or "no"'
    """
    *most, last = [f'"{value}"' for value in values]
    return f"{', '.join(most)} or {last}" if most else last


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
        IsADirectoryError: "is a folder, and not a file",
        PermissionError: "there is no permission to read it",
    }
    return known.get(type(error), f"cannot be read: {error.strerror}")
