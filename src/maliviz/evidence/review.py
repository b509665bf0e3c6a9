"""The comparison of the texts, held against the one that a person has reviewed.

The result is computed, and a change in the data that changes a verdict is seen, since it then
differs from `comparisons.csv`. What a person confirms is written down there as it is computed; why
that is right is for the person to say, in `reviewed`. A reason is given for a verdict: one that
stood there before is never carried over to another. Who is silent follows from the claims, and
nobody is asked about it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from maliviz.corpus import Corpus, corpus_of
from maliviz.corpus.check import read
from maliviz.corpus.edit import record
from maliviz.corpus.review import REVIEWS
from maliviz.corpus.rows import Comparison
from maliviz.corpus.rules import Draft
from maliviz.corpus.table import Row
from maliviz.evidence.compare import Assessment, comparisons
from maliviz.problem import DataError, Problem, nearest


def reviewed(corpus: Corpus) -> list[Problem]:
    """Where the comparison differs from the one that a person has reviewed.

    What one text alone tells, and nobody in it disputes, is compared with nothing and needs none.
    """
    computed = {row.question: row for row in comparisons(corpus)}
    reviews = {row.question: row for row in corpus.record.comparisons}
    problems = [
        corpus.problem(
            "comparisons",
            question,
            "question",
            f'nobody has reviewed how the texts answer it; computed is "{row.verdict}"',
            f"look at it, and run `maliviz confirm --questions {question}`: {row.why}",
        )
        for question, row in computed.items()
        if question not in reviews and (row.verdict, row.disputed) != ("single text", False)
    ]
    for question, review in reviews.items():
        if question in computed:
            problems += _changed(corpus, review, computed[question])
        else:
            rule, hint = "no claim answers this question", "delete the row, or restore the claim"
            problems.append(corpus.problem("comparisons", question, "question", rule, hint))
    return sorted(problems)


def _changed(corpus: Corpus, review: Comparison, computed: Assessment) -> list[Problem]:
    way = "review it anew, with another reason" if review.reviewed else "review it anew"
    hint = f"correct its claims, or {way}: {computed.why}"
    return [
        corpus.problem("comparisons", review.question, column, f'is "{value}" now', hint)
        for column, value in computed.cells.items()
        if vars(review)[column] != value
    ]


def confirm_questions(folder: Path, questions: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """Write the comparisons on some questions as they are computed.

    Return what each says, and what keeps others back: no claim answers one, or its reason is that
    of another verdict. Raises DataError, and writes nothing, if the tables are not in order.
    """
    draft = read(folder)
    table, lines, left = draft.tables["comparisons"], list[str](), list[Problem]()
    ours = (table.file, draft.tables[REVIEWS].file)
    others = [one for one in draft.unconfirmed.values() if one.file not in ours]
    if problems := [*draft.faults, *draft.slips, *others]:
        raise DataError(problems)
    corpus = corpus_of(folder, draft.package, draft.tables)
    computed = {assessment.question: assessment for assessment in comparisons(corpus)}
    done = list[str]()
    for id in dict.fromkeys(questions):
        row, assessment = draft.keys("comparisons").get(id), computed.get(id)
        if assessment is None:
            left.append(_unanswered(draft, id, computed))
        elif row and ("comparisons", id) not in draft.unconfirmed and _is_stale(row, assessment):
            left.append(_stale(row, assessment))
        else:
            row = row or draft.add("comparisons", {"question": id})
            row.cells.update(assessment.cells)
            lines.append(f"{id}: {assessment.verdict}: {assessment.why}")
            done.append(id)
    table.write(folder)
    record(draft, "comparisons", done)
    return lines, left


def _unanswered(draft: Draft, id: str, computed: Collection[str]) -> Problem:
    a_claim = "it is a claim: leave --questions out to confirm it"
    hint = a_claim if id in draft.keys("claims") else nearest(id, computed)
    rule = "no claim answers a question of this id"
    return Problem(draft.tables["comparisons"].file, 0, "question", id, rule, hint)


def _is_stale(row: Row, assessment: Assessment) -> bool:
    """Whether the reason in a row was given for a verdict that no longer holds."""
    differs = any(row[column] != value for column, value in assessment.cells.items())
    return differs and row["reviewed"] != ""


def _stale(row: Row, assessment: Assessment) -> Problem:
    """What is told of such a row."""
    given = " and ".join(f'{column} "{row[column]}"' for column in assessment.cells)
    now = " and ".join(f'{column} "{value}"' for column, value in assessment.cells.items())
    hint = f"write why it is {now} now, and confirm it again"
    return row.problem("reviewed", f"was written for {given}", hint)
