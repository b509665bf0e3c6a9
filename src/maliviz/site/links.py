"""Every address on the finished pages must lead somewhere, and every place have its own name."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from maliviz.problem import Problem, nearest


def broken_links(files: Mapping[str, bytes]) -> list[Problem]:
    """Return what is wrong with the addresses of a site, given as its files by path.

    >>> print(*broken_links({"index.html": b'<p id="a"><a href="people.html">People</a></p>'}))
    index.html: "people.html": leads nowhere: no such file in the site
    """
    pages = {
        name: _Places(raw.decode("utf-8")) for name, raw in files.items() if name.endswith(".html")
    }
    return [
        problem
        for name in sorted(pages)
        for problem in [*_duplicates(name, pages), *_dead_ends(name, pages, files)]
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


def _duplicates(page: str, pages: Mapping[str, _Places]) -> Iterator[Problem]:
    for name, count in Counter(pages[page].ids).items():
        if count > 1:
            yield Problem(page, value=name, rule=f"duplicate id, of {count} places")


def _dead_ends(
    page: str, pages: Mapping[str, _Places], files: Mapping[str, bytes]
) -> Iterator[Problem]:
    for href in dict.fromkeys(pages[page].hrefs):
        parts = urlsplit(href)
        if parts.scheme in ("http", "https", "mailto", "data"):
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        target = path if parts.path else page
        places = [f"#{id}" for id in pages[target].ids] if target in pages else []
        if target not in files:
            rule = "leads nowhere: no such file in the site"
            yield Problem(page, value=href, rule=rule)
        elif parts.fragment and f"#{unquote(parts.fragment)}" not in places:
            rule = f"leads nowhere: {target} has no such place"
            yield Problem(page, value=href, rule=rule, hint=nearest(f"#{parts.fragment}", places))
