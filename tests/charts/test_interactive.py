"""The interactive charts: plotly takes them, and they draw what the pictures draw."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest
from made_claims import made as made_corpus
from made_claims import real
from made_corpus import Cells

from maliviz.charts.figure import Figure
from maliviz.charts.interactive import Mark, timeline
from maliviz.charts.lanes import lanes
from maliviz.charts.marks import Look
from maliviz.charts.slippage import slippage
from maliviz.charts.style import ROLES
from maliviz.corpus import Corpus
from maliviz.corpus.rows import claims_of
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
    first = figure.spec["data"][0]
    assert len(set(first["y"])) == len(figure.rows)
    for trace in figure.spec["data"][1:]:
        assert set(trace["y"]) <= set(first["y"])
        assert len(trace["x"]) == len(trace["y"])


def test_an_analyst_gets_a_figure_with_words(figure: Figure) -> None:
    made = figure.interactive()
    assert (made.layout.title.text, made.layout.xaxis.title.text) == ("T", "Year")
    assert made.layout.template.layout == go.layout.template.Layout()
    assert all(text.startswith("<b>") for text in made.data[0].hovertext)


BAR, TIP = "line-ns", "triangle-right"
FORMS = [
    # A date, its blocks from where to where, the signs of its lines and where they are.
    ("2020", [(2020, 2021)], []),
    ("2020/2022", [(2020, 2023)], []),
    ("[2030..]", [], [(BAR, 2030), (TIP, 2030.28)]),
    ("[..2024]", [], [("", 2024.72), (TIP, 2024.93), (BAR, 2025)]),
    ("2012/..", [(2013, 2016), (2012, 2013)], [(TIP, 2016)]),
    ("2012/XXXX", [(2012, 2013)], [("", 2013), ("?", 2013.28)]),
]


@pytest.mark.parametrize(("date", "blocks", "rays"), FORMS)
def test_each_form_of_a_date(
    date: str,
    blocks: list[tuple[int, int]],
    rays: list[tuple[str, float]],
) -> None:
    marks = [Mark("It", "then", HAPPENED, date=parse(date)), Mark("", "", HAPPENED)]
    made = timeline(marks)
    bars = [trace for trace in made["data"] if trace["type"] == "bar"]
    drawn = [(s, s + x) for bar in bars for s, x in zip(bar["base"], bar["x"], strict=True)]
    lines = [trace for trace in made["data"][1:] if trace["type"] == "scatter"]
    signs = [
        ("?" if text else sign if sign != "circle" else "", x)
        for line in lines
        for sign, text, x in zip(line["marker"]["symbol"], line["text"], line["x"], strict=True)
        if x is not None
    ]
    heads = [
        (sign, size)
        for line in lines
        for sign, size in zip(line["marker"]["symbol"], line["marker"]["size"], strict=True)
    ]
    assert (drawn, signs) == (blocks, rays)
    assert all(size == {BAR: 18, TIP: 11}.get(sign, 0) for sign, size in heads)


def test_what_is_expected_and_open_has_its_arrow_at_the_end_of_the_axis() -> None:
    hollow = Mark("It", "", Look("expected", hollow=True), date=parse("[2030..]"))
    made = timeline([hollow, Mark("", "", HAPPENED, date=parse("2012"))])
    (line,) = (trace for trace in made["data"] if trace["name"] == "Expected")
    assert line["x"] == [2030, 2032, None] == [2030, made["layout"]["xaxis"]["range"][1], None]


def test_rows_come_from_top_to_bottom_below_the_names_of_their_lanes() -> None:
    rows = [("a", "One"), ("b", "One"), ("c", "Two")]
    made = timeline([Mark(r, "", HAPPENED, date=parse("2020"), lane=lane) for r, lane in rows])
    axis = made["layout"]["yaxis"]
    ticks = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))
    assert ticks == {0: "<b>One</b>", 1: "a", 2: "b", 3: "<b>Two</b>", 4: "c"}
    assert axis["range"] == [4.5, -0.5]
    assert made["data"][0]["y"] == made["data"][1]["y"] == [1, 2, 4]


def test_a_pointer_finds_a_mark_where_it_begins_and_tells_who_says_so() -> None:
    claims = claims_of(
        corpus_of(*({"speaker": f"s{n}", "statement": f"Thing {n}."} for n in range(5))).claims
    )
    marks = [Mark("It", "in 2020", HAPPENED, claims, date=parse("2020"))]
    marks += [Mark("Open", "", HAPPENED, date=parse("[..2012]")), Mark("None", "", HAPPENED)]
    pointer = timeline(marks)["data"][0]
    assert pointer["x"] == [2020, 2013, 2012]
    assert pointer["hovertext"][0] == "<b>It</b><br>in 2020<br>S0<br>S1<br>S2<br>and 2 more"


def corpus_of(*claims: Cells) -> Corpus:
    return made_corpus(*claims, names=("S0", "S1", "S2", "S3", "S4"))


def test_what_is_inferred_is_hatched_and_what_is_expected_is_hollow() -> None:
    looks = [HAPPENED, Look("happened", inferred=True), Look("expected", hollow=True)]
    made = timeline([Mark("It", "", look, date=parse("2020")) for look in looks])
    plain, hatched, hollow = (trace["marker"] for trace in made["data"][1:])
    assert "pattern" not in {**plain, **hollow}
    assert hatched["pattern"]["shape"] == "/"
    assert hatched["pattern"]["bgcolor"] == [ROLES["happened-soft"].light]
    assert plain["color"] == [ROLES["happened"].light]
    assert hollow["color"] == [ROLES["paper"].light]
    assert hollow["line"]["color"] == ROLES["expected"].light


def test_a_term_and_a_distance() -> None:
    term = Mark("Term", "", HAPPENED, date=parse("2020"), until=parse("2024"))
    apart = Mark("Gap", "", Look("ink"), gap=(2021.0, 2030.0))
    made = timeline([term, apart])
    assert made["data"][0]["x"] == [2020.0, 2021.0]
    assert made["data"][1]["x"] == [5.0]
    assert made["data"][3]["x"] == [2021.0, 2030.0, None]
    assert [trace["showlegend"] for trace in made["data"]] == [False, True, False, False]


def test_no_place_is_finer_than_can_be_seen() -> None:
    marks = [Mark("It", "", HAPPENED, date=parse(when)) for when in ("2024-03", "[2012-05..]")]
    traces = timeline(marks)["data"]
    places = [x for trace in traces for key in ("x", "base") for x in trace.get(key, ())]
    assert 2024.164 in places
    assert places == [None if x is None else round(x, 3) for x in places]


def test_a_text_is_never_taken_for_markup() -> None:
    mark = Mark("<b>x</b>", "<i>now</i>", HAPPENED, date=parse("2020"), lane="<a href='x'>")
    made = timeline([mark])
    assert made["data"][0]["hovertext"] == ["<b>&lt;b&gt;x&lt;/b&gt;</b><br>&lt;i&gt;now&lt;/i&gt;"]
    assert made["layout"]["yaxis"]["ticktext"] == [
        "<b>&lt;a href='x'&gt;</b>",
        "&lt;b&gt;x&lt;/b&gt;",
    ]
