"""What the texts say together: where they agree, where they conflict, where one is silent.

Claims that answer one question are compared pair by pair, by the rules of
`maliviz.evidence.agreement`, and the pairs give the question one of five verdicts:

    conflict         two texts contradict each other in at least one pair of claims
    agree            all texts that speak of it agree: no pair of claims differs that can be
                     compared, and every two texts have a pair that agrees
    compatible       some can be compared, none contradicts, and not all agree
    not comparable   no pair can be compared
    single text      one text alone speaks of it

Only claims of different texts make the verdict. Whether a question is disputed is another
matter: it is if any two claims contradict each other, also within one text. And two texts that
pass on what one agency wrote agree without being two confirmations; `why` says so.

The result is computed, and held against a file that a person has reviewed, so that a change in
the data that changes a verdict is seen. What a person confirms is written down as it is computed;
why that is right is for the person to say, in `reviewed`. A reason is given for a verdict: one
that stood there before is never carried over to another. Who is silent follows from the claims,
and nobody is asked about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import combinations
from pathlib import Path
from typing import TypeVar

import pandas as pd

from maliviz.corpus import Corpus, corpus_of
from maliviz.corpus.check import read
from maliviz.corpus.claim import Claim, Inference
from maliviz.corpus.edit import record
from maliviz.corpus.review import REVIEWS, fingerprint
from maliviz.corpus.rows import Comparison, Question
from maliviz.corpus.rules import Draft
from maliviz.corpus.table import Row
from maliviz.corpus.vocabulary import label
from maliviz.evidence.agreement import Agreement, Answer, agreement, answers, scopes_apart
from maliviz.language import gettext as _
from maliviz.language import joined, ngettext, word_list
from maliviz.phrases import capitalized
from maliviz.problem import DataError, Problem, nearest

__all__ = ["Assessment", "compare", "comparisons", "confirm_questions", "reviewed"]

_A_CLAIM = "it is a claim: leave --questions out to confirm it"


@dataclass(frozen=True)
class Assessment:
    """How the texts answer one question together, as computed.

    `silent` has the ids of the documents without a claim, `claims` those of the claims, and `why`
    a sentence or two for a reader.
    """

    question: str
    order: int
    topic: str
    text: str
    kind: str
    verdict: str
    disputed: bool
    silent: tuple[str, ...]
    claims: tuple[str, ...]
    why: str

    @property
    def cells(self) -> dict[str, str]:
        """What `comparisons.csv` has of it."""
        return {"verdict": self.verdict, "disputed": "yes" if self.disputed else "no"}


def compare(corpus: Corpus) -> pd.DataFrame:
    """How the texts answer each question together, one row a question, in reading order.

    Columns: `question`, `order` (int), `topic`, `text`, `kind`, `verdict`, `disputed` (bool),
    `silent` (ids of the documents without a claim, joined by spaces), `claims` (ids, joined by
    spaces), `why` (a sentence or two for a reader). A question that no claim answers has no row.

    >>> from maliviz import load
    >>> sorted(set(compare(load("data"))["verdict"]) - {"agree", "compatible"})
    ['conflict', 'not comparable', 'single text']
    """
    columns = [field.name for field in fields(Assessment)]
    rows = [
        vars(row) | {"silent": " ".join(row.silent), "claims": " ".join(row.claims)}
        for row in comparisons(corpus)
    ]
    return pd.DataFrame(rows, columns=columns)


def comparisons(corpus: Corpus) -> tuple[Assessment, ...]:
    """How the texts answer each question that a claim answers, in reading order."""
    context = _context(corpus)
    groups = _grouped(answers(corpus).values(), lambda answer: answer.claim.question)
    return tuple(
        _assess(context, question, groups[question.id])
        for question in corpus.record.questions
        if question.id in groups
    )


@dataclass(frozen=True)
class _Context:
    """What every question is compared by, looked up once.

    `labels` are those of the documents, `names` those of the actors that have one, by id;
    `untold` are the speakers of whom nothing is printed; `inferences` are those on a question,
    by its id.
    """

    labels: Mapping[str, str]
    names: Mapping[str, str]
    untold: frozenset[str]
    inferences: Mapping[str, Sequence[Inference]]


def _context(corpus: Corpus) -> _Context:
    record = corpus.record
    return _Context(
        {document.id: document.label for document in record.documents},
        {actor.id: actor.name for actor in record.actors if actor.kind != "unnamed"},
        frozenset(a.id for a in record.actors if a.kind == "unnamed" and not a.printed),
        _grouped(record.inferences, lambda inference: inference.question),
    )


RowT = TypeVar("RowT")


def _grouped(rows: Iterable[RowT], question: Callable[[RowT], str]) -> dict[str, list[RowT]]:
    groups: dict[str, list[RowT]] = {}
    for row in rows:
        groups.setdefault(question(row), []).append(row)
    return groups


Pair = tuple[Answer, Answer, Agreement]


def _assess(context: _Context, question: Question, group: Sequence[Answer]) -> Assessment:
    pairs = [(one, other, agreement(one, other)) for one, other in combinations(group, 2)]
    across = [pair for pair in pairs if pair[0].claim.document != pair[1].claim.document]
    claims = [answer.claim for answer in group]
    documents = {claim.document for claim in claims}
    verdict = _verdict(across)
    disputed = any(result.verdict == "conflict" for _, _, result in pairs)
    reasons = [
        _because(context, verdict, disputed, group, across),
        *_one_source(context, verdict, claims),
        *_joined(context, question.id, claims),
    ]
    return Assessment(
        question.id,
        question.order,
        question.topic,
        question.text,
        question.kind,
        verdict,
        disputed,
        silent=tuple(id for id in context.labels if id not in documents),
        claims=tuple(claim.id for claim in claims),
        why=" ".join(reasons),
    )


def _verdict(across: Sequence[Pair]) -> str:
    """The verdict on a question from those on the pairs of claims of different texts."""
    if not across:
        return "single text"
    verdicts: dict[str, set[frozenset[str]]] = {}
    for one, other, result in across:
        texts = frozenset((one.claim.document, other.claim.document))
        verdicts.setdefault(result.verdict, set()).add(texts)
    apart = verdicts.pop("not comparable", set[frozenset[str]]())
    if not verdicts:
        return "not comparable"
    if "conflict" in verdicts:
        return "conflict"
    return "agree" if verdicts.keys() == {"agree"} and apart <= verdicts["agree"] else "compatible"


def _statements(context: _Context, group: Sequence[Answer]) -> list[str]:
    """Who says what: each text in its own voice, then the speakers in it.

    Texts that say the same share an entry: ["text A and text B say yes", "in text B, Ann said no"].
    """
    statements: dict[str, list[str]] = {}
    for document, voices in _voices(context, group).items():
        text = _("text {label}").format(label=context.labels[document])
        if own := voices.pop("", ""):
            statements.setdefault(own, []).append(text)
        if voices:
            words = _("in {text}, {voices}").format(text=text, voices=_quoted(voices))
            statements[words] = []
    return [
        ngettext("{texts} says {answers}", "{texts} say {answers}", len(texts)).format(
            texts=word_list(texts), answers=words
        )
        if texts
        else words
        for words, texts in statements.items()
    ]


def _voices(context: _Context, group: Sequence[Answer]) -> dict[str, dict[str, str]]:
    """What each speaker says in each text, by the name; a text itself has none."""
    scoped = len({answer.claim.scope for answer in group}) > 1
    words: dict[str, dict[str, list[str]]] = {id: {} for id in context.labels}
    for answer in group:
        voices = words[answer.claim.document]
        voices.setdefault(_speaker(context, answer.claim), []).append(_qualified(answer, scoped))
    return {
        id: {who: word_list(answers) for who, answers in voices.items()}
        for id, voices in words.items()
        if voices
    }


def _speaker(context: _Context, claim: Claim) -> str:
    """Whom a text cites, and through whom; empty where it speaks itself."""
    if not claim.via:
        return ""
    if claim.speaker in context.untold:
        return _("a speaker who is not given")
    return claim.voices


def _quoted(voices: Mapping[str, str]) -> str:
    """What the speakers in a text said: "Ann said yes and witnesses said no"."""
    return word_list(
        (_("{who}, said {answers}") if "," in who else _("{who} said {answers}")).format(
            who=who, answers=answers
        )
        for who, answers in voices.items()
    )


def _qualified(answer: Answer, scoped: bool) -> str:
    scope = answer.claim.scope_words if scoped else ""
    notes = joined((scope, _("hedged") if answer.claim.hedge else ""))
    if not notes:
        return answer.words
    return _("{answer} ({notes})").format(answer=answer.words, notes=notes)


def _because(
    context: _Context,
    verdict: str,
    disputed: bool,
    group: Sequence[Answer],
    across: Sequence[Pair],
) -> str:
    """The sentence that says how the verdict came about."""
    if verdict == "single text":
        return _single(context, disputed, group)
    statements = _statements(context, group)
    apart = verdict != "agree" or len(statements) > 1
    within = disputed and verdict != "conflict"
    if apart and within:
        sentence = _("{statements}: {reasons}; within one text, speakers contradict each other.")
    elif apart:
        sentence = _("{statements}: {reasons}.")
    elif within:
        sentence = _("{statements}; within one text, speakers contradict each other.")
    else:
        sentence = _("{statements}.")
    reasons = word_list(_reasons(verdict, across)) if apart else ""
    return capitalized(sentence.format(statements=joined(statements, ";"), reasons=reasons))


def _single(context: _Context, disputed: bool, group: Sequence[Answer]) -> str:
    """The sentence on a question of which one text alone speaks."""
    [(document, voices)] = _voices(context, group).items()
    text, own = _("text {label}").format(label=context.labels[document]), voices.pop("", "")
    if not voices:
        sentence = (
            _("Only {text} says {answers}; its speakers contradict each other.")
            if disputed
            else _("Only {text} says {answers}.")
        )
        return sentence.format(text=text, answers=own)
    sentence = (
        _("Only {text} speaks of it: {answers}; its speakers contradict each other.")
        if disputed
        else _("Only {text} speaks of it: {answers}.")
    )
    said = [_("it says {answers} in its own voice").format(answers=own)] if own else []
    return sentence.format(text=text, answers=word_list([*said, _quoted(voices)]))


def _reasons(verdict: str, across: Sequence[Pair]) -> list[str]:
    """Why pairs of claims have a verdict; all that differ in scope give one reason.

    Where some texts agree and another cannot be compared, the latter is why not all agree.
    """
    verdicts = {result.verdict for *_, result in across}
    verdict = verdict if verdict in verdicts else "not comparable"
    pairs = [(one.claim, other.claim, r.why) for one, other, r in across if r.verdict == verdict]
    apart = [claim for one, other, _ in pairs if one.scope != other.scope for claim in (one, other)]
    others = [why for one, other, why in pairs if one.scope == other.scope]
    return [*([scopes_apart(apart)] if apart else []), *others]


def _one_source(context: _Context, verdict: str, claims: Sequence[Claim]) -> list[str]:
    """A warning where texts that do not contradict each other pass on what one actor says."""
    if verdict not in ("agree", "compatible"):
        return []
    documents: dict[str, set[str]] = {}
    for claim in claims:
        for actor in (claim.speaker, *claim.via):
            documents.setdefault(actor, set()).add(claim.document)
    # Speakers without a name, in two texts, need not be the same: they are not among the names.
    shared = [
        context.names[actor]
        for actor in sorted(documents)
        if actor in context.names and len(documents[actor]) > 1
    ]
    if not shared:
        return []
    sentence = _("More than one text has it from {names}: that is one source, counted once.")
    return [sentence.format(names=word_list(shared))]


def _joined(context: _Context, question: str, claims: Sequence[Claim]) -> list[str]:
    """What an inference on this question makes of claims of several texts."""
    documents = {claim.id: claim.document for claim in claims}
    return [
        _("Inferred from them ({strength}): {statement}").format(
            strength=label("strength", inference.strength), statement=inference.statement
        )
        for inference in context.inferences.get(question, ())
        if len({documents[id] for id in inference.premises if id in documents}) > 1
    ]


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
            hint = _A_CLAIM if id in draft.keys("claims") else nearest(id, computed)
            rule = "no claim answers a question of this id"
            left.append(Problem(table.file, 0, "question", id, rule, hint))
        elif row and _is_stale(draft, row, assessment):
            left.append(_stale(row, assessment))
        else:
            row = row or draft.add("comparisons", {"question": id})
            row.cells.update(assessment.cells)
            lines.append(f"{id}: {assessment.verdict}: {assessment.why}")
            done.append(id)
    table.write(folder)
    record(draft, "comparisons", done)
    return lines, left


def _is_stale(draft: Draft, row: Row, assessment: Assessment) -> bool:
    """Whether a reason still stands as it was confirmed, for a verdict that no longer holds."""
    review = draft.keys(REVIEWS).get(f"comparisons/{row['question']}")
    confirmed = review is not None and review["review"] == fingerprint("comparisons", row.cells)
    differs = any(row[column] != value for column, value in assessment.cells.items())
    return confirmed and differs and row["reviewed"] != ""


def _stale(row: Row, assessment: Assessment) -> Problem:
    """The problem that a reason was given for a verdict that no longer holds."""
    given = " and ".join(f'{column} "{row[column]}"' for column in assessment.cells)
    now = " and ".join(f'{column} "{value}"' for column, value in assessment.cells.items())
    hint = f"write why it is {now} now, and confirm it again"
    return row.problem("reviewed", f"was written for {given}", hint)
