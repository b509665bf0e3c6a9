"""What a link of the prose leads to: all that a sentence may take from a claim or an inference.

A target knows which numbers and dates its evidence says, which texts say it, whom a sentence has
to name if another speaker contradicts it, and with which sign a reader is told so. It is made
of single claims and not of questions: two claims may conflict while a third one on the same
question, with another scope, stands undisputed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from maliviz.corpus import Corpus
from maliviz.corpus.record import Record, records, said_by
from maliviz.count import Count
from maliviz.edtf import Edtf, parse, parse_ago, printed
from maliviz.evidence.agreement import agreement, answers
from maliviz.evidence.derive import derive
from maliviz.prose.numbers import facts
from maliviz.prose.speaker import speakers

__all__ = ["SIGNS", "Said", "Target", "listed", "targets"]

Said = tuple[str, str]

SIGNS = {"agree": "=", "compatible": "≈", "conflict": "≠", "not comparable": "/"}
"""What stands between the labels of two texts; a single one has its label alone."""

_FLOOR = ("at least", "no fewer than", "or more")
_BOUNDS = {
    "floor": _FLOOR,
    "ceiling": ("at most", "no more than", "up to", "or fewer"),
    "about": ("about", "around", "roughly", "approximately"),
    "latest": ("by", "until", "before", "no later than", "at the latest"),
    "earliest": ("or later", "not before", "at the earliest", "from", "after", "at least"),
}


@dataclass(frozen=True)
class Target:
    """A claim or an inference, as far as prose depends on it.

    `says` are the numbers, dates and count words in it; `inferred` those years that no text
    prints; `documents` the labels of the texts that say it (all of them for an inference, since
    it needs them all), and `document` that of the claim itself; `torn` whether that very text
    says otherwise too; `speakers` the words that name who says it; `bounds` the words of which
    one has to stand beside its number. `status`, `sign` and `spoken` are for the reader.
    """

    anchor: str
    statement: str
    says: frozenset[Said]
    documents: frozenset[str]
    status: str
    sign: str
    spoken: str
    inferred: frozenset[Said] = frozenset()
    document: str = ""
    torn: bool = False
    speakers: tuple[str, ...] = ()
    bounds: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is and its id: `claim "at-least-20"`."""
        kind, _, id = self.anchor.partition("-")
        return f'{kind} "{id}"'


def targets(corpus: Corpus) -> dict[str, Target]:
    """Return every claim and inference by its anchor (`claim-…`, `inference-…`)."""
    claims = _Claims(corpus)
    found = [*map(claims.target, claims.rows), *_inferences(corpus, claims.rows)]
    return {target.anchor: target for target in found}


class _Claims:
    """All claims of a corpus, read once, so that each can be held against the others."""

    def __init__(self, corpus: Corpus) -> None:
        self.rows = records(corpus.claims)
        self.read = answers(corpus)
        self.actors = {row["id"]: row for row in records(corpus.actors)}
        self.says = {row["id"]: _said(self._words(row), corpus.readings) for row in self.rows}
        self.asked: dict[str, list[Record]] = {}
        for row in self.rows:
            self.asked.setdefault(row["question"], []).append(row)

    def _words(self, row: Record) -> list[str]:
        ago = parse_ago(row["ago"]).words() if row["ago"] else ""
        answer = self.read[row["id"]].words
        return [row["statement"], row["printed"], answer, *_dates(row["when"]), ago]

    def target(self, row: Record) -> Target:
        id, label = row["id"], row["document_label"]
        status, against = self._status(row)
        others = _labels(against, without=label)
        when = parse(row["when"]) if row["when"] else None
        return Target(
            f"claim-{id}",
            row["statement"],
            self.says[id],
            frozenset([label, *(others if status == "agree" else ())]),
            status,
            label + (SIGNS[status] + "".join(others or [label]) if against else ""),
            f"{said_by(row)}; {_relation(label, status, against)}",
            _inferred_years(when),
            label,
            status == "conflict" and label in {other["document_label"] for other in against},
            speakers([row["speaker"], *row["via"].split()], self.actors),
            _bounds(self.read[id].count, when),
        )

    def _status(self, row: Record) -> tuple[str, list[Record]]:
        """How a claim stands among those on its question, and which of them make it so.

        A conflict counts inside one text too; all else is news only if another text has it.
        """
        found: dict[str, list[Record]] = {}
        for other in self.asked[row["question"]]:
            if not _unrelated(row, other):
                found.setdefault(self._verdict(row, other), []).append(other)
        if "conflict" in found:
            return "conflict", found["conflict"]
        for status in ("agree", "compatible", "not comparable"):
            across = [o for o in found.get(status, ()) if o["document"] != row["document"]]
            if across:
                return status, across
        return "single", []

    def _verdict(self, row: Record, other: Record) -> str:
        """Their agreement; who leaves out a number or a date has not said the same."""
        verdict = agreement(self.read[row["id"]], self.read[other["id"]]).verdict
        less = verdict == "agree" and not self.says[row["id"]] <= self.says[other["id"]]
        return "compatible" if less else verdict


