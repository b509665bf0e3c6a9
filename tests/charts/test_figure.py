"""A figure and its faces."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import matplotlib
import pytest

from maliviz.charts.canvas import Canvas, text_width
from maliviz.charts.figure import FIGURE, VIEWS, Figure, Place, Row, View, table_html

AWKWARD = "a < b & \"c\" > 'd' </figure><script>alert(1)</script> $x$ 100 % #1 שלום"
SPEC = {"data": [{"type": "bar", "x": [1], "y": [2]}], "layout": {}}


def draw(canvas: Canvas) -> None:
    with canvas.mark("claim:one"):
        canvas.text(5, 20, "Text in the picture", weight="bold")
        canvas.box(5, 40, 30, 30, "paper", "happened", dash="dashed")
        canvas.line([(50, 40), (90, 70)], dash="dotted")
        canvas.hatch(100, 40, 40, 20, "expected")
        canvas.arrow(200, 50, "muted")
    canvas.height = 80


def figure(text: str = "Words", spec: Mapping[str, Any] | None = None) -> Figure:
    return Figure(
        name="chart",
        title=text,
        subtitle=text,
        alt=text,
        source=text,
        columns=("What", text),
        rows=(Row(("A", text), claims=("one",), inferences=("two",)), Row(("B", "b"))),
        names={"claim:one": text},
        views=(View("days", "Days", draw), View("years", text, draw)),
        spec=spec,
    )


class Page(HTMLParser):
    """What a browser finds in some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def bundle(**more: Any) -> dict[str, Any]:
    return figure(**more)._repr_mimebundle_()


def test_the_bundle_has_its_faces_in_order() -> None:
    shown = bundle()
    assert list(shown) == [FIGURE, VIEWS, "text/html", "text/plain"]
    assert [list(view) for view in shown[VIEWS]["views"]] == [
        ["name", "label", "wide", "narrow"]
    ] * 2
    assert shown["text/plain"] == "Words\nA | Words\nB | b"


def test_the_json_face_says_all_but_the_drawings() -> None:
    shown = bundle(spec=SPEC)[FIGURE]
    assert " ".join(shown) == "name title subtitle alt source columns rows body spec"
    assert shown["rows"][0] == {"cells": ["A", "Words"], "claims": ["one"], "inferences": ["two"]}
    assert json.loads(json.dumps(shown)) == shown


def test_a_view_says_where_its_marks_lie_if_a_reader_may_pick() -> None:
    places = {"claim:one": Place("Power", (None, 2024), (2024,)), "claim:two": Place("Army")}
    view = View("days", "Days", draw, places)
    (shown,) = replace(figure(), views=(view,)).drawings()
    assert shown["places"] == {
        "claim:one": {"lane": "Power", "years": [None, 2024], "inferred": [2024]},
        "claim:two": {"lane": "Army", "years": [], "inferred": []},
    }


@pytest.mark.parametrize("text", ["Words", AWKWARD])
def test_the_html_face_is_safe_and_says_what_the_picture_shows(text: str) -> None:
    page = Page(figure(text).html())
    assert not {"script", "style", "svg", "iframe"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "style"]
    assert page.tags[:2] == ["figure", "img"]
    assert ("alt", text) in page.attributes
    assert {"figcaption", "table", "caption", "th", "td"} < set(page.tags)
    assert ("href", "#claim-one") in page.attributes
    assert ("href", "#inference-two") in page.attributes


def test_the_picture_in_the_html_face_is_the_drawing() -> None:
    (source,) = [v for k, v in Page(figure(AWKWARD).html()).attributes if k == "src"]
    assert source is not None
    kind, _, data = source.partition(",")
    assert kind == "data:image/svg+xml"
    assert "#" not in data
    assert unquote(data) == figure(AWKWARD).svg()


