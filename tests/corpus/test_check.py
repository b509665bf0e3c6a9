from __future__ import annotations

from pathlib import Path

import pytest
from desk import SCHEMA, Desk

from maliviz.corpus import claim_rules, rules
from maliviz.corpus.check import check
from maliviz.problem import Problem


def test_the_island_is_sound(tmp_path: Path) -> None:
    assert check(Desk(tmp_path).folder) == []


def test_problems_of_all_kinds_and_tables_come_together_and_in_order(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.spoil("actors.csv", lambda b: b"\xef\xbb\xbf" + b.replace(b",group,", b",grp,", 1))
    desk.put("claims", "relieved", speaker="parrish", modality="opinon")
    desk.put("claims", "boats-dozens", value="lots")
    desk.put("inferences", "may-is-1921", when="")
    (desk.folder / "gaps.csv").unlink()
    assert [line.split(": ")[0] for line in desk.problems()] == [
        "data/actors.csv:1",
        "data/actors.csv:3",
        "data/claims.csv:4",
        "data/claims.csv:11",
        "data/claims.csv:11",
        "data/gaps.csv",
        "data/inferences.csv:3",
    ]


def test_a_problem_keeps_its_parts(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("claims", "relieved", speaker="parrish")
    assert check(desk.folder) == [
        Problem(
            "data/claims.csv",
            11,
            "speaker",
            "parrish",
            "no such actor in actors.csv",
            'did you mean "parish"?',
        )
    ]


def test_files_are_named_after_their_folder_from_wherever_one_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path)
    (desk.folder / "gaps.csv").unlink()
    monkeypatch.chdir(desk.folder)
    assert [problem.file for problem in check(".")] == ["data/gaps.csv"]


@pytest.mark.parametrize(
    "rule",
    [*rules.RULES, *claim_rules.RULES],
    ids=lambda rule: f"{rule.check.__name__} of {rule.table}",
)
def test_a_rule_reads_columns_that_there_are(rule: rules.Rule) -> None:
    assert set(rule.columns.split()) <= set(SCHEMA.table(rule.table).columns)
