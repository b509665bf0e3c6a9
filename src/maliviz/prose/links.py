"""What a link of the prose leads to: all that a sentence may take from a claim or an inference.

A target knows which numbers and dates its evidence gives, which texts say it, whom a sentence has
to name if another speaker contradicts it, and with which signs a reader is told so. What a
sentence is held to is made of single claims: two may conflict while a third one on the same
question, with another scope, stays undisputed. The signs are those of the question, as its
verdict is published, so that two halves of one answer bear the same.

A speaker is named by any of the names that the actor has. Who has none is known by the head of
the phrase in place of one: what comes before the first preposition, so that someone "near the
minister" is not named by naming the minister. What a text calls somebody without a name is no
name in another language.

Sentences are in the language of the corpus. What a claim says in numbers and dates is the same in
any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from maliviz.corpus import Corpus
from maliviz.corpus.claim import Claim
from maliviz.corpus.rows import Actor
from maliviz.count import Count, numbers, primary
from maliviz.edtf import Edtf, printed
from maliviz.evidence.agreement import agreement, answers
from maliviz.evidence.compare import comparisons
from maliviz.evidence.derive import inferences
from maliviz.language import SOURCE, speaking
from maliviz.phrases import without_accents
from maliviz.prose.numbers import Meaning, meanings
from maliviz.prose.vocabulary import Vocabulary, any_of, plain, vocabulary


@dataclass(frozen=True)
class Target:
    """A claim or an inference, as far as prose depends on it.

    `meanings` are the numbers, dates and count words that it gives, `inferred_years` those years
    that no text prints; `documents` the labels of the texts that say it (all of them for an
    inference, since it needs them all), `document` that of the claim itself, and
    `self_contradicting` whether that very text says otherwise too; `speakers` the words that name
    who says it; `bound` the kind of bound that its number is, as a vocabulary names it: words for
    it have to be beside the number. `signs` are for the reader: the labels of the texts that say
    so, then `disputed`; of an inference, `inferred`.
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
    bound: str = ""
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


@lru_cache(maxsize=8)
def targets(corpus: Corpus) -> dict[str, Target]:
    """Return every claim and inference by its anchor (`claim-…`, `inference-…`)."""
    claims = _Claims(corpus)
    every = [*map(claims.target, corpus.record.claims), *_inferences(corpus)]
    return {target.anchor: target for target in every}


