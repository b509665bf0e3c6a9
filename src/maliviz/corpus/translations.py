"""The words of the record in the other languages of the report.

Facts stand once. What readers see of them in words stands in the tables in the first language of
`datapackage.json`, and for each other one in `translations.csv`, by `TABLE/KEY/COLUMN/LANGUAGE`.
Which columns have such words says the schema (`translated`); of a value that is a count, a yes or
a no, or an actor, there is nothing to translate, and the names of persons and outlets may stay as
they are printed. Topics and scopes are ids that readers see in words: those of a topic are
`topics/TOPIC/name`. Ids have no accents, so they may have words in the first language, too. What
the package says of itself are `package/NAME/title` and `package/NAME/description`.

Beside a translation stands the text that was translated. When that text changes, the two differ
until somebody has looked again. A column by whose words claims are compared or put together has
one translation for one text, and two for two: no language may join or part what the tables do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from maliviz.corpus.claim import in_words
from maliviz.corpus.rows import Translation
from maliviz.corpus.rules import Draft, Hints
from maliviz.corpus.schema import TableSchema
from maliviz.corpus.table import Row, Table
from maliviz.phrases import quoted_series
from maliviz.problem import Problem, nearest, shown

TRANSLATIONS = "translations"
_TOPICS, _PACKAGE = "topics", "package"

# By column, what of a row two texts have to share to be told apart: a question, or nothing.
_COMPARED = {
    "claims/value": "question",
    "claims/scope": "question",
    "questions/unit": "",
    "events/lane": "",
    "actors/name": "",
    "topics/name": "",
}
_CONTEXT = 20


def in_language(tables: Mapping[str, Table], code: str) -> dict[str, Translation]:
    """Return what is translated into a language, by `TABLE/KEY/COLUMN`."""
    found: dict[str, Translation] = {}
    for row in tables[TRANSLATIONS].rows if TRANSLATIONS in tables else ():
        place, _, language = row["id"].rpartition("/")
        if language == code and row["text"]:
            found[place] = Translation(row["id"], row["original"], row["text"])
    return found


def said(translations: Mapping[str, Translation], place: str, text: str) -> str:
    """What a place says in the language: its translation, or else the text that stands there."""
    one = translations.get(place)
    return one.text if one else text


def texts(draft: Draft) -> dict[str, str]:
    """Return all that readers see in words and that can be translated, by `TABLE/KEY/COLUMN`."""
    package = draft.package
    about = {"title": package.title, "description": package.description}
    return {
        **{
            f"{table.name}/{row[table.key]}/{column}": row[column]
            for table in package.tables
            if (columns := _columns(table))
            for row in draft.tables[table.name].rows
            if table.key not in row.invalid
            for column in columns
            if column not in row.invalid and _is_text(draft, row, column)
        },
        **{f"{_TOPICS}/{topic}/name": topic for topic in _topics(draft)},
        **{f"{_PACKAGE}/{package.name}/{name}": text for name, text in about.items() if text},
    }


def _columns(table: TableSchema) -> list[str]:
    return [field.name for field in table.fields if field.translated]


def _topics(draft: Draft) -> list[str]:
    rows = draft.tables["questions"].rows
    return list(dict.fromkeys(row["topic"] for row in rows if "topic" not in row.invalid))


def _is_text(draft: Draft, row: Row, column: str) -> bool:
    if column != "value" or not row[column]:
        return row[column] != ""
    question = draft.keys("questions").get(row["question"])
    return in_words(row[column], question["kind"] if question else "")


def _as_printed(draft: Draft, place: str) -> bool:
    """Whether a text is a name that may stay as it is printed."""
    table, key, column = place.split("/")
    return (table, column) == ("actors", "name") and (
        draft.keys(table)[key]["kind"] in ("person", "outlet")
    )


class Untranslated(NamedTuple):
    """A text of the record, in a table, that has no row, with this id, for a language."""

    id: str
    original: str
    table: str
    language: str


def untranslated(draft: Draft, known: Mapping[str, str]) -> list[Untranslated]:
    """Return which of all `texts` have no row for one of the languages, in their order."""
    translated = draft.keys(TRANSLATIONS)
    return [
        Untranslated(f"{place}/{code}", text, place.partition("/")[0], code)
        for place, text in known.items()
        if not _as_printed(draft, place)
        for code in draft.package.languages[1:]
        if f"{place}/{code}" not in translated
    ]


def check(draft: Draft) -> None:
    """Report translations of nothing, those that are missing, stale, or say one as two."""
    if TRANSLATIONS not in draft.tables:
        return
    table, known = draft.tables[TRANSLATIONS], texts(draft)
    draft.report(_dead_ends(draft, known))
    for row in table.rows:
        now = known.get(row["id"].rpartition("/")[0], row["original"])
        if row["original"] != now and "id" not in row.invalid:
            draft.unconfirmed[TRANSLATIONS, row["id"]] = _stale(row, now)
    draft.report(_uneven(draft))
    if table.complete:
        draft.faults += _missing(table, untranslated(draft, known))


def _dead_ends(draft: Draft, known: Mapping[str, str]) -> Iterator[Problem]:
    """Yield each translation that is in no language of the report, or leads to no text."""
    columns = {table.name: _columns(table) for table in draft.package.tables if _columns(table)}
    columns |= {_TOPICS: ["name"], _PACKAGE: ["title", "description"]}
    hints: dict[str, Hints] = {}
    for row in draft.tables[TRANSLATIONS].rows:
        if "id" in row.invalid:
            continue
        place, _, language = row["id"].rpartition("/")
        table, _, column = place.split("/")
        has_accents = table != _TOPICS and (table, column) != ("claims", "scope")
        codes = draft.package.languages[has_accents:]
        if language not in codes:
            rule = f'the report is not translated into "{language}"'
            ways = quoted_series(codes) or "another language"
            hint = f"write {ways}, or add it to languages in datapackage.json"
            yield row.problem("id", rule, hint)
        elif table not in columns:
            hint = nearest(table, columns) or f"write one of {quoted_series(columns)}"
            yield row.problem("id", f'no table "{table}" has words to translate', hint)
        elif column not in columns[table]:
            hint = nearest(column, columns[table]) or f"write {quoted_series(columns[table])}"
            yield row.problem("id", f'the column "{column}" of {table} is not translated', hint)
        elif place not in known:
            yield from _without_text(draft, row, hints)


def _without_text(draft: Draft, row: Row, hints: dict[str, Hints]) -> Iterator[Problem]:
    """Yield why a translation of a column that has texts is that of none."""
    table, key, column, language = row["id"].split("/")
    if table == _TOPICS:
        if draft.tables["questions"].complete:
            yield row.problem("id", "no question is of this topic", nearest(key, _topics(draft)))
    elif table == _PACKAGE:
        hint = f"write {_PACKAGE}/{draft.package.name}/{column}/{language}"
        yield row.problem("id", "the package has another name, or no such words", hint)
    elif draft.tables[table].complete:
        ids, target = hints.setdefault(table, Hints(draft, (table,))), draft.keys(table).get(key)
        if target is None:
            yield row.problem("id", ids.rule, ids.hint(key))
        elif not target.invalid:
            yield row.problem("id", "no words stand in this cell", "take this row out")


def _stale(row: Row, now: str) -> Problem:
    """What is told of a translation whose original was edited: from a little before the place."""
    was = row["original"]
    apart = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), 0)
    start = max(0, apart - _CONTEXT)
    was, now = (f"…{was[start:]}", f"…{now[start:]}") if start else (was, now)
    look = f"look at the translation and run `maliviz confirm {TRANSLATIONS}/{row['id']}`"
    rule, hint = "this text was edited after it was translated", f'it is "{shown(now)}" now; {look}'
    return row.problem("original", rule, hint, value=was)


def _uneven(draft: Draft) -> Iterator[Problem]:
    """Yield where one text is translated in two ways, or two in one, and they are compared."""
    by_original: dict[tuple[str, ...], Row] = {}
    by_text: dict[tuple[str, ...], Row] = {}
    for row in draft.tables[TRANSLATIONS].rows:
        if row.invalid or (TRANSLATIONS, row["id"]) in draft.unconfirmed:
            continue
        table, key, column, language = row["id"].split("/")
        group = _group(draft, table, key, column)
        if group is None:
            continue
        place = (table, column, language, group)
        first = by_original.setdefault((*place, row["original"]), row)
        other = by_text.setdefault((*place, row["text"]), row)
        if first["text"] != row["text"]:
            rule = f'"{shown(row["original"])}" is "{shown(first["text"])}" on line {first.line}'
            yield row.problem("text", rule, "what is one in the tables is one in each language")
        elif other["original"] != row["original"]:
            rule = f'on line {other.line} it stands for "{shown(other["original"])}"'
            yield row.problem("text", rule, "what is two in the tables is two in each language")


def _group(draft: Draft, table: str, key: str, column: str) -> str | None:
    """Within what the words of a cell are compared; None if nothing compares them."""
    shared = _COMPARED.get(f"{table}/{column}")
    if not shared:
        return shared
    row = draft.keys(table).get(key)
    return row[shared] if row else None


def _missing(table: Table, lacking: Iterable[Untranslated]) -> Iterator[Problem]:
    """Yield a problem for each table and language in which texts have no translation."""
    groups: dict[tuple[str, str], list[Untranslated]] = {}
    for one in lacking:
        groups.setdefault((one.table, one.language), []).append(one)
    for (name, _), (first, *others) in groups.items():
        rule = "this text has no translation"
        if others:
            rule = f"this text and {len(others):,} more of {name} have no translation"
        hint = "run `maliviz translate`, and write what it adds"
        yield Problem(table.file, 0, "id", first.id, rule, hint)
