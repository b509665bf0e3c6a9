"""One chart and its faces.

A `Figure` says what a chart shows: a finding as its title, rows with the claims behind them,
and how to draw it; one that consists of sentences has a body of HTML instead of drawings. It is
never changed, and nothing is drawn before somebody looks. Each reader gets a face of it:

===================== ======================================================================
face                  who reads it
===================== ======================================================================
`Figure.json`         the publisher, and whoever compares two versions: all but the drawings
`Figure.svg`          a page: a wide and a narrow drawing, each mark a link to its claim
`Figure.body`         a page: a table, sections or a list, each speaker a link to the claim
`Figure.html`         JupyterLab, trusted or not: picture, words, sources, table; no script
`Figure.text`         a terminal, a diff: the title, then a line a row
`Figure.interactive`  an analyst: the plotly figure
===================== ======================================================================

Addresses of claims inside a face are ``#claim-ID``; the publisher adds the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from maliviz.charts.html import marked_language
from maliviz.charts.style import SMALL, WIDTHS, Width
from maliviz.language import SOURCE, spoken
from maliviz.language import gettext as _

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from maliviz.charts.canvas import Canvas
    from maliviz.charts.svg import Drawing

FIGURE = "application/vnd.maliviz.figure.v1+json"
VIEWS = "application/vnd.maliviz.views.v1+json"
PICTURE = "picture"
"""The name of a view that somebody drew by hand, with labels of their own."""


@dataclass(frozen=True)
class Row:
    """One row of a figure's table: a text for each column, and the ids it rests on."""

    cells: tuple[str, ...]
    claims: tuple[str, ...] = ()
    inferences: tuple[str, ...] = ()

    def json(self) -> dict[str, list[str]]:
        """Return the row as plain lists."""
        return {name: list(texts) for name, texts in vars(self).items()}


def key(signs: Mapping[str, object]) -> str:
    """Return what signs mean, as far as they are in a picture.

    >>> key({"Hollow: hedged.": True, "Arrow: open on that side.": False})
    ' Hollow: hedged.'
    """
    return "".join(f" {meaning}" for meaning, drawn in signs.items() if drawn)


@dataclass(frozen=True)
class Place:
    """Where a mark lies: in which lane, and from which year to which.

    None is an open end; without a date there are no ``years``. Those that no text prints are
    ``inferred``.
    """

    lane: str
    years: tuple[int | None, int | None] | None = None
    inferred: tuple[int, ...] = ()

    def json(self) -> dict[str, Any]:
        """Return the place as plain text and lists."""
        years = list(self.years or ())
        return {"lane": self.lane, "years": years, "inferred": list(self.inferred)}


@dataclass(frozen=True)
class View:
    """One way to draw a figure; ``label`` is what a reader picks it by.

    Where a reader may pick a lane and a span of years, ``places`` says of each mark, by its
    target, where it lies.
    """

    name: str
    label: str
    draw: Callable[[Canvas], None]
    places: Mapping[str, Place] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """Return all but the drawing."""
        places = {target: place.json() for target, place in self.places.items()}
        words = {"name": self.name, "label": self.label}
        return words | ({"places": places} if places else {})


