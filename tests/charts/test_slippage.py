"""One aim and the dates it was given."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from geometry import all_faults, links
from made_claims import ENDLESS, EVENTS, LONG, RTL, made, real
from made_corpus import Cells
from recording import Recorder, Stroke, recorded, signs, year_of
from tables import table

from maliviz.charts import slippage as form
from maliviz.charts.figure import Figure
from maliviz.charts.slippage import slippage
from maliviz.charts.style import Width
from maliviz.corpus import Corpus
from maliviz.evidence.derive import derive

PROMISED: Cells = {"event": "promised", "when": "[..2024-03]", "when_basis": "printed"}
EXPECTED: Cells = {"event": "expected", "when": "[2030..]", "when_basis": "printed"}
BRIDGE: Cells = {"id": "i", "statement": "It is later.", "premises": "c0 c1", "strength": "weak"}

CASES: dict[str, Callable[[], Corpus]] = {
    "two dates": lambda: made(PROMISED, EXPECTED | {"passage": "d1"}, inferences=(BRIDGE,)),
    "inferred": lambda: made(
        PROMISED | {"when": "[2025?-08-01..2025?-08-10]"},
        EXPECTED | {"when": "[2031?-11-21..2031?-11-30]"},
        inferences=(BRIDGE,),
    ),
    "long": lambda: made(
        PROMISED,
        EXPECTED,
        names=(LONG, "Ben"),
        events=[event | {"label": ENDLESS} for event in EVENTS],
        inferences=(BRIDGE,),
    ),
    "right to left": lambda: made(PROMISED, EXPECTED, names=RTL, inferences=(BRIDGE,)),
    "sixty dates": lambda: made(
        *[PROMISED | {"id": f"c{n}", "when": f"{1960 + n}"} for n in range(60)],
        inferences=(BRIDGE | {"premises": "c0 c59"},),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_every_date_can_be_read_and_traced(case: str) -> None:
    corpus = CASES[case]()
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


BOTH = pytest.mark.parametrize("width", ["wide", "narrow"])


def chart(*claims: Cells, premises: str = "c0 c1") -> Figure:
    corpus = made(*claims, inferences=(BRIDGE | {"premises": premises},))
    return slippage(corpus.claims, corpus.inferences, title="A title")


def bare(pen: Recorder, verb: str, edge: str = "", fill: str = "") -> list[Stroke]:
    """What is drawn of a role without being a link."""
    drawn = [s for s in pen.strokes if s.verb == verb and not s.mark]
    return [s for s in drawn if edge in ("", s.edge) and fill in ("", s.fill)]


def walls(pen: Recorder, *roles: str) -> list[Stroke]:
    """The longest line of each role: a wall."""
    lines = (bare(pen, "line", role) for role in roles)
    return [max(some, key=lambda s: s.right - s.left + s.bottom - s.top) for some in lines]


def edges(pen: Recorder) -> list[Stroke]:
    """The lines from wall to wall."""
    return bare(pen, "line", "ink")


TABLE = [
    ("the first, the last", "a wall across, with who says it"),
    ("the distance", "a pale band from wall to wall, with its least length"),
    ("walls of two texts", "the band has dotted edges, and says that the join is ours"),
    ("walls of one text", "the band has whole edges"),
    (
        "the last is open",
        "a pale band beyond the wall, without an edge, and three arrow heads",
    ),
    ("bounds on both sides", "a block beside the wall, over all days that are possible"),
    ("another date", "a small mark of its own, below the wait"),
]


def test_the_table_of_the_module_is_the_table_of_these_tests() -> None:
    assert table(form) == TABLE


@BOTH
def test_the_wait_reaches_from_wall_to_wall(width: Width) -> None:
    pen = recorded(chart(PROMISED, EXPECTED), width)
    first, last = walls(pen, "promised", "expected")
    [band] = bare(pen, "box", fill="promised-soft")
    if width == "wide":
        assert (first.upright, last.upright) == (True, True)
        assert (band.left, band.right) == pytest.approx((first.left + 3, last.left - 3))
    else:
        assert (band.top, band.bottom) == pytest.approx((first.top + 3, last.top - 3))
        assert first.right - first.left > pen.width / 2


def test_a_wall_stands_at_its_day() -> None:
    pen = recorded(chart(PROMISED | {"when": "2024-03"}, EXPECTED | {"when": "2031"}))
    years = [year_of(pen, wall.left) for wall in walls(pen, "promised", "expected")]
    assert years == pytest.approx([2024 + 91 / 366, 2031], abs=0.01)


@BOTH
def test_a_wall_says_when_what_and_who(width: Width) -> None:
    pen = recorded(chart(PROMISED, EXPECTED), width)
    written = " | ".join(s.text for s in pen.of("claim:c0", "text"))
    apart = {"wide": " | ", "narrow": " · "}[width]
    assert written == f"By March 2024 | Promised · promised{apart}Ann"


@BOTH
def test_a_join_of_two_texts_looks_like_one(width: Width) -> None:
    apart = recorded(chart(PROMISED, EXPECTED | {"passage": "d1"}), width)
    assert {s.dash for s in edges(apart)} == {"dotted"}
    assert "joined by us from two texts" in " ".join(apart.texts())
    together = recorded(chart(PROMISED, EXPECTED), width)
    assert {s.dash for s in edges(together)} == {"solid"}
    assert "counted by us, a weak inference" in " ".join(together.texts())


@BOTH
def test_the_number_is_the_largest_thing(width: Width) -> None:
    pen = recorded(chart(PROMISED, EXPECTED), width)
    texts = [s for s in pen.strokes if s.verb == "text"]
    largest = max(s.bottom - s.top for s in texts)
    assert largest >= 28
    number = " ".join(s.text for s in texts if s.bottom - s.top == largest)
    assert (
        number == {"wide": "5 years and 9 months", "narrow": "at least 5 years and 9 months"}[width]
    )
    assert "at least" in " ".join(pen.texts())


@BOTH
def test_an_open_end_has_no_edge_and_its_arrow_heads(width: Width) -> None:
    pen = recorded(chart(PROMISED, EXPECTED), width)
    [band] = bare(pen, "box", fill="expected-soft")
    assert band.edge == ""
    [wall] = walls(pen, "expected")
    if width == "wide":
        assert band.left == wall.left
        assert [s.to for s in bare(pen, "arrow", "expected")] == [1] * 3
    else:
        assert band.top == wall.top
        assert len(bare(pen, "line", "expected")) == 1 + 3
    bounded = recorded(chart(PROMISED, EXPECTED | {"when": "2031"}), width)
    assert bare(bounded, "box", fill="expected-soft") == []
    assert len(bare(bounded, "box", "expected")) == 1
    assert bare(bounded, "arrow", "expected") == []


@BOTH
def test_dates_come_in_the_order_of_their_last_days(width: Width) -> None:
    years = ["[2030..]", "2027", "[..2024-03]", "2025?-07", "[2026-01..2028]"]
    claims = [PROMISED | {"when": when} for when in years]
    figure = chart(*claims, premises="c2 c0")
    ordered = ["by March 2024", "July 2025 (year inferred)", "2027"]
    ordered += ["between January 2026 and 2028", "2030 or later"]
    assert [row.cells[1] for row in figure.rows][:-1] == ordered
    pen = recorded(figure, width)
    tops = [pen.of(f"claim:c{n}", "box")[0].top for n in (3, 1, 4)]
    [band] = bare(pen, "box", fill="promised-soft")[:1]
    assert [band.bottom, *tops] == sorted([band.bottom, *tops])


LOOKS = [
    (PROMISED | {"when": "2025"}, "full box"),
    (PROMISED | {"when": "2025?"}, "pale box, slanted lines"),
    (EXPECTED | {"when": "2025"}, "hollow box"),
    (EXPECTED | {"when": "2025?"}, "hollow box, slanted lines"),
    (PROMISED | {"when": "[..2025]"}, "dashed line, arrow right, bar"),
]


@BOTH
@pytest.mark.parametrize(("claim", "look"), LOOKS, ids=[look for _, look in LOOKS])
def test_a_date_of_second_rank_looks_like_what_it_is(claim: Cells, look: str, width: Width) -> None:
    pen = recorded(chart(PROMISED, claim, EXPECTED, premises="c0 c2"), width)
    assert ", ".join(signs(pen.of("claim:c1", "box", "hatch", "line", "arrow"))) == look
    assert "2025" in " ".join(s.text for s in pen.of("claim:c1", "text"))


@BOTH
def test_the_distance_is_told_with_how_it_is_counted(width: Width) -> None:
    figure = chart(PROMISED | {"when": "2024-03"}, EXPECTED | {"when": "2031"})
    pen = recorded(figure, width)
    words = " ".join(stroke.text for stroke in pen.of("inference:i", "text"))
    assert words.startswith("between 6 years 9 months and 7 years 10 months counted by us")
    counted = "from the end of March 2024 to the start of 2031"
    assert counted in words
    assert figure.spec is not None
    assert figure.spec["data"][0]["x"][-1] == pytest.approx(2024.249)


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
