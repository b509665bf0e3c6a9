"""A chart of one's own: what matplotlib drew, as a figure with its words and its proof.

It is drawn anew in our type and colours (`maliviz.charts.redraw`), and gets all that our own
forms have: a title that is held against the claims, words for those who do not see it, a table,
downloads, sources. Its table is the data that were drawn, each row with the claims behind it, or
else the claims themselves. What plotly draws needs a script, and a page does without: it comes
beside the drawing, for those who zoom.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from babel.numbers import get_decimal_symbol, get_group_symbol

from maliviz.charts.figure import PICTURE, Figure, Row, View
from maliviz.charts.style import WIDTHS
from maliviz.corpus.claim import Claim, mark_names, source_line
from maliviz.corpus.rows import claims_of
from maliviz.language import gettext as _
from maliviz.language import ngettext, spoken
from maliviz.phrases import quoted_series

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from maliviz.charts.canvas import Canvas


def picture(
    drawn: Any,
    *,
    title: str,
    alt: str,
    claims: pd.DataFrame,
    data: pd.DataFrame | pd.Series | None = None,
    interactive: go.Figure | None = None,
    name: str = "picture",
) -> Figure:
    """Return a figure of what matplotlib drew, with the claims that it rests on.

    Parameters
    ----------
    drawn
        A figure or axes of matplotlib, or what ``plot()`` of a frame returns. An artist whose
        ``gid`` is ``claim:ID`` becomes the mark of that claim.
    title, name
        The finding, as a sentence, and the address of the figure on its page.
    alt
        The kind of chart and its main trend, for those who do not see it.
    claims
        Rows of `Corpus.claims`: all that the picture rests on.
    data
        What was drawn, as a frame or a series, for the table and its download. A row rests on
        the claims that have its words in the columns of the same names. If it is left out, the
        table has the claims.
    interactive
        The same chart by plotly, for a page of its own on which readers zoom.

    Raises
    ------
    ValueError
        There is no claim, or no title or alternative text; a mark is of another claim; something
        drawn cannot be kept whole, such as a raster, or was not drawn by matplotlib.

    Examples
    --------
    >>> import maliviz as mv
    >>> claims = mv.load("data").claims
    >>> count = claims.groupby("modality").size().rename("claims")
    >>> figure = mv.picture(
    ...     count.plot.barh(),
    ...     title="Most of it is asserted",
    ...     alt="Bars, one for each modality; the longest is asserted.",
    ...     claims=claims,
    ...     data=count,
    ... )
    >>> figure.columns, figure.rows[0].cells
    (('modality', 'claims'), ('alleged', '10'))
    """
    rows = claims_of(claims)
    if not (rows and title.strip() and alt.strip()):
        raise ValueError("a picture needs a title, an alt and at least one claim in claims")
    columns, table = _claim_table(rows) if data is None else data_table(data, claims)
    names = mark_names(rows)
    origin = ngettext("Drawn from {count} claim", "Drawn from {count} claims", len(rows))
    return Figure(
        name=name,
        title=title,
        subtitle=origin.format(count=len(rows)),
        alt=alt,
        source=source_line(rows),
        columns=columns,
        rows=table,
        names=names,
        views=(View(PICTURE, _("Picture"), _drawer(drawn, names)),),
        spec=None if interactive is None else _spec(interactive),
    )


def _claim_table(claims: Sequence[Claim]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The claims themselves, one a row."""
    rows = (Row((one.statement, one.said_by, one.firmness), (one.id,)) for one in claims)
    return (_("Statement"), _("Who says so"), _("How firmly")), tuple(rows)


def data_table(
    data: pd.DataFrame | pd.Series[Any], claims: pd.DataFrame
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """What was drawn, each row with the claims that have its values."""
    from pandas import RangeIndex, Series

    frame = data.to_frame() if isinstance(data, Series) else data
    if not isinstance(frame.index, RangeIndex):
        frame = frame.reset_index()
    labels = [label if isinstance(label, tuple) else (label,) for label in frame.columns]
    names = [" · ".join(str(part) for part in label if part != "") for label in labels]
    frame = frame.set_axis(names, axis=1)
    words = frame.select_dtypes(exclude="number").columns
    keys = [column for column in words if column in claims.columns]
    rows = []
    for cells in frame.to_dict("records"):
        own = claims[(claims[keys] == [cells[key] for key in keys]).all(axis=1)]
        rows.append(Row(tuple(map(_cell, cells.values())), tuple(own["id"])))
    return tuple(frame.columns), tuple(rows)


def _cell(value: Any) -> str:
    from pandas import isna

    if isna(value):
        return ""
    if not isinstance(value, float):
        return str(value)
    own = spoken().locale
    marks = str.maketrans(",.", get_group_symbol(own) + get_decimal_symbol(own))
    return f"{value:,.10g}".translate(marks)


def _spec(figure: go.Figure) -> dict[str, Any]:
    """What plotly draws, as plain data and without its theme."""
    spec: dict[str, Any] = json.loads(figure.to_json())
    spec["layout"].pop("template", None)
    return spec


def _drawer(drawn: Any, names: Mapping[str, str]) -> Callable[[Canvas], None]:
    """Return what draws it, at the width of a canvas."""
    from matplotlib import pyplot

    from maliviz.charts.redraw import redrawn

    figure = matplotlib_figure(drawn)
    pyplot.close(figure)  # or a notebook would show it once more, bare
    marks = {gid for artist in figure.findobj() if ":" in (gid := artist.get_gid() or "")}
    if unknown := sorted(marks - set(names)):
        raise ValueError(f"the mark {quoted_series(unknown)} is of no claim in claims")
    drawers = {width: redrawn(figure, width) for width in WIDTHS.values()}
    return lambda canvas: drawers[canvas.width](canvas)


def matplotlib_figure(drawn: Any) -> Any:
    """Find the figure of axes, of a grid of axes, of whatever a method of them gave back."""
    if hasattr(drawn, "to_plotly_json"):
        hint = "draw it with matplotlib, and give the figure of plotly as interactive=…"
        raise ValueError(f"plotly draws by script alone: {hint}")
    if figure := next(_figures(drawn), None):
        return figure
    raise ValueError(f"a picture is made of what matplotlib drew, not of a {type(drawn).__name__}")


def _figures(drawn: Any) -> Iterator[Any]:
    if hasattr(drawn, "savefig"):
        yield drawn
    elif getattr(drawn, "figure", None) is not None:
        yield from _figures(drawn.figure)
    elif isinstance(drawn, Iterable) and not isinstance(drawn, str):
        for one in drawn.values() if isinstance(drawn, Mapping) else drawn:
            yield from _figures(one)
