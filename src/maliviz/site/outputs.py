"""What a notebook shows, and as what it is published: each output is read and judged once.

A figure comes as one bundle with all its faces; a table or a list of claims as plain HTML; a few
words as text. Anything else would vanish from the page, or show without words for those who
cannot see it, so it stops the build with the reason, and with the way to show it after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from maliviz.charts.figure import FIGURE, VIEWS, Place, Row
from maliviz.charts.svg import Drawing
from maliviz.language import SOURCE
from maliviz.site.figures import FigureOutput, FigureView
from maliviz.site.markup import drawing_faults, ids, in_boxes, read_html, text_faults

_WORDS = ("name", "title", "subtitle", "alt", "source")
_VIEW = ("name", "label", "wide", "narrow")
_ROW = ("cells", "claims", "inferences")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
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

    @property
    def listing(self) -> ET.Element | None:
        """A list of ours, which leads to where claims stand and never to a card."""
        return self.tree.find("div[@class='listing']")


Output = TextOutput | HtmlOutput | FigureOutput


@dataclass(frozen=True)
class CellOutput:
    """One output of a cell, counted from 1; or the reason why there is none to publish."""

    cell: int
    output: Output | None
    fault: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in its HTML; those in a drawing lead nowhere that JupyterLab knows."""
        match self.output:
            case HtmlOutput(tree) | FigureOutput(body=ET.Element() as tree):
                return tuple(ids(tree))
        return ()

    @property
    def language(self) -> str:
        """The code of the language that a figure or a list of ours speaks; empty for all else."""
        if isinstance(self.output, FigureOutput):
            return self.output.language
        listing = self.output.listing if isinstance(self.output, HtmlOutput) else None
        return "" if listing is None else listing.get("lang", SOURCE)


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
        tree = _html(data["text/html"])
        in_boxes(tree)
        return HtmlOutput(tree)
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


def _figure(bundle: Any, drawings: Any) -> FigureOutput:
    if not isinstance(bundle, Mapping):
        raise ValueError("shows a figure that is no JSON object")
    views = drawings.get("views", []) if isinstance(drawings, Mapping) else []
    if missing := ", ".join(_missing(bundle, views)):
        raise ValueError(f"shows a figure without {missing}")
    if any(len(row["cells"]) != len(bundle["columns"]) for row in bundle["rows"]):
        raise ValueError("shows a figure with a row that has not one cell for each column")
    if not _SLUG.fullmatch(bundle["name"]):
        raise ValueError(f'shows a figure named "{bundle["name"]}", which is no readable slug')
    figure = FigureOutput(
        **{key: bundle[key] for key in _WORDS},
        columns=tuple(bundle["columns"]),
        rows=tuple(Row(*(tuple(row[key]) for key in _ROW)) for row in bundle["rows"]),
        views=tuple(_view(bundle["name"], view) for view in views),
        body=_html(bundle["body"]) if bundle.get("body") else None,
        spec=bundle.get("spec"),
        language=bundle.get("language", SOURCE),
    )
    _refuse([*_faults(figure)])
    return figure


def _missing(bundle: Mapping[str, Any], views: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the names of what a figure has not."""
    yield from (key for key in _WORDS if not str(bundle.get(key) or "").strip())
    yield from (key for key in ("columns", "rows") if not bundle.get(key))
    if views or not bundle.get("body"):
        yield from (key for key in _VIEW if not (views and all(view.get(key) for view in views)))


def _faults(figure: FigureOutput) -> Iterator[str]:
    """Yield why its drawings, or what plotly would take as HTML, cannot be published."""
    for drawing in figure.drawings:
        yield from drawing_faults(drawing.root)
    for text in _texts(figure.spec):
        yield from read_html(text.removesuffix("<extra></extra>"))[1]


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
