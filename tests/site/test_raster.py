"""A drawing becomes a picture: every part that ours can have, and no part in silence."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from maliviz.charts.canvas import Canvas, house_style
from maliviz.charts.style import ROLES, WIDTHS
from maliviz.charts.svg import clean
from maliviz.site.raster import raster

RED, BLUE = "#cc0000", "#0000cc"
PAPER = "#ffffff"


def dots(parts: str, scale: float = 1) -> Image.Image:
    """Paint parts on white paper of 40 by 20 px."""
    paper = f'<rect width="40" height="20" fill="{PAPER}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{paper}{parts}</svg>'
    return Image.open(io.BytesIO(raster(svg, scale))).convert("RGB")


def at(picture: Image.Image, x: int, y: int) -> str:
    found = picture.getpixel((x, y))
    assert isinstance(found, tuple)
    return "#" + "".join(f"{channel:02x}" for channel in found)


@pytest.mark.parametrize(
    ("parts", "inside", "outside"),
    [
        (f'<rect x="10" y="5" width="10" height="10" fill="{RED}"/>', (15, 10), (25, 10)),
        (f'<path d="M10 5L20 5L20 15L10 15z" fill="{RED}"/>', (15, 10), (25, 10)),
        (f'<path d="M10 5Q30 5 30 15L10 15z" fill="{RED}"/>', (12, 10), (29, 6)),
        (f'<path d="M10 5C20 5 30 5 30 15L10 15z" fill="{RED}"/>', (12, 10), (29, 6)),
        (f'<path d="M0 10L40 10" fill="none" stroke="{RED}" stroke-width="4"/>', (20, 10), (20, 5)),
        (f'<a href="#x"><rect width="9" height="9" fill="{RED}"/></a>', (4, 4), (20, 4)),
        (
            '<g transform="translate(20 0) scale(2)">'
            f'<rect width="5" height="5" fill="{RED}"/></g>',
            (29, 9),
            (15, 5),
        ),
        (
            f'<path d="M0 10L40 10" stroke="{RED}" stroke-width="4" stroke-dasharray="10,10"/>',
            (5, 10),
            (15, 10),
        ),
    ],
)
def test_a_part_is_where_it_belongs(
    parts: str, inside: tuple[int, int], outside: tuple[int, int]
) -> None:
    picture = dots(parts)
    assert (at(picture, *inside), at(picture, *outside)) == (RED, PAPER)


def test_what_comes_later_lies_above() -> None:
    parts = f'<rect width="9" height="9" fill="{RED}"/><path d="M0 0L9 0L9 9z" fill="{BLUE}"/>'
    assert at(dots(parts), 7, 2) == BLUE
    assert at(dots(parts), 2, 7) == RED
    hidden = '<text x="2" y="15">MMM</text><rect width="40" height="20" fill="#0000cc"/>'
    assert dots(hidden).getcolors() == [(800, (0, 0, 204))]


def test_a_group_moves_with_the_one_around_it() -> None:
    inner = f'<g transform="translate(3 1) scale(2)"><rect width="2" height="2" fill="{RED}"/></g>'
    picture = dots(f'<g transform="translate(10 4) scale(2)">{inner}</g>')
    assert [at(picture, x, 8) for x in (15, 17, 23, 25)] == [PAPER, RED, RED, PAPER]
    assert [at(picture, 20, y) for y in (5, 7, 13, 15)] == [PAPER, RED, RED, PAPER]


def test_what_can_only_be_touched_is_not_seen() -> None:
    part = '<path d="M0 0L40 0L40 20z" fill="none" pointer-events="all"/>'
    assert dots(part).getcolors() == [(800, (255, 255, 255))]


@pytest.mark.parametrize(("anchor", "left", "right"), [("start", 0, 1), ("end", 1, 0)])
def test_text_stands_at_its_place(anchor: str, left: int, right: int) -> None:
    part = f'<text x="20" y="15" font-size="12" text-anchor="{anchor}" fill="{RED}">II</text>'
    picture = dots(part)
    halves = picture.crop((0, 0, 20, 20)), picture.crop((20, 0, 40, 20))
    inked = [half.getcolors() != [(400, (255, 255, 255))] for half in halves]
    assert inked == [bool(left), bool(right)]


def test_bold_and_large_text_has_more_ink() -> None:
    def ink(look: str) -> int:
        plain = dots(f'<text x="2" y="15" {look}>M</text>', 4).convert("L")
        return sum(count for level, count in enumerate(plain.histogram()) if level < 128)

    assert ink('font-size="10"') < ink('font-size="10" font-weight="700"') < ink('font-size="18"')


def test_a_dollar_is_no_formula() -> None:
    dots('<text x="2" y="15">$x^2 \\frac$</text>')


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ('<circle r="5"/>', "<circle>, which is unknown"),
        ('<rect rx="5" width="9" height="9"/>', "<rect rx>, which is unknown"),
        ('<text opacity="0.5">x</text>', "<text opacity>"),
        ('<text stroke="#000000">x</text>', "<text stroke>"),
        ('<g transform="rotate(9)"/>', 'transform="rotate'),
        ("<text>a<tspan>b</tspan></text>", "more than one line"),
        ('<rect fill="red" width="9" height="9"/>', 'the colour "red"'),
        ('<path d="M0 0A5 5 0 0 1 9 9"/>', 'the path "M0 0A5'),
        ('<path d="M0 0L5 5 9 9"/>', 'the path step "L5 5 9 9"'),
        ('<path d="M0 0L5 x"/>', "the path"),
        ('<path fill="#000000"/>', 'the path ""'),
    ],
)
def test_what_is_unknown_is_told(part: str, told: str) -> None:
    with pytest.raises(ValueError, match="has a drawing") as error:
        dots(part)
    assert told in str(error.value)


@pytest.mark.parametrize("text", ["<svg>", "<p/>", '<svg xmlns="http://www.w3.org/2000/svg"/>'])
def test_what_is_no_drawing_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="has a drawing that is no"):
        raster(text)


def every_kind(width: str) -> str:
    """A drawing with all that the sheet of our charts offers."""
    sheet = Canvas("wide" if width == "wide" else "narrow")
    sheet.height = 90
    with house_style(), sheet.mark("claim:x"):
        sheet.text(5, 20, "a < b & $c", "ink", weight="bold", align="center")
        sheet.paragraph(5, 30, "some words " * 20, 200, "muted")
        sheet.box(5, 40, 20, 10, "happened", "denied", dash="dashed")
        sheet.shape([(30, 40), (40, 40), (35, 50)], "promised")
        sheet.line([(50, 40), (60, 50)], "expected", dash="dotted")
        sheet.segments([(70, 40), (75, 50), (80, 40), (85, 50)], "rule")
        sheet.arrow(100, 45, "ink")
        sheet.hatch(110, 40, 30, 10, "happened")
        sheet.target(150, 40, 30, 30)
    return clean(sheet.svg("x"), "x", "T", "D", {"claim:x": "a mark"}).text()


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_all_that_our_charts_can_draw_is_known(width: str) -> None:
    raw = raster(every_kind(width))
    picture = Image.open(io.BytesIO(raw))
    assert picture.size == (2 * WIDTHS["wide" if width == "wide" else "narrow"], 180)
    assert at(picture.convert("RGB"), 1, 1) == ROLES["paper"].light


def test_the_same_drawing_gives_the_same_bytes_and_nothing_of_its_making() -> None:
    first, again = raster(every_kind("wide")), raster(every_kind("wide"))
    assert first == again
    assert Image.open(io.BytesIO(first)).info == {}
