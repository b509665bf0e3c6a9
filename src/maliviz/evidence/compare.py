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
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from maliviz.corpus import Corpus
from maliviz.corpus.claim import Claim, Inference
from maliviz.corpus.rows import Actor, Question
from maliviz.corpus.vocabulary import label
from maliviz.evidence.agreement import Agreement, Answer, agreement, answers, scopes_apart
from maliviz.language import gettext as _
from maliviz.language import joined, ngettext, word_list
from maliviz.phrases import capitalized

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Assessment", "compare", "comparisons"]


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
    from pandas import DataFrame

    columns = [field.name for field in fields(Assessment)]
    rows = [
        vars(row) | {"silent": " ".join(row.silent), "claims": " ".join(row.claims)}
        for row in comparisons(corpus)
    ]
    return DataFrame(rows, columns=columns)


def comparisons(corpus: Corpus) -> tuple[Assessment, ...]:
    """How the texts answer each question that a claim answers, in reading order."""
    record = corpus.record
    documents = [document.id for document in record.documents]
    actors = {actor.id: actor for actor in record.actors}
    inferences = _grouped(record.inferences, lambda inference: inference.question)
    groups = _grouped(answers(corpus).values(), lambda answer: answer.claim.question)
    discussions = (
        _Discussion(question, groups[question.id], inferences.get(question.id, ()), actors)
        for question in record.questions
        if question.id in groups
    )
    return tuple(one.assess(documents) for one in discussions)


RowT = TypeVar("RowT")


def _grouped(rows: Iterable[RowT], question: Callable[[RowT], str]) -> dict[str, list[RowT]]:
    groups: dict[str, list[RowT]] = {}
    for row in rows:
        groups.setdefault(question(row), []).append(row)
    return groups


Pair = tuple[Answer, Answer, Agreement]


