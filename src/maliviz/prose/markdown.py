"""The Markdown of a cell, read once: what a page shows of it, and what it says in words.

It is the Markdown that JupyterLab speaks (`marked` with GitHub's additions, and MathJax for
formulas), so that an analyst sees there what the page shows. `parse` gives the tree that a page is
rendered from, `paragraphs` the words of the same tree as readers see them, with the links among
them. A piece of code and a bare address are one character each, since they are no prose.

>>> [paragraph] = paragraphs("At least\\n[20](#claim-floor) `x = 3`.")
>>> paragraph.text, [(link.anchor, paragraph.words(link)) for link in paragraph.links]
('At least 20 \\ufffc.', [('claim-floor', '20')])
>>> paragraph.place("At least\\n[20](#claim-floor) `x = 3`.", 9)
(2, 2)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from html import unescape
from zlib import crc32

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from maliviz.evidence.text import Span
from maliviz.evidence.text import sentences as split

CLAIM = re.compile(r"#((?:claim|inference)-\S+)")
NOTEBOOK = re.compile(r"(?:\./)?([A-Za-z0-9_-]+)\.ipynb(#\S+)?")
_CLAIM_LINK = re.compile(rf"(?:(?:\./)?[A-Za-z0-9_-]+\.ipynb)?{CLAIM.pattern}")
_LINKED_CLAIM = re.compile(
    r"(\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?)([\w./-]+\.ipynb)?#((?:claim|inference)-[^\s()<>]+)",
    re.MULTILINE,
)
_ADDRESS = re.compile(
    r"(?P<url>(?:(?:https?|ftp)://|www\.)(?:[a-z0-9-]+\.?)+[^\s<]*)"
    r"|(?P<mail>[a-z0-9._+-]+@[a-z0-9_-]+(?:\.[a-z0-9_-]*[a-z0-9])+(?![_-]))",
    re.IGNORECASE,
)
_NO_END = re.compile(
    r"(?:[^?!.,:;*_'\"~()&]+|\([^)]*\)|&(?![a-zA-Z0-9]+;$)|[?!.,:;*_'\"~)]+(?!$))+"
)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\](?!\()")
# As MathJax finds them in what Markdown leaves: "\\$" is a dollar for it, and "\$" is not.
_FORMULA = re.compile(
    r"(?<!\\)\\?(\$\$?)(?:[^$`]|`[^$`]*`|(?<=\\\\)\$)+(?<!\\\\)\1|\$\$"
    r"|\\\\\(.+?\\\\\)|\\\\\[.+?\\\\\]|\\begin\{([a-z]*\*?)\}.*?\\end\{\2\}",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OPAQUE = "\ufffc"
_WORD = re.compile(r"[^\W_]+")
_NO_PROSE = re.compile(r"\]\([^)]*\)|\]\[[^\]]*\]|`[^`]*`|<\w+:[^>\s]*>")
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Capt|Maj|Sgt|Prof|Pres|Rev|Hon|Sen|Rep|vs|ca|approx|MM?|Gén|cf|env|av)\.$"
)


@dataclass(frozen=True)
class Cell:
    """A Markdown cell: the file of its notebook, its number from 1 over all cells, its source.

    `pictures` are those that were pasted into it: by name, as `data:` addresses.
    """

    notebook: str
    number: int
    source: str
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """A link to a claim or an inference, and the stretch of text that it links."""

    anchor: str
    start: int
    end: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, heading, item or table row: its text, without Markdown.

    `line` is its first line in the cell, and `end` the one after its last, both counted from 1.
    """

    text: str
    line: int
    end: int
    links: tuple[Link, ...] = ()

    def words(self, link: Link) -> str:
        """The linked words."""
        return self.text[link.start : link.end]

    def place(self, source: str, start: int) -> tuple[int, int]:
        """The line and column of the word at or after a character, as far as they are sure.

        They are if the word is as often in the source of the paragraph as in its text; else it is
        the first line, and column 0.
        """
        word = _WORD.search(self.text, start)
        lines = source.split("\n")[self.line - 1 : self.end - 1]
        prose = _NO_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), "\n".join(lines))
        if word is None:
            return self.line, 0
        same, there = (
            [m.start() for m in _WORD.finditer(text) if m[0] == word[0]]
            for text in (self.text, prose)
        )
        if word.start() not in same or len(same) != len(there):
            return self.line, 0
        offset = there[same.index(word.start())]
        line = self.line + prose.count("\n", 0, offset)
        return line, offset - prose.rfind("\n", 0, offset)


