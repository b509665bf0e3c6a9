"""What a link of the prose leads to: all that a sentence may take from a claim or an inference.

A target knows which numbers and dates its evidence gives, which texts say it, whom a sentence has
to name if another speaker contradicts it, and with which signs a reader is told so. What a
sentence is held to is made of single claims: two may conflict while a third one on the same
question, with another scope, stays undisputed. The signs are those of the question, as its
verdict is published, so that two halves of one answer bear the same.

A speaker is named by any of the names that the actor has. Who has none is known by the head of
the phrase in place of one: what comes before the first preposition, so that someone "near the
minister" is not named by naming the minister.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from maliviz.corpus import Corpus
from maliviz.corpus.cells import numbers
from maliviz.corpus.claim import Claim
from maliviz.corpus.rows import Actor
from maliviz.count import Count
from maliviz.edtf import Edtf, printed
from maliviz.evidence.agreement import agreement, answers
from maliviz.evidence.compare import comparisons
from maliviz.evidence.derive import inferences
from maliviz.phrases import without_accents
from maliviz.prose.numbers import Meaning, meanings

_FLOOR = ("at least", "no fewer than", "or more")
_BOUNDS = {
    "floor": _FLOOR,
    "above": ("more than", "over", "exceeds"),
    "ceiling": ("at most", "no more than", "up to", "or fewer"),
    "below": ("fewer than", "less than", "under"),
    "about": ("about", "around", "roughly", "approximately"),
    "latest": ("by", "until", "before", "no later than", "at the latest"),
    "earliest": ("or later", "not before", "at the earliest", "from", "after", "at least"),
}

_ARTICLE = re.compile(r"^(?:the|a|an|another|some)\s+", re.IGNORECASE)
_PREPOSITION = re.compile(r"\s+(?:near|close|of|in|from|to|for|on|at|by|with|who|not)\b|,")
_EVERY_TEXT = re.compile(
    r"\b(?:both|all(?:\s+\w+)?)\s+(?:of\s+)?(?:the\s+)?texts\b|\b(?:each|every)\s+text\b"
    r"|\b(?:told|said)\s+by\s+both\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Target:
    """A claim or an inference, as far as prose depends on it.

    `meanings` are the numbers, dates and count words that it gives, `inferred_years` those years
    that no text prints; `documents` the labels of the texts that say it (all of them for an
    inference, since it needs them all), `document` that of the claim itself, and
    `self_contradicting` whether that very text says otherwise too; `speakers` the words that name
    who says it; `bounds` the words of which one has to be beside its number. `signs` are for the
    reader: the labels of the texts that say so, then `disputed`; of an inference, `inferred`.
    `number` is that of the claim, by which it is found on paper; 0 for an inference.
    """

    anchor: str
    statement: str
    meanings: frozenset[Meaning]
    documents: frozenset[str]
    signs: tuple[str, ...]
    inferred_years: frozenset[Meaning] = frozenset()
    document: str = ""
    self_contradicting: bool = False
    speakers: tuple[str, ...] = ()
    bounds: tuple[str, ...] = ()
    number: int = 0

    @property
    def name(self) -> str:
        """What it is and its id: `claim "at-least-20"`."""
        kind, _, id = self.anchor.partition("-")
        return f'{kind} "{id}"'

    @property
    def is_inference(self) -> bool:
        """Whether no text says it: it is concluded from what they say."""
        return self.anchor.startswith("inference-")


@lru_cache(maxsize=1)
def targets(corpus: Corpus) -> dict[str, Target]:
    """Return every claim and inference by its anchor (`claim-…`, `inference-…`)."""
    claims = _Claims(corpus)
    every = [*map(claims.target, corpus.record.claims), *_inferences(corpus)]
    return {target.anchor: target for target in every}


class _Claims:
    """All claims of a corpus, read once, so that each can be held against the others."""

    def __init__(self, corpus: Corpus) -> None:
        self.answers = answers(corpus)
        self.assessments = {one.question: one for one in comparisons(corpus)}
        self.actors = {actor.id: actor for actor in corpus.record.actors}
        self.meanings: dict[str, frozenset[Meaning]] = {}
        self.groups: dict[str, list[Claim]] = {}
        for claim in corpus.record.claims:
            self.meanings[claim.id] = meanings(self._words(claim), corpus.readings)
            self.groups.setdefault(claim.question, []).append(claim)

    def _words(self, claim: Claim) -> list[str]:
        ago = [claim.offset] if claim.offset else []
        answer = self.answers[claim.id].words
        printed_words = claim.printed
        if claim.lang:
            # Words of another language mean nothing in English, but for their numbers.
            read = numbers(claim.printed, claim.document_language)
            printed_words = " ".join(map(str, sorted(read)))
        return [claim.statement, printed_words, answer, *_date_words(claim.when), *ago]

    def target(self, claim: Claim) -> Target:
        label = claim.document_label
        rivals = [(other, self._verdict(claim, other)) for other in self._rivals(claim)]
        against = [other.document_label for other, verdict in rivals if verdict == "conflict"]
        alike = [other.document_label for other, verdict in rivals if verdict == "agree"]
        return Target(
            f"claim-{claim.id}",
            claim.statement,
            self.meanings[claim.id],
            frozenset([label, *(() if against else alike)]),
            self._signs(claim),
            _inferred_years(claim.when),
            label,
            label in against,
            speaker_names([claim.speaker, *claim.via], self.actors),
            _bounds(self.answers[claim.id].count, claim.when),
            number=claim.number,
        )

    def _signs(self, claim: Claim) -> tuple[str, ...]:
        """The texts that say so, and whether a speaker of any text says otherwise."""
        question = self.assessments[claim.question]
        agreed = question.verdict == "agree"
        group = self.groups[claim.question] if agreed else [claim]
        labels = sorted({other.document_label for other in group})
        disputed = question.disputed or claim.disputed_by
        return (*labels, *(["disputed"] if disputed else []))

    def _rivals(self, claim: Claim) -> Iterator[Claim]:
        """The other claims on its question, but for those that date another event."""
        for other in self.groups[claim.question]:
            events = {claim.event, other.event} - {""}
            if other.id != claim.id and len(events) < 2:
                yield other

    def _verdict(self, claim: Claim, other: Claim) -> str:
        """Their agreement; who leaves out a number or a date has not said the same."""
        verdict = agreement(self.answers[claim.id], self.answers[other.id]).verdict
        less = verdict == "agree" and not self.meanings[claim.id] <= self.meanings[other.id]
        return "compatible" if less else verdict


def _date_words(when: Edtf | None) -> list[str]:
    return [when.words(), printed(when).words()] if when else []


def _inferred_years(when: Edtf | None) -> frozenset[Meaning]:
    """The years of a date that no text prints."""
    if when is None or "year" not in when.inferred:
        return frozenset()
    years = meanings([when.words()]) - meanings([printed(when).words()])
    return frozenset(year for year in years if year[0] == "number")


def _bounds(count: Count | None, when: Edtf | None) -> tuple[str, ...]:
    """The words that mark a bound, so that it is not told as the number itself."""
    if when and when.form == "one-of" and not (when.earliest and when.latest):
        return _BOUNDS["earliest" if when.earliest else "latest"]
    return _BOUNDS.get(count.form, ()) if count and not count.word else ()


def _inferences(corpus: Corpus) -> Iterator[Target]:
    rows = inferences(corpus)
    labels = {claim.id: claim.document_label for claim in corpus.record.claims}
    grounds = premises(corpus)
    for row in rows:
        documents = frozenset(labels[id] for id in behind([row.id], grounds) if id in labels)
        words = [row.statement, row.value, row.words, *_date_words(row.when)]
        yield Target(
            f"inference-{row.id}",
            row.statement,
            meanings(words, corpus.readings),
            documents,
            ("inferred",),
            _inferred_years(row.when),
            bounds=_FLOOR if row.words.startswith("at least ") else (),
        )


@lru_cache(maxsize=1)
def premises(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Return on what each inference rests, and each claim whose date is inferred, by their ids."""
    claims = (claim for claim in corpus.record.claims if claim.when_inference)
    dated = {claim.id: (str(claim.when_inference),) for claim in claims}
    return dated | {row.id: row.premises for row in inferences(corpus)}


