"""A figure within a page weighs less and looks the same, and has what a reader may choose on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zlib import compress

import pytest
from made import code, drawing, figure, md, notebook
from made_site import Made

from maliviz.charts.figure import VIEWS
from maliviz.charts.lanes import lanes
from maliviz.charts.svg import Drawing
from maliviz.corpus import load
from maliviz.evidence.derive import derive
from maliviz.site.figures import Choice, FigureOutput, choice, inline, told_by_steps
from maliviz.site.outputs import read_output
from maliviz.site.pictures import png
from maliviz.site.rendering import template


@pytest.fixture(scope="module")
def hatched() -> Drawing:
    corpus = load("data")
    return lanes(corpus.claims, derive(corpus), title="A").drawing(view="inferred")


@pytest.mark.slow
def test_it_looks_the_same_to_the_dot(hatched: Drawing) -> None:
    drawn = png(hatched)
    assert png(inline(hatched)) == drawn
    moved = Drawing.parse(inline(hatched).text().replace("l9 -", "l8 -"))
    assert png(moved) != drawn


def test_it_weighs_less_and_the_drawing_stays_as_it_was(hatched: Drawing) -> None:
    before = hatched.text()
    packed, inside = (len(compress(one.encode())) for one in (before, inline(hatched).text()))
    assert inside < 0.8 * packed
    assert hatched.text() == before


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("M1 2C3 4 5 6 7 8Q0 0 1 1", "M1 2c2 2 4 4 6 6q-7 -8 -6 -7"),
        ("M1 2L3 4L5 4zM1 1L1 3", "M1 2l2 2h2zm0 -1v2"),
        ("m1 2l3 4", "m1 2l3 4"),
        ("M1.25 2L3 4", "M1.25 2L3 4"),
        ("M1 2A5 5 0 0 1 3 4", "M1 2A5 5 0 0 1 3 4"),
        ("M1 2L3", "M1 2L3"),
        ("", ""),
    ],
)
def test_what_is_not_written_as_ours_stays(path: str, told: str) -> None:
    assert told_by_steps(path) == told


def test_marks_stay_links() -> None:
    one = Drawing.parse(drawing("boats", "wide", ("ten-boats",)))
    assert inline(one).anchors() == ("claim-ten-boats",)


BAY, LIGHTS = "Bay & <sea>", "Lights"
PLACES: dict[str, dict[str, Any]] = {
    "claim:ten-boats": {"lane": LIGHTS, "years": [1921, None], "inferred": []},
    "claim:about-twelve-boats": {"lane": BAY, "years": [1912, 1921], "inferred": [1912, 1921]},
}
UNDATED = PLACES | {"claim:ten-boats": {"lane": LIGHTS, "years": [], "inferred": []}}
CLAIMS = ("ten-boats", "about-twelve-boats")


def drawn_views(*places: Mapping[str, Any]) -> dict[str, Any]:
    """A figure with a view for each of these."""
    bundle = figure(claims=CLAIMS)
    bundle[VIEWS]["views"] = [
        {"name": f"view-{n}", "label": f"View {n}", "places": one}
        | {width: drawing(f"boats-{n}", width, CLAIMS) for width in ("wide", "narrow")}
        for n, one in enumerate(places)
    ]
    return bundle


def chosen(*places: Mapping[str, Any]) -> Choice | None:
    output = read_output({"output_type": "display_data", "data": drawn_views(*places)})
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
    book = notebook(md("# B"), code("a", drawn_views(*places)))
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
