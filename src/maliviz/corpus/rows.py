"""The rows of every table as objects: typed, frozen, read once, with one way back from a frame.

`Corpus.record` has all of them; `claims_of` leads back from a frame of claims, however it was
filtered or sorted.

>>> from maliviz import load
>>> corpus = load("data")
>>> [claim] = claims_of(corpus.claims.query("id == 'handover-by-march-2024'"))
>>> claim.when.words(), claim.said_by, claim.role
('by March 2024', 'text A', 'promised')
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from maliviz.corpus.claim import Claim, Inference
from maliviz.edtf import Ago, Edtf, parse, parse_ago

if TYPE_CHECKING:
    from maliviz.corpus import Corpus


@dataclass(frozen=True)
class Document:
    """One of the texts; `published` is None if nothing tells when it was written."""

    id: str
    label: str
    file: str
    title: str
    outlet: str
    language: str
    published: Edtf | None
    published_basis: str
    published_inference: str
    sha256: str
    characters: int
    note: str


@dataclass(frozen=True)
class Passage:
    """A place in a text: its characters from `start` up to, and without, `end`."""

    id: str
    document: str
    start: int
    end: int
    sha256: str
    words: str
    use: str
    reason: str
    document_label: str
    document_file: str


@dataclass(frozen=True)
class Actor:
    """Whoever is named or speaks; `printed` has every form in which a text prints the name."""

    id: str
    name: str
    kind: str
    printed: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class Question:
    """What a reader asks; `unit` is what a count counts, `about` the actor it is about."""

    id: str
    order: int
    topic: str
    text: str
    kind: str
    unit: str
    about: str
    about_name: str


@dataclass(frozen=True)
class Event:
    """What happened, was promised or is expected."""

    id: str
    label: str
    kind: str
    lane: str
    order: int


@dataclass(frozen=True)
class Comparison:
    """The reviewed result of comparing the texts on one question."""

    question: str
    verdict: str
    disputed: str
    silent: tuple[str, ...]
    reviewed: str
    topic: str
    question_text: str
    question_order: int


@dataclass(frozen=True)
class Gap:
    """What a reader would ask and no text tells."""

    id: str
    order: int
    topic: str
    text: str


@dataclass(frozen=True)
class Change:
    """What was corrected, added or withdrawn; `date` is exact to the day."""

    id: str
    edition: str
    date: str
    kind: str
    claim: str
    text: str


@dataclass(frozen=True)
class Record:
    """Every row of a corpus as an object, in the order of its frames."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    actors: tuple[Actor, ...]
    questions: tuple[Question, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    inferences: tuple[Inference, ...]
    comparisons: tuple[Comparison, ...]
    gaps: tuple[Gap, ...]
    changes: tuple[Change, ...]


def record_of(corpus: Corpus) -> Record:
    """Read every frame of a corpus; `Corpus.record` does so once."""
    return Record(
        documents=rows_of(Document, corpus.documents),
        passages=rows_of(Passage, corpus.passages),
        actors=rows_of(Actor, corpus.actors),
        questions=rows_of(Question, corpus.questions),
        events=rows_of(Event, corpus.events),
        claims=rows_of(Claim, corpus.claims),
        inferences=rows_of(Inference, corpus.inferences),
        comparisons=rows_of(Comparison, corpus.comparisons),
        gaps=rows_of(Gap, corpus.gaps),
        changes=rows_of(Change, corpus.changes),
    )


def claims_of(frame: pd.DataFrame) -> tuple[Claim, ...]:
    """Return the claims in rows of `Corpus.claims`, in the order of the rows.

    Rows that lack a column are a `ValueError` that names it.
    """
    return rows_of(Claim, frame)


RowT = TypeVar("RowT")


def rows_of(kind: type[RowT], frame: pd.DataFrame) -> tuple[RowT, ...]:
    """Return the rows of a frame as objects of a kind, in its order; other columns are left out.

    A frame that lacks a column is a `ValueError` that names it.
    """
    wanted = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    lacking = [n for n, f in wanted.items() if n not in frame.columns and f.default is MISSING]
    if lacking:
        table = f"{kind.__name__.lower()}s"
        missing = ", ".join(lacking)
        raise ValueError(f"these rows lack the column {missing}; give rows of corpus.{table}")
    columns = {
        name: map(_reader(name, str(field.type)), frame[name])
        for name, field in wanted.items()
        if name in frame.columns
    }
    cells = zip(*columns.values(), strict=True)
    return tuple(kind(**dict(zip(columns, row, strict=True))) for row in cells)


_SEPARATORS = {"via_names": " > ", "printed": " | "}
_NONE = ("", "direct", "not printed")


def _reader(name: str, kind: str) -> Callable[[Any], Any]:
    """What reads the cells of a column, by the type that its attribute has."""
    separator = _SEPARATORS.get(name, " ")
    readers: dict[str, Callable[[Any], Any]] = {
        "Edtf | None": _date,
        "Ago | None": _ago,
        "tuple[str, ...]": lambda cell: () if cell in _NONE else tuple(cell.split(separator)),
        "int": int,
        "bool": bool,
    }
    return readers.get(kind, str)


@lru_cache(maxsize=10_000)
def _date(text: str) -> Edtf | None:
    return parse(text) if text else None


@lru_cache(maxsize=10_000)
def _ago(text: str) -> Ago | None:
    return parse_ago(text) if text else None
