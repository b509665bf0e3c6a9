"""A reader's window: every page of the built site, in a real browser.

A check is a function that looks at an open page and returns what it finds, in words. `hold` puts
it to all pages, in each way of looking at them that is asked for; `broken` opens a page that was
spoilt by one edit, so that each check can prove that it is able to find something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

from playwright.sync_api import Browser, Page, Route

Check = Callable[[Page], list[str]]


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
        page.set_viewport_size({"width": self.width, "height": 900})
        page.emulate_media(
            media=self.media,
            color_scheme=self.scheme,
            forced_colors="active" if self.forced else "none",
            reduced_motion="reduce" if self.still else "no-preference",
        )


DESK, PHONE = Look(1350), Look(360)


@dataclass(repr=False)
class Window:
    """A browser before a site that lies in a folder and is served at an address."""

    browser: Browser
    site: Path
    address: str
    pages: list[str] = field(init=False)
    _kept: dict[tuple[bool, bool], Page] = field(init=False, default_factory=dict)
    _stack: ExitStack = field(init=False, default_factory=ExitStack)

    def __post_init__(self) -> None:
        self.pages = sorted(p.relative_to(self.site).as_posix() for p in self.site.rglob("*.html"))
        assert "index.html" in self.pages

    @property
    def chapters(self) -> list[str]:
        """The pages that belong to the frame of the site; the others stand alone."""
        return [name for name in self.pages if "/" not in name]

    @contextmanager
    def blank(self, *, scripts: bool = True, policed: bool = True) -> Iterator[Page]:
        """Open an empty page; one that is not `policed` may break its own security policy."""
        page = self.browser.new_page(java_script_enabled=scripts, bypass_csp=not policed)
        page.set_default_timeout(20_000)
        try:
            yield page
        finally:
            page.context.close()

    def kept(self, look: Look = DESK, *, scripts: bool = True, policed: bool = True) -> Page:
        """Return a page that is kept for the tests to come, since opening one takes long."""
        key = scripts, policed
        if key not in self._kept:
            opened = self.blank(scripts=scripts, policed=policed)
            self._kept[key] = self._stack.enter_context(opened)
        page = self._kept[key]
        page.unroute_all()
        look.at(page)
        return page

    @contextmanager
    def open(self, name: str, look: Look = DESK) -> Iterator[Page]:
        """Open a page from the server, which knows nothing of other tests."""
        with self.blank() as page:
            look.at(page)
            page.goto(f"{self.address}/{name}")
            yield page

    def show(self, name: str, look: Look = DESK) -> Page:
        """Show a page from the server."""
        page = self.kept(look)
        page.goto(f"{self.address}/{name}")
        return page

    def broken(self, old: str, new: str, look: Look = DESK) -> Page:
        """Open the first page, in which the first `old` was replaced by `new`."""
        page = self.kept(look, policed=False)
        self.spoil(page, old, new)
        page.goto(f"{self.address}/index.html")
        return page

    def spoil(self, page: Page, old: str, new: str) -> None:
        """Let a page of the browser find the first page of the site spoilt."""
        text = (self.site / "index.html").read_text(encoding="utf-8")
        assert old in text, f"the first page holds no {old!r} that could be broken"
        page.route("**/index.html", partial(_answer, text.replace(old, new, 1)))

    def hold(
        self, check: Check, *looks: Look, names: Iterable[str] = (), bare: bool = False
    ) -> None:
        """Fail with all that a check finds on these pages (on all of them, if none are named).

        A `bare` page has lost its scripts on the way.
        """
        found, page = [], self.kept()
        if bare:
            page.route("**/*.html", self._strip)
        for name in names or self.pages:
            looks[0].at(page)
            page.goto(f"{self.address}/{name}")
            for look in looks:
                look.at(page)
                found += [f"{name} ({look}): {finding}" for finding in check(page)]
        assert not found, "\n".join([f"{len(found)} findings", *found])

    def close(self) -> None:
        """Close the pages that were kept."""
        self._stack.close()

    def _strip(self, route: Route) -> None:
        text = (self.site / route.request.url.removeprefix(f"{self.address}/")).read_text("utf-8")
        _answer(re.sub("<script.*?</script>", "", text, flags=re.DOTALL), route)


def run(page: Page, script: str, argument: object = None) -> list[str]:
    """Return what a script that lies beside this file finds on a page."""
    text = Path(__file__).with_name(script).read_text(encoding="utf-8")
    return [str(finding) for finding in page.evaluate(text, argument)]


def unfold(page: Page) -> None:
    """Open all that is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def explore(page: Page) -> None:
    """Ask for everything that a page loads on request, and wait until it stands."""
    for button in page.locator(".explore button").all():
        button.click()
        page.wait_for_function("box => box.closest('.exploring')", arg=button.element_handle())


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
