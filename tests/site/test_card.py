"""The card of a page has the size that is promised, shows the figure, and is always the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from made import code, figure, md, notebook
from made_site import BASE, Made
from PIL import Image

from maliviz.charts.figure import VIEWS
from maliviz.site.pictures import link_card, link_cards, png


def picture(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(raw)).convert("RGB")


def drawn(height: int) -> dict[str, object]:
    """A figure of 400 px by so many, all red, that ends in a blue line."""
    bundle = figure()
    red = f'<rect width="400" height="{height}" fill="#cc0000"/>'
    blue = f'<rect y="{height - 9}" width="400" height="9" fill="#0000cc"/>'
    bundle[VIEWS]["views"][0]["wide"] = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 {height}">{red}{blue}</svg>'
    )
    return bundle


def colours(raw: bytes) -> dict[object, int]:
    """How many dots there are of each colour."""
    found = picture(raw).getcolors(1 << 20)
    assert found is not None
    return {colour: count for count, colour in found}


@pytest.mark.parametrize(("height", "whole"), [(99, True), (180, True), (2000, False)])
def test_a_figure_that_fits_is_there_whole(tmp_path: Path, height: int, whole: bool) -> None:
    made = Made(tmp_path, {"boats.ipynb": notebook(md("# B"), code("a", drawn(height)))})
    site = made.site(BASE)
    found = colours(png(link_card(site.page("boats"), site), 1))
    assert found[204, 0, 0] > 50_000
    assert ((0, 0, 204) in found) == whole
    texts = [text.text or "" for text in link_card(site.page("boats"), site).root.iter("text")]
    assert ("Source: texts\u00a0A & B" in " ".join(texts)) != whole


def test_every_page_has_a_card_of_the_size_that_is_told(tmp_path: Path) -> None:
    made = Made(tmp_path)
    found = link_cards(made.site(BASE))
    assert set(found) == {f"cards/{stem}.png" for stem in ("index", "boats", "all")}
    assert {picture(raw).size for raw in found.values()} == {(1200, 630)}
    assert len(set(found.values())) == 3
    assert link_cards(made.site(BASE)) == found
    assert link_cards(made.site()) == {}


def test_a_long_title_does_not_push_the_figure_out(tmp_path: Path) -> None:
    books = {"boats.ipynb": notebook(md(f"# {'boats ' * 90}"), code("a", drawn(99)))}
    made = Made(tmp_path, books)
    site = made.site(BASE)
    assert (0, 0, 204) in colours(png(link_card(site.page("boats"), site), 1))
