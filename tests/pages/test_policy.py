"""Nothing leaves the site, nothing is kept, and the page's own policy is never broken.

Each page is not only opened but used: all is unfolded, each figure seen in all its views, one
choice made in each control of the timeline, and printing announced. `test_places` does so wherever
a page may lie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import ConsoleMessage, Page

from .window import Window

POLICY = "document.querySelector('meta[http-equiv=Content-Security-Policy]')?.content ?? ''"
WATCH = """window.breaches = [];
addEventListener("securitypolicyviolation", event =>
  breaches.push(`${event.effectiveDirective} forbids ${event.blockedURI} ${event.sample}`))"""
KEPT = """async () => [
  ...document.cookie.split(";").filter(Boolean).map(one => `cookie ${one}`),
  ...Object.keys(localStorage).filter(key => key !== "theme").map(key => `storage ${key}`),
  ...Object.keys(sessionStorage).map(key => `session storage ${key}`),
  ...(await indexedDB.databases()).map(({name}) => `database ${name}`),
]"""


USE = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  for (const choice of document.querySelectorAll(".views > label")) choice.click();
  for (const choice of document.querySelectorAll(".lanes select")) {
    choice.selectedIndex = 1;
    for (const kind of ["input", "change"]) choice.dispatchEvent(new Event(kind, {bubbles: true}));
  }
  for (const kind of ["beforeprint", "afterprint"]) dispatchEvent(new Event(kind));
}"""


@dataclass
class Seen:
    """A page, and what it asked for and complained of since it was opened."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def goto(self, address: str) -> None:
        self.asked.clear()
        self.complaints.clear()
        self.page.goto(address)

    def hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(said.text)


@contextmanager
def watched(window: Window, *, policed: bool = True) -> Iterator[Seen]:
    with window.blank(policed=policed) as page:
        seen = Seen(page)
        page.add_init_script(WATCH)
        page.on("request", lambda request: seen.asked.append(request.url))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("console", seen.hear)
        yield seen


def use(*pages: Page) -> None:
    """Use pages as a reader may without leaving them, and give time to what comes of it."""
    for page in pages:
        page.evaluate(USE)
    pages[-1].wait_for_timeout(500)


def policy_faults(policy: str) -> list[str]:
    """What a policy allows that it should not."""
    rules = {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}
    found = [] if rules.get("default-src") == ["'none'"] else ["default-src is not 'none'"]
    for name, allowed in rules.items():
        loose = {"'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:", "blob:"} & {*allowed}
        found += [f"{name} allows {one}" for one in sorted(loose)]
        if "'unsafe-inline'" in allowed and name != "style-src-attr":
            found.append(f"{name} allows 'unsafe-inline'")
        own = r"'(self|none|unsafe-inline|sha256-[\w+/=]+)'|data:"
        foreign = [one for one in allowed if one not in loose and not re.fullmatch(own, one)]
        found += [f"{name} allows {one}" for one in foreign]
    missing = {"base-uri", "form-action"} - rules.keys()
    return found + [f"{name} is not ruled" for name in sorted(missing)]


def faults(seen: Seen, home: str) -> list[str]:
    """All that a page did, since it was opened, that a page of ours does not do."""
    page = seen.page
    page.wait_for_load_state("networkidle")
    breaches: list[str] = page.evaluate("breaches")
    found = policy_faults(page.evaluate(POLICY)) + seen.complaints + breaches
    if home.startswith("http"):
        found += page.evaluate(KEPT)
    found += [f"kept {one}" for one in page.context.cookies()]
    ours = (home, "data:", "blob:")
    return found + [f"asked for {one}" for one in seen.asked if not one.startswith(ours)]


FOREIGN = '<img alt="" src="https://example.org/x.png">'


@pytest.mark.parametrize(
    ("policed", "broken"),
    [
        (
            True,
            {
                "<script>1</script>": "script-src-elem forbids inline",
                FOREIGN: "img-src forbids https://example.org",
                '<p onclick="x()">Click</p>': "script-src-attr forbids inline",
                "<style>p{}</style>": "style-src-elem forbids inline",
            },
        ),
        (
            False,
            {
                FOREIGN: "asked for https://example.org/x.png",
                '<script>document.cookie = "a=1"</script>': "cookie a=1",
                '<script>localStorage.who = "x"</script>': "\nstorage who",
                '<script>sessionStorage.what = "x"</script>': "session storage what",
                '<script>indexedDB.open("all")</script>': "database all",
                "<script>undefined.x</script>": "Cannot read properties",
            },
        ),
    ],
)
def test_a_page_that_does_not_is_found(
    window: Window, policed: bool, broken: dict[str, str]
) -> None:
    with watched(window, policed=policed) as seen:
        seen.page.route("https://**", lambda route: route.abort())
        window.spoil(seen.page, [("<h1", f"{new}<h1") for new in broken])
        seen.goto(f"{window.address}/index.html")
        found = "\n".join(faults(seen, window.address))
    assert [finding for finding in broken.values() if finding not in found] == []


def test_what_a_page_does_late_is_found(window: Window) -> None:
    late = """<script>addEventListener("beforeprint", () =>
      setTimeout(() => { new Image().src = "https://example.org/late.png" }, 300))</script>"""
    with watched(window, policed=False) as seen:
        seen.page.route("https://**", lambda route: route.abort())
        window.spoil(seen.page, [("<h1", f"{late}<h1")])
        seen.goto(f"{window.address}/index.html")
        seen.page.wait_for_load_state("networkidle")
        use(seen.page)
        assert "asked for https://example.org/late.png" in faults(seen, window.address)


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("default-src 'none'", "default-src 'self'", "default-src is not 'none'"),
        ("script-src 'self'", "script-src 'unsafe-inline'", "script-src allows 'unsafe-inline'"),
        ("script-src 'self'", "script-src 'unsafe-eval'", "script-src allows 'unsafe-eval'"),
        ("img-src 'self'", "img-src cdn.example.org", "img-src allows cdn.example.org"),
        ("base-uri 'none'", "", "base-uri is not ruled"),
    ],
)
def test_a_loose_policy_is_found(old: str, new: str, finding: str) -> None:
    tight = (
        "default-src 'none'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
    )
    assert policy_faults(tight) == []
    assert policy_faults(tight.replace(old, new)) == [finding]
