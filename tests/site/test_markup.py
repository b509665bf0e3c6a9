"""HTML and SVG of a notebook are published only if all of it is known to be harmless."""

from __future__ import annotations

import pandas as pd
import pytest

from maliviz.site.markup import in_boxes, read_html, write_html


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p> b < c & d <",
        '<p class="a" lang="fr" dir="rtl">Hi &amp; <em>you</em><br>there</p>',
        '<table><caption>A</caption><tr><th scope="row">1</th></tr></table>',
        '<a href="#claim-x">x</a><a href="people.html#a">p</a><a href="people.ipynb">p</a>',
        '<a href="data/claims.csv">c</a><a href="../data/claims.csv">c</a>',
        '<img alt="A dot" src="data:image/png;base64,aGk=">',
        '<svg viewBox="0 0 1 1"><g><path d="M0 0"/><use href="#a"/></g></svg>',
        '<svg><rect fill="url(#a)" aria-label="A"/></svg>',
        "<details><summary>More</summary><ul><li>a</li></ul></details>",
    ],
)
def test_plain_markup_passes(html: str) -> None:
    tree, faults = read_html(html)
    assert faults == []
    assert read_html(write_html(tree))[1] == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>x()</script>", "<script> is not allowed"),
        ("<SCRIPT src=x></SCRIPT>", "<script> is not allowed"),
        ("<svg><script>x</script></svg>", "<script> is not allowed"),
        ("<svg><foreignObject></foreignObject></svg>", "<foreignobject> is not allowed"),
        ("<svg><animate/></svg>", "<animate> is not allowed"),
        ('<svg><image href="#a"/></svg>', "<image> is not allowed"),
        ("<style>p{}</style>", "<style> is not allowed"),
        ("<iframe></iframe>", "<iframe> is not allowed"),
        ("<form></form>", "<form> is not allowed"),
        ("<object></object>", "<object> is not allowed"),
        ("<h1>A</h1>", "<h1> is not allowed"),
        ('<base href="#a">', "<base> is not allowed"),
        ("<x-y></x-y>", "<x-y> is not allowed"),
        ('<p onclick="x()">a</p>', "<p onclick>: this attribute is not allowed"),
        ("<svg><g OnLoad=x></g></svg>", "<g onload>: this attribute is not allowed"),
        ('<p style="color:red">a</p>', "<p style>: this attribute is not allowed"),
        ('<svg><g style="fill:red"/></svg>', "<g style>: this attribute is not allowed"),
        ('<a href="javascript:x()">a</a>', "is no address on these pages"),
        ('<a href="java&#115;cript:x()">a</a>', "is no address on these pages"),
        ('<a href="https://example.org/">a</a>', "is no address on these pages"),
        ('<a href="//example.org/">a</a>', "is no address on these pages"),
        ('<a href="/etc/passwd">a</a>', "is no address on these pages"),
        ('<svg><a xlink:href="https://x.org">a</a></svg>', "is no address on these pages"),
        ('<svg><use href="people.html#a"/></svg>', "is no address on these pages"),
        ('<svg><rect fill="url(https://x.org/#a)"/></svg>', "asks for another file"),
        ('<img alt="a" src="https://x.org/a.png">', "is no data:image"),
        ('<img alt="a" src="data:text/html,a">', "is no data:image"),
        ('<img src="data:image/png;base64,aGk=">', "<img> has no alternative text"),
        ('<img alt="" src="data:image/png;base64,aGk=">', "<img> has no alternative text"),
        ("<p>a", "<p> is not closed"),
        ("<p>a</p><svg onload=x ", "it ends within a tag"),
        ("<p>a</p></p", "it ends within a tag"),
        ("<p>a</p><!-- b", "it ends within a tag"),
        ("<div><p>a</div></p>", "<p> is not closed"),
        ("</main>", "</main> closes nothing"),
        ("<div/>", "<div/> is not closed"),
        ("<!-- a -->", "comments, declarations and instructions are not allowed"),
        ("<!doctype html>", "declarations and instructions are not allowed"),
        ("<?xml version='1.0'?>", "declarations and instructions are not allowed"),
        ("<p>\x00</p>", "holds control characters"),
        ("<p>\x1b[31mred</p>", "prints colours (escape codes): print without them"),
        ("<p>&lt;a at 0x7fe12ab34&gt;</p>", "prints a place in memory"),
    ],
)
def test_anything_else_stops(html: str, fault: str) -> None:
    _, faults = read_html(html)
    assert any(fault in one for one in faults), faults


FRAME = pd.DataFrame({"a": ["<b>", ' valign="top"'], "b": [1.5, 2]}, index=["x", "y"])
POLARS = (
    "<div><style>\n.dataframe > thead > tr { text-align: right; }\n</style>\n<small>shape: (1, 1)"
    '</small><table border="1" class="dataframe"><thead><tr><th>a</th></tr></thead></table></div>'
)


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (FRAME.to_html(), ["&lt;b&gt;", ">valign=&quot;top&quot;</td>", "<th>x</th>"]),
        (FRAME._repr_html_(), ["&lt;b&gt;"]),  # type: ignore[operator] # what Jupyter calls
        (FRAME.groupby(["a", "b"]).size().to_frame("n").to_html(), ["<th>n</th>"]),
        (pd.concat([FRAME], keys=["c"], axis=1).to_html(), ['<th colspan="2">c</th>']),
        (FRAME.to_html(justify="left"), ["&lt;b&gt;"]),
        (POLARS, ["<small>shape: (1, 1)</small>"]),
    ],
)
def test_a_frame_can_be_shown_without_its_own_style(html: str, kept: list[str]) -> None:
    tree, faults = read_html(html)
    assert faults == []
    assert all(words in write_html(tree) for words in kept)
    assert not {"style", "border", "valign", "halign"} & {
        name for element in tree.iter() for name in (element.tag, *element.attrib)
    }


@pytest.mark.parametrize(
    "html", ["<style scoped>p{}</style>", '<p style="text-align: right;">a</p>']
)
def test_style_is_left_out_of_frames_alone(html: str) -> None:
    assert read_html(html)[1]


def test_each_table_has_a_box_in_which_it_scrolls() -> None:
    tree, _ = read_html(
        "<div><table><caption>A</caption><tr><td>a<table></table></td></tr></table> b</div>"
        '<div class="scroll"><table></table></div><table></table>'
    )
    in_boxes(tree)
    assert [box.get("aria-label") for box in tree.iter() if box.get("role")] == ["A", "Table"]
    assert all(
        box.get("class") == "scroll" for box in tree.findall(".//table/..") if box.tag != "td"
    )
    assert "</table></div> b</div>" in write_html(tree)


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p>\n<p>b &amp; c</p> d",
        '<p class="x" title="a &quot;b&quot;">A&#x27;s <em>b</em> c<br>d<img alt="a" src="b"></p>',
        "&lt;b&gt; is no element",
        "",
    ],
)
def test_what_is_written_is_what_was_read(html: str) -> None:
    assert write_html(read_html(html)[0]) == html


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ('<li id="a" data-jupyter-id="a">b</li>', '<li id="a">b</li>'),
        ("<P CLASS=x>a</P>", '<p class="x">a</p>'),
        ("a < b & c &copy d", "a &lt; b &amp; c © d"),
        ('<p title="a" title="b">x</p>', '<p title="b">x</p>'),
        ('<svg viewBox="0 0 1 1"><g/></svg>', '<svg viewbox="0 0 1 1"><g></g></svg>'),
    ],
)
def test_what_could_be_read_in_two_ways_is_written_in_one(html: str, written: str) -> None:
    assert write_html(read_html(html)[0]) == written
