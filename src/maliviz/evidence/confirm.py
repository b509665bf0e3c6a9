"""Confirm what a person has looked at: claims against their passages, and comparisons.

A claim is confirmed by its fingerprint. A question is confirmed by writing down how the texts
answer it now, as computed; why that is right is for the person to say, in `reviewed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from maliviz.corpus import load
from maliviz.corpus.check import read
from maliviz.corpus.edit import confirm as confirm_claims
from maliviz.corpus.edit import write
from maliviz.corpus.table import Row
from maliviz.evidence import compare


def confirm(folder: Path, names: Sequence[str]) -> list[str]:
    """Confirm claims and questions by their ids; return what each says.

    Raises DataError if one is unknown, or something else is wrong with it: an id that names a
    claim is that claim. Questions are compared once the claims are confirmed, and only where
    all tables are in order.
    """
    draft = read(folder)
    asked = [name for name in names if name not in draft.keys("claims")]
    questions = [name for name in asked if name in draft.keys("questions")]
    claims = [name for name in names if name not in questions]
    said = confirm_claims(folder, claims) if claims else []
    return said + (_confirm_questions(folder, questions) if questions else [])


def _confirm_questions(folder: Path, questions: Sequence[str]) -> list[str]:
    computed = {row["question"]: row for row in compare(load(folder)).to_dict("records")}
    draft = read(folder)
    table = draft.tables["comparisons"]
    said = []
    for question in dict.fromkeys(questions):
        found = computed[question]
        row = draft.keys("comparisons").get(question)
        if row is None:
            row = Row(0, dict.fromkeys(table.schema.columns, "") | {"question": question})
            table.rows.append(row)
        row.cells["verdict"] = str(found["verdict"])
        row.cells["disputed"] = "yes" if found["disputed"] else "no"
        row.cells["silent"] = str(found["silent"])
        said.append(f"{question}: {found['verdict']}: {found['why']}")
    write(folder, draft, "comparisons")
    return said
