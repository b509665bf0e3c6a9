"""A claim as an object: what is said, who says it, how firmly, and when it is said to be.

Analysts see frames, one row a claim. The code sees objects whose attributes have the names of
the columns, and in which what can be read has been read: a date is an `Edtf`, a list of ids a
tuple. `maliviz.corpus.rows` makes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maliviz.count import Count, parse_count
from maliviz.edtf import Ago, Edtf


@dataclass(frozen=True)
class Claim:
    """One thing that one speaker says in one text, with what its ids lead to.

    The attributes are the columns of `Corpus.claims`. `when` and `ago` are None where no date is
    given; `via` and `via_names` go from the outside in, and are empty where a text speaks itself.
    """

    id: str
    question: str
    event: str
    subject: str
    statement: str
    printed: str
    value: str
    scope: str
    when: Edtf | None
    when_basis: str
    when_inference: str
    ago: Ago | None
    speaker: str
    via: tuple[str, ...]
    modality: str
    hedge: str
    passage: str
    note: str
    review: str
    topic: str
    kind: str
    unit: str
    question_text: str
    question_order: int
    event_label: str
    event_kind: str
    lane: str
    event_order: int
    subject_name: str
    speaker_name: str
    speaker_kind: str
    via_names: tuple[str, ...]
    document: str
    document_label: str
    document_file: str
    start: int
    end: int
    words: str

    @property
    def said_by(self) -> str:
        """The speaker and the chain back to the text: `a witness, by way of AFP, in text B`."""
        if not self.via_names:
            return self.speaker_name
        text, *others = self.via_names
        through = "".join(f", by way of {name}" for name in reversed(others))
        return f"{self.speaker_name}{through}, in {text}"

    @property
    def firmness(self) -> str:
        """How it is said, with the printed words that soften it: `attributed, “reportedly”`."""
        return f"{self.modality}, “{self.hedge}”" if self.hedge else self.modality

    @property
    def role(self) -> str:
        """The role of its mark: how it is said if `denied` or `expected`, else its event's kind."""
        said = self.modality
        return said if said in ("denied", "expected") else self.event_kind or "happened"

    @property
    def relative(self) -> bool:
        """Whether its date counts from a day that is not printed."""
        return self.when_basis == "relative"

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
    question: str
    event: str
    value: str
    when: Edtf | None
    derive: str
    premises: tuple[str, ...]
    assumption: str
    strength: str
    words: str = ""
    how: str = ""


def mark_names(claims: Iterable[Claim], inferences: Iterable[Inference] = ()) -> dict[str, str]:
    """Return the accessible name of each mark: what is said, and by whom."""
    said = {f"claim:{c.id}": f"{c.statement} Said by {c.said_by}." for c in claims}
    return said | {f"inference:{i.id}": f"Inferred: {i.statement}" for i in inferences}


def source_line(claims: Iterable[Claim]) -> str:
    """Return the line at the foot of a picture: the documents behind its marks."""
    labels = sorted({f"text {claim.document_label}" for claim in claims})
    return "Source: " + " and ".join(filter(None, [", ".join(labels[:-1]), labels[-1]])) + "."
