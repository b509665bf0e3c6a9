"""Rules for inferences: one conclusion each, and premises that end in claims.

An inference may stand on other inferences, and these on others; somewhere each chain has to come
down to what a text says. One that leads back to itself proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from maliviz.corpus.rules import Draft, Rule
from maliviz.corpus.table import Row
from maliviz.problem import Problem

# What each derivation takes from its first two premises.
_TAKES = {"distance": ("a date", "a date"), "end-of-term": ("a date", "a number of years")}


def one_conclusion(inference: Row, draft: Draft) -> Iterator[Problem]:
    given = [column for column in ("value", "when", "derive") if inference[column]]
    if not given:
        hint = "give one of value, when and derive"
        yield inference.problem("value", "no conclusion", hint)
    for column in given[1:]:
        rule = f"second conclusion: the first is in {given[0]}"
        yield inference.problem(column, rule, "give one of value, when and derive")


def not_a_claim(inference: Row, draft: Draft) -> Iterator[Problem]:
    if draft.find("claims", inference["id"]):
        hint = "premises name claims and inferences alike; take another id"
        yield inference.problem("id", "a claim has this id", hint)


def derivable(inference: Row, draft: Draft) -> Iterator[Problem]:
    takes = _TAKES.get(inference["derive"], ())
    premises = inference["premises"].split(" ")
    if len(premises) < len(takes):
        rule = f"{inference['derive']} takes two premises: {' and '.join(takes)}"
        yield inference.problem("premises", rule, "name both, in this order")
    for premise, wanted in zip(premises, takes, strict=False):
        if not _is(wanted, premise, draft):
            rule = f"{inference['derive']} takes {' and '.join(takes)}, in this order"
            yield inference.problem("premises", rule, f"this one is not {wanted}", value=premise)


def _is(wanted: str, premise: str, draft: Draft) -> bool:
    """Whether a premise is what is wanted, as far as it can be told."""
    column = "when" if wanted == "a date" else "value"
    kinds = [table for table in ("claims", "inferences") if premise in draft.keys(table)]
    row = draft.find(kinds[0], premise, column, "question") if kinds else None
    if row is None or column == "when":
        return row is None or row["when"] != ""
    question = draft.find("questions", row["question"], "unit")
    return question is not None and question["unit"] == "years" and row["value"] != ""


def circles(draft: Draft) -> Iterator[Problem]:
    """Yield each inference that is a premise of itself, with the way round; each circle once."""
    premises = {
        row["id"]: sorted(draft.keys("inferences").keys() & row["premises"].split(" "))
        for row in draft.tables["inferences"].rows
        if "premises" not in row.invalid
    }
    done: set[str] = set()
    for start in sorted(premises):
        for circle in _circles_from(start, premises, done):
            row = draft.keys("inferences")[min(circle)]
            turn = circle.index(min(circle))
            way = " → ".join([*circle[turn:], *circle[:turn], circle[turn]])
            hint = "delete one of these premises"
            yield row.problem("premises", f"circular premises: {way}", hint)


def _circles_from(
    start: str, premises: dict[str, list[str]], done: set[str]
) -> Iterator[list[str]]:
    """Walk down from an inference; a premise that stands above itself closes a circle."""
    path = {start: iter(premises[start])} if start not in done else {}
    while path:
        last = next(reversed(path))
        premise = next(path[last], None)
        if premise is None:
            del path[last]
            done.add(last)
        elif premise in path:
            way = list(path)
            yield way[way.index(premise) :]
        elif premise not in done and premise in premises:
            path[premise] = iter(premises[premise])


RULES = (
    Rule("inferences", "value when derive", one_conclusion),
    Rule("inferences", "id", not_a_claim),
    Rule("inferences", "derive premises", derivable),
)
