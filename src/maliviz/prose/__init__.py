"""Prose that is tied to its proof: find its links to claims, check them, render them.

Whoever writes a notebook links what a sentence says to the claim that says it, in plain Markdown:

    A security source speaks of at least [20](#claim-at-least-20) arrests.

`check` holds the prose against the data: each number, date and count word stands in a link, says
what the claim says, and a disputed claim has its speaker beside it (`maliviz.prose.rules` has all
the rules). `linker` makes of each link one that tells a reader who says so, with a small sign for
how the texts stand to each other, which `legend_html` explains:

    A     one text alone tells it          A≈B   the other text does not contradict it
    A=B   the other text says the same     A/B   what the other text says cannot be compared
    A≠B   disputed                         A+B?  inferred; A? where only the year is

The sign is a letter and a stroke, and neither colour nor tooltip; a screen reader gets words in
its place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from maliviz.corpus import Corpus
from maliviz.corpus.record import records
from maliviz.problem import shown
from maliviz.prose.links import Target, targets
from maliviz.prose.numbers import facts
from maliviz.prose.rules import Finding, Ground, findings
from maliviz.prose.text import NOTHING, Cell, Paragraph, line_and_column, paragraphs

__all__ = ["Cell", "ProseProblem", "Use", "check", "legend_html", "linker", "render", "uses"]

_COUNTED = {
    **{"text": "documents", "document": "documents", "claim": "claims"},
    **{"inference": "inferences", "question": "questions", "passage": "passages"},
}


@dataclass(frozen=True, order=True)
class ProseProblem:
    """One broken rule at one place in a notebook; cell, line and column count from 1.

    >>> print(ProseProblem("notebooks/a.ipynb", 3, 2, 7, "30", "no claim says it", "take it out"))
    notebooks/a.ipynb: cell 3: line 2: column 7: "30": no claim says it; take it out
    """

    file: str
    cell: int
    line: int
    column: int
    value: str
    rule: str
    hint: str

    @property
    def reason(self) -> str:
        """What is wrong, without the place of its line."""
        return f'column {self.column}: "{shown(self.value)}": {self.rule}; {self.hint}'

    def __str__(self) -> str:
        return f"{self.file}: cell {self.cell}: line {self.line}: {self.reason}"


def check(cells: Iterable[Cell], corpus: Corpus) -> list[ProseProblem]:
    """Return all that is wrong with the prose of some Markdown cells, in order."""
    ground = _ground(corpus)
    return sorted(
        _problem(cell, paragraph, finding)
        for cell in cells
        for paragraph in paragraphs(cell.source)
        for finding in findings(paragraph, ground)
    )


def _ground(corpus: Corpus) -> Ground:
    known = targets(corpus)
    words = [words for row in records(corpus.claims) for words in (row["printed"], row["value"])]
    printed = {fact.said for text in words for fact in facts(text)}
    return Ground(
        targets=known,
        labels=tuple(corpus.documents["label"]),
        sizes={noun: len(getattr(corpus, table)) for noun, table in _COUNTED.items()},
        inferred=frozenset(said for t in known.values() for said in t.inferred) - printed,
        words=frozenset(corpus.readings),
    )


def _problem(cell: Cell, paragraph: Paragraph, finding: Finding) -> ProseProblem:
    place, value, rule, hint = finding
    # A quote or a bracket has no sure place in the source, and the first word after it has.
    words = (n for n in range(place, len(paragraph.text)) if paragraph.text[n].isalnum())
    found = place if paragraph.text[place] == NOTHING else next(words, place)
    line, column = line_and_column(cell.source, paragraph.places[found])
    return ProseProblem(cell.notebook, cell.number, line, column, value, rule, hint)


@dataclass(frozen=True)
class Use:
    """A sentence that stands on a claim or an inference: the notebook, and the heading above."""

    anchor: str
    notebook: str
    heading: str
    cell: int
    line: int


def uses(cells: Iterable[Cell]) -> list[Use]:
    """Return where each claim and inference is linked, in reading order.

    >>> uses([Cell("notebooks/a.ipynb", 1, "# Boats\\n\\nAbout [ten](#claim-ten-boats).")])
    [Use(anchor='claim-ten-boats', notebook='notebooks/a.ipynb', heading='Boats', cell=1, line=3)]
    """
    found: list[Use] = []
    headings: dict[str, str] = {}
    for cell in cells:
        for paragraph in paragraphs(cell.source):
            if paragraph.level:
                headings[cell.notebook] = paragraph.text
            heading = headings.get(cell.notebook, "")
            for link in paragraph.links:
                line, _ = line_and_column(cell.source, paragraph.places[link.start])
                found.append(Use(link.anchor, cell.notebook, heading, cell.number, line))
    return found


def linker(corpus: Corpus) -> Callable[[str, str], str]:
    """Return what makes a link of an anchor (`claim-…`) and of linked words, which are HTML."""
    known = targets(corpus)

    def link(anchor: str, words: str) -> str:
        if target := known.get(anchor):
            return render(target, words)
        return f'<a class="claim" href="#{html.escape(anchor)}">{words}</a>'

    return link


def render(target: Target, words: str) -> str:
    """Return the link to a claim or an inference; `words` are HTML already.

    A sign follows the words, hidden from a screen reader, and then what the sign means, hidden
    from the eye.

    >>> claim = Target("claim-x", "", frozenset(), frozenset("A"), "single", "A", "text A")
    >>> print(render(claim, "20"))
    <a class="claim single" href="#claim-x"><span>20</span>\
<sup class="sign" aria-hidden="true">A</sup><span class="visually-hidden"> (text A)</span></a>
    """
    plain = html.unescape(re.sub(r"<[^>]*>", "", words))
    guessed = any(fact.said in target.inferred for fact in facts(plain))
    marked = guessed and target.status != "inferred"
    kind, _, _ = target.anchor.partition("-")
    status = target.status.replace(" ", "-")
    spoken = target.spoken + ("; the year is inferred" if marked else "")
    return (
        f'<a class="{kind} {status}" href="#{html.escape(target.anchor)}"><span>{words}</span>'
        f'<sup class="sign" aria-hidden="true">{html.escape(target.sign)}{"?" * marked}</sup>'
        f'<span class="visually-hidden"> ({html.escape(spoken)})</span></a>'
    )


def legend_html(corpus: Corpus) -> str:
    """Return what the signs mean, in the labels of this corpus, for the foot of each page."""
    first, *others = map(html.escape, corpus.documents["label"])
    signs = [(first, f"only text {first} tells it")]
    for other in others[:1]:
        signs += [
            (f"{first}={other}", f"text {other} says the same"),
            (f"{first}≈{other}", f"text {other} does not contradict it"),
            (f"{first}≠{other}", "disputed by another speaker"),
            (f"{first}/{other}", f"what text {other} says cannot be compared"),
            (f"{first}+{other}?", "inferred from both texts; no text says it"),
        ]
    signs.append((f"{first}?", f"text {first} does not print the year; it is inferred"))
    items = "".join(f'<li><span class="sign">{sign}</span> {said}</li>' for sign, said in signs)
    return (
        '<section class="legend" aria-label="What the signs mean">'
        "<p>Linked words lead to who says so. "
        "The sign after them begins with the text that tells it:</p>"
        f"<ul>{items}</ul></section>"
    )
