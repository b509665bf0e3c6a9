from __future__ import annotations

import sys
from pathlib import Path

import pytest
from desk import Desk

from maliviz.corpus import load
from maliviz.evidence.derive import derive

ONE = "give one of value, when and derive"
OUT = "delete one of these premises"


@pytest.mark.parametrize(
    ("inference", "cells", "told"),
    [
        ("may-is-1921", {"when": ""}, [f"3: value: no conclusion; {ONE}"]),
        (
            "may-is-1921",
            {"value": "that May"},
            [f'3: when = "1921?-05": second conclusion: the first is in value; {ONE}'],
        ),
        (
            "lamp-to-current",
            {"when": "1921?"},
            [f'2: derive = "distance": second conclusion: the first is in when; {ONE}'],
        ),
        (
            "lamp-to-current",
            {"premises": "lit-in-1921"},
            ['2: premises = "lit-in-1921": distance takes two premises: a date and a date; '
             "name both, in this order"],
        ),
        (
            "lamp-to-current",
            {"premises": "lit-in-1921 relieved"},
            ['2: premises = "relieved": distance takes a date and a date, in this order; '
             "this one is not a date"],
        ),
        ("lamp-to-current", {"premises": "may-is-1921 from-1930"}, []),
        ("lamp-to-current", {"premises": "lit-in-1921 from-1930 relieved"}, []),
        (
            "lamp-to-current",
            {"derive": "end-of-term"},
            ['2: premises = "from-1930": end-of-term takes a date and a number of years, '
             "in this order; this one is not a number of years"],
        ),
        (
            "may-is-1921",
            {"premises": "lit-in-may may-is-1921"},
            ['3: premises = "lit-in-may may-is-1921": '
             f"circular premises: may-is-1921 → may-is-1921; {OUT}"],
        ),
        (
            "may-is-1921",
            {"premises": "lit-in-may parish-in-1921"},
            ['3: premises = "lit-in-may parish-in-1921": '
             f"circular premises: may-is-1921 → parish-in-1921 → may-is-1921; {OUT}"],
        ),
        (
            "relieved",
            {"statement": "x", "value": "x", "premises": "lit-in-may", "assumption": "x"}
            | {"strength": "weak"},
            ['5: id = "relieved": a claim has this id; '
             "premises name claims and inferences alike; take another id"],
        ),
    ],
)  # fmt: skip
def test_rules(tmp_path: Path, inference: str, cells: dict[str, str], told: list[str]) -> None:
    desk = Desk(tmp_path)
    desk.put("inferences", inference, **cells)
    assert desk.problems() == [f"data/inferences.csv:{line}" for line in told]


def test_the_end_of_a_term_takes_a_number_of_years(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("questions", "boats-home", unit="years")
    desk.put(
        "inferences", "lamp-to-current", derive="end-of-term", premises="lit-in-1921 boats-about-50"
    )
    assert desk.problems() == []


def test_a_term_that_is_computed_ends_on_a_date(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    years = {"question": "term", "value": "7", "printed": "seven", "subject": "aino"}
    asked = desk.rows("questions")["boats-home"] | {"id": "term", "order": "99", "unit": "years"}
    desk.put("questions", "term", **asked)
    desk.put("claims", "term", **desk.rows("claims")["boats-at-least-20"] | {"id": "term"} | years)
    row = desk.rows("inferences")["lamp-to-current"] | {"id": "end", "derive": "end-of-term"}
    desk.put("inferences", "end", **row | {"premises": "lit-in-1921 term"})
    desk.put("inferences", "lamp-to-current", premises="end from-1930")
    assert desk.problems() == []
    found = derive(load(desk.folder)).set_index("id")
    assert found.loc["end", "when"] == "1928"
    assert found.loc["lamp-to-current", "words"] == "at least 1 year"


def test_a_premise_that_is_wrong_itself_is_not_told_twice(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("claims", "lit-in-1921", when="1921-13")
    assert [line.split(":")[0] for line in desk.problems()] == ["data/claims.csv"]


def _chain(desk: Desk, *premises: tuple[str, str]) -> None:
    rows = desk.rows("inferences")
    for key, names in premises:
        rows[key] = dict.fromkeys(rows["may-is-1921"], "") | {"id": key, "premises": names}
        rows[key] |= {"statement": "x", "value": "x", "assumption": "x", "strength": "weak"}
    desk.save("inferences", rows)


def test_each_circle_is_told_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    _chain(desk, ("a", "b"), ("b", "c relieved"), ("c", "a d"), ("d", "e"), ("e", "d"), ("f", "a"))
    assert [line.split("premises: ")[1] for line in desk.problems()] == [
        f"a → b → c → a; {OUT}",
        f"d → e → d; {OUT}",
    ]


def test_circles_that_share_an_inference_are_told_in_one_run(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    _chain(desk, ("a", "c b"), ("b", "a"), ("c", "a"))
    assert [line.split("premises: ")[1] for line in desk.problems()] == [
        f"a → b → a; {OUT}",
        f"a → c → a; {OUT}",
    ]


def test_a_long_chain_is_no_circle(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    end = 2 * sys.getrecursionlimit()
    chain = ((f"x{n}", f"x{n + 1} relieved") for n in range(end))
    _chain(desk, *chain, (f"x{end}", "relieved"))
    assert desk.problems() == []


def test_a_count_of_something_else_is_no_number_of_years(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    premises = "lit-in-1921 boats-about-50"
    desk.put("inferences", "lamp-to-current", derive="end-of-term", premises=premises)
    (problem,) = desk.problems()
    assert problem.endswith("this one is not a number of years")
