"""Where a row of the corpus stands in its file, for a problem that is found after loading.

Frames know no lines, and need not: a table that was loaded is in canonical form, so its rows are
sorted by their key and each has one line.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from maliviz.corpus import Corpus
from maliviz.problem import Problem

__all__ = ["Row", "problem_in", "problem_in_table"]

Row = Mapping[Hashable, Any]
"""A row of a frame: its cells by the names of their columns."""


def problem_in(
    corpus: Corpus, table: str, id: str, column: str, rule: str, hint: str = ""
) -> Problem:
    """A problem in one cell of a row; its value is what stands there.

    >>> from maliviz import load
    >>> str(problem_in(load("data"), "documents", "b", "language", "is no language"))
    'data/documents.csv:3: language = "en": is no language'
    """
    schema = corpus.schema.table(table)
    frame: pd.DataFrame = getattr(corpus, table)
    line = sorted(frame[schema.key]).index(id) + 2
    value = str(frame.set_index(schema.key, drop=False).loc[id, column])
    return Problem(f"{corpus.folder.name}/{schema.path}", line, column, value, rule, hint)


def problem_in_table(corpus: Corpus, table: str, column: str, value: str, rule: str) -> Problem:
    """A problem that is about a row which is not there."""
    file = f"{corpus.folder.name}/{corpus.schema.table(table).path}"
    return Problem(file, 0, column, value, rule)
