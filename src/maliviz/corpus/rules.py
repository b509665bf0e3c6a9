"""Rules that the subject sets and no schema can say: what cells of a row mean to each other.

Each rule is a function that is given a row and yields what is wrong. A `Rule` says for which
table it is and which columns it reads; a row in which one of these is wrong already is passed
over. The rules of `claims` and of `inferences` have modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from maliviz.corpus.draft import Draft, Finding
from maliviz.corpus.table import Row

MOST_WORDS = 7


class Rule(NamedTuple):
    """A check of one row, its table, and the columns that it relies on."""

    table: str
    columns: str
    check: Callable[[Row, Draft], Iterator[Finding]]


def few_words(row: Row, column: str) -> Iterator[Finding]:
    """Yield a finding where a cell has more words than may be taken from a text."""
    count = len(row[column].split())
    if count > MOST_WORDS:
        rule = f"has {count} words, and at most {MOST_WORDS} may be taken from a text"
        yield Finding(row, column, rule, "cut it to the words that matter")


def is_marked(when: str) -> bool:
    """Whether a date has a part that is inferred."""
    return "?" in when or "%" in when


def publication_fits_basis(document: Row, draft: Draft) -> Iterator[Finding]:
    basis, when = document["published_basis"], document["published"]
    if (basis == "not given") == bool(when):
        rule = f'does not fit published_basis = "{basis}"'
        yield Finding(document, "published", rule, "a date is given, or it is not")
    elif when and is_marked(when) != (basis == "inferred"):
        rule = f'does not fit published_basis = "{basis}"'
        yield Finding(document, "published", rule, "`?` marks what is inferred, and only that")
    if bool(document["published_inference"]) != (basis == "inferred"):
        rule = f'does not fit published_basis = "{basis}"'
        hint = "a date that is inferred names its inference, and no other does"
        yield Finding(document, "published_inference", rule, hint)


def span_in_document(passage: Row, draft: Draft) -> Iterator[Finding]:
    start, end = int(passage["start"]), int(passage["end"])
    if start < 0:
        yield Finding(passage, "start", "is before the text begins", "characters count from 0")
    if end <= start:
        rule = f"is not after the start of the passage, {start}"
        yield Finding(passage, "end", rule, "end is the character after the last one")
    document = draft.find("documents", passage["document"], "characters")
    if document and end > int(document["characters"]):
        rule = f"is outside the text, which has {document['characters']} characters"
        yield Finding(passage, "end", rule, "run `maliviz locate` to find the place again")


def passage_words_few(passage: Row, draft: Draft) -> Iterator[Finding]:
    yield from few_words(passage, "words")


def use_fits_claims(passage: Row, draft: Draft) -> Iterator[Finding]:
    claimed = draft.values("claims", "passage")
    if claimed is None:
        return
    if passage["use"] == "used" and passage["id"] not in claimed:
        hint = "write a claim, or set it aside with a reason"
        yield Finding(passage, "use", "no claim rests on this passage", hint)
    if passage["use"] == "set aside" and passage["id"] in claimed:
        yield Finding(passage, "use", "claims rest on this passage", 'write "used"')


def reason_fits_use(passage: Row, draft: Draft) -> Iterator[Finding]:
    if passage["use"] == "set aside" and not passage["reason"]:
        yield Finding(passage, "reason", "a passage that is set aside has a reason", "say why")
    if passage["use"] == "used" and passage["reason"]:
        yield Finding(passage, "reason", "a passage that is used is not set aside", "take it out")


def unit_fits_kind(question: Row, draft: Draft) -> Iterator[Finding]:
    if question["kind"] == "count" and not question["unit"]:
        yield Finding(question, "unit", "a count has a unit", "say what it counts, in the plural")
    if question["kind"] != "count" and question["unit"]:
        yield Finding(question, "unit", "only a count has a unit", "take it out")


def question_answered(question: Row, draft: Draft) -> Iterator[Finding]:
    asked = draft.values("claims", "question")
    if asked is not None and question["id"] not in asked:
        hint = "write a claim, or move the question to gaps.csv"
        yield Finding(question, "id", "no claim answers this question", hint)


def event_claimed(event: Row, draft: Draft) -> Iterator[Finding]:
    told = draft.values("claims", "event")
    if told is not None and event["id"] not in told:
        yield Finding(event, "id", "no claim tells of this event", "write one, or take it out")


def exact_to_the_day(change: Row, draft: Draft) -> Iterator[Finding]:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", change["date"]):
        rule = "is not exact to the day"
        yield Finding(change, "date", rule, "a change has a day, such as 2024-03-31")


def spans_apart(draft: Draft) -> Iterator[Finding]:
    """Yield each passage that starts before the one above it in the same document ends."""
    sound = [
        row
        for row in draft.tables["passages"].rows
        if not row.faults.intersection(("document", "start", "end"))
    ]
    sound.sort(key=lambda row: (row["document"], int(row["start"]), row.line))
    for _, passages in groupby(sound, key=lambda row: row["document"]):
        for above, below in pairwise(passages):
            if int(below["start"]) < int(above["end"]):
                rule = f'overlaps passage "{above["id"]}", which ends at {above["end"]}'
                yield Finding(below, "start", rule, "a character belongs to one passage at most")


RULES = (
    Rule("documents", "published published_basis published_inference", publication_fits_basis),
    Rule("passages", "document start end", span_in_document),
    Rule("passages", "words", passage_words_few),
    Rule("passages", "id use", use_fits_claims),
    Rule("passages", "use reason", reason_fits_use),
    Rule("questions", "kind unit", unit_fits_kind),
    Rule("questions", "id", question_answered),
    Rule("events", "id", event_claimed),
    Rule("changes", "date", exact_to_the_day),
)
