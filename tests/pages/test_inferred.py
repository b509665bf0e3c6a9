"""No text prints 2025: wherever the year stands, there stands that it is inferred."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from .window import DESK, Check, Window

YEAR = "2025"
MARKED = re.compile(r"inferred|\?")
SENTENCE = re.compile(r"(?<=[.!;])\s+(?=\W*[A-Z])")

# Sentences, cells and labels; names of marks and descriptions, which a screen reader says; the
# card of the page. Code and addresses are no words of ours to a reader.
TEXTS = """() => {
  const blocks = "p, li, th, td, h1, h2, h3, h4, caption, legend, label, summary, svg text, svg desc, title";
  const found = [...document.querySelectorAll(blocks)].filter(one => !one.closest("pre, .visually-hidden"))
    .filter(one => ![...one.children].some(child => child.matches("p, li, ul, ol, table")))
    .map(one => one.textContent);
  for (const one of document.querySelectorAll("[aria-label]")) found.push(one.getAttribute("aria-label"));
  for (const one of document.querySelectorAll("img[alt]")) found.push(one.alt);
  for (const one of document.querySelectorAll("meta[name=description], meta[property]")) found.push(one.content);
  return found;
}"""


def bare_years(page: Page) -> list[str]:
    texts = [" ".join(text.split()) for text in page.evaluate(TEXTS) if YEAR in text]
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
    with window.broken(old, new) as page:
        assert len(bare_years(page)) == 1
