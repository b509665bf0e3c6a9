"""Rows as mappings; goes when charts, evidence and prose have moved to `maliviz.corpus.claim`."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from maliviz.edtf import parse

Record = Mapping[str, Any]
"""One row of ``Corpus.claims``."""

Row = Mapping[Hashable, Any]


def records(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame of claims, in its order."""
    return [{str(k): v for k, v in row.items()} for row in claims.to_dict("records")]


def said_by(claim: Record) -> str:
    """Return the speaker and the chain back to the text.

    >>> said_by({"speaker_name": "a witness", "via_names": "text B > AFP", "via": "text-b afp"})
    'a witness, by way of AFP, in text B'
    >>> said_by({"speaker_name": "text A", "via_names": "", "via": "direct"})
    'text A'
    """
    if claim["via"] == "direct":
        return str(claim["speaker_name"])
    text, *others = str(claim["via_names"]).split(" > ")
    through = "".join(f", by way of {name}" for name in reversed(others))
    return f"{claim['speaker_name']}{through}, in {text}"


def firmness(claim: Record) -> str:
    """Return how a claim is said, with the printed words that soften it.

    >>> firmness({"modality": "attributed", "hedge": "reportedly"})
    'attributed, “reportedly”'
    """
    return f"{claim['modality']}, “{claim['hedge']}”" if claim["hedge"] else str(claim["modality"])


def when_words(claim: Record) -> str:
    """Return the date of a claim in words, or the words that stand in its place."""
    return parse(claim["when"]).words() if claim["when"] else str(claim["value"])


def role(claim: Record) -> str:
    """Return the role of a claim's mark: how it is said, else the kind of its event.

    >>> role({"modality": "denied", "event_kind": "happened"})
    'denied'
    >>> role({"modality": "asserted", "event_kind": ""})
    'happened'
    """
    said = str(claim["modality"])
    return said if said in ("denied", "expected") else str(claim["event_kind"]) or "happened"


def names(claims: Iterable[Record], inferences: Iterable[Record] = ()) -> dict[str, str]:
    """Return the accessible name of each mark: what is said, and by whom."""
    said = {f"claim:{c['id']}": f"{c['statement']} Said by {said_by(c)}." for c in claims}
    return said | {f"inference:{i['id']}": f"Inferred: {i['statement']}" for i in inferences}


def source_line(claims: Iterable[Record]) -> str:
    """Return the line at the foot of a picture: the documents behind its marks.

    >>> source_line([{"document_label": "B"}, {"document_label": "A"}])
    'Source: text A and text B.'
    """
    labels = sorted({f"text {c['document_label']}" for c in claims})
    return "Source: " + " and ".join(filter(None, [", ".join(labels[:-1]), labels[-1]])) + "."
