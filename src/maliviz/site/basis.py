"""All that something stands on: its claims and inferences, and what those stand on in turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from maliviz.corpus import Corpus
from maliviz.corpus.record import records
from maliviz.evidence.derive import derive


@dataclass(frozen=True)
class Basis:
    """Rows of claims and of inferences, each in reading order, and what every anchor says."""

    claims: tuple[dict[str, Any], ...]
    inferences: tuple[dict[str, Any], ...]
    known: dict[str, str]


def basis(anchors: Iterable[str], corpus: Corpus) -> Basis:
    """Follow anchors (`claim-…`, `inference-…`) to everything below them."""
    claims = {f"claim-{row['id']}": row for row in records(corpus.claims)}
    inferences = {f"inference-{row['id']}": row for row in records(derive(corpus))}
    found: set[str] = set()
    waiting = list(anchors)
    while waiting:
        anchor = waiting.pop()
        if anchor not in found:
            found.add(anchor)
            waiting += _below(claims.get(anchor), inferences.get(anchor), claims)
    every = claims | inferences
    return Basis(
        tuple(row for anchor, row in claims.items() if anchor in found),
        tuple(row for anchor, row in inferences.items() if anchor in found),
        {anchor: str(every[anchor]["statement"]) for anchor in found if anchor in every},
    )


def _below(
    claim: dict[str, Any] | None, inference: dict[str, Any] | None, claims: dict[str, Any]
) -> list[str]:
    if claim is not None:
        return [f"inference-{claim['when_inference']}"] if claim["when_inference"] else []
    premises = str(inference["premises"]).split() if inference is not None else []
    return [f"{'claim' if f'claim-{p}' in claims else 'inference'}-{p}" for p in premises]
