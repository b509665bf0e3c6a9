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
from maliviz.evidence.compare import comparisons
from maliviz.problem import DataError, Problem, nearest

_A_CLAIM = "it is a claim: leave --questions out to confirm it"


def confirm_questions(folder: Path, questions: Sequence[str]) -> list[str]:
    """Write the comparisons on some questions as they are computed; return what each says.

    Raises DataError, and writes nothing, if the tables are not in order, or no claim answers one.
    """
    computed = {assessment.question: assessment for assessment in comparisons(load(folder))}
    draft = read(folder)
    table, rows, claims = (
        draft.tables["comparisons"],
        draft.keys("comparisons"),
        draft.keys("claims"),
    )
    rule = "no claim answers a question of this id"
    if unknown := [id for id in questions if id not in computed]:
        hints = {id: _A_CLAIM if id in claims else nearest(id, computed) for id in unknown}
        raise DataError(
            Problem(table.file, 0, "question", id, rule, hint) for id, hint in hints.items()
        )
    messages = []
    for assessment in (computed[id] for id in dict.fromkeys(questions)):
        row = rows.get(assessment.question)
        if row is None:
            cells = dict.fromkeys(table.schema.columns, "") | {"question": assessment.question}
            row = Row(table.file, 0, cells)
            table.rows.append(row)
        row.cells.update(assessment.cells)
        messages.append(f"{assessment.question}: {assessment.verdict}: {assessment.why}")
    table.write(folder)
    return messages
