"""Proof where the reader is: a card for each claim that a page leads to, and a field to find more.

A link leads to the card, which has the address that the claim has with the evidence, so that it
opens without script: it is the target of the address. Where scripts run, it is a popover.

The field is given of each claim by what it is filtered, and its words if they are not on the page.
A page that holds all claims has their words already. Where claims stand on several pages, words and
addresses are in a file beside them, which nothing asks for before a reader searches: a script,
since a page that lies in a folder can load nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from maliviz.charts.claim_list import (
    claim_facts,
    inference_facts,
    involved,
    premise_statements,
    silence,
    speakers,
    verdict_words,
)
from maliviz.corpus.claim import Claim
from maliviz.language import gettext as _
from maliviz.language import ngettext, pgettext, spoken
from maliviz.phrases import without_accents
from maliviz.prose.markdown import uses
from maliviz.site.figures import FigureOutput
from maliviz.site.links import lead_links
from maliviz.site.markup import anchors, read_html
from maliviz.site.model import Site, Use
from maliviz.site.notebooks import Notebook
from maliviz.site.outputs import HtmlOutput
from maliviz.site.rendering import render

FIND = "claims.js"
"""Path of the file with the words of all claims."""

Option = tuple[str, str]
"""By what claims are filtered, and one of its values: `("Speaker", "witnesses")`."""


class Card(NamedTuple):
    """What a card shows: facts that are text or `Markup`; `proof` is where all else stands."""

    anchor: str
    statement: str
    disputed: bool
    facts: tuple[str, ...]
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
            case HtmlOutput(tree, listing=None):
                yield from anchors(tree)
            case FigureOutput(linked=linked):
                yield from linked


def _cards(site: Site, stem: str, wanted: Collection[str]) -> Iterator[Card]:
    """Yield the cards of these anchors, as they are for a page."""
    assessments = {one.question: one for one in site.assessments}
    for claim in site.record.claims:
        if (anchor := f"claim-{claim.id}") in wanted:
            asked = assessments[claim.question]
            compared = " ".join([f"{verdict_words(asked)}.", *silence(claim)])
            facts = [*claim_facts(claim), compared]
            statement = f"{claim.number}. {claim.statement}"
            yield _card(site, stem, anchor, statement, facts, disputed=bool(claim.disputed_by))
    statements = premise_statements(site.record.claims, site.inferences)
    for inference in site.inferences:
        if (anchor := f"inference-{inference.id}") in wanted:
            statement = _("Inferred: {statement}").format(statement=inference.statement)
            yield _card(site, stem, anchor, statement, inference_facts(inference, statements))


def _card(
    site: Site,
    stem: str,
    anchor: str,
    statement: str,
    facts: Iterable[str],
    *,
    disputed: bool = False,
) -> Card:
    figures = tuple(
        use._replace(address=use.address.removeprefix(f"{stem}.html"))
        for use in site.uses.get(anchor, ())
        if use.is_mark
    )
    return Card(anchor, statement, disputed, tuple(facts), site.address(anchor, stem), figures)


def find_data(site: Site) -> Mapping[str, Any]:
    """Return what the field needs on a page: its words, and the filters or the file with it all."""
    if site.is_scattered:
        return {"words": [*_own_words(), _forms(_first_found)], "file": FIND}
    return {"words": _own_words(), **_filters(site)}


def find_file(site: Site) -> bytes:
    """Return the file with the filters, and of each claim its id, page, question and words."""
    record, homes = site.record, site.homes | site.entries
    pages = list(dict.fromkeys(homes.values()))
    page = {stem: place for place, stem in enumerate(pages)}
    question = {one.id: place for place, one in enumerate(record.questions)}
    data = {
        **_filters(site),
        "claims": [
            (claim.id, page[homes[f"claim-{claim.id}"]], question[claim.question], _words(claim))
            for claim in record.claims
            if f"claim-{claim.id}" in homes
        ],
        "questions": [one.text for one in record.questions],
        "pages": [f"{stem}.html" for stem in pages],
        "places": {anchor: page[stem] for anchor, stem in homes.items()},
    }
    return f"claims({json.dumps(data, ensure_ascii=False, separators=(',', ':'))})\n".encode()


def _own_words() -> list[str | dict[str, str]]:
    """Return what the field says of itself, and how many claims it found."""
    own = [_("Find in the claims"), _("Filters"), _("Show all"), pgettext("filter", "any")]
    return [*own, _forms(_found)]


def _found(number: int) -> str:
    return ngettext("{count} claim", "{count} claims", number)


def _first_found(number: int) -> str:
    return ngettext(
        "{count} claim, of which the first 50", "{count} claims, of which the first 50", number
    )


def _forms(say: Callable[[int], str]) -> dict[str, str]:
    """Return what is said of a number in each of its forms, by the name of CLDR; `{}` is it."""
    category = spoken().locale.plural_form
    examples = {category(number): number for number in range(200)}
    return {name: say(number).format(count="{}") for name, number in examples.items()}


def _filters(site: Site) -> dict[str, Any]:
    """Return all options, and by the number of each claim (from 1) which of them it has.

    Options are counted through all kinds.
    """
    chosen = [list(options) for options in _chosen(site)]
    kinds: dict[str, dict[str, None]] = {}
    for kind, value in chain.from_iterable(chosen):
        kinds.setdefault(kind, {})[value] = None
    options = {kind: sorted(values, key=_alphabetic) for kind, values in kinds.items()}
    every = ((kind, value) for kind, values in options.items() for value in values)
    place = {option: number for number, option in enumerate(every)}
    return {"options": options, "filters": [[place[one] for one in some] for some in chosen]}


def _alphabetic(value: str) -> str:
    return without_accents(value).casefold()


def _chosen(site: Site) -> Iterator[Iterator[Option]]:
    """Yield the options of each claim."""
    # One option for each verdict, whichever text is silent.
    every_verdict = (replace(one, silent=()) for one in site.assessments)
    verdicts = {one.question: verdict_words(one) for one in every_verdict}
    names = {actor.id: actor.name for actor in site.record.actors}
    people = {actor.id for actor in site.record.actors if actor.kind == "person"}
    for claim in site.record.claims:
        yield _options(claim, verdicts[claim.question], names, people)


def _options(
    claim: Claim, verdict: str, names: Mapping[str, str], people: set[str]
) -> Iterator[Option]:
    yield _("Text"), claim.document_label
    yield _("The texts together"), verdict
    hedged = claim.hedge and _("hedged")
    disputed = claim.disputed_by and _("disputed")
    yield from ((_("How firmly"), word) for word in (claim.manner, hedged, disputed) if word)
    yield from ((_("Speaker"), names[id]) for id in speakers(claim))
    yield from ((_("Person"), names[id]) for id in involved(claim) if id in people)


def _words(claim: Claim) -> str:
    """Return what is found of a claim: who contradicts it stands in how firmly it is said."""
    words = _("{statement} “{printed}” · {speaker}: {firmness}").format(
        statement=claim.statement,
        printed=claim.printed,
        speaker=claim.said_by,
        firmness=claim.firmness,
    )
    return f"{claim.number}. {words}"
