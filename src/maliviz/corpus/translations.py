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

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from maliviz.corpus.claim import in_words
from maliviz.corpus.rows import Translation
from maliviz.corpus.rules import Draft, Hints
from maliviz.corpus.table import Row, Table
from maliviz.phrases import quoted_series
from maliviz.problem import Problem, nearest, shown

TRANSLATIONS = "translations"
STALE = "this text was edited after it was translated"
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
    rows = tables[TRANSLATIONS].rows if TRANSLATIONS in tables else ()
    found = (Translation(**row.cells) for row in rows if row["text"])
    return {
        place: one
        for one in found
        for place, _, language in [one.id.rpartition("/")]
        if language == code
    }


def texts(draft: Draft) -> dict[str, str]:
    """Return all that readers see in words and that can be translated, by `TABLE/KEY/COLUMN`."""
    found: dict[str, str] = {}
    for name, columns in _columns(draft).items():
        for row in draft.tables[name].rows if name in draft.tables else ():
            key = draft.tables[name].schema.key
            for column in columns if key not in row.invalid else ():
                if column not in row.invalid and _is_text(draft, row, column):
                    found[f"{name}/{row[key]}/{column}"] = row[column]
    about = {f"{_PACKAGE}/{draft.package.name}/{name}": text for name, text in _about(draft)}
    return found | {f"{_TOPICS}/{topic}/name": topic for topic in _topics(draft)} | about


def original(draft: Draft, id: str) -> str:
    """Return the text as it is now of which a row, in order, is the translation."""
    return texts(draft)[id.rpartition("/")[0]]


def _columns(draft: Draft) -> dict[str, list[str]]:
    """The columns of each table that are translated."""
    columns = {
        table.name: [field.name for field in table.fields if field.translated]
        for table in draft.package.tables
    }
    about = {_TOPICS: ["name"], _PACKAGE: ["title", "description"]}
    return {name: names for name, names in columns.items() if names} | about


def _topics(draft: Draft) -> list[str]:
    rows = draft.tables["questions"].rows
    return list(dict.fromkeys(row["topic"] for row in rows if "topic" not in row.invalid))


def _about(draft: Draft) -> list[tuple[str, str]]:
    """What the package says of itself."""
    about = [("title", draft.package.title), ("description", draft.package.description)]
    return [(name, text) for name, text in about if text]


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
    """A text of the record that has no row for a language."""

    id: str
    original: str

    @property
    def table(self) -> str:
        """The table in which it stands."""
        return self.id.partition("/")[0]

    @property
    def language(self) -> str:
        """The language that it lacks."""
        return self.id.rpartition("/")[2]


def untranslated(draft: Draft) -> list[Untranslated]:
    """Return the texts that have no row for one of the languages, in the order of the tables."""
    codes = draft.package.languages[1:]
    if not codes or TRANSLATIONS not in draft.tables:
        return []
    known = draft.keys(TRANSLATIONS)
    return [
        Untranslated(f"{place}/{code}", text)
        for place, text in texts(draft).items()
        if not _as_printed(draft, place)
        for code in codes
        if f"{place}/{code}" not in known
    ]


def missing(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each table and language in which texts have no translation."""
    groups: dict[tuple[str, str], list[Untranslated]] = {}
    table = draft.tables.get(TRANSLATIONS)
    for one in untranslated(draft) if table and table.complete else ():
        groups.setdefault((one.table, one.language), []).append(one)
    for (name, _), (first, *others) in groups.items():
        rule = "this text has no translation"
        if others:
            rule = f"this text and {len(others):,} more of {name} have no translation"
        hint = "run `maliviz translate`, and write what it adds"
        yield Problem(table.file if table else "", 0, "id", first.id, rule, hint)


def faults(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with translations: they lead nowhere, are stale, or say one as two."""
    table = draft.tables.get(TRANSLATIONS)
    if table is None or not table.rows:
        return
    known, hints = texts(draft), dict[str, Hints]()
    rows = [row for row in table.rows if "id" not in row.invalid]
    for row in rows:
        yield from _fault(draft, row, known, hints)
    yield from _uneven(draft, [row for row in rows if not row.invalid])


def _fault(
    draft: Draft, row: Row, known: Mapping[str, str], hints: dict[str, Hints]
) -> Iterator[Problem]:
    place, _, language = row["id"].rpartition("/")
    table, key, column = place.split("/")
    columns, codes = _columns(draft), draft.package.languages[1:]
    if table == _TOPICS or (table, column) == ("claims", "scope"):
        codes = draft.package.languages
    if language not in codes:
        ways = quoted_series(codes) or "another language"
        rule = f'the report is not translated into "{language}"'
        yield row.problem("id", rule, f"write {ways}, or add it to languages in datapackage.json")
    elif place in known:
        if row["original"] != known[place]:
            was, now = _where_they_differ(row["original"], known[place])
            look = f"look at the translation and run `maliviz confirm {TRANSLATIONS}/{row['id']}`"
            yield row.problem("original", STALE, f'it is "{shown(now)}" now; {look}', value=was)
    elif table not in columns:
        hint = nearest(table, columns) or f"write one of {quoted_series(columns)}"
        yield row.problem("id", f'no table "{table}" has words to translate', hint)
    elif column not in columns[table]:
        hint = nearest(column, columns[table]) or f"write {quoted_series(columns[table])}"
        yield row.problem("id", f'the column "{column}" of {table} is not translated', hint)
    elif table == _TOPICS:
        if draft.tables["questions"].complete:
            yield row.problem("id", "no question is of this topic", nearest(key, _topics(draft)))
    elif table == _PACKAGE:
        hint = f"write {_PACKAGE}/{draft.package.name}/{column}/{language}"
        yield row.problem("id", "the package has another name, or no such words", hint)
    elif draft.tables[table].complete:
        hint_of = hints.setdefault(table, Hints(draft, (table,)))
        target = draft.keys(table).get(key)
        if target is None:
            yield row.problem("id", hint_of.rule, hint_of.hint(key))
        elif not target.invalid:
            yield row.problem("id", "no words stand in this cell", "take this row out")


def _where_they_differ(old: str, new: str) -> tuple[str, str]:
    """Two texts from a little before the place at which they part."""
    apart = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    start = max(0, apart - _CONTEXT)
    return (f"…{old[start:]}", f"…{new[start:]}") if start else (old, new)


def _uneven(draft: Draft, rows: list[Row]) -> Iterator[Problem]:
    """Yield where one text is translated in two ways, or two in one, and they are compared."""
    by_original: dict[tuple[str, ...], Row] = {}
    by_text: dict[tuple[str, ...], Row] = {}
    for row in rows:
        table, key, column, language = row["id"].split("/")
        shared = _COMPARED.get(f"{table}/{column}")
        if shared is None:
            continue
        home = draft.keys(table).get(key) if shared else None
        if shared and home is None:
            continue
        group = home[shared] if home else ""
        place = (table, column, language, group)
        first = by_original.setdefault((*place, row["original"]), row)
        other = by_text.setdefault((*place, row["text"]), row)
        if first["text"] != row["text"]:
            rule = f'"{shown(row["original"])}" is "{shown(first["text"])}" on line {first.line}'
            yield row.problem("text", rule, "what is one in the tables is one in each language")
        elif other["original"] != row["original"]:
            rule = f'on line {other.line} it stands for "{shown(other["original"])}"'
            yield row.problem("text", rule, "what is two in the tables is two in each language")
