"""A page is whole by itself, says nothing that was not escaped, and allows nothing foreign."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from made import Project, code, drawing, figure, html, md, notebook, notebooks, sentences, show
from made_site import Made
from nbformat import from_dict

from maliviz.charts.figure import FIGURE, VIEWS
from maliviz.problem import ProblemError
from maliviz.site.assemble import broken_links
from maliviz.site.model import Site
from maliviz.site.notebooks import Notebook
from maliviz.site.pages import page_files


def page(stem: str = "index", **changed: dict[str, Any]) -> str:
    books = notebooks() | {f"{name}.ipynb": book for name, book in changed.items()}
    read = [Notebook(f"books/{name}", from_dict(book)) for name, book in books.items()]
    (one,) = [notebook for notebook in read if notebook.stem == stem]
    return page_files([one], Site(tuple(read)))[f"{stem}.html"].decode()


class Outline(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("stem", ["index", "boats", "all"])
def test_the_skeleton(stem: str) -> None:
    outline = Outline(page(stem))
    for tag in ("html", "h1", "main", "header", "footer", "style", "script"):
        assert len(outline.all(tag)) == 1, tag
    assert [tag for tag, _ in outline.tags].index("title") < 12
    assert outline.all("html")[0] == {"lang": "en"}
    assert outline.all("a")[0] == {"class": "skip", "href": "#main"}
    assert {a["href"] for a in outline.all("a") if "aria-current" in a} == {f"{stem}.html"}
    names = {meta.get("name") for meta in outline.all("meta")}
    assert {"viewport", "description", "color-scheme"} <= names


def test_nothing_comes_from_elsewhere_and_no_style_is_inline() -> None:
    for _, attributes in Outline(page("boats")).tags:
        assert not {"style", "src", "srcset"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert not (attributes.get("href") or "").startswith(("http", "//"))


def test_the_policy_names_the_style_and_the_script_that_are_there() -> None:
    made = page()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made)
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", made, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in unescape(policy)
    allowed = dict(rule.split(" ", 1) for rule in unescape(policy).split("; "))
    assert {name: value for name, value in allowed.items() if "sha256" not in value} == {
        **{"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"},
        **{"img-src": "'self' data:", "connect-src": "'self'"},
    }


def test_a_browser_need_not_ask_for_a_sign_of_the_page() -> None:
    (sign,) = re.findall(r'<link rel="icon" href="([^"]*)">', page("boats"))
    assert unquote(unescape(sign)).startswith("data:image/svg+xml,<svg ")
    assert ET.fromstring(unquote(unescape(sign)).partition(",")[2]).get("viewBox") == "0 0 16 16"


def test_titles_and_neighbours() -> None:
    made = page("boats")
    assert "<title>How many boats came – Lights over the bay</title>" in made
    assert '<a rel="prev" href="index.html">' in made
    assert '<a rel="next" href="all.html">' in made
    assert "<title>Lights over the bay</title>" in page("index")


def test_a_figure_has_all_its_faces() -> None:
    made = page("boats")
    for part in (
        '<figure id="figure-boats" aria-labelledby="figure-boats-what">',
        '<h2 id="figure-boats-title">Ten boats or more</h2>',
        "<caption>Boats, by text</caption>",
        '<th scope="col">Boats</th>',
        '<th scope="row">A</th><td>&lt;10&gt;</td>',
        '<a href="all.html#claim-ten-boats">ten-boats</a>',
        "Source: texts A &amp; B",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99"',
    ):
        assert part in made, part
    assert made.count('aria-label="ten-boats"') == 2
    assert "not for the page" not in re.sub(r"<code>.*?</code>", "", made, flags=re.DOTALL)


def test_views_can_be_switched_without_script() -> None:
    bundle = figure()
    other = {"name": "inferred", "label": "With <years>"}
    other |= {width: drawing("boats-2", width, ()) for width in ("wide", "narrow")}
    bundle[VIEWS]["views"].append(other)
    made = page("boats", boats=notebook(md("# B"), code("a", bundle)))
    radios = [i for i in Outline(made).all("input") if i.get("type") == "radio"]
    assert [("checked" in i, i["name"]) for i in radios] == [
        (True, "figure-boats"),
        (False, "figure-boats"),
    ]
    assert 'for="figure-boats-inferred">With &lt;years&gt;</label>' in made


def test_code_and_text_are_folded_and_escaped() -> None:
    cell = code("print('</code><script>')", {"text/plain": "</pre><script>"})
    made = page("boats", boats=notebook(md("# B &lt;i>"), cell))
    assert len(Outline(made).all("script")) == 1
    assert "<summary>Code</summary>" in made
    assert "&lt;/pre&gt;&lt;script&gt;" in made


def test_a_question_is_folded() -> None:
    folded = html('<details class="question agree" open><summary>Q</summary>A</details>')
    assert '<details class="question agree"><summary>' in page(
        "boats", boats=notebook(md("# B"), show(folded))
    )


def test_a_tall_drawing_is_printed_part_by_part() -> None:
    bundle = figure()
    view = bundle[VIEWS]["views"][0]
    view["wide"] = view["wide"].replace("<svg ", '<svg id="tall" data-ends="0 40 99" ')
    made = page("boats", boats=notebook(md("# B"), code("a", bundle)))
    assert re.findall('<svg viewBox="([^"]*)"><use href="#tall"/></svg>', made) == [
        *("0 0 99 40", "0 40 99 59")
    ]
    assert "<use" not in page("boats")


def test_code_stands_once_below_what_it_shows() -> None:
    cells = code("silent = 1"), code("shown", {"text/plain": "one"}), code("last = 2")
    made = page("boats", boats=notebook(md("# B"), *cells, code("more", {"text/plain": "two"})))
    assert re.findall(r"<code>(.*?)</code>|<pre class=\"output\"[^>]*>(.*?)</pre>", made, re.S) == [
        *(("", "one"), ("silent = 1\n\nshown", ""), ("", "two"), ("last = 2\n\nmore", ""))
    ]


def test_what_a_figure_says_is_escaped_everywhere() -> None:
    evil = '"><script>x</script>'
    bundle = figure()
    bundle[FIGURE] |= {"title": evil, "subtitle": evil, "source": evil, "columns": [evil]}
    bundle[FIGURE]["rows"] = [{"cells": [evil], "claims": [], "inferences": []}]
    made = page("boats", boats=notebook(md("# B"), code("a", bundle)))
    assert len(Outline(made).all("script")) == 1


@pytest.mark.parametrize(
    ("address", "led"),
    [
        ("all.ipynb", "all.html"),
        ("all.ipynb#claim-ten-boats", "all.html#claim-ten-boats"),
        ("#claim-ten-boats", "all.html#claim-ten-boats"),
        ("data/claims.csv", "data/claims.csv"),
    ],
)
def test_links_of_an_output_lead_to_pages(address: str, led: str) -> None:
    made = page("boats", boats=notebook(md("# B"), code("a", html(f'<a href="{address}">x</a>'))))
    assert f'<a href="{led}">x</a>' in made


def test_headings_below_figures_follow_the_section() -> None:
    made = page("boats", boats=notebook(md("# B"), md("## Part"), code("a", figure())))
    assert '<h3 id="figure-boats-title">' in made


BODY = '<h3>Ann</h3><p>It is so, <a href="#claim-ten-boats">says Ann</a>.</p>'


@pytest.mark.parametrize(("before", "level"), [([], 3), ([md("## Part")], 4)])
def test_sentences_stand_on_the_page_below_the_title(before: list[Any], level: int) -> None:
    made = page("boats", boats=notebook(md("# B"), *before, code("a", sentences(BODY))))
    assert f"<h{level}>Ann</h{level}>" in made
    assert f'<h{level - 1} id="figure-boats-title">' in made
    assert '<a href="all.html#claim-ten-boats" id="boats.claim-ten-boats">says Ann</a>' in made
    assert "<svg" not in made
    assert '<details class="data">' not in made


def test_two_figures_of_one_name_are_found() -> None:
    made = page("boats", boats=notebook(md("# B"), code("a", figure()), code("b", figure())))
    faults = [str(one) for one in broken_links({"boats.html": made.encode()})]
    assert 'boats.html: "figure-boats": duplicate id, of 2 places' in faults


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (md("a\n\n[x](#claim-ten-boots)"), 'cell 2: line 3: "#claim-ten-boots": leads nowhere'),
        (md("[x](#claim-ten-boots)"), 'did you mean "#claim-ten-boats"?'),
        (code("a", html('<a href="#claim-none">x</a>')), 'cell 2: "#claim-none": leads nowhere'),
        (
            code("a", sentences('<a href="#claim-none">x</a>')),
            'cell 2: "#claim-none": leads nowhere',
        ),
        (code("a", figure(drawn=("none",))), 'cell 2: "#claim-none": leads nowhere'),
        (code("a", figure(claims=("none",), drawn=("ten-boats",))), '"#claim-none": leads nowhere'),
        (
            md("[x](nobody.ipynb)"),
            'cell 2: line 1: "nobody.ipynb": there is no notebook',
        ),
        (code("a", {"image/png": "aGk="}), "cell 2: shows a picture"),
    ],
)
def test_what_stands_against_a_page_is_told(cell: dict[str, Any], fault: str) -> None:
    with pytest.raises(ProblemError) as error:
        page("boats", boats=notebook(md("# B"), cell))
    assert fault in str(error.value)


def test_claims_that_no_page_holds_are_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as error:
        Made(tmp_path, {"all.ipynb": notebook(md("# All"), show(html("<p>x</p>")))}).files()
    [line] = str(error.value).splitlines()
    assert line.startswith('data/claims.csv:3: id = "lit-in-1921": no page holds it, nor 2 others')
    assert '`mv.list_claims(corpus, "lights")` and `mv.list_claims(corpus, "boats")`' in line


@pytest.mark.slow
def test_nbconvert_makes_one_whole_page(project: Project) -> None:
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "maliviz"]
    subprocess.run(
        [*command, "notebooks/boats.ipynb"], cwd=project.root, check=True, capture_output=True
    )
    made = (project.notebooks / "boats.html").read_text("utf-8")
    body = page("boats").partition("</h1>")[2].partition("</article>")[0]
    # There it knows the corpus, and so the numbers of the claims.
    without = re.sub(r' data-number="\d+"', "", made)
    assert body.replace('"all.html#claim-', '"#claim-') in without
    assert '<div class="card" id="claim-ten-boats"' in made
    assert made.index("</h1>") < made.index('class="texts"') < made.index("Boats, by text")
