"""A table in Markdown, which reads well as plain text too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out rows below a head, with columns of even width.

    >>> print(table(("a", "long"), [("x", "y")]))
    | a   | long |
    |-----|------|
    | x   | y    |
    """
    body = list(rows)
    widths = [max(3, *map(len, column)) for column in zip(head, *body, strict=True)]
    lines = [_line(row, widths) for row in (head, *body)]
    return "\n".join([lines[0], "|".join(["", *("-" * (w + 2) for w in widths), ""]), *lines[1:]])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return f"| {' | '.join(cell.ljust(w) for cell, w in zip(row, widths, strict=True))} |"
