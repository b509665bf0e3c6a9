"""What can stand on a page is shown; what would vanish from it stops the build."""

from __future__ import annotations

from typing import Any

import pytest
from made import figure, sentences

from maliviz.charts.figure import FIGURE, VIEWS, Place
from maliviz.site.outputs import FigureOutput, HtmlOutput, TextOutput, read_output


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


PLOTLY = "application/vnd.plotly.v1+json"


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ({"output_type": "stream", "name": "stderr", "text": "a\nW: b\n"}, "standard error: W: b"),
        ({"output_type": "stream", "name": "stdout", "text": "\x1b[0m"}, "prints colours"),
        ({"output_type": "stream", "name": "stdout", "text": "a\x00"}, "control characters"),
        ({"output_type": "stream", "name": "stdout", "text": "1\r2\n"}, "print only the last"),
        ({"output_type": "error", "ename": "E", "evalue": "no", "traceback": []}, "raises E: no"),
        (display(**{PLOTLY: {}, "text/plain": "Figure"}), "only a plotly figure"),
        (display(**{PLOTLY: {}, "text/html": "<script></script>"}), "<script> is not allowed"),
        (display(**{"image/png": "aGk=", "text/plain": "<Figure>"}), "only a PNG picture"),
        (display(**{"image/jpeg": "aGk="}), "only a JPEG picture"),
        (display(**{"image/svg+xml": "<svg/>", "text/plain": "a"}), "no alternative text"),
        (display(**{"application/x-new": {}}), "only application/x-new, unknown here"),
        (display(), "only nothing"),
        (display(**{"text/plain": "<A object at 0x7fe01234ab>"}), "a place in memory"),
        (display(**{"text/html": "<p onclick='x'>a</p>"}), "this attribute is not allowed"),
    ],
)
def test_an_output_that_cannot(output: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_output(output)


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
