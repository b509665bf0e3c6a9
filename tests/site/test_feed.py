"""What changed comes as a feed whose names and dates do not depend on when it was made."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from made import ROWS
from made_site import BASE, TABLED, Made

from maliviz.site.metadata import feed

ATOM = "{http://www.w3.org/2005/Atom}"


def read(made: Made, base: str = "") -> ET.Element:
    return ET.fromstring(feed(made.site(base)))


def texts(element: ET.Element, *names: str) -> list[str | None]:
    return [element.findtext(ATOM + name) for name in names]


def test_it_tells_each_change_the_newest_first(tmp_path: Path) -> None:
    root = read(Made(tmp_path))
    assert texts(root, "title", "updated", f"author/{ATOM}name", "rights") == [
        *("What changed: Lights over the bay", "2000-01-02T00:00:00Z"),
        *("The maliviz authors", "CC-BY-4.0"),
    ]
    first, second = root.findall(f"{ATOM}entry")
    assert texts(first, "title", "updated", "content") == [
        *("Correction in edition 0.1.1", "2000-01-02T00:00:00Z"),
        "Ten boats; eleven stood there <before> & after.",
    ]
    assert texts(second, "title", "updated") == [
        *("Addition in edition 0.1.0", "1999-12-31T00:00:00Z"),
    ]
    categories = [one.get("term") for one in root.iter(f"{ATOM}category")]
    assert categories == ["correction", "addition"]


def test_its_names_are_different_and_stay_when_the_site_moves(tmp_path: Path) -> None:
    made = Made(tmp_path)
    here, there = read(made), read(made, BASE)
    names = [one.text or "" for one in here.iter(f"{ATOM}id")]
    assert len(set(names)) == 3
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name) for name in names)
    assert [one.text for one in there.iter(f"{ATOM}id")] == names


def test_its_links_lead_to_the_page_of_changes(tmp_path: Path) -> None:
    made = Made(tmp_path)
    assert [one.get("href") for one in read(made).iter(f"{ATOM}link")] == [
        *("changes.html", "changes.html#change-fewer-boats", "changes.html#change-first")
    ]
    here = read(made, BASE).findall(f"{ATOM}link")
    assert [one.get("rel") for one in here] == ["alternate", "self"]
    assert [one.get("href") for one in read(made, BASE).iter(f"{ATOM}link")][:3] == [
        *(f"{BASE}changes.html", f"{BASE}corrections.xml"),
        f"{BASE}changes.html#change-fewer-boats",
    ]


def test_text_stays_text(tmp_path: Path) -> None:
    said = TABLED
    made = Made(tmp_path, changes=[ROWS["changes"][0] | {"text": said}])
    (entry,) = read(made).findall(f"{ATOM}entry")
    assert texts(entry, "content") == [said]
