"""One figure as a page of its own, to be carried elsewhere: whole, offline, and without script.

It may end up in a frame of another page, in a mail, on a stick. So it leads nowhere but into
itself: below the figure stand the claims that it rests on, and what those rest on in turn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from maliviz.charts.claim_list import claim_html, inference_html
from maliviz.corpus import Corpus
from maliviz.site.basis import basis
from maliviz.site.edition import Edition
from maliviz.site.faces import Found
from maliviz.site.pages import Site
from maliviz.site.paper import paper
from maliviz.site.proof import proofs
from maliviz.site.view import Block


@dataclass(frozen=True)
class _Itself:
    """In place of a page's view: every proof stands in this very file."""

    def address(self, anchor: str) -> str:
        return f"#{anchor}"


def embed(found: Found, site: Site, edition: Edition, corpus: Corpus) -> bytes:
    """Return the file of one figure."""
    below = basis(proofs(found.figure), corpus)
    entries = [claim_html(claim) for claim in below.claims]
    entries += [inference_html(row, below.known) for row in below.inferences]
    return paper(
        "embed.html.j2",
        view=_Itself(),
        site=replace(site, explore=None),
        edition=edition,
        faces=site.faces[found.address],
        block=Block("figure", figure=found.figure, views=_safe(found), level=1),
        entries=Markup("".join(entries).replace('<p class="uses"></p>', "")),
        home=f"{site.base}{found.address}" if site.base else "",
    )


def _safe(found: Found) -> tuple[dict[str, str | Markup], ...]:
    """The views, with their drawings as the markup that was checked when they were read."""
    return tuple(
        {**view, "wide": Markup(view["wide"]), "narrow": Markup(view["narrow"])}
        for view in found.shown.views
    )