@lru_cache(maxsize=1_000)
def parse(source: str) -> SyntaxTreeNode:
    """Return the tree of a Markdown source; addresses are as they were written, good or bad.

    A footnote and a formula are nodes of these names, whose content is their source. Comments,
    which nobody sees, are empty.
    """
    # A lone carriage return ends no line of a notebook, and would end one here.
    tree = SyntaxTreeNode(_reader().parse(source.replace("\r\n", "\n").replace("\r", " ")))
    for node in tree.walk():
        if node.token and node.type.startswith("html_") and "-->" in node.content:
            node.token.content = _COMMENT.sub("", node.content)
    return tree


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("gfm-like2", {"linkify": False, "alerts": False})
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    reader.normalizeLink = lambda url: url  # type: ignore[method-assign]
    reader.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    inline = reader.inline
    inline.terminator_re = re.compile(
        rf"{inline.terminator_re.pattern}|(?:https?|ftp)://|www\."
        r"|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]+@[A-Za-z0-9]"
    )
    rules: dict[str, Callable[[StateInline, bool], bool]] = {
        **{"dollar": _dollar, "address": _address},
        "formula": partial(_whole, "formula", _FORMULA),
        "footnote": partial(_whole, "footnote", _FOOTNOTE),
    }
    for name, rule in rules.items():
        inline.ruler.before("text", name, rule)
    return reader


