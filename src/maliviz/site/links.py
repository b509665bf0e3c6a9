"""Every address on the finished pages must lead somewhere, and every place have its own name."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from maliviz.problem import nearest


class BrokenLink(NamedTuple):
    """What is wrong with one address or one name on a page (by its file)."""

    page: str
    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page}: {self.reason}"


def broken_links(files: Mapping[str, bytes]) -> list[BrokenLink]:
    """Return what is wrong with the addresses of a site, given as its files by path.

    >>> print(*broken_links({"index.html": b'<p id="a"><a href="people.html">People</a></p>'}))
    index.html: the link "people.html" leads nowhere: no such file in the site
    """
    pages = {
        name: _Places(raw.decode("utf-8")) for name, raw in files.items() if name.endswith(".html")
    }
    return [
        BrokenLink(name, text, reason)
        for name, places in sorted(pages.items())
        for text, reason in [*_duplicates(places), *_dead_ends(name, pages, files)]
    ]


class _Places(HTMLParser):
    """What of a page can be pointed at, and what it points at, each in order and with repeats."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "xlink:href", "src"):
                self.hrefs.append(value or "")


def _duplicates(places: _Places) -> Iterator[tuple[str, str]]:
    for name, count in Counter(places.ids).items():
        if count > 1:
            yield name, f'{count} places have the id "{name}"'


def _dead_ends(
    page: str, pages: Mapping[str, _Places], files: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    for href in dict.fromkeys(pages[page].hrefs):
        parts = urlsplit(href)
        if parts.scheme in ("http", "https", "mailto", "data"):
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        target = path if parts.path else page
        ids = pages[target].ids if target in pages else []
        if target not in files:
            yield href, f'the link "{href}" leads nowhere: no such file in the site'
        elif parts.fragment and unquote(parts.fragment) not in ids:
            near = nearest(parts.fragment, ids).replace('"', '"#', 1)
            rule = f'the link "{href}" leads nowhere: {target} has no such place'
            yield href, "; ".join(filter(None, [rule, near]))
