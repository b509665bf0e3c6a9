"""What holds for a paragraph of prose: its numbers, and what its sentences attribute to whom.

Each rule yields problems, and goes on after the first. The rules, and why they are there:

- A link leads to evidence that exists, and its words say no number, date or count word that
  the evidence does not say.
- A bound stays one: "20" for "at least 20" would make a floor a number.
- A year that no text prints is linked to what infers it, so that it gets its sign.
- A number, date or count word outside a link has no proof. Only the number of texts (and of
  claims, inferences, questions and passages) may be there so, since the corpus itself can prove
  it: "two texts" is held against how many there are.
- A sentence names who says a disputed claim, and does not attribute a claim to another text.
- A sentence that joins what no text says alone names each text, or links the inference that
  joins them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import NamedTuple

from maliviz.corpus import Corpus
from maliviz.evidence.text import Span
from maliviz.phrases import quoted_series, series
from maliviz.problem import Problem
from maliviz.prose.links import Target, targets
from maliviz.prose.markdown import Cell, Link, Paragraph, paragraphs, sentences
from maliviz.prose.numbers import Fact, Meaning, facts, meanings
from maliviz.prose.speakers import names_any, names_every_text, texts

__all__ = ["check"]

_BESIDE = 48
_CANDIDATES = 2
_TELLING = re.compile(r"(?:told|tells?)\s+$", re.IGNORECASE)
_COUNTED = ("text", "document", "claim", "inference", "question", "passage")

LinkedTarget = tuple[Link, Target]


def check(cells: Iterable[Cell], corpus: Corpus) -> list[Problem]:
    """Return all that is wrong with the prose of some Markdown cells, in order."""
    context = _context(corpus)
    return sorted(
        _problem(cell, paragraph, finding)
        for cell in cells
        for paragraph in paragraphs(cell.source)
        for finding in _findings(paragraph, context)
    )


@dataclass(frozen=True)
class _Context:
    """What prose is held against.

    `sizes` has how many rows there are of what a reader may count (`text`: 2), `inferred_years`
    the years that no text prints, `words` the count words of the codebook.
    """

    targets: Mapping[str, Target]
    labels: tuple[str, ...]
    sizes: Mapping[str, int]
    inferred_years: frozenset[Meaning]
    words: frozenset[str]


def _context(corpus: Corpus) -> _Context:
    every, record = targets(corpus), corpus.record
    years = [year for target in every.values() for year in target.inferred_years]
    printed = meanings(words for claim in record.claims for words in (claim.printed, claim.value))
    sizes = {noun: len(getattr(record, f"{noun}s")) for noun in _COUNTED if noun != "text"}
    return _Context(
        targets=every,
        labels=tuple(document.label for document in record.documents),
        sizes={"text": len(record.documents)} | sizes,
        inferred_years=frozenset(years) - printed,
        words=frozenset(corpus.readings),
    )


class _Finding(NamedTuple):
    """One broken rule: where in the paragraph, the words there, the rule, the hint."""

    start: int
    value: str
    rule: str
    hint: str


def _problem(cell: Cell, paragraph: Paragraph, finding: _Finding) -> Problem:
    start, value, rule, hint = finding
    line, column = paragraph.place(cell.source, start)
    return Problem(cell.notebook, line, column, value, rule, hint, cell=cell.number)


def _findings(paragraph: Paragraph, context: _Context) -> Iterator[_Finding]:
    every = facts(paragraph.text, context.words)
    inside = {link: [fact for fact in every if _is_inside(fact, link)] for link in paragraph.links}
    for fact in every:
        if not any(_is_inside(fact, link) for link in paragraph.links):
            yield from _unlinked(paragraph, fact, context)
    linked: list[LinkedTarget] = []
    for link in paragraph.links:
        if not paragraph.words(link).strip():
            yield _Finding(link.start, f"#{link.anchor}", "a link without words", "write some")
        elif target := context.targets.get(link.anchor):
            linked.append((link, target))
            yield from _linked(paragraph, link, target, inside[link], context)
        else:
            yield _unknown(link, context)
    for span in _spans(paragraph):
        here = [(link, target) for link, target in linked if span.start <= link.start < span.end]
        if here:
            yield from _sentence(paragraph, span, here, context)


def _is_inside(fact: Fact, link: Link) -> bool:
    return link.start <= fact.start and fact.end <= link.end


def _spans(paragraph: Paragraph) -> list[Span]:
    """The sentences, drawn out so that no link falls between two of them."""
    starts = [0, *(span.start for span in sentences(paragraph)[1:]), len(paragraph.text) + 1]
    return [Span(start, end) for start, end in pairwise(starts)]


def _unknown(link: Link, context: _Context) -> _Finding:
    kind, _, id = link.anchor.partition("-")
    anchors = {anchor.partition("-")[2]: anchor for anchor in context.targets}
    near = [anchors[match] for match in get_close_matches(id, anchors, n=1)]
    hint = f'did you mean "#{near[0]}"?' if near else f"take an id from data/{kind}s.csv"
    return _Finding(link.start, f"#{link.anchor}", f"no such {kind}", hint)


def _unlinked(paragraph: Paragraph, fact: Fact, context: _Context) -> Iterator[_Finding]:
    if counted := _counted(paragraph.text, fact, context.sizes):
        noun, words = counted
        size = context.sizes[noun]
        if not _is_size(fact, size):
            rule = f"the corpus has {size} {noun}{'s' * (size != 1)}"
            yield _Finding(fact.start, words, rule, "correct the number, or write without one")
        return
    words = paragraph.text[fact.start : fact.end]
    kinds = {"number": "number", "ordinal": "number", "word": "count word"}
    rule = f"a {kinds.get(fact.kind, 'date')} without a link to a claim or an inference"
    yield _Finding(fact.start, words, rule, _proofs(paragraph, fact, words, context))


def _counted(text: str, fact: Fact, sizes: Mapping[str, int]) -> tuple[str, str] | None:
    """What of the corpus itself a number counts, and the words for it, if it does so."""
    if fact.meaning == ("number", "2") and _TELLING.search(text, 0, fact.start):
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


def _is_size(fact: Fact, size: int) -> bool:
    """Whether a count is that of the corpus; one of its things, or its second, is there too."""
    if fact.kind == "ordinal" or fact.value == "1":
        return int(fact.value) <= size
    return fact.value == str(size)


def _proofs(paragraph: Paragraph, fact: Fact, words: str, context: _Context) -> str:
    """Which claims and inferences say this, those first that are most like the prose."""
    prose = set(paragraph.text.casefold().split())
    proofs = [target for target in context.targets.values() if fact.meaning in target.meanings]
    proofs.sort(key=lambda t: (-len(prose & set(t.statement.casefold().split())), t.anchor))
    links = [f"[{words}](#{target.anchor})" for target in proofs[:_CANDIDATES]]
    if fact.meaning == ("number", str(context.sizes["text"])):
        links.append(f"“{words} texts” if it counts the texts")
    return f"write {series(links, 'or')}" if links else "no claim says it: write without it"


def _linked(
    paragraph: Paragraph, link: Link, target: Target, inside: Sequence[Fact], context: _Context
) -> Iterator[_Finding]:
    for fact in inside:
        words = paragraph.text[fact.start : fact.end]
        if fact.meaning not in target.meanings:
            hint = f"it says: {target.statement}"
            yield _Finding(fact.start, words, f"not in {target.name}", hint)
        elif fact.meaning in context.inferred_years and not _infers(target, fact):
            rule = f"no text prints this year, and {target.name} does not mark it as inferred"
            yield _Finding(fact.start, words, rule, _inferring(fact, words, context))
    numbers = [f for f in inside if f.kind == "number" and f.meaning in target.meanings]
    if numbers and target.bounds and not _bounded(paragraph, link, target.bounds):
        rule = f"{target.name} gives a bound and not the number itself"
        hint = f"write beside it {quoted_series(target.bounds)}"
        yield _Finding(link.start, paragraph.words(link), rule, hint)


def _infers(target: Target, fact: Fact) -> bool:
    return target.status == "inferred" or fact.meaning in target.inferred_years


def _inferring(fact: Fact, words: str, context: _Context) -> str:
    every = context.targets.values()
    anchors = sorted(t.anchor for t in every if fact.meaning in t.inferred_years)
    return f"write {series([f'[{words}](#{a})' for a in anchors[:_CANDIDATES]], 'or')}"


def _bounded(paragraph: Paragraph, link: Link, bounds: Iterable[str]) -> bool:
    """Whether a word for a bound is in a link or close to it."""
    start, end = max(0, link.start - _BESIDE), link.end + _BESIDE
    # "Nothing is expected before" is "not before" with other words between.
    negated = re.compile(r"\bn(?:o|ot|ever|othing|one)\b.*?\bbefore\b", re.IGNORECASE)
    beside = negated.sub("not before", paragraph.text[start:end])
    return any(re.search(rf"\b{re.escape(word)}\b", beside, re.IGNORECASE) for word in bounds)


def _sentence(
    paragraph: Paragraph, span: Span, here: Sequence[LinkedTarget], context: _Context
) -> Iterator[_Finding]:
    sentence = paragraph.text[span.start : span.end]
    labels = texts(sentence, context.labels)
    claims = [(link, target) for link, target in here if target.status != "inferred"]
    for link, target in claims:
        if fault := _misattributed(sentence, target, labels, len(context.labels)):
            yield _Finding(link.start, paragraph.words(link), *fault)
    yield from _joined(paragraph, sentence, claims, here, labels)


def _misattributed(
    sentence: str, target: Target, labels: frozenset[str], texts: int
) -> tuple[str, str] | None:
    """What is wrong with whom a sentence names for a claim, and the hint, if anything is."""
    own = f"text {target.document}"
    # Where a text contradicts itself, its name does not tell which of its speakers it is.
    by_speaker = target.self_contradicting and target.speakers
    enough = frozenset[str]() if by_speaker else labels
    if "disputed" in target.signs and not _has_speaker(sentence, target, enough):
        rule = f"{target.name} is disputed, and the sentence does not say who says it"
        names = target.speakers if by_speaker else (*target.speakers, own)
        return rule, f"name {quoted_series(names)}"
    if labels and not labels & target.documents:
        rule = f"the sentence names {_texts(labels)}, and {target.name} is of {own}"
        return rule, f'name "{own}" too, or make two sentences'
    if not labels and names_every_text(sentence) and len(target.documents) < texts:
        rule = f"the sentence attributes {target.name} to all texts, and {own} alone says it"
        return rule, f'name "{own}"'
    return None


def _joined(
    paragraph: Paragraph,
    sentence: str,
    claims: Sequence[LinkedTarget],
    here: Sequence[LinkedTarget],
    labels: frozenset[str],
) -> Iterator[_Finding]:
    """What no text says alone has to show that it is a join."""
    if not claims or frozenset.intersection(*(target.documents for _, target in claims)):
        return
    documents = frozenset(target.document for _, target in claims)
    if any(documents <= target.documents for _, target in here if target.status == "inferred"):
        return
    for link, target in claims:
        if not _has_speaker(sentence, target, labels):
            joint = f"the sentence joins what {_texts(documents)} say"
            names = quoted_series([*target.speakers, f"text {target.document}"])
            hint = f"name {names}, or link the inference that joins them"
            rule = f"{joint}, and {target.name} has no speaker"
            yield _Finding(link.start, paragraph.words(link), rule, hint)


def _has_speaker(sentence: str, target: Target, labels: frozenset[str]) -> bool:
    return bool(labels & target.documents) or names_any(sentence, target.speakers)


def _texts(labels: Iterable[str]) -> str:
    return series(f"text {label}" for label in sorted(labels))
