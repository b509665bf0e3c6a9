"""A report in one language, whichever it is, and in three: where pages stand, and how they meet."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from made import CLAIMS, html, md, notebook, show
from made_site import BASE, Made
from pseudo import pseudo

from maliviz.corpus import Corpus
from maliviz.problem import ProblemError
from maliviz.site import pictures
from maliviz.site.assemble import assemble
from maliviz.site.exporter import MalivizExporter

pytestmark = pytest.mark.slow

THREE = ("en", "fr", "ar")
PLACES = {"en": "", "fr": "fr/", "ar": "ar/"}
CHAPTERS = ("index.html", "boats.html", "all.html")
LISTED = notebook(
    md("# All"),
    show(
        html(
            '<div class="listing"><ul>'
            + "".join(f'<li id="claim-{row["id"]}"><p>One</p></li>' for row in CLAIMS)
            + "</ul></div>"
        )
    ),
)


def made(
    root: Path, languages: tuple[str, ...], base: str = "", books: dict[str, Any] | None = None
) -> dict[str, bytes]:
    """All files of the made-up site in some languages, with some notebooks exchanged."""
    one = Made(root, books)
    for code in set(languages) - {"en"}:
        pseudo(root, code)
    folders = ["", *(f"{code}/" for code in languages[1:])]
    every = [
        replace(book, file=f"notebooks/{folder}{book.name}")
        for folder in folders
        for book in one.books
    ]
    corpora = {code: replace(one.corpus, language=code) for code in languages}
    return assemble(one.inputs.tables.files, corpora, every, base)


@pytest.fixture(autouse=True)
def _no_dots(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PNG is empty here: nobody looks at one."""
    monkeypatch.setattr(pictures, "png", lambda *_: b"")


@cache
def site(*languages: str, base: str = "") -> Mapping[str, bytes]:
    with TemporaryDirectory() as folder:
        return made(Path(folder) / "bay", languages, base)


