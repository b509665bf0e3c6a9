"""What a notebook may show, and as what it is published.

A figure comes as one bundle with all its faces; a table or a listing as plain HTML; a few
words as text. Anything else would vanish from the page, or show without words for those who
cannot see it, so it stops the build with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from maliviz.site.markup import markup_faults, text_faults, tidy_pandas

FIGURE = "application/vnd.maliviz.figure.v1+json"
VIEWS = "application/vnd.maliviz.views.v1+json"
_WORDS = ("name", "title", "subtitle", "alt", "source")
_VIEW = ("name", "label", "wide", "narrow")
_CHART = "; make it with a chart of maliviz, such as mv.lanes"
_ONLY = {
    "application/vnd.plotly.v1+json": "shows only a plotly figure, which is nothing without script"
    + _CHART,
    "image/png": "shows only a PNG picture, which has no words and no data" + _CHART,
    "image/jpeg": "shows only a JPEG picture, which has no words and no data" + _CHART,
    "image/svg+xml": "shows only an SVG picture, which has no alternative text and no data"
    + _CHART,
    "application/javascript": "shows a script",
    "application/vnd.jupyter.widget-view+json": "shows a widget, which is nothing without a kernel",
}


@dataclass(frozen=True)
class Shown:
    """One output as the page shows it: a figure (bundle and drawings), HTML, or text."""

    kind: Literal["figure", "html", "text"]
    body: str = ""
    figure: Mapping[str, Any] | None = None
    views: tuple[Mapping[str, str], ...] = ()

    @property
    def markup(self) -> str:
        """Everything in it that is markup, to look for addresses and ids."""
        drawings = "".join(view["wide"] + view["narrow"] for view in self.views)
        return self.body if self.kind == "html" else drawings


def shown(output: Mapping[str, Any]) -> Shown:
    """How an output is published; raises ValueError with the reason why it cannot be.

    >>> shown({"output_type": "stream", "name": "stdout", "text": "Hello"}).kind
    'text'
    """
    kind = output["output_type"]
    if kind == "error":
        raise ValueError(f"raises {output['ename']}: {output['evalue']}".rstrip(": "))
    if kind == "stream":
        return _stream(output["name"], output["text"])
    data = output["data"]
    if FIGURE in data:
        return _figure(data[FIGURE], data.get(VIEWS))
    if "text/html" in data:
        return _html(data["text/html"])
    if set(data) == {"text/plain"}:
        return _text(data["text/plain"])
    only = next((reason for mime, reason in _ONLY.items() if mime in data), None)
    raise ValueError(only or f"shows only {', '.join(sorted(data)) or 'nothing'}, unknown here")


def _stream(name: str, text: str) -> Shown:
    if name == "stderr":
        first = text.strip().splitlines()[-1:] or [""]
        raise ValueError(f"writes to standard error: {first[0]}")
    return _text(text)


def _text(text: str) -> Shown:
    _raise(text_faults(text))
    return Shown("text", body=text.rstrip("\n"))


def _html(html: str) -> Shown:
    html = tidy_pandas(html).strip()
    _raise(markup_faults(html))
    return Shown("html", body=html)


def _figure(bundle: Any, drawings: Any) -> Shown:
    views = drawings.get("views", []) if isinstance(drawings, Mapping) else []
    if not isinstance(bundle, Mapping):
        raise ValueError("shows a figure that is no JSON object")
    missing = [key for key in _WORDS if not str(bundle.get(key) or "").strip()]
    missing += [key for key in ("columns", "rows") if not bundle.get(key)]
    missing += [key for key in _VIEW if not views or not all(view.get(key) for view in views)]
    if missing:
        raise ValueError(f"shows a figure without {', '.join(missing)}")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", bundle["name"]):
        raise ValueError(f'shows a figure named "{bundle["name"]}", which is no readable slug')
    figure = Shown("figure", figure=bundle, views=tuple(views))
    told = (text.removesuffix("<extra></extra>") for text in _texts(bundle.get("spec")))
    _raise(markup_faults(figure.markup) + [fault for t in told for fault in markup_faults(t)])
    return figure


def _texts(spec: Any) -> Iterator[str]:
    """Yield every text in a plotly description that plotly takes as HTML.

    What stands in `meta` is carried for our own script, which shows it as text.
    """
    if isinstance(spec, str):
        yield spec
    elif isinstance(spec, Mapping):
        for key, value in spec.items():
            yield from _texts(value) if key != "meta" else ()
    elif isinstance(spec, list):
        for value in spec:
            yield from _texts(value)


def _raise(faults: list[str]) -> None:
    if faults:
        raise ValueError("cannot be published: " + "; ".join(dict.fromkeys(faults)))
