"""Prose as HTML, with what is left out of it.

It shows what JupyterLab shows. A heading gets an address, a link to another notebook becomes a
link to its page, and a link to a claim gets the signs that tell which text says so. What no page
shows (a formula, a diagram, a footnote, which JupyterLab does not read either) is a problem. Raw
HTML is passed on: `site.markup` judges it as it judges that of an output.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from maliviz.language import N_, joined, ngettext, spoken, word_list
from maliviz.language import gettext as _
from maliviz.phrases import unbroken
from maliviz.problem import Problem, nearest
from maliviz.prose.links import Target
from maliviz.prose.markdown import NOTEBOOK, Cell, claim_link, parse, plain_text, use_id
from maliviz.prose.numbers import facts

_WORDS = (N_("disputed"), N_("inferred"))
"""The signs that are words; every other one is the label of a text."""
_DATA = re.compile(r"(?:\.\./)?(data/[A-Za-z0-9._-]+)")
_OUTSIDE = re.compile(r"(https?://|mailto:)\S+")
_IMAGE = re.compile(r"data:image/(png|jpeg|webp|gif|svg\+xml)[;,]")
_PIPE = re.compile(r"(?<!\\)\|")
_FILE_NAME = re.compile(r"\S+\.\w{3,4}")
_IN_MARKDOWN = re.compile(r"<(a|img|h[1-6])\b", re.IGNORECASE)
_BOX = {True: ("☑", "done"), False: ("☐", "not done")}

Places = Mapping[str, Mapping[str, str]]
"""The places of each notebook, by its stem: what JupyterLab calls them, and their ids on the page.
"""


@dataclass
class Ids:
    """The ids that a page has given out, so that no two places share one.

    At first they are those of its frame.
    """

    taken: set[str] = field(default_factory=lambda: {"main", "navigation"})

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
    """A Markdown cell as HTML, with its heading levels and what is wrong with it."""

    html: str
    levels: tuple[int, ...]
    problems: tuple[Problem, ...]


def places(sources: Iterable[str]) -> dict[str, str]:
    """Return the places of a notebook, given as its Markdown cells.

    JupyterLab names a heading by its words; of several with the same, it leads to the first.

    >>> places(["# Who is named", "## Who is named"])
    {'Who-is-named': 'who-is-named'}
    """
    ids, found = Ids(), dict[str, str]()
    for node in (node for source in sources for node in parse(source).walk()):
        if node.type == "heading":
            words = plain_text(node)
            id = ids.new(words)
            found.setdefault(words.replace(" ", "-"), id)
    return found


def prose(cell: Cell, ids: Ids, places: Places | None, targets: Mapping[str, Target]) -> Prose:
    """Render a cell; `targets` are what links lead to, by anchor.

    `ids` are those of the page, `places` those of every notebook; if these are not known, no link
    is held against them.

    >>> cell = Cell("notebooks/a.ipynb", 1, "See [Ann](people.ipynb#Ann-Low).")
    >>> prose(cell, Ids(), {"people": {"Ann-Low": "ann-low"}}, {}).html
    '<p>See <a href="people.html#ann-low">Ann</a>.</p>\\n'
    """
    page = _Page(cell, ids, places, targets)
    html = page.render(parse(cell.source))
    return Prose(html, tuple(page.levels), tuple(page.problems))


_TAGS = {
    **dict.fromkeys(("em", "strong"), "<{tag}>{inner}</{tag}>"),
    **dict.fromkeys(("paragraph", "tr"), "<{tag}>{inner}</{tag}>\n"),
    **dict.fromkeys(("bullet_list", "blockquote", "thead"), "<{tag}>\n{inner}</{tag}>\n"),
    "table": '<div class="scroll" role="region" aria-label="Table" tabindex="0">'
    "<table>\n{inner}</table></div>\n",
    **{"s": "<del>{inner}</del>", "softbreak": "\n", "hardbreak": "<br>\n", "hr": "<hr>\n"},
}
"""The nodes that hold other ones, or nothing, and have nothing of their own to show."""


class _Page:
    """Renders the tree of a cell, node by node, by methods that are named as the nodes."""

    def __init__(
        self, cell: Cell, ids: Ids, places: Places | None, targets: Mapping[str, Target]
    ) -> None:
        self.cell, self.ids, self.places, self.targets = cell, ids, places, targets
        self.levels: list[int] = []
        self.problems: list[Problem] = []

    def render(self, node: SyntaxTreeNode) -> str:
        if node.type in _TAGS and not node.hidden:
            return _TAGS[node.type].format(tag=node.tag, inner=self.inner(node))
        render: Callable[[SyntaxTreeNode], str] = getattr(self, node.type, self.inner)
        return render(node)

    def inner(self, node: SyntaxTreeNode) -> str:
        return "".join(map(self.render, node.children))

    def problem(self, node: SyntaxTreeNode, value: str, rule: str, hint: str = "") -> None:
        while not node.map and node.parent:
            node = node.parent
        start, end = node.map or (0, 0)
        lines = self.cell.source.split("\n")[start:end]
        first = value.partition("\n")[0]
        line = next((n for n, text in enumerate(lines, start + 1) if first in text), start + 1)
        self.problems.append(
            Problem(self.cell.notebook, line, "", value, rule, hint, cell=self.cell.number)
        )

    def heading(self, node: SyntaxTreeNode) -> str:
        self.levels.append(int(node.tag[1]))
        id = escape(self.ids.new(plain_text(node)))
        return f'<{node.tag} id="{id}">{self.inner(node)}</{node.tag}>\n'

    def ordered_list(self, node: SyntaxTreeNode) -> str:
        start = f' start="{node.attrs["start"]}"' if "start" in node.attrs else ""
        return f"<ol{start}>\n{self.inner(node)}</ol>\n"

    def list_item(self, node: SyntaxTreeNode) -> str:
        inner = self.inner(node)
        if "checked" in node.meta:
            sign, words = _BOX[node.meta["checked"]]
            box = f'<span role="img" aria-label="{words}">{sign}</span> '
            inner = f"<p>{box}{inner[3:]}" if inner.startswith("<p>") else box + inner
        return f"<li>{inner}</li>\n"

    def tbody(self, node: SyntaxTreeNode) -> str:
        head = len(node.siblings[0].children[0].children)
        for row in node.children:
            line = self.cell.source.split("\n")[row.map[0]].lstrip(" >").rstrip() if row.map else ""
            cells = len(_PIPE.split(line.removeprefix("|").removesuffix("|")))
            if cells > head:
                rule = f"a row of {cells} cells below a head of {head}: what is beyond is not shown"
                self.problem(row, line, rule, "give the head as many cells")
        return f"<tbody>\n{self.inner(node)}</tbody>\n"

    def th(self, node: SyntaxTreeNode) -> str:
        return f'<th scope="col"{_alignment(node)}>{self.inner(node)}</th>\n'

    def td(self, node: SyntaxTreeNode) -> str:
        return f"<td{_alignment(node)}>{self.inner(node)}</td>\n"

    def text(self, node: SyntaxTreeNode) -> str:
        return _escaped(unbroken(node.content))

    def code_inline(self, node: SyntaxTreeNode) -> str:
        return f"<code>{_escaped(node.content)}</code>"

    def code_block(self, node: SyntaxTreeNode) -> str:
        return f"<pre><code>{_escaped(node.content)}</code></pre>\n"

    def fence(self, node: SyntaxTreeNode) -> str:
        language = (node.info.split() or [""])[0]
        if language == "mermaid":
            rule = "a diagram, which JupyterLab draws and no page does"
            self.problem(node, node.info, rule, "say it in words or a table, or draw it in code")
        look = f' class="language-{escape(language)}"' if language else ""
        return f"<pre><code{look}>{_escaped(node.content)}</code></pre>\n"

    def formula(self, node: SyntaxTreeNode) -> str:
        hint = "say it in words or in `code`; a dollar sign is \\\\$"
        self.problem(node, node.content, "a formula, which no page shows", hint)
        return self.text(node)

    def footnote(self, node: SyntaxTreeNode) -> str:
        rule = "a footnote, which neither JupyterLab nor a page reads"
        self.problem(node, node.content, rule, "put the note in brackets")
        return self.text(node)

    def html_inline(self, node: SyntaxTreeNode) -> str:
        if match := _IN_MARKDOWN.search(node.content):
            hint = "write it in Markdown: a link is [words](address)"
            self.problem(node, match[0], "raw HTML of what Markdown has a sign for", hint)
        if "<!--" in node.content:
            rule = "a comment without an end, which hides what follows"
            self.problem(node, "<!--", rule, "end it with -->")
        return node.content

    html_block = html_inline

    def link(self, node: SyntaxTreeNode) -> str:
        url, words = str(node.attrs["href"]), self.inner(node)
        if anchor := claim_link(url):
            return self._claim(anchor, words, plain_text(node))
        return f'<a href="{escape(self._address(node, url))}"{_title(node)}>{words}</a>'

    def _claim(self, anchor: str, words: str, plain: str) -> str:
        link, place = render(anchor, self.targets.get(anchor), words, plain), use_id(anchor)
        if place in self.ids.taken:
            return link
        self.ids.taken.add(place)
        return f'<span id="{escape(place)}">{link}</span>'

    def _address(self, node: SyntaxTreeNode, url: str) -> str:
        if match := NOTEBOOK.fullmatch(url):
            if self.places is not None and match[1] not in self.places:
                self.problem(node, url, f"there is no notebook {match[1]}.ipynb to link to")
            return f"{match[1]}.html{self._place(node, match[1], url)}"
        if match := _DATA.fullmatch(url):
            return match[1]
        if url.startswith("#") and len(url) > 1:
            return self._place(node, PurePosixPath(self.cell.notebook).stem, url)
        if not _OUTSIDE.fullmatch(url):
            self.problem(node, url, "not an address that a page can lead to")
        return url

    def _place(self, node: SyntaxTreeNode, stem: str, url: str) -> str:
        """Lead to what JupyterLab calls a place of a notebook by its id on the page."""
        known, name = (self.places or {}).get(stem), unquote(url.partition("#")[2])
        if known is None or not name:
            return f"#{name}" if name else ""
        if name not in known:
            hint = nearest(f"#{name}", [f"#{place}" for place in known])
            rule = f"leads nowhere: {stem}.ipynb has no such place"
            self.problem(node, url, rule, hint or "a heading is linked by its words: #Its-words")
        return f"#{known.get(name, name)}"

    def image(self, node: SyntaxTreeNode) -> str:
        url, alt = str(node.attrs["src"]), plain_text(node)
        scheme, _, name = url.partition(":")
        address = self.cell.pictures.get(unquote(name), "") if scheme == "attachment" else url
        if not address:
            rule = "this picture is not in the cell, into which it was pasted"
            self.problem(node, url, rule, "paste it again")
        elif not _IMAGE.match(address):
            self.problem(node, url, "this picture is not in the notebook itself", "paste it there")
        if not alt or _FILE_NAME.fullmatch(alt):
            rule = "this picture has no alternative text"
            self.problem(node, url, rule, "say between [ and ] what it shows")
        return f'<img src="{escape(address)}" alt="{escape(alt)}"{_title(node)}>'


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _title(node: SyntaxTreeNode) -> str:
    title = node.attrs.get("title")
    return f' title="{escape(str(title))}"' if title else ""


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
    years = any(
        fact.meaning in target.inferred_years for fact in facts(plain, language=spoken().code)
    )
    signs = tuple(dict.fromkeys([*target.signs, *(["inferred"] if years else [])]))
    kind, _, _ = anchor.partition("-")
    look = " ".join([kind, *(sign for sign in signs if sign in _WORDS)])
    seen = " ".join(map(_said, signs))
    number = f' data-number="{target.number}"' if target.number else ""
    return (
        f'<a class="{look}" href="#{escape(anchor)}" data-signs="{escape(seen)}" '
        f'data-heard="{escape(heard(signs))}"{number}><span>{words}</span></a>'
    )


def heard(signs: Sequence[str]) -> str:
    """Return what a screen reader says of signs.

    >>> heard(("A", "B", "disputed")), heard(("inferred",))
    ('texts A and B, disputed', 'inferred')
    """
    labels = [sign for sign in signs if sign not in _WORDS]
    texts = ngettext("text {labels}", "texts {labels}", len(labels)) if labels else ""
    words = (_said(sign) for sign in signs if sign in _WORDS)
    return joined([texts.format(labels=word_list(labels)), *words])


def _said(sign: str) -> str:
    """Return a sign in the language that is spoken."""
    return _(sign) if sign in _WORDS else sign
