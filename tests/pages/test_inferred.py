"""No text prints 2025: wherever the year stands, there stands that it is inferred, or déduit."""

from __future__ import annotations

import re
from pathlib import Path

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


def test_a_bare_year_is_found(window: Window) -> None:
    faults = [
        ("</h1>", " in 2025</h1>", " in 2025"),
        ("</desc>", " In 2025 it ended.</desc>", "In 2025 it ended"),
        ("<td>by March 2024</td>", "<td>March 2025</td>", "March 2025"),
        ("<text ", "<text>Since 2025</text><text ", "Since 2025"),
        (
            "<strong>Told by both:</strong>",
            "It is inferred. In 2025 it was printed. Is it?",
            "In 2025 it was printed.",
        ),
        (
            '<a href="evidence.html#claim-',
            '<a aria-label="July 2025" href="evidence.html#claim-',
            "July 2025",
        ),
    ]
    found = bare_years(window.spoilt(faults))
    assert [sum(words in one for one in found) for *_, words in faults] == [1] * len(faults)
    assert len(found) == len(faults)
