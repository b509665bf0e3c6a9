"""No text prints 2025: wherever the year stands, there stands that it is inferred, or déduit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .window import DESK, Rule, Window

HERE = Path(__file__).parent
YEAR = "2025"
MARKED = re.compile(r"inferred|dédu|\?", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!;])\s+(?=\W*[A-ZÀÉÊ])")


def bare_years(page: Page) -> list[str]:
    """The sentences, cells, labels and entries that hold the year and nothing that marks it."""
    found: list[str] = []
    for one in page.evaluate((HERE / "texts.js").read_text("utf-8"), YEAR):
        text = " ".join(one["text"].split())
        found += [text] if one.get("whole") else SENTENCE.split(text)
    return [text for text in found if YEAR in text and not MARKED.search(text)]


RULES = [Rule(bare_years, (DESK,))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</h1>", " in 2025</h1>"),
        ("</desc>", " In 2025 it ended.</desc>"),
        ("<td>by March 2024</td>", "<td>March 2025</td>"),
        ("<text ", "<text>2025</text><text "),
        ("<strong>Told by both:</strong>", "It is inferred. In 2025 it was printed. Is it?"),
        ('<a href="evidence.html#claim-', '<a aria-label="July 2025" href="evidence.html#claim-'),
    ],
)
def test_a_bare_year_is_found(window: Window, old: str, new: str) -> None:
    page = window.broken(old, new)
    assert len(bare_years(page)) == 1
