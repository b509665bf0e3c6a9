"""The prose of a Markdown cell, with the place of every letter in its source.

A Markdown parser says what is prose, what is code and what is a link, and forgets where each
stood. The places are found again by walking through the source once: words come out of the
parser in the order in which they went in, so each is looked for after the one before. Code and
addresses are walked over, and are no prose.

>>> [paragraph] = paragraphs("At least\\n[20](#claim-floor) `x = 3`.")
>>> paragraph.text, [(link.anchor, paragraph.words(link)) for link in paragraph.links]
('At least 20 \\ufffc.', [('claim-floor', '20')])
>>> line_and_column("At least\\n[20](#claim-floor)", paragraph.places[9])
(2, 2)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import mistune
from mistune.plugins.table import table as tables

from maliviz.evidence.text import Span
from maliviz.evidence.text import sentences as split

__all__ = ["NOTHING", "Cell", "Link", "Paragraph", "line_and_column", "paragraphs", "sentences"]

_ANCHOR = re.compile(r"#((?:claim|inference)-\S+)")
_WORD = re.compile(r"[^\W_]+|.", re.DOTALL)
_DESTINATION = re.compile(r"[\W_]*?\]\([^)]*\)")
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Capt|Maj|Sgt|Prof|Pres|Rev|Hon|Sen|Rep|vs|ca|approx)\.$"
)
_OPAQUE = "\ufffc"
NOTHING = "\u200b"
"""Stands where a link has no words, so that the link has a place."""

_WHOLE = ("paragraph", "block_text", "heading", "table_head", "table_row")


@dataclass(frozen=True)
class Cell:
    """A Markdown cell: the file of its notebook, its number from 1 over all cells, its source."""

    notebook: str
    number: int
    source: str


@dataclass(frozen=True)
class Link:
    """A link to a claim or an inference, and the stretch of text that it links."""

    anchor: str
    start: int
    end: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, heading (then with its level), item or table row: its text, without Markdown.

    `places` has the offset in the source for each character of `text`; a piece of code is one
    character, since it is no prose.
    """

    text: str
    places: tuple[int, ...]
    links: tuple[Link, ...] = ()
    level: int = 0

    def words(self, link: Link) -> str:
        """The linked words."""
        return self.text[link.start : link.end]


def paragraphs(source: str) -> list[Paragraph]:
    """Return the prose of a cell, in its order."""
    walk = _Walk(source)
    tokens = mistune.Markdown(None, plugins=[tables])(source)
    return [found for token in tokens if isinstance(token, dict) for found in _blocks(token, walk)]


def sentences(paragraph: Paragraph) -> list[Span]:
    """Return where its sentences stand; none ends inside a link or after "Gen."."""
    found: list[Span] = []
    for span in split(paragraph.text):
        if found and _goes_on(paragraph, found[-1].end, span.start):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def line_and_column(source: str, place: int) -> tuple[int, int]:
    """Return the line and the column of an offset, both counted from 1."""
    return source.count("\n", 0, place) + 1, place - source.rfind("\n", 0, place)


def _goes_on(paragraph: Paragraph, end: int, start: int) -> bool:
    linked = any(link.start < end and start < link.end for link in paragraph.links)
    return linked or bool(_ABBREVIATED.search(paragraph.text, 0, end))


class _Walk:
    """A walk through the source that never turns back."""

    def __init__(self, source: str) -> None:
        self.source, self.at = source, 0

    def over(self, text: str) -> list[int]:
        """Walk over a text and return the place of each of its characters."""
        places: list[int] = []
        for piece in _WORD.findall(text):
            start = self._find(piece) if piece[0].isalnum() else -1
            if start >= 0:
                places += range(start, start + len(piece))
                self.at = start + len(piece)
            else:
                places += [min(self.at, max(len(self.source) - 1, 0))] * len(piece)
        return places

    def over_destination(self) -> None:
        """Walk over the address that follows linked words, if it stands there."""
        if match := _DESTINATION.match(self.source, self.at):
            self.at = match.end()

    def _find(self, word: str) -> int:
        """Where a word stands next as a whole one, or -1."""
        start = self.source.find(word, self.at)
        while start >= 0:
            end = start + len(word)
            around = self.source[max(start - 1, 0) : start] + self.source[end : end + 1]
            if not any(letter.isalnum() for letter in around):
                return start
            start = self.source.find(word, end)
        return -1


def _blocks(token: dict[str, Any], walk: _Walk) -> Iterator[Paragraph]:
    attributes = token.get("attrs", {})
    if token["type"] in _WHOLE:
        pen = _Pen(walk)
        pen.write(token["children"])
        yield pen.paragraph(attributes.get("level", 0))
    elif token["type"] == "block_code":
        walk.over(token["raw"])
    elif token["type"] == "block_html":
        yield _plain(token["raw"], walk)
    else:
        # A list shows the number that it starts with; from 1 on it only counts itself.
        if (first := attributes.get("start", 1)) != 1:
            yield _plain(str(first), walk)
        for child in token.get("children", ()):
            yield from _blocks(child, walk)


def _plain(text: str, walk: _Walk) -> Paragraph:
    return Paragraph(text, tuple(walk.over(text)))


class _Pen:
    """Writes the text of one paragraph, while the walk goes on."""

    def __init__(self, walk: _Walk) -> None:
        self.walk = walk
        self.text, self.places, self.links = "", list[int](), list[Link]()

    def paragraph(self, level: int) -> Paragraph:
        return Paragraph(self.text, tuple(self.places), tuple(self.links), level)

    def write(self, tokens: list[dict[str, Any]]) -> None:
        for token in tokens:
            kind = token["type"]
            if kind in ("softbreak", "linebreak"):
                self._add(" ")
            elif kind == "codespan" or _is_bare_address(token):
                self.walk.over(token.get("raw") or token["children"][0]["raw"])
                self._add(_OPAQUE)
            elif kind in ("link", "image"):
                self._link(token)
            elif "children" in token:
                self._add(" | " if kind == "table_cell" and self.text else "")
                self.write(token["children"])
            else:
                self._add(token.get("raw", ""))

    def _add(self, text: str) -> None:
        self.text += text
        self.places += self.walk.over(text)

    def _link(self, token: dict[str, Any]) -> None:
        start = len(self.text)
        self.write(token["children"])
        match = _ANCHOR.fullmatch(token["attrs"]["url"])
        if match and token["type"] == "link":
            if len(self.text) == start:
                self.text += NOTHING
                self.places.append(max(self.walk.source.find("](", self.walk.at), 0))
            self.links.append(Link(match[1], start, len(self.text)))
        self.walk.over_destination()


def _is_bare_address(token: dict[str, Any]) -> bool:
    """Whether a link shows its address and nothing else: `<https://…>`."""
    if token["type"] != "link" or len(token["children"]) != 1:
        return False
    shown = str(token["children"][0].get("raw", ""))
    return str(token["attrs"]["url"]).removeprefix("mailto:") == shown
