"""The corpus: every table of a folder, checked, typed and already joined.

`load` is the only way in. It gives a `Corpus` if every rule holds, and else one `DataError` with
everything that is wrong, so nothing half-read ever reaches a chart. Text stays text, a date stays
the EDTF that somebody wrote, and an empty cell is the empty text.

What is joined is said by the types of the rows, in `maliviz.corpus.claim` and `rows`: which column
of a table leads where, and what is brought back under which name. A row that leads nowhere gets
empty text and -1. Some columns are computed from all rows, so that a part of a frame still tells
what is true of the whole: who says otherwise than a claim, which texts are silent on its question,
its number, which texts do not name or quote an actor, and the place of a passage in its text.

>>> corpus = load()
>>> denials = corpus.claims.query("modality == 'denied'")
>>> sorted({"id", "document", "words", "speaker_name"} & set(denials.columns))
['document', 'id', 'speaker_name', 'words']
>>> str(corpus.claims["start"].dtype), str(corpus.claims["when"].dtype)
('int64', 'str')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import nan
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.api.extensions import ExtensionArray

from maliviz.corpus.check import read
from maliviz.corpus.claim import Claim, opponents, silences, unsaid
from maliviz.corpus.rows import KINDS, Column, Record, Translation, columns_of, rows_of
from maliviz.corpus.schema import FILE, Package
from maliviz.corpus.table import Table
from maliviz.corpus.translations import in_language
from maliviz.language import catalogues, speak, speaking
from maliviz.language import gettext as _
from maliviz.phrases import quoted_series
from maliviz.problem import DataError, Problem, ProblemError

__all__ = ["Corpus", "DataError", "load"]

# Looked up once: by its name, pandas asks every type that it knows.
_TEXT = pd.StringDtype(na_value=nan)

ORDERS = {
    "documents": ["id"],
    "passages": ["document", "start"],
    "actors": ["id"],
    "questions": ["order"],
    "events": ["order"],
    "claims": ["question_order", "document", "start", "id"],
    "inferences": ["id"],
    "comparisons": ["question_order"],
    "gaps": ["order"],
    "changes": ["date", "id"],
}
"""The columns by which each frame is sorted, which are the frames that there are."""


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """All tables of a folder as DataFrames, each in reading order.

    documents    id, label, file, title, outlet, language, published, published_basis,
                 published_inference, sha256, characters, note; where the schema has them: name,
                 author, address, licence
    passages     id, document, start, end, sha256, words, use, reason; of the document:
                 document_label, document_file, document_language; and place (its number, in words)
    actors       id, name, kind, printed, description; unnamed_in, unquoted_in (the labels of the
                 texts of which no claim names, or quotes, the actor, joined by " | ")
    questions    id, order, topic, text, kind, unit, about; about_name
    events       id, label, kind, lane, order
    claims       id, question, event, subject, statement, printed, value, scope, when, when_basis,
                 when_inference, ago, counted_from, later, speaker, via, modality, hedge, passage,
                 rests_on, note; of the question: topic, kind, unit, question_text,
                 question_order; of the event (empty, and -1, if there is none): event_label,
                 event_kind, lane, event_order; of that counted from: anchor_label;
                 of actors: subject_name, speaker_name, speaker_kind, via_names (from the outside
                 in, joined by " > "); of the passage: document, document_label, document_file,
                 document_language, start, end, words, passage_place; and disputed_by (who says
                 otherwise of it or of what it rests on, joined by " | "), silent_texts (the labels
                 of those that do not speak of its question, likewise), number (its place among
                 all, from 1), review (the fingerprint of the row as it was confirmed), topic_name
                 and scope_name (their words in another language than that of the tables)
    inferences   id, statement, question, event, value, when, derive, premises, assumption, strength
    comparisons  question, verdict, disputed, reviewed; topic, question_text, question_order
    gaps         id, order, topic, text
    changes      id, edition, date, kind, claim, text; the oldest first

    What is not printed is in its `language`; `translations` has what stands in the place of which
    cell, by `TABLE/KEY/COLUMN`. `schema` says what each column means, `lines` on which line of its
    file a row of a table stands, by its key. Claims are sorted by question_order, document, start
    and id, so that what answers one question stands together.
    Numbers are `int64`, and -1 where none is given; all else is `str`, and empty there.

    >>> load()  # doctest: +ELLIPSIS
    Corpus of data: ...
      documents    ...
      passages     ...
      actors       ...
      ...
    """

    folder: Path
    documents: pd.DataFrame
    passages: pd.DataFrame
    actors: pd.DataFrame
    questions: pd.DataFrame
    events: pd.DataFrame
    claims: pd.DataFrame
    inferences: pd.DataFrame
    comparisons: pd.DataFrame
    gaps: pd.DataFrame
    changes: pd.DataFrame
    schema: Package
    lines: Mapping[str, Mapping[str, int]]
    language: str
    translations: Mapping[str, Translation] = field(default_factory=dict)

    @cached_property
    def record(self) -> Record:
        """Every row as an object, read once.

        >>> load("data").record.claims[0].speaker_name
        'text A'
        """
        rows = {name: rows_of(kind, getattr(self, name)) for name, kind in KINDS.items()}
        return Record(**rows)

    @property
    def readings(self) -> Mapping[str, str]:
        """The words that stand for a number, and how each is read: `dozens` as `>=24`.

        A word of the tables is read in each language, and so is its translation in this one.
        """
        known = self.schema.table("claims").field("value").readings
        return {**known} | {
            one.text: known[one.original]
            for place, one in self.translations.items()
            if one.original in known and place.startswith("claims/") and place.endswith("/value")
        }

    def original(self, table: str, key: str, column: str, value: str) -> str:
        """What the table has in a cell that has this value in the language of the corpus."""
        one = self.translations.get(f"{table}/{key}/{column}")
        return one.original if one else value

    def problem(self, table: str, key: str, column: str, rule: str, hint: str = "") -> Problem:
        """A problem in one cell of a row; where there is no such row, the key is its value.

        >>> print(load("data").problem("documents", "b", "language", "not a language"))
        data/documents.csv:3: language = "en": not a language
        """
        schema, frame = self.schema.table(table), getattr(self, table)
        file, line = f"{self.folder.name}/{schema.path}", self.lines[table].get(key, 0)
        cell = frame.set_index(schema.key, drop=False).loc[key, column] if line else key
        value = self.original(table, key, column, str(cell))
        return Problem(file, line, column, value, rule, hint)

    def __repr__(self) -> str:
        width = max(map(len, ORDERS))
        counts = [f"  {name:<{width}}  {len(getattr(self, name)):>6,}" for name in ORDERS]
        return "\n".join([f"Corpus of {self.folder.name}: {self.schema.title}", *counts])


def load(folder: Path | str | None = None, language: str = "") -> Corpus:
    """Return the corpus in a folder, or else in the nearest `data/` here or above.

    It is in one of the languages of the report, the first if none is named, and from now on
    charts speak it. Raises `DataError` with every problem that `check` finds.

    >>> load("data").documents.columns[:3].tolist()
    ['id', 'label', 'name']
    """
    path = _nearest() if folder is None else Path(folder)
    draft = read(path)
    if draft.problems:
        raise DataError(draft.problems)
    code = language or draft.package.language
    if code not in draft.package.languages:
        hint = f"write {quoted_series(draft.package.languages)}, or add it to {FILE}"
        rule, file = "no language of this report", f"{path.resolve().name}/{FILE}"
        raise DataError([Problem(file, 0, "languages", code, rule, hint)])
    speak(code, catalogues(path))
    return corpus_of(path, draft.package, draft.tables, code)


def look(copy: Path, folder: Path) -> tuple[dict[str, Corpus], list[Problem]]:
    """Return the corpus in a copy of a folder, in each language, as far as it can be loaded.

    With it comes every problem. There is none where a cell is wrong that is more than words:
    nobody knows what it stands for.
    """
    draft = read(copy)
    corpora, problems = dict[str, Corpus](), [*draft.problems]
    for code in draft.package.languages if draft.loadable else ():
        try:
            corpora[code] = corpus_of(folder, draft.package, draft.tables, code)
        except ProblemError as error:
            problems += error.problems
    return corpora, problems


def corpus_of(
    folder: Path, package: Package, tables: Mapping[str, Table], language: str = ""
) -> Corpus:
    """Return the corpus of tables in a folder, which must have no problem, in a language."""
    lines = {name: table.lines for name, table in tables.items()}
    code = language or package.language
    translations = in_language(tables, code)
    with speaking(code, catalogues(folder)):
        frames = frames_of(tables, translations)
    about = f"package/{package.name}"
    title = _said(translations, f"{about}/title", package.title)
    description = _said(translations, f"{about}/description", package.description)
    return Corpus(
        folder.resolve(),
        schema=replace(package, title=title, description=description),
        lines=lines,
        language=code,
        translations=translations,
        **frames,
    )


def nearest(place: Path) -> Path | None:
    """Return the folder `data` that holds tables, at a place or else above it; None without one."""
    folders = (folder / "data" for folder in (place, *place.parents))
    return next((folder for folder in folders if (folder / FILE).is_file()), None)


def _nearest() -> Path:
    if folder := nearest(Path.cwd()):
        return folder
    rule = "no such file in this directory, nor in any above it"
    hint = "go to the directory of the project, or name that of the data"
    raise DataError([Problem(f"data/{FILE}", rule=rule, hint=hint)])


def frames_of(
    tables: Mapping[str, Table], translations: Mapping[str, Translation]
) -> dict[str, pd.DataFrame]:
    """Return one frame a table, joined, sorted and typed; the tables must have no problem."""
    frames: dict[str, pd.DataFrame] = {}
    for name, kind in KINDS.items():
        cells = _cells(tables[name], translations)
        if name == "passages":
            cells["place"] = _places(pd.DataFrame(cells))
        columns = columns_of(kind)
        for attribute, column in columns.items():
            if column.join and column.join.column in cells:
                (target,) = columns[column.join.column].tables
                keys = frames[target][tables[target].schema.key]
                values = dict(zip(keys, frames[target][column.join.source], strict=True))
                cells[attribute] = _joined(cells[column.join.column], column, values)
        frames[name] = pd.DataFrame(cells)
    _add_silence(frames, tables)
    _add_names(frames["claims"], translations)
    ordered = {
        name: frame.sort_values(ORDERS[name], kind="stable", ignore_index=True)
        for name, frame in frames.items()
    }
    claims = ordered["claims"]
    claims["number"] = range(1, len(claims) + 1)
    # An earlier version of a corpus may have none.
    confirmed = tables["reviews"].rows if "reviews" in tables else ()
    reviews = {row["id"]: row["review"] for row in confirmed}
    claims["review"] = _texts(reviews.get(f"claims/{id}", "") for id in claims["id"])
    return ordered


def _said(translations: Mapping[str, Translation], place: str, text: str) -> str:
    """What a place says in the language: its translation, or else the text that stands there."""
    one = translations.get(place)
    return one.text if one else text


def _texts(cells: Iterable[str]) -> ExtensionArray:
    """A column of text, which stays that where no row is."""
    return pd.array([*cells], dtype=_TEXT)


def _listed(cells: Iterable[Sequence[str]]) -> ExtensionArray:
    return _texts(map(" | ".join, cells))


def _cells(table: Table, translations: Mapping[str, Translation]) -> dict[str, ExtensionArray]:
    """Return the cells by column, with numbers as numbers; one that is not given is -1.

    Words are in the language of the translations, but for a column of a fixed form: it has ids by
    which frames are queried in every language.
    """
    name, key = table.schema.name, table.schema.key
    columns: dict[str, ExtensionArray] = {}
    for column in table.schema.fields:
        cells = [row[column.name] for row in table.rows]
        if column.type == "integer":
            columns[column.name] = pd.array([int(cell or -1) for cell in cells], dtype="int64")
            continue
        if column.translated and not column.pattern:
            places = (f"{name}/{row[key]}/{column.name}" for row in table.rows)
            cells = [_said(translations, *one) for one in zip(places, cells, strict=True)]
        columns[column.name] = _texts(cells)
    return columns


def _joined(ids: Iterable[str], column: Column, values: Mapping[str, Any]) -> ExtensionArray:
    """What the ids in a column lead to; a chain of speakers is named from the outside in."""
    if column.type == tuple[str, ...]:
        chains = ([values[id] for id in cell.split(" ") if id in values] for cell in ids)
        return _texts(map(column.separator.join, chains))
    if column.type is int:
        return pd.array([values.get(id, -1) for id in ids], dtype="int64")
    return _texts(values.get(id, "") for id in ids)


def _places(passages: pd.DataFrame) -> ExtensionArray:
    """Where each passage stands in its text, counted: `passage 3 of 26`."""
    place = _("passage {number} of {total}")
    starts = passages.groupby("document")["start"]
    counts = zip(starts.rank().astype(int), starts.transform("size"), strict=True)
    return _texts(place.format(number=number, total=total) for number, total in counts)


def _add_silence(frames: dict[str, pd.DataFrame], tables: Mapping[str, Table]) -> None:
    """Add what is told of a claim or an actor by all the others, and by what no text says."""
    claims, actors = rows_of(Claim, frames["claims"]), frames["actors"]
    labels = list(frames["documents"]["label"])
    frames["claims"]["disputed_by"] = _listed(opponents(claims).values())
    frames["claims"]["silent_texts"] = _listed(silences(claims, labels))
    statements = [row["statement"] for row in tables["claims"].rows]
    names = {row["id"]: row["name"] for row in tables["actors"].rows}
    named = unsaid(claims, statements, names, labels)
    actors["unnamed_in"] = _listed(texts for texts, _ in named)
    actors["unquoted_in"] = _listed(texts for _, texts in named)


def _add_names(claims: pd.DataFrame, translations: Mapping[str, Translation]) -> None:
    """Add what topics and scopes, which stay as they are, are called in the language."""
    topics = (f"topics/{topic}/name" for topic in claims["topic"])
    scopes = (f"claims/{id}/scope" for id in claims["id"])
    claims["topic_name"] = _texts(_said(translations, place, "") for place in topics)
    claims["scope_name"] = _texts(_said(translations, place, "") for place in scopes)
