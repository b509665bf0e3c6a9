"""What a notebook shows, and as what it is published: each output is read and judged once.

A figure comes as one bundle with all its faces; a table or a list of claims as plain HTML; a few
words as text. Anything else would vanish from the page, or show without words for those who
cannot see it, so it stops the build with the reason, and with the way to show it after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree as ET

from maliviz.charts.figure import FIGURE, PICTURE, VIEWS, Place, Row
from maliviz.charts.svg import Drawing
from maliviz.language import SOURCE
from maliviz.site.markup import anchors, drawing_faults, in_boxes, read_html, text_faults

LISTING = "div[@class='listing']"
"""Where a list of ours stands in what shows it."""

_WORDS = ("name", "title", "subtitle", "alt", "source")
_VIEW = ("name", "label", "wide", "narrow")
_ROW = ("cells", "claims", "inferences")
_CHART = (
    "shows a chart without its words, data and proof; "
    "give it in its cell to mv.picture(fig, title=…, alt=…, claims=…)"
)
_PICTURE = (
    "shows a picture without words; paste it into a Markdown cell, and say there what it shows"
)
_UNFIT = {
    "application/vnd.plotly.v1+json": "shows a chart that is nothing without script; draw it with "
    "matplotlib, and give both to mv.picture(fig, title=…, alt=…, claims=…, interactive=…)",
    "application/vnd.jupyter.widget-view+json": "shows a widget, which needs a kernel; "
    "show a frame or a chart of one state",
    "application/javascript": "shows a script, which no page runs; take it out",
    "text/markdown": "shows Markdown; write it in a Markdown cell, where its facts are checked",
    "text/latex": "shows a formula, which no page shows; say it in words in a Markdown cell",
    "application/json": "shows JSON; print it, or show it as a frame",
}
"""What has a reason of its own; a chart that is drawn by script comes with HTML besides."""

_STYLED = (
    "shows a styled frame, of which a page keeps no style; show "
    "HTML(styled.to_html(exclude_styles=True)), or the frame"
)
_DRAWN = re.compile(
    r"<(?:\w*Axes|Figure size|SubFigure|\w+Container|matplotlib\.|seaborn\.|plotnine\.)"
    r"|\bAxes\(\d|^\W*(?:array\(\W*)?(?:Text\(-?\d|Rectangle\(xy|Figure\(\{)"
)
"""What Python prints of a drawing instead of showing it."""


@dataclass(frozen=True)
class TextOutput:
    """A few words."""

    text: str


@dataclass(frozen=True)
class HtmlOutput:
    """HTML, as the content of one element; the tree is never changed."""

    tree: ET.Element


@dataclass(frozen=True)
class FigureView:
    """One way in which a figure is drawn; `label` is what a reader picks it by.

    Where a reader may pick a lane and years, `places` says where each mark lies, in their order.
    """

    name: str
    label: str
    wide: Drawing
    narrow: Drawing
    places: tuple[Place, ...] = ()

    def redrawn(self, change: Callable[[Drawing], Drawing]) -> FigureView:
        """Return the view with both of its drawings changed."""
        return replace(self, wide=change(self.wide), narrow=change(self.narrow))


@dataclass(frozen=True)
class FigureOutput:
    """A figure as `maliviz.charts.Figure` describes itself, with its drawings or its body."""

    name: str
    title: str
    subtitle: str
    alt: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    views: tuple[FigureView, ...]
    body: ET.Element | None
    spec: Mapping[str, Any] | None
    language: str = SOURCE

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchor of each claim and inference that its rows rest on, each once."""
        every = (
            f"{kind}-{name}"
            for row in self.rows
            for kind, names in (("claim", row.claims), ("inference", row.inferences))
            for name in names
        )
        return tuple(dict.fromkeys(every))

    @property
    def linked(self) -> tuple[str, ...]:
        """The anchors to which its drawings and its body lead, and those of its rows."""
        drawn = (anchor for drawing in self.drawings for anchor in drawing.anchors())
        body = anchors(self.body) if self.body is not None else []
        return tuple(dict.fromkeys([*drawn, *body, *self.anchors]))

    @property
    def words(self) -> tuple[str, ...]:
        """What its maker wrote: the title, and of a picture the alternative text and its labels."""
        if not any(view.name == PICTURE for view in self.views):
            return (self.title,)
        labels = [text.text or "" for text in self.views[0].wide.root.iter("text")]
        return (self.title, self.alt, *dict.fromkeys(labels[:-1]))

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """All its drawings, wide and narrow."""
        return tuple(drawing for view in self.views for drawing in (view.wide, view.narrow))


Output = TextOutput | HtmlOutput | FigureOutput


@dataclass(frozen=True)
class CellOutput:
    """One output of a cell, counted from 1; or the reason why there is none to publish."""

    cell: int
    output: Output | None
    fault: str = ""

    @property
    def language(self) -> str:
        """The code of the language that a figure or a list of ours speaks; empty for all else."""
        if isinstance(self.output, FigureOutput):
            return self.output.language
        listing = isinstance(self.output, HtmlOutput) and self.output.tree.find(LISTING)
        return listing.get("lang", SOURCE) if isinstance(listing, ET.Element) else ""


def cell_outputs(cells: Iterable[tuple[int, Any]]) -> Iterator[CellOutput]:
    """Read every output of code cells, which come with their numbers."""
    for number, cell in cells:
        for output in cell.outputs:
            try:
                yield CellOutput(number, read_output(output))
            except ValueError as error:
                yield CellOutput(number, None, str(error))


