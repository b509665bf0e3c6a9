"""No file that travels alone names a person in a disputed matter without the other side."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from maliviz.corpus import load
from maliviz.corpus.claim import Claim
from maliviz.site.assemble import assemble
from maliviz.site.inputs import read_inputs
from maliviz.site.notebooks import read_notebooks

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    """The claims of the report that somebody disputes, or what they rest on."""
    record = load(ROOT / "data").record
    return tuple(claim for claim in record.claims if claim.disputed_by)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The files of the report, but that what only repeats a drawing is not painted."""
    inputs = read_inputs(ROOT / "data", ROOT / "notebooks")
    books, problems = read_notebooks("notebooks", inputs.notebooks)
    assert not problems
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("maliviz.site.pictures.png", lambda *_: b"")
        return assemble(inputs.tables.files, {"en": load(ROOT / "data")}, books)


def parts(name: str, raw: bytes) -> Iterator[str]:
    """What of a file is read together: a row, an entry, or the whole."""
    text = raw.decode("utf-8")
    if name.endswith(".csv"):
        yield from (" ".join(row) for row in csv.reader(io.StringIO(text, newline="")))
    elif name.endswith(".json"):
        yield from (json.dumps(row, ensure_ascii=False) for row in json.loads(text)["rows"])
    elif name.endswith(".svg"):
        root = ET.fromstring(text)
        yield " ".join(one.strip() for one in root.itertext())
        yield from (element.get("aria-label", "") for element in root.iter())
    else:
        yield " ".join(unescape(TAG.sub(" ", text)).split())


def one_sided(text: str, claim: Claim) -> bool:
    """Whether a text has a claim, and not who says otherwise."""
    words = " ".join(text.replace("\u00a0", " ").split())
    return claim.statement.rstrip(".") in words and not any(o in words for o in claim.disputed_by)


def alone(name: str) -> bool:
    """Whether a file can be carried off by itself."""
    return name.startswith(("figures/", "data/claims")) and not name.endswith(".png")


def test_whatever_shows_a_disputed_claim_shows_the_other_side(
    files: dict[str, bytes], claims: tuple[Claim, ...]
) -> None:
    carried = {name: raw for name, raw in files.items() if alone(name)}
    faults = [
        f"{name}: {claim.id}"
        for name, raw in carried.items()
        for text in parts(name, raw)
        for claim in claims
        if one_sided(text, claim)
    ]
    assert faults == []
    shown = {c.id for raw in carried.values() for c in claims if c.statement.encode() in raw}
    assert shown == {claim.id for claim in claims}


def test_a_page_shows_the_other_side_beside_each_entry(
    files: dict[str, bytes], claims: tuple[Claim, ...]
) -> None:
    page = files["evidence.html"].decode("utf-8")
    for claim in claims:
        entry = page.partition(f'id="claim-{claim.id}"')[2].partition("</ul>")[0]
        assert f"disputed by {'; '.join(claim.disputed_by)}" in unescape(entry)


def test_a_text_without_the_other_side_is_found(claims: tuple[Claim, ...]) -> None:
    claim = claims[0]
    assert one_sided(f"It is said: {claim.statement}", claim)
    assert not one_sided(f"{claim.statement} No, says {claim.disputed_by[0]}.", claim)
