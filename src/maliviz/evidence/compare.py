"""What the texts say together: where they agree, where they conflict, where one is silent.

Claims that answer one question are compared pair by pair, by the rules of
`maliviz.evidence.agreement`, and the pairs give the question one of five verdicts:

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

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from maliviz.corpus import Corpus
from maliviz.corpus.record import Row
from maliviz.evidence.agreement import Agreement, agreement
from maliviz.evidence.answer import Answer, answers
from maliviz.problem import Problem

__all__ = ["compare", "reviewed"]

Pair = tuple[Answer, Answer, Agreement]


def compare(corpus: Corpus) -> pd.DataFrame:
    """How the texts answer each question together, one row a question, in reading order.

    Columns: `question`, `order` (int), `topic`, `text`, `kind`, `verdict`, `disputed` (bool),
    `silent` (ids of the documents without a claim, joined by spaces), `claims` (ids, joined by
    spaces), `why` (a sentence or two for a reader). A question that no claim answers has no row.
    """
    read, known = answers(corpus), _known(corpus)
    told = _by_question(corpus.claims)
    rows = [
        _compared(known, question, claims, [read[claim["id"]] for claim in claims])
        for question in corpus.questions.to_dict("records")
        if (claims := told.get(question["id"]))
    ]
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class _Known:
    """What is asked for at every question, taken out of its frames once.

    `labels` are those of the documents, `names` those of the actors that have one, by id;
    `inferences` are rows, by the question that they bear on.
    """

    labels: Mapping[str, str]
    names: Mapping[str, str]
    inferences: Mapping[str, Sequence[Row]]


def _known(corpus: Corpus) -> _Known:
    documents, actors = corpus.documents, corpus.actors[corpus.actors["kind"] != "unnamed"]
    return _Known(
        dict(zip(documents["id"], documents["label"], strict=True)),
        dict(zip(actors["id"], actors["name"], strict=True)),
        _by_question(corpus.inferences),
    )


def _by_question(frame: pd.DataFrame) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for row in frame.to_dict("records"):
        rows.setdefault(row["question"], []).append(row)
    return rows


def _compared(
    known: _Known, question: Row, claims: Sequence[Row], read: Sequence[Answer]
) -> dict[str, Any]:
    pairs = [(one, other, agreement(one, other)) for one, other in combinations(read, 2)]
    across = [pair for pair in pairs if pair[0].document != pair[1].document]
    verdict = _verdict([found for _, _, found in across])
    disputed = any(found.verdict == "conflict" for _, _, found in pairs)
    speaking = {claim["document"] for claim in claims}
    return {
        "question": question["id"],
        "order": question["order"],
        "topic": question["topic"],
        "text": question["text"],
        "kind": question["kind"],
        "verdict": verdict,
        "disputed": disputed,
        "silent": " ".join(id for id in known.labels if id not in speaking),
        "claims": " ".join(claim["id"] for claim in claims),
        "why": " ".join(
            [
                _because(known, verdict, disputed, read, across),
                *_one_source(known, verdict, claims),
                *_joined(known, question["id"], claims),
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


def _said(known: _Known, read: Sequence[Answer]) -> list[str]:
    """Who says what; texts that say the same share an entry: ["A and B say yes"]."""
    scoped = len({answer.scope for answer in read}) > 1
    speaking: dict[str, list[str]] = {}
    for id, label in known.labels.items():
        said = _series(_qualified(answer, scoped) for answer in read if answer.document == id)
        if said:
            speaking.setdefault(said, []).append(label)
    return [
        f"{_series(labels)} {'say' if len(labels) > 1 else 'says'} {said}"
        for said, labels in speaking.items()
    ]


def _qualified(answer: Answer, scoped: bool) -> str:
    scope = answer.scope.replace("-", " ") if scoped else ""
    notes = ", ".join(note for note in (scope, "hedged" if answer.hedge else "") if note)
    return f"{answer.words} ({notes})" if notes else answer.words


def _because(
    known: _Known, verdict: str, disputed: bool, read: Sequence[Answer], across: Sequence[Pair]
) -> str:
    """The sentence that says how the verdict came about."""
    said = _said(known, read)
    sentence = "; ".join(said)
    if verdict == "single text":
        return f"Only {sentence}{'; its speakers contradict each other' if disputed else ''}."
    if verdict != "agree" or len(said) > 1:
        sentence += f": {_series(found.why for _, _, found in across if found.verdict == verdict)}"
    if disputed and verdict != "conflict":
        sentence += "; within one text, speakers contradict each other"
    return f"{sentence}."


def _one_source(known: _Known, verdict: str, claims: Sequence[Row]) -> list[str]:
    """A warning where texts that do not contradict each other pass on what one actor says."""
    if verdict not in ("agree", "compatible"):
        return []
    passed_on: dict[str, set[str]] = {}
    for row in claims:
        for actor in (row["speaker"], *row["via"].split()):
            passed_on.setdefault(actor, set()).add(row["document"])
    # Speakers without a name, in two texts, need not be the same: they are not among the names.
    shared = [
        known.names[actor]
        for actor, documents in sorted(passed_on.items())
        if actor in known.names and len(documents) > 1
    ]
    if not shared:
        return []
    return [f"More than one text has it from {_series(shared)}: that is one source, counted once."]


def _joined(known: _Known, question: str, claims: Sequence[Row]) -> list[str]:
    """What an inference on this question makes of claims of several texts."""
    documents = {claim["id"]: claim["document"] for claim in claims}
    return [
        f"Inferred from them ({row['strength']}): {row['statement']}"
        for row in known.inferences.get(question, ())
        if len({documents[id] for id in row["premises"].split() if id in documents}) > 1
    ]


def _series(words: Iterable[str]) -> str:
    """Each once: "a", "a and b", "a, b and c"."""
    *most, last = dict.fromkeys(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def reviewed(corpus: Corpus) -> list[Problem]:
    """Where the comparison differs from the one that a person has reviewed."""
    known = set(corpus.comparisons["question"])
    computed = {row["question"]: row for row in compare(corpus).to_dict("records")}
    problems = [_missing(corpus, row) for id, row in computed.items() if id not in known]
    for row in corpus.comparisons.to_dict("records"):
        if row["question"] in computed:
            problems += _changed(corpus, row, computed[row["question"]])
        else:
            rule, hint = "no claim answers this question", "delete the row, or restore the claim"
            table = ("comparisons", row["question"], "question")
            problems.append(corpus.problem(*table, rule, hint))
    return sorted(problems)


def _missing(corpus: Corpus, now: Row) -> Problem:
    rule = f'nobody has reviewed how the texts answer it; computed is "{now["verdict"]}"'
    return corpus.problem("comparisons", now["question"], "question", rule)


def _changed(corpus: Corpus, known: Row, now: Row) -> list[Problem]:
    hint = f"correct its claims, or review it anew: {now['why']}"
    found = {**now, "disputed": "yes" if now["disputed"] else "no"}
    return [
        corpus.problem("comparisons", known["question"], column, f'is "{found[column]}" now', hint)
        for column in ("verdict", "disputed", "silent")
        if known[column] != found[column]
    ]
