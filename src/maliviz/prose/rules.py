"""What holds for a paragraph of prose: its numbers, and what its sentences attribute to whom.

Each rule yields problems, and goes on after the first. The rules, and why they are there:

- A link leads to evidence that exists, and its words say no number, date or count word that
  the evidence does not say.
- A bound stays one: "20" for "at least 20" would make a floor a number.
- A year that no text prints is linked to what infers it, so that it gets its sign.
- A number, date or count word outside a link has no proof. Only the number of texts (and of
  claims, inferences, questions and passages) may be there so, since the corpus itself can prove
  it: "two texts" is held against how many there are, and so is "both texts".
- A sentence names who says a disputed claim, and does not attribute a claim to another text.
- A sentence that joins what no text says alone names each text, or links the inference that
  joins them.
- What a language prints in its own way (the spaces and quotes of French) is printed so.

They hold in every language that has a vocabulary. A conditional (« aurait coulé ») names nobody:
it takes the place of no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from maliviz.corpus import Corpus
from maliviz.phrases import quoted_series, series
from maliviz.problem import Problem, shown
from maliviz.prose.links import Target, names_any, names_every_text, targets, texts
from maliviz.prose.markdown import Cell, Link, Paragraph, paragraphs, sentences
from maliviz.prose.numbers import Fact, Meaning, facts, meanings
from maliviz.prose.vocabulary import any_of, plain, vocabulary

_BESIDE = 48
_CANDIDATES = 2
_COUNTED = ("document", "claim", "inference", "question", "passage")
"""What a reader may count, besides texts."""

LinkedTarget = tuple[Link, Target]


def check(cells: Iterable[Cell], corpus: Corpus) -> list[Problem]:
    """Return all that is wrong with the prose of some Markdown cells, in order."""
    evidence = _Evidence(corpus)
    return sorted(
        problem
        for cell in cells
        for paragraph in paragraphs(cell.source)
        for problem in _Check(cell, paragraph, evidence).problems()
    )


@dataclass(frozen=True)
class Caption:
    """What somebody wrote in the cell of a figure, and what the figure stands on.

    `anchors` are its claims and inferences, `rows` the rows of its table.
    """

    notebook: str
    cell: int
    texts: Sequence[str]
    anchors: Sequence[str]
    rows: Sequence[Sequence[str]]


def check_captions(captions: Iterable[Caption], corpus: Corpus) -> list[Problem]:
    """Return the numbers, dates and count words of captions that nothing in their figures says.

    Those that count the texts of the corpus have to count them right. A label that is nothing but
    a number, as on an axis, says nothing; how many rows there are, the table says.
    """
    evidence = _Evidence(corpus)
    return [problem for one in captions for problem in _unsaid(one, evidence)]


def _unsaid(caption: Caption, evidence: _Evidence) -> Iterator[Problem]:
    said = _said(caption, evidence)
    for text in caption.texts:
        # What is written in code has no line and no column.
        check = _Check(Cell(caption.notebook, caption.cell, ""), Paragraph(text, 0, 0), evidence)
        yield from check.as_a_whole()
        for fact in () if _is_label(text, check.facts) else check.facts:
            if fact.meaning in said or evidence.drawn.match(text, fact.end):
                continue
            if check.counted(fact):
                yield from check.unlinked(fact)
            else:
                rule = f"a {fact.noun} in “{shown(text)}” that no claim of the figure says"
                yield check.fault(fact, rule, "correct it, or give the claim that says it")


def _said(caption: Caption, evidence: _Evidence) -> frozenset[Meaning]:
    """What the claims of a figure say, what its table says, and how many rows this has."""
    known = (evidence.targets.get(anchor) for anchor in caption.anchors)
    cells = (cell for row in caption.rows for cell in row)
    return frozenset([("number", str(len(caption.rows)))]).union(
        *(target.meanings for target in known if target),
        (fact.meaning for cell in cells for fact in evidence.facts(cell)),
    )


def _is_label(text: str, every: Iterable[Fact]) -> bool:
    """Whether there is nothing but numbers in a text, as on an axis."""
    inside = {place for fact in every for place in range(fact.start, fact.end)}
    bare = "".join(letter for place, letter in enumerate(text) if place not in inside)
    return not re.search(r"[^\W\d_]", bare)


class _Evidence:
    """What prose is held against, and what it is read by.

    `sizes` has how many rows there are of what a reader may count (`text`: 2), `labels` the short
    name of each text by its label, `inferred_years` the years that no text prints, `words` the
    count words of the codebook. `told` finds what tells how often something is told, `counted` a
    noun for what is counted, `drawn` one for what is seen in a figure: before a number or after it.
    """

    def __init__(self, corpus: Corpus) -> None:
        record = corpus.record
        self.language = corpus.language
        self.vocabulary = vocabulary(corpus.language)
        self.targets = targets(corpus)
        self.labels = {document.label: document.name for document in record.documents}
        self.words = frozenset(corpus.readings)
        self.sizes = {noun: len(getattr(record, f"{noun}s")) for noun in _COUNTED}
        self.sizes["text"] = len(self.labels)
        texts = (text for claim in record.claims for text in (claim.printed, claim.value))
        printed = meanings(texts, language=self.language)
        years = (target.inferred_years for target in self.targets.values())
        self.inferred_years = frozenset[Meaning]().union(*years) - printed
        self.told = self._finds(self.vocabulary.told, after=r"\s+$")
        nouns = [form for forms in self.vocabulary.things.values() for form in forms]
        between = rf"\s+(?:{any_of(*self.vocabulary.before_texts)}\s+)*"
        self.counted = self._finds(nouns, before=between)
        self.drawn = self._finds(self.vocabulary.drawn, before=r"\s+(?:\w+\s+)?")

    @staticmethod
    def _finds(words: Iterable[str], before: str = "", after: str = "") -> re.Pattern[str]:
        return re.compile(f"{before}({any_of(*words)}){after}", re.IGNORECASE)

    def facts(self, text: str) -> list[Fact]:
        """The numbers, dates and count words of a text."""
        return facts(text, self.words, self.language)

    def text(self, label: str) -> str:
        """A text as a sentence names it."""
        return f"{self.vocabulary.things.get('text', ['text'])[0]} {label}"

    def texts(self, labels: Iterable[str]) -> str:
        """Some texts as sentences name them, in a row."""
        return series(self.text(label) for label in sorted(labels))


class _Check:
    """Holds one paragraph against the evidence, by a method for each kind of rule."""

    def __init__(self, cell: Cell, paragraph: Paragraph, evidence: _Evidence) -> None:
        self.cell, self.paragraph, self.evidence = cell, paragraph, evidence
        self.text, self.known = paragraph.text, evidence.vocabulary
        self.facts = evidence.facts(paragraph.text)

    def problem(self, start: int, value: str, rule: str, hint: str) -> Problem:
        line, column = self.paragraph.place(self.cell.source, start)
        return Problem(self.cell.notebook, line, column, value, rule, hint, cell=self.cell.number)

    def fault(self, stretch: Fact | Link, rule: str, hint: str) -> Problem:
        return self.problem(stretch.start, self.words(stretch), rule, hint)

    def words(self, stretch: Fact | Link) -> str:
        """What a fact or a link says, as it is written."""
        return self.text[stretch.start : stretch.end]

    def problems(self) -> Iterator[Problem]:
        yield from self.as_a_whole()
        links = self.paragraph.links
        for fact in self.facts:
            if not any(_is_inside(fact, link) for link in links):
                yield from self.unlinked(fact)
        linked: list[LinkedTarget] = []
        for link in links:
            if not self.words(link).strip():
                rule = "a link without words"
                yield self.problem(link.start, f"#{link.anchor}", rule, "write some")
            elif target := self.evidence.targets.get(link.anchor):
                linked.append((link, target))
                yield from self.linked(link, target)
            else:
                yield self.unknown(link)
        for start, end in self.sentences():
            if here := [(link, target) for link, target in linked if start <= link.start < end]:
                yield from self.attributed(self.text[start:end], here)
                yield from self.joined(self.text[start:end], here)

    def as_a_whole(self) -> Iterator[Problem]:
        """Where the texts are counted wrong, or signs are not those of the language."""
        told = {fact.start for fact in self.facts if self.counted(fact)}
        for start, *fault in self.known.miscounted(self.text, self.evidence.sizes["text"]):
            if start not in told:
                yield self.problem(start, *fault)
        for start, *fault in self.known.misprinted(self.text):
            # A place is that of a word: the next one, or else the one before.
            if not self.text[start + 1 :][:1].isalnum():
                start = len(re.sub(r"\w+\W*$", "", self.text[:start]))
            yield self.problem(start, *fault)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where the sentences are, drawn out so that no link falls between two of them."""
        starts = [span.start for span in sentences(self.paragraph)[1:]]
        return pairwise([0, *starts, len(self.text) + 1])

    def unknown(self, link: Link) -> Problem:
        kind, _, id = link.anchor.partition("-")
        anchors = {anchor.partition("-")[2]: anchor for anchor in self.evidence.targets}
        near = [anchors[match] for match in get_close_matches(id, anchors, n=1)]
        hint = f'did you mean "#{near[0]}"?' if near else f"take an id from data/{kind}s.csv"
        return self.problem(link.start, f"#{link.anchor}", f"no such {kind}", hint)

    def unlinked(self, fact: Fact) -> Iterator[Problem]:
        """A number, date or count word outside a link proves itself, or has no proof."""
        if counted := self.counted(fact):
            noun, words = counted
            size = self.evidence.sizes[noun]
            # One of the things counted, or the second of them, is there if there are as many.
            part = fact.kind == "ordinal" or fact.value == "1"
            if not (int(fact.value) <= size if part else fact.value == str(size)):
                rule = f"the corpus has {size} {noun}{'s' * (size != 1)}"
                hint = "correct the number, or write without one"
                yield self.problem(fact.start, words, rule, hint)
            return
        rule = f"a {fact.noun} without a link to a claim or an inference"
        yield self.fault(fact, rule, self.proofs(fact))

    def counted(self, fact: Fact) -> tuple[str, str] | None:
        """What of the corpus itself a number counts, and the words for it, if it does so."""
        if fact.meaning == ("number", "2") and self.evidence.told.search(self.text, 0, fact.start):
            return "text", self.words(fact)
        match = self.evidence.counted.match(self.text, fact.end)
        if fact.kind not in ("number", "ordinal") or not match:
            return None
        form = int(fact.kind == "number" and fact.value != "1")
        for noun, forms in self.known.things.items():
            if match[1].casefold() == forms[form]:
                return noun, self.text[fact.start : match.end()]
        return None

    def proofs(self, fact: Fact) -> str:
        """Which claims and inferences say this, those first that are most like the prose."""
        prose = set(self.text.casefold().split())
        every = self.evidence.targets.values()
        proofs = [target for target in every if fact.meaning in target.meanings]
        proofs.sort(key=lambda t: (-len(prose & set(t.statement.casefold().split())), t.anchor))
        ways = self.links(fact, [target.anchor for target in proofs])
        if self.known.known and fact.meaning == ("number", str(self.evidence.sizes["text"])):
            noun = self.known.things["text"][1]
            ways.append(f"“{self.words(fact)} {noun}” if it counts the texts")
        return f"write {series(ways, 'or')}" if ways else "no claim says it: write without it"

    def links(self, fact: Fact, anchors: Sequence[str]) -> list[str]:
        """A fact as it may be linked to some claims, the first of them."""
        return [f"[{self.words(fact)}](#{anchor})" for anchor in anchors[:_CANDIDATES]]

    def linked(self, link: Link, target: Target) -> Iterator[Problem]:
        """The words of a link say what its evidence says, a bound as a bound."""
        inside = [fact for fact in self.facts if _is_inside(fact, link)]
        for fact in inside:
            if fact.meaning not in target.meanings:
                yield self.fault(fact, f"not in {target.name}", f"it says: {target.statement}")
            elif fact.meaning in self.evidence.inferred_years and not _infers(target, fact):
                yield self.unmarked(fact, target)
        numbers = [f for f in inside if f.kind == "number" and f.meaning in target.meanings]
        if numbers and target.bound in self.known.bounds and not self.bounded(link, target.bound):
            rule = f"{target.name} gives a bound and not the number itself"
            hint = f"write beside it {quoted_series(self.known.bounds[target.bound])}"
            yield self.fault(link, rule, hint)

    def unmarked(self, year: Fact, target: Target) -> Problem:
        """A year that no text prints, linked to what does not infer it."""
        every = self.evidence.targets.values()
        anchors = sorted(one.anchor for one in every if year.meaning in one.inferred_years)
        rule = f"no text prints this year, and {target.name} does not mark it as inferred"
        return self.fault(year, rule, f"write {series(self.links(year, anchors), 'or')}")

    def bounded(self, link: Link, bound: str) -> bool:
        """Whether words for a bound are in a link or close to it, and not within those of another.

        "No more than" says no "more than", and "not before" no "before".
        """
        beside = plain(self.text[max(0, link.start - _BESIDE) : link.end + _BESIDE])
        found = {
            (match.span(), kind)
            for kind in self.known.bounds
            for match in re.finditer(self.known.bound(kind), beside, re.IGNORECASE)
        }
        return any(
            kind == bound and not any(_is_part(span, other) for other, _ in found)
            for span, kind in found
        )

    def attributed(self, sentence: str, here: Sequence[LinkedTarget]) -> Iterator[Problem]:
        """A sentence names who says what is disputed, and lays nothing to another text."""
        for link, target in here:
            if not target.is_inference:
                fault = self.unnamed(sentence, target) or self.laid_to_others(sentence, target)
                if fault:
                    yield self.fault(link, *fault)

    def unnamed(self, sentence: str, target: Target) -> tuple[str, str] | None:
        """What is wrong where a sentence names nobody for a disputed claim, and the hint."""
        # Where a text contradicts itself, its name does not tell which of its speakers it is.
        by_speaker = target.self_contradicting and target.speakers
        enough = frozenset[str]() if by_speaker else self.named(sentence)
        if "disputed" not in target.signs or _has_speaker(sentence, target, enough):
            return None
        rule = f"{target.name} is disputed, and the sentence does not say who says it"
        own = () if by_speaker else (self.evidence.text(target.document),)
        return rule, f"name {quoted_series([*target.speakers, *own])}"

    def laid_to_others(self, sentence: str, target: Target) -> tuple[str, str] | None:
        """What is wrong where a sentence names texts that do not say it, and the hint."""
        labels, own = self.named(sentence), self.evidence.text(target.document)
        if labels and not labels & target.documents:
            others = self.evidence.texts(labels)
            rule = f"the sentence names {others}, and {target.name} is of {own}"
            return rule, f'name "{own}" too, or make two sentences'
        size = self.evidence.sizes["text"]
        counted_wrong = [*self.known.miscounted(sentence, size)]
        by_all = names_every_text(sentence, self.known) and not counted_wrong
        if not labels and by_all and len(target.documents) < size:
            rule = f"the sentence attributes {target.name} to all texts, and {own} alone says it"
            return rule, f'name "{own}"'
        return None

    def named(self, sentence: str) -> frozenset[str]:
        """The labels of the texts that a sentence names."""
        return texts(sentence, self.evidence.labels, self.known)

    def joined(self, sentence: str, here: Sequence[LinkedTarget]) -> Iterator[Problem]:
        """What no text says alone has to show that it is a join."""
        claims = [(link, target) for link, target in here if not target.is_inference]
        if not claims or frozenset.intersection(*(target.documents for _, target in claims)):
            return
        documents = frozenset(target.document for _, target in claims)
        if any(documents <= target.documents for _, target in here if target.is_inference):
            return
        labels = self.named(sentence)
        for link, target in claims:
            if not _has_speaker(sentence, target, labels):
                joint = f"the sentence joins what {self.evidence.texts(documents)} say"
                rule = f"{joint}, and {target.name} has no speaker"
                names = quoted_series([*target.speakers, self.evidence.text(target.document)])
                hint = f"name {names}, or link the inference that joins them"
                yield self.fault(link, rule, hint)


def _is_inside(fact: Fact, link: Link) -> bool:
    return link.start <= fact.start and fact.end <= link.end


def _is_part(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a phrase begins or ends a longer one."""
    within = other[0] <= span[0] and span[1] <= other[1]
    return within and span != other and (span[0] == other[0] or span[1] == other[1])


def _infers(target: Target, fact: Fact) -> bool:
    return target.is_inference or fact.meaning in target.inferred_years


def _has_speaker(sentence: str, target: Target, labels: frozenset[str]) -> bool:
    return bool(labels & target.documents) or names_any(sentence, target.speakers)
