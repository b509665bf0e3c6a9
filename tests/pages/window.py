"""A reader's window: every page of the built site, in a real browser.

A check is a function that looks at an open page and returns what it finds, in words. A `Rule` says
in which ways of looking at them pages are held to it: `test_every_page` opens each page once for
all rules. `broken` opens a page that was spoilt by one edit, so that each check can prove that it
is able to find something; `unfound` does so for many edits that do not hide each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize

HANGS = 180  # seconds, which nothing takes on the busiest machine

Check = Callable[[Page], list[str]]
Fault = tuple[str, str, str]
"""What stands on a page, what stands there instead, and what a check finds then."""


@dataclass(frozen=True)
class Look:
    """One way of looking at a page."""

    width: int = 1350
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"
    forced: bool = False
    still: bool = False

    def __str__(self) -> str:
        marks = {"forced colours": self.forced, "still": self.still}
        return " ".join([f"{self.width}px", self.scheme, self.media, *filter(marks.get, marks)])

    def at(self, page: Page) -> None:
        """Look at an open page in this way."""
        size: ViewportSize = {"width": self.width, "height": 900}
        if page.viewport_size != size:
            page.set_viewport_size(size)
        page.emulate_media(
            media=self.media,
            color_scheme=self.scheme,
            forced_colors="active" if self.forced else "none",
            reduced_motion="reduce" if self.still else "no-preference",
        )


DESK, PHONE = Look(1350), Look(360)
CHAPTERS = "(fr/)?[^/]+"  # the pages that belong to the frame of the site, in each language


@dataclass(frozen=True)
class Rule:
    """What pages are held to whose names fit a pattern, in each of these looks.

    The check leaves a page as it was, but for what it unfolds.
    """

    check: Check
    looks: tuple[Look, ...]
    pages: str = ".*"


WHOLE = "report.html"  # what stands on the pages, once more


@dataclass(repr=False)
class Window:
    """A browser before a site that lies in a folder and is served at an address."""

    browser: Browser
    site: Path
    address: str
    pages: list[str] = field(init=False)
    _kept: dict[tuple[bool, bool], Page] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        paths = [path for path in self.site.rglob("*.html") if path.name != WHOLE]
        self.pages = sorted(path.relative_to(self.site).as_posix() for path in paths)
        assert "index.html" in self.pages

    @property
    def chapters(self) -> list[str]:
        """The pages that belong to the frame of the site, in English; the others stand alone."""
        return [name for name in self.pages if "/" not in name]

    @contextmanager
    def blank(self, *, scripts: bool = True, policed: bool = True) -> Iterator[Page]:
        """Open an empty page, which knows nothing of others, and they nothing of it."""
        context = self._new_context(scripts, policed)
        yield context.new_page()
        context.close()

    @contextmanager
    def tab(self, *, scripts: bool = True) -> Iterator[Page]:
        """Open an empty page beside the kept ones: what they have loaded need not be loaded."""
        page = self.kept(scripts=scripts).context.new_page()
        yield page
        page.close()

    def kept(self, look: Look = DESK, *, scripts: bool = True, policed: bool = True) -> Page:
        """Return a page that is kept for the tests to come, since opening one takes long.

        One that is not `policed` may break its own security policy.
        """
        key = scripts, policed
        if key not in self._kept:
            self._kept[key] = self._new_context(*key).new_page()
        page = self._kept[key]
        page.unroute_all()
        look.at(page)
        return page

    def _new_context(self, scripts: bool, policed: bool) -> BrowserContext:
        context = self.browser.new_context(java_script_enabled=scripts, bypass_csp=not policed)
        context.set_default_timeout(HANGS * 1000)
        return context

    def show(self, name: str, look: Look = DESK) -> Page:
        """Show a page from the server."""
        page = self.kept(look)
        page.goto(f"{self.address}/{name}")
        return page

    def broken(self, old: str, new: str, look: Look = DESK) -> Page:
        """Open the first page, in which the first `old` was replaced by `new`."""
        return self.spoilt([(old, new)], look)

    def spoilt(self, edits: Sequence[tuple[str, ...]], look: Look = DESK) -> Page:
        """Open the first page after edits, each of which says what is replaced by what."""
        page = self.kept(look, policed=False)
        self.spoil(page, edits)
        page.goto(f"{self.address}/index.html")
        return page

    def unfound(self, check: Check, faults: Sequence[Fault], look: Look = DESK) -> list[str]:
        """What a check does not find on the first page where all these faults are at once."""
        found = "\n".join(check(self.spoilt(faults, look)))
        return [finding for *_, finding in faults if finding not in found]

    def spoil(self, page: Page, edits: Sequence[tuple[str, ...]]) -> None:
        """Let a page of the browser find the first page of the site spoilt."""
        text = (self.site / "index.html").read_text(encoding="utf-8")
        for old, new, *_ in edits:
            assert old in text, f"the first page holds no {old!r} that could be broken"
            text = text.replace(old, new, 1)
        page.route("**/index.html", partial(_answer, text))

    def hold(self, check: Check, look: Look, names: Iterable[str] = ()) -> None:
        """Fail with all that a check finds on these pages, each opened anew (on all by default)."""
        findings = [
            f"{name} ({look}): {finding}"
            for name in names or self.pages
            for finding in check(self.show(name, look))
        ]
        assert not findings, report(findings)

    def bare(self, name: str) -> Page:
        """Show a page that has lost its scripts on the way."""
        page = self.kept()
        page.route("**/*.html", self._strip)
        page.goto(f"{self.address}/{name}")
        return page

    def _strip(self, route: Route) -> None:
        text = (self.site / route.request.url.removeprefix(f"{self.address}/")).read_text("utf-8")
        _answer(re.sub("<script.*?</script>", "", text, flags=re.DOTALL), route)


def report(findings: Sequence[str]) -> str:
    """All findings, one a line."""
    return "\n".join([f"{len(findings)} findings", *findings])


def run(page: Page, script: str, argument: object = None) -> list[str]:
    """Return what a script that lies beside this file finds on a page."""
    text = Path(__file__).with_name(script).read_text(encoding="utf-8")
    return [str(finding) for finding in page.evaluate(text, argument)]


def unfold(page: Page) -> None:
    """Open all that is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def _answer(text: str, route: Route) -> None:
    route.fulfill(body=text, content_type="text/html; charset=utf-8")


class Quiet(SimpleHTTPRequestHandler):
    """A web host that says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what was asked for is seen in the browser."""


@contextmanager
def served(folder: Path, host: type[SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """Serve a folder to this machine alone, and give the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=folder)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
