"""A drawing becomes a picture that has its size, its colours, its text, and no more."""

from __future__ import annotations

import io
from typing import Any

import matplotlib as mpl
import pytest
import resvg_py
from PIL import Image

from maliviz.charts.canvas import Canvas, house_style
from maliviz.charts.style import ROLES, WIDTHS, Width
from maliviz.charts.svg import Drawing, clean
from maliviz.site.pictures import png

RED, BLUE, PAPER = (204, 0, 0), (0, 0, 204), (255, 255, 255)


def picture(parts: str, zoom: int = 1) -> Image.Image:
    """Parts on white paper of 40 by 20 px."""
    paper = '<rect width="40" height="20" fill="#ffffff"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{paper}{parts}</svg>'
    return Image.open(io.BytesIO(png(Drawing.parse(svg), zoom))).convert("RGB")


def colours(image: Image.Image) -> dict[object, int]:
    """How many dots there are of each colour."""
    return {colour: count for count, colour in image.getcolors(1 << 20) or []}


def ink(look: str, text: str = "M") -> int:
    """How many dots of a text are dark."""
    image = picture(f'<text x="2" y="15" font-size="12" {look}>{text}</text>', 4).convert("L")
    return sum(count for level, count in enumerate(image.histogram()) if level < 128)


@pytest.mark.parametrize("zoom", [1, 2])
def test_it_has_the_size_of_the_drawing(zoom: int) -> None:
    assert picture("", zoom).size == (40 * zoom, 20 * zoom)


@pytest.mark.parametrize(
    "part",
    [
        '<rect x="10" y="5" width="10" height="10" fill="#cc0000"/>',
        '<path d="M10 5L20 5L20 15L10 15z" fill="#cc0000"/>',
        '<a href="#x"><rect x="10" y="5" width="10" height="10" fill="#cc0000"/></a>',
        '<g transform="translate(10 5) scale(2)"><rect width="5" height="5" fill="#cc0000"/></g>',
    ],
)
def test_a_shape_has_its_colour_and_its_place(part: str) -> None:
    assert colours(picture(part)) == {RED: 100, PAPER: 700}
    assert colours(picture(part).crop((10, 5, 20, 15))) == {RED: 100}


def test_what_comes_later_lies_above() -> None:
    parts = '<rect width="9" height="9" fill="#cc0000"/>'
    assert RED not in colours(picture(parts + '<rect width="40" height="20" fill="#0000cc"/>'))


def test_what_can_only_be_touched_is_not_seen() -> None:
    part = '<path d="M0 0L40 0L40 20z" fill="none" pointer-events="all"/>'
    assert colours(picture(part)) == {PAPER: 800}


@pytest.mark.parametrize(("anchor", "halves"), [("start", [0, 1]), ("end", [1, 0])])
def test_text_stands_at_its_place(anchor: str, halves: list[int]) -> None:
    image = picture(f'<text x="20" y="15" font-size="12" text-anchor="{anchor}">II</text>')
    parts = [image.crop((left, 0, left + 20, 20)) for left in (0, 20)]
    assert [int(len(colours(part)) > 1) for part in parts] == halves


def test_text_is_drawn_with_the_letters_that_the_layout_was_measured_with() -> None:
    assert 0 < ink("") < ink('font-weight="700"') < ink('font-weight="700"', "MM")
    fonts = "font-family=\"system-ui, 'No Such Font', Arial, sans-serif\""
    assert ink(fonts) == ink("") == ink('font-family="DejaVu Sans"')


def test_no_font_of_the_machine_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    options: dict[str, Any] = {}
    draw = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **o: options.update(o) or draw(**o))
    picture("")
    assert options["skip_system_fonts"]
    assert all(name.startswith(mpl.get_data_path()) for name in options["font_files"])


def test_a_word_in_another_script_is_not_blank() -> None:
    assert ink("", "\u0645\u0635") > 0
    assert ink("", "\u017e\u0151") != ink("", "zo")


def test_flat_colours_stay_what_they_are_among_many_others() -> None:
    stripes = "".join(
        f'<rect x="{n % 40}" y="{n // 40}" width="1" height="1" fill="#{n * 31 % 4096:03x}"/>'
        for n in range(700)
    )
    flat = '<rect y="18" width="40" height="2" fill="#cc0000"/>'
    assert colours(picture(stripes + flat))[RED] >= 80
    assert len(colours(picture(stripes + flat))) <= 256


def every_kind(width: Width) -> Drawing:
    """A drawing with all that the sheet of our charts offers."""
    sheet = Canvas(width)
    sheet.height = 90
    with house_style(), sheet.mark("claim:x"):
        sheet.text(5, 20, "a < b & $c", "ink", weight="bold", align="center")
        sheet.column(5, 16, 200).text("some words " * 20, "muted")
        sheet.box(5, 40, 20, 10, "happened", "denied", dash="dashed")
        sheet.shape([(30, 40), (40, 40), (35, 50)], "promised")
        sheet.line([(50, 40), (60, 50)], "expected", dash="dotted")
        sheet.segments([(70, 40), (75, 50), (80, 40), (85, 50)], "rule")
        sheet.arrow(100, 45, "ink")
        sheet.hatch(110, 40, 30, 10, "happened")
        sheet.target(150, 40, 30, 30)
    return clean(sheet.svg("x"), "x", "T", "D", {"claim:x": "a mark"})


@pytest.mark.parametrize("width", list(WIDTHS))
def test_all_that_our_charts_can_draw_is_there_in_the_colours_of_its_role(width: Width) -> None:
    image = Image.open(io.BytesIO(png(every_kind(width)))).convert("RGB")
    assert image.size == (2 * WIDTHS[width], 180)
    seen = {"#{:02x}{:02x}{:02x}".format(*colour) for colour in colours(image)}  # type: ignore[misc]
    used = ("paper", "ink", "muted", "happened", "denied", "promised", "expected", "rule")
    assert {ROLES[role].light for role in used} <= seen


def test_the_same_drawing_gives_the_same_bytes_and_nothing_of_its_making() -> None:
    first, again = png(every_kind("wide")), png(every_kind("wide"))
    assert first == again
    assert Image.open(io.BytesIO(first)).info == {}
