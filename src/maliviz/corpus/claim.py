"""A claim as an object: what is said, who says it, how firmly, and when it is said to be.

Analysts see frames, one row a claim. The code sees objects whose attributes have the names of
the columns, and in which what can be read has been read: a date is an `Edtf`, a list of ids a
tuple. `maliviz.corpus.rows` makes them.

The annotation of an attribute is all that the code says of a column: an id names the tables that
it leads to, `Join` the column whose row has the value, `Listed` what stands between the parts of a
list; and what is `Computed` stands in no table. The joins of the frames follow from it, what a
schema has to have, and what a person confirms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from maliviz.corpus.vocabulary import label
from maliviz.count import Count, is_count, parse_count
from maliviz.edtf import Ago, Edtf
from maliviz.language import gettext as _
from maliviz.language import joined, ngettext, pgettext, quoted, spoken, word_list


class Join(NamedTuple):
    """An attribute that is taken from the row that another column leads to."""

    column: str
    source: str


class Listed(NamedTuple):
    """What stands between the parts of a list; between ids it is a space."""

    separator: str


class Computed:
    """Marks an attribute that no table has: it is computed, mostly from all rows."""


ClaimId = Annotated[str, "claims"]
QuestionId = Annotated[str, "questions"]
EventId = Annotated[str, "events"]
ActorId = Annotated[str, "actors"]
ActorIds = Annotated[tuple[str, ...], "actors"]
PassageId = Annotated[str, "passages"]
InferenceId = Annotated[str, "inferences"]
PremiseIds = Annotated[tuple[str, ...], "claims", "inferences"]
ComputedText = Annotated[str, Computed]
ComputedList = Annotated[tuple[str, ...], Computed, Listed(" | ")]


@dataclass(frozen=True)
class Claim:
    """One thing that one speaker says in one text, with what its ids lead to.

    The attributes are the columns of `Corpus.claims`. `when` and `ago` are None where no date is
    given; what is `counted_from` an event lies `ago` before it, or `later`. `via` and `via_names`
    go from the outside in, and are empty where a text speaks itself. How soldiers came for
    somebody `rests_on` whether they came: `disputed_by` names those who say otherwise of the claim
    itself, and of all that it rests on. `silent_texts` are the labels of those texts that do not
    speak of its question, `number` is its place among all. Topic and scope are ids in every
    language; in another one than that of the tables they have a `topic_name` and a `scope_name`.
    """

    id: str
    question: QuestionId
    event: EventId
    subject: ActorId
    statement: str
    printed: str
    value: str
    scope: str
    when: Edtf | None
    when_basis: str
    when_inference: InferenceId
    ago: Ago | None
    speaker: ActorId
    via: ActorIds
    modality: str
    hedge: str
    passage: PassageId
    note: str
    topic: Annotated[str, Join("question", "topic")]
    kind: Annotated[str, Join("question", "kind")]
    unit: Annotated[str, Join("question", "unit")]
    question_text: Annotated[str, Join("question", "text")]
    question_order: Annotated[int, Join("question", "order")]
    event_label: Annotated[str, Join("event", "label")]
    event_kind: Annotated[str, Join("event", "kind")]
    lane: Annotated[str, Join("event", "lane")]
    event_order: Annotated[int, Join("event", "order")]
    subject_name: Annotated[str, Join("subject", "name")]
    speaker_name: Annotated[str, Join("speaker", "name")]
    speaker_kind: Annotated[str, Join("speaker", "kind")]
    document: Annotated[str, Join("passage", "document")]
    document_label: Annotated[str, Join("passage", "document_label")]
    document_file: Annotated[str, Join("passage", "document_file")]
    document_language: Annotated[str, Join("passage", "document_language")]
    start: Annotated[int, Join("passage", "start")]
    end: Annotated[int, Join("passage", "end")]
    words: Annotated[str, Join("passage", "words")]
    passage_place: Annotated[str, Join("passage", "place")]
    via_names: Annotated[tuple[str, ...], Join("via", "name"), Listed(" > ")]
    rests_on: ClaimId = ""
    counted_from: EventId = ""
    later: Ago | None = None
    anchor_label: Annotated[str, Join("counted_from", "label")] = ""
    disputed_by: ComputedList = ()
    silent_texts: ComputedList = ()
    number: Annotated[int, Computed] = -1
    topic_name: ComputedText = ""
    scope_name: ComputedText = ""

    @property
    def said_by(self) -> str:
        """The speaker and the chain back to the text: `a witness, by way of AFP, in text B`."""
        if not self.via_names:
            return self.speaker_name
        return _("{who}, in {text}").format(who=self.voices, text=self.via_names[0])

    @property
    def voices(self) -> str:
        """The same without the text: `a witness, by way of AFP`."""
        who = self.speaker_name
        for name in reversed(self.via_names[1:]):
            who = _("{who}, by way of {name}").format(who=who, name=name)
        return who

    @property
    def lang(self) -> str:
        """The language of the printed words; empty if it is that of the page."""
        return foreign(self.document_language)

    @property
    def gloss(self) -> str:
        """What the printed words say, where they are in another language than the page.

        It is empty where they carry no value, or one that is no words: a number, a yes, a name.
        """
        return self.value if self.lang and in_words(self.value, self.kind) else ""

    @property
    def about(self) -> tuple[str, ...]:
        """The actors that it is about: its subject, and whom it names."""
        return self.subject, self.value if self.kind == "name" else self.subject

    @property
    def topic_words(self) -> str:
        """The topic for a reader."""
        return self.topic_name or self.topic.replace("-", " ")

    @property
    def scope_words(self) -> str:
        """The scope for a reader, with the hyphens that the words of the claim have."""
        if self.scope_name:
            return self.scope_name
        scope = self.scope.replace("-", " ")
        for compound in re.findall(r"\w+(?:-\w+)+", f"{self.statement} {self.printed}".lower()):
            scope = scope.replace(compound.replace("-", " "), compound)
        return scope

    @property
    def manner(self) -> str:
        """How it is said, for a reader.

        Beside "was not arrested", `denied` would turn the sentence round: it is "a denial".
        """
        if self.modality == "denied":
            return pgettext("how it is said", "a denial")
        return label("modality", self.modality)

    @property
    def firmness(self) -> str:
        """How it is said, what softens it and who says otherwise: `attributed, “reportedly”`."""
        who = joined(self.disputed_by, ";")
        dispute = _("disputed by {who}").format(who=who) if who else ""
        return joined([self.manner, quoted(self.hedge) if self.hedge else "", dispute])

    @property
    def role(self) -> str:
        """The role of its mark: how it is said if `denied` or `expected`, else its event's kind."""
        if self.modality in ("denied", "expected"):
            return self.modality
        return self.event_kind or "happened"

    @property
    def relative(self) -> bool:
        """Whether its date counts from a day that is not printed."""
        return self.when_basis == "relative"

    @property
    def as_of(self) -> str:
        """The date as of which a count was made: `as of 3 May 2024`; empty without one."""
        return self.when.as_of() if self.when and self.kind == "count" else ""

    @property
    def offset(self) -> str:
        """How far from the day of the text, or from an event, in words: `3 days before`."""
        counted = self.later or self.ago
        if counted is None:
            return ""
        return counted.words("after" if self.later else "before", self.anchor_label)

    def count(self, readings: Mapping[str, str]) -> Count | None:
        """The number that it gives, by the readings of the corpus; None if it asks for no count."""
        return parse_count(self.value, readings) if self.kind == "count" else None


