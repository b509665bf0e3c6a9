from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maliviz.corpus.claim import Claim
from maliviz.edtf import parse, parse_ago
from maliviz.evidence.agreement import RULES, Answer, Verdict, agreement

READINGS = {"dozens": ">=24", "multiple": ">=2", "five": "5"}


def answer(
    kind: str, value: str, document: str = "a", persons: bool = False, **more: Any
) -> Answer:
    """An answer as its claim would be read; a date is EDTF, an offset, or words."""
    cells: dict[str, Any] = dict.fromkeys((field.name for field in fields(Claim)), "")
    cells |= {"question": "q", "kind": kind, "document": document, "value": value, "via": ()}
    cells |= {"when": None, "ago": None}
    if kind == "date" and value.startswith("P"):
        cells |= {"value": "", "ago": parse_ago(value), "when_basis": "relative"}
    elif kind == "date" and value[:1].isdigit() | value.startswith(("[", "XXXX")):
        cells |= {"value": "", "when": parse(value)}
    elif kind == "date":
        cells |= {"when_basis": "relative" if value else "none"}
    claim = Claim(**(cells | more))
    names = frozenset(value.split()) if kind == "name" else frozenset[str]()
    return Answer(claim, value, claim.count(READINGS), names, persons)


@pytest.mark.parametrize(
    ("kind", "one", "other", "verdict"),
    [
        ("count", "20", "20", "agree"),
        ("count", ">=20", ">=20", "agree"),
        ("count", "~50", "~50", "agree"),
        ("count", "dozens", "dozens", "agree"),
        ("count", "five", "5", "agree"),
        ("count", "20", "21", "conflict"),
        ("count", ">=20", "~50", "compatible"),
        ("count", ">=20", "20", "compatible"),
        ("count", ">=20", "dozens", "compatible"),
        ("count", "dozens", ">=24", "compatible"),
        ("count", "dozens", "multiple", "compatible"),
        ("count", "~50", "60", "compatible"),
        ("count", "~50", "61", "conflict"),
        ("count", "dozens", "20", "conflict"),
        ("count", "<=19", ">=20", "conflict"),
        ("yes-no", "yes", "yes", "agree"),
        ("yes-no", "no", "no", "agree"),
        ("yes-no", "yes", "no", "conflict"),
        ("date", "2012/..", "2012/..", "agree"),
        ("date", "2025?-07", "2025?-07", "agree"),
        ("date", "2025?-07", "2025-07", "compatible"),
        ("date", "2025", "2025-07", "compatible"),
        ("date", "[2030..]", "2031", "compatible"),
        ("date", "[2030..]", "2029", "conflict"),
        ("date", "2025-07", "2025-08", "conflict"),
        ("date", "2025-07-01T14", "2025-07-01T14:30", "compatible"),
        ("date", "2025-07-01T14", "2025-07-01", "compatible"),
        ("date", "2025-07-01T14", "2025-07-01T16", "conflict"),
        ("date", "2012/..", "2013/..", "conflict"),
        ("date", "2012/2020", "2012/2021", "conflict"),
        ("date", "2012/..", "2012/2021", "compatible"),
        ("date", "2012/..", "2015", "compatible"),
        ("date", "2012/..", "2011", "conflict"),
        ("date", "P3D", "P3D", "not comparable"),
        ("date", "P3D", "2025", "not comparable"),
        ("date", "", "2025", "not comparable"),
        ("date", "", "", "not comparable"),
        ("text", "general", "general", "agree"),
        ("text", "general", "officer", "not comparable"),
    ],
)
def test_rules(kind: str, one: str, other: str, verdict: Verdict) -> None:
    assert agreement(answer(kind, one), answer(kind, other, "b")).verdict == verdict


def counted(event: str, ago: str = "", later: str = "", document: str = "a") -> Answer:
    """An answer that counts from an event, or from the day of its text."""
    more: dict[str, Any] = {"counted_from": event, "anchor_label": event.title()}
    more |= {name: parse_ago(text) for name, text in (("ago", ago), ("later", later)) if text}
    return answer("date", "", document, when_basis="relative", **more)


VOTE = counted("vote", later="P2D")
FROM_EVENTS: list[tuple[Answer, Verdict]] = [
    (counted("vote", later="P2D", document="b"), "agree"),
    (counted("vote", later="P1D/P3D", document="b"), "compatible"),
    (counted("vote", later="P3D", document="b"), "conflict"),
    (counted("vote", ago="P2D"), "conflict"),
    (counted("ban", later="P2D"), "not comparable"),
    (counted("", ago="P2D"), "not comparable"),
]


