"""The table in the docstring of a form: what is said, and what is drawn for it."""

from __future__ import annotations

from types import ModuleType


def table(module: ModuleType) -> list[tuple[str, str]]:
    """Return the rows of the first table in a module's docstring."""
    lines = (module.__doc__ or "").splitlines()
    rules = [n for n, line in enumerate(lines) if line.startswith("====")]
    left = lines[rules[0]].index(" ")
    rows = lines[rules[1] + 1 : rules[2]]
    return [(row[:left].strip(), row[left:].strip()) for row in rows]
