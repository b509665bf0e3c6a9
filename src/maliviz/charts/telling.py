"""What a text counts in days from its own day of writing, one claim at a time.

The day of writing itself need not be printed, so an offset never becomes a day of the calendar.
A claim that names a day without a count ("on a Sunday") is bounded by an inference, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from maliviz.charts.marks import Look
from maliviz.corpus.record import Record, role
from maliviz.edtf import Ago, parse, parse_ago

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number_word(number: int) -> str:
    """Return a small number as a word.

    >>> number_word(4), number_word(12)
    ('four', '12')
    """
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


@dataclass(frozen=True)
class Telling:
    """One claim on a strip: ``days`` back as the text counts them, or as ``inference`` does."""

    claim: dict[str, Any]
    days: Ago | None = None
    inference: dict[str, Any] | None = None

    @property
    def to_come(self) -> bool:
        """Whether it lies after the day of writing, on no day that is told."""
        return self.days is None and self.claim["when_basis"] != "relative"

    @property
    def look(self) -> Look:
        kind = role(self.claim)
        return Look(kind, hollow=kind == "expected", inferred=bool(self.inference))

    @property
    def words(self) -> str:
        """The printed words, and what they leave open."""
        said = f"“{self.claim['printed']}”"
        if self.inference and self.days:
            return f"{said}: one of {number_word(self.days.most_days + 1)} days, inferred"
        return said if self.days or self.to_come else f"{said}: some day, not told"

    @property
    def counted(self) -> str:
        """When, in days from the day of writing."""
        if self.days:
            return self.days.words() + (", inferred" if self.inference else "")
        return "in days to come" if self.to_come else "some day, not told"

    def order(self) -> tuple[bool, int, str]:
        """Longest ago first; what is still to come last."""
        return self.to_come, -self.days.most_days if self.days else 0, str(self.claim["id"])


@dataclass(frozen=True)
class Strip:
    """One text with what it tells, on as many days as that needs."""

    document: dict[str, Any]
    tellings: tuple[Telling, ...]

    @property
    def days(self) -> int:
        return max([2, *(t.days.most_days + 1 for t in self.tellings if t.days)])

    @property
    def dated(self) -> bool:
        """Whether the text prints the day on which it was written."""
        return str(self.document["published_basis"]) == "printed"

    @property
    def writing(self) -> str:
        """What stands under the last day."""
        printed = parse(self.document["published"]).words() if self.dated else "not printed"
        return f"day of writing, {printed}"


def read_telling(
    claim: dict[str, Any], told: Sequence[Record], inferences: Sequence[dict[str, Any]]
) -> Telling:
    """Read one claim; one that has no place on a strip of days is a ``ValueError``."""
    if claim["ago"]:
        return Telling(claim, parse_ago(claim["ago"]))
    if claim["when_basis"] == "relative":
        return _bounded(claim, told, inferences)
    if claim["modality"] == "expected":
        return Telling(claim)
    raise ValueError(
        f'the claim "{claim["id"]}" has no place on a strip of days: it has no "ago", its '
        f'"when_basis" is "{claim["when_basis"]}" and not "relative", and it expects nothing'
    )


def _bounded(
    claim: dict[str, Any], told: Sequence[Record], inferences: Sequence[dict[str, Any]]
) -> Telling:
    """Return a claim without a count, between the day an inference gives and that of writing."""
    counted = {c["id"]: c for c in told if c["ago"] and c["document"] == claim["document"]}
    for inference in inferences:
        premises = str(inference["premises"]).split()
        since = [parse_ago(counted[id]["ago"]) for id in premises if id in counted]
        if claim["id"] in premises and since:
            days = max(ago.most_days for ago in since)
            return Telling(claim, parse_ago(f"P0D/P{days}D" if days else "P0D"), inference)
    return Telling(claim)
