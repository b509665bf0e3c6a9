"""A name keeps the accents with which actors.csv has it, everywhere in the tables.

An accent that was stripped leaves a word that looks right. But a name that actors.csv knows with
an accent only is another one without it. Where a text does print it so, that form belongs among
the printed ones, and is right from then on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from maliviz.corpus.draft import Draft, Finding
from maliviz.corpus.schema import TableSchema
from maliviz.problem import listed

_WORD = re.compile(r"[^\W\d_]+")
_NAMED = ("name", "printed")
_WAY_OUT = "an accent may be lost; put it back, or add this form there if a text prints it"


def names_spelled(draft: Draft) -> Iterator[tuple[str, Finding]]:
    """Yield each table and cell with a name that has other accents than actors.csv has."""
    forms = _forms(draft)
    for table, found in draft.tables.items():
        columns = _free(found.schema)
        for row in found.rows:
            for column in columns:
                for word in [] if column in row.faults else _WORD.findall(row[column]):
                    known = forms.get(plain(word), [word])
                    if word not in known:
                        rule = f'"{word}" stands in actors.csv as {listed(known)} only'
                        yield table, Finding(row, column, rule, _WAY_OUT)
                        break


def _free(schema: TableSchema) -> list[str]:
    """The columns of words: no ids, no patterns, no dates."""
    ids = {schema.key, *(column for column, _ in schema.targets)}
    return [
        field.name
        for field in schema.fields
        if field.name not in ids and not (field.pattern or field.dated or field.type == "integer")
    ]


def _forms(draft: Draft) -> dict[str, list[str]]:
    """The words of names, as they are written, by what they are without accents."""
    forms: dict[str, list[str]] = {}
    for row in draft.tables["actors"].rows:
        for word in _WORD.findall(" ".join(row[column] for column in _NAMED)):
            known = forms.setdefault(plain(word), [])
            if word[0].isupper() and word not in known:
                known.append(word)
    return {bare: known for bare, known in forms.items() if known}


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """A text without its accents.

    >>> plain("Välimäki")
    'Valimaki'
    """
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