def _dollar(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("\\\\$", state.pos):
        return False
    if not silent:
        state.push("text", "", 0).content = "$"
    state.pos += 3
    return True


def _whole(name: str, pattern: re.Pattern[str], state: StateInline, silent: bool) -> bool:
    """Make one node of all that a pattern finds here."""
    match = pattern.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push(name, "", 0).content = match[0]
    state.pos = match.end()
    return True


def _address(state: StateInline, silent: bool) -> bool:
    """Make a link of a bare address, which does not end with what ends a sentence."""
    match = _ADDRESS.match(state.src, state.pos, state.posMax)
    # What is only skipped may be the words of a link, whose end is for the link to find.
    if match is None or silent or state.linkLevel:
        return False
    words = match[0]
    while match["url"] and (kept := _NO_END.match(words)) and kept[0] != words:
        words = kept[0]
    scheme = "mailto:" if match["mail"] else "http://" if words.startswith("www.") else ""
    state.push("link_open", "a", 1).attrs = {"href": scheme + words}
    state.push("text", "", 0).content = words
    state.push("link_close", "a", -1)
    state.pos += len(words)
    return True


def paragraphs(source: str) -> list[Paragraph]:
    """Return the prose of a cell, in its order."""
    return [one for node in parse(source).children for one in _paragraphs(node)]


def sentences(paragraph: Paragraph) -> list[Span]:
    """Return where its sentences are; none ends inside a link or after "Gen."."""
    spans: list[Span] = []
    for span in split(paragraph.text):
        if spans and _goes_on(paragraph, spans[-1].end, span.start):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans


def _goes_on(paragraph: Paragraph, end: int, start: int) -> bool:
    linked = any(link.start < end and start < link.end for link in paragraph.links)
    return linked or bool(_ABBREVIATED.search(paragraph.text, 0, end))


def use_id(anchor: str) -> str:
    """Return the id of the first place on a page that links an anchor.

    There is no word in it: a reader view takes what has "author" in its id for the byline.

    >>> use_id("claim-authorities-do-not-comment")
    'use-ebd3aa'
    """
    return f"use-{crc32(anchor.encode()) >> 8:06x}"


def uses(sources: Iterable[str]) -> dict[str, str]:
    """Return the heading under which the cells of a notebook first link a claim or an inference.

    >>> uses(["# Boats of `wood`\\n\\nAbout [ten](#claim-ten-boats)."])
    {'claim-ten-boats': 'Boats of wood'}
    """
    first: dict[str, str] = {}
    heading = ""
    for node in (node for source in sources for node in parse(source).walk()):
        if node.type == "heading":
            heading = plain_text(node)
        elif node.type == "link" and (anchor := claim_link(str(node.attrs["href"]))):
            first.setdefault(anchor, heading)
    return first


def headings(source: str) -> Iterator[tuple[int, str, int]]:
    """Yield level, plain text and line of each heading of a cell, be it in a quote or in a list.

    >>> list(headings("# Boats\\n\\n> ## Said of them"))
    [(1, 'Boats', 1), (2, 'Said of them', 3)]
    """
    for node in parse(source).walk():
        if node.type == "heading":
            yield int(node.tag[1]), plain_text(node), _lines(node)[0]


def lead(source: str) -> str:
    """Return the first paragraph of a cell as plain text, empty if it has none."""
    nodes = (node for node in parse(source).children if node.type == "paragraph")
    return next(map(plain_text, nodes), "")


def claim_link(url: str) -> str:
    """Return the anchor of the claim or inference to which an address leads, empty if to none.

    In JupyterLab it leads there only with the notebook that shows it: `evidence.ipynb#claim-x`.

    >>> claim_link("#claim-x"), claim_link("evidence.ipynb#claim-x"), claim_link("#Sources")
    ('claim-x', 'claim-x', '')
    """
    match = _CLAIM_LINK.fullmatch(url)
    return match[1] if match else ""


def claims_led(source: str, stem: str, homes: Mapping[str, str]) -> str:
    """Lead each link to a claim or an inference to the notebook that shows it, given by its anchor.

    >>> claims_led("[20](#claim-x), [2](#claim-y)", "index", {"claim-x": "evidence"})
    '[20](evidence.ipynb#claim-x), [2](#claim-y)'
    """

    def led(match: re.Match[str]) -> str:
        home = homes.get(match[3], "")
        file = f"{home}.ipynb" if home != stem else ""
        return f"{match[1]}{file}#{match[3]}" if home else match[0]

    return _LINKED_CLAIM.sub(led, source)


def notebook_links(source: str) -> Iterator[tuple[str, str]]:
    """Yield the notebook's stem and the words of each link to another notebook."""
    for node in parse(source).walk():
        url = str(node.attrs["href"]) if node.type == "link" else ""
        if (match := NOTEBOOK.fullmatch(url)) and not claim_link(url):
            yield match[1], plain_text(node)


def plain_text(node: SyntaxTreeNode) -> str:
    """Return the words of a heading, a paragraph or a link, code among them."""
    parts = (
        part.content if part.type in ("text", "code_inline") else _space(part)
        for part in node.walk()
        if not part.children
    )
    return re.sub(r"[ \t\r\n]+", " ", "".join(parts)).strip()


def _space(node: SyntaxTreeNode) -> str:
    """A space for whatever begins a line."""
    breaks = node.type in ("softbreak", "hardbreak") or node.content[:3].lower() == "<br"
    return " " if breaks else ""


def _lines(node: SyntaxTreeNode) -> tuple[int, int]:
    start, end = node.map or (0, 0)
    return start + 1, end + 1


def _paragraphs(node: SyntaxTreeNode) -> Iterator[Paragraph]:
    if node.type in ("paragraph", "heading", "tr"):
        writer = _Writer()
        writer.write(node.children)
        yield Paragraph(writer.text, *_lines(node), tuple(writer.links))
        return
    if node.type == "html_block" and (text := unescape(_TAG.sub(" ", node.content)).strip()):
        yield Paragraph(text, *_lines(node))
    # A list shows the number that it starts with; from 1 on it only counts itself.
    if node.type == "ordered_list" and "start" in node.attrs:
        yield Paragraph(str(node.attrs["start"]), *_lines(node.children[0]))
    for child in node.children:
        yield from _paragraphs(child)


@dataclass
class _Writer:
    """Writes the text of one paragraph."""

    text: str = ""
    links: list[Link] = field(default_factory=list)

    def write(self, nodes: Iterable[SyntaxTreeNode]) -> None:
        for node in nodes:
            if node.type in ("code_inline", "formula", "footnote") or _is_bare_address(node):
                self.text += _OPAQUE
            elif node.type == "link":
                self._link(node)
            elif node.type == "text":
                self.text += node.content
            elif not node.children and node.type not in ("td", "th"):
                self.text += _space(node)
            else:
                self.text += " | " if node.type in ("td", "th") and self.text else ""
                self.write(node.children)

    def _link(self, node: SyntaxTreeNode) -> None:
        start = len(self.text)
        self.write(node.children)
        if anchor := claim_link(str(node.attrs["href"])):
            self.links.append(Link(anchor, start, len(self.text)))


def _is_bare_address(node: SyntaxTreeNode) -> bool:
    """Whether a link shows its address and nothing else: `<https://…>`, www.…"""
    if node.type != "link":
        return False
    url, words = str(node.attrs["href"]), plain_text(node)
    return words in (url, url.removeprefix("mailto:"), url.removeprefix("http://"))
