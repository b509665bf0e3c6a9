"""What a page costs a reader: bytes, requests, hosts, seconds; and whether its figures show.

A page is served with gzip, as any web host does, and opened in Chromium. On the simulated phone
the line has 1.6 Mbit/s and answers after 150 ms, and the processor is four times as slow. Other
hosts are asked for and never reached, so nothing depends on them.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, Route

PHONE = {"width": 412, "height": 823}
DESK = {"width": 1350, "height": 900}
_LINE = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 93_750}
_SLOWER = 4
_WATCH = """
window.seen = {lcp: 0, shift: 0, blocked: 0};
const watch = (type, each) => new PerformanceObserver(list => list.getEntries().forEach(each))
  .observe({type, buffered: true});
watch("largest-contentful-paint", one => { seen.lcp = one.startTime; });
watch("layout-shift", one => { seen.shift += one.hadRecentInput ? 0 : one.value; });
watch("longtask", one => { seen.blocked += one.duration - 50; });
"""
# A picture in a picture is one; what is not painted, or is as small as a sign, is none.
_FIGURES = """() => {
  const pictures = [...document.querySelectorAll("svg, img, canvas")].filter(one => {
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


@dataclass(frozen=True)
class Pace:
    """How a page comes up: ms until its largest part is painted, ms blocked, and what jumps."""

    largest: float
    blocked: float
    shift: float


def load(browser: Browser, address: str) -> Load:
    """Open a page as it is and count what it asks for."""
    bodies: list[bytes] = []
    asked: list[str] = []

    def keep(request: Request) -> None:
        response = request.response()
        if response and response.ok:
            bodies.append(response.body())

    with _open(browser, address) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfinished", keep)
        page.goto(address, wait_until="load")
        page.wait_for_timeout(200)
    web = [url for url in asked if url.startswith("http")]
    own = urlsplit(address).netloc
    return Load(
        weight=sum(len(gzip.compress(body, 6, mtime=0)) for body in bodies),
        requests=len(web),
        hosts=frozenset(host for url in web if (host := urlsplit(url).netloc) != own),
    )


def figures(browser: Browser, address: str, *, scripts: bool) -> int:
    """Count the figures that are painted."""
    with _open(browser, address, scripts=scripts) as page:
        page.goto(address, wait_until="load")
        return int(page.evaluate(_FIGURES))


def pace(browser: Browser, address: str) -> Pace:
    """Open a page on the simulated phone."""
    with _open(browser, address, size=PHONE) as page:
        page.add_init_script(_WATCH)
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", _LINE)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        page.goto(address, wait_until="load")
        page.wait_for_timeout(500)
        seen = page.evaluate("seen")
    return Pace(seen["lcp"], seen["blocked"], seen["shift"])


@contextmanager
def _open(
    browser: Browser, address: str, *, size: dict[str, int] = DESK, scripts: bool = True
) -> Iterator[Page]:
    own = urlsplit(address).netloc
    page = browser.new_page(
        viewport={"width": size["width"], "height": size["height"]}, java_script_enabled=scripts
    )
    page.route(lambda url: urlsplit(url).netloc != own, _unreachable)
    try:
        yield page
    finally:
        page.context.close()


def _unreachable(route: Route) -> None:
    route.abort()


class _Host(SimpleHTTPRequestHandler):
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

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what was asked for is seen in the browser."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a folder, with gzip, on this machine alone, and give the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
