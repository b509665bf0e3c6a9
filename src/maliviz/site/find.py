"""What the find field of the evidence knows: of each claim the words, and by what it is filtered.

A page that holds all claims has their words already, so it is given the filters alone. Where
claims stand on several pages, words and addresses are in a file beside them, which nothing asks
for before a reader searches: a script, since a page that lies in a folder can load nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from maliviz.charts.claim_list import involved, speakers, verdict_words
from maliviz.corpus.claim import Claim
from maliviz.language import gettext as _
from maliviz.language import ngettext, pgettext, spoken
from maliviz.phrases import without_accents
from maliviz.site.model import Site

FILE = "claims.js"
"""Path of the file with the words of all claims."""

Option = tuple[str, str]
"""By what claims are filtered, and one of its values: `("Speaker", "witnesses")`."""


def find_data(site: Site) -> Mapping[str, Any]:
    """Return what the field needs on a page: its words, and the filters or the file with it all."""
    if site.is_scattered:
        return {"words": [*_own_words(), _forms(_first_found)], "file": FILE}
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
    record = site.record
    # One option for each verdict, whichever text is silent.
    every_verdict = (replace(one, silent=()) for one in site.assessments)
    verdicts = {one.question: verdict_words(one) for one in every_verdict}
    names = {actor.id: actor.name for actor in record.actors}
    people = {actor.id for actor in record.actors if actor.kind == "person"}
    chosen = [
        list(_options(claim, verdicts[claim.question], names, people)) for claim in record.claims
    ]
    kinds = list(dict.fromkeys(kind for some in chosen for kind, _ in some))
    every = {option for some in chosen for option in some}
    options = sorted(
        every, key=lambda option: (kinds.index(option[0]), without_accents(option[1]).casefold())
    )
    place = {option: number for number, option in enumerate(options)}
    values = {kind: [value for one, value in options if one == kind] for kind in kinds}
    return {"options": values, "filters": [[place[o] for o in some] for some in chosen]}


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