def behind(ids: Iterable[str], premises: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return these ids and those that they rest on, through however many others.

    >>> sorted(behind(["c"], {"c": ["b", "x"], "b": ["a"], "d": ["c"]}))
    ['a', 'b', 'c', 'x']
    """
    waiting = list(ids)
    seen = set(waiting)
    while waiting:
        new = [premise for premise in premises.get(waiting.pop(), ()) if premise not in seen]
        seen.update(new)
        waiting += new
    return frozenset(seen)


def speaker_names(ids: Iterable[str], actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """Return the words that name some actors: each form of the name, and its last word.

    >>> aide = Actor("aide", "an aide near Gen Ba", "unnamed", ("An aide",), "")
    >>> speaker_names(["aide"], {"aide": aide})
    ('aide near Gen Ba', 'aide')
    """
    names: dict[str, str] = {}
    for id in ids:
        for form in _forms(actors[id]) if id in actors else ():
            names.setdefault(_folded(form), form)
    return tuple(names.values())


def _forms(actor: Actor) -> list[str]:
    # A text goes by its label, and one who is neither named nor printed by nothing.
    if actor.kind == "text" or (actor.kind == "unnamed" and not actor.printed):
        return []
    forms = [_ARTICLE.sub("", form) for form in (actor.name, *actor.printed)]
    return [word for form in forms for word in (form, *_heads(form, actor.kind))]


def _heads(form: str, kind: str) -> list[str]:
    phrase = form if kind == "person" else _PREPOSITION.split(form)[0]
    return [part.split()[-1] for part in phrase.split(" and ") if part.split()]


def names_any(sentence: str, names: Iterable[str]) -> bool:
    """Whether a sentence has one of these names, in capitals or not, with accents or not.

    >>> names_any("So says GOÏTA’s aide.", ["Goita"])
    True
    """
    folded = _folded(sentence)
    return any(re.search(rf"(?<!\w){re.escape(_folded(name))}(?!\w)", folded) for name in names)


def texts(sentence: str, labels: Mapping[str, str]) -> frozenset[str]:
    """Return the labels of the texts that a sentence names, by label or by short name.

    >>> sorted(texts("Text A says so; texts B and C do not.", dict.fromkeys("ABCD", "")))
    ['A', 'B', 'C']
    >>> sorted(texts("Reuters says so.", {"A": "Reuters", "B": ""}))
    ['A']
    """
    named = frozenset(
        label for label, name in labels.items() if name and names_any(sentence, [name])
    )
    label = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    joint = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|nor)\s+)"
    rows = re.findall(rf"\b[Tt]exts?\s+((?:{label})\b(?:{joint}(?:{label})\b)*)", sentence)
    return named.union(name for row in rows for name in re.findall(rf"\b(?:{label})\b", row))


def names_every_text(sentence: str) -> bool:
    """Whether a sentence speaks of every text at once.

    >>> names_every_text("Both texts say so."), names_every_text("The texts differ.")
    (True, False)
    >>> names_every_text("Told by both: the soldiers rule."), names_every_text("So by both texts.")
    (True, True)
    """
    return bool(_EVERY_TEXT.search(sentence))


def _folded(text: str) -> str:
    """The text without capitals, accents and curly quotes."""
    return without_accents(text.replace("’", "'")).casefold()
