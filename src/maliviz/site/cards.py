"""Proof where the reader is: a card for each claim and inference to which a page leads.

A link leads to the card, which has the address that the claim has with the evidence, so that it
opens without script: it is the target of the address. Where scripts run, it is a popover.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree as ET

from markupsafe import Markup

from maliviz.charts.claim_list import (
    claim_facts,
    inference_facts,
    premise_statements,
    silence,
    verdict_words,
)
from maliviz.language import gettext as _
from maliviz.prose.markdown import uses
from maliviz.site.links import lead_links
from maliviz.site.markup import anchors, read_html
from maliviz.site.model import Site, Use
from maliviz.site.notebooks import Notebook
from maliviz.site.outputs import FigureOutput, HtmlOutput
from maliviz.site.parts import is_list
from maliviz.site.rendering import render


class Card(NamedTuple):
    """What a card shows; the facts are HTML, and `proof` is where all on the question stands."""

    anchor: str
    statement: str
    disputed: bool
    facts: tuple[Markup, ...]
    proof: str
    figures: tuple[Use, ...]


def cards(notebook: Notebook, site: Site) -> ET.Element | None:
    """Return a card for each claim and inference to which a notebook leads, as HTML, if any."""
    stem = notebook.stem
    if not site.has_cards(stem):
        return None
    away = {a for a in _linked(notebook) if site.homes.get(a, stem) != stem}
    made = list(_cards(site, stem, away))
    if not made:
        return None
    tree = read_html(render("cards.html.j2", cards=made))[0]
    lead_links(tree, lambda anchor: f"#{anchor}" if anchor in away else site.address(anchor, stem))
    return tree


def _linked(notebook: Notebook) -> Iterator[str]:
    """Yield the anchors of all to which the words and figures of a notebook lead."""
    yield from uses(cell.source for cell in notebook.prose)
    for one in notebook.outputs:
        match one.output:
            case HtmlOutput(tree) if not is_list(tree):
                yield from anchors(tree)
            case FigureOutput(linked=linked):
                yield from linked


def _cards(site: Site, stem: str, anchors: Collection[str]) -> Iterator[Card]:
    """Yield the cards of these anchors, as they are for a page."""

    def card(anchor: str, statement: str, facts: Iterable[str], *, disputed: bool = False) -> Card:
        shown = tuple(
            use._replace(address=use.address.removeprefix(f"{stem}.html"))
            for use in site.uses.get(anchor, ())
            if use.is_mark
        )
        lines = tuple(map(Markup, facts))
        return Card(anchor, statement, disputed, lines, site.address(anchor, stem), shown)

    assessments = {row.question: row for row in site.assessments}
    labels = {document.id: document.label for document in site.record.documents}
    for claim in site.record.claims:
        if (anchor := f"claim-{claim.id}") in anchors:
            asked = assessments[claim.question]
            compared = " ".join([f"{verdict_words(asked)}.", *silence(asked, labels)])
            facts = [*claim_facts(claim), escape(compared)]
            yield card(
                anchor,
                f"{claim.number}. {claim.statement}",
                facts,
                disputed=bool(claim.disputed_by),
            )
    statements = premise_statements(site.record.claims, site.inferences)
    for inference in site.inferences:
        if (anchor := f"inference-{inference.id}") in anchors:
            facts = inference_facts(inference, statements)
            stated = _("Inferred: {statement}").format(statement=inference.statement)
            yield card(anchor, stated, facts)