class _Claims:
    """All claims of a corpus, read once, so that each can be held against the others."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.vocabulary = vocabulary(corpus.language)
        self.answers = answers(corpus)
        self.assessments = {one.question: one for one in comparisons(corpus)}
        self.actors = {actor.id: actor for actor in corpus.record.actors}
        languages = {primary(document.language) for document in corpus.record.documents}
        self.foreign = not languages & {"", primary(corpus.language)}
        self.meanings: dict[str, frozenset[Meaning]] = {}
        self.groups: dict[str, list[Claim]] = {}
        for claim in corpus.record.claims:
            self.meanings[claim.id] = self._meanings(claim)
            self.groups.setdefault(claim.question, []).append(claim)

    def _meanings(self, claim: Claim) -> frozenset[Meaning]:
        words = [claim.statement, self.answers[claim.id].words]
        told = meanings(words, self.corpus.readings, self.corpus.language)
        return told | self._printed(claim) | _dated(claim.when, claim)

    def _printed(self, claim: Claim) -> frozenset[Meaning]:
        """What the words of the text say in its own language."""
        language = claim.document_language or self.corpus.language
        if vocabulary(language).known:
            return meanings([claim.printed], self.corpus.readings, language)
        read = numbers(claim.printed, language)
        return frozenset(("number", str(number)) for number in read)

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
            speaker_names([claim.speaker, *claim.via], self.actors, self.vocabulary, self.foreign),
            _bound(self.answers[claim.id].count, claim.when),
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


def _dated(when: Edtf | None, claim: Claim | None = None) -> frozenset[Meaning]:
    """What a date says, and how far from another day it lies, whatever language is spoken."""
    with speaking(SOURCE):
        words = [when.words(), printed(when).words()] if when else []
        return meanings([*words, claim.offset if claim else ""])


def _inferred_years(when: Edtf | None) -> frozenset[Meaning]:
    """The years of a date that no text prints."""
    if when is None or "year" not in when.inferred:
        return frozenset()
    with speaking(SOURCE):
        years = meanings([when.words()]) - meanings([printed(when).words()])
    return frozenset(year for year in years if year[0] == "number")


def _bound(count: Count | None, when: Edtf | None) -> str:
    """The kind of bound, which is not to be told as the number itself; empty if it is none."""
    if when and when.form == "one-of" and not (when.earliest and when.latest):
        return "earliest" if when.earliest else "latest"
    return count.form if count and not count.word and count.form != "exact" else ""


def _inferences(corpus: Corpus) -> Iterator[Target]:
    rows = inferences(corpus)
    spoken = (vocabulary(code).bounds.get("floor", ()) for code in (SOURCE, corpus.language))
    at_least = re.compile(any_of(*chain.from_iterable(spoken)))
    labels = {claim.id: claim.document_label for claim in corpus.record.claims}
    grounds = premises(corpus)
    for row in rows:
        documents = frozenset(labels[id] for id in behind([row.id], grounds) if id in labels)
        words = [row.statement, row.value, row.words]
        yield Target(
            f"inference-{row.id}",
            row.statement,
            meanings(words, corpus.readings, corpus.language) | _dated(row.when),
            documents,
            ("inferred",),
            _inferred_years(row.when),
            bound="floor" if at_least.match(row.words) else "",
        )


@lru_cache(maxsize=8)
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


def speaker_names(
    ids: Iterable[str], actors: Mapping[str, Actor], known: Vocabulary, foreign: bool = False
) -> tuple[str, ...]:
    """Return the words that name some actors: each form of the name, and its head.

    `foreign` says that no text is in the language of the names.

    >>> aide = Actor("aide", "an aide near Gen Ba", "unnamed", ("An aide",), "")
    >>> speaker_names(["aide"], {"aide": aide}, vocabulary("en"))
    ('aide near Gen Ba', 'aide')
    """
    names: dict[str, str] = {}
    for id in ids:
        for form in _forms(actors[id], known, foreign) if id in actors else ():
            names.setdefault(_folded(form), form)
    return tuple(names.values())


def _forms(actor: Actor, known: Vocabulary, foreign: bool) -> list[str]:
    # A text goes by its label, and one who is neither named nor printed by nothing.
    if actor.kind == "text" or (actor.kind == "unnamed" and not actor.printed):
        return []
    printed = () if foreign and actor.kind != "person" else actor.printed
    forms = map(known.without_article, (actor.name, *printed))
    return [word for form in forms for word in (form, *_heads(form, actor.kind, known))]


def _heads(form: str, kind: str, known: Vocabulary) -> list[str]:
    """The nouns of a name: of "a source near Ann", of "lawmakers and military sources"."""
    if not known.known:
        return form.split()[-1:] if kind == "person" else []
    joint = f" {known.joints[0]} "
    preposition = rf"(?<!{joint[:-1]})\s+{any_of(*known.prepositions)}|,"
    if kind != "person":
        form = re.split(preposition, plain(form), flags=re.IGNORECASE)[0]
    first, *others = form.split(joint)
    if kind == "person" or known.head == "last":
        return [part.split()[-1] for part in (first, *others) if part.split()]
    # In « sources politiques et militaires » what is joined is no noun: it has no article.
    nouns = [first, *(noun for one in others if (noun := known.without_article(one)) != one)]
    return [noun.split()[0] for noun in nouns if noun.split()]


def names_any(sentence: str, names: Iterable[str]) -> bool:
    """Whether a sentence has one of these names, in capitals or not, with accents or not.

    >>> names_any("So says GOÏTA’s aide.", ["Goita"])
    True
    """
    folded = _folded(sentence)
    return any(re.search(rf"(?<!\w){re.escape(_folded(name))}(?!\w)", folded) for name in names)


def texts(sentence: str, labels: Mapping[str, str], known: Vocabulary) -> frozenset[str]:
    """Return the labels of the texts that a sentence names, by label or by short name.

    In a language without words, a label alone names its text.

    >>> english, french = vocabulary("en"), vocabulary("fr")
    >>> sorted(texts("Text A says so; texts B and C do not.", dict.fromkeys("ABCD", ""), english))
    ['A', 'B', 'C']
    >>> sorted(texts("Reuters says so.", {"A": "Reuters", "B": ""}, english))
    ['A']
    >>> sorted(texts("Selon les textes B et C.", dict.fromkeys("ABC", ""), french))
    ['B', 'C']
    """
    named = frozenset(
        label for label, name in labels.items() if name and names_any(sentence, [name])
    )
    label = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    joint = "|".join(map(re.escape, known.joints)) or "(?!)"
    joined = rf"(?:\s*,\s*(?:(?:{joint})\s+)?|\s+(?:{joint})\s+)"
    noun = rf"(?i:{any_of(*known.things['text'])})\s+" if known.known else ""
    rows = re.findall(rf"{noun}((?:\b{label})\b(?:{joined}(?:{label})\b)*)", sentence)
    return named.union(name for row in rows for name in re.findall(rf"\b(?:{label})\b", row))


def names_every_text(sentence: str, known: Vocabulary) -> bool:
    """Whether a sentence speaks of every text at once.

    >>> told = ["Both texts say so.", "Told by both: the soldiers rule.", "The texts differ."]
    >>> [names_every_text(sentence, vocabulary("en")) for sentence in told]
    [True, True, False]
    """
    text = plain(sentence)
    every = re.finditer(any_of(*known.every_text), text, re.IGNORECASE)
    return any(not known.is_idle(text, *match.span()) for match in every)


def _folded(text: str) -> str:
    """The text without capitals, accents and curly quotes."""
    return without_accents(text.replace("’", "'")).casefold()
