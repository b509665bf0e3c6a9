"""The evidence as text: every claim under its question, every inference, every silence.

A listing is what a reader lands on who asks of a mark or a number: who says so? Each claim
and each inference stands there once, with an address of its own (``#claim-ID``,
``#inference-ID``). A page that shows all listings holds the whole proof.

An empty ``<p class="uses">`` in each entry is where the publisher writes which figures and
sentences stand on it, which no notebook can know of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import Any

from maliviz.corpus import Corpus
from maliviz.corpus.record import firmness, records, said_by
from maliviz.edtf import parse, parse_ago
from maliviz.evidence.compare import compare
from maliviz.evidence.derive import derive

VERDICTS = {
    "agree": "The texts agree",
    "compatible": "The texts are compatible",
    "conflict": "The texts contradict each other",
    "not comparable": "The texts cannot be compared",
    "single text": "Only one text tells of it",
}


@dataclass(frozen=True)
class Listing:
    """Entries in reading order, as HTML without script and style, and as lines of text."""

    entries: tuple[str, ...]
    lines: tuple[str, ...]

    def html(self) -> str:
        """Return all entries in one element."""
        return f'<div class="listing">{"".join(self.entries)}</div>'

    def text(self) -> str:
        """Return a line an entry."""
        return "\n".join(self.lines)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.text()}


def list_claims(corpus: Corpus, topic: str) -> Listing:
    """Return the claims of one topic, each under its question, with how the texts compare.

    A topic that no question has is a ``ValueError`` that names those there are.
    """
    topics = sorted(set(corpus.questions["topic"]))
    if topic not in topics:
        raise ValueError(f'no question has the topic "{topic}"; the topics are {", ".join(topics)}')
    asked, told = (frame[frame["topic"] == topic] for frame in (corpus.questions, corpus.claims))
    about = replace(corpus, questions=asked, claims=told)
    verdicts = {row["question"]: row for row in records(compare(about))}
    claims = records(told)
    labels = dict(zip(corpus.documents["id"], corpus.documents["label"], strict=True))
    groups = [(q, list(group)) for q, group in groupby(claims, key=lambda c: str(c["question"]))]
    entries = [_question_html(verdicts[q], members, labels) for q, members in groups]
    lines = [f"{c['question_text']} {c['statement']} ({said_by(c)})" for c in claims]
    return Listing(tuple(entries), tuple(lines))


def list_inferences(corpus: Corpus) -> Listing:
    """Return every inference with what it concludes, on which premises, and how firmly."""
    rows = records(derive(corpus))
    known = {f"claim-{c['id']}": str(c["statement"]) for c in records(corpus.claims)}
    known |= {f"inference-{i['id']}": str(i["statement"]) for i in rows}
    entries = [inference_html(row, known) for row in rows]
    lines = [f"{row['statement']} {row['words']} ({row['strength']})" for row in rows]
    return Listing((f"<ul>{''.join(entries)}</ul>",), tuple(lines))


def list_gaps(corpus: Corpus, topic: str = "") -> Listing:
    """Return what a reader would ask and no text tells; of all topics if none is named."""
    rows = records(corpus.gaps)
    texts = [str(row["text"]) for row in rows if topic in ("", row["topic"])]
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return Listing((f"<ul>{items}</ul>",), tuple(texts))


def _question_html(
    verdict: Mapping[str, Any], claims: list[dict[str, Any]], labels: Mapping[str, str]
) -> str:
    name = escape(str(verdict["question"]))
    kind = str(verdict["verdict"])
    disputed = kind != "conflict" and verdict["disputed"]
    said = VERDICTS[kind] + (", and its speakers contradict each other" if disputed else "")
    silent = [f"Text {labels[d]} does not speak of it." for d in str(verdict["silent"]).split()]
    why = " ".join([str(verdict["why"]), *silent])
    return (
        f'<section id="question-{name}" class="question {escape(kind.replace(" ", "-"))}'
        f'{" disputed" if verdict["disputed"] else ""}">'
        f"<h3>{escape(claims[0]['question_text'])}</h3>"
        f'<p class="verdict"><strong>{escape(said)}.</strong> {escape(why)}</p>'
        f"<ul>{''.join(map(claim_html, claims))}</ul></section>"
    )


def claim_html(claim: Mapping[str, Any]) -> str:
    """Return the entry of one claim: what is said, in which words, by whom, how and where."""
    facts = [
        f"<q>{escape(claim['printed'])}</q>",
        f"{escape(said_by(claim))}: {escape(firmness(claim))}",
        _date_html(claim),
        f"text {escape(claim['document_label'])}, characters {claim['start']} to {claim['end']}",
        escape(claim["note"]),
    ]
    return _item(f"claim-{claim['id']}", str(claim["statement"]), facts)


def _date_html(claim: Mapping[str, Any]) -> str:
    """Return the date of a claim, and what an inferred one stands on."""
    if claim["when"] and claim["when_inference"]:
        proof = f"inference-{claim['when_inference']}"
        return f"{_anchor(proof, parse(claim['when']).words())}"
    if claim["when"]:
        return escape(parse(claim["when"]).words())
    return escape(parse_ago(claim["ago"]).words()) if claim["ago"] else ""


def inference_html(row: Mapping[str, Any], known: Mapping[str, str]) -> str:
    """Return the entry of one inference; ``known`` says what each premise's address states."""
    premises = [p for name in str(row["premises"]).split() for p in _ids(name, known)]
    facts = [
        escape(str(row["words"])),
        escape(str(row["how"])),
        "From: " + "; ".join(_anchor(p, _named(p, known)) for p in premises),
        f"Assumed: {escape(row['assumption'])}",
        f"Strength: {escape(row['strength'])}",
    ]
    return _item(f"inference-{row['id']}", f"Inferred: {row['statement']}", facts)


def _named(address: str, known: Mapping[str, str]) -> str:
    """Return what a premise states; one that is inferred itself says so."""
    statement = known[address].rstrip(".")
    return statement if address.startswith("claim-") else f"inferred: {statement}"


def _ids(name: str, known: Mapping[str, str]) -> list[str]:
    return [full for kind in ("claim", "inference") if (full := f"{kind}-{name}") in known]


def _item(address: str, statement: str, facts: Iterable[str]) -> str:
    """Return one entry; the facts are HTML already."""
    lines = "".join(f"<li>{fact}</li>" for fact in facts if fact)
    return (
        f'<li id="{escape(address)}"><p>{escape(statement)}</p>'
        f'<ul class="facts">{lines}</ul><p class="uses"></p></li>'
    )


def _anchor(address: str, text: str) -> str:
    return f'<a href="#{escape(address)}">{escape(text)}</a>'
