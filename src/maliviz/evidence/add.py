"""Enter a text: its document, its own voice, and a passage for each of its sentences.

What the text itself does not tell stands in the tables as not given, to be written in by whoever
knows it. A passage stands there as used, and `check` says on which of them no claim rests yet, in
one line a text, until each has a claim or is set aside with a reason.
"""

from __future__ import annotations

from pathlib import Path

from maliviz.corpus.cells import check_value
from maliviz.corpus.check import read
from maliviz.corpus.edit import record
from maliviz.corpus.review import REVIEWS
from maliviz.corpus.rules import MOST_WORDS, Draft
from maliviz.evidence.locate import document_of, free_id, passages
from maliviz.evidence.text import Text, read_text, sentences
from maliviz.problem import DataError, Problem, ProblemError

_TABLES = ("passages", "actors", "documents")


def add(data: Path, path: Path, language: str = "") -> tuple[list[str], list[Problem]]:
    """Enter the text of a file; return what was entered, and what is wrong with some sentences.

    Without a language it is that of the other texts. Raises `ProblemError`, and enters nothing, if
    they have none in common, if the text is there already, or if a table cannot be written.
    """
    draft, text = read(data), read_text(path)
    tables = [draft.tables[name] for name in (*_TABLES, REVIEWS)]
    if broken := [table.file for table in tables if not table.writable]:
        raise DataError(problem for problem in draft.problems if problem.file in broken)
    if known := document_of(draft, text):
        rule, hint = f'is entered already, as document "{known}"', "write claims on its passages"
        raise ProblemError([Problem(text.name, rule=rule, hint=hint)])
    id = free_id(draft)
    document = _document(draft, text, id, language)
    rows, problems = passages(draft, text, id, sentences(text.content))
    voice = {"id": f"text-{id}", "name": f"text {id.upper()}", "kind": "text"}
    voice |= {"printed": "not printed", "description": f"Text {id.upper()} in its own voice."}
    for name, cells in zip(_TABLES, (rows, [voice], [document]), strict=True):
        for row in cells:
            draft.tables[name].add(row)
        draft.tables[name].write(data)
    draft = read(data)
    for name, cells in zip(_TABLES, (rows, [voice], [document]), strict=True):
        record(draft, name, [row["id"] for row in cells])
    return [*_told("documents", document), *_told("actors", voice), _places(rows)], problems


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


def _told(table: str, cells: dict[str, str]) -> list[str]:
    named = ", ".join(f'{column} "{cell}"' for column, cell in cells.items() if cell)
    return [f"{table}.csv: {named}"]


def _places(rows: list[dict[str, str]]) -> str:
    ends = " to ".join(dict.fromkeys(row["id"] for row in (*rows[:1], *rows[-1:])))
    several = "s" if len(rows) != 1 else ""
    return f"passages.csv: {len(rows)} sentence{several}{f', {ends}' if ends else ''}"