def _unrelated(row: Record, other: Record) -> bool:
    """Whether two claims are one, or no rivals since each dates an event of its own."""
    events = {row["event"], other["event"]} - {""}
    return row["id"] == other["id"] or len(events) > 1


def _relation(label: str, status: str, others: Iterable[Record]) -> str:
    labels = _labels(others, without=label)
    texts, several = listed(f"text {other}" for other in labels), len(labels) > 1
    return {
        "single": f"only text {label} tells it",
        "agree": f"{texts} {'say' if several else 'says'} the same",
        "compatible": f"{texts} {'do' if several else 'does'} not contradict it",
        "not comparable": f"what {texts} {'say' if several else 'says'} cannot be compared",
        "conflict": f"disputed by {listed(map(said_by, others))}",
    }[status]


def _labels(claims: Iterable[Record], without: str) -> list[str]:
    return sorted({claim["document_label"] for claim in claims} - {without})


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Each once, in a row: "a", "a and b", "a, b and c"."""
    *most, last = dict.fromkeys(words) or [""]
    return f"{', '.join(most)} {joint} {last}" if most else last


def _dates(when: str) -> list[str]:
    return [date.words() for date in (parse(when), printed(parse(when)))] if when else []


def _said(words: Iterable[str], readings: Collection[str]) -> frozenset[Said]:
    return frozenset(fact.said for text in words for fact in facts(text, readings))


def _inferred_years(when: Edtf | None) -> frozenset[Said]:
    """The years of a date that no text prints."""
    if when is None or "year" not in when.inferred:
        return frozenset()
    both, known = _said([when.words()], ()), _said([printed(when).words()], ())
    return frozenset(said for said in both - known if said[0] == "number")


def _bounds(count: Count | None, when: Edtf | None) -> tuple[str, ...]:
    """What has to stand beside the number, so that a bound is not told as the number itself."""
    if when and when.form == "one-of" and not (when.earliest and when.latest):
        return _BOUNDS["earliest" if when.earliest else "latest"]
    return _BOUNDS.get(count.form, ()) if count and not count.word else ()


def _inferences(corpus: Corpus, claims: Iterable[Record]) -> Iterator[Target]:
    rows = records(derive(corpus))
    labels = {claim["id"]: claim["document_label"] for claim in claims}
    # A date of a claim that is inferred stands on what its inference stands on.
    stands_on = {claim["id"]: claim["when_inference"].split() for claim in claims}
    stands_on |= {row["id"]: row["premises"].split() for row in rows}
    for row in rows:
        documents = sorted(_behind(row["id"], stands_on, labels))
        words = [row["statement"], row["value"], row["words"], *_dates(row["when"])]
        yield Target(
            f"inference-{row['id']}",
            row["statement"],
            _said(words, corpus.readings),
            frozenset(documents),
            "inferred",
            "+".join(documents) + "?",
            f"inferred from {listed(f'text {d}' for d in documents)}; strength: {row['strength']}",
            _inferred_years(parse(row["when"]) if row["when"] else None),
            bounds=_FLOOR if row["words"].startswith("at least ") else (),
        )


def _behind(
    id: str, stands_on: Mapping[str, list[str]], labels: Mapping[str, str]
) -> frozenset[str]:
    """The labels of the texts behind an inference, through however many others."""
    seen, waiting = {id}, [id]
    while waiting:
        new = [premise for premise in stands_on.get(waiting.pop(), ()) if premise not in seen]
        seen.update(new)
        waiting += new
    return frozenset(labels[premise] for premise in seen if premise in labels)
