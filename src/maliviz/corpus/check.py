"""Find everything that is wrong with the tables in a folder, in one run.

The checks go from the small to the large: a cell, a key, an id that leads somewhere, a row, the
tables together. A cell that broke a rule is marked, and rules that rely on it pass it over, so
that one mistake is told once.
"""

from __future__ import annotations

from pathlib import Path

from maliviz.corpus import claim_rules, inference_rules, rules
from maliviz.corpus.cells import check_cell
from maliviz.corpus.review import still_as_confirmed
from maliviz.corpus.rules import Draft
from maliviz.corpus.schema import FILE, missing, read_package
from maliviz.corpus.spelling import check_spelling
from maliviz.corpus.table import read_table, unlisted
from maliviz.problem import DataError, Problem

_RULES = (*rules.RULES, *claim_rules.RULES, *inference_rules.RULES)


def check(folder: Path | str) -> list[Problem]:
    """Return every problem of the tables in a folder, sorted by file and line.

    >>> check("data")
    []
    """
    try:
        return sorted(set(read(Path(folder)).problems))
    except DataError as error:
        return list(error.problems)


def read(folder: Path) -> Draft:
    """Read and check all tables; raises `DataError` where no schema is there to check by."""
    package = read_package(folder)
    if problems := list(missing(package, f"{folder.resolve().name}/{FILE}")):
        raise DataError(problems)
    readings = {schema.name: read_table(folder, schema) for schema in package.tables}
    draft = Draft(folder, package, {name: table for name, (table, _) in readings.items()})
    draft.problems += unlisted(folder, package.tables)
    for _, problems in readings.values():
        draft.problems += problems
    _check_cells(draft)
    draft.report([*rules.duplicates(draft), *rules.unknown_ids(draft)])
    _check_rows(draft)
    return draft


def _check_cells(draft: Draft) -> None:
    for table in draft.tables.values():
        for row in table.rows:
            for field in table.schema.fields:
                draft.report(check_cell(row, field))


def _check_rows(draft: Draft) -> None:
    for rule in _RULES:
        columns = rule.columns.split()
        for row in draft.tables[rule.table].rows:
            if row.invalid.isdisjoint(columns):
                draft.report([*rule.check(row, draft)])
    draft.report(rules.overlaps(draft))
    draft.report(inference_rules.circles(draft))
    draft.report(check_spelling(draft))
    for claim in draft.tables["claims"].rows:
        if not claim.invalid:
            draft.report(still_as_confirmed(claim, draft))
