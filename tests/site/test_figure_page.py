"""A figure that stands in a file of its own leads nowhere but into itself."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from made import EVIDENCE, code, figure, html, md, notebook, show
from made_site import BASE, Made, plain

from maliviz.charts.figure import FIGURE
from maliviz.site.assemble import broken_links


@pytest.fixture
def embed() -> str:
    return plain()["figures/boats/boats.html"].decode()


def test_it_is_whole_by_itself(embed: str) -> None:
    assert [str(one) for one in broken_links({"alone.html": embed.encode()})] == []
    links = set(re.findall(r'<a[^>]* href="([^"]+)"', embed))
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert links == {"#claim-ten-boats", "#figure-boats-end", licence}


def test_it_holds_the_picture_the_table_the_claims_and_where_they_come_from(embed: str) -> None:
    text = re.sub(r"\s+", " ", embed)
    for part in (
        "<h1 id=",
        "<svg ",
        '<th scope="col">Boats</th>',
        '<li id="claim-ten-boats"><p>2. Ten boats were there.</p>',
        "text A, passage 2 of 2 (characters 32 to 48)",
        "Sources: text A, “The lighthouse”.",
        "From: Lights over the bay. The maliviz authors. Edition 0.1.0 of this report, 2000-01-02.",
    ):
        assert part in text, part
    assert embed.count("<h1") == 1
    assert 'class="files"' not in embed


def test_it_holds_what_an_inference_stands_on(tmp_path: Path) -> None:
    row = {"id": "two-more", "statement": "Two boats came later.", "value": "two"}
    row |= {"premises": "ten-boats about-twelve-boats", "assumption": "None.", "strength": "weak"}
    bundle = figure()
    bundle[FIGURE]["rows"][0] |= {"claims": [], "inferences": ["two-more"]}
    held = html(EVIDENCE["text/html"] + '<p id="inference-two-more">Two more</p>')
    books = {
        "boats.ipynb": notebook(md("# B"), code("a", bundle)),
        "all.ipynb": notebook(md("# All"), show(held)),
    }
    files = Made(tmp_path, books, inferences=[row]).files()
    embed = files["figures/boats/boats.html"].decode()
    assert re.findall(r'<li id="([^"]+)"', embed) == [
        *("claim-ten-boats", "claim-about-twelve-boats", "inference-two-more")
    ]


def test_its_policy_allows_no_script(embed: str) -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', embed)
    assert "default-src 'none'" in unescape(policy)
    assert "script-src 'none'" in unescape(policy)
    assert "connect-src" not in policy
    assert "unsafe" not in policy
    assert "<script" not in embed


def test_it_names_its_page_if_that_has_an_address() -> None:
    embed = plain(BASE)["figures/boats/boats.html"].decode()
    home = f"{BASE}boats.html#figure-boats"
    assert f'<link rel="canonical" href="{home}">' in embed
    assert f'<a href="{home}">Lights over the bay</a>' in embed


def test_a_figure_beside_all_its_claims_leads_to_its_table(tmp_path: Path) -> None:
    beside = {"all.ipynb": notebook(md("# All"), code("a", figure()), show(EVIDENCE))}
    apart = {
        "boats.ipynb": notebook(md("# B"), code("a", figure())),
        "all.ipynb": notebook(md("# All"), show(EVIDENCE)),
    }
    made = [("all", beside), ("boats", apart)]
    sites = [(page, Made(tmp_path / page, books).files()) for page, books in made]
    pages = [files[f"{page}.html"].decode() for page, files in sites]
    assert [page.count("<table>") for page in pages] == [0, 1]
    assert [page.count('class="table"') for page in pages] == [1, 0]
    assert all(b"<table>" in files[f"figures/{page}/boats.html"] for page, files in sites)
