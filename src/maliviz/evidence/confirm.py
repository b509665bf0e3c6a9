"""Confirm how the texts answer a question together, once a person has looked at it.

What is computed now is written down: the verdict, whether it is disputed, who is silent. Why that
is right is for the person to say, in `reviewed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from maliviz.corpus import load
from maliviz.corpus.check import read
from maliviz.corpus.table import Row
from maliviz.evidence.compare import compare
from maliviz.problem import DataError, Problem, nearest

_A_CLAIM = "it is a claim: leave --questions out to confirm it"


def confirm_questions(folder: Path, questions: Sequence[str]) -> list[str]:
    """Write the comparisons on some questions as they are computed; return what each says.

    Raises DataError, and writes nothing, if the tables are not in order, or no claim answers one.
    """
    computed = {row["question"]: row for row in compare(load(folder)).to_dict("records")}
    draft = read(folder)
    table = draft.tables["comparisons"]
    rule = "no claim answers a question of this id"
    if unknown := [name for name in questions if name not in computed]:
        claims = draft.keys("claims")
        raise DataError(
            Problem(table.file, 0, "question", name, rule, hint)
            for name in unknown
            for hint in [_A_CLAIM if name in claims else nearest(name, computed)]
        )
    said = []
    for question in dict.fromkeys(questions):
        found = computed[question]
        row = draft.keys("comparisons").get(question)
        if row is None:
            cells = dict.fromkeys(table.schema.columns, "") | {"question": question}
            row = Row(table.file, 0, cells)
            table.rows.append(row)
        row.cells["verdict"] = str(found["verdict"])
        row.cells["disputed"] = "yes" if found["disputed"] else "no"
        row.cells["silent"] = str(found["silent"])
        said.append(f"{question}: {found['verdict']}: {found['why']}")
    table.write(folder)
    return said
