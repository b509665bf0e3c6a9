"""However many claims there are, no page grows without end, and each claim is found."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from large import CLAIMS, PART, large_site
from made import code, html, md, notebook
from made_site import Made, plain

from maliviz.corpus import Corpus
from maliviz.site.pages import WHOLE

Site = tuple[Corpus, dict[str, bytes]]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A corpus, and the site of it."""
    with pytest.MonkeyPatch.context() as patch:
        return large_site(tmp_path_factory.mktemp("large"), patch)


def pages(files: dict[str, bytes]) -> dict[str, str]:
    """The chapter and its parts."""
    return {name: raw.decode() for name, raw in files.items() if re.fullmatch(r"all.*html", name)}


def lists(page: str) -> str:
    """What stands between the title and the frame of a page."""
    return page.partition("<article>")[2].partition("</article>")[0]


def test_no_page_is_longer_than_a_part_may_be(large: Site) -> None:
    made = pages(large[1])
    assert len(made) > 10
    for name, page in made.items():
        texts = lists(page).count("Used in") * 200 + 2_000
        assert len(lists(page)) < PART + texts, name


def test_each_claim_inference_question_and_name_stands_on_one_page(large: Site) -> None:
    corpus, files = large
    ids = [id for page in pages(files).values() for id in re.findall(r' id="([^"]+)"', page)]
    for kind, rows in (
        ("claim", corpus.claims["id"]),
        ("inference", corpus.inferences["id"]),
        ("question", corpus.questions["id"]),
        ("person", corpus.actors["id"][corpus.actors["kind"] == "person"]),
    ):
        assert [ids.count(f"{kind}-{row}") for row in rows] == [1] * len(rows)


def test_the_chapter_leads_to_its_parts_and_says_what_is_in_them(large: Site) -> None:
    files = large[1]
    text = lists(files["all.html"].decode())
    parts = re.findall(r'<a href="(all-\d+\.html)">([^<]+)</a>: from “(.*?)” to “(.*?)”', text)
    assert [name for name, *_ in parts] == [name for name in pages(files) if name != "all.html"]
    titles = [title for _, title, *_ in parts]
    assert titles[:1] == ["Who is named"]
    assert [title for title in titles if title.startswith("Boats")] == [
        f"Boats, part {number} of {sum(one.startswith('Boats') for one in titles)}"
        for number in range(1, 1 + sum(one.startswith("Boats") for one in titles))
    ]
    for name, title, first, last in parts:
        part = files[name].decode()
        assert f">{title}</h1>" in part
        assert 0 < part.index(first) <= part.rindex(last)
        assert 'href="all.html"' in part


def test_a_part_begins_as_each_page_does_and_leads_to_its_neighbours(large: Site) -> None:
    part = large[1]["all-2.html"].decode()
    assert 'class="texts"' in part
    assert 'rel="prev" href="all-1.html"' in part
    assert 'rel="next" href="all-3.html"' in part
    assert 'class="card"' not in part


def test_a_chapter_with_room_has_no_parts() -> None:
    files = plain()
    assert not [name for name in files if name.startswith("all-")]
    assert "claims.js" not in files


def test_one_file_has_all_claims_and_leads_within_itself(large: Site) -> None:
    corpus, files = large
    whole = files[WHOLE].decode()
    ids = re.findall(r' id="([^"]+)"', whole)
    assert len(ids) == len(set(ids))
    assert {f"claim-{id}" for id in corpus.claims["id"]} <= set(ids)
    hrefs = {href for href in re.findall(r' href="([^"]+)"', whole) if ":" not in href}
    assert hrefs <= {f"#{id}" for id in ids}


def test_the_file_for_finding_knows_where_each_claim_stands(large: Site) -> None:
    corpus, files = large
    call = re.fullmatch(rb"claims\((.*)\)\n", files["claims.js"], re.DOTALL)
    assert call
    data = json.loads(call[1])
    assert len(data["claims"]) == len(data["filters"]) == CLAIMS
    for (id, page, question, words), claim in zip(
        data["claims"], corpus.record.claims, strict=True
    ):
        assert id == claim.id
        assert f'id="claim-{id}"' in files[data["pages"][page]].decode()
        assert data["questions"][question] == claim.question_text
        assert claim.statement in words
        assert f"{claim.said_by}: {claim.firmness}" in words
    assert "disputed by" in str(data["claims"])
    assert data["pages"][data["places"]["question-count-3"]] in pages(files)


def test_chapters_that_share_the_claims_share_the_file_for_finding(tmp_path: Path) -> None:
    def book(title: str, *ids: str) -> dict[str, Any]:
        rows = "".join(f'<li id="claim-{id}"><p>Told.</p></li>' for id in ids)
        listing = f'<div class="listing"><ul>{rows}</ul></div>'
        return notebook(md(f"# {title}"), code("a", html(listing)))

    books = {
        "all.ipynb": book("All", "ten-boats", "about-twelve-boats"),
        "lit.ipynb": book("Lit", "lit-in-1921"),
    }
    files = Made(tmp_path, books).files()
    assert b'"lit-in-1921"' in files["claims.js"]
    for name in ("all.html", "lit.html"):
        page = files[name].decode()
        assert '"file":"claims.js"' in page
        assert re.search(r"script-src 'sha256-[^']+' 'self'", unescape(page))
