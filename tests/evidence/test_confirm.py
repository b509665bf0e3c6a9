"""A question is confirmed as it is computed, and only on a person's word."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk

from maliviz.corpus import DataError, load
from maliviz.evidence import reviewed
from maliviz.evidence.confirm import confirm


def test_a_question_is_confirmed_as_the_texts_answer_it_now(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("comparisons", "mood", verdict="agree", silent="", reviewed="Why it is.")
    desk.drop("comparisons", "dog-seen")
    assert len(reviewed(load(desk.folder))) == 3
    (said,) = confirm(desk.folder, ["mood"])
    assert said.startswith("mood: single text: Only P says ")
    cells = desk.rows("comparisons")["mood"]
    assert (cells["verdict"], cells["silent"]) == ("single text", "harbour")
    assert cells["reviewed"] == "Why it is."
    assert len(reviewed(load(desk.folder))) == 1
    confirm(desk.folder, ["dog-seen", "mood", "lit-in-1921"])
    assert reviewed(load(desk.folder)) == []


def test_claims_come_first_and_an_unknown_id_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.spoil("claims.csv", lambda raw: raw.replace(b",relieved,,,", b",glad,,,"))
    desk.put("comparisons", "dog-seen", verdict="agree")
    before = (desk.folder / "comparisons.csv").read_bytes()
    desk.spoil("claims.csv", lambda raw: raw.replace(b"relieved.", b"glad."))
    with pytest.raises(DataError, match='did you mean "relieved"'):
        confirm(desk.folder, ["dog-seen", "releived"])
    with pytest.raises(DataError, match="edited after it was last confirmed"):
        confirm(desk.folder, ["dog-seen"])
    assert (desk.folder / "comparisons.csv").read_bytes() == before
    assert len(confirm(desk.folder, ["dog-seen", "relieved"])) == 2
