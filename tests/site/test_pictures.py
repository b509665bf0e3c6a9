"""A picture that leaves its page takes its words with it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from made import code, figure, notebook
from made_site import EVIL
from nbformat import from_dict

from maliviz.charts.canvas import Canvas
from maliviz.charts.figure import FIGURE
from maliviz.charts.svg import Drawing
from maliviz.site.notebooks import Notebook
from maliviz.site.pictures import TextStyle, balanced, boxes, captioned

BOLD = TextStyle(20, 27, "bold", "ink")
SVG = "{http://www.w3.org/2000/svg}"
MARK = '<a href="#claim-x" aria-label="Ten boats"><path d="M0 0L9 9"/></a>'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 99" role="group" '
    f'aria-labelledby="t"><title id="t">T</title>{MARK}</svg>'
)


def made(*words: str, address: str = "") -> ET.Element:
    drawing = Drawing.parse(DRAWING).linked(lambda anchor: address and address + anchor)
    return ET.fromstring(captioned(drawing, *words).text())


def words(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def test_title_and_subtitle_stand_above_and_the_credit_below() -> None:
    root = made("Ten boats", "By text", "From the bay")
    assert words(root) == ["Ten boats", "By text", "From the bay"]
    heights = [float(text.get("y", "")) for text in root.iter(f"{SVG}text")]
    top, height = (float(root.get("viewBox", "").split()[n]) for n in (1, 3))
    assert top < heights[0] < heights[1] < 0
    assert 99 < heights[2] < top + height
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    assert [ground.get(k) for k in ("x", "y", "width", "height")] == root.get("viewBox", "").split()


def test_long_words_make_more_lines_and_a_higher_picture() -> None:
    short, long = (made(title, "", "") for title in ("Ten", "ten boats " * 20))
    assert len(words(long)) > len(words(short))
    assert float(long.get("height", "")) > float(short.get("height", ""))


def test_a_mark_keeps_its_name_where_it_can_lead_nowhere() -> None:
    root = made("T", "S", "C")
    assert root.find(f".//{SVG}a") is None
    assert [title.text for title in root.iter(f"{SVG}title")] == ["T", "Ten boats"]


def test_a_mark_leads_to_its_claim_where_the_site_has_an_address() -> None:
    (link,) = made("T", "S", "C", address="https://example.org/all.html#").iter(f"{SVG}a")
    assert link.get("href") == "https://example.org/all.html#claim-x"
    assert link.get("aria-label") == "Ten boats"


def test_words_stay_words() -> None:
    root = made(EVIL, EVIL, EVIL)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        *("svg", "rect", "text", "title", "path", "g")
    }
    for part in EVIL.split():
        assert part in " ".join(words(root))


def test_no_word_is_left_alone_on_the_last_line() -> None:
    wrapped = Canvas("wide").wrap("the boats that came by night and lamps", 400, 20, "bold")
    assert wrapped[-1] == "lamps"
    assert balanced(" ".join(wrapped), 400, BOLD)[-1] != "lamps"


@pytest.mark.parametrize("title", ["", "boats", "ten boats " * 9])
def test_balanced_lines_hold_the_same_words_in_as_few_lines(title: str) -> None:
    assert " ".join(balanced(title, 300, BOLD)) == title.strip()
    lengths = [len(line) for line in balanced(title, 300, BOLD)]
    assert max(lengths, default=0) - min(lengths, default=0) < 12


def test_letters_that_a_png_cannot_draw_are_told() -> None:
    bundles = [figure("latin"), figure("nko"), figure("han")]
    bundles[1][FIGURE] |= {"title": "ߡߎߛߊ, عباس, ⵛⵓⴳⵍ and Ɲɛma"}
    bundles[2][FIGURE] |= {"title": "马 and 伊"}
    book = Notebook("notebooks/a.ipynb", from_dict(notebook(*(code("1", b) for b in bundles))))
    assert list(boxes([book])) == [
        "notebooks/a.ipynb: cell 3: the PNG of “马 and 伊” has boxes for 伊 马; "
        "the page and the SVG show them"
    ]
