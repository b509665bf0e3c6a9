"""plotly draws on the page that is made for it, and asks for nothing else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .window import DESK, PHONE, Look, Window

VIOLATIONS = """window.violations = [];
addEventListener("securitypolicyviolation", event => violations.push(event.violatedDirective))"""


def listen(page: Page, asked: list[str], told: list[str]) -> None:
    """Write down what a page asks for, and what it complains of."""
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))


@pytest.mark.parametrize("look", [DESK, PHONE], ids=str)
@pytest.mark.parametrize("place", ["server", "folder"])
def test_the_chart_stands_within_its_policy(window: Window, place: str, look: Look) -> None:
    home = window.address if place == "server" else window.site.as_uri()
    asked, told = list[str](), list[str]()
    # One tab for all of them, so that the library is compiled once.
    with window.tab() as page:
        look.at(page)
        page.add_init_script(VIOLATIONS)
        listen(page, asked, told)
        for name in [name for name in window.pages if name.endswith(".plotly.html")]:
            asked.clear()
            page.goto(f"{home}/{name}")
            expect(page.locator("#plot .main-svg").first).to_be_visible()
            rows = page.locator("#plot .ytick text").count()
            assert rows >= page.locator(".data tbody th").count() > 0
            assert [one.rpartition("/")[2].partition("?")[0] for one in asked[1:]] == [
                "plotly.min.js"
            ]
            assert (told, page.evaluate("violations")) == ([], [])
