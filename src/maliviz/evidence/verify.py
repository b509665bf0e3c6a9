"""Whether the texts are the ones that were read, and whether all of them was read.

The texts are not part of the project. What was taken from them is pinned: each text by its hash
and length, each passage by its place, its hash and a few of its words, each claim by the words
printed in its passage. Whoever has the texts can check all of it here. The check is exact; it
never looks for something similar.

When a text has changed, whatever stands after the change has moved along with it. A passage that
is found unchanged, as far away as the text has grown or shrunk, is not reported; so the report
names what changed, and the claims that hang on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pandas as pd

from maliviz.corpus import Corpus
from maliviz.corpus.record import Row
from maliviz.evidence.sentences import Span, sentences
from maliviz.phrases import without_accents
from maliviz.problem import Problem

__all__ = ["Coverage", "Verification", "verify"]


@dataclass(frozen=True)
class Coverage:
    """How many sentences of a text were read, and where those stand that were not.

    Read is a sentence whose every letter and digit lies in a passage that is unchanged, and that
    claims rest on (`used`) or that is set aside.
    """

    document: str
    label: str
    used: int
    set_aside: int
    unread: tuple[Span, ...]

    @property
    def sentences(self) -> int:
        return self.used + self.set_aside + len(self.unread)

    def words(self) -> str:
        """The count in a line.

        >>> Coverage("a", "A", 26, 3, ()).words()
        'text A: 29 sentences: 26 used, 3 set aside, 0 unread'
        """
        unread = len(self.unread)
        return (
            f"text {self.label}: {self.sentences} sentences: "
            f"{self.used} used, {self.set_aside} set aside, {unread} unread"
        )

    def places(self) -> list[str]:
        """A line for each unread sentence; it gives the place, never the words."""
        return [
            f"text {self.label}: characters {start} to {end}: no passages cover this sentence; "
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


@dataclass(frozen=True)
class _Text:
    """A text as it was found, and by how many characters it is longer than when it was read."""

    content: str
    sha256: str
    growth: int

    def holds(self, passage: Row, offset: int) -> bool:
        start, end = passage["start"] + offset, passage["end"] + offset
        if not 0 <= start < end <= len(self.content):
            return False
        return sha256(self.content[start:end].encode()).hexdigest() == str(passage["sha256"])

    def find(self, passage: Row) -> Span | None:
        """Where the passage stands unchanged: at its place, or moved along by what was changed."""
        for offset in (0, self.growth):
            if self.holds(passage, offset):
                return Span(passage["start"] + offset, passage["end"] + offset)
        return None

    def around(self, passage: Row) -> str:
        """What stands there: the passage itself, or the place where it was, and what was added."""
        if span := self.find(passage):
            return self.content[slice(*span)]
        start = max(0, passage["start"] + min(0, self.growth))
        return self.content[start : passage["end"] + max(0, self.growth)]


class _Unreadable(Exception):
    """Why a text cannot be read, as the rest of a sentence."""


def verify(corpus: Corpus, folder: Path | str) -> Verification:
    """Check every text, passage and claim against the texts in a folder."""
    problems: list[Problem] = []
    coverage: list[Coverage] = []
    texts: list[str] = []
    for document in corpus.documents.to_dict("records"):
        passages = _of(corpus.passages, document)
        claims = _of(corpus.claims, document)
        try:
            text = _read(Path(folder) / document["file"], document)
        except _Unreadable as error:
            problems.append(_wrong(corpus, "documents", document, "file", str(error), claims))
            continue
        problems += _check_text(corpus, document, text, passages, claims)
        for passage in passages:
            hanging = [claim for claim in claims if claim["passage"] == passage["id"]]
            problems += _check_passage(corpus, passage, text, hanging)
        coverage.append(_cover(document, text, passages))
        texts.append(text.content)
    if len(texts) == len(corpus.documents):
        problems += _check_names(corpus, "\n".join(texts))
    return Verification(tuple(sorted(problems)), tuple(coverage))


def _of(frame: pd.DataFrame, document: Row) -> list[Row]:
    return [*frame[frame["document"] == document["id"]].to_dict("records")]


def _read(path: Path, document: Row) -> _Text:
    try:
        raw = path.read_bytes()
        content = raw.decode()
    except FileNotFoundError:
        raise _Unreadable("there is no such file in the folder of the texts") from None
    except IsADirectoryError:
        raise _Unreadable("this is a folder and no text") from None
    except OSError:
        raise _Unreadable("the file cannot be read") from None
    except UnicodeDecodeError as error:
        raise _Unreadable(f"the file is not UTF-8: see byte {error.start}") from None
    return _Text(content, sha256(raw).hexdigest(), len(content) - document["characters"])


def _check_text(
    corpus: Corpus, document: Row, text: _Text, passages: list[Row], claims: list[Row]
) -> Iterator[Problem]:
    found = f"it has {len(text.content)} characters"
    if text.sha256 != document["sha256"]:
        changed = {passage["id"] for passage in passages if text.find(passage) is None}
        hanging = [claim for claim in claims if claim["passage"] in changed]
        rule = f"this is not the text that was read: its hash differs, and {found}"
        yield _wrong(corpus, "documents", document, "file", rule, hanging)
    elif text.growth:
        yield _wrong(corpus, "documents", document, "characters", found, claims)
    yield from _check_title(corpus, document, text)


def _check_title(corpus: Corpus, document: Row, text: _Text) -> Iterator[Problem]:
    """Yield a problem if a text does not print its title, which `…` may cut short."""
    parts = [re.escape(part.strip()) for part in document["title"].split("…")]
    if not re.search(".*?".join(parts), text.content):
        rule = "this title does not stand in the text, letter for letter"
        yield corpus.problem("documents", document["id"], "title", rule)


def _check_names(corpus: Corpus, texts: str) -> Iterator[Problem]:
    """Yield each form of a name that no text prints; here an accent and an apostrophe count."""
    unprinted = corpus.schema.table("actors").field("printed").or_else
    for actor in corpus.actors.to_dict("records"):
        for form in actor["printed"].split(" | "):
            if form == unprinted:
                continue
            if not re.search(rf"(?<!\w){re.escape(form)}(?!\w)", texts):
                plain = re.escape(without_accents(form))
                near = re.search(rf"(?<!\w){plain}(?!\w)", without_accents(texts))
                hint = "without accents it is there" if near else "correct it, or take it out"
                rule = f'no text prints "{form}"'
                yield corpus.problem("actors", actor["id"], "printed", rule, hint)


def _check_passage(
    corpus: Corpus, passage: Row, text: _Text, hanging: list[Row]
) -> Iterator[Problem]:
    if text.find(passage) is None:
        rule = f"characters {passage['start']} to {passage['end']} are not what was read"
        yield _wrong(corpus, "passages", passage, "id", rule, hanging)
    place = text.around(passage)
    times = place.count(passage["words"])
    if times != 1:
        rule = f"these words stand {times} times in the passage, and should once"
        yield _wrong(corpus, "passages", passage, "words", rule, hanging)
    for claim in hanging:
        for column in ("printed", "hedge"):
            if not _stands(claim[column], place):
                rule = f'these words do not stand in passage "{passage["id"]}"'
                yield _wrong(corpus, "claims", claim, column, rule, [claim])


def _stands(words: str, place: str) -> bool:
    """Whether some words stand in a place as whole words; ` … ` leaves some out between them."""
    parts = [re.escape(_straight(part)) for part in words.split(" … ")]
    pattern = ".*?".join(rf"(?<!\w){part}(?!\w)" for part in parts)
    return not words or re.search(pattern, _straight(place), re.DOTALL) is not None


def _straight(words: str) -> str:
    return words.replace("’", "'").replace("‘", "'")


def _wrong(
    corpus: Corpus, table: str, row: Row, column: str, rule: str, hanging: list[Row]
) -> Problem:
    ids = ", ".join(sorted(claim["id"] for claim in hanging))
    hint = f"claims that hang on it: {ids}" if ids else "no claim hangs on it"
    return corpus.problem(table, row["id"], column, rule, hint)


def _cover(document: Row, text: _Text, passages: list[Row]) -> Coverage:
    uses: dict[int, str] = {}
    for passage in passages:
        if span := text.find(passage):
            uses |= dict.fromkeys(range(*span), str(passage["use"]))
    used: list[Span] = []
    set_aside: list[Span] = []
    unread: list[Span] = []
    for span in sentences(text.content):
        found = {uses.get(n, "") for n in range(*span) if text.content[n].isalnum()}
        group = unread if "" in found else used if "used" in found else set_aside
        group.append(span)
    return Coverage(document["id"], document["label"], len(used), len(set_aside), tuple(unread))
