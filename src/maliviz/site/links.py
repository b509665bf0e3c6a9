"""Every address on the finished pages must lead somewhere, and every place have its own name."""

from __future__ import annotations

import difflib
import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from maliviz.site.markup import Places, places


class Broken(NamedTuple):
    """What is wrong with one address or one name on a page (by its file)."""

    page: str
    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page}: {self.reason}"


def broken(files: Mapping[str, bytes]) -> list[Broken]:
    """Return what is wrong with the addresses of a site, given as its files by path.

    >>> print(*broken({"index.html": b'<p id="a"><a href="people.html">People</a></p>'}))
    index.html: the link "people.html" leads nowhere: no such file in the site
    """
    read = {
        name: places(raw.decode("utf-8")) for name, raw in files.items() if name.endswith(".html")
    }
    return [
        Broken(name, text, reason)
        for name, found in sorted(read.items())
        for text, reason in [*_twice(found), *_broken(name, found, read, files)]
    ]


def _twice(found: Places) -> Iterator[tuple[str, str]]:
    for name, count in Counter(found.ids).items():
        if count > 1:
            yield name, f'{count} places have the id "{name}"'


def _broken(
    page: str, found: Places, read: Mapping[str, Places], files: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    for href in dict.fromkeys(found.hrefs):
        parts = urlsplit(href)
        if parts.scheme in ("http", "https", "mailto", "data"):
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        target = path if parts.path else page
        ids = read[target].ids if target in read else []
        if target not in files:
            yield href, f'the link "{href}" leads nowhere: no such file in the site'
        elif parts.fragment and unquote(parts.fragment) not in ids:
            near = difflib.get_close_matches(parts.fragment, ids, n=1)
            hint = f'; did you mean "#{near[0]}"?' if near else ""
            yield href, f'the link "{href}" leads nowhere: {target} has no such place{hint}'
