"""Who says what: yes, no, a hedged answer, or no answer at all.

A table has the questions one below the other and a column for each text, so that silence has a
place of its own. Every answer carries a sign and the same in words; a denial is one answer among
others, and refutes nothing.

======================= ==================================================================
what is said            what is shown
======================= ==================================================================
yes                     the word "yes" beside a filled square with a tick
no                      the word "no" beside a hollow square with a cross
yes, hedged             "hedged yes" beside a pale square with a broken edge and a tick
no, hedged              "hedged no" beside a pale square with a broken edge and a cross
yes, and another no     the word "disputed" beside the question
nothing, by a text      the word "silent"
something, left out     the words "not shown"
======================= ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from maliviz.charts.figure import Figure, Row
from maliviz.charts.html import render
from maliviz.corpus.claim import Claim, source_line
from maliviz.corpus.rows import claims_of
from maliviz.phrases import capitalized


@dataclass(frozen=True)
class _Question:
    """A question, with the answers of each text; none if it is ``silent``, or was left out."""

    text: str
    answers: dict[str, list[Claim]]
    silent: frozenset[str]

    @property
    def claims(self) -> list[Claim]:
        """All answers, text by text."""
        return [claim for claims in self.answers.values() for claim in claims]

    @property
    def disputed(self) -> bool:
        """Whether one speaker says yes and another no."""
        return any(claim.disputed_by for claim in self.claims)

    def speaker(self, claim: Claim) -> str:
        """Return who answers, and through whom the text has the words."""
        if not claim.via:
            return "in its own voice"
        return claim.said_by.removesuffix(f", in {claim.via_names[0]}")

    def manner(self, claim: Claim) -> str:
        """Return how an answer is said; its words follow."""
        scopes = {c.scope for c in self.claims}
        scope = f"scope: {claim.scope_words or 'as asked'}; " if len(scopes) > 1 else ""
        hedge = f", hedged “{claim.hedge}”" if claim.hedge not in claim.printed else ""
        how = "a denial" if claim.modality == "denied" else claim.modality
        return f"{scope}{how}{hedge}: "


def stances(claims: pd.DataFrame, *, title: str, name: str = "stances") -> Figure:
    """Return the table of who answers yes-no questions how, and which text is silent.

    Parameters
    ----------
    claims
        Rows of `Corpus.claims` on questions of the kind ``yes-no``. A text is silent on a question
        if no claim of the corpus is its answer; one whose answers were filtered out is not shown.
    title, name
        The finding, as a sentence, and the address of the figure on its page.

    Raises
    ------
    ValueError
        There is no claim, or one whose ``value`` is not ``yes`` or ``no``.

    Examples
    --------
    >>> import maliviz as mv
    >>> answers = mv.load("data").claims.query("kind == 'yes-no'")
    >>> set(mv.stances(answers, title="Who says what").table["Answer"]) >= {"yes", "no", "silent"}
    True
    """
    rows = sorted(claims_of(claims), key=lambda claim: claim.question_order)
    _check(rows)
    labels = {label for claim in rows for label in (claim.document_label, *claim.silent_texts)}
    texts = [f"text {label}" for label in sorted(labels)]
    questions = _questions(rows, texts)
    return Figure(
        name=name,
        title=title,
        subtitle="The answers to each question, by text and speaker; a report is no proof, and a "
        "denial is not a refutation",
        alt=f"Table of {len(questions)} yes-no questions. {_trend(questions, texts)}",
        source=source_line(rows),
        columns=("Question", "Answer", "Who says so", "How firmly", "As printed"),
        rows=tuple(row for question in questions for row in _rows(question)),
        body=render("stances", texts=texts, questions=questions),
    )


def _check(claims: Sequence[Claim]) -> None:
    if not claims:
        raise ValueError("stances needs claims; the frame has no row, so look at its filter")
    for claim in claims:
        if claim.kind != "yes-no" or claim.value not in ("yes", "no"):
            raise ValueError(
                f'stances shows answers of yes or no; the claim "{claim.id}" answers '
                f'"{claim.question}", of the kind {claim.kind}, with "{claim.value}": '
                "keep the rows whose kind is yes-no"
            )


def _questions(claims: Sequence[Claim], texts: Sequence[str]) -> list[_Question]:
    questions: dict[str, _Question] = {}
    for claim in claims:
        silent = frozenset(f"text {label}" for label in claim.silent_texts)
        empty = _Question(claim.question_text, {text: [] for text in texts}, silent)
        question = questions.setdefault(claim.question, empty)
        question.answers[f"text {claim.document_label}"].append(claim)
    return list(questions.values())


def _trend(questions: Sequence[_Question], texts: Sequence[str]) -> str:
    """Return on how many questions the speakers are divided, and a text is silent."""
    divided = sum(question.disputed for question in questions)
    hedged = sum(bool(claim.hedge) for question in questions for claim in question.claims)
    silent = {text: sum(text in question.silent for question in questions) for text in texts}
    parts = [f"Speakers say both yes and no to {divided} of them."]
    parts += [f"Hedged answers: {hedged}."] if hedged else []
    parts += [f"{capitalized(text)} is silent on {n} of them." for text, n in silent.items() if n]
    return " ".join(parts)


def _rows(question: _Question) -> Iterator[Row]:
    for claim in question.claims:
        answer = f"hedged {claim.value}" if claim.hedge else claim.value
        cells = (question.text, answer, claim.said_by, claim.firmness, f"“{claim.printed}”")
        yield Row(cells, claims=(claim.id,))
    for text, answers in question.answers.items():
        if text in question.silent:
            yield Row((question.text, "silent", text, "does not speak of it", "nothing"))
        elif not answers:
            yield Row((question.text, "not shown", text, "left out here", "left out here"))
