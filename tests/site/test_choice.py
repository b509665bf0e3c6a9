"""What a reader may choose on a figure is on the page that shows it, and on no other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from made import code, drawing, figure, md, notebook
from made_site import Made

from maliviz.charts.figure import VIEWS
from maliviz.site.figures import Choice, FigureOutput, choice
from maliviz.site.outputs import read_output
from maliviz.site.rendering import template

BAY, LIGHTS = "Bay & <sea>", "Lights"
PLACES: dict[str, dict[str, Any]] = {
    "claim:ten-boats": {"lane": LIGHTS, "years": [1921, None], "inferred": []},
    "claim:about-twelve-boats": {"lane": BAY, "years": [1912, 1921], "inferred": [1912, 1921]},
}
UNDATED = PLACES | {"claim:ten-boats": {"lane": LIGHTS, "years": [], "inferred": []}}
CLAIMS = ("ten-boats", "about-twelve-boats")


def lanes(*places: Mapping[str, Any]) -> dict[str, Any]:
    """A figure with a view for each of these."""
    bundle = figure(claims=CLAIMS)
    bundle[VIEWS]["views"] = [
        {"name": f"view-{n}", "label": f"View {n}", "places": one}
        | {width: drawing(f"boats-{n}", width, CLAIMS) for width in ("wide", "narrow")}
        for n, one in enumerate(places)
    ]
    return bundle


def chosen(*places: Mapping[str, Any]) -> Choice | None:
    output = read_output({"output_type": "display_data", "data": lanes(*places)})
    assert isinstance(output, FigureOutput)
    return choice(output.views)


def test_a_choice_has_the_lanes_as_drawn_the_years_with_their_mark_and_all_places() -> None:
    assert chosen(PLACES, UNDATED) == Choice(
        lanes=(LIGHTS, BAY),
        years=((1912, "1912?"), (1921, "1921")),
        places=(((0, 1921, None), (1, 1912, 1921)), ((0,), (1, 1912, 1921))),
    )


@pytest.mark.parametrize("places", [({}, {}), (PLACES, {}), (PLACES,)])
def test_without_places_in_several_views_there_is_no_choice(
    places: tuple[Mapping[str, Any], ...],
) -> None:
    assert chosen(*places) is None


def made(folder: Path, *places: Mapping[str, Any]) -> dict[str, str]:
    """The pages of a site whose figure has these views."""
    book = notebook(md("# B"), code("a", lanes(*places)))
    files = Made(folder, {"boats.ipynb": book}).files()
    return {name: raw.decode() for name, raw in files.items() if name.endswith(".html")}


def test_the_page_and_the_one_file_hold_the_controls_unseen_and_what_shows_them(
    tmp_path: Path,
) -> None:
    pages = made(tmp_path, PLACES, UNDATED)
    assert {name for name, text in pages.items() if 'class="lanes"' in text} == {
        *("boats.html", "report.html")
    }
    for name in ("boats.html", "report.html"):
        (box,) = re.findall(r'<div class="lanes" .*?</div>', pages[name], re.DOTALL)
        assert 'data-places="[[[0,1921,null],[1,1912,1921]],[[0],[1,1912,1921]]]"' in box
        assert '<option value="1912">1912?</option>' in box
        assert re.search(r'<option value="1921" selected(="")?>1921 or later</option>', box)
        assert "<option>Lights</option><option>Bay &amp; &lt;sea&gt;</option>" in box
        assert re.fullmatch(r"<div [^>]*><template>.*</template></div>", box, re.DOTALL)
    for part in ("lanes.js", "lanes.css"):
        holders = {name for name, text in pages.items() if template(part) in text}
        assert holders == {"boats.html", "report.html"}


def test_a_site_without_places_has_nothing_of_it(tmp_path: Path) -> None:
    for text in made(tmp_path, {}, {}).values():
        assert ".lanes" not in text
        assert 'class="lanes"' not in text
