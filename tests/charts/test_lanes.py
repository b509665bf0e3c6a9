"""Events in lanes: with many of them, or long ones, nothing runs into anything."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from xml.etree import ElementTree as ET

import pytest
from geometry import all_faults
from made_claims import ENDLESS, LONG, RTL, made, real
from made_corpus import Cells
from recording import recorded, signs, year_of

from maliviz.charts.figure import Figure, Place
from maliviz.charts.lanes import lanes
from maliviz.charts.style import Width
from maliviz.corpus import Corpus
from maliviz.evidence.derive import derive

SVG = "{http://www.w3.org/2000/svg}"
DATES = ["2020", "2025?-07", "[2030..]", "[..2024-03]", "2012/..", "2022/XXXX", "2012/2020"]
DATES += ["[2025?-08-01..2025?-08-10]", "2031-12-31"]


# All within two years, two months, and three days.
CLOSE = {
    "month": ["2024-03-05", "2024-11", "[2025-02..]", "2024-03/2024-06", "[..2024-05]"],
    "day": ["2024-03-05", "2024-03-20", "[2024-04-02..]", "2024-03-05/..", "2024-03-30"],
    "hour": ["2024-03-05T14", "2024-03-05T14:30", "[..2024-03-06T03]", "2024-03-06", "2024-03-05"],
}


def timeline(
    count: int,
    label: str = "Event",
    lane: str = "Lane",
    dates: list[str] = DATES,
    **more: str,
) -> Corpus:
    """That many events, with dates of each kind, in four lanes."""
    kinds = ("happened", "promised", "expected")
    events: list[Cells] = [
        {"id": f"e{n}", "label": f"{label} {n}", "lane": f"{lane} {n % 4}", "order": str(n)}
        | {"kind": kinds[n % 3]}
        for n in range(count)
    ]
    claims: list[Cells] = [
        {"event": f"e{n}", "when": dates[n % len(dates)], "when_basis": "printed"}
        | {"passage": f"d{n % 2}"}
        | more
        for n in range(count)
    ]
    return made(*claims, events=events, kind="date", names=RTL)


CASES: dict[str, Callable[[], Corpus]] = {
    "sixty": lambda: timeline(60),
    "one": lambda: timeline(1),
    "long": lambda: timeline(9, label=LONG, lane=LONG, printed=LONG),
    "endless": lambda: timeline(9, label=ENDLESS, lane=ENDLESS, printed=ENDLESS),
    "right to left": lambda: timeline(9, label=RTL[0], lane=RTL[1]),
    **{f"by {unit}": partial(timeline, 5, dates=dates) for unit, dates in CLOSE.items()},
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_every_event_can_be_read_and_traced(case: str) -> None:
    corpus = CASES[case]()
    figure = lanes(corpus.claims, corpus.inferences, title="A title")
    assert all_faults(figure, claims=set(corpus.claims["id"])) == ""
    assert {id for row in figure.rows for id in row.claims} == set(corpus.claims["id"])


WRITTEN = {
    ("month", "wide"): ["Jan 2024", "Mar", "May", "Jul", "Sep", "Nov", "Jan 2025", "Mar"],
    ("month", "narrow"): ["Jan 2024", "Apr", "Jul", "Oct", "Jan 2025", "Apr"] * 2,
    ("day", "wide"): ["6 Mar 2024", "11", "16", "21", "26", "1 Apr", "6"],
    ("day", "narrow"): ["11 Mar 2024", "21", "1 Apr"] * 2,
    ("hour", "wide"): ["5 Mar 2024", "12 h", "6 Mar", "12 h", "7 Mar"],
    ("hour", "narrow"): ["5 Mar 2024", "12 h", "6 Mar", "12 h", "7 Mar"] * 2,
}


@pytest.mark.parametrize(("unit", "width"), WRITTEN)
def test_what_lies_close_together_is_drawn_in_a_finer_unit(unit: str, width: Width) -> None:
    corpus = CASES[f"by {unit}"]()
    figure = lanes(corpus.claims, corpus.inferences, title="A title")
    assert figure.subtitle == f"Events by {unit}"
    labels = [s.text for s in recorded(figure, width).strokes if s.text and not s.mark]
    lanes_and_key = {f"Lane {n}" for n in range(4)} | {*labels[:6]}
    assert [text for text in labels if text not in lanes_and_key] == WRITTEN[unit, width]
    assert figure.spec is not None
    axis = figure.spec["layout"]["xaxis"]
    assert axis["title"]["text"] == unit.capitalize()
    assert "Mar" in " ".join(axis["ticktext"])


def test_a_time_is_drawn_where_it_lies_in_the_day() -> None:
    corpus = timeline(2, dates=["2024-03-05T06", "2024-03-05T18"])
    canvas = recorded(lanes(corpus.claims, corpus.inferences, title="A title"))
    six, eighteen = (canvas.of(f"claim:c{n}", "box")[0] for n in range(2))
    [tick] = [s for s in canvas.strokes if s.text == "12 h"]
    assert (six.left + eighteen.left) / 2 == pytest.approx((tick.left + tick.right) / 2, abs=0.5)
    assert six.right - six.left == pytest.approx((eighteen.left - six.left) / 12, abs=0.5)


@pytest.mark.slow
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
    assert len(marks) == 2
    for mark in marks:
        drawn = [p for p in mark.iter(f"{SVG}path") if p.get("class") == "s-happened"]
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
    assert figure.spec["data"][0]["x"] == [2020.0]


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


def event(name: str, lane: str = "One", order: int = 1, kind: str = "happened") -> Cells:
    return {"id": name, "label": name.title(), "kind": kind, "lane": lane, "order": str(order)}


def dated(name: str, when: str, **more: str) -> Cells:
    return {"event": name, "when": when, "when_basis": "printed"} | more


def chart(events: list[Cells], *claims: Cells, inferences: tuple[Cells, ...] = ()) -> Figure:
    corpus = made(*claims, events=events, kind="date", inferences=inferences)
    return lanes(corpus.claims, corpus.inferences, title="A title")


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_events_come_in_the_order_of_their_lanes_and_of_their_own(width: Width) -> None:
    events = [
        event("d", "Two", 4),
        event("b", "One", 2),
        event("c", "One", 5),
        event("a", "One", 1),
    ]
    figure = chart(events, *(dated(name, "2020") for name in "dbca"))
    assert [row.cells[0] for row in figure.rows] == ["A", "B", "C", "D"]
    texts = recorded(figure, width).texts()
    order = [text for text in texts if text in ("One", "Two", "A", "B", "C", "D")]
    assert order == ["One", "A", "B", "C", "Two", "D"]


def test_a_lane_comes_where_its_first_event_does() -> None:
    events = [event("a", "A lane", 3), event("b", "The first", 9), event("c", "The first", 1)]
    figure = chart(events, *(dated(name, "2020") for name in "abc"))
    assert [row.cells[0] for row in figure.rows] == ["C", "B", "A"]


LOOKS = [
    ("happened", "2020", "full box"),
    ("happened", "2020?", "pale box, slanted lines"),
    ("promised", "[2020..]", "dashed line, arrow right, bar"),
    ("expected", "2020", "hollow box"),
    ("happened", "2020/XXXX", "full box, dotted line"),
    ("happened", "2020/..", "pale box, arrow right, full box"),
]


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize(("kind", "when", "look"), LOOKS)
def test_an_event_looks_like_what_it_is(kind: str, when: str, look: str, width: Width) -> None:
    pen = recorded(chart([event("a", kind=kind)], dated("a", when)), width)
    strokes = pen.of("claim:c0", "box", "hatch", "line", "arrow")
    assert ", ".join(signs(strokes)) == look
    assert {s.edge for s in strokes if s.edge} == {kind}


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_an_event_lies_at_its_year(width: Width) -> None:
    events = [event("a"), event("b")]
    pen = recorded(chart(events, dated("a", "2020"), dated("b", "2012/2013")), width)
    (late,), (early,) = pen.of("claim:c0", "box"), pen.of("claim:c1", "box")
    assert [year_of(pen, x) for x in (early.left, early.right)] == pytest.approx([2012, 2014])
    assert [year_of(pen, x) for x in (late.left, late.right)] == pytest.approx([2020, 2021])


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_term_is_drawn_to_a_bar_and_is_left_open(width: Width) -> None:
    figure = chart([event("promised")], dated("promised", ""), inferences=(START, END))
    pen = recorded(figure, width)
    drawn = pen.of("inference:end", "box", "line", "arrow")
    assert signs(drawn) == ["full box", "bar", "dashed line", "arrow right"]
    assert [year_of(pen, x) for x in (drawn[0].left, drawn[1].left)] == pytest.approx([2020, 2026])
    assert "first possible end 2025" in " ".join(pen.texts())
    bare = recorded(figure, width, "printed")
    assert not [s for s in bare.strokes if s.mark and s.verb in ("box", "line", "arrow")]
    assert "“so” · text A" in " ".join(bare.texts())


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_row_keeps_its_place_in_both_views(width: Width) -> None:
    corpus = real()
    figure = lanes(corpus.claims, derive(corpus), corpus.documents, title="A title")
    labels = [row.cells[0] for row in figure.rows]
    tops = [
        {s.text: s.top for s in reversed(recorded(figure, width, view).strokes) if s.text in labels}
        for view in ("inferred", "printed")
    ]
    assert tops[0] == pytest.approx(tops[1])


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize(("published", "words"), [("2024", "after them"), ("2024?", "(inferred)")])
def test_a_line_shows_when_the_texts_were_written(published: str, words: str, width: Width) -> None:
    corpus = made(dated("a", "2020"), dated("b", "2012/.."), events=[event("a"), event("b")])
    documents = corpus.documents.assign(published=published)
    pen = recorded(lanes(corpus.claims, corpus.inferences, documents, title="A title"), width)
    lines = [s for s in pen.strokes if s.upright and not s.mark and s.edge == "muted"]
    assert [year_of(pen, s.left) for s in lines] == pytest.approx([2024, 2025])
    [tint] = [s for s in pen.strokes if s.fill == "tint"]
    assert tint.left == pytest.approx(lines[1].left)
    assert tint.right == pen.width
    assert "before the texts" in pen.texts()
    assert words in " ".join(pen.texts())
    hatched = [s for s in pen.strokes if s.verb == "hatch" and s.edge == "rule"]
    assert len(hatched) == (published == "2024?")
    [head] = pen.of("claim:c1", "arrow")
    assert year_of(pen, head.right) == pytest.approx(2025)


def test_without_documents_nothing_shows_when_the_texts_were_written() -> None:
    pen = recorded(chart([event("a")], dated("a", "2020")))
    assert not [s for s in pen.strokes if s.fill == "tint"]
    assert "before the texts" not in pen.texts()


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_crowded_year_comes_again_month_by_month(width: Width) -> None:
    names = ("late", "early", "bound", "other")
    events = [event(name) for name in names]
    dates = ("2020?-07", "2020?-02", "[..2020?-05]", "2017")
    claims = [dated(name, when) for name, when in zip(names, dates, strict=True)]
    pen = recorded(chart(events, *claims), width)
    heading = "2020 (year inferred) by month"
    after = pen.strokes[pen.strokes.index(next(s for s in pen.strokes if s.text == heading)) :]
    labels = {name.title() for name in names}
    assert [s.text for s in after if s.text in labels] == ["Early", "Bound", "Late"]
    months = [s for s in after if s.text and not s.mark][1:13]
    assert [s.text[0] for s in months] == list("JFMAMJJASOND")
    [july] = [s for s in after if s.mark == "claim:c0|months" and s.verb == "box"]
    middle = (months[6].left + months[6].right) / 2
    assert (july.left + july.right) / 2 == pytest.approx(middle, abs=1)
    written = " ".join(s.text for s in after if s.mark == "claim:c0|months")
    assert " ".join(written.split()) == "Late July · text A"
    two = recorded(chart(events, *claims[:2], *claims[3:]), width)
    assert heading not in two.texts()
    printed = recorded(chart(events, *claims), width, "printed")
    assert heading not in printed.texts()


def test_the_key_shows_each_sign_above_the_events() -> None:
    pen = recorded(chart([event("a")], dated("a", "2020")))
    words = ["told as done", "promised", "expected", "inferred", "by then", "then or later"]
    assert pen.texts()[:6] == words
    samples = [s for s in pen.strokes if not s.mark and s.verb == "box"][:4]
    assert signs(samples) == ["full box", "full box", "hollow box", "pale box"]
    first = next(s for s in pen.strokes if s.mark)
    assert all(s.bottom < first.top for s in samples)


def test_a_kind_stands_in_words_beside_its_date() -> None:
    events = [event("a", kind="promised"), event("b", kind="happened")]
    pen = recorded(chart(events, dated("a", "2024"), dated("b", "2020")))
    captions = pen.texts()
    assert "2024, promised · text A" in captions
    assert "2020 · text A" in captions


def test_each_date_of_an_event_has_a_row_with_all_who_give_it() -> None:
    claims = [dated("a", "2020"), dated("a", "2012"), dated("a", "2020", speaker="s1")]
    claims += [dated("a", "", printed="then")]
    figure = chart([event("a")], *(claims[:2]), claims[2] | {"passage": "d1"}, claims[3])
    assert [row.claims for row in figure.rows] == [("c1",), ("c0", "c2")]
    assert [row.cells[2] for row in figure.rows] == ["2012", "2020"]
    captions = recorded(figure).texts()
    assert "2012 · text A" in captions
    assert "2020 · text A and B" in captions


def test_who_says_so_and_how_firmly_is_told_once_each() -> None:
    hedged = dated("a", "2020", speaker="s1", modality="attributed", hedge="reportedly")
    figure = chart([event("a")], dated("a", "2020"), hedged, dated("a", "2020"))
    assert figure.rows[0].cells[4:] == ("Ann; Ben", "asserted; attributed, “reportedly”")


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_the_printed_view_draws_no_inferred_date_and_quotes_what_is_printed(width: Width) -> None:
    claims = [dated("a", "2020?-07", printed="in July"), dated("b", "2012")]
    pen = recorded(chart([event("a"), event("b")], *claims), width, "printed")
    assert signs(pen.of("claim:c0", "box", "line", "arrow", "hatch")) == []
    assert signs(pen.of("claim:c1", "box")) == ["full box"]
    words = " ".join(stroke.text for stroke in pen.of("claim:c0", "text"))
    assert "“in July” · text A" in words
    assert "2020" not in words


def test_the_quoted_words_are_those_of_the_claims_behind_the_date() -> None:
    why: Cells = {"id": "i", "statement": "So.", "when": "2020?", "event": "a", "premises": "c1"}
    claims = [dated("a", "", printed="once"), dated("a", "", printed="last year")]
    figure = chart([event("a")], *claims, inferences=(why,))
    (row,) = figure.rows
    assert row.cells[2:4] == ("2020 (year inferred)", "“last year”")
    assert (row.claims, row.inferences) == (("c0", "c1"), ("i",))
    assert recorded(figure).of("inference:i", "hatch")
    assert recorded(figure, view="printed").of("claim:c0", "text")


@pytest.mark.parametrize(
    ("lane_of_each", "size"),
    [
        ("a", "Timeline with 1 event in 1 lane. "),
        ("aa", "Timeline with 2 events in 1 lane. "),
        ("ab", "Timeline with 2 events in 2 lanes. "),
    ],
)
def test_events_and_lanes_are_counted_in_words(lane_of_each: str, size: str) -> None:
    events = [event(f"e{n}", lane, n) for n, lane in enumerate(lane_of_each)]
    figure = chart(events, *(dated(one["id"], "2020") for one in events))
    assert figure.alt.startswith(size)


@pytest.mark.parametrize(
    ("dates", "span"),
    [
        (["2020"], "Date: 2020."),
        (["2020", "2030"], "The first is dated 2020, the last 2030."),
    ],
)
def test_it_says_from_when_to_when_in_words(dates: list[str], span: str) -> None:
    events = [event(f"e{n}") for n, _ in enumerate(dates)]
    figure = chart(events, *(dated(f"e{n}", when) for n, when in enumerate(dates)))
    assert span in figure.alt


@pytest.mark.parametrize(("when", "told"), [("2020", False), ("2025?-07", True)])
def test_hatching_is_explained_where_something_is_hatched(when: str, told: bool) -> None:
    event: Cells = {"id": "e0", "label": "Event", "lane": "Lane", "order": "0", "kind": "happened"}
    claim: Cells = {"event": "e0", "when": when, "when_basis": "printed"}
    corpus = made(claim, events=[event], kind="date")
    figure = lanes(corpus.claims, corpus.inferences, title="A title")
    assert ("hatched" in figure.subtitle) == told
    assert ("slanted lines" in figure.alt) == told


TOLD = "2024"
REACHES = [
    ("2020", "happened", (2020, 2020)),
    ("2020-12-31", "happened", (2020, 2020)),
    ("2012/2021", "happened", (2012, 2021)),
    ("[..2022-03]", "promised", (None, 2022)),
    ("[2030..]", "expected", (2030, None)),
    ("2011/..", "happened", (2011, 2024)),
    ("2013/XXXX", "happened", (2013, 2024)),
    ("[2014..]", "happened", (2014, 2024)),
    ("2025?-07", "expected", (2025, 2025)),
]


def reaching(*dates: str, lanes_: int = 2, published: str = TOLD) -> Figure:
    """The timeline of an event for each date, in so many lanes."""
    kinds = {when: kind for when, kind, _ in REACHES}
    names = [f"e{n}" for n in range(len(dates))]
    events = [
        event(name, f"Lane {n % lanes_}", n, kinds.get(dates[n], "happened"))
        for n, name in enumerate(names)
    ]
    claims = [dated(name, when) for name, when in zip(names, dates, strict=True)]
    corpus = made(*claims, events=events, kind="date")
    documents = corpus.documents.assign(published=published) if published else None
    return lanes(corpus.claims, corpus.inferences, documents, title="A title")


def test_each_mark_has_its_lane_and_the_years_that_it_may_lie_in() -> None:
    figure = reaching(*(when for when, _, _ in REACHES))
    inferred, printed = (view.places for view in figure.views)
    expected = {
        f"claim:c{n}": Place(f"Lane {n % 2}", years) for n, (_, _, years) in enumerate(REACHES)
    }
    expected["claim:c8"] = Place("Lane 0", (2025, 2025), (2025,))
    assert inferred == expected
    assert printed == {**expected, "claim:c8": Place("Lane 0")}
    assert list(inferred) == [f"claim:c{n}" for n in (0, 2, 4, 6, 8, 1, 3, 5, 7)]


def test_the_year_of_the_texts_is_inferred_if_no_text_prints_it() -> None:
    figure = reaching(*(when for when, _, _ in REACHES), published="2024?")
    for view in figure.views:
        assert view.places["claim:c5"] == Place("Lane 1", (2011, 2024), (2024,))
        assert view.places["claim:c2"] == Place("Lane 0", (2012, 2021))


def test_without_documents_an_open_end_reaches_as_far_as_it_may() -> None:
    places = reaching(*(when for when, _, _ in REACHES), published="").views[0].places
    assert [places[f"claim:c{n}"].years for n in (5, 6, 7)] == [
        (2011, None),
        (2013, None),
        (2014, None),
    ]


def test_a_term_reaches_on_and_is_in_no_year_where_only_what_is_printed_counts() -> None:
    events = [event(f"e{n}", f"Lane {n}", n) for n in range(8)]
    claims = [dated(f"e{n}", f"201{n}") for n in range(8)]
    end = END | {"event": "term", "premises": "start c8"}
    figure = chart(
        [*events, event("term", "Power", 9)],
        *(*claims, UNDATED | {"event": "term"}),
        inferences=(START | {"premises": "c8"}, end),
    )
    inferred, printed = (view.places for view in figure.views)
    assert inferred["inference:end"] == Place("Power", (2020, None), (2020,))
    assert printed["claim:c8"] == Place("Power")


@pytest.mark.parametrize(
    ("dates", "lanes_"), [(DATES[:7], 2), (DATES, 1), (["2020"] * 8, 2)], ids=["few", "one", "same"]
)
def test_there_is_nothing_to_pick_from_few_events_or_in_one_lane_or_year(
    dates: list[str], lanes_: int
) -> None:
    assert [view.places for view in reaching(*dates, lanes_=lanes_).views] == [{}, {}]
    assert reaching(*DATES).views[0].places
