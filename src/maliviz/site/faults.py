"""What is wrong with a notebook, said so that its author can find the place and mend it.

Faults are gathered rather than raised one by one, since a person who mends a page wants to
see all of them in one go. `PublishError` carries them to the command line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, and where; `cell` and `line` count from 1, and 0 means the whole.

    >>> print(Fault("notebooks/index.ipynb", 3, 2, "no notebook named people.ipynb"))
    notebooks/index.ipynb: cell 3: line 2: no notebook named people.ipynb
    """

    file: str
    cell: int
    line: int
    reason: str

    def __str__(self) -> str:
        cell = [f"cell {self.cell}"] if self.cell else []
        line = [f"line {self.line}"] if self.line else []
        return ": ".join([self.file, *cell, *line, self.reason])


class PublishError(Exception):
    """What stops a run: all its faults, or one thing that is no fault of a notebook."""

    def __init__(self, faults: Iterable[object]) -> None:
        self.faults = tuple(dict.fromkeys(str(fault) for fault in faults))
        super().__init__("\n".join(self.faults))


def stop(reason: str) -> PublishError:
    """Wrap a single reason that belongs to no cell."""
    return PublishError([reason])