def test_a_figure_with_a_body_shows_it_instead_of_a_drawing() -> None:
    sentences = replace(figure(AWKWARD), views=(), body="<ol><li>It is so.</li></ol>")
    shown = sentences._repr_mimebundle_()
    assert list(shown) == [FIGURE, "text/html", "text/plain"]
    assert shown[FIGURE]["body"] == sentences.body
    page = Page(sentences.html())
    assert page.tags == ["figure", "figcaption", "strong", "br", "br", "ol", "li"]
    with pytest.raises(ValueError, match=r'"chart" has no drawing; see \.body and \.table'):
        sentences.svg()


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("view", ["days", "years"])
def test_a_drawing_is_named_and_has_its_source_inside(view: str, width: str) -> None:
    root = ET.fromstring(figure(AWKWARD).svg(width, view))  # type: ignore[arg-type]
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    assert ids == [f"chart-{view}-{width}-desc"]
    assert [e.text for e in root[:2]] == [AWKWARD, AWKWARD]
    texts = "".join(e.text or "" for e in root.iter("{http://www.w3.org/2000/svg}text"))
    assert AWKWARD.replace(" ", "") in texts.replace(" ", "")


# Settings that a matplotlibrc may hold, each of which would change a drawing that heeded it.
SETTINGS: Any = {
    "axes.xmargin": 0.3,
    "figure.autolayout": True,
    "figure.dpi": 300,
    "font.family": ["serif"],
    "font.size": 30,
    "font.style": "italic",
    "lines.dash_capstyle": "round",
    "lines.marker": "o",
    "lines.scale_dashes": False,
    "patch.force_edgecolor": True,
    "path.simplify": True,
    "path.sketch": (1, 100, 2),
    "savefig.bbox": "tight",
    "savefig.dpi": 300,
    "svg.fonttype": "path",
    "svg.hashsalt": "pepper",
    "text.antialiased": False,
    "text.parse_math": True,
}


def test_a_drawing_has_the_same_bytes_whatever_matplotlib_is_set_to() -> None:
    before = figure(AWKWARD).svg("narrow")
    text_width.cache_clear()
    with matplotlib.rc_context(SETTINGS):
        assert figure(AWKWARD).svg("narrow") == before
        assert matplotlib.rcParams["font.size"] == 30
    text_width.cache_clear()


def test_a_view_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match='"chart" has no view "day"; it has: days, years'):
        figure().svg(view="day")


def test_the_table_is_a_frame_of_text() -> None:
    table = figure().table
    assert list(table.columns) == ["What", "Words"]
    assert table.to_dict("list") == {"What": ["A", "B"], "Words": ["Words", "b"]}
    assert {str(kind) for kind in table.dtypes} == {"str"}


def test_only_a_figure_with_a_spec_is_interactive() -> None:
    assert figure(spec=SPEC).interactive().to_dict()["data"][0]["type"] == "bar"
    with pytest.raises(ValueError, match="has no interactive form"):
        figure().interactive()


def test_the_source_stands_below_what_is_drawn() -> None:
    root = figure("Source: text A.").drawing().root
    source = list(root.iter("text"))[-1]
    assert source.text == "Source: text\u00a0A."
    assert float(source.attrib["y"]) == 80 + 26
    assert float(root.attrib["height"]) > 80 + 26


def test_a_tall_drawing_ends_its_last_part_at_its_foot() -> None:
    def tall(canvas: Canvas) -> None:
        draw(canvas)
        canvas.breaks = [0, 40]

    made = replace(figure(), views=(View("days", "Days", tall),)).drawing()
    assert made.breaks == (0, 40, made.height)
    assert made.name == "chart-days-wide"


def test_a_row_of_the_table_links_to_each_of_its_proofs() -> None:
    rows = [Row(("A", "b & c"), ("one", "two"), ("three",)).json()]
    html = table_html(["What", "More"], rows, "It & it")
    assert '<th scope="row">A</th><td>b &amp; c</td><td><a href="#claim-one">one</a>, ' in html
    assert '<a href="#claim-two">two</a>, <a href="#inference-three">three</a></td>' in html
    assert '<th scope="col">Proof</th>' in html
    assert "<caption>It &amp; it</caption>" in html
