"""Proof where the reader is: a card for each claim and inference to which a page leads.

A link leads to the card, which has the address that the claim has with the evidence, so that it
opens without script: it is the target of the address. Where scripts run, it is a popover.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from maliviz.charts.claim_list import (
    claim_facts,
    inference_facts,
    premise_statements,
    silence,
    verdict_words,
)
from maliviz.corpus import Corpus
from maliviz.evidence.compare import comparisons
from maliviz.language import gettext as _
from maliviz.prose.markdown import CLAIM, uses
from maliviz.site.markup import read_html, write_html
from maliviz.site.model import Site, Use, figures
from maliviz.site.notebooks import Notebook
from maliviz.site.outputs import HtmlOutput
from maliviz.site.parts import is_list
from maliviz.site.rendering import render


class Card(NamedTuple):
    """What a card shows: facts that are text or `Markup`; `proof` is where all else stands."""

    anchor: str
    statement: str
    disputed: bool
    facts: tuple[str, ...]
    proof: str
    figures: tuple[Use, ...]


def cards(notebook: Notebook, site: Site) -> Markup:
    """Return a card for each claim and inference to which a notebook leads, as HTML."""
    if site.corpus is None or not site.has_cards(notebook.stem):
        return Markup()
    away = {a for a in _linked(notebook) if site.homes.get(a, notebook.stem) != notebook.stem}
    made = list(_cards(site.corpus, site, notebook.stem, away))
    tree = read_html(render("cards.html.j2", cards=made))[0]
    for link in tree.iter("a"):
        address = link.get("href", "").removeprefix(f"{notebook.stem}.html")
        match = CLAIM.fullmatch(address)
        elsewhere = match and match[1] not in away
        link.set("href", site.address(match[1], notebook.stem) if match and elsewhere else address)
    return Markup(write_html(tree)) if made else Markup()


def _linked(notebook: Notebook) -> Iterator[str]:
    """Yield the anchors of all to which the words and figures of a notebook lead."""
    yield from uses(cell.source for cell in notebook.prose)
    outputs = [one.output for one in notebook.outputs if isinstance(one.output, HtmlOutput)]
    trees = [output.tree for output in outputs if not is_list(output.tree)]
    for placed in figures(notebook):
        yield from placed.figure.anchors
        trees += [drawing.root for drawing in placed.figure.drawings]
        trees += [placed.figure.body] if placed.figure.body is not None else []
    addresses = (link.get("href", "") for tree in trees for link in tree.iter("a"))
    yield from (match[1] for address in addresses if (match := CLAIM.fullmatch(address)))


def _cards(corpus: Corpus, site: Site, stem: str, anchors: Collection[str]) -> Iterator[Card]:
    """Yield the cards of these anchors, as they are for a page."""

    def card(anchor: str, statement: str, facts: Iterable[str], *, disputed: bool = False) -> Card:
        shown = tuple(use for use in site.uses.get(anchor, ()) if use.is_mark)
        proof = site.address(anchor, stem)
        return Card(anchor, statement, disputed, tuple(facts), proof, shown)

    assessments = {row.question: row for row in comparisons(corpus)}
    for claim in corpus.record.claims:
        if (anchor := f"claim-{claim.id}") in anchors:
            asked = assessments[claim.question]
            compared = " ".join([f"{verdict_words(asked)}.", *silence(claim)])
            facts = [*claim_facts(claim), compared]
            yield card(
                anchor,
                f"{claim.number}. {claim.statement}",
                facts,
                disputed=bool(claim.disputed_by),
            )
    statements = premise_statements(corpus.record.claims, site.inferences)
    for inference in site.inferences:
        if (anchor := f"inference-{inference.id}") in anchors:
            facts = inference_facts(inference, statements)
            stated = _("Inferred: {statement}").format(statement=inference.statement)
            yield card(anchor, stated, facts)
