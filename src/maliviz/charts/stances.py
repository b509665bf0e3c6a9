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
from typing import TYPE_CHECKING

from maliviz.charts.figure import Figure, Row
from maliviz.charts.html import render
from maliviz.corpus.claim import Claim, source_line
from maliviz.corpus.rows import claims_of
from maliviz.corpus.vocabulary import label
from maliviz.language import gettext as _
from maliviz.language import ngettext, pgettext, quoted

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class _Question:
    """A question, with the answers of each text; none if it is ``silent``, or was left out.

    A text goes by its label.
    """

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
        return claim.voices if claim.via else _("in its own voice")

    def answer(self, claim: Claim) -> str:
        """Return yes or no, and whether that is hedged."""
        answer = label("value", claim.value)
        return _("hedged {answer}").format(answer=answer) if claim.hedge else answer

    def manner(self, claim: Claim) -> str:
        """Return how an answer is said."""
        scopes = {c.scope for c in self.claims}
        how = claim.manner
        if claim.hedge not in claim.printed:
            form = _("{how}, hedged {hedge}")
            how = form.format(how=how, hedge=quoted(claim.hedge))
        if len(scopes) > 1:
            form = _("scope: {scope}; {how}")
            how = form.format(scope=claim.scope_words or _("as asked"), how=how)
        return how


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
    labels = {text for claim in rows for text in (claim.document_label, *claim.silent_texts)}
    texts = sorted(labels)
    questions = _questions(rows, texts)
    return Figure(
        name=name,
        title=title,
        subtitle=_(
            "The answers to each question, by text and speaker; a report is no proof, and a "
            "denial is not a refutation"
        ),
        alt=" ".join(_trend(questions, texts)),
        source=source_line(rows),
        columns=(_("Question"), _("Answer"), _("Who says so"), _("How firmly"), _("As printed")),
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
        silent = frozenset(claim.silent_texts)
        empty = _Question(claim.question_text, {text: [] for text in texts}, silent)
        question = questions.setdefault(claim.question, empty)
        question.answers[claim.document_label].append(claim)
    return list(questions.values())


def _trend(questions: Sequence[_Question], texts: Sequence[str]) -> Iterator[str]:
    """Yield on how many questions the speakers are divided, and a text is silent."""
    size = ngettext(
        "Table of {count} yes-no question.", "Table of {count} yes-no questions.", len(questions)
    )
    yield size.format(count=len(questions))
    divided = sum(question.disputed for question in questions)
    sides = ngettext(
        "Speakers say both yes and no to {count} of them.",
        "Speakers say both yes and no to {count} of them.",
        divided,
    )
    yield sides.format(count=divided)
    hedged = sum(bool(claim.hedge) for question in questions for claim in question.claims)
    if hedged:
        yield _("Hedged answers: {count}.").format(count=hedged)
    for text in texts:
        if silent := sum(text in question.silent for question in questions):
            sentence = _("Text {label} is silent on {count} of them.")
            yield sentence.format(label=text, count=silent)


def _rows(question: _Question) -> Iterator[Row]:
    for claim in question.claims:
        words = question.answer(claim), claim.said_by, claim.firmness, quoted(claim.printed)
        yield Row((question.text, *words), claims=(claim.id,))
    for text, answers in question.answers.items():
        who, out = pgettext("label", "text {label}").format(label=text), _("left out here")
        if text in question.silent:
            silent = _("silent"), who, _("does not speak of it"), _("nothing")
            yield Row((question.text, *silent))
        elif not answers:
            yield Row((question.text, _("not shown"), who, out, out))
