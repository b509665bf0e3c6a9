"""What draws a figure on a page of its own, to zoom and to pan in: plotly, which is large.

The site holds plotly once, out of the package that is installed, and only if a figure has a
description for it. Nothing but such a page asks for it, and what leads there says how much it is.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import zlib
from functools import cache
from pathlib import Path

from maliviz.language import N_, SOURCE, spoken
from maliviz.language import gettext as _
from maliviz.site.rendering import template

PLOTLY = "assets/plotly.min.js"
_OWN_WORDS = (
    N_("Double-click to zoom back out"),
    N_("Double-click on legend to isolate one trace"),
)
_VERSION = 8
_STYLES = re.compile(rb'if\(!document\.getElementById\("([0-9a-f]{64})"\)\)')


@cache
def plotly() -> bytes:
    """Return plotly.js as the installed package ships it."""
    spec = importlib.util.find_spec("plotly")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes()


@cache
def address() -> str:
    """Return where the site holds it, with a digest, so that no browser takes an old one for it."""
    return f"{PLOTLY}?v={hashlib.sha256(plotly()).hexdigest()[:_VERSION]}"


@cache
def size() -> int:
    """Return how many bytes a reader loads."""
    return len(zlib.compress(plotly()))


def script() -> str:
    """Return what draws the figure of the page.

    plotly brings styles for maps, which a page's policy forbids and no figure here needs. It
    leaves them out where an element has their id already, so our script makes one first.
    """
    return template("plot.js").replace("__STYLES__", _styles()).replace("__WORDS__", _words())


@cache
def _styles() -> str:
    return json.dumps([name.decode() for name in _STYLES.findall(plotly())])


def _words() -> str:
    """Return the setting that has plotly say its own words as the page does; they are English."""
    code = spoken().code
    if code == SOURCE:
        return ""
    locales = {code: {"dictionary": {words: _(words) for words in _OWN_WORDS}, "format": {}}}
    return f",locale:{json.dumps(code)},locales:{json.dumps(locales)}"
