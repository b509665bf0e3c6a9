"""The comparison on a question is confirmed as it is computed, and only on a person's word."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk

from maliviz.cli import main
from maliviz.corpus import DataError, load
from maliviz.corpus.check import read
from maliviz.corpus.edit import set_aside
from maliviz.evidence.compare import compare
from maliviz.evidence.passages import add
from maliviz.evidence.review import confirm_questions, reviewed


def test_a_question_is_confirmed_as_the_texts_answer_it_now(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("comparisons", "mood", verdict="agree")
    desk.drop("comparisons", "who-lit")
    assert len(reviewed(load(desk.folder))) == 2
    (said,), left = confirm_questions(desk.folder, ["mood"])
    assert said.startswith("mood: single text: Only text P says ")
    assert left == []
    cells = desk.rows("comparisons")["mood"]
    assert cells["verdict"] == "single text"
    assert len(reviewed(load(desk.folder))) == 1
    assert main(["confirm", "--questions", "who-lit", "--data", str(desk.folder)]) == 0
    assert reviewed(load(desk.folder)) == []


def test_a_question_that_is_named_twice_is_confirmed_once(tmp_path: Path) -> None:
    assert len(confirm_questions(Desk(tmp_path).folder, ["mood", "mood"])[0]) == 1


def test_a_claim_is_not_confirmed_as_a_question(tmp_path: Path) -> None:
    _, (problem,) = confirm_questions(Desk(tmp_path).folder, ["relieved"])
    assert "it is a claim: leave --questions out to confirm it" in str(problem)


def test_an_unknown_question_does_not_keep_the_others_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("comparisons", "dog-seen", verdict="agree")
    (said,), (problem,) = confirm_questions(desk.folder, ["mod", "dog-seen"])
    assert said.startswith("dog-seen: single text")
    assert 'question = "mod": no claim answers a question of this id; did you mean "mood"?' in str(
        problem
    )
    assert reviewed(load(desk.folder)) == []


def test_a_reason_is_not_carried_over_to_another_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path)
    desk.put("comparisons", "mood", verdict="agree", reviewed="Both say so.")
    (told,) = reviewed(load(desk.folder))
    assert 'verdict = "agree": is "single text" now' in str(told)
    assert "or review it anew, with another reason: Only text P says" in str(told)
    confirm = ["confirm", "--questions", "mood", "--data", str(desk.folder)]
    assert main(confirm) == 1
    assert capsys.readouterr().err == (
        'data/comparisons.csv:6: reviewed = "Both say so.": was written for verdict "agree" and '
        'disputed "no"; write why it is verdict "single text" and disputed "no" now, and confirm '
        "it again\n"
    )
    rows = desk.rows("comparisons")
    assert rows["mood"]["verdict"] == "agree"
    rows["mood"]["reviewed"] = "Text H is silent."
    desk.write("comparisons", rows)
    assert main(confirm) == 0
    assert desk.rows("comparisons")["mood"] == {
        **{"question": "mood", "verdict": "single text", "disputed": "no"},
        "reviewed": "Text H is silent.",
    }
    assert desk.problems() == []


def test_a_text_that_is_silent_on_what_others_tell_asks_for_no_review(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (tmp_path / "text.txt").write_text("A third text.", encoding="utf-8")
    add(desk.folder, tmp_path / "text.txt", "en")
    set_aside(read(desk.folder), ["a-01"], "The headline.")
    corpus = load(desk.folder)
    assert reviewed(corpus) == []
    assert all("a" in silent.split() for silent in compare(corpus)["silent"])


def test_nothing_is_confirmed_if_the_tables_are_not_in_order(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("comparisons", "dog-seen", verdict="agree")
    desk.spoil("claims.csv", lambda raw: raw.replace(b"are relieved", b"are glad"))
    before = (desk.folder / "comparisons.csv").read_bytes()
    with pytest.raises(DataError, match="edited after it was last confirmed"):
        confirm_questions(desk.folder, ["dog-seen"])
    assert (desk.folder / "comparisons.csv").read_bytes() == before
