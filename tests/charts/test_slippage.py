"""One aim and the dates it was given."""

from __future__ import annotations

import pytest
from geometry import all_faults, links
from made_claims import ENDLESS, EVENTS, LONG, RTL, made, real
from made_corpus import Cells

from maliviz.charts.slippage import slippage
from maliviz.corpus import Corpus
from maliviz.evidence.derive import derive

PROMISED: Cells = {"event": "promised", "when": "[..2024-03]", "when_basis": "printed"}
EXPECTED: Cells = {"event": "expected", "when": "[2030..]", "when_basis": "printed"}
BRIDGE: Cells = {"id": "i", "statement": "It is later.", "premises": "c0 c1", "strength": "weak"}

CASES = {
    "two dates": made(PROMISED, EXPECTED | {"passage": "d1"}, inferences=(BRIDGE,)),
    "inferred": made(
        PROMISED | {"when": "[2025?-08-01..2025?-08-10]"},
        EXPECTED | {"when": "[2031?-11-21..2031?-11-30]"},
        inferences=(BRIDGE,),
    ),
    "long": made(
        PROMISED,
        EXPECTED,
        names=(LONG, "Ben"),
        events=[event | {"label": ENDLESS} for event in EVENTS],
        inferences=(BRIDGE,),
    ),
    "right to left": made(PROMISED, EXPECTED, names=RTL, inferences=(BRIDGE,)),
    "sixty dates": made(
        *[PROMISED | {"id": f"c{n}", "when": f"{1960 + n}"} for n in range(60)],
        inferences=(BRIDGE | {"premises": "c0 c59"},),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_date_can_be_read_and_traced(case: str) -> None:
    corpus = CASES[case]
    figure = slippage(corpus.claims, corpus.inferences, title="A title")
    assert all_faults(figure, claims=set(corpus.claims["id"]), inferences={"i"}) == ""
    assert {id for row in figure.rows for id in row.claims} == set(corpus.claims["id"])


def test_the_distance_is_the_one_that_is_derived() -> None:
    corpus = real()
    inferences = derive(corpus)
    claims = corpus.claims.query("topic == 'return-to-civilian-rule'")
    figure = slippage(claims, inferences, title="A title")
    ids = {"claims": set(claims["id"]), "inferences": set(inferences["id"])}
    assert all_faults(figure, **ids) == ""
    assert "#inference-promise-to-vote" in links(figure)
    assert str(inferences.set_index("id").loc["promise-to-vote", "value"]) in figure.alt


WRONG = [
    (made(PROMISED, inferences=(BRIDGE,)), "at least two dates"),
    (
        made(EXPECTED, EXPECTED | {"when": "[2031..]"}, inferences=(BRIDGE,)),
        "the first date has no end",
    ),
    (made(PROMISED, EXPECTED), 'no inference has the premises "c0 c1"'),
]


@pytest.mark.parametrize(("corpus", "complaint"), WRONG)
def test_wrong_input_is_refused(corpus: Corpus, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        slippage(corpus.claims, corpus.inferences, title="A title")
