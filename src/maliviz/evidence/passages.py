"""Pin places in a text by rows of passages.csv: those of some words, or each sentence at once.

To enter a text is to locate every sentence of it. What the text itself does not tell stands in the
tables as not given, to be written in by whoever knows it. A passage stands there as used, and
`check` says on which of them no claim rests yet, in one line a text, until each has a claim or is
set aside with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path
from string import ascii_lowercase

from maliviz.corpus.cells import check_value, normalized
from maliviz.corpus.check import read
from maliviz.corpus.edit import record
from maliviz.corpus.review import REVIEWS
from maliviz.corpus.rules import MOST_WORDS, Draft
from maliviz.corpus.table import canonical
from maliviz.evidence.text import Span, Text, find, read_text, runs, sentences
from maliviz.problem import DataError, Problem, ProblemError

# Five words are enough to know a place by; then more, then fewer.
_SIZES = (5, 6, MOST_WORDS, 4, 3, 2, 1)


@dataclass(frozen=True)
class Located:
    """Rows for passages.csv, in canonical form; what is to be known before they are used, and why
    other words were not found.
    """

    rows: str
    notes: tuple[str, ...]
    failures: tuple[str, ...]


def locate(data: Path, phrases: Iterable[str], path: Path) -> Located:
    """Find phrases in the text of a file, and return the row of a passage for each.

    One that is not there once fails, with the nearest that is, or with all the places. The tables
    may have problems: a passage is needed before all of them are solved. Raises `ProblemError` if
    the text cannot be read, or is not the one that was.
    """
    draft, text = read(data), read_text(path)
    known = _document_of(draft, text)
    notes = [] if known else [f"{text.name}: is not entered yet; run `maliviz add {path}`"]
    document = known or _free_id(draft)
    spans, failures = list[Span](), list[str]()
    for words in phrases:
        try:
            spans.append(find(text, words))
        except ProblemError as error:
            failures.append(str(error))
    rows, unnamed = _rows(draft, text, document, spans)
    notes += [note for span in spans for note in _overlaps(draft, document, span)]
    columns = draft.package.table("passages").columns
    return Located(_lines(rows, columns), tuple(notes), (*failures, *map(str, unnamed)))


def _overlaps(draft: Draft, document: str, span: Span) -> Iterator[str]:
    for row in draft.tables["passages"].rows:
        if row["document"] == document and not row.invalid.intersection(("start", "end")):
            start, end = int(row["start"]), int(row["end"])
            if start < span.end and span.start < end:
                rule = f'this place overlaps passage "{row["id"]}", characters {start} to {end}'
                yield f"{rule}; use that one, or cut it"


def _lines(rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> str:
    """Rows of a table without its header; what is not given is empty."""
    whole = [{name: row.get(name, "") for name in columns} for row in rows]
    return canonical(whole, columns).split("\n", 1)[1]


def add(data: Path, path: Path, language: str = "") -> tuple[list[str], list[Problem]]:
    """Enter the text of a file; return what was entered, and what is wrong with some sentences.

    Without a language it is that of the other texts. Raises `ProblemError`, and enters nothing, if
    they have none in common, if the text is there already, or if a table cannot be written.
    """
    draft, text = read(data), read_text(path)
    tables = [draft.tables[name] for name in ("passages", "actors", "documents", REVIEWS)]
    if broken := [table.file for table in tables if not table.writable]:
        raise DataError(problem for problem in draft.problems if problem.file in broken)
    if known := _document_of(draft, text):
        rule, hint = f'is entered already, as document "{known}"', "write claims on its passages"
        raise ProblemError([Problem(text.name, rule=rule, hint=hint)])
    id = _free_id(draft)
    document = _document(draft, text, id, language)
    rows, problems = _rows(draft, text, id, sentences(text.content))
    voice = {"id": f"text-{id}", "name": f"text {id.upper()}", "kind": "text"}
    voice |= {"printed": "not printed", "description": f"Text {id.upper()} in its own voice."}
    entered = {"passages": rows, "actors": [voice], "documents": [document]}
    for name, cells in entered.items():
        for row in cells:
            draft.tables[name].add(row)
        draft.tables[name].write(data)
    draft = read(data)
    for name, cells in entered.items():
        record(draft, name, [row["id"] for row in cells])
    return [_told("documents", document), _told("actors", voice), _places(rows)], problems


def _document(draft: Draft, text: Text, id: str, language: str) -> dict[str, str]:
    words = next(filter(None, map(str.split, text.content.splitlines())), [])
    return {
        "id": id,
        "label": id.upper(),
        "file": text.name,
        "title": " ".join(words[:MOST_WORDS]) + " …" * (len(words) > MOST_WORDS),
        "outlet": "not given",
        "language": _language(draft, text, language),
        "published_basis": "not given",
        "sha256": text.sha256,
        "characters": str(len(text.content)),
    }


def _language(draft: Draft, text: Text, given: str) -> str:
    """The language that was given, or else that of all texts that are there."""
    others = {row["language"] for row in draft.tables["documents"].rows}
    language = given or (others.pop() if len(others) == 1 else "")
    field = draft.package.table("documents").field("language")
    if check_value(field, language):
        rule = f'"{given}" is not the code of a language' if given else "its language is not told"
        hint = "name it by --language, with a code of BCP 47 such as en or fr"
        raise ProblemError([Problem(text.name, rule=rule, hint=hint)])
    return language


def _told(table: str, cells: Mapping[str, str]) -> str:
    named = ", ".join(f'{column} "{cell}"' for column, cell in cells.items() if cell)
    return f"{table}.csv: {named}"


def _places(rows: list[dict[str, str]]) -> str:
    ends = " to ".join(dict.fromkeys(row["id"] for row in (*rows[:1], *rows[-1:])))
    several = "s" if len(rows) != 1 else ""
    return f"passages.csv: {len(rows)} sentence{several}{f', {ends}' if ends else ''}"


def _rows(
    draft: Draft, text: Text, document: str, spans: Iterable[Span]
) -> tuple[list[dict[str, str]], list[Problem]]:
    """The rows that pin places in a text, and what is wrong with places that have none."""
    rows, problems = list[dict[str, str]](), list[Problem]()
    ids = _ids(draft, document)
    for span in spans:
        if words := _few_words(draft, text, span):
            cells = {"id": next(ids), "document": document, "use": "used", "words": words}
            place = {"start": str(span.start), "end": str(span.end), "sha256": text.hash(span)}
            rows.append(cells | place)
        else:
            rule = f"no {MOST_WORDS} words of this place are in it only once"
            hint = "take another part of the text"
            problems.append(Problem(text.name, text.line(span), "", text[span], rule, hint))
    return rows, problems


def _document_of(draft: Draft, text: Text) -> str:
    """The id of the document that a text is, by its hash; empty if it is none yet.

    A text that changed since it was read is a `ProblemError`.
    """
    rows = draft.tables["documents"].rows
    for row in rows:
        if row["sha256"] == text.sha256:
            return row["id"]
    for row in rows:
        if row["file"] == text.name:
            rule = f'not the text that was read as document "{row["id"]}": its hash differs'
            raise ProblemError([Problem(text.name, rule=rule, hint="run `maliviz verify`")])
    return ""


def _free_id(draft: Draft) -> str:
    """The first letter, or two, that is the id of no document and of no text's voice."""
    free: list[str] = [*ascii_lowercase, *map("".join, product(ascii_lowercase, repeat=2))]
    taken = {*draft.keys("documents"), *draft.keys("actors")}
    return next(one for one in free if taken.isdisjoint((one, f"text-{one}")))


def _ids(draft: Draft, document: str) -> Iterator[str]:
    """Ids that go on from those of the same document: `a-30` after `a-29`."""
    ids = [row["id"] for row in draft.tables["passages"].rows if row["document"] == document]
    numbered = [match for match in (re.fullmatch(r"(.+-)(\d+)", id) for id in ids) if match]
    last = max(numbered, key=lambda match: int(match[2]), default=None)
    stem, number, width = (last[1], int(last[2]), len(last[2])) if last else (f"{document}-", 0, 2)
    yield from (f"{stem}{one:0{width}}" for one in count(number + 1))


def _few_words(draft: Draft, text: Text, span: Span) -> str:
    """The first few words of a place that are in it once and fit into a cell; empty if none do."""
    field, place = draft.package.table("passages").field("words"), text[span]
    for size in _SIZES:
        for run in runs(place, size):
            words = place[slice(*run)]
            fits = normalized(words)[0] == words and not check_value(field, words)
            if fits and place.count(words) == 1:
                return words
    return ""
