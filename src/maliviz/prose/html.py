"""Prose as HTML that is safe by how it is made.

Raw HTML shows as the text that it is. A heading gets an address, a link to another notebook
becomes a link to its page, and a link to a claim gets the signs that tell which text says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from markdown_it.tree import SyntaxTreeNode

from maliviz.phrases import series
from maliviz.problem import Problem
from maliviz.prose.links import Target
from maliviz.prose.markdown import CLAIM, NOTEBOOK, Cell, parse, plain_text, use_id
from maliviz.prose.numbers import facts

_WORDS = ("disputed", "inferred")
"""The signs that are words; every other one is the label of a text."""
_DATA = re.compile(r"(?:\.\./)?(data/[A-Za-z0-9._-]+)")
_OUTSIDE = re.compile(r"(https?://|mailto:)\S+")
_IMAGE = re.compile(r"data:image/(png|jpeg|webp|gif|svg\+xml)[;,]")


@dataclass
class Ids:
    """The ids that a page has given out, so that no two places share one."""

    taken: set[str] = field(default_factory=set)

    def new(self, text: str) -> str:
        """Give a readable id for a text, with a number if it is taken."""
        slug = re.sub(r"[^\w]+", "-", text.casefold()).strip("-_") or "part"
        id, number = slug, 1
        while id in self.taken:
            number += 1
            id = f"{slug}-{number}"
        self.taken.add(id)
        return id


@dataclass(frozen=True)
class Prose:
    """A Markdown cell as HTML, with its heading levels and what is wrong with its addresses."""

    html: str
    levels: tuple[int, ...]
    problems: tuple[Problem, ...]


def prose(cell: Cell, ids: Ids, stems: Collection[str], targets: Mapping[str, Target]) -> Prose:
    """Render a cell; `stems` are the pages that there are, `targets` what links lead to, by anchor.

    >>> cell = Cell("notebooks/a.ipynb", 1, "See [people](people.ipynb).")
    >>> prose(cell, Ids(), {"people"}, {}).html
    '<p>See <a href="people.html">people</a>.</p>\\n'
    """
    page = _Page(cell, ids, stems, targets)
    html = page.render(parse(cell.source))
    return Prose(html, tuple(page.levels), tuple(page.problems))


_TAGS = {
    **dict.fromkeys(("em", "strong"), "<{tag}>{inner}</{tag}>"),
    **dict.fromkeys(("paragraph", "list_item", "tr"), "<{tag}>{inner}</{tag}>\n"),
    **dict.fromkeys(("bullet_list", "blockquote", "thead", "tbody"), "<{tag}>\n{inner}</{tag}>\n"),
    "table": '<div class="scroll" role="region" aria-label="Table" tabindex="0">'
    "<table>\n{inner}</table></div>\n",
    **{"softbreak": "\n", "hardbreak": "<br>\n", "hr": "<hr>\n"},
}
"""The nodes that hold other ones, or nothing, and have nothing of their own to show."""


class _Page:
    """Renders the tree of a cell, node by node, by methods that are named as the nodes."""

    def __init__(
        self, cell: Cell, ids: Ids, stems: Collection[str], targets: Mapping[str, Target]
    ) -> None:
        self.cell, self.ids, self.stems, self.targets = cell, ids, stems, targets
        self.levels: list[int] = []
        self.problems: list[Problem] = []

    def render(self, node: SyntaxTreeNode) -> str:
        if node.type in _TAGS and not node.hidden:
            return _TAGS[node.type].format(tag=node.tag, inner=self.inner(node))
        render: Callable[[SyntaxTreeNode], str] = getattr(self, node.type, self.inner)
        return render(node)

    def inner(self, node: SyntaxTreeNode) -> str:
        return "".join(map(self.render, node.children))

    def problem(self, node: SyntaxTreeNode, value: str, rule: str) -> None:
        while not node.map and node.parent:
            node = node.parent
        start, end = node.map or (0, 0)
        lines = self.cell.source.split("\n")[start:end]
        line = next((n for n, text in enumerate(lines, start + 1) if value in text), start + 1)
        self.problems.append(
            Problem(self.cell.notebook, line, "", value, rule, cell=self.cell.number)
        )

    def heading(self, node: SyntaxTreeNode) -> str:
        self.levels.append(int(node.tag[1]))
        id = escape(self.ids.new(plain_text(node)))
        return f'<{node.tag} id="{id}">{self.inner(node)}</{node.tag}>\n'

    def ordered_list(self, node: SyntaxTreeNode) -> str:
        start = f' start="{node.attrs["start"]}"' if "start" in node.attrs else ""
        return f"<ol{start}>\n{self.inner(node)}</ol>\n"

    def th(self, node: SyntaxTreeNode) -> str:
        return f'<th scope="col"{_alignment(node)}>{self.inner(node)}</th>\n'

    def td(self, node: SyntaxTreeNode) -> str:
        return f"<td{_alignment(node)}>{self.inner(node)}</td>\n"

    def text(self, node: SyntaxTreeNode) -> str:
        return escape(node.content, quote=False)

    def code_inline(self, node: SyntaxTreeNode) -> str:
        return f"<code>{self.text(node)}</code>"

    def code_block(self, node: SyntaxTreeNode) -> str:
        return f"<pre><code>{self.text(node)}</code></pre>\n"

    def fence(self, node: SyntaxTreeNode) -> str:
        language = (node.info.split() or [""])[0]
        look = f' class="language-{escape(language)}"' if language else ""
        return f"<pre><code{look}>{self.text(node)}</code></pre>\n"

    def link(self, node: SyntaxTreeNode) -> str:
        url, title, words = str(node.attrs["href"]), node.attrs.get("title"), self.inner(node)
        if match := CLAIM.fullmatch(url):
            return self._claim(match[1], words, plain_text(node))
        hint = f' title="{escape(str(title))}"' if title else ""
        return f'<a href="{escape(self._address(node, url))}"{hint}>{words}</a>'

    def _claim(self, anchor: str, words: str, plain: str) -> str:
        link, place = render(anchor, self.targets.get(anchor), words, plain), use_id(anchor)
        if place in self.ids.taken:
            return link
        self.ids.taken.add(place)
        return f'<span id="{escape(place)}">{link}</span>'

    def _address(self, node: SyntaxTreeNode, url: str) -> str:
        if match := NOTEBOOK.fullmatch(url):
            if match[1] not in self.stems:
                self.problem(node, url, f"there is no notebook {match[1]}.ipynb to link to")
            return f"{match[1]}.html{match[2] or ''}"
        if match := _DATA.fullmatch(url):
            return match[1]
        if not (url.startswith("#") and len(url) > 1) and not _OUTSIDE.fullmatch(url):
            self.problem(node, url, "not an address that a page can lead to")
        return url

    def image(self, node: SyntaxTreeNode) -> str:
        url, alt = str(node.attrs["src"]), plain_text(node)
        if not _IMAGE.match(url):
            self.problem(node, url, "this picture is not in the notebook itself")
        if not alt:
            self.problem(node, url, "this picture has no alternative text")
        return f'<img src="{escape(url)}" alt="{escape(alt)}">'


def _alignment(node: SyntaxTreeNode) -> str:
    """The alignment of a cell as a class, since a page has no styles of its own."""
    side = str(node.attrs.get("style", "")).removeprefix("text-align:")
    return f' class="{side}"' if side else ""


def render(anchor: str, target: Target | None, words: str, plain: str) -> str:
    """Return the link to a claim or an inference; `words` are HTML already, `plain` are not.

    Its signs are attributes, from which the style sheet makes what is seen and what is heard: a
    text that is copied, searched or shown by a reader view has the words alone. An anchor of which
    nothing is known has none.

    >>> claim = Target("claim-x", "", frozenset(), frozenset("A"), ("A",))
    >>> print(render("claim-x", claim, "20", "20"))
    <a class="claim" href="#claim-x" data-signs="A" data-heard="text A"><span>20</span></a>
    """
    if target is None:
        return f'<a class="claim" href="#{escape(anchor)}">{words}</a>'
    years = any(fact.meaning in target.inferred_years for fact in facts(plain))
    signs = tuple(dict.fromkeys([*target.signs, *(["inferred"] if years else [])]))
    kind, _, _ = anchor.partition("-")
    look = " ".join([kind, *(sign for sign in signs if sign in _WORDS)])
    number = f' data-number="{target.number}"' if target.number else ""
    return (
        f'<a class="{look}" href="#{escape(anchor)}" data-signs="{escape(" ".join(signs))}" '
        f'data-heard="{escape(heard(signs))}"{number}><span>{words}</span></a>'
    )


def heard(signs: Sequence[str]) -> str:
    """Return what a screen reader says of signs.

    >>> heard(("A", "B", "disputed")), heard(("inferred",))
    ('texts A and B, disputed', 'inferred')
    """
    labels = [sign for sign in signs if sign not in _WORDS]
    texts = f"{'text' if len(labels) == 1 else 'texts'} {series(labels)}" if labels else ""
    return ", ".join(filter(None, [texts, *(sign for sign in signs if sign in _WORDS)]))
