"""Figures that consist of sentences: a class looks as it means, and words fit at any width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from .window import PHONE, Window

EDGE = {"hedged yes": "dashed", "hedged no": "dashed", "yes": "solid", "no": "solid"}
LINE = {"told": "solid", "inferred": "dashed", "open": "dotted"}
DOT = {"full": "happened", "pale": "happened-soft", "hollow": "paper"}
ENDLESS = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
WIDENED = """() => [document.documentElement, ...document.querySelectorAll(".words")]
  .filter(one => one.scrollWidth > one.clientWidth).map(one => one.className)"""


def style(element: Locator, part: str, name: str) -> str:
    """One property of what the style sheet puts before or after an element."""
    script = "(element, [part, name]) => getComputedStyle(element, part)[name]"
    return str(element.evaluate(script, [part, name]))


def colour(page: Page, role: str) -> str:
    """The colour of a role, as a browser writes it."""
    return str(
        page.evaluate(
            """role => {
                const probe = document.body.appendChild(document.createElement("i"));
                probe.style.color = `var(--${role})`;
                return getComputedStyle(probe).color;
            }""",
            role,
        )
    )


@pytest.fixture
def people(window: Window) -> Page:
    page = window.kept(PHONE)
    page.goto(f"{window.address}/people.html")
    return page


def test_an_answer_has_the_square_that_its_word_says(people: Page) -> None:
    signs = {"yes": "✓", "no": "✕"}
    seen = set()
    for answer in people.locator(".answer strong").all():
        words = answer.inner_text()
        assert style(answer, "::before", "borderTopStyle") == EDGE[words]
        assert signs[words.rpartition(" ")[2]] in style(answer, "::before", "content")
        seen.add(style(answer, "::before", "backgroundColor"))
    assert len(seen) == len(EDGE)


def test_the_line_to_the_next_step_is_as_whole_as_the_order_is_sure(people: Page) -> None:
    steps = people.locator(".steps > li:has(.order)").all()
    kinds = [str(step.locator(".order").get_attribute("class")).split()[1] for step in steps]
    assert set(kinds) == set(LINE)
    lines = [style(step, "::after", "borderInlineStartStyle") for step in steps]
    assert lines == [LINE[kind] for kind in kinds]
    assert style(people.locator(".steps > li").last, "::after", "content") == "none"


def test_a_dot_is_as_full_as_its_step_is_sure(people: Page) -> None:
    step = people.locator(".steps > li").first
    for look, role in DOT.items():
        step.evaluate("(step, look) => step.className = `happened ${look}`", look)
        assert style(step, "::before", "backgroundColor") == colour(people, role), look


def test_a_word_without_end_widens_neither_page_nor_figure(people: Page) -> None:
    for part in (".statement", ".stances th", ".answer p", ".portrait .verdict"):
        one = people.locator(f".words {part}").first
        before = one.inner_html()
        one.evaluate("(one, word) => one.textContent = word", ENDLESS)
        assert people.evaluate(WIDENED) == [], part
        one.evaluate("(one, before) => one.innerHTML = before", before)
