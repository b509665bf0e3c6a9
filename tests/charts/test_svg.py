"""From matplotlib's SVG to one that can stand in a page."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from maliviz.charts.canvas import Canvas, house_style
from maliviz.charts.style import ROLES
from maliviz.charts.svg import Drawing, clean

SVG = "{http://www.w3.org/2000/svg}"
NAMES = {"claim:one": 'One & <only> "mark"', "inference:two": "Two"}
AWKWARD = [
    "a < b & \"c\" > 'd'",
    "$x^2$ costs 5 $",
    "שלום עולם",
    "مرحبا",
    "Ségou – “quoted”",
    "日本",
]


def cleaned(*texts: str) -> ET.Element:
    """A sheet with a bit of everything on it, cleaned and read back."""
    return ET.fromstring(drawing(*texts).text())


def drawing(*texts: str) -> Drawing:
    return clean(sheet(*texts).svg("salt"), "chart-days-wide", "A <title>", "It & it", NAMES)


def sheet(*texts: str) -> Canvas:
    canvas = Canvas("narrow")
    canvas.height = 200
    canvas.target(0, 0, 50, 50)
    with canvas.mark("claim:one"):
        canvas.box(1.04, 2.06, 30, 30, "happened", "ink", dash="dashed")
    with canvas.mark("inference:two"):
        canvas.hatch(50, 50, 40, 20, "expected")
    with canvas.mark("claim:one"):
        canvas.line([(0, 0), (9.99, 9.99)], "denied", dash="dotted")
        canvas.target(0, 0, 24, 24)
    canvas.shape([(0, 0), (9, 0), (9, 9)], "rule")
    canvas.arrow(90, 90, "muted")
    for line, text in enumerate(texts):
        canvas.text(5, 20 + 20 * line, text)
    return canvas


def test_nothing_in_it_reaches_the_page_around_it() -> None:
    root = cleaned("text")
    text = ET.tostring(root, encoding="unicode")
    assert root.tag == SVG + "svg"
    assert not re.search(r"<\?xml|<!DOCTYPE|matplotlib|xlink|metadata", text)
    assert not [e.tag for e in root.iter() if e.tag in (SVG + "style", SVG + "defs")]
    assert not [e.attrib for e in root.iter() if "style" in e.attrib]
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on")]


def test_each_id_begins_with_the_prefix_and_is_asked_for() -> None:
    root = cleaned("text")
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    assert ids == ["chart-days-wide-desc"] == [root.attrib["aria-labelledby"]]
    assert [e.text for e in root[:2]] == ["A <title>", "It & it"]


def test_each_mark_is_one_named_link() -> None:
    links = list(cleaned().iter(SVG + "a"))
    assert [(a.attrib["href"], a.attrib["aria-label"]) for a in links] == [
        ("#claim-one", NAMES["claim:one"]),
        ("#inference-two", "Two"),
    ]
    assert [len(a) for a in links] == [3, 1]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["Ten boats", "text A"], "Ten boats text A"),
        (["=", "12"], "= 12"),
        (["="], "Twelve, says text B"),
        (["twelve"], "Twelve, says text B"),
        ([], "Twelve, says text B"),
    ],
)
def test_the_words_in_a_mark_are_its_name(words: list[str], name: str) -> None:
    canvas = Canvas("wide")
    canvas.height = 90
    with house_style(), canvas.mark("claim:b"):
        canvas.target(0, 0, 24, 24)
        for line, text in enumerate(words):
            canvas.text(5, 20 + 20 * line, text)
    made = clean(canvas.svg("salt"), "p", "t", "d", {"claim:b": "Twelve, says text B"})
    assert next(made.root.iter("a")).get("aria-label") == name


def test_what_can_only_be_touched_belongs_to_a_link() -> None:
    root = cleaned()
    touch = [
        e for e in root.iter(SVG + "path") if e.get("fill") == "none" and "stroke" not in e.attrib
    ]
    assert len(touch) == 1
    assert touch[0].attrib["pointer-events"] == "all"
    assert touch[0] in list(next(root.iter(SVG + "a")))


def test_a_mark_without_a_name_is_refused() -> None:
    with pytest.raises(KeyError, match="inference:two"):
        clean(sheet().svg("salt"), "p", "t", "d", {"claim:one": "One"})


def test_each_colour_has_the_class_of_its_role() -> None:
    painted = {
        (paint, e.attrib[paint]): e.attrib["class"].split()
        for e in cleaned("text").iter()
        for paint in ("fill", "stroke")
        if e.get(paint, "none") != "none"
    }
    assert painted
    roles = {colour.light: role for role, colour in ROLES.items()}
    for (paint, colour), classes in painted.items():
        assert f"{paint[0]}-{roles[colour]}" in classes


@pytest.mark.parametrize("text", AWKWARD)
def test_text_comes_through_letter_by_letter(text: str) -> None:
    assert [e.text for e in cleaned(text).iter(SVG + "text")] == [text]


def test_the_words_of_two_lines_are_parted_for_those_who_hear_them() -> None:
    root = cleaned("two", "lines")
    assert "".join(root.itertext()).endswith("two lines ")


def test_text_stands_where_it_was_put() -> None:
    (text,) = cleaned("text").iter(SVG + "text")
    assert [text.attrib[key] for key in ("x", "y", "font-size")] == ["5", "20", "14"]
    assert "transform" not in text.attrib


def test_numbers_have_one_decimal_at_most() -> None:
    root = cleaned()
    numbers = [n for e in root.iter(SVG + "path") for n in re.findall(r"[\d.]+", e.attrib["d"])]
    assert numbers
    assert not [n for n in numbers if re.search(r"\.\d\d", n)]


def test_what_lies_off_the_sheet_leaves_no_empty_path() -> None:
    canvas = sheet()
    canvas.line([(-50, -5), (-50, -9)])
    root = clean(canvas.svg("salt"), "p", "t", "d", NAMES).root
    assert all(e.get("d") for e in root.iter("path"))


def test_a_drawing_that_was_read_is_written_as_it_was() -> None:
    text = drawing("Two words", *AWKWARD).text()
    assert Drawing.parse(text).text() == text


BROKEN = [
    ("<svg", "is not XML"),
    ("<p>no</p>", "is not an <svg> with a viewBox"),
    ('<svg viewBox="0 0 9 9"/>', "is not an <svg> with a viewBox"),
    ('<svg xmlns="http://www.w3.org/2000/svg"/>', "is not an <svg> with a viewBox"),
]


@pytest.mark.parametrize(("text", "complaint"), BROKEN)
def test_what_is_no_drawing_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"has a drawing that {complaint}"):
        Drawing.parse(text)


def test_a_drawing_knows_its_size_and_where_its_marks_lead() -> None:
    assert (drawing().width, drawing().height) == (328, 200)
    assert drawing().anchors() == ("claim-one", "inference-two")
    links = '<a href="#claim-one" /><a href="#claim-one" /><a href="#top" /><a />'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{links}</svg>'
    assert Drawing.parse(svg).anchors() == ("claim-one",)


def test_only_a_drawing_with_breaks_has_parts_and_a_name() -> None:
    assert (drawing().breaks, drawing().parts, drawing().name) == ((), (), "")
    tall = clean(sheet().svg("salt"), "tall", "t", "d", NAMES, [0, 66.04, 120.5, 200])
    assert tall.breaks == (0, 66, 120.5, 200)
    assert tall.parts == ("0 0 328 66", "0 66 328 54.5", "0 120.5 328 79.5")
    assert tall.name == "tall"


def test_a_link_gets_its_address_or_gives_way_to_its_name() -> None:
    before = drawing("words").text()
    moved = drawing("words").linked(lambda a: f"proof.html#{a}" if a == "claim-one" else "")
    (link,) = moved.root.iter("a")
    (group,) = moved.root.iter("g")
    assert link.attrib == {"href": "proof.html#claim-one", "aria-label": NAMES["claim:one"]}
    assert group.attrib == {}
    assert [e.tag for e in group] == ["title", "path"]
    assert group[0].text == "Two"
    assert drawing("words").linked(lambda anchor: f"#{anchor}").text() == before


def test_linking_and_framing_leave_the_drawing_as_it_was() -> None:
    made = drawing("words")
    before = made.text()
    made.linked(lambda _: "")
    made.framed((0, 0, 400, 400))
    assert made.text() == before


def test_a_framed_drawing_stands_on_a_larger_sheet_between_its_words() -> None:
    above, below = ET.Element("text"), ET.Element("text")
    made = drawing("words").framed((-24, -60.04, 376, 300), [above], [below])
    sheet = made.root[0].attrib
    assert made.box == (-24, -60, 376, 300)
    assert [sheet[k] for k in ("x", "y", "width", "height")] == ["-24", "-60", "376", "300"]
    assert sheet["fill"] == ROLES["paper"].light
    assert (made.root[1], made.root[-1]) == (above, below)
    assert made.root.get("aria-labelledby") == "chart-days-wide-desc"
    assert Drawing.parse(made.text()).text() == made.text()


def test_what_is_drawn_keeps_its_look_and_its_order() -> None:
    canvas = Canvas("narrow")
    canvas.height = 100
    canvas.box(0, 0, 30, 30, "paper", "happened", dash="dashed")
    canvas.line([(0, 50), (30, 50)], "denied", dash="dotted", line=2)
    canvas.line([(0, 60), (30, 60)], "expected")
    canvas.text(50, 90, "bold", weight="bold", align="right")
    canvas.text(50, 95, "small", "muted", size=12.5, align="center")
    box, dotted, solid, bold, small = clean(canvas.svg("salt"), "p", "t", "d", {}).root[3:]
    look = [(e.get("class"), e.get("stroke-dasharray")) for e in (box, dotted, solid)]
    assert look == [
        ("f-paper s-happened", "6,4.5"),
        ("s-denied", "3,5"),
        ("s-expected", None),
    ]
    assert (box.get("stroke-width"), dotted.get("stroke-width")) == ("1.5", "2")
    assert box.get("d") == "M0 0L30 0L30 30L0 30z"
    assert [bold.get(k) for k in ("font-weight", "text-anchor", "x")] == ["700", "end", "50"]
    assert [small.get(k) for k in ("font-size", "text-anchor")] == ["12.5", "middle"]
    assert small.get("class") == "f-muted"