@pytest.mark.parametrize(("other", "verdict"), FROM_EVENTS)
def test_days_that_count_from_one_event_are_compared(other: Answer, verdict: Verdict) -> None:
    assert agreement(VOTE, other).verdict == agreement(other, VOTE).verdict == verdict


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (("20", "2024-05-03"), ("20", "2024-05-03"), "agree"),
        (("20", "2024-05-03"), ("25", "2024-05-04"), "compatible"),
        (("20", "2024-05-03"), (">20", "2024-05"), "conflict"),
        (("20", "2024-05-03"), ("20", "2024-05-04"), "compatible"),
        (("20", "2024-05-03"), ("15", "2024-05-04"), "conflict"),
        (("20", "2024-05-03"), ("25", ""), "conflict"),
    ],
)
def test_a_toll_may_grow_with_its_dates(
    one: tuple[str, str], other: tuple[str, str], verdict: Verdict
) -> None:
    first, second = (
        answer("count", value, when=parse(when) if when else None) for value, when in (one, other)
    )
    assert agreement(first, second).verdict == agreement(second, first).verdict == verdict


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("P3D", "P3D", "agree"),
        ("P0D/P1D", "P1D", "compatible"),
        ("P3D", "P0D/P1D", "conflict"),
        ("on a Sunday", "on a Sunday", "agree"),
        ("on a Sunday", "on a Monday", "not comparable"),
        ("P3D", "on a Sunday", "not comparable"),
    ],
)
def test_days_that_count_from_the_same_unprinted_day(
    one: str, other: str, verdict: Verdict
) -> None:
    assert agreement(answer("date", one), answer("date", other)).verdict == verdict


@pytest.mark.parametrize(
    ("one", "other", "persons", "verdict"),
    [
        ("ann", "ann", True, "agree"),
        ("ann", "ben", True, "conflict"),
        ("army", "police", False, "not comparable"),
        ("army", "army", False, "agree"),
        ("ann ben", "ben ann", True, "agree"),
        ("ann ben", "ben cleo", True, "compatible"),
        ("ann ben", "cleo", True, "not comparable"),
    ],
)
def test_names_are_compared_as_lists(one: str, other: str, persons: bool, verdict: Verdict) -> None:
    first = answer("name", one, persons=persons)
    assert agreement(first, answer("name", other, "b", persons=persons)).verdict == verdict


def test_a_person_and_a_body_are_not_comparable() -> None:
    person, body = answer("name", "ann", persons=True), answer("name", "army", "b")
    assert agreement(person, body).verdict == "not comparable"


@pytest.mark.parametrize("scopes", [("held", "may-be-held"), ("", "held")])
@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("yes-no", "yes", "no"),
        ("yes-no", "yes", "yes"),
        ("count", "20", "50"),
        ("date", "2025", ""),
    ],
)
def test_a_difference_of_scope_is_no_conflict(
    scopes: tuple[str, str], kind: str, one: str, other: str
) -> None:
    first, second = (
        answer(kind, value, scope=scope) for value, scope in zip((one, other), scopes, strict=True)
    )
    found = agreement(first, second)
    assert found.verdict == "not comparable"
    assert "they differ in scope" in found.why
    assert "held" in found.why


@pytest.mark.parametrize(
    ("hedge", "other_hedge", "verdict"),
    [("", "", "agree"), ("reportedly", "", "compatible"), ("", "may", "compatible")],
)
def test_a_hedged_answer_does_not_agree(hedge: str, other_hedge: str, verdict: Verdict) -> None:
    one = answer("yes-no", "yes", hedge=hedge)
    assert agreement(one, answer("yes-no", "yes", "b", hedge=other_hedge)).verdict == verdict


def test_a_hedge_does_not_take_away_a_conflict() -> None:
    one = answer("yes-no", "yes", hedge="reportedly")
    assert agreement(one, answer("yes-no", "no", "b")).verdict == "conflict"


def test_answers_to_two_questions_are_not_compared() -> None:
    one = answer("yes-no", "yes")
    assert agreement(one, answer("yes-no", "yes", question="other")) == (
        "not comparable",
        "they answer different questions",
    )


VALUES = {
    "count": ["20", ">=20", "<=20", "~50", "dozens", "multiple", "0"],
    "yes-no": ["yes", "no"],
    "date": ["2025?-07", "2025", "[2030..]", "2012/..", "P3D", "P0D/P1D", "a Sunday", ""],
    "name": ["ann", "ben", "ann ben"],
    "text": ["general", "officer"],
}

answers_of_one_kind = st.sampled_from(sorted(VALUES)).flatmap(
    lambda kind: st.tuples(
        *[
            st.builds(
                answer,
                st.just(kind),
                st.sampled_from(VALUES[kind]),
                document=st.sampled_from("abc"),
                scope=st.sampled_from(["", "held"]),
                hedge=st.sampled_from(["", "may"]),
                persons=st.booleans(),
            )
        ]
        * 2
    )
)


@given(answers_of_one_kind)
def test_the_order_does_not_matter(pair: tuple[Answer, Answer]) -> None:
    assert agreement(*pair) == agreement(*reversed(pair))


@given(answers_of_one_kind)
def test_what_is_not_hedged_agrees_with_itself(pair: tuple[Answer, Answer]) -> None:
    one, claim = pair[0], pair[0].claim
    dated = claim.kind != "date" or claim.when or claim.relative
    expected = "compatible" if claim.hedge else "agree"
    assert agreement(one, one).verdict == (expected if dated else "not comparable")


@given(answers_of_one_kind)
def test_the_words_for_it_are_words(pair: tuple[Answer, Answer]) -> None:
    verdict, why = agreement(*pair)
    assert verdict in get_args(Verdict)
    assert why == why.strip(" .")
    assert why


def test_every_kind_has_a_rule() -> None:
    assert set(RULES) == set(VALUES)
