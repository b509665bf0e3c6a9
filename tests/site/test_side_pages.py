"""The files beside the chapters: what changed, no such page, and the list of pages."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from made import ROWS, md, notebook
from made_site import BASE, TABLED, Made, plain

from maliviz.problem import ProblemError


def test_the_page_of_changes_tells_them_by_edition() -> None:
    page = plain()["changes.html"].decode()
    parts = re.findall(r'<h2>(.*?)</h2>|<li id="(change-.*?)">', page)
    assert ["".join(part) for part in parts] == [
        *("Edition 0.1.1", "change-fewer-boats", "Edition 0.1.0", "change-first")
    ]
    assert "<strong>Correction</strong>, " in page
    assert "eleven stood there &lt;before&gt; &amp; after." in page
    assert '<a href="all.html#claim-ten-boats">' in page
    assert '<a href="corrections.xml">a feed</a>' in page
    assert page.count("<h1") == 1


def test_every_page_leads_to_the_changes() -> None:
    files = plain()
    for name in ("index.html", "boats.html", "all.html", "404.html"):
        assert b'<a href="changes.html">What changed</a>' in files[name], name


def test_only_pages_of_notebooks_explain_the_signs() -> None:
    explaining = {name for name, raw in plain().items() if b'class="texts"' in raw}
    assert explaining == {"index.html", "boats.html", "all.html", "report.html"}


def test_without_a_change_there_is_no_page_of_them(tmp_path: Path) -> None:
    files = Made(tmp_path, changes=[]).files()
    assert not {"changes.html", "corrections.xml"} & set(files)
    assert b"corrections.xml" not in files["index.html"]
    assert b"changes.html" not in files["index.html"]


def test_a_wrong_address_leads_on_from_wherever_it_was() -> None:
    lost = plain(BASE)["404.html"].decode()
    links = re.findall(r'(?:href|src)="([^"#][^"]*)"', lost)
    assert f"{BASE}boats.html" in links
    assert all(link.startswith(("https://", "data:")) for link in links)
    assert '<meta name="robots" content="noindex">' in lost
    assert "canonical" not in lost
    assert '<a href="boats.html">' in plain()["404.html"].decode()


def test_the_page_of_changes_says_that_one_is_there() -> None:
    here = '<a href="changes.html" aria-current="page">What changed</a>'
    assert [here in plain()[page].decode() for page in ("changes.html", "index.html")] == [
        True,
        False,
    ]


def test_the_list_of_pages_has_whole_addresses() -> None:
    root = ET.fromstring(plain(BASE)["sitemap.xml"])
    assert [one.text for one in root.iter() if one.tag.endswith("}loc")] == [
        *(BASE, f"{BASE}boats.html", f"{BASE}all.html", f"{BASE}changes.html")
    ]
    assert "sitemap.xml" not in plain()


def test_a_change_says_what_it_says(tmp_path: Path) -> None:
    said = TABLED
    page = Made(tmp_path, changes=[ROWS["changes"][0] | {"text": said}]).files()["changes.html"]
    assert b"<script>alert" not in page
    assert b"&lt;script&gt;alert(1)" in page


def test_a_notebook_cannot_take_the_place_of_such_a_page(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match=r"changes\.html: .* give the notebook another name"):
        Made(tmp_path, {"changes.ipynb": notebook(md("# C"))}).files()
