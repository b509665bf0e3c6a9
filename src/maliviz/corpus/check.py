"""Find everything that is wrong with the tables in a folder, in one run.

The checks go from the small to the large: a cell, a key, an id that leads somewhere, a row, the
tables together. A cell that broke a rule is marked, and rules that rely on it pass it over, so
that one mistake is told once.

A name keeps the accents with which actors.csv has it. An accent that was stripped leaves a word
that looks right; but a name that actors.csv knows with an accent only is another one without it.
Where a text does print it so, that form belongs among the printed ones, and is right from then on.
In a translation only the names of persons are looked for, since the rest is of another language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from maliviz.corpus import claim_rules, rules, translations
from maliviz.corpus.cells import check_cell, normalize_cell
from maliviz.corpus.complete import complete
from maliviz.corpus.review import strays, unconfirmed
from maliviz.corpus.rules import Draft
from maliviz.corpus.schema import FILE, Field, missing, read_package
from maliviz.corpus.table import Row, read_table, unlisted
from maliviz.corpus.translations import TRANSLATIONS
from maliviz.phrases import quoted_series, without_accents
from maliviz.problem import DataError, Problem

_WORD = re.compile(r"[^\W\d_]+")
_HINT = "an accent may be lost; put it back, or add this form there if a text prints it"


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
    tables = {schema.name: read_table(folder, schema) for schema in package.tables}
    draft = Draft(folder, package, tables)
    draft.faults += unlisted(folder, package.tables)
    draft.slips += [*_cells(draft, normalize_cell), *complete(draft)]
    draft.report(_cells(draft, check_cell))
    draft.report([*rules.duplicates(draft), *rules.unknown_ids(draft)])
    for rule in (*rules.RULES, *claim_rules.RULES):
        draft.report(rule.faults(draft))
    for check in (rules.overlaps, rules.unclaimed, claim_rules.circles, _misspellings):
        draft.report(check(draft))
    translations.check(draft)
    draft.report(strays(draft))
    draft.unconfirmed |= unconfirmed(draft)
    return draft


def _cells(draft: Draft, check: Callable[[Row, Field], Iterable[Problem]]) -> Iterator[Problem]:
    for table in draft.tables.values():
        for row in table.rows:
            for field in table.schema.fields:
                yield from check(row, field)


def _misspellings(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each cell with a name that has other accents than actors.csv has."""
    actors = draft.tables["actors"].rows
    every = _forms(f"{one['name']} {one['printed']}" for one in actors)
    names = _forms(one["name"] for one in actors if one["kind"] == "person")
    persons = {plain: every[plain] for plain in names}
    for name, table in draft.tables.items():
        texts = [field.name for field in table.schema.texts if not field.pattern]
        columns, forms = (["text"], persons) if name == TRANSLATIONS else (texts, every)
        for row in table.rows:
            for column in columns:
                if column not in row.invalid and (rule := _misspelling(row[column], forms)):
                    yield row.problem(column, rule, _HINT)


def _misspelling(words: str, forms: Mapping[str, list[str]]) -> str:
    """What is wrong with the first word that has other accents than a name; empty if none has."""
    for word in _WORD.findall(words):
        spellings = forms.get(without_accents(word), [word])
        if word not in spellings:
            return f'"{word}" is spelled {quoted_series(spellings)} in actors.csv'
    return ""


def _forms(names: Iterable[str]) -> dict[str, list[str]]:
    """The words of names, as they are written, by what they are without accents."""
    forms: dict[str, list[str]] = {}
    for name in names:
        for word in _WORD.findall(name):
            spellings = forms.setdefault(without_accents(word), [])
            if word[0].isupper() and word not in spellings:
                spellings.append(word)
    return {plain: spellings for plain, spellings in forms.items() if spellings}
