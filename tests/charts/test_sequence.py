from __future__ import annotations

from collections.abc import Iterable

import pytest
from made_claims import real
from made_corpus import Cells, said, told
from sentences import around, body, changed, classed, faults, words
from tables import table

from maliviz.charts import sequence as form
from maliviz.charts.claim_list import claim_html
from maliviz.charts.figure import Figure
from maliviz.charts.sequence import sequence
from maliviz.charts.strips import strips
from maliviz.corpus import Corpus

EVENTS: list[Cells] = [
    {"id": name, "label": f"The {name}", "kind": kind, "order": str(n), "lane": "all"}
    for n, (name, kind) in enumerate(
        [("talks", "happened"), ("march", "happened"), ("ban", "happened"), ("vote", "expected")]
    )
]


def step(name: str, event: str, when: str = "", **more: str) -> Cells:
    """A claim of text A on an event, under a name of its own."""
    words = {"statement": f"It was so: {name}.", "modality": "asserted"}
    return said("a", "yes", **{"id": name, "event": event, "when": when} | words) | more


STEPS = [
    step("vote", "vote", "[2030..]"),
    step("ban-told", "ban"),
    step("ban-in-may", "ban", "2025?-05", when_inference="may"),
    step("march-before", "march", "[..2025?-05]", when_inference="may"),
    step("talks", "talks", "2022/XXXX"),
    step("unrest", ""),
    step("lately", "", when_basis="relative", value="three days ago"),
    step("july", "", "XXXX-07"),
]


def steps(claims: Iterable[Cells]) -> Corpus:
    """A corpus of the events above, with these claims."""
    question = {"id": "q", "order": "1", "text": "What happened?", "kind": "yes-no"}
    return told(claims, events=EVENTS, questions=[question])


def drawn(claims: Iterable[Cells]) -> Figure:
    return sequence(steps(claims).claims, title="One after the other")


def orders(*claims: Cells) -> list[str]:
    """What the figure says of the order of each step and the next."""
    rows = {row.cells[0]: row.cells[5] for row in drawn(claims).rows}
    return [order for name, order in rows.items() if name != "none"][:-1]


def test_steps_stand_in_the_order_of_their_dates() -> None:
    rows = [(row.claims[0], row.cells[0]) for row in drawn(STEPS).rows]
    assert rows == [
        ("talks", "1. The talks"),
        ("march-before", "2. The march"),
        ("ban-in-may", "3. The ban"),
        ("ban-told", "3. The ban"),
        ("vote", "4. The vote"),
        ("july", "none"),
        ("lately", "none"),
        ("unrest", "none"),
    ]


def test_what_lies_within_a_day_is_in_the_order_of_its_times() -> None:
    late, early = step("late", "ban", "2024-05-03T18:30"), step("early", "march", "2024-05-03T06")
    assert orders(late, early) == ["Order: 1 comes before 2, by the printed dates"]
    assert drawn([late, early]).rows[0].cells[:2] == ("1. The march", "6 h on 3 May 2024")
    whole_day = step("day", "march", "2024-05-03")
    assert orders(late, whole_day) == ["Order: whether 1 or 2 came first is not told"]


def test_what_counts_from_an_event_names_it() -> None:
    after = {"when_basis": "relative", "value": "two days after", "counted_from": "ban"}
    told = step("after", "vote", later="P2D", **after)
    dated = [step("ban", "ban", "2020"), step("march", "march", "2021")]
    [row] = [row for row in drawn([*dated, told]).rows if row.claims == ("after",)]
    assert row.cells[1] == "“two days after”, from “The ban”"
    made = steps([*dated, told])
    [claim] = [claim for claim in made.record.claims if claim.id == "after"]
    assert claim.offset == "2 days after “The ban”"
    assert "2 days after “The ban”" in claim_html(claim)
    with pytest.raises(ValueError, match='"after" counts from the event "ban"'):
        strips(made.claims.query("id == 'after'"), made.documents, title="No strip")


def test_dates_are_told_in_words_and_inferred_ones_say_so() -> None:
    when = {row.claims[0]: row.cells[1] for row in drawn(STEPS).rows}
    assert when == {
        "talks": "from 2022, end not known",
        "march-before": "by May 2025 (year inferred)",
        "ban-in-may": "May 2025 (year inferred)",
        "ban-told": "with step 3",
        "vote": "2030 or later",
        "july": "July (no year printed)",
        "lately": "“three days ago”, from a day that is not printed",
        "unrest": "no date told",
    }
    assert {row.claims[0]: row.inferences for row in drawn(STEPS).rows}["ban-in-may"] == ("may",)


def joint(first: Cells, later: Cells) -> str | None:
    """The class of what is said of the order of two steps."""
    [order] = classed(body(drawn([first, later])), "order")
    return order.get("class")


JOINTS = [
    ("an order of dates", "a whole line to the next step", "2020", "2022", "order told"),
    ("no later than", "a whole line to the next step", "[..2022]", "2022", "order told"),
    (
        "an order, if inferred",
        "a broken line to the next step",
        "2020",
        "2025?-05",
        "order inferred",
    ),
    ("no order", "a dotted line to the next step", "2020", "[..2025]", "order open"),
]
SAME = ("two dates for the same", "a dotted line to the next step")
DOTS = [
    ("a date", "a full dot with the number of the step", {}, "happened full"),
    (
        "an inferred date",
        "a pale dot with the number of the step",
        {"when": "2025?-05"},
        "happened pale",
    ),
    (
        "expected or denied",
        "a hollow dot with the number of the step",
        {"modality": "denied"},
        "denied hollow",
    ),
]
BELOW = ("no date", "the statement below the steps, without a dot")