@dataclass(frozen=True, eq=False)
class _Discussion:
    """A question, its answers by claims in reading order, and the inferences on it.

    `actors` are all that there are, by id.
    """

    question: Question
    answers: Sequence[Answer]
    inferences: Sequence[Inference]
    actors: Mapping[str, Actor]

    def assess(self, documents: Iterable[str]) -> Assessment:
        """How the texts, all of which are given, answer it together."""
        claims, question = self.claims, self.question
        speaking = {claim.document for claim in claims}
        return Assessment(
            question.id,
            question.order,
            question.topic,
            question.text,
            question.kind,
            self.verdict,
            self.disputed,
            silent=tuple(id for id in documents if id not in speaking),
            claims=tuple(claim.id for claim in claims),
            why=" ".join((self.reason(), *self.one_source(), *self.inferred())),
        )

    @cached_property
    def claims(self) -> list[Claim]:
        return [answer.claim for answer in self.answers]

    @cached_property
    def pairs(self) -> list[Pair]:
        return [(one, other, agreement(one, other)) for one, other in combinations(self.answers, 2)]

    @cached_property
    def across(self) -> list[Pair]:
        """The pairs of claims of different texts."""
        return [pair for pair in self.pairs if pair[0].claim.document != pair[1].claim.document]

    @property
    def disputed(self) -> bool:
        return any(result.verdict == "conflict" for _, _, result in self.pairs)

    @cached_property
    def verdict(self) -> str:
        if not self.across:
            return "single text"
        verdicts: dict[str, set[frozenset[str]]] = {}
        for one, other, result in self.across:
            texts = frozenset((one.claim.document, other.claim.document))
            verdicts.setdefault(result.verdict, set()).add(texts)
        apart = verdicts.pop("not comparable", set[frozenset[str]]())
        if not verdicts:
            return "not comparable"
        if "conflict" in verdicts:
            return "conflict"
        agreed = verdicts.keys() == {"agree"} and apart <= verdicts["agree"]
        return "agree" if agreed else "compatible"

    def reason(self) -> str:
        """The sentence that says how the verdict came about."""
        if self.verdict == "single text":
            return self._of_one_text()
        statements = self._statements()
        apart = self.verdict != "agree" or len(statements) > 1
        within = self.disputed and self.verdict != "conflict"
        if apart and within:
            sentence = _(
                "{statements}: {reasons}; within one text, speakers contradict each other."
            )
        elif apart:
            sentence = _("{statements}: {reasons}.")
        elif within:
            sentence = _("{statements}; within one text, speakers contradict each other.")
        else:
            sentence = _("{statements}.")
        reasons = word_list(self._differences()) if apart else ""
        return capitalized(sentence.format(statements=joined(statements, ";"), reasons=reasons))

    def _of_one_text(self) -> str:
        """The sentence on a question of which one text alone speaks."""
        [(text, voices)] = self._voices().items()
        own = voices.pop("", "")
        if not voices:
            sentence = (
                _("Only {text} says {answers}; its speakers contradict each other.")
                if self.disputed
                else _("Only {text} says {answers}.")
            )
            return sentence.format(text=text, answers=own)
        sentence = (
            _("Only {text} speaks of it: {answers}; its speakers contradict each other.")
            if self.disputed
            else _("Only {text} speaks of it: {answers}.")
        )
        said = [_("it says {answers} in its own voice").format(answers=own)] if own else []
        return sentence.format(text=text, answers=word_list([*said, _quoted(voices)]))

    def _statements(self) -> list[str]:
        """Who says what: each text in its own voice, then the speakers in it.

        Texts that say the same share an entry: ["text A and text B say yes", "in text B, Ann said
        no"].
        """
        statements: dict[str, list[str]] = {}
        for text, voices in self._voices().items():
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

    def _voices(self) -> dict[str, dict[str, str]]:
        """What each speaker says in each text, by the name; a text itself has none."""
        scoped = len({claim.scope for claim in self.claims}) > 1
        words: dict[str, dict[str, list[str]]] = {}
        for answer in self.answers:
            text = _("text {label}").format(label=answer.claim.document_label)
            voices = words.setdefault(text, {})
            voices.setdefault(self._speaker(answer.claim), []).append(_qualified(answer, scoped))
        return {
            text: {who: word_list(answers) for who, answers in voices.items()}
            for text, voices in words.items()
        }

    def _speaker(self, claim: Claim) -> str:
        """Whom a text cites, and through whom; empty where it speaks itself."""
        if not claim.via:
            return ""
        speaker = self.actors.get(claim.speaker)
        if speaker and speaker.kind == "unnamed" and not speaker.printed:
            return _("a speaker who is not given")
        return claim.voices

    def _differences(self) -> list[str]:
        """Why pairs of claims have the verdict; all that differ in scope give one reason.

        Where some texts agree and another cannot be compared, the latter is why not all agree.
        """
        verdicts = {result.verdict for *_, result in self.across}
        wanted = self.verdict if self.verdict in verdicts else "not comparable"
        pairs = [
            (one.claim, other.claim, result.why)
            for one, other, result in self.across
            if result.verdict == wanted
        ]
        apart = [claim for *two, _ in pairs if two[0].scope != two[1].scope for claim in two]
        others = [why for one, other, why in pairs if one.scope == other.scope]
        return [*([scopes_apart(apart)] if apart else []), *others]

    def one_source(self) -> Iterator[str]:
        """Yield a warning where texts that do not contradict each other pass on what one says.

        Speakers without a name, in two texts, need not be the same.
        """
        documents: dict[str, set[str]] = {}
        for claim in self.claims:
            for id in (claim.speaker, *claim.via):
                documents.setdefault(id, set()).add(claim.document)
        shared = [
            actor.name
            for id, texts in sorted(documents.items())
            if len(texts) > 1 and (actor := self.actors.get(id)) and actor.kind != "unnamed"
        ]
        if shared and self.verdict in ("agree", "compatible"):
            sentence = _(
                "More than one text has it from {names}: that is one source, counted once."
            )
            yield sentence.format(names=word_list(shared))

    def inferred(self) -> Iterator[str]:
        """Yield what an inference makes of claims of several texts."""
        documents = {claim.id: claim.document for claim in self.claims}
        for one in self.inferences:
            if len({documents[id] for id in one.premises if id in documents}) > 1:
                yield _("Inferred from them ({strength}): {statement}").format(
                    strength=label("strength", one.strength), statement=one.statement
                )


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
