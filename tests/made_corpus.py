"""A corpus of a few made-up rows, joined as a loaded one is, and not checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from maliviz.corpus import Corpus, corpus_of
from maliviz.corpus.schema import TableSchema, read_package
from maliviz.corpus.table import Row, Table

DATA = Path(__file__).parents[1] / "data"
PACKAGE = replace(read_package(DATA), languages=("en",))

Cells = dict[str, str]


def corpus(**rows: list[Cells]) -> Corpus:
    """A corpus of these rows; what they leave out is empty, and their lines are sorted by key."""
    tables = {schema.name: _table(schema, rows.get(schema.name, [])) for schema in PACKAGE.tables}
    return corpus_of(Path("data"), PACKAGE, tables)


def _table(schema: TableSchema, rows: list[Cells]) -> Table:
    keys = sorted(row[schema.key] for row in rows)
    cells = [{column: row.get(column, "") for column in schema.columns} for row in rows]
    return Table(
        schema,
        schema.path,
        [Row(schema.path, keys.index(row[schema.key]) + 2, row) for row in cells],
    )


def documents(labels: str) -> list[Cells]:
    """One document for each letter, with a passage of the same name."""
    return [{"id": label.lower(), "label": label, "file": f"{label}.txt"} for label in labels]


def said(document: str, value: str, **more: str) -> Cells:
    """A claim of a document about the question "q"."""
    return {
        "id": f"{document}-{value}-{'-'.join(more.values())}".replace(" ", "-"),
        "question": "q",
        "passage": document,
        "value": value,
        "when_basis": "none",
        "speaker": f"text-{document}",
        "via": "direct",
    } | more


def told(claims: Iterable[Cells], labels: str = "AB", **tables: list[Cells]) -> Corpus:
    """A corpus of texts, one for each letter, that make these claims."""
    texts = documents(labels)
    return corpus(
        documents=texts,
        passages=[{"id": text["id"], "document": text["id"]} for text in texts],
        claims=[*claims],
        **({"actors": ACTORS} | tables),
    )


def discussion(
    kind: str, *claims: Cells, labels: str = "AB", unit: str = "", **tables: list[Cells]
) -> Corpus:
    """A corpus of one question, "q", and the claims that answer it."""
    question = {"id": "q", "order": "1", "topic": "t", "kind": kind, "unit": unit}
    return told(claims, labels, questions=[question], **tables)


ACTORS: list[Cells] = [
    {"id": "agency", "name": "the Agency", "kind": "outlet"},
    {"id": "ann", "name": "Ann", "kind": "person"},
    {"id": "army", "name": "the army", "kind": "body"},
    {"id": "ben", "name": "Ben", "kind": "person"},
    {"id": "cleo", "name": "Cleo", "kind": "person"},
    {"id": "not-given", "name": "not given", "kind": "unnamed"},
    {"id": "text-a", "name": "text A", "kind": "text"},
    {"id": "text-b", "name": "text B", "kind": "text"},
    {"id": "text-c", "name": "text C", "kind": "text"},
]
