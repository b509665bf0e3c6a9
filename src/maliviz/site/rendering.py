"""What every page is written with: the templates, the style, and the policy that guards it.

A page on which a figure is drawn to zoom and to pan in has plotly besides, which is large. The site
holds it once, out of the package that is installed, and only if a figure has a description for it.
Nothing but such a page asks for it, and what leads there says how much it is.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from maliviz.charts.style import ROLES, css_rules, css_variables
from maliviz.corpus.vocabulary import label
from maliviz.language import N_, SOURCE, Language, joined, number, quoted, speak_templates, spoken
from maliviz.language import gettext as _
from maliviz.phrases import unbroken

_TEMPLATES = Path(__file__).parent / "templates"
PLOTLY = "assets/plotly.min.js"
_OWN_WORDS = (
    N_("Double-click to zoom back out"),
    N_("Double-click on legend to isolate one trace"),
)
_VERSION = 8
_STYLES = re.compile(rb'if\(!document\.getElementById\("([0-9a-f]{64})"\)\)')
_STYLED, _SCRIPTED = (
    {"words", "views", "lanes", "cards", "evidence", "alone"},
    {"page", "lanes", "cards", "evidence"},
)


def render(name: str, **context: object) -> str:
    """Return a page made from one template."""
    return _environment().get_template(name).render(**context).strip() + "\n"


def frame(
    *parts: str,
    running: tuple[str, str] = ("", ""),
    loads: bool = False,
    plotly: bool = False,
) -> dict[str, object]:
    """Return what a page is framed with: its style, its script, and the policy of both.

    `parts` are what it has beside text and figures, each with a style or a script or both:
    `words` (a figure that consists of sentences), `views` (one with several drawings to choose
    from), `lanes` (one with lanes to choose from), `cards`, `evidence`; `alone` is a page of a
    figure. `running` are the head and the foot of each printed sheet. A page that plotly draws
    has a policy of its own, and so has one that `loads` a script of the site when it is asked to.
    """
    style = style_sheet() + "".join(template(f"{part}.css") for part in parts if part in _STYLED)
    style += _running(*running) if any(running) else ""
    style = _mirrored(style) if spoken().direction == "rtl" else style
    script = "".join(template(f"{part}.js") for part in parts if part in _SCRIPTED)
    script += _plotly_script() if plotly else ""
    rules = policy(style, script, loads=loads or plotly, plotly=plotly)
    return {"style": Markup(style), "script": Markup(script), "policy": rules}


def _running(head: str, foot: str) -> str:
    """Return the style of what stands on each printed sheet: above, and below on the left."""
    boxes = (("@top-left", head), ("@bottom-left", foot))
    content = "".join(f"{box}{{content:{_string(words)}}}" for box, words in boxes)
    return f"@media print{{@page{{{content}}}}}"


def _mirrored(style: str) -> str:
    """Return a style with the boxes of a printed sheet, which no language turns, side for side.

    >>> _mirrored("@top-left{}@bottom-right{}")
    '@top-right{}@bottom-left{}'
    """
    other = {"left": "right", "right": "left"}
    return re.sub(r"@(top|bottom)-(left|right)", lambda m: f"@{m[1]}-{other[m[2]]}", style)


def _string(text: str) -> str:
    """Return a text as a string of CSS, which ends neither itself nor the style element.

    >>> print(_string('"a" </style>'))
    "\\22 a\\22  \\3c /style>"
    """
    return '"' + re.sub(r'["\\\\<\n]', lambda match: f"\\{ord(match[0]):x} ", text) + '"'


def policy(style: str, script: str = "", *, loads: bool = False, plotly: bool = False) -> str:
    """Write the content security policy of a page with this style and this script inside.

    A page with a script may ask its own host: a reader's extensions and the checkers of search
    engines do so from within it, for robots.txt. plotly is a script beside the page. It styles its
    own elements, and adds empty style elements that it fills by script; no page without it allows
    the like.
    """
    rules = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": _hash(script) if script else "'none'",
        "img-src": "'self' data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if script:
        rules["connect-src"] = "'self'"
    if loads:
        rules["script-src"] += " 'self'"
    if plotly:
        rules["style-src-elem"] = f"{_hash(style)} {_hash('')}"
        rules["style-src-attr"] = "'unsafe-inline'"
    return "; ".join(f"{name} {allowed}" for name, allowed in rules.items())


@cache
def plotly() -> bytes:
    """Return plotly.js as the installed package ships it."""
    spec = importlib.util.find_spec("plotly")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes()


@cache
def plotly_address() -> str:
    """Return where the site holds it, with a digest, so that no browser takes an old one for it."""
    return f"{PLOTLY}?v={hashlib.sha256(plotly()).hexdigest()[:_VERSION]}"


@cache
def _plotly_size() -> int:
    """Return how many bytes a reader loads."""
    return len(zlib.compress(plotly()))


def _plotly_script() -> str:
    """Return what draws the figure of the page.

    plotly brings styles for maps, which a page's policy forbids and no figure here needs. It
    leaves them out where an element has their id already, so our script makes one first.
    """
    words = template("plot.js").replace("__STYLES__", _plotly_styles())
    return words.replace("__WORDS__", _plotly_words())


@cache
def _plotly_styles() -> str:
    return json.dumps([name.decode() for name in _STYLES.findall(plotly())])


def _plotly_words() -> str:
    """Return the setting that has plotly say its own words as the page does; they are English."""
    code = spoken().code
    if code == SOURCE:
        return ""
    locales = {code: {"dictionary": {words: _(words) for words in _OWN_WORDS}, "format": {}}}
    return f",locale:{json.dumps(code)},locales:{json.dumps(locales)}"


def json_block(value: Mapping[str, Any] | Sequence[Any]) -> Markup:
    """Return a description as JSON that no HTML parser takes for anything else.

    >>> json_block({"data": ["</script>"]})
    Markup('{"data":["\\\\u003c/script>"]}')
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028"))


