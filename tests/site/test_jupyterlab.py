"""A page shows of a Markdown cell what JupyterLab shows, or `check` says so.

`marked.json` holds what marked 16.4.2 makes of some Markdown with the settings of JupyterLab 4.6
(`gfm`), and nothing else. What MathJax, Mermaid and JupyterLab itself make of it was seen there.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from maliviz.prose.markdown import Cell, paragraphs
from maliviz.prose.numbers import facts
from maliviz.site.markup import read_html, read_markdown

MARKED = json.loads(Path(__file__).with_name("marked.json").read_text("utf-8"))
_SEEN = {"href", "src", "alt", "title", "start"}


def seen(tree: ET.Element) -> str:
    """What a reader sees of some HTML: the elements without what only a page has."""
    parts = []
    for element in tree:
        inner = seen(element)
        box = element.get("aria-label") or ("done" if "checked" in element.attrib else "not done")
        if element.tag == "input" or element.get("role") == "img":
            parts.append(f"[{box}]")
        elif element.get("class") == "scroll" or element.tag in ("tbody", "thead"):
            parts.append(inner)
        else:
            names = "".join(f" {k}={v}" for k, v in element.items() if k in _SEEN)
            parts.append(f"<{element.tag}{names}>{inner}</{element.tag}>")
        parts.append(element.tail or "")
    text = re.sub(r"[ \t\n]+", " ", f"{tree.text or ''}{''.join(parts)}")
    return re.sub(r" ?(</?(?!/?(?:b|em|strong|sub|del|a|code|kbd|img)\b)[^>]*>) ?", r"\1", text)


@pytest.mark.parametrize("case", MARKED, ids=lambda case: case["source"][:30])
def test_a_page_shows_what_jupyterlab_shows(case: dict[str, str]) -> None:
    tree, text = read_markdown(Cell("a.ipynb", 2, case["source"]))
    assert text.problems == ()
    assert seen(tree).strip() == seen(read_html(case["marked"])[0]).strip()


# Markdown, and what is told of it: where JupyterLab shows what no page does, or shows nothing.
TOLD = [
    ("Let $a_i + b_i$ be", '"$a_i + b_i$": a formula, which no page shows; say it in words'),
    ("a\n\n$$\n\\sum_i a_i\n$$", 'line 3: "$$'),
    ("\\\\(x_1\\\\)", "a formula"),
    ("\\begin{align*}a\\end{align*}", "a formula"),
    ("$5 and $6", '"$5 and $": a formula'),
    ("\\$5 and \\$6", "a dollar sign is \\\\$"),
    ("A.[^1]\n\nB", 'line 1: "[^1]": a footnote, which neither JupyterLab nor a page reads; put'),
    ("A.[^b]\n\n[^b]: https://x.org", '"[^b]": a footnote'),
    ("```mermaid\ngraph TD\n```", 'line 1: "mermaid": a diagram, which JupyterLab draws'),
    ("|a|b|\n|-|-|\n|1|2|\n|1|`|`|\n", 'line 4: "|1|`|`|": a row of 3 cells below a head of 2'),
    ("> |a|\n> |-|\n> |1|2|", 'line 3: "|1|2|": a row of 2 cells below a head of 1'),
    ("a\n<script>x()</script>", "line 2: <script> is not allowed; leave it out, or write it in"),
    ("<p style='x'>a</p>", "line 1: <p style>: this attribute is not allowed"),
    ("a <b>c", "line 1: <b> is not closed"),
    ("**a <b>c** d</b>", "line 1: <b> is not closed"),
    ("a\n\n<!-- b", 'line 3: "<!--": a comment without an end'),
    ("a <a href='javascript:x'>b</a>", '"<a": raw HTML of what Markdown has a sign for; write it'),
    ("<div>\n<img src=x onerror=y></div>", 'line 2: "<img": raw HTML'),
    ("a\x1b[1mb", "prints colours (escape codes)"),
    ("![a.png](data:image/png;base64,aGk=)", "has no alternative text; say between [ and ] what"),
    ("![a](attachment:b.png)", "is not in the cell, into which it was pasted; paste it again"),
]


@pytest.mark.parametrize(("source", "told"), TOLD)
def test_what_a_page_does_not_show_is_told(source: str, told: str) -> None:
    _, text = read_markdown(Cell("a.ipynb", 2, source))
    problems = [str(problem) for problem in text.problems]
    assert all(problem.startswith("a.ipynb: cell 2: ") for problem in problems)
    assert any(told in problem for problem in problems), problems


# Markdown, and the numbers that readers see in it
WORDS = [
    ("It&#8217;s &#50;0 or 1&nbsp;500", ["20", "1500"]),
    ("A.[^1] and B<!-- 7 men -->", []),
    ("~~20~~ H<sub>2</sub>O", ["20"]),
    ("<details>\n<summary>20 men</summary>\n\n30\n</details>", ["20", "30"]),
    ("<div title='7'>\nten &#49;5\n</div>", ["10", "15"]),
    ("four<br>five", ["4", "5"]),
    ("https://x.org/2024, www.x.org/20 and a1@x.org 9", ["9"]),
    ("\\\\$5 and US$ 6", ["5", "6"]),
    ("- [x] 3 done", ["3"]),
    ("```mermaid\n20\n```", []),
]


@pytest.mark.parametrize(("source", "numbers"), WORDS)
def test_numbers_are_those_that_readers_see(source: str, numbers: list[str]) -> None:
    found = [fact.value for one in paragraphs(source) for fact in facts(one.text)]
    assert found == numbers


def test_a_pasted_picture_is_shown() -> None:
    picture = "data:image/png;base64,aGk="
    cell = Cell("a.ipynb", 2, "![A route](attachment:a%20b.png)", {"a b.png": picture})
    tree, text = read_markdown(cell)
    assert (text.problems, seen(tree)) == ((), f"<p><img src={picture} alt=A route></img></p>")
