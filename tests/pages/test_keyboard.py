"""A walk through every page with the Tab key: all is reached, in order, with a ring around it."""

from __future__ import annotations

import pytest
from playwright.sync_api import FloatRect, Page, expect

from .window import DESK, PHONE, Check, Look, Window, report, run, unfold

STILL = Look(still=True)
REPORT = """() => {
  const words = one => one.id || one.ariaLabel || one.textContent.trim();
  const name = one => one ? `<${one.tagName}> ${words(one)}` : "nothing";
  const found = walk.due.flatMap((one, i) => walk.met[i]?.target === one
    ? [] : [`stop ${i + 1} is ${name(walk.met[i]?.target)}, not ${name(one)}`]).slice(0, 1);
  const dim = walk.met.filter(({shown}) => !shown).map(({target}) => `no ring: ${name(target)}`);
  return [...found, ...new Set(dim)];
}"""
SKIP = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return document.activeElement.matches(".skip") && box.left >= 0 && box.top >= 0;
}"""
PLACE = """one => {
  one.scrollIntoView({block: "center"});
  const {x, y, width, height} = one.getBoundingClientRect();
  return [x, y, width, height];
}"""
UNFILLED = ".find details:not(:has(select))"  # which are filled once they are unfolded
IN_MAIN = "document.activeElement.closest('main') && document.activeElement.tagName !== 'MAIN'"


def walk(page: Page) -> list[str]:
    """Every stop in the order of the page, with a ring around it; none keeps the focus."""
    unfold(page)
    expect(page.locator(UNFILLED)).to_have_count(0)
    run(page, "keyboard.js")
    for _ in range(page.evaluate("walk.due.length")):
        page.keyboard.down("Tab")  # which is held, and repeats
    page.keyboard.up("Tab")
    return list(page.evaluate(REPORT))


def skip(page: Page) -> list[str]:
    """The first stop is a link that shows itself, and takes one past the navigation."""
    page.keyboard.press("Tab")
    if not page.evaluate(SKIP):
        return ["the first stop is no skip link that can be seen"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    return [] if page.evaluate(IN_MAIN) else ["the skip link does not lead into the main part"]


def painted(page: Page) -> list[str]:
    """The ring is really painted, around one stop of each kind; marks in drawings are the catch."""
    found = []
    for kind in ("main svg a", "a[data-signs]", "main summary", "main button", "footer a"):
        stop = page.locator(f"{kind}:visible").first
        if not stop.count():
            continue
        x, y, width, height = stop.evaluate(PLACE)
        clip = FloatRect(x=x - 9, y=y - 9, width=width + 18, height=height + 18)
        before = page.screenshot(animations="disabled", clip=clip)
        page.keyboard.press("Shift")
        stop.evaluate("one => one.focus({preventScroll: true, focusVisible: true})")
        if page.screenshot(animations="disabled", clip=clip) == before:
            found.append(f"nothing is painted around a focused {kind}")
    return found


def test_every_stop_is_reached_in_order_and_is_seen(window: Window) -> None:
    findings = []
    for name in window.chapters:
        page = window.show(name)
        findings += [f"{name}: {finding}" for finding in [*skip(page), *walk(page)]]
        # The page of all proofs has hundreds of stops, which are the same at every width.
        if name != "evidence.html":
            PHONE.at(page)
            findings += [f"{name} ({PHONE}): {finding}" for finding in walk(page)]
    assert not findings, report(findings)


def test_a_figure_can_be_passed_with_one_key(window: Window) -> None:
    page = window.show("index.html")
    past = page.locator("figure .skip").first
    past.focus()
    assert past.bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.evaluate(
        "document.querySelector('figure').compareDocumentPosition(document.activeElement)"
    )
    assert first & 4
    assert not first & 16


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_mark_says_its_name_to_the_eye_too(window: Window, way: str) -> None:
    page = window.show("evidence.html")
    mark = page.locator("#figure-squares svg a:visible").nth(20)
    getattr(mark, way)()
    hint = page.locator("#figure-squares .hint")
    assert hint.is_visible()
    assert hint.inner_text() == mark.get_attribute("aria-label")


def test_the_ring_is_painted(window: Window) -> None:
    window.hold(painted, STILL, ["index.html"])


def test_a_mark_is_followed_with_the_keyboard(window: Window) -> None:
    page = window.show("index.html")
    mark = page.locator("svg a:visible").first
    address = mark.get_attribute("href")
    mark.focus()
    page.keyboard.press("Enter")
    card = page.locator(".card:visible")
    assert [f"#{one.get_attribute('id')}" for one in card.all()] == [address]


@pytest.mark.parametrize(
    ("check", "look", "old", "new", "finding"),
    [
        (walk, DESK, ":focus-visible,", ":active,", "no ring"),
        (walk, DESK, "<h1", '<a href="#main" tabindex="2">First</a><h1', "not <A> First"),
        (walk, PHONE, ":focus-visible,", ":active,", "no ring"),
        (skip, DESK, ".skip:focus{inset-inline-start:0}", "", "no skip link"),
        (skip, DESK, 'href="#main"', 'href="#nowhere"', "does not lead"),
        (painted, STILL, "outline:3px solid var(--expected)", "outline:none", "main summary"),
    ],
)
def test_a_page_that_fails_is_found(
    window: Window, check: Check, look: Look, old: str, new: str, finding: str
) -> None:
    page = window.broken(old, new, look)
    assert finding in "\n".join(check(page))