@pytest.mark.parametrize(("case", "picture", "first", "later", "look"), JOINTS)
def test_a_line_is_as_whole_as_the_order_is_sure(
    case: str, picture: str, first: str, later: str, look: str
) -> None:
    assert joint(step("one", "talks", first), step("two", "march", later)) == look


def test_two_dates_for_the_same_are_joined_by_dots() -> None:
    assert joint(step("one", "talks", "2020"), step("two", "talks", "2022")) == "order open"


@pytest.mark.parametrize(("case", "picture", "cells", "look"), DOTS)
def test_a_dot_is_as_full_as_its_step_is_sure(
    case: str, picture: str, cells: Cells, look: str
) -> None:
    claims = [step("one", "talks", "2020"), step("two", "march", "2025") | cells]
    assert around(drawn(claims), "two", "li").get("class") == look


def test_what_is_expected_is_hollow_too() -> None:
    claims = [step("one", "talks", "2020"), step("two", "vote", "2030")]
    assert around(drawn(claims), "two", "li").get("class") == "expected hollow"


def test_what_has_no_date_is_below_the_steps() -> None:
    steps, undated = body(drawn(STEPS))
    assert (steps.tag, undated.tag, words(undated[0])) == ("ol", "section", "No date told")
    assert [words(one) for one in undated.iter("li")] == [
        "text A · asserted It was so: july. July (no year printed)",
        "text A · asserted It was so: lately. “three days ago”, from a day that is not printed",
        "text A · asserted It was so: unrest.",
    ]
    assert [part.tag for part in body(drawn(STEPS[:5]))] == ["ol"]


def test_the_table_of_the_module_is_the_table_of_these_tests() -> None:
    joints = [row[:2] for row in JOINTS]
    assert table(form) == [*joints, SAME, *(row[:2] for row in DOTS), BELOW]


@pytest.mark.parametrize(
    ("first", "later", "order"),
    [
        ("2020", "2022", "Order: 1 comes before 2, by the printed dates"),
        ("2020", "2025?-05", "Order: 1 comes before 2, if the inferred dates hold"),
        ("2025?-05", "2025?-08", "Order: 1 comes before 2, if the inferred dates hold"),
        ("2025", "2025", "Order: whether 1 or 2 came first is not told"),
        ("2022", "[..2025]", "Order: whether 1 or 2 came first is not told"),
        ("[..2025?-05]", "2025?-05", "Order: 1 is told to be no later than 2"),
        ("[..2025-05]", "2025-08", "Order: 1 comes before 2, by the printed dates"),
        ("[..2025-05]", "[..2025-08]", "Order: whether 1 or 2 came first is not told"),
        ("2012/..", "[2030..]", "Order: 1 comes before 2, by the printed dates"),
    ],
)
def test_of_the_order_only_what_is_known_is_said(first: str, later: str, order: str) -> None:
    assert orders(step("one", "talks", first), step("two", "march", later)) == [order]


def test_a_bound_from_another_place_tells_no_order() -> None:
    order = orders(step("one", "talks", "[..2025]"), step("two", "march", "2025", passage="b"))
    assert order == ["Order: whether 1 or 2 came first is not told"]


def test_two_dates_for_one_event_are_not_an_order() -> None:
    rows = drawn([step("one", "talks", "2020"), step("two", "talks", "2022")]).rows
    assert rows[0].cells[5] == "Order: 1 and 2 are two dates for the same"


def test_an_order_is_written_below_its_step() -> None:
    steps = body(drawn(STEPS))[0]
    ends = [words(classed(step, "order")[0]) if classed(step, "order") else "" for step in steps]
    assert ends == [*orders(*STEPS), ""]


def test_each_statement_is_a_named_link() -> None:
    assert [*faults(drawn(STEPS), [claim["id"] for claim in STEPS])] == []


@pytest.mark.parametrize(
    "other",
    [{"when": "2024"}, {"modality": "denied"}, {"speaker": "ann"}, {"statement": "Not so."}],
)
def test_a_changed_claim_changes_the_figure(other: Cells) -> None:
    before, after = drawn(STEPS), drawn(changed(STEPS, "ban-in-may", other))
    assert after.rows != before.rows
    assert after.body != before.body


def test_the_description_tells_how_much_of_the_order_is_known() -> None:
    assert drawn(STEPS).alt == (
        "Sequence of 4 steps; the first is dated from 2022, end not known, the last 2030 or "
        "later. The order from step to step: 1 not told, 1 told, 1 inferred. Statements without "
        "a date, below it: 3."
    )


def test_the_real_claims_on_a_topic_are_all_drawn_and_told() -> None:
    claims = real().claims.query("topic == 'pressure'")
    assert [*faults(sequence(claims, title="Pressure"), claims["id"].tolist())] == []


def test_an_order_is_no_cause() -> None:
    figure = drawn(STEPS)
    assert "an order is no cause" in figure.subtitle
    assert "because" not in figure.body


@pytest.mark.parametrize("claims", [[], STEPS[:1], STEPS[1:3], STEPS[5:]])
def test_fewer_than_two_steps_are_refused(claims: list[Cells]) -> None:
    with pytest.raises(ValueError, match="needs claims that date at least two events, and found"):
        drawn(claims)
