"""The interactive charts: plotly takes them, and they draw what the pictures draw."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest
from made_claims import real

from maliviz.charts.figure import Figure
from maliviz.charts.interactive import Mark, timeline
from maliviz.charts.lanes import lanes
from maliviz.charts.marks import Look
from maliviz.charts.slippage import slippage
from maliviz.edtf import parse
from maliviz.evidence.derive import derive

HAPPENED = Look("happened")


@pytest.fixture(params=["lanes", "slippage"])
def figure(request: pytest.FixtureRequest) -> Figure:
    corpus = real()
    if request.param == "lanes":
        return lanes(corpus.claims, derive(corpus), title="T")
    civilian = corpus.claims.query("topic == 'return-to-civilian-rule'")
    return slippage(civilian, derive(corpus), title="T")


def test_plotly_takes_it_and_each_row_has_its_point(figure: Figure) -> None:
    assert figure.spec is not None
    go.Figure(figure.spec)
    assert json.loads(json.dumps(figure.spec)) == figure.spec
    meta, first = figure.spec["layout"]["meta"], figure.spec["data"][0]
    assert len(set(first["y"])) == len(figure.rows)
    for key in ("label", "lane", "span", "bare", "proofs"):
        assert len(meta[key]) == len(figure.rows)
    assert set(meta["columns"]) <= set(figure.columns)
    for row, proofs in zip(figure.rows, meta["proofs"], strict=True):
        assert len(proofs) == len(row.claims) + len(row.inferences)
    for trace in figure.spec["data"][1:]:
        assert set(trace["y"]) <= set(first["y"])
        assert len(trace["x"]) == len(trace["y"])


def test_an_analyst_gets_a_figure_with_words(figure: Figure) -> None:
    made = figure.interactive()
    assert (made.layout.title.text, made.layout.xaxis.title.text) == ("T", "Year")
    assert made.layout.template.layout == go.layout.template.Layout()
    assert all(text.startswith("<b>") for text in made.data[0].hovertext)


@pytest.mark.parametrize(
    ("date", "blocks", "rays", "span"),
    [
        ("2020", [(2020, 1)], [], [2020, 2021]),
        ("2020/2022", [(2020, 3)], [], [2020, 2023]),
        ("[2030..]", [], ["line-ns", "triangle-right", ""], [2030, None]),
        ("[..2024]", [], ["", "triangle-right", "line-ns", ""], [None, 2025]),
        ("2012/..", [(2013, 3), (2012, 1)], ["triangle-right", ""], [2012, None]),
        ("2012/XXXX", [(2012, 1)], ["", "?", ""], [2012, None]),
    ],
)
def test_each_form_of_a_date(
    date: str, blocks: list[tuple[int, int]], rays: list[str], span: list[int | None]
) -> None:
    marks = [Mark("It", "then", HAPPENED, date=parse(date)), Mark("", "", HAPPENED)]
    made = timeline(marks, [])
    bars = [trace for trace in made["data"] if trace["type"] == "bar"]
    drawn = [pair for bar in bars for pair in zip(bar["base"], bar["x"], strict=True)]
    lines = [trace for trace in made["data"][1:] if trace["type"] == "scatter"]
    signs = [
        "?" if text else sign if sign != "circle" else ""
        for line in lines
        for sign, text in zip(line["marker"]["symbol"], line["text"], strict=True)
    ]
    assert (drawn, signs) == (blocks, rays)
    assert made["layout"]["meta"]["span"] == [span, [None, None]]


def test_what_is_inferred_is_hatched_and_what_is_expected_is_hollow() -> None:
    looks = [HAPPENED, Look("happened", inferred=True), Look("expected", hollow=True)]
    made = timeline([Mark("It", "", look, date=parse("2020")) for look in looks], [])
    plain, hatched, hollow = (trace["marker"] for trace in made["data"][1:])
    assert "pattern" not in {**plain, **hollow}
    assert hatched["pattern"]["shape"] == "/"
    assert hollow["color"] == [made["layout"]["paper_bgcolor"]]


def test_a_term_and_a_distance() -> None:
    term = Mark("Term", "", HAPPENED, date=parse("2020"), until=parse("2024"))
    apart = Mark("Gap", "", Look("ink"), gap=(2021.0, 2030.0))
    made = timeline([term, apart], [])
    assert made["layout"]["meta"]["span"] == [[2020.0, None], [2021.0, 2030.0]]
    assert made["data"][1]["x"] == [5.0]
    assert made["data"][3]["x"] == [2021.0, 2030.0, None]
    assert [trace["showlegend"] for trace in made["data"]] == [False, True, False, False]


def test_a_text_is_never_taken_for_markup() -> None:
    mark = Mark("<b>x</b>", "<i>now</i>", HAPPENED, date=parse("2020"), lane="<a href='x'>")
    made = timeline([mark], [])
    assert made["data"][0]["hovertext"] == ["<b>&lt;b&gt;x&lt;/b&gt;</b><br>&lt;i&gt;now&lt;/i&gt;"]
    assert made["layout"]["yaxis"]["ticktext"] == [
        "<b>&lt;a href='x'&gt;</b>",
        "&lt;b&gt;x&lt;/b&gt;",
    ]
