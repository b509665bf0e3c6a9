"""Prose: from the Markdown of a cell to HTML that is safe by how it is made.

Raw HTML shows as the text that it is. A heading gets an address, a link to another notebook
becomes a link to its page, and a link to a claim is handed to whoever knows the claims.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import mistune
from mistune.plugins.table import table as tables

ClaimLink = Callable[[str, str], str]
"""From an anchor (`claim-…` or `inference-…`) and the HTML of the linked words to HTML."""

_NOTEBOOK = re.compile(r"(?:\./)?([A-Za-z0-9_-]+)\.ipynb(#\S+)?")
_DATA = re.compile(r"(?:\.\./)?(data/[A-Za-z0-9._-]+)")
_OUTSIDE = re.compile(r"(https?://|mailto:)\S+")
_CLAIM = re.compile(r"#((?:claim|inference)-\S+)")
_IMAGE = re.compile(r"data:image/(png|jpeg|webp|gif|svg\+xml)[;,]")


def plain_link(anchor: str, words: str) -> str:
    """Link words to a claim or an inference, and say no more about it."""
    return f'<a class="claim" href="#{html.escape(anchor)}">{words}</a>'


@dataclass
class Ids:
    """The ids that a page has given out, so that no two places share one."""

    taken: set[str] = field(default_factory=set)

    def new(self, text: str) -> str:
        """Give a readable id for a text, with a number if it is taken."""
        slug = re.sub(r"[^\w]+", "-", text.casefold()).strip("-_") or "part"
        found, number = slug, 1
        while found in self.taken:
            number += 1
            found = f"{slug}-{number}"
        self.taken.add(found)
        return found


@dataclass(frozen=True)
class Prose:
    """A Markdown cell as HTML, with its heading levels and the reasons why it cannot stand."""

    html: str
    levels: tuple[int, ...]
    faults: tuple[tuple[int, str], ...]


def prose(source: str, ids: Ids, stems: Collection[str], claim_link: ClaimLink) -> Prose:
    """Render a cell; `stems` are the pages that there are. Faults carry their line.

    >>> prose("See [people](people.ipynb).", Ids(), {"people"}, plain_link).html
    '<p>See <a href="people.html">people</a>.</p>\\n'
    """
    renderer = _Renderer(ids, stems, claim_link)
    made = str(mistune.Markdown(renderer, plugins=[tables])(source))
    faults = tuple((_line(source, needle), reason) for needle, reason in renderer.faults)
    return Prose(made, tuple(renderer.levels), faults)


def headings(source: str) -> Iterator[tuple[int, str, int]]:
    """Yield level, plain text and line of each heading of a cell."""
    for token in _tokens(source):
        if token["type"] == "heading":
            text = _plain(token)
            yield token["attrs"]["level"], text, _line(source, text)


def lead(source: str) -> str:
    """Return the first paragraph of a cell as plain text, empty if it has none."""
    paragraphs = (token for token in _tokens(source) if token["type"] == "paragraph")
    return next((_plain(token) for token in paragraphs), "")


def notebook_links(source: str) -> Iterator[tuple[str, str]]:
    """Yield the notebook's stem and the words of each link to another notebook."""
    for token in _walk(_tokens(source)):
        if token["type"] == "link" and (match := _NOTEBOOK.fullmatch(token["attrs"]["url"])):
            yield match[1], _plain(token)


@cache
def _tokens(source: str) -> tuple[dict[str, Any], ...]:
    tokens = mistune.Markdown(None, plugins=[tables])(source)
    return tuple(token for token in tokens if isinstance(token, dict))


def _walk(tokens: Any) -> Iterator[dict[str, Any]]:
    for token in tokens:
        yield token
        yield from _walk(token.get("children", ()))


def _plain(token: dict[str, Any]) -> str:
    parts = []
    for part in _walk([token]):
        parts.append(" " if part["type"] in ("softbreak", "linebreak") else part.get("raw", ""))
    return " ".join(html.unescape("".join(parts)).split())


def _line(source: str, needle: str) -> int:
    lines = enumerate(source.splitlines(), start=1)
    return next((number for number, line in lines if needle and needle in line), 0)


class _Renderer(mistune.HTMLRenderer):
    def __init__(self, ids: Ids, stems: Collection[str], claim_link: ClaimLink) -> None:
        super().__init__(escape=True)
        self.ids, self.stems, self.claim_link = ids, stems, claim_link
        self.levels: list[int] = []
        self.faults: list[tuple[str, str]] = []

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        self.levels.append(level)
        plain = html.unescape(re.sub(r"<[^>]*>", "", text))
        return f'<h{level} id="{html.escape(self.ids.new(plain))}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if match := _CLAIM.fullmatch(url):
            made = self.claim_link(match[1], text)
            place = f"use-{match[1]}"
            if place in self.ids.taken:
                return made
            self.ids.taken.add(place)
            return f'<span id="{html.escape(place)}">{made}</span>'
        hint = f' title="{html.escape(title)}"' if title else ""
        return f'<a href="{html.escape(self._address(url))}"{hint}>{text}</a>'

    def _address(self, url: str) -> str:
        if match := _NOTEBOOK.fullmatch(url):
            if match[1] not in self.stems:
                self.faults.append((url, f"there is no notebook {match[1]}.ipynb to link to"))
            return f"{match[1]}.html{match[2] or ''}"
        if match := _DATA.fullmatch(url):
            return match[1]
        if not (url.startswith("#") and len(url) > 1) and not _OUTSIDE.fullmatch(url):
            self.faults.append((url, f'"{url}" is no address that a page can lead to'))
        return url

    def image(self, text: str, url: str, title: str | None = None) -> str:
        alt = re.sub(r"<[^>]*>", "", text)
        if not _IMAGE.match(url):
            self.faults.append((url, f'the picture "{url[:60]}" is not in the notebook itself'))
        if not alt.strip():
            self.faults.append((url, "a picture has no alternative text"))
        return f'<img src="{html.escape(url)}" alt="{alt}">'

    def linebreak(self) -> str:
        return "<br>\n"

    def thematic_break(self) -> str:
        return "<hr>\n"

    def table(self, text: str) -> str:
        region = '<div class="scroll" role="region" aria-label="Table" tabindex="0">'
        return f"{region}<table>\n{text}</table></div>\n"

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag, scope = ("th", ' scope="col"') if head else ("td", "")
        look = f' class="{align}"' if align else ""
        return f"<{tag}{scope}{look}>{text}</{tag}>\n"
