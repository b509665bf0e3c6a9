"""What the texts say together: where they agree, where they conflict, where one is silent.

Claims that answer one question are compared pair by pair (`maliviz.agreement` has the rules),
and the pairs give the question one of five verdicts:

    conflict         two texts contradict each other in at least one pair of claims
    agree            every pair of claims that can be compared agrees
    compatible       some can be compared, none contradicts, and not all agree
    not comparable   no pair can be compared
    single text      one text alone speaks of it

Only claims of different texts make the verdict. Whether a question is disputed is another
matter: it is if any two claims contradict each other, also within one text. And two texts that
pass on what one agency wrote agree without being two confirmations; `why` says so.

The result is computed, and held against a file that a person has reviewed, so that a change in
the data that changes a verdict is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from maliviz.agreement import Agreement, agreement
from maliviz.answer import Answer, answers
from maliviz.corpus import Corpus
from maliviz.derivation import DERIVATIONS, derive
from maliviz.problem import Problem

__all__ = ["DERIVATIONS", "agreement", "answers", "compare", "derive", "reviewed"]

Pair = tuple[Answer, Answer, Agreement]

_REVIEWED_FILE = "data/comparisons.csv"
_UNIDENTIFIED = ("text", "unnamed")


def compare(corpus: Corpus) -> pd.DataFrame:
    """How the texts answer each question together, one row a question, in reading order.

    Columns: `question`, `order` (int), `topic`, `text`, `kind`, `verdict`, `disputed` (bool),
    `silent` (ids of the documents without a claim, joined by spaces), `claims` (ids, joined by
    spaces), `why` (a sentence or two for a reader). A question that no claim answers has no row.
    """
    read = answers(corpus)
    rows = [
        _compared(corpus, question, claims, [read[id] for id in claims["id"]])
        for question in corpus.questions.sort_values("order").to_dict("records")
        if len(claims := corpus.claims[corpus.claims["question"] == question["id"]])
    ]
    return pd.DataFrame(rows)


def _compared(
    corpus: Corpus, question: dict[str, Any], claims: pd.DataFrame, read: Sequence[Answer]
) -> dict[str, Any]:
    pairs = [(one, other, agreement(one, other)) for one, other in combinations(read, 2)]
    across = [pair for pair in pairs if pair[0].document != pair[1].document]
    verdict = _verdict([found for _, _, found in across])
    disputed = any(found.verdict == "conflict" for _, _, found in pairs)
    speaking = set(claims["document"])
    silent = [id for id in corpus.documents["id"] if id not in speaking]
    return {
        "question": question["id"],
        "order": question["order"],
        "topic": question["topic"],
        "text": question["text"],
        "kind": question["kind"],
        "verdict": verdict,
        "disputed": disputed,
        "silent": " ".join(silent),
        "claims": " ".join(claims["id"]),
        "why": " ".join(
            [
                _said(corpus, read) + _because(verdict, disputed, across),
                *_one_source(corpus, verdict, claims),
                *_joined(corpus, question["id"], claims),
            ]
        ),
    }


def _verdict(across: Sequence[Agreement]) -> str:
    """The verdict on a question from those on the pairs of claims of different texts."""
    if not across:
        return "single text"
    found = {pair.verdict for pair in across} - {"not comparable"}
    if not found:
        return "not comparable"
    if "conflict" in found:
        return "conflict"
    return "agree" if found == {"agree"} else "compatible"


def _said(corpus: Corpus, read: Sequence[Answer]) -> str:
    """Who says what: "A says at least 20 and dozens; B says dozens"."""
    scoped = len({answer.scope for answer in read}) > 1
    by_document = [
        (label, _series(_qualified(answer, scoped) for answer in read if answer.document == id))
        for id, label in zip(corpus.documents["id"], corpus.documents["label"], strict=True)
    ]
    said = [f"{label} says {answers}" for label, answers in by_document if answers]
    return "; ".join(said) if len(said) > 1 else f"Only {said[0]}"


def _qualified(answer: Answer, scoped: bool) -> str:
    scope = answer.scope.replace("-", " ") if scoped else ""
    notes = ", ".join(note for note in (scope, "hedged" if answer.hedge else "") if note)
    return f"{answer.words} ({notes})" if notes else answer.words


def _because(verdict: str, disputed: bool, across: Sequence[Pair]) -> str:
    reasons = _series(found.why for _, _, found in across if found.verdict == verdict)
    inside = "speakers in one text contradict each other" if disputed else ""
    if verdict == "conflict":
        inside = ""
    return "".join([f": {reasons}" if reasons else "", f"; {inside}" if inside else "", "."])


def _one_source(corpus: Corpus, verdict: str, claims: pd.DataFrame) -> list[str]:
    """A warning where texts that do not contradict each other pass on what one actor says."""
    if verdict not in ("agree", "compatible"):
        return []
    actors = corpus.actors.set_index("id")
    passed_on: dict[str, set[str]] = {}
    for row in claims.to_dict("records"):
        for actor in (row["speaker"], *row["via"].split()):
            passed_on.setdefault(actor, set()).add(row["document"])
    shared = [
        str(actors["name"][actor])
        for actor, documents in passed_on.items()
        if len(documents) > 1 and actors["kind"][actor] not in _UNIDENTIFIED
    ]
    if not shared:
        return []
    return [f"More than one text has it from {_series(shared)}: that is one source, counted once."]


def _joined(corpus: Corpus, question: str, claims: pd.DataFrame) -> list[str]:
    """What an inference on this question makes of claims of several texts."""
    documents = claims.set_index("id")["document"]
    return [
        f"Inferred from them ({row['strength']}): {row['statement']}"
        for row in corpus.inferences.to_dict("records")
        if row["question"] == question
        and len({documents[id] for id in row["premises"].split() if id in documents}) > 1
    ]


def _series(words: Iterable[str]) -> str:
    """Each once: "a", "a and b", "a, b and c"."""
    *most, last = dict.fromkeys(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def reviewed(corpus: Corpus) -> list[Problem]:
    """Where the comparison differs from the one that a person has reviewed."""
    computed = compare(corpus).set_index("question")
    known = corpus.comparisons.set_index("question")
    return [
        *(_missing(id, computed) for id in computed.index if id not in known.index),
        *(_extra(corpus, id) for id in known.index if id not in computed.index),
        *(
            problem
            for id in known.index
            if id in computed.index
            for problem in _changed(corpus, id, known.loc[id], computed.loc[id])
        ),
    ]


def _missing(id: Any, computed: pd.DataFrame) -> Problem:
    rule = "this question has no reviewed comparison"
    hint = f'read its claims; the computed verdict is "{computed.loc[id, "verdict"]}"'
    return Problem(_REVIEWED_FILE, 0, "question", id, rule, hint)


def _extra(corpus: Corpus, id: Any) -> Problem:
    line = corpus.line("comparisons", id)
    rule, hint = "no claim answers this question any more", "delete the row, or restore the claim"
    return Problem(_REVIEWED_FILE, line, "question", id, rule, hint)


def _changed(corpus: Corpus, id: Any, known: Any, computed: Any) -> list[Problem]:
    now = {
        "verdict": computed["verdict"],
        "disputed": "yes" if computed["disputed"] else "no",
        "silent": computed["silent"],
    }
    hint = f'{computed["why"]} Correct the claims of "{id}", or review the row anew'
    return [
        Problem(
            _REVIEWED_FILE,
            corpus.line("comparisons", id),
            column,
            known[column],
            f'it was reviewed so, and is now "{value}"',
            hint,
        )
        for column, value in now.items()
        if known[column] != value
    ]