def read_output(output: Mapping[str, Any]) -> Output:
    """Return what is published of an output; a `ValueError` says why it cannot be.

    >>> read_output({"output_type": "stream", "name": "stdout", "text": "Hello\\n"})
    TextOutput(text='Hello')
    """
    kind = output["output_type"]
    if kind == "error":
        raise ValueError(f"raises {output['ename']}: {output['evalue']}".rstrip(": "))
    if kind == "stream":
        return _stream(output["name"], output["text"])
    data = output["data"]
    if FIGURE in data:
        return _figure(data[FIGURE], data.get(VIEWS))
    printed = data.get("text/plain", "")
    if "io.formats.style.Styler" in printed:
        raise ValueError(_STYLED)
    scripted = [reason for mime, reason in _UNFIT.items() if mime in data and "vnd" in mime]
    if "text/html" in data and not scripted:
        return HtmlOutput(_boxed(_html(data["text/html"])))
    if set(data) == {"text/plain"}:
        return _text(printed)
    raise ValueError(_reason(data, printed))


def _reason(data: Mapping[str, Any], printed: str) -> str:
    """Say why nothing of this can be published, and what to do."""
    if reason := next((reason for mime, reason in _UNFIT.items() if mime in data), ""):
        return reason
    if any(mime.startswith(("image/", "application/pdf")) for mime in data):
        return _CHART if _DRAWN.search(printed) else _PICTURE
    kinds = ", ".join(sorted(data)) or "nothing"
    return f"shows only {kinds}, which no page can show; show a frame, or a chart by mv.picture"


def _stream(name: str, text: str) -> TextOutput:
    if name == "stderr":
        raise ValueError(f"writes to standard error: {_last_message(text)}")
    return _text(text)


def _last_message(text: str) -> str:
    """Return the words of a warning, above the line of code that it is followed by.

    >>> _last_message("/a/b.py:7: FutureWarning: will be renamed\\n  warn(x)\\n")
    'FutureWarning: will be renamed'
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(" ")]
    return re.sub(r"^.*?:\d+: ", "", lines[-1] if lines else text.strip())


def _text(text: str) -> TextOutput:
    if _DRAWN.search(text):
        raise ValueError(_CHART)
    text = text.replace("\r\n", "\n").rstrip("\n")
    _refuse(text_faults(text))
    return TextOutput(text)


def _html(html: str) -> ET.Element:
    tree, faults = read_html(html.strip())
    _refuse(faults)
    return tree


def _boxed(tree: ET.Element) -> ET.Element:
    in_boxes(tree)
    return tree


def _figure(bundle: Any, drawings: Any) -> FigureOutput:
    views = drawings.get("views", []) if isinstance(drawings, Mapping) else []
    if not isinstance(bundle, Mapping):
        raise ValueError("shows a figure that is no JSON object")
    missing = [key for key in _WORDS if not str(bundle.get(key) or "").strip()]
    missing += [key for key in ("columns", "rows") if not bundle.get(key)]
    body = bundle.get("body") or ""
    drawn = bool(views) or not body
    missing += [k for k in _VIEW if drawn and not (views and all(view.get(k) for view in views))]
    if missing:
        raise ValueError(f"shows a figure without {', '.join(missing)}")
    if any(len(row["cells"]) != len(bundle["columns"]) for row in bundle["rows"]):
        raise ValueError("shows a figure with a row that has not one cell for each column")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", bundle["name"]):
        raise ValueError(f'shows a figure named "{bundle["name"]}", which is no readable slug')
    figure = FigureOutput(
        **{key: bundle[key] for key in _WORDS},
        columns=tuple(bundle["columns"]),
        rows=tuple(Row(*(tuple(row[key]) for key in _ROW)) for row in bundle["rows"]),
        views=tuple(_view(bundle["name"], view) for view in views),
        body=_html(body) if body else None,
        spec=bundle.get("spec"),
        language=bundle.get("language", SOURCE),
    )
    faults = [fault for one in figure.drawings for fault in drawing_faults(one.root)]
    texts = (text.removesuffix("<extra></extra>") for text in _texts(figure.spec))
    _refuse(faults + [fault for text in texts for fault in read_html(text)[1]])
    return figure


def _view(figure: str, view: Mapping[str, Any]) -> FigureView:
    try:
        wide, narrow = (Drawing.parse(view[width]) for width in ("wide", "narrow"))
        places = _places(view.get("places") or {})
    except ValueError as error:
        raise ValueError(f'the figure "{figure}" {error}') from None
    marks = wide.anchors()
    if places and (places.keys() != set(marks) or marks != narrow.anchors()):
        raise ValueError(f'the figure "{figure}" has not one place for each mark')
    ordered = tuple(places[mark] for mark in marks) if places else ()
    return FigureView(view["name"], view["label"], wide, narrow, ordered)


def _places(places: Any) -> dict[str, Place]:
    if not isinstance(places, Mapping):
        raise ValueError("has places that are no JSON object")
    return {target.replace(":", "-", 1): _place(place) for target, place in places.items()}


def _place(place: Any) -> Place:
    match place:
        case {"lane": str(lane), "years": [], "inferred": []}:
            return Place(lane)
        case {
            "lane": str(lane),
            "years": [int() | None as first, int() | None as last],
            "inferred": [*inferred],
        } if set(inferred) <= {first, last}:
            return Place(lane, (first, last), tuple(inferred))
    raise ValueError(f"has a place that is no lane with two years: {place}")


def _texts(spec: Any) -> Iterator[str]:
    """Yield every text in a plotly description, which plotly takes as HTML."""
    if isinstance(spec, str):
        yield spec
    elif isinstance(spec, Mapping):
        for value in spec.values():
            yield from _texts(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from _texts(value)


def _refuse(faults: list[str]) -> None:
    if faults:
        raise ValueError("cannot be published: " + "; ".join(dict.fromkeys(faults)))
