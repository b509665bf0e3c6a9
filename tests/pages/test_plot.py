"""plotly draws on the page that is made for it, and asks for nothing else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .test_addresses import dead
from .test_policy import faults, use, watched
from .window import DESK, PHONE, Look, Window

PLOTS = ".plotly."


def stands(page: Page) -> None:
    """The chart is drawn as wide as there is room, with at least as many rows as the table has."""
    room = page.locator("#plot").evaluate("plot => plot.clientWidth")
    chart = page.locator("#plot .main-svg").first
    expect(chart).to_be_visible()
    expect(chart).to_have_attribute("width", str(room))
    rows = page.locator("#plot .ytick text").count()
    assert rows >= page.locator(".data tbody th").count() > 0


@pytest.mark.parametrize(
    ("place", "looks"),
    [("server", (DESK, PHONE)), ("folder", (PHONE, DESK))],
    ids=["server", "folder"],
)
def test_the_chart_stands_within_its_policy(
    window: Window, ids: dict[str, set[str]], place: str, looks: tuple[Look, ...]
) -> None:
    home = window.address if place == "server" else window.site.as_uri()
    told = list[str]()
    # One tab for all of them, so that the library is compiled once.
    with watched(window) as seen:
        page = seen.page
        page.on("console", lambda message: told.append(message.text))
        looks[0].at(page)
        for name in [name for name in window.pages if PLOTS in name]:
            seen.goto(f"{home}/{name}")
            for look in looks:
                look.at(page)
                stands(page)
            assert dead(page, home, window.site, ids) == []
            use(page)
            assert (told, faults(seen, home)) == ([], [])
            assert [one.rpartition("/")[2].partition("?")[0] for one in seen.asked[1:]] == [
                "plotly.min.js"
            ]
            looks = looks[::-1]  # the next page is loaded as this one is looked at now
