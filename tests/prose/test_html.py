"""Prose becomes HTML that is safe, with addresses that hold."""

from __future__ import annotations

import pytest

from maliviz.prose.html import Ids, Prose, prose
from maliviz.prose.markdown import Cell

PLACES = {"a": {"b": "b", "d": "d", "Who-is": "who-is"}, "people": {"b": "b", "Ä-x": "ä-x"}}


def made(source: str, ids: Ids | None = None) -> Prose:
    return prose(Cell("a.ipynb", 7, source), ids or Ids(), PLACES, {})


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ('`<b>` "q"', '<p><code>&lt;b&gt;</code> "q"</p>\n'),
        ('```a"b\n<b>\n```', '<pre><code class="language-a&quot;b">&lt;b&gt;\n</code></pre>\n'),
        ("    <b>", "<pre><code>&lt;b&gt;\n</code></pre>\n"),
        ('[a](#b "\'\\">")', '<p><a href="#b" title="&#x27;&quot;&gt;">a</a></p>\n'),
        ('[a](https://x.org/"><b>)', '<p><a href="https://x.org/&quot;&gt;&lt;b&gt;">a</a></p>\n'),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n\n   b", '<ol start="3">\n<li><p>a</p>\n<p>b</p>\n</li>\n</ol>\n'),
        ("> {a} **b**", "<blockquote>\n<p>{a} <strong>b</strong></p>\n</blockquote>\n"),
        ('[a](people.ipynb#b "T")', '<p><a href="people.html#b" title="T">a</a></p>\n'),
        ("[a](#Who-is)", '<p><a href="#who-is">a</a></p>\n'),
        ("[a](people.ipynb#%C3%84-x)", '<p><a href="people.html#ä-x">a</a></p>\n'),
        ("[a](../data/claims.csv)", '<p><a href="data/claims.csv">a</a></p>\n'),
        ("[a](https://x.org/?a=1&b)", '<p><a href="https://x.org/?a=1&amp;b">a</a></p>\n'),
        ("# *One* & two", '<h1 id="one-two"><em>One</em> &amp; two</h1>\n'),
        ("## Été à Kayes", '<h2 id="été-à-kayes">Été à Kayes</h2>\n'),
        ("So text A says; `text A`", "<p>So text\u00a0A says; <code>text A</code></p>\n"),
        ("a  \nb\n\n---", "<p>a<br>\nb</p>\n<hr>\n"),
        (
            "[x](#claim-a)",
            '<p><span id="use-e0e8f3"><a class="claim" href="#claim-a">x</a></span></p>\n',
        ),
        ('![A <d> "](data:image/png;base64,aGk=)',
         '<p><img src="data:image/png;base64,aGk=" alt="A &quot;"></p>\n'),
    ],
)  # fmt: skip
def test_markdown_becomes_html(source: str, html: str) -> None:
    done = made(source)
    assert done.problems == ()
    assert done.html == html


def test_a_table_has_scopes_and_no_styles() -> None:
    html = made("| a | b |\n|---|--:|\n| 1 | 2 |").html
    assert '<th scope="col">a</th>' in html
    assert '<td class="right">2</td>' in html
    assert "style" not in html


def test_ids_are_unique_over_the_page() -> None:
    ids = Ids({"main"})
    assert 'id="part"' in made("## Part", ids).html
    assert 'id="part-2"' in made("## Part", ids).html
    assert 'id="main-2"' in made("## Main", ids).html


def test_only_the_first_use_of_a_claim_gets_an_address() -> None:
    assert made("[a](#claim-x), [b](#claim-x)").html.count('id="use-84835b"') == 1


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("a\n[b](nobody.ipynb)", 2, "there is no notebook nobody.ipynb to link to"),
        (
            "[b](#who-is)",
            1,
            '"#who-is": leads nowhere: a.ipynb has no such place; did you mean "#Who',
        ),
        ("[b](people.ipynb#B)", 1, "leads nowhere: people.ipynb has no such place; a heading is"),
        ("[b](JavaScript:alert)", 1, '"JavaScript:alert": not an address'),
        ("[b](<javascript:x y>)", 1, '"javascript:x y": not an address'),
        ("[b](javascript&colon;x)", 1, '"javascript:x": not an address'),
        ("[b](vbscript:x) [c](#d)", 1, '"vbscript:x": not an address'),
        ("[b](data:text/html,x)", 1, '"data:text/html,x": not an address'),
        ("<javascript:alert>", 1, '"javascript:alert": not an address'),
        ("[b]\n\n[b]: file:///etc", 1, '"file:///etc": not an address'),
        ("![b](data:text/html,x)", 1, "is not in the notebook itself"),
        ("[b](javascript:alert)", 1, '"javascript:alert": not an address'),
        ("[b](/etc/passwd)", 1, '"/etc/passwd": not an address'),
        ("[b](people.html)", 1, '"people.html": not an address'),
        ("[b](#)", 1, '"#": not an address'),
        ("![b](https://x.org/a.png)", 1, "is not in the notebook itself"),
        ("![b](attachment:a.png)", 1, "is not in the cell, into which it was pasted; paste it"),
        ("![](data:image/png;base64,aGk=)", 1, "has no alternative text"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(source: str, line: int, reason: str) -> None:
    (problem,) = made(source).problems
    assert str(problem).startswith(f"a.ipynb: cell 7: line {line}: ")
    assert reason in str(problem)
