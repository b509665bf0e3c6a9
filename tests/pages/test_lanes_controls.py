"""On the timeline a reader picks a lane and a span of years, and the rest recedes in its place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from maliviz.charts.figure import VIEWS

from .test_accessibility import axe
from .window import DESK, PHONE, Look, Window

TIMELINE, LANE = "timeline.html", "Politics"
SMALL = "elections.html"
FIGURE = "#figure-lanes"
MARKS = f"{FIGURE} .drawing svg[role] a:visible"
CHOICES: list[dict[str, str]] = [
    {"Lane": LANE},
    {"From": "2022", "to": "2024"},
    {"From": "2030"},
    {"to": "2012"},
    {"Lane": "Power", "From": "2025"},
    {"Lane": "Army", "to": "2020"},
]
BOXES = """() => [...document.querySelectorAll("#figure-lanes :is(.lanes *, .drawing, svg text)")]
  .filter(one => one.checkVisibility())
  .map(one => JSON.stringify(one.getBoundingClientRect()))"""
TOP = """[...document.querySelectorAll("#figure-lanes .drawing")]
  .find(one => one.checkVisibility()).offsetTop"""
SHOWN = """all => Object.fromEntries(all.map(one => [one.getAttribute("href"),
  [one.ariaHidden, one.getAttribute("tabindex"), getComputedStyle(one).opacity]]))"""
ON, OFF = ["false", "0", "1"], ["true", "-1", "0.3"]
WHOLE = {"Lane": "", "From": "2012", "to": "2030"}


def places(site: Path, view: str) -> dict[str, dict[str, Any]]:
    """Where the marks of a view lie, by their addresses, as the notebook has stored it."""
    book = json.loads((site.parent / "notebooks" / "timeline.ipynb").read_text(encoding="utf-8"))
    outputs = (out.get("data", {}) for cell in book["cells"] for out in cell.get("outputs", []))
    (views,) = (data[VIEWS]["views"] for data in outputs if VIEWS in data)
    (found,) = (one["places"] for one in views if one["name"] == view)
    return {f"#{name.replace(':', '-', 1)}": place for name, place in found.items()}


def fits(place: dict[str, Any], choice: dict[str, str]) -> bool:
    """Whether a place is in the lane and in the span of years that are chosen, if they are."""
    if choice.get("Lane") not in (None, place["lane"]):
        return False
    if not {"From", "to"} & choice.keys():
        return True
    if not place["years"]:
        return False
    first, last = place["years"]
    before = "to" in choice and first is not None and first > int(choice["to"])
    after = "From" in choice and last is not None and last < int(choice["From"])
    return not before and not after


def control(page: Page, name: str) -> Locator:
    return page.locator(".lanes").get_by_role("combobox", name=name, exact=True)


def pick(page: Page, choice: dict[str, str]) -> None:
    for name, value in choice.items():
        control(page, name).select_option(value)


def picked(page: Page) -> dict[str, str]:
    return {name: control(page, name).input_value() for name in WHOLE}


def left(page: Page) -> set[str]:
    """The addresses of the marks that are seen whole."""
    return addresses(page.locator(MARKS).and_(page.locator("[aria-hidden=false]")))


def addresses(marks: Locator) -> set[str]:
    return set(marks.evaluate_all("all => all.map(one => one.getAttribute('href'))"))


def opacities(page: Page) -> set[str]:
    return set(page.locator(MARKS).evaluate_all("all => all.map(a => getComputedStyle(a).opacity)"))


def told(page: Page) -> str:
    return page.locator(f"{FIGURE} [role=status]").inner_text()


@pytest.mark.parametrize("look", [DESK, PHONE], ids=str)
def test_what_is_not_chosen_recedes_and_is_counted_out(window: Window, look: Look) -> None:
    page = window.show(TIMELINE, look)
    for view in ("inferred", "printed"):
        page.locator(f"label[for=figure-lanes-{view}]").click()
        known = places(window.site, view)
        assert addresses(page.locator(MARKS)) == left(page) == set(known)
        assert told(page) == f"All {len(known)} events"
        for choice in CHOICES:
            pick(page, WHOLE | choice)
            expected = {address for address, place in known.items() if fits(place, choice)}
            assert left(page) == expected, choice
            assert told(page) == f"{len(expected)} of {len(known)} events"
            shown = {address: ON if address in expected else OFF for address in known}
            assert page.locator(MARKS).evaluate_all(SHOWN) == shown
        assert any(fits(place, CHOICES[0]) for place in known.values())
        pick(page, WHOLE)


@pytest.mark.parametrize("look", [DESK, PHONE], ids=str)
def test_nothing_moves_and_nothing_is_asked_for(window: Window, look: Look) -> None:
    with window.tab() as page:
        look.at(page)
        page.goto(f"{window.address}/{TIMELINE}")
        asked = list[str]()
        page.on("request", lambda request: asked.append(request.url))
        before = page.evaluate(BOXES)
        for choice in CHOICES:
            pick(page, WHOLE | choice)
            assert page.evaluate(BOXES) == before
        assert asked == []


@pytest.mark.parametrize("look", [DESK, PHONE], ids=str)
def test_there_is_room_for_the_controls_before_they_come(window: Window, look: Look) -> None:
    page = window.bare(TIMELINE)
    look.at(page)
    before = page.evaluate(TOP)
    assert page.locator("select").count() == 0
    assert window.show(TIMELINE, look).evaluate(TOP) == before > 0


@pytest.mark.parametrize("place", ["server", "folder"])
def test_the_address_leads_to_the_same_choice(window: Window, place: str) -> None:
    home = window.address if place == "server" else window.site.as_uri()
    page = window.kept(PHONE)
    page.goto(f"{home}/{TIMELINE}")
    page.locator("label[for=figure-lanes-printed]").click()
    pick(page, {"Lane": "Return to civilian rule", "From": "2021", "to": "2024"})
    assert page.url == (
        f"{home}/{TIMELINE}?lane=Return+to+civilian+rule&from=2021&to=2024&view=printed{FIGURE}"
    )
    with window.tab() as other:
        PHONE.at(other)
        other.goto(page.url)
        assert (picked(other), left(other), told(other)) == (picked(page), left(page), told(page))
        assert len(left(other)) == 1
        expect(other.locator("#figure-lanes-printed")).to_be_checked()
        expect(other.locator(FIGURE)).to_be_in_viewport()


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("lane=Nowhere&from=1999&to=never&view=none", {}),
        ("lane=&from=&to=", {}),
        ("lane=Army&from=1999", {"Lane": "Army"}),
        ("from=2025&to=2021", {"From": "2025", "to": "2025"}),
    ],
)
def test_what_an_address_does_not_know_is_passed_over(
    window: Window, query: str, chosen: dict[str, str]
) -> None:
    page = window.show(f"{TIMELINE}?{query}{FIGURE}")
    assert picked(page) == WHOLE | chosen
    expect(page.locator("#figure-lanes-inferred")).to_be_checked()
    assert told(page).startswith("All " if not chosen else str(len(left(page))))


@pytest.mark.parametrize(
    ("first", "then", "both"),
    [({"to": "2021"}, {"From": "2024"}, "2024"), ({"From": "2024"}, {"to": "2021"}, "2021")],
)
def test_a_span_that_would_end_before_it_begins_follows_the_last_choice(
    window: Window, first: dict[str, str], then: dict[str, str], both: str
) -> None:
    page = window.show(TIMELINE)
    pick(page, first)
    pick(page, then)
    assert picked(page) == WHOLE | {"From": both, "to": both}


def test_escape_leads_out_to_the_whole_and_leaves_the_focus_where_it_is(window: Window) -> None:
    page = window.show(TIMELINE)
    for where in (control(page, "Lane"), page.locator(MARKS).nth(9)):
        pick(page, {"Lane": LANE})
        where.focus()
        page.keyboard.press("Escape")
        assert picked(page) == WHOLE
        assert opacities(page) == {"1"}
        assert told(page).startswith("All ")
        assert page.url.endswith(f"{TIMELINE}{FIGURE}")
        assert where.evaluate("one => one === document.activeElement")


def test_escape_closes_a_card_first(window: Window) -> None:
    page = window.show(TIMELINE)
    pick(page, {"Lane": LANE})
    mark = page.locator(MARKS).and_(page.locator("[tabindex='0']")).first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card:visible")).to_have_count(1)
    mark.focus()
    page.keyboard.press("Escape")
    expect(page.locator(".card:visible")).to_have_count(0)
    assert picked(page) == WHOLE | {"Lane": LANE}
    page.keyboard.press("Escape")
    assert picked(page) == WHOLE


def test_a_button_shows_all_again_and_is_there_only_while_something_recedes(
    window: Window,
) -> None:
    page = window.show(TIMELINE, PHONE)
    button = page.get_by_role("button", name="Show all")
    expect(button).to_have_count(0)
    pick(page, {"From": "2025"})
    button.focus()
    page.keyboard.press("Enter")
    assert picked(page) == WHOLE
    expect(button).to_have_count(0)
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('svg'))")


def test_the_keyboard_walks_only_what_is_left(window: Window) -> None:
    page = window.show(TIMELINE)
    pick(page, {"Lane": "Army"})
    page.get_by_role("button", name="Show all").focus()
    met = []
    for _ in range(2):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert set(met) == left(page)
    page.keyboard.press("Tab")
    assert not page.evaluate("Boolean(document.activeElement.closest('svg'))")


def test_no_control_is_there_without_script_nor_on_a_small_figure(window: Window) -> None:
    page = window.kept(PHONE, scripts=False)
    page.goto(f"{window.address}/{TIMELINE}?lane={LANE}{FIGURE}")
    expect(page.locator(FIGURE)).to_be_in_viewport()
    expect(page.locator("select, button")).to_have_count(0)
    box = page.locator(f"{FIGURE} .lanes").bounding_box()
    assert box is not None
    assert box["height"] == 0
    page = window.show(f"{SMALL}?lane={LANE}")
    expect(page.locator(".drawing").first).to_be_attached()
    expect(page.locator("select, .lanes")).to_have_count(0)


def test_on_paper_all_is_seen(window: Window) -> None:
    page = window.show(f"{TIMELINE}?lane=Army{FIGURE}")
    assert opacities(page) == {"1", "0.3"}
    Look(680, media="print").at(page)
    assert set(
        page.locator(f"{FIGURE} .drawing a").evaluate_all(
            "all => all.map(one => getComputedStyle(one).opacity)"
        )
    ) == {"1"}
    expect(page.locator(".lanes")).to_be_hidden()


def test_what_recedes_is_still_seen_and_axe_finds_nothing(window: Window) -> None:
    page = window.show(f"{TIMELINE}?lane={LANE}{FIGURE}")
    for look in (DESK, Look(360, "dark"), Look(forced=True)):
        look.at(page)
        assert opacities(page) == {"1", "0.3"}
        # What recedes is not chosen: its contrast is that of a control that is off.
        found = [*axe(page, without=["color-contrast"]), *axe(page, ".lanes")]
        assert (look, found) == (look, [])


def test_it_works_in_the_one_file_too(window: Window) -> None:
    page = window.kept(PHONE)
    page.goto(f"{window.site.as_uri()}/report.html")
    pick(page, {"Lane": "Army", "From": "2025"})
    page.locator("label[for=timeline-figure-lanes-printed]").click()
    status = page.locator("#timeline-figure-lanes [role=status]")
    expect(status).to_have_text(re.compile("^0 of "))
    assert page.url.endswith("?lane=Army&from=2025&view=printed#timeline-figure-lanes")
    page.reload()
    expect(status).to_have_text(re.compile("^0 of "))
    page.locator("label[for=timeline-figure-lanes-inferred]").click()
    expect(status).to_have_text(re.compile("^1 of "))
    marks = page.locator("#timeline-figure-lanes .drawing svg[role] a:visible")
    assert marks.and_(page.locator("[aria-hidden=false]")).count() == 2