@dataclass(frozen=True)
class Figure:
    """A chart: what it shows, on what it rests, and how it is drawn.

    A notebook gets one from a chart form, such as `maliviz.lanes`, and shows it by ending a cell
    with it. To work on with: `table`, `svg()`, `interactive()`, `text()`.

    Attributes
    ----------
    name
        The address on its page: lower case, digits and hyphens.
    title, subtitle
        The finding, as a sentence; and what is plotted.
    alt
        The kind of chart and its main trend, for those who do not see it.
    source
        The line at the foot of the picture.
    columns, rows
        The table: the heads, and for each row its cells and the ids that it rests on.
    names
        What a screen reader says of each mark, by its target (``claim:ID``, ``inference:ID``).
    views
        One way to draw it, or several that a reader may choose from; none where there is a body.
    body
        What it says as HTML, if it consists of sentences; a heading in it is an ``h3``.
    spec
        The data and layout for plotly, or None where interaction adds nothing.
    """

    name: str
    title: str
    subtitle: str
    alt: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    views: tuple[View, ...] = ()
    body: str = ""
    spec: Mapping[str, Any] | None = None

    def svg(self, width: Width = "wide", view: str = "") -> str:
        """Return the drawing of a view (the first, if none is named) as SVG text.

        It is 720 px wide, or 328 px if ``width`` is ``"narrow"``. A name that no view has is a
        ``ValueError``, and so is any if the figure has a body.
        """
        return self.drawing(width, view).text()

    def drawing(self, width: Width = "wide", view: str = "") -> Drawing:
        """Return what `svg` returns, as a tree."""
        from maliviz.charts.canvas import Canvas, house_style
        from maliviz.charts.svg import clean

        if self.body:
            raise ValueError(f'the figure "{self.name}" has no drawing; see .body and .table')
        views = {v.name: v for v in self.views}
        if view and view not in views:
            names = ", ".join(views)
            raise ValueError(f'the figure "{self.name}" has no view "{view}"; it has: {names}')
        chosen = views[view] if view else self.views[0]
        prefix = f"{self.name}-{chosen.name}-{width}"
        sheet = Canvas(width)
        with house_style():
            chosen.draw(sheet)
            foot = sheet.column(0, sheet.height + 26 - SMALL, sheet.width)
            foot.note(self.source)
        sheet.height = foot.bottom
        ends = [*sheet.breaks, sheet.height] if sheet.breaks else []
        return clean(sheet.svg(prefix), prefix, self.title, self.alt, self.names, ends)

    @property
    def table(self) -> pd.DataFrame:
        """The rows as a frame of text, one column for each of ``columns``."""
        from pandas import DataFrame

        return DataFrame([row.cells for row in self.rows], columns=list(self.columns), dtype=str)

    def interactive(self) -> go.Figure:
        """Return the plotly figure; ``ValueError`` where the chart has none."""
        import plotly.graph_objects as go

        if self.spec is None:
            raise ValueError(f'the figure "{self.name}" has no interactive form; see .table')
        title = {"text": escape(self.title), "subtitle": {"text": escape(self.subtitle)}}
        return go.Figure(self.spec, layout_title=title, layout_template="none")

    def json(self) -> dict[str, Any]:
        """Return all but the drawings, as plain dicts, lists and text."""
        return {
            "name": self.name,
            "title": self.title,
            "subtitle": self.subtitle,
            "alt": self.alt,
            "source": self.source,
            "columns": list(self.columns),
            "rows": [row.json() for row in self.rows],
            "body": self.body,
            "spec": self.spec,
            **({} if spoken().code == SOURCE else {"language": spoken().code}),
        }

    def drawings(self) -> list[dict[str, Any]]:
        """Return each view with its wide and its narrow drawing."""
        return [view.json() | {w: self.svg(w, view.name) for w in WIDTHS} for view in self.views]

    def text(self) -> str:
        """Return the title, then a line a row."""
        return "\n".join([self.title, *(" | ".join(row.cells) for row in self.rows)])

    def html(self) -> str:
        """Return a figure element without script and style, good in an untrusted notebook."""
        return self._element("" if self.body else self.svg())

    def _element(self, svg: str) -> str:
        caption = (
            f"<figcaption><strong>{escape(self.title)}</strong><br>{escape(self.subtitle)}"
            f"<br>{escape(self.source)}</figcaption>"
        )
        if self.body:
            return f"<figure{marked_language()}>{caption}{self.body}</figure>"
        picture = quote(svg, safe=" ='\"/:;,()#?!*".replace("#", ""))
        return (
            f'<figure{marked_language()}><img src="data:image/svg+xml,{escape(picture)}" '
            f'alt="{escape(self.alt)}">'
            f"{caption}{table_html(self.columns, self.json()['rows'], self.subtitle)}</figure>"
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        views = self.drawings()
        drawn = {VIEWS: {"views": views}} if views else {}
        html = self._element(views[0]["wide"] if views else "")
        return {FIGURE: self.json(), **drawn, "text/html": html, "text/plain": self.text()}


def table_html(
    columns: Sequence[str], rows: Sequence[Mapping[str, Sequence[str]]], caption: str
) -> str:
    """Return rows (as `Row.json` gives them) as a table; the last column holds the proofs.

    >>> row = Row(("2020", "First coup"), claims=("coup-in-2020",)).json()
    >>> '<a href="#claim-coup-in-2020">' in table_html(["When", "What"], [row], "Coups")
    True
    """
    heads = "".join(f'<th scope="col">{escape(c)}</th>' for c in [*columns, _("Proof")])
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(map(_row_html, rows))}</tbody></table>"
    )


def _row_html(row: Mapping[str, Sequence[str]]) -> str:
    first, *rest = (escape(cell) for cell in row["cells"])
    cells = f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest)
    links = ", ".join(
        f'<a href="#{kind}-{target}">{target}</a>'
        for kind, key in (("claim", "claims"), ("inference", "inferences"))
        for target in row[key]
    )
    return f"<tr>{cells}<td>{links}</td></tr>"
