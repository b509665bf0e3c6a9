"""The page on which plotly draws a figure: plotly is there once, and nothing else asks for it."""

from __future__ import annotations

import json
import re
import zlib
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import plotly
import pytest
from made import figure, md, notebook, show
from made_site import Made, plain

from maliviz.charts.figure import FIGURE
from maliviz.site.exporter import MalivizExporter
from maliviz.site.outputs import read_output
from maliviz.site.rendering import PLOTLY, frame, json_block

EVIL = "&lt;/script&gt; \u2028 ]]&gt;<b>x</b>"
SPEC = {"data": [{"type": "bar", "text": EVIL}], "layout": {}}
PAGE = "figures/boats/boats.plotly.html"


def with_spec() -> dict[str, Any]:
    bundle = figure()
    bundle[FIGURE]["spec"] = SPEC
    return bundle


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A site in which one figure of three pages has a description."""
    books = {"boats.ipynb": notebook(md("# Boats"), show(with_spec()))}
    return Made(tmp_path_factory.mktemp("plot"), books).files()


def policy(page: bytes) -> dict[str, str]:
    (text,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page.decode())
    return {name: rest for name, _, rest in (r.partition(" ") for r in unescape(text).split("; "))}


def test_plotly_is_there_once(made: dict[str, bytes]) -> None:
    assert [name for name in made if name.startswith("assets/")] == [PLOTLY]
    installed = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    assert made[PLOTLY] == installed.read_bytes()
    asking = [name for name, raw in made.items() if b"<script src=" in raw and "assets" not in name]
    assert asking == [PAGE]
    digest = sha256(made[PLOTLY]).hexdigest()[:8]
    assert f'<script src="../../{PLOTLY}?v={digest}">' in made[PAGE].decode()


def test_what_leads_there_says_how_much_it_is(made: dict[str, bytes]) -> None:
    weight = len(zlib.compress(made[PLOTLY])) / 1e6
    assert f'<a href="{PAGE}">Zoom and pan ({weight:.1f} MB)</a>' in made["boats.html"].decode()
    assert 1 < weight < 2


def test_it_has_the_words_the_table_and_the_claims_of_the_figure(made: dict[str, bytes]) -> None:
    page, alone = (made[name].decode() for name in (PAGE, "figures/boats/boats.html"))
    assert '<a href="../../boats.html#figure-boats">Back to the report</a>' in page
    shared = alone.partition("<figcaption>")[2].partition("</main>")[0].replace("h1", "h2")
    assert re.sub("<h2.*?</h2>", "", shared) in re.sub("<h2.*?</h2>", "", page)


def test_the_description_is_data_and_nothing_else(made: dict[str, bytes]) -> None:
    page = made[PAGE].decode()
    (text,) = re.findall(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(text) == SPEC
    assert "<" not in text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("</script><script>x</script>", "<script> is not allowed"),
        ('<a href="https://example.org">x</a>', "is no address on these pages"),
        ("<b onclick='x'>x</b>", "this attribute is not allowed"),
    ],
)
def test_a_description_that_holds_what_no_page_may_stops_the_build(text: str, fault: str) -> None:
    bundle = with_spec()
    bundle[FIGURE]["spec"] = {"data": [{"hovertext": ["fine", text]}]}
    with pytest.raises(ValueError, match=fault):
        read_output({"output_type": "display_data", "data": bundle})


def test_the_block_ends_where_it_should() -> None:
    text = json_block({"a": "</script><!--"})
    assert (json.loads(text), "<" in text) == ({"a": "</script><!--"}, False)


def test_only_this_page_allows_what_plotly_needs(made: dict[str, bytes]) -> None:
    allowed = policy(made[PAGE])
    empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    assert allowed["style-src-attr"] == "'unsafe-inline'"
    assert allowed["style-src-elem"] == f"{allowed['style-src']} {empty}"
    assert allowed["script-src"].endswith(" 'self'")
    assert "unsafe" not in allowed["script-src"] + allowed["style-src-elem"]
    others = {name: raw for name, raw in made.items() if name.endswith(".html") and name != PAGE}
    for raw in others.values():
        assert not {"style-src-elem", "style-src-attr"} & set(policy(raw))
        assert "'self'" not in policy(raw)["script-src"]


def test_a_site_without_descriptions_has_no_plotly() -> None:
    assert not [name for name in plain() if name.startswith("assets/") or "plotly" in name]
    assert b"Zoom and pan" not in plain()["boats.html"]


def test_a_page_alone_offers_nothing(tmp_path: Path) -> None:
    Made(tmp_path, {"boats.ipynb": notebook(md("# Boats"), show(with_spec()))})
    exporter: Any = MalivizExporter
    page, _ = exporter().from_filename(str(tmp_path / "notebooks" / "boats.ipynb"))
    assert '<figure id="figure-boats"' in page
    for sign in ("Zoom and pan", "application/json", "unsafe-inline"):
        assert sign not in page


def test_our_script_knows_plotlys_own_styles() -> None:
    assert re.search(r'of \["[0-9a-f]{64}"(,|\])', str(frame(plotly=True)["script"]))
