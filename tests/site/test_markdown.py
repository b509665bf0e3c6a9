"""Prose becomes HTML that is safe, with addresses that hold."""

from __future__ import annotations

import pytest

from maliviz.site.markdown import (
    Ids,
    Prose,
    lead,
    notebook_links,
    plain_link,
    prose,
)

STEMS = {"index", "people"}


def made(source: str, ids: Ids | None = None) -> Prose:
    return prose(source, ids or Ids(), STEMS, plain_link)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("A & <b>B</b>", "<p>A &amp; &lt;b&gt;B&lt;/b&gt;</p>\n"),
        ("<script>x()</script>", "<p>&lt;script&gt;x()&lt;/script&gt;</p>\n"),
        ("<!-- a -->", "<p>&lt;!-- a --&gt;</p>\n"),
        ('[a](people.ipynb#b "T")', '<p><a href="people.html#b" title="T">a</a></p>\n'),
        ("[a](../data/claims.csv)", '<p><a href="data/claims.csv">a</a></p>\n'),
        ("[a](https://x.org/?a=1&b)", '<p><a href="https://x.org/?a=1&amp;b">a</a></p>\n'),
        ("# *One* & two", '<h1 id="one-two"><em>One</em> &amp; two</h1>\n'),
        ("## Été à Kayes", '<h2 id="été-à-kayes">Été à Kayes</h2>\n'),
        ("a  \nb\n\n---", "<p>a<br>\nb</p>\n<hr>\n"),
        (
            "[x](#claim-a)",
            '<p><span id="use-claim-a"><a class="claim" href="#claim-a">x</a></span></p>\n',
        ),
        ("![A <dot>](data:image/png;base64,aGk=)", None),
    ],
)
def test_markdown_becomes_html(source: str, html: str | None) -> None:
    done = made(source)
    assert done.faults == ()
    assert html is None or done.html == html


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
    assert made("[a](#claim-x), [b](#claim-x)").html.count('id="use-claim-x"') == 1


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("a\n[b](nobody.ipynb)", 2, "there is no notebook nobody.ipynb to link to"),
        ("[b](javascript:alert)", 1, '"javascript:alert" is no address'),
        ("[b](/etc/passwd)", 1, '"/etc/passwd" is no address'),
        ("[b](people.html)", 1, '"people.html" is no address'),
        ("[b](#)", 1, '"#" is no address'),
        ("![b](https://x.org/a.png)", 1, "is not in the notebook itself"),
        ("![b](attachment:a.png)", 1, "is not in the notebook itself"),
        ("![](data:image/png;base64,aGk=)", 1, "has no alternative text"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(source: str, line: int, reason: str) -> None:
    ((found, why),) = made(source).faults
    assert (found, reason in why) == (line, True)


def test_what_is_read_off_the_prose() -> None:
    source = "# T\n\nOne *two*\nthree.\n\n[a `b`](people.ipynb) [c](index.ipynb#d) [e](#claim-f)"
    assert lead(source) == "One two three."
    assert list(notebook_links(source)) == [("people", "a b"), ("index", "c")]
