"""Events in lanes: with many of them, or long ones, nothing runs into anything."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from geometry import all_faults
from made_claims import ENDLESS, LONG, RTL, made, real
from made_corpus import Cells
from recording import recorded

from maliviz.charts.lanes import lanes
from maliviz.corpus import Corpus
from maliviz.evidence.derive import derive

SVG = "{http://www.w3.org/2000/svg}"
DATES = ["2020", "2025?-07", "[2030..]", "[..2024-03]", "2012/..", "2022/XXXX", "2012/2020"]
DATES += ["[2025?-08-01..2025?-08-10]", "2031-12-31"]


def timeline(count: int, label: str = "Event", lane: str = "Lane", **more: str) -> Corpus:
    """That many events, with dates of each kind, in four lanes."""
    kinds = ("happened", "promised", "expected")
    events: list[Cells] = [
        {"id": f"e{n}", "label": f"{label} {n}", "lane": f"{lane} {n % 4}", "order": str(n)}
        | {"kind": kinds[n % 3]}
        for n in range(count)
    ]
    claims: list[Cells] = [
        {"event": f"e{n}", "when": DATES[n % len(DATES)], "when_basis": "printed"}
        | {"passage": f"d{n % 2}"}
        | more
        for n in range(count)
    ]
    return made(*claims, events=events, kind="date", names=RTL)


CASES = {
    "two hundred": timeline(200),
    "one": timeline(1),
    "long": timeline(9, label=LONG, lane=LONG, printed=LONG),
    "endless": timeline(9, label=ENDLESS, lane=ENDLESS, printed=ENDLESS),
    "right to left": timeline(9, label=RTL[0], lane=RTL[1]),
}


@pytest.mark.parametrize("case", CASES)
def test_every_event_can_be_read_and_traced(case: str) -> None:
    corpus = CASES[case]
    figure = lanes(corpus.claims, corpus.inferences, title="A title")
    assert all_faults(figure, claims=set(corpus.claims["id"])) == ""
    assert {id for row in figure.rows for id in row.claims} == set(corpus.claims["id"])


def test_the_real_timeline_can_be_read_and_traced() -> None:
    corpus = real()
    figure = lanes(corpus.claims, derive(corpus), title="A title")
    ids = {"claims": set(corpus.claims["id"]), "inferences": set(corpus.inferences["id"])}
    assert all_faults(figure, **ids) == ""


def test_the_printed_view_has_no_inferred_year() -> None:
    corpus = real()
    figure = lanes(corpus.claims, derive(corpus), title="A title")
    inferred, printed = figure.svg(), figure.svg(view="printed")
    assert "July 2025 (year inferred)" in inferred
    assert "2025" not in printed
    assert "no year: “five-year presidential term”" in printed


def test_what_is_inferred_has_its_sign_where_it_is_a_few_months_wide() -> None:
    corpus = real()
    drawing = ET.fromstring(lanes(corpus.claims, derive(corpus), title="A title").svg())
    marks = [mark for mark in drawing.iter(f"{SVG}a") if "Arrests of soldiers begin" in texts(mark)]
    assert len(marks) == 1
    drawn = [p for p in marks[0].iter(f"{SVG}path") if p.get("class") == "s-happened"]
    assert [path.attrib["d"].count("M") > 1 for path in drawn] == [True]


def texts(mark: ET.Element) -> list[str]:
    return [text.text or "" for text in mark.iter(f"{SVG}text")]


UNDATED: Cells = {"event": "promised", "printed": "five years", "when_basis": "none"}
START: Cells = {"id": "start", "statement": "It began then.", "when": "2020", "premises": "c0"}
END: Cells = {"id": "end", "statement": "It ends then.", "when": "2025", "event": "promised"} | {
    "derive": "end-of-term",
    "premises": "start c0",
}


def test_a_term_may_start_on_a_date_that_is_inferred() -> None:
    corpus = made(UNDATED, inferences=(START, END))
    figure = lanes(corpus.claims, corpus.inferences, title="A title")
    assert figure.rows[0].cells[2] == "first possible end 2025"
    (bar, *_) = recorded(figure).of("inference:end", "box")
    axis_years = [s for s in recorded(figure).strokes if s.text in ("2020", "2024")]
    assert bar.left == pytest.approx((axis_years[0].left + axis_years[0].right) / 2)
    assert figure.spec is not None
    assert figure.spec["layout"]["meta"]["span"] == [[2020.0, None]]


UNDATABLE = [
    ((), 'nothing dates the event "promised"'),
    ((END | {"when": ""},), 'nothing dates the event "promised"'),
    ((END,), '"end" counts from "start", which has no date'),
    ((END, START | {"when": ""}), '"end" counts from "start", which has no date'),
]


@pytest.mark.parametrize(("inferences", "complaint"), UNDATABLE)
def test_an_event_without_a_date_is_refused(inferences: tuple[Cells, ...], complaint: str) -> None:
    corpus = made(UNDATED, inferences=inferences)
    with pytest.raises(ValueError, match=complaint):
        lanes(corpus.claims, corpus.inferences, title="A title")
