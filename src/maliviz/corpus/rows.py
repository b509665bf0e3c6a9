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

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar, get_args, get_type_hints

from maliviz.corpus.claim import (
    ActorId,
    Claim,
    ClaimId,
    Computed,
    ComputedList,
    ComputedText,
    Inference,
    InferenceId,
    Join,
    Listed,
    QuestionId,
    foreign,
)
from maliviz.edtf import Ago, Edtf, parse, parse_ago
from maliviz.language import joined, pgettext

if TYPE_CHECKING:
    import pandas as pd

DocumentId = Annotated[str, "documents"]


@dataclass(frozen=True)
class Document:
    """One of the texts; `published` is None if nothing tells when it was written.

    Its short `name`, its `author`, its `address` in the web and its `licence` are empty if they
    are not given.
    """

    id: str
    label: str
    file: str
    title: str
    outlet: str
    language: str
    published: Edtf | None
    published_basis: str
    published_inference: InferenceId
    sha256: str
    characters: int
    note: str
    name: str = ""
    author: str = ""
    address: str = ""
    licence: str = ""

    @property
    def called(self) -> str:
        """What it goes by: `text A`, or `text A (Reuters)`."""
        words = (
            pgettext("label", "text {label} ({name})")
            if self.name
            else pgettext("label", "text {label}")
        )
        return words.format(label=self.label, name=self.name)

    @property
    def link(self) -> str:
        """Its address, if it is one of the web."""
        return self.address if self.address.startswith(("https://", "http://")) else ""

    @property
    def credit(self) -> str:
        """Who wrote it, where, and under which licence, as far as that is given."""
        every = (self.author, self.outlet, self.licence)
        return joined(given for given in every if given != "not given")

    @property
    def lang(self) -> str:
        """The language of its words; empty if it is that of the page."""
        return foreign(self.language)


@dataclass(frozen=True)
class Passage:
    """A place in a text: its characters from `start` up to, and without, `end`.

    `place` is the same in words, counted among the passages of the text: `passage 3 of 26`.
    """

    id: str
    document: DocumentId
    start: int
    end: int
    sha256: str
    words: str
    use: str
    reason: str
    document_label: Annotated[str, Join("document", "label")]
    document_file: Annotated[str, Join("document", "file")]
    document_language: Annotated[str, Join("document", "language")]
    place: ComputedText = ""


@dataclass(frozen=True)
class Actor:
    """Whoever is named or speaks; `printed` has every form in which a text prints the name.

    No claim of the texts in `unnamed_in` (their labels) names the actor, and none of those in
    `unquoted_in` has the actor's words.
    """

    id: str
    name: str
    kind: str
    printed: Annotated[tuple[str, ...], Listed(" | ")]
    description: str
    unnamed_in: ComputedList = ()
    unquoted_in: ComputedList = ()


@dataclass(frozen=True)
class Question:
    """What a reader asks; `unit` is what a count counts, `about` the actor it is about."""

    id: str
    order: int
    topic: str
    text: str
    kind: str
    unit: str
    about: ActorId
    about_name: Annotated[str, Join("about", "name")]


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

    question: QuestionId
    verdict: str
    disputed: str
    reviewed: str
    topic: Annotated[str, Join("question", "topic")]
    question_text: Annotated[str, Join("question", "text")]
    question_order: Annotated[int, Join("question", "order")]


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
    date: Annotated[str, Edtf]
    kind: str
    claim: ClaimId
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


@dataclass(frozen=True)
class Review:
    """That a person confirmed a row; `id` is `TABLE/KEY`. It is no part of what is known."""

    id: str
    review: str


@dataclass(frozen=True)
class Translation:
    """A text of the record in another language; `id` is `TABLE/KEY/COLUMN/LANGUAGE`.

    `original` is the text that was translated. It is no part of what is known, either.
    """

    id: str
    original: str
    text: str


KINDS: dict[str, type[Any]] = {
    table: get_args(rows)[0] for table, rows in get_type_hints(Record).items()
}
"""What the rows of each table are; what a join needs comes before what it joins."""


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
    if missing := ", ".join(name for name in required_columns(kind) if name not in frame.columns):
        table = f"{kind.__name__.lower()}s"
        raise ValueError(f"these rows lack the column {missing}; give rows of corpus.{table}")
    columns = {
        name: map(_reader(column), frame[name])
        for name, column in columns_of(kind).items()
        if name in frame.columns
    }
    cells = zip(*columns.values(), strict=True)
    return tuple(kind(**dict(zip(columns, row, strict=True))) for row in cells)


def required_columns(kind: type[Any]) -> list[str]:
    """Return the names of the columns without which there is no row of a kind."""
    return [field.name for field in fields(kind) if field.default is MISSING]


class Column(NamedTuple):
    """What the annotation of an attribute says of its column.

    `tables` are those that its ids lead to. What is joined or computed, the table does not have.
    """

    type: Any
    dated: bool
    tables: tuple[str, ...]
    join: Join | None
    computed: bool
    separator: str


def columns_of(kind: type[Any]) -> Mapping[str, Column]:
    """Return the columns that the rows of a kind have, by name.

    >>> columns_of(Passage)["document"].tables, columns_of(Passage)["document_label"].join
    (('documents',), Join(column='document', source='label'))
    """
    return _columns(kind)  # type: ignore[arg-type]  # a class is hashable


@cache
def _columns(kind: type[Any]) -> Mapping[str, Column]:
    hints = get_type_hints(kind, include_extras=True)
    return {name: _column(hint) for name, hint in hints.items()}


def _column(hint: Any) -> Column:
    notes = getattr(hint, "__metadata__", ())
    kind = hint.__origin__ if notes else hint
    return Column(
        type=kind,
        dated=kind == Edtf | None or Edtf in notes,
        tables=tuple(note for note in notes if isinstance(note, str)),
        join=next((note for note in notes if isinstance(note, Join)), None),
        computed=Computed in notes,
        separator=next((note.separator for note in notes if isinstance(note, Listed)), " "),
    )


_NONE = ("", "direct", "not printed")


def _reader(column: Column) -> Callable[[Any], Any]:
    """What reads the cells of a column, by the type that its attribute has."""
    readers: dict[Any, Callable[[Any], Any]] = {
        Edtf | None: _date,
        Ago | None: _ago,
        tuple[str, ...]: lambda cell: () if cell in _NONE else tuple(cell.split(column.separator)),
    }
    return readers.get(column.type, column.type)  # type: ignore[no-any-return]


@lru_cache(maxsize=10_000)
def _date(text: str) -> Edtf | None:
    return parse(text) if text else None


@lru_cache(maxsize=10_000)
def _ago(text: str) -> Ago | None:
    return parse_ago(text) if text else None
