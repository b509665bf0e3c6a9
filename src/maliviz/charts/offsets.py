"""What a text counts in days from its own day of writing, one claim at a time.

That day need not be printed, so an offset never becomes a day of the calendar. A claim that names
a day without a count ("on a Sunday") is bounded by an inference, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maliviz.charts.marks import Look
from maliviz.corpus.claim import Claim, Inference
from maliviz.corpus.rows import Document
from maliviz.edtf import Ago, parse_ago
from maliviz.phrases import number_word

_SOME_DAY, _TO_COME = "some day, not told", "in days to come"


@dataclass(frozen=True)
class Offset:
    """One claim on a strip: ``days`` back as the text counts them, or as ``inference`` does."""

    claim: Claim
    days: Ago | None = None
    inference: Inference | None = None

    @property
    def to_come(self) -> bool:
        """Whether it lies after the day of writing, on no day that is told."""
        return self.days is None and not self.claim.relative

    @property
    def look(self) -> Look:
        role = self.claim.role
        return Look(role, hollow=role == "expected", inferred=bool(self.inference))

    @property
    def target(self) -> str:
        """What its mark leads to."""
        return f"inference:{self.inference.id}" if self.inference else f"claim:{self.claim.id}"

    @property
    def words(self) -> str:
        """The printed words, and what they leave open."""
        printed = f"“{self.claim.printed}”"
        if self.inference and self.days:
            return f"{printed}: one of {number_word(self.days.most_days + 1)} days, inferred"
        return printed if self.days or self.to_come else f"{printed}: {_SOME_DAY}"

    @property
    def counted(self) -> str:
        """When, in days from the day of writing."""
        if self.days:
            return self.days.words() + (", inferred" if self.inference else "")
        return _TO_COME if self.to_come else _SOME_DAY

    def order(self) -> tuple[bool, int, str]:
        """Longest ago first; what is still to come last."""
        return self.to_come, -self.days.most_days if self.days else 0, self.claim.id


@dataclass(frozen=True)
class Strip:
    """One text with what it tells, on as many days as that needs."""

    document: Document
    offsets: tuple[Offset, ...]

    @property
    def days(self) -> int:
        return max([2, *(o.days.most_days + 1 for o in self.offsets if o.days)])

    @property
    def to_come(self) -> bool:
        return any(o.to_come for o in self.offsets)

    @property
    def dated(self) -> bool:
        """Whether the text prints the day on which it was written."""
        return self.document.published_basis == "printed"

    def day(self, back: int) -> str:
        """Return what stands under a day."""
        if back:
            return f"{back:,} {'day' if back == 1 else 'days'} before"
        published = self.document.published if self.dated else None
        return f"day of writing, {published.words() if published else 'not printed'}"


def offsets(claims: Sequence[Claim], inferences: Sequence[Inference]) -> list[Offset]:
    """Return the place of each claim, the longest ago first; one without is a ``ValueError``."""
    return sorted((_offset(claim, claims, inferences) for claim in claims), key=Offset.order)


def _offset(claim: Claim, claims: Sequence[Claim], inferences: Sequence[Inference]) -> Offset:
    """Return the place of one claim; one that has none is a ``ValueError``."""
    if claim.ago:
        return Offset(claim, claim.ago)
    if claim.relative:
        return _bounded(claim, claims, inferences)
    if claim.modality == "expected":
        return Offset(claim)
    raise ValueError(
        f'the claim "{claim.id}" has no place on a strip of days: it has no "ago", its '
        f'"when_basis" is "{claim.when_basis}" and not "relative", and it expects nothing'
    )


def _bounded(claim: Claim, claims: Sequence[Claim], inferences: Sequence[Inference]) -> Offset:
    """Return a claim without a count, between the day an inference gives and that of writing."""
    counted = {c.id: c.ago for c in claims if c.ago and c.document == claim.document}
    for inference in inferences:
        since = [counted[id].most_days for id in inference.premises if id in counted]
        if claim.id in inference.premises and since:
            days = max(since)
            return Offset(claim, parse_ago(f"P0D/P{days}D" if days else "P0D"), inference)
    return Offset(claim)
