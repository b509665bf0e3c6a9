"""What holds for a paragraph of prose: its numbers, and what its sentences lay to whom.

Each rule yields findings, and goes on after the first. The rules, and why they are there:

- A link leads to evidence that exists, and its words say no number, date or count word that
  the evidence does not say.
- A bound stays one: "20" for "at least 20" would make a floor a number.
- A year that no text prints is linked to what infers it, so that it gets its sign.
- A number, date or count word outside a link has no proof. Only the number of texts (and of
  claims, inferences, questions and passages) may stand so, since the corpus itself can prove
  it: "two texts" is held against how many there are.
- A sentence names who says a disputed claim, and does not lay a claim to another text.
- A sentence that joins what no text says alone names each text, or links the inference that
  joins them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import NamedTuple

from maliviz.evidence.text import Span
from maliviz.problem import listed as quoted
from maliviz.prose.links import Said, Target, listed
from maliviz.prose.numbers import Fact, facts
from maliviz.prose.speaker import all_texts, names, texts
from maliviz.prose.text import NOTHING, Link, Paragraph, sentences

__all__ = ["Finding", "Ground", "findings"]

_BESIDE = 48
_CANDIDATES = 2
_TOLD = re.compile(r"(?:told|tells?)\s+$", re.IGNORECASE)


class Finding(NamedTuple):
    """One broken rule: where in the paragraph, the words there, the rule, the way out."""

    place: int
    value: str
    rule: str
    hint: str


@dataclass(frozen=True)
class Ground:
    """What prose stands on.

    `sizes` has how many rows there are of what a reader may count (`text`: 2), `inferred` the
    years that no text prints, `words` the count words of the codebook.
    """

    targets: Mapping[str, Target]
    labels: tuple[str, ...]
    sizes: Mapping[str, int]
    inferred: frozenset[Said]
    words: frozenset[str]


def findings(paragraph: Paragraph, ground: Ground) -> Iterator[Finding]:
    """Yield all that is wrong in a paragraph."""
    found = facts(paragraph.text, ground.words)
    for fact in found:
        if not any(link.start <= fact.start and fact.end <= link.end for link in paragraph.links):
            yield from _unlinked(paragraph, fact, ground)
    known: list[tuple[Link, Target]] = []
    for link in paragraph.links:
        if not paragraph.words(link).strip(NOTHING + " "):
            yield Finding(link.start, f"#{link.anchor}", "a link without words", "write some")
        elif target := ground.targets.get(link.anchor):
            known.append((link, target))
            inside = [f for f in found if link.start <= f.start and f.end <= link.end]
            yield from _linked(paragraph, link, target, inside, ground)
        else:
            yield _unknown(paragraph, link, ground)
    for span in _spans(paragraph):
        here = [(link, t) for link, t in known if span.start <= link.start < span.end]
        if here:
            yield from _sentence(paragraph, span, here, ground)


def _spans(paragraph: Paragraph) -> list[Span]:
    """The sentences, drawn out so that no link falls between two of them."""
    starts = [0, *(span.start for span in sentences(paragraph)[1:]), len(paragraph.text) + 1]
    return [Span(start, end) for start, end in pairwise(starts)]


def _unknown(paragraph: Paragraph, link: Link, ground: Ground) -> Finding:
    kind, _, id = link.anchor.partition("-")
    anchors = {anchor.partition("-")[2]: anchor for anchor in ground.targets}
    near = [anchors[found] for found in get_close_matches(id, anchors, n=1)]
    elsewhere = f"take an id from data/{kind}s.csv"
    way_out = f'did you mean "#{near[0]}"?' if near else elsewhere
    return Finding(link.start, f"#{link.anchor}", f"no such {kind}", way_out)


def _unlinked(paragraph: Paragraph, fact: Fact, ground: Ground) -> Iterator[Finding]:
    said = paragraph.text[fact.start : fact.end]
    if counted := _counted(paragraph.text, fact, ground.sizes):
        noun, words = counted
        if not _is_size(fact, noun, ground.sizes[noun]):
            rule = f"the corpus has {ground.sizes[noun]} {noun}{'s' * (ground.sizes[noun] != 1)}"
            yield Finding(fact.start, words, rule, "correct the number, or write without one")
        return
    kinds = {"number": "number", "ordinal": "number", "word": "count word"}
    rule = f"this {kinds.get(fact.kind, 'date')} stands in no link to a claim or an inference"
    yield Finding(fact.start, said, rule, _proofs(paragraph, fact, said, ground))


def _counted(text: str, fact: Fact, sizes: Mapping[str, int]) -> tuple[str, str] | None:
    """What of the corpus itself a number counts, and the words for it, if it does so."""
    if fact.kind == "number" and fact.said == ("number", "2") and _TOLD.search(text, 0, fact.start):
        return "text", text[fact.start : fact.end]
    if fact.kind not in ("number", "ordinal"):
        return None
    nouns = "|".join(sizes)
    after = re.compile(rf"\s+(?:(?:news|short|source|separate)\s+)*({nouns})(s?)\b", re.IGNORECASE)
    match = after.match(text, fact.end)
    several = fact.kind == "number" and fact.value != "1"
    if match is None or bool(match[2]) != several:
        return None
    return match[1].casefold(), text[fact.start : match.end()]


def _is_size(fact: Fact, noun: str, size: int) -> bool:
    """Whether a count is that of the corpus; one of its things, or its second, is there too."""
    if fact.kind == "ordinal" or fact.value == "1":
        return int(fact.value) <= size
    return fact.value == str(size)


def _proofs(paragraph: Paragraph, fact: Fact, said: str, ground: Ground) -> str:
    """Which claims and inferences say this, those first that are most like the prose."""
    prose = set(paragraph.text.casefold().split())
    saying = [target for target in ground.targets.values() if fact.said in target.says]
    saying.sort(key=lambda t: (-len(prose & set(t.statement.casefold().split())), t.anchor))
    links = [f"[{said}](#{target.anchor})" for target in saying[:_CANDIDATES]]
    if fact.said == ("number", str(ground.sizes["text"])):
        links.append(f"“{said} texts” if it counts the texts")
    return f"write {listed(links, 'or')}" if links else "no claim says it: write without it"


def _linked(
    paragraph: Paragraph, link: Link, target: Target, inside: list[Fact], ground: Ground
) -> Iterator[Finding]:
    for fact in inside:
        said = paragraph.text[fact.start : fact.end]
        if fact.said not in target.says:
            rule = f"does not stand in {target.name}"
            yield Finding(fact.start, said, rule, f"that says: {target.statement}")
        elif fact.said in ground.inferred and not _infers(target, fact):
            rule = f"no text prints this year, and {target.name} does not mark it as inferred"
            yield Finding(fact.start, said, rule, _inferring(fact, said, ground))
    numbers = [fact for fact in inside if fact.kind == "number" and fact.said in target.says]
    if numbers and target.bounds and not _bounded(paragraph, link, target.bounds):
        words = paragraph.words(link)
        rule = f"{target.name} gives a bound and not the number itself"
        yield Finding(link.start, words, rule, f"write beside it {quoted(target.bounds)}")


def _infers(target: Target, fact: Fact) -> bool:
    return target.status == "inferred" or fact.said in target.inferred


def _inferring(fact: Fact, said: str, ground: Ground) -> str:
    anchors = [t.anchor for t in ground.targets.values() if fact.said in t.inferred]
    return f"write {listed([f'[{said}](#{a})' for a in sorted(anchors)[:_CANDIDATES]], 'or')}"


def _bounded(paragraph: Paragraph, link: Link, bounds: tuple[str, ...]) -> bool:
    """Whether a word for a bound stands in a link or close to it."""
    start, end = max(0, link.start - _BESIDE), link.end + _BESIDE
    # "Nothing is expected before" is "not before" with other words between.
    beside = re.sub(r"\bn(?:o|ot|ever|othing|one)\b.*?\bbefore\b", "not before",
                    paragraph.text[start:end], flags=re.IGNORECASE)  # fmt: skip
    return any(re.search(rf"\b{re.escape(word)}\b", beside, re.IGNORECASE) for word in bounds)


def _sentence(
    paragraph: Paragraph, span: Span, here: list[tuple[Link, Target]], ground: Ground
) -> Iterator[Finding]:
    sentence = paragraph.text[span.start : span.end]
    named = texts(sentence, ground.labels)
    claims = [(link, target) for link, target in here if target.status != "inferred"]
    for link, target in claims:
        words = paragraph.words(link)
        own = f"text {target.document}"
        # Where a text contradicts itself, its name does not tell which of its speakers it is.
        enough = frozenset[str]() if target.torn and target.speakers else named
        if target.status == "conflict" and not _has_speaker(sentence, target, enough):
            rule = f"{target.name} is disputed, and the sentence does not say who says it"
            who = target.speakers if target.torn and target.speakers else (*target.speakers, own)
            yield Finding(link.start, words, rule, f"name {quoted(who)}")
        elif named and not named & target.documents:
            rule = f"the sentence names {_texts(named)}, and {target.name} is of {own}"
            yield Finding(link.start, words, rule, f'name "{own}" too, or make two sentences')
        elif not named and all_texts(sentence) and len(target.documents) < len(ground.labels):
            rule = f"the sentence lays {target.name} to all texts, and {own} alone says it"
            yield Finding(link.start, words, rule, f'name "{own}"')
    yield from _joined(paragraph, sentence, claims, here, named)


def _joined(
    paragraph: Paragraph,
    sentence: str,
    claims: list[tuple[Link, Target]],
    here: list[tuple[Link, Target]],
    named: frozenset[str],
) -> Iterator[Finding]:
    """What no text says alone has to show that it is a join."""
    if not claims or frozenset.intersection(*(target.documents for _, target in claims)):
        return
    needed = frozenset(target.document for _, target in claims)
    if any(needed <= target.documents for _, target in here if target.status == "inferred"):
        return
    for link, target in claims:
        if not _has_speaker(sentence, target, named):
            rule = f"the sentence joins what {_texts(needed)} say, and {target.name} has no speaker"
            own = [*target.speakers, f"text {target.document}"]
            hint = f"name {quoted(own)}, or link the inference that joins them"
            yield Finding(link.start, paragraph.words(link), rule, hint)


def _has_speaker(sentence: str, target: Target, named: frozenset[str]) -> bool:
    return bool(named & target.documents) or names(sentence, target.speakers)


def _texts(labels: frozenset[str]) -> str:
    return listed(f"text {label}" for label in sorted(labels))
