"""Whether the texts are the ones that were read, and whether all of them was read.

The texts are not part of the project. What was taken from them is pinned: each text by its hash
and length, each passage by its place, its hash and a few of its words, each claim by the words
printed in its passage. Whoever has the texts can check all of it here. The check is exact; it
never looks for something similar.

When a text has changed, whatever stands after the change has moved along with it. A passage that
is found unchanged, as far away as the text has grown or shrunk, is not reported; so the report
names what changed, and the claims that depend on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from maliviz.corpus import Corpus
from maliviz.corpus.claim import Claim
from maliviz.corpus.rows import Document, Passage
from maliviz.evidence.text import Span, Text, read_text, sentences
from maliviz.phrases import without_accents
from maliviz.problem import Problem, ProblemError


@dataclass(frozen=True)
class Coverage:
    """How many sentences of a text were read, and where those are that were not.

    Read is a sentence whose every letter and digit lies in a passage that is unchanged, and that
    claims rest on (`used`) or that is set aside.
    """

    label: str
    used: int
    set_aside: int
    unread: tuple[Span, ...]

    @property
    def sentences(self) -> int:
        return self.used + self.set_aside + len(self.unread)

    def words(self) -> str:
        """The count in a line.

        >>> Coverage("A", 26, 3, ()).words()
        'text A: 29 sentences: 26 used, 3 set aside, 0 unread'
        """
        unread = len(self.unread)
        return (
            f"text {self.label}: {self.sentences} sentence{'s' * (self.sentences != 1)}: "
            f"{self.used} used, {self.set_aside} set aside, {unread} unread"
        )

    def places(self) -> list[str]:
        """A line for each unread sentence; it gives the place, never the words."""
        return [
            f"text {self.label}: characters {start} to {end}: no passage covers this sentence; "
            "add a passage with claims on it, or one set aside with a reason"
            for start, end in self.unread
        ]


@dataclass(frozen=True)
class Verification:
    """What came of it: the problems in order, and the coverage of each text that can be read."""

    problems: tuple[Problem, ...]
    coverage: tuple[Coverage, ...]

    @property
    def passed(self) -> bool:
        return not self.problems and not any(text.unread for text in self.coverage)

    def report(self) -> str:
        """For a terminal: the problems, the unread sentences, a line on each text."""
        lines = [str(problem) for problem in self.problems]
        lines += [place for text in self.coverage for place in text.places()]
        return "\n".join([*lines, *(text.words() for text in self.coverage)])


def verify(corpus: Corpus, folder: Path | str) -> Verification:
    """Check every text, passage and claim against the texts in a folder."""
    problems: list[Problem] = []
    sources: list[_Source] = []
    for document in corpus.record.documents:
        try:
            source = _Source(corpus, document, read_text(Path(folder) / document.file))
        except ProblemError as error:
            rule, claims = error.problems[0].rule, _claims_of(corpus, document)
            problems.append(_problem(corpus, "documents", document.id, "file", rule, claims))
        else:
            sources.append(source)
            problems += source.problems()
    if len(sources) == len(corpus.documents):
        problems += _check_names(corpus, "\n".join(source.text.content for source in sources))
    coverage = tuple(source.coverage() for source in sources)
    return Verification(tuple(sorted(problems)), coverage)


class _Source:
    """A text as it is now, beside the document that says how it was when it was read."""

    def __init__(self, corpus: Corpus, document: Document, text: Text) -> None:
        self.corpus, self.document, self.text = corpus, document, text
        self.growth = len(text.content) - document.characters
        self.passages = [row for row in corpus.record.passages if row.document == document.id]
        self.claims = _claims_of(corpus, document)

    def find(self, passage: Passage) -> Span | None:
        """Where a passage is unchanged: at its place, or moved along by what was changed."""
        for offset in (0, self.growth):
            span = Span(passage.start + offset, passage.end + offset)
            inside = 0 <= span.start < span.end <= len(self.text.content)
            if inside and self.text.hash(span) == passage.sha256:
                return span
        return None

    def around(self, passage: Passage) -> str:
        """The passage itself, or else the place where it was, with what was added."""
        if span := self.find(passage):
            return self.text[span]
        start = max(0, passage.start + min(0, self.growth))
        return self.text[Span(start, passage.end + max(0, self.growth))]

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the text, its title, and each passage with its claims."""
        yield from self._check_text()
        yield from self._check_title()
        for passage in self.passages:
            yield from self._check_passage(passage)

    def _check_text(self) -> Iterator[Problem]:
        document, length = self.document, f"it has {len(self.text.content)} characters"
        if self.text.sha256 != document.sha256:
            changed = {passage.id for passage in self.passages if self.find(passage) is None}
            claims = [claim for claim in self.claims if claim.passage in changed]
            rule = f"not the text that was read: its hash differs, and {length}"
            yield _problem(self.corpus, "documents", document.id, "file", rule, claims)
        elif self.growth:
            where = ("documents", document.id, "characters")
            yield _problem(self.corpus, *where, length, self.claims)

    def _check_title(self) -> Iterator[Problem]:
        """Yield a problem if the text does not print its title, which `…` may cut short."""
        parts = [re.escape(part.strip()) for part in self.document.title.split("…")]
        if not re.search(".*?".join(parts), self.text.content):
            rule = "the text does not print this title, letter for letter"
            yield self.corpus.problem("documents", self.document.id, "title", rule)

    def _check_passage(self, passage: Passage) -> Iterator[Problem]:
        claims = [claim for claim in self.claims if claim.passage == passage.id]
        if self.find(passage) is None:
            rule = f"characters {passage.start} to {passage.end} are not what was read"
            yield _problem(self.corpus, "passages", passage.id, "id", rule, claims)
        place = self.around(passage)
        times = place.count(passage.words)
        if times != 1:
            rule = f"these words are {times} times in the passage, and should be once"
            yield _problem(self.corpus, "passages", passage.id, "words", rule, claims)
        for claim in claims:
            for column, words in (("printed", claim.printed), ("hedge", claim.hedge)):
                if not _prints(place, words):
                    rule = f'these words are not in passage "{passage.id}"'
                    yield _problem(self.corpus, "claims", claim.id, column, rule, [claim])

    def coverage(self) -> Coverage:
        uses: dict[int, str] = {}
        for passage in self.passages:
            if span := self.find(passage):
                uses |= dict.fromkeys(range(*span), passage.use)
        groups: dict[str, list[Span]] = {"": [], "used": [], "set aside": []}
        for span in sentences(self.text.content):
            use = {uses.get(n, "") for n in range(*span) if self.text.content[n].isalnum()}
            groups[next(group for group in groups if group in use)].append(span)
        unread, used, set_aside = groups.values()
        return Coverage(self.document.label, len(used), len(set_aside), tuple(unread))