class Read(HTMLParser):
    """The attributes of the page, and the links that name a language, by where they stand."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.html: dict[str, str | None] = {}
        self.head: dict[str, str] = {}
        self.switch: dict[str, str] = {}
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "html":
            self.html = told
        elif code := told.get("hreflang"):
            links = self.head if tag == "link" else self.switch
            assert code not in links
            links[code] = told["href"] or ""


def pages(files: Mapping[str, bytes]) -> dict[str, Read]:
    return {name: Read(raw) for name, raw in files.items() if name.endswith(".html")}


def test_every_page_is_in_its_language_and_runs_its_way() -> None:
    files = pages(site(*THREE))
    for folder in PLACES.values():
        assert {f"{folder}{one}" for one in (*CHAPTERS, "404.html", "changes.html")} <= set(files)
    for name, page in files.items():
        code = next((code for code in ("fr", "ar") if name.startswith(f"{code}/")), "en")
        ways = {"dir": "rtl"} if code == "ar" else {}
        assert page.html == {"lang": code} | ways, name
    assert b"@top-right{content:" in site(*THREE)["ar/boats.html"], "on paper, too"
    drawn = [f"{place}boats.html" for place in PLACES.values()]
    assert [site(*THREE)[name].count(b"<svg") for name in drawn] == [2, 2, 2]


def test_a_report_in_one_language_stands_at_the_root_and_has_no_switch() -> None:
    files = site("ar")
    assert set(CHAPTERS) <= set(files)
    assert not [name for name in files if name.startswith("ar/")]
    assert {tuple(page.html.items()) for page in pages(files).values()} == {
        (("lang", "ar"), ("dir", "rtl"))
    }
    assert not [name for name, page in pages(files).items() if page.head or page.switch]
    assert b'xml:lang="ar"' in files["corrections.xml"]


@pytest.mark.parametrize("page", [*CHAPTERS, "changes.html", "404.html"])
def test_a_switch_leads_to_the_same_page_in_each_other_language(page: str) -> None:
    files = site(*THREE)
    assert {code: Read(files[f"{place}{page}"]).switch for code, place in PLACES.items()} == {
        "en": {"fr": f"fr/{page}", "ar": f"ar/{page}"},
        "fr": {"en": f"../{page}", "ar": f"../ar/{page}"},
        "ar": {"en": f"../{page}", "fr": f"../fr/{page}"},
    }
    assert f'<a lang="fr" hreflang="fr" href="fr/{page}">Français</a>'.encode() in files[page]


def test_machines_are_told_where_a_page_stands_in_each_language() -> None:
    assert Read(site(*THREE)["fr/boats.html"]).head == {}, "an address is whole, or none is told"
    files = site(*THREE, base=BASE)
    for page, address in (("index.html", ""), ("boats.html", "boats.html")):
        known = {code: f"{BASE}{place}{address}" for code, place in PLACES.items()}
        for code, place in PLACES.items():
            raw = files[f"{place}{page}"].decode()
            assert Read(files[f"{place}{page}"]).head == known | {"x-default": known["en"]}
            assert f'<link rel="canonical" href="{known[code]}">' in raw
            assert f'"inLanguage":"{code}"' in raw
    told = files["fr/boats.html"].decode()
    assert '<meta property="og:locale" content="fr_FR">' in told
    assert '<meta property="og:locale:alternate" content="en_GB">' in told
    assert Read(files["fr/404.html"]).head == {}


def test_the_list_of_pages_leads_to_all_of_them() -> None:
    files = site(*THREE, base=BASE)
    found = {}
    for url in ET.fromstring(files["sitemap.xml"]):
        place, *links = url
        found[place.text] = {one.get("hreflang"): one.get("href") for one in links}
    assert len(found) == 3 * 4
    assert "fr/sitemap.xml" not in files
    for address, told in found.items():
        assert address in told.values()
        assert [found[other] for other in told.values()] == [told] * 4


@pytest.mark.parametrize("base", ["", BASE])
def test_what_has_no_words_is_there_once(base: str) -> None:
    files = site(*THREE, base=base)
    assert [name for name in files if name.startswith("fr/data/")] == ["fr/data/claims.jsonld"]
    assert b'<a href="../data/claims.csv" download>' in files["fr/boats.html"]
    lost = f'<a href="{base or "../"}data/claims.csv" download>'
    assert lost.encode() in files["fr/404.html"]
    block = files["fr/index.html"].decode().partition('ld+json">')[2].partition("</script>")[0]
    (data,) = (one for one in json.loads(block)["@graph"] if one["@type"] == "Dataset")
    addresses = [one["contentUrl"] for one in data["distribution"]]
    assert f"{base or '../'}data/claims.csv" in addresses
    assert addresses[-1] == f"{base and base + 'fr/'}data/claims.jsonld"


def test_a_feed_is_in_its_language_and_is_no_copy_of_another() -> None:
    feeds = [ET.fromstring(site(*THREE)[f"{place}corrections.xml"]) for place in PLACES.values()]
    languages = [feed.get("{http://www.w3.org/XML/1998/namespace}lang") for feed in feeds]
    assert languages == ["en", "fr", "ar"]
    names = [one.text for feed in feeds for one in feed.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(names) == len(set(names)) == 9


def test_a_wrong_address_is_told_in_every_language() -> None:
    for place, other in (("", "fr/"), ("fr/", "../"), ("ar/", "../fr/")):
        page = site(*THREE)[f"{place}404.html"].decode()
        sections = re.findall(r'<section lang="(\w+)"( dir="rtl")?>', page)
        assert dict(sections).keys() == {code for code in THREE if PLACES[code] != place}
        assert ("ar", "") not in sections
        assert f'<li><a href="{other}boats.html">' in page
        assert '<li><a href="boats.html">' in page
    whole = site(*THREE, base=BASE)["fr/404.html"].decode()
    for place in PLACES.values():
        assert f'<li><a href="{BASE}{place}boats.html">' in whole


def test_one_file_leads_to_the_others_if_they_have_an_address() -> None:
    assert Read(site(*THREE)["fr/report.html"]).switch == {}
    assert Read(site(*THREE, base=BASE)["fr/report.html"]).switch == {
        **{"en": f"{BASE}report.html", "ar": f"{BASE}ar/report.html"}
    }


def test_what_is_wrong_is_told_of_every_language(tmp_path: Path) -> None:
    wrong = notebook(md("# Boats\n\n[x](all.ipynb#no)"))
    with pytest.raises(ProblemError) as error:
        made(tmp_path, ("en", "fr"), books={"boats.ipynb": wrong})
    assert [(problem.file, problem.line) for problem in error.value.problems] == [
        *(("notebooks/boats.ipynb", 3), ("notebooks/fr/boats.ipynb", 3))
    ]


def test_a_page_alone_is_in_the_language_of_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, asked = Made(tmp_path), list[tuple[Path, str]]()

    def load(data: Path, language: str) -> Corpus:
        asked.append((data, language))
        return replace(one.corpus, language=language or "en")

    monkeypatch.setattr("maliviz.site.exporter.load", load)
    pseudo(tmp_path, "fr")
    shutil.copytree(tmp_path / "notebooks", tmp_path / "notebooks" / "fr")
    books = [tmp_path / "notebooks" / folder / "index.ipynb" for folder in ("", "fr")]
    exporter: Any = MalivizExporter
    pages = [exporter().from_filename(str(book))[0] for book in books]
    assert asked == [(tmp_path / "data", ""), (tmp_path / "data", "fr")]
    assert [Read(page.encode()).html for page in pages] == [{"lang": "en"}, {"lang": "fr"}]
    assert "⟦Skip to the text⟧" in pages[1]


def test_a_part_of_a_list_leads_to_its_chapter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maliviz.site.contents.ROOM", 10)
    monkeypatch.setattr("maliviz.site.contents.PART", 10)
    with TemporaryDirectory() as folder:
        files = made(Path(folder), ("en", "fr"), BASE, {"all.ipynb": LISTED})
    part = Read(files["fr/all-2.html"])
    assert (part.switch, part.head) == ({"en": "../all.html"}, {})
    assert part.html["lang"] == "fr"
