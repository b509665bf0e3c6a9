"""Every address leads somewhere, and each mark leads to its claim.

`test_every_page` looks at the addresses on a server, `test_places` at those in a folder.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit
from urllib.request import urlopen

from playwright.sync_api import Page

from .window import DESK, Rule, Window

ADDRESSES = """() => [...document.querySelectorAll("[href], [src], [data-scripts]")].flatMap(one =>
  (one.getAttribute("href") ?? one.getAttribute("src") ?? one.dataset.scripts).split(" ")
    .map(address => new URL(address, document.baseURI).href))"""
PROOF = re.compile(r"#(claim|inference)-[a-z0-9-]+$")

# The addresses of all proofs: of each drawing by itself, of the tables, and of the prose. A page
# that lists what a figure shows has no table besides.
MARKS = """() => [...document.querySelectorAll("figure")].map(figure => {
  const entries = [...document.querySelectorAll("li[id]")].map(one => `#${one.id}`);
  const proofs = inside =>
    [...inside.querySelectorAll("a[href]")].map(one => one.getAttribute("href"));
  return {
    name: figure.id,
    views: [".wide", ".narrow"].map(width =>
      [...figure.querySelectorAll(`.drawing ${width}`)].map(proofs)),
    table: [...figure.querySelectorAll("table")].flatMap(proofs).concat(
      figure.querySelector("a.table") ? entries : []),
  };
})"""
PROSE = """[...document.querySelectorAll('a[data-signs]')]
  .map(one => one.getAttribute('href'))"""
# What a correction says stood there has no proof any more: its claim is linked as it stands now.
BARE_NUMBERS = r"""() => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node; (node = walk.nextNode());)
    if (/\d/.test(node.data) && node.parentElement.closest("article > :is(p, ul, ol, .scroll)") &&
        !node.parentElement.closest("a, time, [id^='change-']")) found.push(node.data.trim());
  return found;
}"""


def dead(page: Page, root: str, site: Path, ids: dict[str, set[str]]) -> list[str]:
    """Addresses on a page that lead nowhere, `root` being where the site starts."""
    found = []
    for address in dict.fromkeys(page.evaluate(ADDRESSES)):
        whole, place = urldefrag(address)
        name = unquote(urlsplit(whole).path.removeprefix(urlsplit(root).path)).strip("/")
        if not whole.startswith(root):
            if urlsplit(whole).scheme not in ("https", "mailto", "data"):
                found.append(f"{address} leaves the site")
        elif not (site / name).is_file():
            found.append(f"{address}: no such file")
        elif place and "?" not in place and unquote(place) not in ids[name]:
            found.append(f"{address}: no such place")
    return found


def unproved(page: Page) -> list[str]:
    """Marks without a claim, drawings that differ in their marks, numbers without a link."""
    found = [
        f"no proof: {address}" for address in page.evaluate(PROSE) if not PROOF.search(address)
    ]
    found += [f"a number without a link: {text}" for text in page.evaluate(BARE_NUMBERS)]
    for figure in page.evaluate(MARKS):
        name, table = figure["name"], set(figure["table"])
        for wide, narrow in zip(*figure["views"], strict=True):
            found += [f"{name} has no marks"] * (not wide)
            found += [f"no proof: {mark}" for mark in wide if not PROOF.search(mark)]
            one_width = sorted(set(wide) ^ set(narrow))
            found += [f"{name}: only one width has {mark}" for mark in one_width]
            found += [f"{name}: the table lacks {mark}" for mark in sorted({*wide} - table)]
    return found


RULES = [Rule(unproved, (DESK,))]


def test_every_file_of_the_site_is_served_whole(window: Window) -> None:
    for path in filter(Path.is_file, window.site.rglob("*")):
        name = path.relative_to(window.site).as_posix()
        with urlopen(f"{window.address}/{name}") as answer:
            assert (name, answer.status, answer.read()) == (name, 200, path.read_bytes())


def test_a_dead_address_is_found(window: Window, ids: dict[str, set[str]]) -> None:
    faults = [
        ('<a href="people.html"', '<a href="peoples.html"', "peoples.html: no such file"),
        ("evidence.html#claim-", "evidence.html#claim-not-", "claim-not-"),
        ('href="#main"', 'href="#maine"', "#maine: no such place"),
        (' href="data/claims.csv"', ' href="data/claim.csv"', "claim.csv: no such file"),
        ('href="https://creativecommons', 'href="http://creativecommons', "leaves the site"),
    ]

    def check(page: Page) -> list[str]:
        return dead(page, window.address, window.site, ids)

    assert window.unfound(check, faults) == []


def test_what_is_not_proved_is_found(window: Window) -> None:
    faults = [
        ("<p><strong>Told by both:</strong>", "<p>All 20 are held:", "link: All 20 are held:"),
        ('<a class="claim" href="#claim-', '<a class="claim" href="#', "no proof"),
        (
            '<div class="narrow"><svg',
            '<div class="narrow"><a href="#claim-x">x</a><svg',
            "only one width has #claim-x",
        ),
        ("<tbody>", "</table><tbody hidden>", "the table lacks"),
    ]
    assert window.unfound(unproved, faults) == []
