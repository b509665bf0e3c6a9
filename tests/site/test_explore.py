"""What a page offers to explore, and what the site holds for it: no more than that, and once."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import plotly
import pytest
from made import Project, figure, files, md, show

from maliviz.charts.figure import FIGURE
from maliviz.site import explore
from maliviz.site.outputs import read_output
from maliviz.site.rendering import json_block

EVIL = "&lt;/script&gt; \u2028 ]]&gt;<b>x</b>"
SPEC = {"data": [{"type": "bar", "text": EVIL}], "layout": {"meta": {}}}
ASSETS = ["assets/explore.js", "assets/plotly.min.js"]


def with_spec() -> dict[str, Any]:
    bundle = figure()
    bundle[FIGURE]["spec"] = SPEC
    return bundle


@pytest.fixture(scope="module")
def offering(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site in which one figure of three pages has a description."""
    project = Project(tmp_path_factory.mktemp("explore"))
    project.write("boats.ipynb", md("# Boats"), show(with_spec()))
    project.build()
    return project


@pytest.fixture(scope="module")
def page(offering: Project) -> str:
    return (offering.output / "boats.html").read_text("utf-8")


def policy(page: str) -> dict[str, str]:
    (text,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    return {name: rest for name, _, rest in (r.partition(" ") for r in unescape(text).split("; "))}


def test_the_scripts_are_there_once(offering: Project) -> None:
    made = files(offering.output)
    assert [name for name in made if name.startswith("assets/")] == ASSETS
    installed = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    assert made[ASSETS[1]] == installed.read_bytes()
    assert not any(b"plotly.js v" in raw for name, raw in made.items() if name != ASSETS[1])


def test_the_button_says_what_it_loads_and_how_much(offering: Project, page: str) -> None:
    (scripts,) = re.findall(r'data-scripts="([^"]*)"', page)
    made = files(offering.output)
    for address, name in zip(scripts.split(), ASSETS, strict=True):
        assert address == f"{name}?v={sha256(made[name]).hexdigest()[:8]}"
    weight = sum(len(zlib.compress(made[name])) for name in ASSETS) / 1e6
    assert re.findall("<button.*?</button>", page) == [
        f'<button type="button">Explore ({weight:.1f} MB)</button>'
    ]
    assert 1 < weight < 2


def test_the_description_is_data_and_nothing_else(page: str) -> None:
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


def test_the_agreement_stands_beside_each_proof(page: str) -> None:
    assert 'ten-boats</a> <span class="agreement">compatible</span>' in page


def test_only_a_page_that_offers_it_allows_what_plotly_needs(offering: Project, page: str) -> None:
    allowed = policy(page)
    empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    assert allowed["style-src-attr"] == "'unsafe-inline'"
    assert allowed["style-src-elem"] == f"{allowed['style-src']} {empty}"
    assert allowed["script-src"].endswith(" 'self'")
    assert "unsafe" not in allowed["script-src"] + allowed["style-src-elem"]
    for other in ("index.html", "all.html"):
        text = (offering.output / other).read_text("utf-8")
        assert not {"style-src-elem", "style-src-attr"} & set(policy(text))
        assert "'self'" not in policy(text)["script-src"]
        assert "data-scripts" not in text


def test_a_site_without_descriptions_has_no_scripts(project: Project) -> None:
    project.build()
    assert not [name for name in project.site() if name.startswith("assets/")]
    assert b"data-scripts" not in project.site()["boats.html"]


def test_a_page_alone_offers_nothing(project: Project) -> None:
    project.write("boats.ipynb", md("# Boats"), show(with_spec()))
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "maliviz"]
    subprocess.run(
        [*command, "notebooks/boats.ipynb"], cwd=project.root, check=True, capture_output=True
    )
    made = (project.notebooks / "boats.html").read_text("utf-8")
    assert '<figure id="figure-boats"' in made
    for sign in ("data-scripts", "application/json", "unsafe-inline", "agreement"):
        assert sign not in made


def test_our_script_knows_the_roles_and_plotlys_own_styles() -> None:
    script = explore.driver(
        b'if(!document.getElementById("' + b"0a" * 32 + b'")){style()}'
    ).decode()
    assert f'const STYLES = ["{"0a" * 32}"];' in script
    assert re.search(r'const ROLES = \{"#[0-9a-f]{6}": "paper", ', script)
    assert "__" not in script
    assert re.search(
        r'const STYLES = \["[0-9a-f]{64}"\]', explore.driver(explore.plotly()).decode()
    )
