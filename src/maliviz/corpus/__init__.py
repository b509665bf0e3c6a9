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

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from maliviz.corpus.check import read
from maliviz.corpus.rows import KINDS, Record, Translation, rows_of
from maliviz.corpus.schema import FILE, Package
from maliviz.corpus.table import Table
from maliviz.corpus.translations import in_language, said
from maliviz.language import catalogues, speak, speaking
from maliviz.phrases import quoted_series
from maliviz.problem import DataError, Problem, ProblemError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Corpus", "DataError", "load"]


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
        width = max(map(len, KINDS))
        counts = [f"  {name:<{width}}  {len(getattr(self, name)):>6,}" for name in KINDS]
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
    from maliviz.corpus.frames import frames_of

    lines = {name: table.lines for name, table in tables.items()}
    code = language or package.language
    translations = in_language(tables, code)
    with speaking(code, catalogues(folder)):
        frames = frames_of(tables, translations)
    about = f"package/{package.name}"
    title = said(translations, f"{about}/title", package.title)
    description = said(translations, f"{about}/description", package.description)
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
