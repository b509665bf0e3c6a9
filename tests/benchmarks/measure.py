"""What a page asks of a reader: bytes, requests, hosts; and whether its figures show.

A page is served with gzip, as any web host does, and opened in Chromium. Other hosts are asked
for and never reached, so nothing depends on them.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from pages.window import Quiet, served
from playwright.sync_api import Browser, Page, Request, Route, ViewportSize

EMPTY = "<!doctype html><html lang=en><title>Empty</title><p>An empty page."
"""What other pages are measured beside."""
_DESK: ViewportSize = {"width": 1350, "height": 900}
# A picture in a picture is one; what is not painted, or is as small as a sign, is none.
_FIGURES = """() => {
  const painted = "svg, img, canvas, figure > .words";
  const pictures = [...document.querySelectorAll(painted)].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width * box.height >= 20000 && one.checkVisibility({visibilityProperty: true});
  });
  return pictures.filter(one => !pictures.some(all => all !== one && all.contains(one))).length;
}"""


@dataclass(frozen=True)
class Load:
    """What the first load of a page asks for: bytes as gzip, requests, and hosts but its own."""

    weight: int
    requests: int
    hosts: frozenset[str]


@contextmanager
def opened(browser: Browser, home: str, *, scripts: bool = True) -> Iterator[Page]:
    """Open an empty page that reaches one host and keeps nothing: each load is as the first."""
    own = urlsplit(home).netloc
    page = browser.new_page(viewport=_DESK, java_script_enabled=scripts)
    page.route(lambda url: urlsplit(url).netloc != own, _unreachable)
    try:
        yield page
    finally:
        page.context.close()


def load(page: Page, address: str) -> Load:
    """Show a page as it is and count what it asks for."""
    bodies: list[bytes] = []
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    def keep(request: Request) -> None:
        response = request.response()
        if response and response.ok:
            bodies.append(response.body())

    page.on("request", note)
    page.on("requestfinished", keep)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(200)
    page.remove_listener("request", note)
    page.remove_listener("requestfinished", keep)
    web = [url for url in asked if url.startswith("http")]
    own = urlsplit(address).netloc
    return Load(
        weight=sum(len(gzip.compress(body, 6, mtime=0)) for body in bodies),
        requests=len(web),
        hosts=frozenset(host for url in web if (host := urlsplit(url).netloc) != own),
    )


def figures(page: Page) -> int:
    """Count the figures that are painted."""
    return int(page.evaluate(_FIGURES))


def _unreachable(route: Route) -> None:
    route.abort()


class _Host(Quiet):
    """A web host that compresses what it sends."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return super().send_head()
        raw = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        return BytesIO(raw)


def hosted(folder: Path) -> AbstractContextManager[str]:
    """Serve a folder, with gzip, on this machine alone, and give the address."""
    return served(folder, _Host)
