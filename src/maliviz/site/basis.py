"""All that something stands on: its claims and inferences, and what those stand on in turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maliviz.corpus import Corpus
from maliviz.corpus.claim import Claim, Inference
from maliviz.evidence.derive import inferences


@dataclass(frozen=True)
class Basis:
    """Claims and inferences, each in reading order, and what every anchor says."""

    claims: tuple[Claim, ...]
    inferences: tuple[Inference, ...]
    known: dict[str, str]


def basis(anchors: Iterable[str], corpus: Corpus) -> Basis:
    """Follow anchors (`claim-…`, `inference-…`) to everything below them."""
    rows: dict[str, Claim | Inference] = {f"claim-{c.id}": c for c in corpus.record.claims}
    rows |= {f"inference-{i.id}": i for i in inferences(corpus)}
    basis: set[str] = set()
    waiting = list(anchors)
    while waiting:
        anchor = waiting.pop()
        if anchor not in basis:
            basis.add(anchor)
            waiting += _below(rows.get(anchor), rows)
    below = [row for anchor, row in rows.items() if anchor in basis]
    return Basis(
        tuple(row for row in below if isinstance(row, Claim)),
        tuple(row for row in below if isinstance(row, Inference)),
        {anchor: rows[anchor].statement for anchor in basis if anchor in rows},
    )


def _below(row: Claim | Inference | None, rows: Iterable[str]) -> list[str]:
    if isinstance(row, Claim):
        return [f"inference-{row.when_inference}"] if row.when_inference else []
    premises = row.premises if row else ()
    return [f"{'claim' if f'claim-{p}' in rows else 'inference'}-{p}" for p in premises]
