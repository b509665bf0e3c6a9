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
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from maliviz.charts.style import ROLES
from maliviz.corpus import Corpus
from maliviz.evidence.compare import compare
from maliviz.site.notebook import Notebook
from maliviz.site.pages import Offer
from maliviz.site.proof import outputs

PLOTLY, DRIVER = "assets/plotly.min.js", "assets/explore.js"
_TEMPLATES = Path(__file__).parent / "templates"
_VERSION = 8
_STYLES = re.compile(rb'if\(!document\.getElementById\("([0-9a-f]{64})"\)\)')


def assets(notebooks: Iterable[Notebook]) -> dict[str, bytes]:
    """Return the scripts by path; none if no figure of these notebooks has a description."""
    shown = (figure for book in notebooks for _, one in outputs(book) if (figure := one.figure))
    if not any(figure.get("spec") for figure in shown):
        return {}
    script = plotly()
    return {DRIVER: driver(script), PLOTLY: script}


def offer(files: Mapping[str, bytes]) -> Offer | None:
    """Return what pages say of these scripts; None if there are none.

    An address carries a digest of its script, so that no browser takes an old one for it.

    >>> offer({"assets/explore.js": b"draw()"})
    Offer(scripts=('assets/explore.js?v=8e6dc591',), size='0.1 MB')
    """
    if not files:
        return None
    scripts = [
        f"{name}?v={hashlib.sha256(raw).hexdigest()[:_VERSION]}" for name, raw in files.items()
    ]
    weight = sum(len(zlib.compress(raw)) for raw in files.values())
    return Offer(tuple(scripts), f"{max(weight / 1e6, 0.1):.1f} MB")


def plotly() -> bytes:
    """Return plotly.js as the installed package ships it."""
    found = importlib.util.find_spec("plotly")
    assert found is not None
    assert found.origin is not None
    return (Path(found.origin).parent / "package_data" / "plotly.min.js").read_bytes()


def driver(plotly: bytes) -> bytes:
    """Return our script, told which role of the page's theme each colour stands for.

    plotly brings styles for maps, which a page's policy forbids and no figure here needs. It
    leaves them out where an element has their id already, so our script makes one first.
    """
    told = {
        "__ROLES__": {colour.light: role for role, colour in ROLES.items()},
        "__STYLES__": [found.decode() for found in _STYLES.findall(plotly)],
    }
    script = (_TEMPLATES / "explore.js").read_text(encoding="utf-8")
    for name, value in told.items():
        script = script.replace(name, json.dumps(value))
    return script.encode("utf-8")


def block(spec: Mapping[str, Any]) -> Markup:
    """Return a description as JSON that no HTML parser takes for anything else.

    >>> block({"data": ["</script>"]})
    Markup('{"data":["\\\\u003c/script>"]}')
    """
    text = json.dumps(spec, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028"))


@lru_cache(maxsize=1)
def agreement(corpus: Corpus) -> dict[str, str]:
    """Return how the texts answer the question of each claim together, by the claim's id."""
    compared = compare(corpus)
    pairs = zip(compared["claims"], compared["verdict"], strict=True)
    return {claim: verdict for claims, verdict in pairs for claim in claims.split()}
