"""No text prints 2025: wherever the year stands, there stands that it is inferred."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from .window import DESK, Window, run

YEAR = "2025"
MARKED = re.compile(r"inferred|\?", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!;])\s+(?=\W*[A-Z])")


def bare_years(page: Page) -> list[str]:
    texts = [" ".join(text.split()) for text in run(page, "texts.js") if YEAR in text]
    sentences = [one for text in texts for one in SENTENCE.split(text) if YEAR in one]
    return [one for one in sentences if not MARKED.search(one)]


def test_the_year_says_that_it_is_inferred(window: Window) -> None:
    window.hold(bare_years, DESK)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</h1>", " in 2025</h1>"),
        ("</desc>", " In 2025 it ended.</desc>"),
        ("<td>by March 2024</td>", "<td>March 2025</td>"),
        ("<text ", "<text>2025</text><text "),
        ("<strong>Known:</strong>", "Is it inferred? No: In 2025 it was printed. Really?"),
        ('<a href="evidence.html#claim-', '<a aria-label="July 2025" href="evidence.html#claim-'),
    ],
)
def test_a_bare_year_is_found(window: Window, old: str, new: str) -> None:
    page = window.broken(old, new)
    assert len(bare_years(page)) == 1
