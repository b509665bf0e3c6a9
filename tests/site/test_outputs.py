"""What can stand on a page is shown; what would vanish from it stops the build."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from IPython.core.formatters import DisplayFormatter
from IPython.display import HTML, JSON, SVG, Image, Javascript, Latex, Markdown, Math
from made import figure, sentences
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawn
from nbformat import from_dict

from maliviz.charts.figure import FIGURE, VIEWS, Place
from maliviz.site.figures import FigureOutput
from maliviz.site.outputs import HtmlOutput, TextOutput, cell_outputs, read_output


def printed(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def display(**data: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


@pytest.mark.parametrize(
    ("output", "kind"),
    [
        ({"output_type": "stream", "name": "stdout", "text": "a\n"}, TextOutput),
        (display(**{"text/plain": "1"}), TextOutput),
        (display(**{"text/plain": "1", "text/html": "<p>1</p>"}), HtmlOutput),
        (display(**{"image/png": "aGk=", "text/html": "<p>1</p>"}), HtmlOutput),
        (display(**figure()), FigureOutput),
        (display(**sentences("<p>It is so.</p>")), FigureOutput),
    ],
)
def test_an_output_that_can_be_shown(output: dict[str, Any], kind: type) -> None:
    assert isinstance(read_output(output), kind)


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (printed("a\nW: b\n", "stderr"), "standard error: W: b"),
        (printed("/a b/c.py:3: UserWarning: d\n  warn('d')\n", "stderr"), "error: UserWarning: d"),
        (printed("\x1b[31mred\x1b[0m"), "prints colours"),
        (printed("\x08"), "control characters"),
        (printed("10 %\r20 %"), "prints over what it printed"),
        (printed("Axes(0.125,0.11;0.775x0.77)"), "shows a chart without its words"),
        ({"output_type": "error", "ename": "E", "evalue": "no", "traceback": []}, "raises E: no"),
        (display(**{"application/x-new": {}}), "only application/x-new, which no page can show"),
        (display(), "only nothing"),
        (display(**{"text/plain": "<A object at 0x7fe01234ab>"}), "a place in memory"),
        (display(**{"text/html": "<p onclick='x'>a</p>"}), "this attribute is not allowed"),
    ],
)
def test_an_output_that_cannot(output: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_output(output)


PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
CHART = r"shows a chart .* give (it in its cell|both) to mv.picture\(fig, title=…, alt=…, claims=…"
FRAME = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})


def axes() -> Axes:
    return Drawn().subplots()


class Widget:
    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        return {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "IntSlider(value=0)"}


class Rendered:
    """A plotly figure as its renderer for notebooks gives it: with HTML that is a script."""

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        chart = go.Figure(go.Bar(x=["a"], y=[1]))
        return {
            "application/vnd.plotly.v1+json": chart.to_plotly_json(),
            "text/html": "<script>Plotly.newPlot()</script>",
        }


SHOWN: dict[str, tuple[Callable[[], Any], str | type]] = {
    "axes": (axes, CHART),
    "axes with a title": (lambda: axes().set_title("20 soldiers"), CHART),
    "what plot() gives": (lambda: FRAME.plot(ax=axes()), CHART),
    "lines": (lambda: axes().plot([1, 2]), CHART),
    "bars": (lambda: axes().bar(["a"], [1]), CHART),
    "one bar": (lambda: axes().bar(["a"], [1])[0], CHART),
    "a pie": (lambda: axes().pie([1, 2]), CHART),
    "points": (lambda: axes().scatter([1], [2]), CHART),
    "a legend": (lambda: axes().legend(["a"]), CHART),
    "a grid of axes": (lambda: Drawn().subplots(2, 2), CHART),
    "axes by name": (lambda: Drawn().subplot_mosaic("AB"), CHART),
    "a figure and its axes": (lambda: ((ax := axes()).figure, ax), CHART),
    "axes in a series": (lambda: pd.Series([axes()]), CHART),
    "a plotly figure": (Rendered, CHART),
    "a plotly figure in words": (lambda: [go.Figure()], CHART),
    "a widget": (Widget, "a widget, which needs a kernel; show a frame"),
    "a photograph": (lambda: Image(base64.b64decode(PNG), format="png"), "into a Markdown cell"),
    "an SVG": (lambda: SVG("<svg/>"), "into a Markdown cell"),
    "Markdown": (lambda: Markdown("*x*"), "write it in a Markdown cell"),
    "LaTeX": (lambda: Latex("$a$"), "a formula, which no page shows"),
    "a formula": (lambda: Math("a^2"), "a formula, which no page shows"),
    "JSON": (lambda: JSON({"a": 1}), "shows JSON; print it"),
    "a script": (lambda: Javascript("x()"), "a script, which no page runs; take it out"),
    "a script in HTML": (lambda: HTML("<script>x()</script>"), "give it to mv.picture"),
    "a frame in HTML": (lambda: HTML('<p><iframe src="#a"></iframe></p>'), "give it to mv.picture"),
    "a tag that does not end": (lambda: HTML("<p>a</p><svg onload=x "), "ends within a tag"),
    "a styled frame": (lambda: FRAME.style.bar(), "a styled frame, .*to_html.exclude_styles=True"),
    "a group": (lambda: FRAME.groupby("a"), "a place in memory"),
    "a styled frame as HTML": (
        lambda: HTML(FRAME.style.hide().format({"a": "{:.1f}"}).to_html(exclude_styles=True)),
        HtmlOutput,
    ),
    "a frame": (lambda: FRAME, HtmlOutput),
    "an empty frame": (lambda: FRAME[:0], HtmlOutput),
    "a grouped frame": (lambda: FRAME.groupby(["a", "b"]).size().to_frame("n"), HtmlOutput),
    "a pivoted frame": (lambda: FRAME.pivot_table("a", "b", aggfunc=["sum", "max"]), HtmlOutput),
    "a series": (lambda: FRAME["a"].value_counts(), TextOutput),
    "an index": (lambda: FRAME.columns, TextOutput),
    "an array": (lambda: FRAME["a"].to_numpy(), TextOutput),
    "a dict": (lambda: {"a": [1, {"b": 2}]}, TextOutput),
    "a word of drawing": (lambda: "Text of the Axes (0.5)", TextOutput),
}
"""What an analyst may end a cell with, and the way out of it, or as what it is published."""


@pytest.mark.parametrize("kind", SHOWN)
def test_what_may_end_a_cell(kind: str) -> None:
    make, expected = SHOWN[kind]
    data, _ = DisplayFormatter().format(make())
    if isinstance(expected, type):
        assert isinstance(read_output(display(**data)), expected)
    else:
        with pytest.raises(ValueError, match=expected):
            read_output(display(**data))


def test_a_drawing_that_is_shown_beside_what_python_prints_of_it_is_told_once() -> None:
    outputs = [
        display(**{"text/plain": "<Axes: ylabel='a'>"}),
        display(**{"text/plain": "<Figure size 640x480 with 1 Axes>", "image/png": PNG}),
    ]
    cell = from_dict({"outputs": outputs})
    faults = {one.fault for one in cell_outputs([(1, cell)])}
    assert [re.fullmatch(CHART + r"\)", fault) is not None for fault in faults] == [True]


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("alt", " ", "a figure without alt"),
        ("title", None, "a figure without title"),
        ("rows", [], "a figure without rows"),
        ("columns", ["Only"], "has not one cell for each column"),
        ("source", "", "a figure without source"),
        ("name", "Two words", "no readable slug"),
    ],
)
def test_a_figure_that_lacks_something(key: str, value: Any, reason: str) -> None:
    bundle = figure()
    bundle[FIGURE][key] = value
    with pytest.raises(ValueError, match=reason):
        read_output(display(**bundle))


@pytest.mark.parametrize("views", [None, {}, {"views": []}, {"views": [{"spec": 1}]}])
def test_a_figure_without_drawings(views: Any) -> None:
    with pytest.raises(ValueError, match="without name, label, wide, narrow"):
        read_output(display(**{**figure(), VIEWS: views}))


def test_a_body_with_a_script() -> None:
    with pytest.raises(ValueError, match="<script> is not allowed"):
        read_output(display(**sentences("<p>It is so.</p><script>x</script>")))


def test_a_drawing_with_a_script() -> None:
    bundle = figure()
    bundle[VIEWS]["views"][0]["narrow"] = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>x</script></svg>'
    )
    with pytest.raises(ValueError, match="<script> is not allowed"):
        read_output(display(**bundle))


@pytest.mark.parametrize(
    ("drawing", "reason"),
    [
        ("<svg>", "a drawing that is not XML"),
        ("<p/>", "not an <svg> with a viewBox"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "not an <svg> with a viewBox"),
    ],
)
def test_what_is_no_drawing(drawing: str, reason: str) -> None:
    bundle = figure()
    bundle[VIEWS]["views"][0]["wide"] = drawing
    with pytest.raises(ValueError, match=f'the figure "boats" has .*{reason}'):
        read_output(display(**bundle))


ONE = {"lane": "Bay", "years": [None, 1921], "inferred": [1921]}
TWO = {"lane": "Lights", "years": [], "inferred": []}


def placed(places: Any, *claims: str) -> dict[str, Any]:
    """A figure that draws some claims, and says where they lie."""
    bundle = figure(drawn=claims)
    bundle[VIEWS]["views"][0]["places"] = places
    return display(**bundle)


def test_the_places_of_marks_come_in_the_order_in_which_they_are_drawn() -> None:
    output = read_output(placed({"claim:a-b": ONE, "claim:a": TWO}, "a", "a-b"))
    assert isinstance(output, FigureOutput)
    assert output.views[0].places == (Place("Lights"), Place("Bay", (None, 1921), (1921,)))


@pytest.mark.parametrize("more", [{}, {"places": {}}, {"places": None}])
def test_a_view_need_not_say_where_its_marks_lie(more: dict[str, Any]) -> None:
    bundle = figure()
    bundle[VIEWS]["views"][0] |= more
    output = read_output(display(**bundle))
    assert isinstance(output, FigureOutput)
    assert output.views[0].places == ()


@pytest.mark.parametrize(
    ("places", "reason"),
    [
        ([ONE], "places that are no JSON object"),
        ({"claim:a": ONE}, "has not one place for each mark"),
        ({"claim:a": ONE, "claim:b": ONE, "claim:c": ONE}, "has not one place for each mark"),
        ({"claim:a": ONE, "claim:b": "Bay"}, "no lane with two years: Bay"),
        ({"claim:a": ONE, "claim:b": {"lane": "Bay"}}, "no lane with two years"),
        ({"claim:a": ONE, "claim:b": ONE | {"lane": 1}}, "no lane with two years"),
        ({"claim:a": ONE, "claim:b": ONE | {"years": [1921]}}, "no lane with two years"),
        ({"claim:a": ONE, "claim:b": ONE | {"years": ["1921", None]}}, "no lane with two years"),
        ({"claim:a": ONE, "claim:b": ONE | {"inferred": [1920]}}, "no lane with two years"),
        ({"claim:a": ONE, "claim:b": TWO | {"inferred": [1920]}}, "no lane with two years"),
    ],
)
def test_places_that_are_none(places: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=f'the figure "boats" .*{reason}'):
        read_output(placed(places, "a", "b"))
