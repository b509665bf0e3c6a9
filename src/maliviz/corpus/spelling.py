"""A name keeps the accents with which actors.csv has it, everywhere in the tables.

An accent that was stripped leaves a word that looks right. But a name that actors.csv knows with
an accent only is another one without it. Where a text does print it so, that form belongs among
the printed ones, and is right from then on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from maliviz.corpus.rules import Draft
from maliviz.corpus.schema import TableSchema
from maliviz.corpus.table import Row
from maliviz.phrases import quoted_series, without_accents
from maliviz.problem import Problem

_WORD = re.compile(r"[^\W\d_]+")
_HINT = "an accent may be lost; put it back, or add this form there if a text prints it"


def check_spelling(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each cell with a name that has other accents than actors.csv has."""
    forms = _forms(draft.tables["actors"].rows)
    for table in draft.tables.values():
        columns = _prose_columns(table.schema)
        for row in table.rows:
            for column in columns:
                for word in [] if column in row.invalid else _WORD.findall(row[column]):
                    spellings = forms.get(without_accents(word), [word])
                    if word not in spellings:
                        rule = f'"{word}" is spelled {quoted_series(spellings)} in actors.csv'
                        yield row.problem(column, rule, _HINT)
                        break


def _prose_columns(schema: TableSchema) -> list[str]:
    """The columns of words: no ids, no patterns, no dates."""
    ids = {schema.key, *schema.targets}
    return [
        field.name
        for field in schema.fields
        if field.name not in ids and not (field.pattern or field.dated or field.type == "integer")
    ]


def _forms(actors: list[Row]) -> dict[str, list[str]]:
    """The words of names, as they are written, by what they are without accents."""
    forms: dict[str, list[str]] = {}
    for actor in actors:
        for word in _WORD.findall(f"{actor['name']} {actor['printed']}"):
            spellings = forms.setdefault(without_accents(word), [])
            if word[0].isupper() and word not in spellings:
                spellings.append(word)
    return {plain: spellings for plain, spellings in forms.items() if spellings}
