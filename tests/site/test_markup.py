"""HTML and SVG of a notebook are published only if all of it is known to be harmless."""

from __future__ import annotations

import pandas as pd
import pytest

from maliviz.site.markup import read_html, without_pandas_style, write_html


@pytest.mark.parametrize(
    "html",
    [
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
        ("<div><p>a</div></p>", "<p> is not closed"),
        ("</main>", "</main> closes nothing"),
        ("<div/>", "<div/> is not closed"),
        ("<!-- a -->", "comments, declarations and instructions are not allowed"),
        ("<!doctype html>", "declarations and instructions are not allowed"),
        ("<?xml version='1.0'?>", "declarations and instructions are not allowed"),
        ("<p>\x00</p>", "holds control characters"),
        ("<p>&lt;a at 0x7fe12ab34&gt;</p>", "prints a place in memory"),
    ],
)
def test_anything_else_stops(html: str, fault: str) -> None:
    _, faults = read_html(html)
    assert any(fault in one for one in faults), faults


def test_a_frame_of_pandas_can_be_shown() -> None:
    frame = pd.DataFrame({"a": ["<b>"], "b": [1.5]})
    html = frame._repr_html_()  # type: ignore[operator] # what Jupyter calls
    assert read_html(html)[1]
    tree, faults = read_html(without_pandas_style(html))
    assert faults == []
    assert "&lt;b&gt;" in write_html(tree)


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
