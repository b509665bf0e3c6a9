"""What a page tells machines is true, whole, and cannot break out of its place."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from made import CLAIMS, EVIDENCE, html, md, notebook, show
from made_site import BASE, EVIL, TABLED, Made, evil, plain


class Head(HTMLParser):
    """The metadata, links and data blocks of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.blocks: list[str] = []
        self._reading = False
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta[told.get("property") or told.get("name") or ""] = told.get("content", "")
        elif tag == "link":
            self.links[told["rel"]] = told["href"]
        self._reading = tag == "script" and told.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._reading = False

    def handle_data(self, data: str) -> None:
        if self._reading:
            self.blocks.append(data)

    @property
    def graph(self) -> list[dict[str, Any]]:
        (block,) = self.blocks
        found = json.loads(block)
        assert found["@context"] == "https://schema.org"
        assert isinstance(found["@graph"], list)
        return found["@graph"]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.graph if one["@type"] == kind]


def test_the_first_page_is_the_report_and_holds_the_data() -> None:
    head = Head(plain()["index.html"])
    (report,) = head.of("Report")
    assert report["name"] == "Lights over the bay"
    assert report["description"] == "What the texts say of it."
    assert report["datePublished"] == "2000-01-02"
    assert report["hasPart"] == [{"@id": "boats.html"}, {"@id": "all.html"}]
    (dataset,) = head.of("Dataset")
    addresses = {one["contentUrl"] for one in dataset["distribution"]}
    assert {"data/claims.csv", "data/changes.csv", "data/datapackage.json"} <= addresses
    formats = {one["contentUrl"].rpartition(".")[2]: one["encodingFormat"] for one in
               dataset["distribution"]}  # fmt: skip
    assert formats == {
        **{"csv": "text/csv", "json": "application/json", "jsonld": "application/ld+json"}
    }


def test_a_chapter_is_a_part_and_its_figures_are_data() -> None:
    head = Head(plain(BASE)["boats.html"])
    (report,), (dataset,) = head.of("Report"), head.of("Dataset")
    assert report["@id"] == f"{BASE}boats.html"
    assert report["isPartOf"] == {"@id": BASE}
    assert dataset["name"] == "Ten boats or twelve"
    assert [one["contentUrl"] for one in dataset["distribution"]] == [
        f"{BASE}figures/boats/boats.csv",
        f"{BASE}figures/boats/boats.json",
    ]


def described(files: dict[str, bytes], kind: str) -> list[dict[str, Any]]:
    """All of one kind in the file that describes the claims."""
    found = json.loads(files["data/claims.jsonld"])
    assert found["@context"] == "https://schema.org"
    return [one for one in found["@graph"] if one["@type"] == kind]


@pytest.mark.parametrize(("base", "root"), [("", "../"), (BASE, BASE)])
def test_every_claim_says_who_claims_it_and_where(base: str, root: str) -> None:
    files = plain(base)
    claims = ("lit-in-1921", "ten-boats", "about-twelve-boats")
    assert [one["@id"] for one in described(files, "Claim")] == [
        f"{root}all.html#claim-{claim}" for claim in claims
    ]
    assert described(files, "Claim")[2] == {
        "@type": "Claim",
        "@id": f"{root}all.html#claim-about-twelve-boats",
        "text": "About twelve boats were there.",
        "keywords": "asserted, “About”",
        "author": {"name": "text B"},
        "appearance": {
            "@type": "CreativeWork",
            "isPartOf": {"@id": "_:b"},
            "position": "characters 0 to 20",
        },
    }
    documents = {one["@id"]: one for one in described(files, "CreativeWork")}
    assert set(documents) == {"_:a", "_:b"}
    assert documents["_:b"]["identifier"].startswith("sha256:")
    assert all(b"ClaimReview" not in raw for raw in files.values())


def test_the_page_that_holds_claims_leads_to_their_description() -> None:
    files = plain()
    link = '<link rel="alternate" type="application/ld+json"'
    held = {name for name, raw in files.items() if name.endswith(".html") and link.encode() in raw}
    assert held == {"all.html"}
    assert f'{link} title="The claims" href="data/claims.jsonld">'.encode() in files["all.html"]


def test_a_person_and_a_body_are_told_apart(tmp_path: Path) -> None:
    claims = [row | ({"speaker": "lighthouse"} if row["id"] == "ten-boats" else {}) for row in
              CLAIMS]  # fmt: skip
    made = described(Made(tmp_path, claims=claims).files(), "Claim")
    said = {one["@id"]: one["author"] for one in made}
    assert said["../all.html#claim-ten-boats"] == {
        "@type": "Organization",
        "name": "the lighthouse",
    }


def test_without_an_address_there_is_no_card() -> None:
    files = plain()
    head = Head(files["boats.html"])
    assert "canonical" not in head.links
    assert not [name for name in head.meta if name.startswith(("og:", "twitter:"))]
    assert head.links["alternate"] == "corrections.xml"
    assert not [name for name in files if name.startswith("cards/") or name == "sitemap.xml"]


@pytest.mark.parametrize(
    ("page", "address", "kind", "card"),
    [
        ("index.html", BASE, "website", "index"),
        ("boats.html", f"{BASE}boats.html", "article", "boats"),
        ("changes.html", f"{BASE}changes.html", "article", "index"),
    ],
)
def test_with_an_address_a_link_to_a_page_has_a_card(
    page: str, address: str, kind: str, card: str
) -> None:
    files = plain(BASE)
    head = Head(files[page])
    assert head.links["canonical"] == head.meta["og:url"] == address
    assert head.meta["og:type"] == kind
    assert head.meta["og:image"] == f"{BASE}cards/{card}.png"
    assert f"cards/{card}.png" in files
    assert head.meta["twitter:card"] == "summary_large_image"
    assert head.meta["og:description"] == head.meta["description"]


def test_nothing_breaks_out_of_the_head(tmp_path: Path) -> None:
    claims = [row | {"statement": TABLED} for row in
              CLAIMS]  # fmt: skip
    titled = notebook(md(f"# T {EVIL}"), show(html("<p>x</p>")))
    books = {"boats.ipynb": evil(), "index.ipynb": titled}
    files = Made(tmp_path, books, claims=claims).files(BASE)
    assert Head(files["boats.html"]).of("Dataset")[0]["name"] == EVIL
    assert "alert(1)" in described(files, "Claim")[0]["text"]
    for name in ("index.html", "all.html", "boats.html", "changes.html"):
        page = files[name].decode()
        assert "<script>alert" not in page
        for script in re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL):
            assert "<" not in script or "ld+json" not in script
        block = page.partition('ld+json">')[2].partition("</script>")[0]
        assert "<" not in block
        assert "\u2028" not in block


def test_evidence_is_a_page_of_the_made_up_site() -> None:
    assert 'id="claim-ten-boats"' in EVIDENCE["text/html"]
