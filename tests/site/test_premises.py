"""What something stands on is found through to the last premise."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk

from maliviz.corpus import load
from maliviz.site.model import Site


@pytest.mark.parametrize(
    ("anchors", "claims", "inferences"),
    [
        ("", "", ""),
        ("claim-nobody inference-nothing", "", ""),
        ("claim-relieved", "relieved", ""),
        ("claim-lit-in-may", "lit-in-1921 lit-in-may", "may-is-1921"),
        ("inference-parish-in-1921", "lit-in-1921 lit-in-may", "may-is-1921 parish-in-1921"),
        ("inference-lamp-to-current", "lit-in-1921 from-1930", "lamp-to-current"),
    ],
)
def test_it_is_followed_to_the_ground(
    tmp_path: Path, anchors: str, claims: str, inferences: str
) -> None:
    site = Site((), load(Desk(tmp_path).folder))
    below = site.premises(anchors.split())
    assert tuple(" ".join(row.id for row in rows) for rows in below) == (claims, inferences)