def _claims_of(corpus: Corpus, document: Document) -> list[Claim]:
    return [claim for claim in corpus.record.claims if claim.document == document.id]


def _check_names(corpus: Corpus, texts: str) -> Iterator[Problem]:
    """Yield each form of a name that no text prints; here an accent and an apostrophe count."""
    for actor in corpus.record.actors:
        for form in actor.printed:
            if not _has_word(form, texts):
                near = _has_word(without_accents(form), without_accents(texts))
                hint = "it is there without accents" if near else "correct it, or take it out"
                rule = f'no text prints "{form}"'
                yield corpus.problem("actors", actor.id, "printed", rule, hint)


def _has_word(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _prints(place: str, words: str) -> bool:
    """Whether a place has some words as whole words; ` … ` leaves some out between them."""
    parts = [re.escape(part) for part in _straight(words).split(" … ")]
    pattern = ".*?".join(rf"(?<!\w){part}(?!\w)" for part in parts)
    return not words or re.search(pattern, _straight(place), re.DOTALL) is not None


def _straight(words: str) -> str:
    return words.replace("’", "'").replace("‘", "'")


def _problem(
    corpus: Corpus, table: str, id: str, column: str, rule: str, claims: Iterable[Claim]
) -> Problem:
    ids = ", ".join(sorted(claim.id for claim in claims))
    hint = f"claims that depend on it: {ids}" if ids else "no claim depends on it"
    return corpus.problem(table, id, column, rule, hint)
