"""Under each figure stand its files, its sources and how to cite it; each of them is there."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from made import EVIDENCE, code, drawing, figure, md, notebook, sentences, show
from made_site import BASE, EVIL, Made, evil, plain

from maliviz.charts.figure import VIEWS
from maliviz.problem import ProblemError
from maliviz.site.downloads import sources
from maliviz.site.pictures import credit

pytestmark = pytest.mark.slow

KINDS = ("csv", "json", "svg", "png", "html")


def row(page: str) -> str:
    """What stands below the figure of a page."""
    return re.sub(r"\s+", " ", page.partition('<div class="extras">')[2].partition("</fi")[0])


def test_a_figure_has_its_files_and_its_page_leads_to_them() -> None:
    files = plain()
    paths = [f"figures/boats/boats.{kind}" for kind in KINDS]
    shown = row(files["boats.html"].decode())
    assert re.findall(r'href="(figures/[^"]+)"', shown) == paths
    assert set(paths) <= set(files)
    assert '<a href="#figure-boats">Link to this figure</a>' in shown


def test_the_citation_takes_its_day_from_the_data() -> None:
    told = "The maliviz authors: “Ten boats or more”, in: Lights over the bay. "
    told += "Edition 0.1.0 of this report, 2000-01-02. CC-BY-4.0"
    assert f"{told}.</span>" in plain()["boats.html"].decode()
    there = f"{told}. {BASE}boats.html#figure-boats</span>"
    assert there in plain(BASE)["boats.html"].decode()


def test_all_views_are_pictures_and_two_pages_may_use_one_name(tmp_path: Path) -> None:
    bundle = figure()
    other = {"name": "inferred", "label": "With years"}
    other |= {width: drawing("boats-2", width, ()) for width in ("wide", "narrow")}
    bundle[VIEWS]["views"].append(other)
    books = {"more.ipynb": notebook(md("# More"), code("a", bundle))}
    made = Made(tmp_path, books)
    figures = {one.address: one for one in made.site().figures}
    assert set(figures) == {"boats.html#figure-boats", "more.html#figure-boats"}
    path = "figures/more/boats"
    more = figures["more.html#figure-boats"]
    assert [more.picture(view, kind) for view in more.figure.views for kind in ("svg", "png")] == [
        *(f"{path}.printed.svg", f"{path}.printed.png"),
        *(f"{path}.inferred.svg", f"{path}.inferred.png"),
    ]
    assert "Picture, with years: <a" in row(made.files()["more.html"].decode())


def test_sentences_have_no_picture(tmp_path: Path) -> None:
    books = {"more.ipynb": notebook(md("# More"), code("a", sentences("<p>It is so.</p>")))}
    files = Made(tmp_path, books).files(BASE)
    paths = [path for path in files if path.startswith("figures/more/")]
    assert paths == [f"figures/more/boats.{kind}" for kind in ("csv", "json", "html")]
    assert "Picture" not in row(files["more.html"].decode())
    assert "cards/more.png" in files
    assert "<p>It is so.</p>" in files["figures/more/boats.html"].decode()


def test_sources_are_the_texts_below_whatever_a_figure_rests_on(tmp_path: Path) -> None:
    claims = ("about-twelve-boats", "ten-boats")
    books = {"boats.ipynb": notebook(md("# B"), code("a", figure(claims=claims)))}
    made = Made(tmp_path, books)
    site = made.site()
    (placed,) = site.figures
    assert [(one.called, one.title) for one in sources(placed, site)] == [
        ("text A", "The lighthouse"),
        ("text B", "About 12"),
    ]


def test_a_headline_is_no_link_since_it_could_lead_to_no_article() -> None:
    assert "text A, “The lighthouse”." in row(plain()["boats.html"].decode())


def test_a_page_without_files_offers_none() -> None:
    assert b'class="files"' not in plain()["index.html"]


def test_what_a_figure_says_is_nowhere_taken_for_anything_else(tmp_path: Path) -> None:
    files = Made(tmp_path, {"boats.ipynb": evil()}).files(BASE)
    for name in ("boats.html", "figures/boats/boats.html"):
        page = files[name].decode()
        assert "alert(1)" in page
        assert "<script>alert" not in page
        assert len(re.findall(r"<script\b", page)) == (2 if name == "boats.html" else 0)
    table = list(csv.reader(io.StringIO(files["figures/boats/boats.csv"].decode(), newline="")))
    assert table == [["'=A1", EVIL, "Claims", "Inferences"], ["'=cmd()|x", EVIL, "ten-boats", ""]]
    assert json.loads(files["figures/boats/boats.json"])["title"] == EVIL
    ET.fromstring(files["figures/boats/boats.svg"])
    assert f"“{EVIL}”" in unescape(files["boats.html"].decode())


def test_a_drawing_that_is_none_names_its_cell(tmp_path: Path) -> None:
    bundle = figure()
    view = bundle[VIEWS]["views"][0]
    view["wide"] = view["wide"].replace("</svg>", "<circle></svg>")
    made = Made(tmp_path, {"boats.ipynb": notebook(md("# B"), code("a", bundle))})
    with pytest.raises(ProblemError) as error:
        made.files()
    told = 'notebooks/boats.ipynb: cell 2: the figure "boats" has a drawing that is not XML'
    assert told in str(error.value)


def test_the_picture_leads_to_the_site_only_if_that_has_an_address() -> None:
    here, there = (plain(base)["figures/boats/boats.svg"].decode() for base in ("", BASE))
    assert "<a " not in here
    assert f'<a href="{BASE}all.html#claim-ten-boats" aria-label="ten-boats">' in there


def test_a_picture_leads_to_a_claim_on_its_own_page(tmp_path: Path) -> None:
    books = {"all.ipynb": notebook(md("# All"), code("a", figure()), show(EVIDENCE))}
    drawn = Made(tmp_path, books).files(BASE)["figures/all/boats.svg"].decode()
    assert f'<a href="{BASE}all.html#claim-ten-boats" aria-label="ten-boats">' in drawn


def test_the_picture_says_where_it_comes_from(tmp_path: Path) -> None:
    made = Made(tmp_path)
    told = "The maliviz authors · Edition 0.1.0 of this report, 2000-01-02 · CC-BY-4.0"
    assert credit(made.site()) == f"Lights over the bay · {told}"
    assert credit(made.site(BASE)) == f"Lights over the bay · {BASE} · {told}"
    drawn = ET.fromstring(plain()["figures/boats/boats.svg"])
    assert "CC-BY-4.0" in [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
