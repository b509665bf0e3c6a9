"""A chart of one's own: drawn anew, with its words, its table and its claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from made_claims import made
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawn
from recording import recorded

from maliviz.charts.figure import Figure
from maliviz.charts.picture import data_table, matplotlib_figure, picture
from maliviz.charts.style import WIDTHS

CLAIMS = made({"modality": "denied"}, {"value": "2"}, {"passage": "d1"}).claims
WORDS: dict[str, Any] = {"title": "Few are denied", "alt": "Bars.", "claims": CLAIMS}
LONG = "A statement that is longer than the room for it on a phone"


def axes(**drawn: Any) -> Axes:
    """New axes, which pyplot does not know."""
    return Drawn(**drawn).subplots()


def shown(draw: Callable[[Axes], object]) -> Figure:
    """The picture of what was drawn on axes."""
    one = axes()
    draw(one)
    return picture(one, **WORDS)


GIVEN: dict[str, Callable[[Axes], Any]] = {
    "axes": lambda ax: ax,
    "a figure": lambda ax: ax.figure,
    "bars": lambda ax: ax.bar(["a"], [1]),
    "lines": lambda ax: ax.plot([1, 2]),
    "a histogram": lambda ax: ax.hist([1, 2, 2]),
    "axes by name": lambda ax: {"A": ax},
    "a title": lambda ax: ax.set_title("a"),
    "a grid of axes": lambda ax: ax.figure.subplots(2, 2),
    "both": lambda ax: (ax.figure, ax),
}


@pytest.mark.parametrize("kind", GIVEN)
def test_whatever_drawing_gives_back_can_be_given(kind: str) -> None:
    one = axes()
    assert matplotlib_figure(GIVEN[kind](one)) is one.figure


def test_a_notebook_does_not_show_it_once_more() -> None:
    before = pyplot.get_fignums()
    picture(pd.Series([1, 2]).plot(), **WORDS)
    assert pyplot.get_fignums() == before


def test_what_is_drawn_afterwards_is_not_in_it() -> None:
    one = axes()
    figure = picture(one, **WORDS)
    before = figure.svg()
    one.bar(["a"], [1])
    assert figure.svg() == before
    assert (picture(one.figure, **WORDS).svg()) != before


@pytest.mark.parametrize("width", WIDTHS)
def test_words_stay_words_and_can_be_read(width: Any) -> None:
    def draw(ax: Axes) -> None:
        ax.barh([LONG, "b"], [1, 2])
        ax.set_title(LONG, fontfamily="no such font")
        ax.set_ylabel("rows", fontsize=5)

    drawn = recorded(shown(draw), width)
    words = " ".join(drawn.texts())
    assert all(word in words for word in (*LONG.split(), "rows"))
    texts = [stroke for stroke in drawn.strokes if stroke.verb == "text"]
    assert all(round(stroke.bottom - stroke.top, 1) >= 12.5 for stroke in texts)
    level = [stroke for stroke in texts if stroke.text != "rows"]
    assert all(stroke.left >= -6 and stroke.right <= drawn.width + 6 for stroke in level)


def test_labels_that_would_touch_stand_upright_or_get_more_room() -> None:
    names = [f"a word {n}" for n in range(9)]
    narrow = shown(lambda ax: ax.bar(names, range(9))).svg("narrow")
    assert narrow.count("rotate(-90") == 9
    rows = shown(lambda ax: ax.barh([f"row {n}" for n in range(30)], range(30)))
    assert recorded(rows).height > 30 * 12.5


@pytest.mark.slow
def test_colours_can_be_told_apart_without_colour() -> None:
    def draw(ax: Axes) -> None:
        for n in range(4):
            ax.bar([n], [n + 1])
        ax.bar([5], [1], color="0.5")
        ax.bar([6], [1], color="C0", alpha=0.3)

    strokes = recorded(shown(draw)).strokes
    shapes = [(one.fill, one.edge, one.dash) for one in strokes if one.verb == "path" and one.fill]
    assert [shape for shape in shapes if shape != ("paper", "", "solid")] == [
        ("happened", "", "solid"),
        ("promised-soft", "promised", "solid"),
        ("paper", "expected", "dashed"),
        ("paper", "denied", "solid"),
        ("muted", "", "solid"),
        ("happened-soft", "", "solid"),
    ]


def test_of_shapes_that_are_no_boxes_the_fourth_has_a_dotted_edge() -> None:
    strokes = recorded(shown(lambda ax: ax.pie([1, 1, 1, 1]))).strokes
    shapes = [(one.fill, one.edge, one.dash) for one in strokes if one.verb == "path" and one.fill]
    assert shapes[-1] == ("denied-soft", "denied", "dotted")
    assert len(set(shapes)) == 5


def test_lines_are_told_apart_by_their_dashes() -> None:
    def draw(ax: Axes) -> None:
        for n in range(3):
            ax.plot([0, 1], [n, n])
        ax.plot([0, 1], [4, 4], "k--")

    lines = [s for s in recorded(shown(draw)).strokes if s.verb == "path" and s.width > 400]
    looks = [(line.edge, line.dash) for line in lines if line.edge and not line.fill]
    assert looks[:4] == [
        ("happened", "solid"),
        ("promised", "dashed"),
        ("expected", "dotted"),
        ("ink", "dashed"),
    ]


def test_a_legend_covers_nothing() -> None:
    def draw(ax: Axes) -> None:
        ax.bar(["a", "b"], [3, 3], label="the first group")
        ax.legend()

    drawn = recorded(shown(draw), "narrow")
    (legend,) = [stroke for stroke in drawn.strokes if stroke.text == "the first group"]
    tops = [s.top for s in drawn.strokes if s.verb == "path" and s.fill == "happened"]
    assert [top > legend.bottom for top in tops] == [True, False]


def test_of_what_reaches_out_of_its_axes_the_inside_is_drawn() -> None:
    def draw(ax: Axes) -> None:
        ax.bar([0, 1, 2, 3], [1, 2, 3, 4])
        ax.set(xlim=(0.8, 2.2), ylim=(0, 2.5))

    strokes = recorded(shown(draw)).strokes
    [bars] = [one for one in strokes if one.fill == "happened"]
    window = [one for one in strokes if one.edge == "ink"][-1]
    assert (bars.left, bars.right) == pytest.approx((window.left, window.right))
    assert bars.top == pytest.approx(window.top)


REFUSED: dict[str, Callable[[Axes], Any]] = {
    "has a colour bar": lambda ax: ax.figure.colorbar(ax.scatter([1, 2], [1, 2], c=[1, 2])),
    "holds a raster": lambda ax: ax.imshow([[1, 2], [3, 4]]),
    'has the formula "\\$a\\^2\\$"': lambda ax: ax.set_title("$a^2$"),
    "set_major_formatter": lambda ax: ax.set(yscale="log", ylim=(1, 1000)),
    "has 5 colours, and 4 can be told apart": lambda ax: [ax.bar([n], [1]) for n in range(5)],
    "is too narrow, at 720 px, for the words": lambda ax: ax.figure.text(0, 0, LONG * 3),
    "slanted lines in a shape that is no box": lambda ax: ax.pie([1, 2], hatch="/"),
    "words that TeX sets": lambda ax: ax.set_title("a", usetex=True),
    '"claim:x" is of no claim in claims': lambda ax: ax.bar([1], [1])[0].set_gid("claim:x"),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_cannot_be_kept_is_refused(reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        shown(REFUSED[reason])


@pytest.mark.parametrize("nothing", [3, "abc", [], {}, None])
def test_what_was_not_drawn_is_refused(nothing: Any) -> None:
    with pytest.raises(ValueError, match="of what matplotlib drew, not of a"):
        picture(nothing, **WORDS)


@pytest.mark.parametrize("lack", [{"title": " "}, {"alt": ""}, {"claims": CLAIMS[:0]}])
def test_words_and_claims_are_needed(lack: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="needs a title, an alt and at least one claim"):
        picture(axes(), **(WORDS | lack))


def test_a_mark_leads_to_its_claim() -> None:
    figure = shown(lambda ax: ax.bar(["a"], [1])[0].set_gid("claim:c1"))
    assert figure.drawing().anchors() == ("claim-c1",)


def test_without_data_the_table_has_the_claims() -> None:
    figure = picture(axes(), **WORDS)
    assert (figure.alt, figure.source) == ("Bars.", "Source: text A and text B.")
    assert figure.columns == ("Statement", "Who says so", "How firmly")
    assert [row.claims for row in figure.rows] == [("c0",), ("c1",), ("c2",)]


@pytest.mark.parametrize(
    ("data", "columns", "rows"),
    [
        (
            CLAIMS.groupby("modality").size().rename("number"),
            ("modality", "number"),
            [(("asserted", "2"), ("c1", "c2")), (("denied", "1"), ("c0",))],
        ),
        (
            CLAIMS.groupby(["modality", "document_label"]).size().unstack(),
            ("modality", "A", "B"),
            [(("asserted", "1", "1"), ("c1", "c2")), (("denied", "1", ""), ("c0",))],
        ),
        (
            pd.DataFrame({"share": [1234.5, 0.1 + 0.2]}),
            ("share",),
            [(("1,234.5",), ("c0", "c1", "c2")), (("0.3",), ("c0", "c1", "c2"))],
        ),
        (
            pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "b"), ("a", "c")])),
            ("a · b", "a · c"),
            [(("1", "2"), ("c0", "c1", "c2"))],
        ),
        (
            pd.DataFrame({"modality": ["opinion"], "n": [0]}),
            ("modality", "n"),
            [(("opinion", "0"), ())],
        ),
    ],
)
def test_each_row_of_the_data_has_its_claims(data: Any, columns: Any, rows: Any) -> None:
    before = data.copy()
    found, table = data_table(data, CLAIMS)
    assert data.equals(before)
    assert found == columns
    assert [(row.cells, row.claims) for row in table] == rows


def test_plotly_comes_beside_the_drawing() -> None:
    chart = go.Figure(go.Bar(x=["a"], y=[1]))
    figure = picture(axes(), **WORDS, interactive=chart)
    assert figure.interactive().data[0].type == "bar"
    assert figure.spec is not None
    assert "template" not in figure.spec["layout"]
    with pytest.raises(ValueError, match="give the figure of plotly as interactive"):
        picture(chart, **WORDS)


def test_round_axes_stay_as_they_are() -> None:
    drawn = Drawn()
    drawn.add_subplot(projection="polar").plot([0, 1, 2], [1, 2, 1])
    assert recorded(picture(drawn, **WORDS)).height < 400
