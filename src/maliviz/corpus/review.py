"""What a person confirmed: the fingerprint of a claim together with its place in the text.

A claim is read once against its passage, and its fingerprint is kept in the row. When somebody
edits the row later, or the passage moves to other words, the two no longer fit, until someone has
read them together again. The note is no part of it: a note says nothing that a text has to bear.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from itertools import takewhile

_LENGTH = 12


def fingerprint(row: Mapping[str, str], passage_sha256: str) -> str:
    """Return the fingerprint of a claim, given with its columns in the order of the schema.

    >>> confirmed = fingerprint({"id": "term", "value": "5", "note": ""}, "bae2c3")
    >>> confirmed
    '0df6a5eb4d30'
    >>> fingerprint({"id": "term", "value": "5", "note": "new"}, "bae2c3") == confirmed
    True
    >>> fingerprint({"id": "term", "value": "6", "note": ""}, "bae2c3") == confirmed
    False
    """
    confirmed = [row[column] for column in takewhile(lambda name: name != "note", row)]
    return sha256("\x1f".join([*confirmed, passage_sha256]).encode()).hexdigest()[:_LENGTH]
