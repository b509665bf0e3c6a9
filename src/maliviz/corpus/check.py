"""Find everything that is wrong with the tables in a folder, in one run.

The checks go from the small to the large: a cell, a key, an id that leads somewhere, a row, the
tables together. What broke a rule is marked, and rules that rely on it pass it over, so that one
mistake is told once.
"""

from __future__ import annotations

from pathlib import Path

from maliviz.corpus import claim_rules, inference_rules, rules
from maliviz.corpus.cells import faults, mended
from maliviz.corpus.draft import Draft, Finding
from maliviz.corpus.links import Links, twins
from maliviz.corpus.needs import lacking
from maliviz.corpus.schema import FILE, Package, read_package
from maliviz.corpus.spelling import names_spelled
from maliviz.corpus.table import FMT, read_table, unlisted
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
    lacks = list(lacking(package, f"{folder.resolve().name}/{FILE}"))
    if lacks:
        raise DataError(lacks)
    read_tables = {schema.name: read_table(folder, schema) for schema in package.tables}
    draft = Draft(package, {name: table for name, (table, _) in read_tables.items()})
    draft.problems.extend(unlisted(folder, package.tables))
    for _, problems in read_tables.values():
        draft.problems.extend(problems)
    _check_cells(draft)
    _check_links(draft, package)
    _check_rows(draft)
    return draft


def _check_cells(draft: Draft) -> None:
    for name, table in draft.tables.items():
        for row in table.rows:
            for field in table.schema.fields:
                value, blemishes = mended(row[field.name])
                for blemish in blemishes:
                    draft.tell(name, Finding(row, field.name, blemish, FMT), mended=True)
                row.cells[field.name] = value
                for rule, hint in faults(field, value):
                    draft.tell(name, Finding(row, field.name, rule, hint))
                    break


def _check_links(draft: Draft, package: Package) -> None:
    links = Links(draft)
    for schema in package.tables:
        for finding in [*twins(draft, schema), *links.dead_ends(schema)]:
            draft.tell(schema.name, finding)


def _check_rows(draft: Draft) -> None:
    for rule in _RULES:
        needs = rule.columns.split()
        for row in draft.tables[rule.table].rows:
            if row.faults.isdisjoint(needs):
                for finding in rule.check(row, draft):
                    draft.tell(rule.table, finding)
    for name, findings in (
        ("passages", rules.spans_apart(draft)),
        ("inferences", inference_rules.circles(draft)),
    ):
        for finding in findings:
            draft.tell(name, finding)
    for name, finding in names_spelled(draft):
        draft.tell(name, finding)
    for claim in draft.tables["claims"].rows:
        if not claim.faults:
            for finding in claim_rules.still_as_confirmed(claim, draft):
                draft.tell("claims", finding)
