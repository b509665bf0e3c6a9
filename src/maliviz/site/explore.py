"""Interaction on request: what the site holds for it, and what a page needs to offer it.

A figure with a plotly description gets a button. It loads two scripts that the whole site
shares: plotly itself, out of the package that is installed, and `explore.js`, which drives it.
Before the click nothing of either is asked for. A site without such a figure has no assets, and
a page that stands alone (`jupyter nbconvert --to maliviz`) offers nothing, having no folder
beside it.

What may be chosen and what is told of a mark is read off the page: the description stands in a
data block, and row ``n`` of the figure's table belongs to point ``n`` of its first trace.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from maliviz.charts.style import ROLES
from maliviz.site.rendering import template

_VERSION = 8
_STYLES = re.compile(rb'if\(!document\.getElementById\("([0-9a-f]{64})"\)\)')


class Offer(NamedTuple):
    """What a page that offers interaction loads on request: scripts, and their size in words."""

    scripts: tuple[str, ...]
    size: str


@cache
def assets() -> dict[str, bytes]:
    """Return the scripts by path."""
    script = plotly()
    return {"assets/explore.js": driver(script), "assets/plotly.min.js": script}


@cache
def offer() -> Offer:
    """Return what pages say of these scripts.

    An address carries a digest of its script, so that no browser takes an old one for it.
    """
    scripts = [
        f"{name}?v={hashlib.sha256(raw).hexdigest()[:_VERSION]}" for name, raw in assets().items()
    ]
    weight = sum(len(zlib.compress(raw)) for raw in assets().values())
    return Offer(tuple(scripts), f"{weight / 1e6:.1f} MB")


def plotly() -> bytes:
    """Return plotly.js as the installed package ships it."""
    spec = importlib.util.find_spec("plotly")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes()


def driver(plotly: bytes) -> bytes:
    """Return our script, with the role of the page's theme that each colour stands for.

    plotly brings styles for maps, which a page's policy forbids and no figure here needs. It
    leaves them out where an element has their id already, so our script makes one first.
    """
    roles = {colour.light: role for role, colour in ROLES.items()}
    styles = [name.decode() for name in _STYLES.findall(plotly)]
    script = template("explore.js")
    for name, value in (("__ROLES__", roles), ("__STYLES__", styles)):
        script = script.replace(name, json.dumps(value))
    return script.encode("utf-8")
