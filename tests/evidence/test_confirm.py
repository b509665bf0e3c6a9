"""The comparison on a question is confirmed as it is computed, and only on a person's word."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk

from maliviz.cli import main
from maliviz.corpus import DataError, load
from maliviz.evidence.compare import confirm_questions, reviewed


def test_a_question_is_confirmed_as_the_texts_answer_it_now(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("comparisons", "mood", verdict="agree", silent="", reviewed="Why it is.")
    desk.drop("comparisons", "dog-seen")
    assert len(reviewed(load(desk.folder))) == 3
    (said,) = confirm_questions(desk.folder, ["mood"])
    assert said.startswith("mood: single text: Only text P says ")
    cells = desk.rows("comparisons")["mood"]
    assert (cells["verdict"], cells["silent"]) == ("single text", "harbour")
    assert cells["reviewed"] == "Why it is."
    assert len(reviewed(load(desk.folder))) == 1
    assert main(["confirm", "--questions", "dog-seen", "--data", str(desk.folder)]) == 0
    assert reviewed(load(desk.folder)) == []


def test_a_question_that_is_named_twice_is_confirmed_once(tmp_path: Path) -> None:
    assert len(confirm_questions(Desk(tmp_path).folder, ["mood", "mood"])) == 1


def test_a_claim_is_not_confirmed_as_a_question(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="it is a claim: leave --questions out to confirm it"):
        confirm_questions(Desk(tmp_path).folder, ["relieved"])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"sont soulag", b"sont soulag", 'question = "mod": no claim answers.*did you mean "mood"'),
        (b"are relieved", b"are glad", "edited after it was last confirmed"),
    ],
)
def test_nothing_is_confirmed_if_something_stands_against_it(
    tmp_path: Path, old: bytes, new: bytes, told: str
) -> None:
    desk = Desk(tmp_path)
    desk.put("comparisons", "dog-seen", verdict="agree")
    desk.spoil("claims.csv", lambda raw: raw.replace(old, new))
    before = (desk.folder / "comparisons.csv").read_bytes()
    with pytest.raises(DataError, match=told):
        confirm_questions(desk.folder, ["dog-seen", "mod"])
    assert (desk.folder / "comparisons.csv").read_bytes() == before
