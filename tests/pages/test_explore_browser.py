"""Exploring in a real browser: nothing before the click, the same facts after it, and no harm.

The picture stays until the chart stands, and stays if it never does. What plotly draws is for
the eye alone; whatever it tells is told in the panel too, to a pointer and to a keyboard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from .window import DESK, PHONE, Look, Window

VIOLATIONS = """addEventListener("securitypolicyviolation", event =>
    (window.violations = window.violations || []).push(event.violatedDirective));"""
FOLLOWS = """figure => [...figure.querySelectorAll(".annotation-text")].some(
    one => getComputedStyle(one).fill === getComputedStyle(document.body).color)"""
BUTTON = ".explore button"


@pytest.fixture(scope="module")
def name(window: Window) -> str:
    """The first page with a figure that can be explored and has two views."""
    texts = {name: (window.site / name).read_text("utf-8") for name in window.chapters}
    return next(
        name
        for name, text in texts.items()
        if 'class="explore"' in text and 'class="views"' in text
    )


@contextmanager
def visit(
    window: Window, name: str, look: Look = DESK, *, folder: bool = False, view: str = ""
) -> Iterator[tuple[Page, list[str]]]:
    """Open a page, and list what it asks for, what breaks its policy and what its scripts say."""
    told: list[str] = []

    def say(message: ConsoleMessage) -> None:
        if not message.location["url"].endswith("/favicon.ico"):
            told.append(f"says {message.text}")

    with window.tab() as page:
        look.at(page)
        page.add_init_script(VIOLATIONS)
        page.on("request", lambda request: told.append(request.url.rpartition("/")[2]))
        page.on("console", say)
        page.on("pageerror", lambda error: told.append(f"raises {error}"))
        page.goto(f"{window.site.as_uri() if folder else window.address}/{name}{view}")
        told[:1] = []
        yield page, told
        assert page.evaluate("window.violations || []") == []


def figure(page: Page) -> Locator:
    return page.locator("figure:has(.explore):has(.views)").first


def explore(page: Page) -> Locator:
    """Click, wait until the chart stands, and return the figure."""
    one = figure(page)
    one.locator(BUTTON).click()
    expect(one.locator(".stage .plot .main-svg").first).to_be_visible()
    expect(one.locator(".drawing").first).to_be_hidden()
    return one


def shown(one: Locator) -> list[str]:
    """The names in the chart, of lanes and of rows; a long one stands there in lines."""
    texts = one.locator(".plot .annotation-text").all_text_contents()
    return [text.replace(" ", "") for text in texts]


def years(one: Locator) -> list[str]:
    chosen: list[str] = one.locator(".settings select").evaluate_all("all => all.map(s => s.value)")
    return chosen


def rows(one: Locator) -> list[str]:
    return one.locator("tbody th").all_text_contents()


@pytest.mark.parametrize("folder", [False, True])
def test_a_click_brings_the_chart_and_asks_for_two_files_of_our_own(
    window: Window, name: str, folder: bool
) -> None:
    with visit(window, name, folder=folder) as (page, told):
        assert told == []
        expect(figure(page).locator(BUTTON)).to_have_text(re.compile(r"^Explore \(\d\.\d MB\)$"))
        one = explore(page)
        assert [re.sub(r"\?v=.*", "", file) for file in told] == ["explore.js", "plotly.min.js"]
        assert {row.replace(" ", "") for row in rows(one)} <= set(shown(one))
        one.locator(BUTTON).click()
        expect(one.locator(".drawing:visible")).to_have_count(1)
        expect(one.locator(".stage")).to_be_hidden()
        assert len(told) == 2


def test_without_scripts_there_is_no_button(window: Window, name: str) -> None:
    with window.tab(scripts=False) as page:
        page.goto(f"{window.address}/{name}")
        expect(page.locator(BUTTON).first).to_be_hidden()
        expect(figure(page).locator(".drawing:visible")).to_have_count(1)
    expect(window.show(name).locator(BUTTON).first).to_be_visible()


def test_the_keys_go_through_all_marks_and_tell_each(window: Window, name: str) -> None:
    with visit(window, name) as (page, _):
        one = explore(page)
        panel = one.locator(".panel")
        panel.locator("select").focus()
        for row, label in enumerate(rows(one)):
            page.keyboard.press("ArrowDown")
            expect(panel.locator("[aria-live=polite] strong")).to_have_text(label)
            expect(one.locator(".hoverlayer .hovertext")).to_contain_text(label[:12])
            proofs = one.locator(f"tbody tr:nth-child({row + 1}) td:last-child")
            links = proofs.locator("a").evaluate_all("all => all.map(a => a.href)")
            assert panel.locator("a").evaluate_all("all => all.map(a => a.href)") == links
            for word in proofs.locator(".agreement").all_text_contents():
                expect(panel).to_contain_text(f"agreement: {word}")
        page.keyboard.press("Home")
        expect(panel.locator("strong")).to_have_text(rows(one)[0])


def test_a_pointer_finds_the_row_and_a_click_keeps_it(window: Window, name: str) -> None:
    with visit(window, name) as (page, _):
        one = explore(page)
        told, plot = one.locator(".panel strong"), one.locator(".plot")
        plot.hover(position={"x": 400, "y": 60})
        expect(told).to_have_text(rows(one)[0])
        plot.click(position={"x": 400, "y": 300})
        expect(told).not_to_have_text(rows(one)[0])
        expect(one.locator(".hint")).to_contain_text("Kept")
        kept = told.text_content() or ""
        plot.hover(position={"x": 400, "y": 60})
        expect(told).to_have_text(kept)


def test_lanes_years_and_views_can_be_chosen_and_linked_to(window: Window, name: str) -> None:
    with visit(window, name) as (page, _):
        one = explore(page)
        before = shown(one)
        lanes = one.locator(".stage fieldset label").all_text_contents()
        one.get_by_label(lanes[0].strip(), exact=True).uncheck()
        assert lanes[0].replace(" ", "") not in shown(one)
        one.locator(".settings select").first.select_option(index=3)
        one.locator(".views label").nth(1).click()
        expect(one.locator(".plot")).to_contain_text("no year: ")
        expect(one.locator(".drawing").first).to_be_hidden()
        chosen, between, address = shown(one), years(one), page.url
        assert {name for name in chosen if not name.startswith("noyear")} < set(before)
        for part in ("?lanes=", "&from=", "&view="):
            assert part in address
    with visit(window, name, PHONE, view=f"#{address.partition('#')[2]}") as (page, told):
        one = figure(page)
        expect(one.locator(BUTTON)).to_have_text(re.compile(r"^Open this view \("))
        expect(one.locator(BUTTON)).to_be_in_viewport()
        assert told == []
        explore(page)
        assert (shown(one), years(one), page.url) == (chosen, between, address)
        one.get_by_role("button", name="Show all").click()
        one.locator(".views label").nth(0).click()
        assert shown(one) == before
        assert page.url.endswith(f"#{one.get_attribute('id')}")


@pytest.fixture(scope="module")
def everything(window: Window, name: str) -> tuple[str, list[str]]:
    """The address of the figure, and all names in its chart."""
    with visit(window, name) as (page, _):
        return f"#{figure(page).get_attribute('id')}", shown(explore(page))


@pytest.mark.parametrize(
    "words", ["lanes=&from=x", "lanes=nobody&from=9999&to=-1", "%E0%A4=%E0%A4&&=", "lanes=%E0%A4"]
)
def test_a_link_that_makes_no_sense_shows_what_it_can(
    window: Window, name: str, everything: tuple[str, list[str]], words: str
) -> None:
    address, names = everything
    with visit(window, name, view=f"{address}?{words}") as (page, told):
        assert shown(explore(page)) == ([] if words.startswith("lanes=&") else names)
        assert not [line for line in told if line.startswith(("raises", "says"))]


@pytest.mark.parametrize("script", ["explore.js", "plotly.min.js"])
def test_a_script_that_does_not_come_leaves_the_picture(
    window: Window, name: str, script: str
) -> None:
    with window.tab() as page:
        page.goto(f"{window.address}/{name}")
        page.route(f"**/{script}*", lambda route: route.abort())
        one = figure(page)
        one.locator(BUTTON).click()
        expect(one.locator("[role=status]")).to_contain_text("could not be loaded")
        expect(one.locator(".drawing:visible")).to_have_count(1)
        page.unroute(f"**/{script}*")
        explore(page)
        expect(one.locator("[role=status]")).to_be_empty()


def test_a_script_that_fails_leaves_the_picture(window: Window, name: str) -> None:
    with window.tab() as page:
        page.goto(f"{window.address}/{name}")
        page.route("**/plotly.min.js*", lambda route: route.fulfill(body="window.Plotly = {}"))
        one = figure(page)
        one.locator(BUTTON).click()
        expect(one.locator("[role=status]")).to_contain_text("could not be loaded")
        expect(one.locator(".drawing:visible")).to_have_count(1)
        expect(one.locator(".stage")).to_be_hidden()


@pytest.mark.parametrize("look", [DESK, PHONE, Look(scheme="dark"), Look(320, "dark"), Look(768)])
def test_the_chart_is_as_accessible_as_the_page(window: Window, name: str, look: Look) -> None:
    with visit(window, name, look) as (page, _):
        one = explore(page)
        page.keyboard.press("Tab")
        one.locator(".panel select").focus()
        page.keyboard.press("ArrowDown")
        expect(one.locator(".panel a").first).to_be_visible()
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        plot = one.locator(".plot")
        assert plot.get_attribute("aria-hidden") == "true"
        expect(plot.locator("a, button, input, [tabindex], .modebar-btn")).to_have_count(0)
        wide = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(wide) <= 0
        sizes = "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
        assert min(plot.locator("text").evaluate_all(sizes)) >= 12


def test_paper_has_the_picture(window: Window, name: str) -> None:
    with visit(window, name) as (page, _):
        one = explore(page)
        page.emulate_media(media="print")
        expect(one.locator(".drawing svg:visible").first).to_be_visible()
        expect(one.locator(".stage")).to_be_hidden()
        expect(one.locator(BUTTON)).to_be_hidden()


def test_the_theme_reaches_the_chart(window: Window, name: str) -> None:
    with visit(window, name) as (page, _):
        one = explore(page)
        for scheme in ("light", "dark", "light"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function(FOLLOWS, arg=one.element_handle())


def test_a_policy_that_is_broken_is_seen(window: Window, name: str) -> None:
    with window.blank() as page:
        page.add_init_script(VIOLATIONS)
        text = (window.site / name).read_text("utf-8")
        strict = re.sub(r"; style-src-attr [^;&]*&#39;unsafe-inline&#39;", "", text)
        assert strict != text
        kind = "text/html; charset=utf-8"
        page.route(f"**/{name}", lambda route: route.fulfill(body=strict, content_type=kind))
        page.goto(f"{window.address}/{name}")
        figure(page).locator(BUTTON).click()
        page.wait_for_function("() => (window.violations || []).includes('style-src-attr')")