def style_sheet() -> str:
    """Return the style of every page: the theme's colours, then the rules with their words."""
    return _rules().replace("PAGE_OF_PAGES", _page_of_pages()) + _quotes()


def _page_of_pages() -> str:
    """Return the number of a printed sheet, as CSS."""
    words = re.split(r"\{(pages?)\}", _("page {page} of {pages}"))
    parts = (
        f"counter({one})" if place % 2 else one and _string(one) for place, one in enumerate(words)
    )
    return " ".join(filter(None, parts))


def _quotes() -> str:
    """Return the marks around printed words, as CSS: those of the page, not of the text."""
    before, after = quoted("{words}").split("{words}")
    return "" if spoken().code == SOURCE else f"q{{quotes:{_string(before)} {_string(after)}}}"


@cache
def _rules() -> str:
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{css_variables('dark')}}}}}"
    return f":root{{{css_variables('light')}}}{dark}\n{template('page.css')}{css_rules()}"


@cache
def template(name: str) -> str:
    """Return the text of one of the templates."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    """Return the templates, which escape all that is not markup already."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    speak_templates(environment)
    environment.filters |= {"joined": joined, "quoted": quoted, "unbroken": unbroken}
    environment.filters["weight"] = weight
    environment.globals |= {"icon": _icon(), "json_block": json_block, "label": label}
    environment.globals |= {"Language": Language, "language": _language}
    environment.globals["plotly_size"] = _plotly_size
    return environment


def weight(size: int) -> str:
    """Return how much so many bytes are, in words.

    >>> weight(1_234_567), weight(56_789)
    ('1.2 MB', '57 kB')
    """
    if size >= 1e6:
        return _("{size} MB").format(size=format_decimal(size / 1e6, "0.0", spoken().locale))
    return _("{size} kB").format(size=number(round(size / 1e3)))


def _language() -> Markup:
    """Return the attributes of a page or a part of it in the language that is spoken."""
    language = spoken()
    direction = ' dir="rtl"' if language.direction == "rtl" else ""
    return Markup(f'lang="{language.code}"{direction}')


def _icon() -> str:
    """The sign of every page, inside it: a browser that finds none asks the host for one.

    A block with a firm end beside one that is open: what the report is about.
    """
    firm, open_end = ROLES["happened"].light, ROLES["promised"].light
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>"
        f"<path d='M1 4h7v8H1z' fill='{firm}'/>"
        f"<path d='M15 4h-5v8h5' fill='none' stroke='{open_end}' stroke-width='2'/></svg>"
    )
    return "data:image/svg+xml," + quote(svg, safe="='")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