@dataclass(frozen=True)
class Inference:
    """What follows from claims and other inferences; `derive` names how a conclusion is computed.

    The attributes are the columns of `Corpus.inferences`; `words`, the conclusion, and `how` it
    was computed come with rows as `derive` gives them.
    """

    id: str
    statement: str
    question: QuestionId
    event: EventId
    value: str
    when: Edtf | None
    derive: str
    premises: PremiseIds
    assumption: str
    strength: str
    words: ComputedText = ""
    how: ComputedText = ""


def foreign(language: str) -> str:
    """Return a language (BCP 47) if it is not the one that is spoken.

    >>> foreign("fr-ML"), foreign("en-GB")
    ('fr-ML', '')
    """
    return "" if language.partition("-")[0] == spoken().code.partition("-")[0] else language


def in_words(value: str, kind: str) -> bool:
    """Whether an answer to a kind of question is words, and no count, yes or no, or actor.

    >>> in_words("dozens", "count"), in_words(">=20", "count"), in_words("text-a", "name")
    (True, False, False)
    """
    return kind != "name" and value not in ("", "yes", "no") and not is_count(value)


def opponents(claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
    """Return who says otherwise of each claim, and of all that it rests on, by the claim's id.

    It is said otherwise if one says yes and another no; answers of different scope cannot
    contradict each other.
    """
    by_id = {claim.id: claim for claim in claims}
    said: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "yes-no":
            said[claim.question, claim.scope, claim.value].append(claim.said_by)
    otherwise = {"yes": "no", "no": "yes"}

    def names(id: str) -> Iterator[str]:
        passed = set[str]()
        while id in by_id and id not in passed:
            passed.add(id)
            claim = by_id[id]
            yield from said.get((claim.question, claim.scope, otherwise.get(claim.value, "")), ())
            id = claim.rests_on

    return {id: tuple(dict.fromkeys(names(id))) for id in by_id}


def silences(claims: Sequence[Claim], labels: Sequence[str]) -> list[tuple[str, ...]]:
    """Return for each claim which texts, of all (their labels), do not speak of its question."""
    told = {(claim.question, claim.document_label) for claim in claims}
    return [tuple(one for one in labels if (claim.question, one) not in told) for claim in claims]


def unsaid(
    claims: Sequence[Claim],
    statements: Sequence[str],
    names: Mapping[str, str],
    labels: Sequence[str],
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return for each actor (names by id) which texts do not name them, and which not quote them.

    A text names whom a claim of it is about, who makes it, and whose name is in its statement.
    Names and statements are in the language of the tables, so that it is the same in all.
    """
    quoted = {(one.document_label, id) for one in claims for id in (one.speaker, *one.via)}
    named = quoted | {(one.document_label, id) for one in claims for id in one.about}
    lines: dict[str, list[str]] = {label: [] for label in labels}
    for claim, statement in zip(claims, statements, strict=True):
        lines[claim.document_label].append(statement)
    words = {label: "\n".join(every) for label, every in lines.items()}
    return [
        (
            tuple(text for text in labels if (text, id) not in named and name not in words[text]),
            tuple(text for text in labels if (text, id) not in quoted),
        )
        for id, name in names.items()
    ]


def mark_names(claims: Iterable[Claim], inferences: Iterable[Inference] = ()) -> dict[str, str]:
    """Return the accessible name of each mark: what is said, and by whom."""
    names = {f"claim:{c.id}": _mark_name(c) for c in claims}
    inferred = _("Inferred: {statement}")
    return names | {f"inference:{i.id}": inferred.format(statement=i.statement) for i in inferences}


def _mark_name(claim: Claim) -> str:
    others = joined(claim.disputed_by, ";")
    sentences = (
        _("{statement} Said by {who}. Disputed by {others}.")
        if others
        else _("{statement} Said by {who}.")
    )
    return sentences.format(statement=claim.statement, who=claim.said_by, others=others)


def source_line(claims: Iterable[Claim]) -> str:
    """Return the line at the foot of a picture: the documents behind its marks."""
    labels = sorted({claim.document_label for claim in claims})
    name = pgettext("label", "text {label}")
    texts = word_list(name.format(label=one) for one in labels)
    return ngettext("Source: {texts}.", "Source: {texts}.", len(labels)).format(texts=texts)
