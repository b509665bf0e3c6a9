"""One aim and the dates it was given."""

from __future__ import annotations

import pytest
from geometry import all_faults, links
from made_claims import ENDLESS, EVENTS, LONG, RTL, made, real
from made_corpus import Cells
from recording import Recorder, recorded, signs, year_of

from maliviz.charts.figure import Figure
from maliviz.charts.slippage import slippage
from maliviz.charts.style import Width
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


SEAM = "The text changes here; the join is ours."
BOTH = pytest.mark.parametrize("width", ["wide", "narrow"])


def chart(*claims: Cells, premises: str = "c0 c1") -> Figure:
    corpus = made(*claims, inferences=(BRIDGE | {"premises": premises},))
    return slippage(corpus.claims, corpus.inferences, title="A title")


def tops(pen: Recorder, *texts: str) -> list[float]:
    """How far down the sheet some lines of text are, each for the first time."""
    return [next(s.top for s in pen.strokes if s.text == text) for text in texts]


@BOTH
def test_a_seam_says_where_the_text_changes(width: Width) -> None:
    pen = recorded(chart(PROMISED, EXPECTED | {"passage": "d1"}), width)
    before, seam, after = tops(pen, "by March 2024", SEAM, "2030 or later")
    assert before < seam < after
    (line,) = (s for s in pen.strokes if s.dash == "dotted")
    assert (line.left, line.right) == (0, pen.width)
    assert before < line.top < seam


def test_there_is_no_seam_within_a_text() -> None:
    pen = recorded(chart(PROMISED, EXPECTED))
    assert SEAM not in pen.texts()
    assert "dotted line" not in signs(pen.strokes)


@BOTH
def test_dates_come_in_the_order_of_their_last_days(width: Width) -> None:
    years = ["[2030..]", "2027", "[..2024-03]", "2025?-07", "[2026-01..2028]"]
    claims = [PROMISED | {"when": when} for when in years]
    figure = chart(*claims, premises="c2 c0")
    ordered = ["by March 2024", "July 2025 (year inferred)", "2027"]
    ordered += ["between January 2026 and 2028", "2030 or later"]
    assert [row.cells[1] for row in figure.rows][:-1] == ordered
    pen = recorded(figure, width)
    written = tops(
        pen, *(words.replace(" (year inferred", "\xa0(year\xa0inferred") for words in ordered)
    )
    assert written == sorted(written)
    drawn = [pen.of(f"claim:c{n}", "box", "arrow")[-1].top for n in (2, 3, 1, 4, 0)]
    assert drawn == sorted(drawn)


LOOKS = [
    (PROMISED | {"when": "2024"}, "full box"),
    (PROMISED | {"when": "2024?"}, "pale box, slanted lines"),
    (EXPECTED | {"when": "2024"}, "hollow box"),
    (EXPECTED | {"when": "2024?"}, "hollow box, slanted lines"),
    (PROMISED, "dashed line, arrow right, bar"),
]


@BOTH
@pytest.mark.parametrize(("claim", "look"), LOOKS, ids=[look for _, look in LOOKS])
def test_a_date_looks_like_what_it_is(claim: Cells, look: str, width: Width) -> None:
    pen = recorded(chart(claim, EXPECTED), width)
    assert ", ".join(signs(pen.of("claim:c0", "box", "hatch", "line", "arrow"))) == look
    label = f"{claim['event'].title()}\xa0· {claim['event']}"
    assert label in pen.texts()


@BOTH
def test_the_distance_is_measured_from_the_end_of_the_first_to_the_start_of_the_last(
    width: Width,
) -> None:
    figure = chart(PROMISED | {"when": "2024-03"}, EXPECTED | {"when": "2031"})
    pen = recorded(figure, width)
    start, measure, tip, end = pen.of("inference:i", "line", "arrow")
    assert [year_of(pen, x) for x in (measure.left, measure.right)] == pytest.approx(
        [2024 + 91 / 366, 2031], abs=0.01
    )
    assert (start.left, end.left, tip.right) == (measure.left, measure.right, measure.right)
    assert start.upright
    assert end.upright
    words = " ".join(stroke.text for stroke in pen.of("inference:i", "text"))
    distance = "between 6 years 9 months and 7 years 10 months"
    assert words == f"{distance} from the end of March 2024 to the start of 2031"
    assert figure.spec is not None
    assert figure.spec["layout"]["meta"]["span"][-1] == pytest.approx([2024.249, 2031])


def test_what_softens_a_claim_is_told_in_its_row() -> None:
    figure = chart(PROMISED | {"modality": "attributed", "hedge": "reportedly"}, EXPECTED)
    assert figure.rows[0].cells[3] == "attributed, “reportedly”"
    assert figure.rows[-1].cells[2:] == ("nobody; inferred", "weak inference")


def test_a_date_rests_on_its_inference_too() -> None:
    year: Cells = {"id": "y", "statement": "It is 2024.", "premises": "c0", "strength": "weak"}
    claim = PROMISED | {"when": "2024?", "when_inference": "y"}
    corpus = made(claim, EXPECTED, inferences=(year, BRIDGE))
    figure = slippage(corpus.claims, corpus.inferences, title="A title")
    assert [row.inferences for row in figure.rows] == [("y",), (), ("i",)]
    assert [row.claims for row in figure.rows] == [("c0",), ("c1",), ("c0", "c1")]


def test_what_has_happened_is_no_date_of_an_aim() -> None:
    happened: Cells = {"event": "happened", "when": "2020", "when_basis": "printed"}
    figure = chart(PROMISED, EXPECTED, happened)
    assert [row.claims for row in figure.rows] == [("c0",), ("c1",), ("c0", "c1")]
