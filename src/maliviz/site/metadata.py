"""What a page tells machines: where it stands, how to show a link to it, and what it holds.

The description is JSON-LD in the words of schema.org: the site as a `Report`, its tables and
figures as `Dataset`s with their downloads, and each claim as a `Claim` with who says it and
where. No claim is rated, since the site rates none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from maliviz.corpus import Corpus
from maliviz.corpus.record import firmness, records
from maliviz.site.edition import Edition
from maliviz.site.explore import block
from maliviz.site.pages import Page, Site
from maliviz.site.view import View

CARD = (1200, 630)
FEED, LOST = "corrections.xml", "404"
_LANGUAGE = "en"
_SPEAKERS = {"person": "Person", "group": "Organization", "body": "Organization"} | {
    "outlet": "Organization"
}
_FORMATS = {"csv": "text/csv", "json": "application/json"}


def head(view: View, corpus: Corpus | None) -> Markup:
    """Return the part of a page's head that is for machines alone."""
    site, edition = view.site, view.site.edition
    lines = [*_feed(site)]
    if view.page.stem == LOST:
        lines.append(Markup('<meta name="robots" content="noindex">'))
    elif site.base:
        lines += _card(view)
    if edition and view.page in site.pages:
        graph = {"@context": "https://schema.org", "@graph": [*_graph(view, edition, corpus)]}
        lines.append(Markup('<script type="application/ld+json">{}</script>').format(block(graph)))
    return Markup("\n").join(lines)


def page_address(site: Site, page: Page) -> str:
    """The whole address of a page; the first one is that of the site."""
    return site.base + ("" if site.base and page == site.pages[0] else page.address)


def card_of(site: Site, page: Page) -> str:
    """Path of the picture that is shown with a link to a page."""
    return f"cards/{(page if page in site.pages else site.pages[0]).stem}.png"


def _feed(site: Site) -> Iterator[Markup]:
    if site.edition and site.edition.changes:
        link = '<link rel="alternate" type="application/atom+xml" title="What changed" href="{}">'
        yield Markup(link).format(FEED)


def _card(view: View) -> Iterator[Markup]:
    site, page = view.site, view.page
    where = page_address(site, page)
    yield Markup('<link rel="canonical" href="{}">').format(where)
    properties = {
        "og:type": "website" if page == site.pages[0] else "article",
        "og:site_name": site.title,
        "og:title": page.title,
        "og:description": page.description,
        "og:url": where,
        "og:image": site.base + card_of(site, page),
        "og:image:width": CARD[0],
        "og:image:height": CARD[1],
        "og:image:alt": page.title,
    }
    for name, content in properties.items():
        yield Markup('<meta property="{}" content="{}">').format(name, content)
    yield Markup('<meta name="twitter:card" content="summary_large_image">')


def _graph(view: View, edition: Edition, corpus: Corpus | None) -> Iterator[dict[str, Any]]:
    site, page = view.site, view.page
    first = page == site.pages[0]
    report = {
        "@type": "Report",
        "@id": page_address(site, page),
        "name": page.title,
        "description": page.description,
        "inLanguage": _LANGUAGE,
    }
    if first:
        parts = [{"@id": page_address(site, other)} for other in site.pages[1:]]
        yield report | _rights(edition) | ({"hasPart": parts} if parts else {})
        yield _tables(site, edition)
    else:
        yield report | {"isPartOf": {"@id": page_address(site, site.pages[0])}}
    yield from _figures(view, edition)
    if corpus is not None:
        yield from _claims(view, corpus)


def _rights(edition: Edition) -> dict[str, Any]:
    found = {
        "version": edition.version,
        "datePublished": edition.date,
        "license": [licence.address for licence in edition.licences],
        "creator": [{"@type": "Organization", "name": name} for name in edition.authors],
    }
    return {key: value for key, value in found.items() if value}


def _tables(site: Site, edition: Edition) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "name": edition.title,
        "description": edition.description,
        **_rights(edition),
        "distribution": [_download(site, path) for path in site.downloads],
    }


def _download(site: Site, path: str) -> dict[str, str]:
    kind = _FORMATS[path.rpartition(".")[2]]
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": site.base + path}


def _figures(view: View, edition: Edition) -> Iterator[dict[str, Any]]:
    for shown in view.blocks:
        if shown.faces:
            yield {
                "@type": "Dataset",
                "@id": f"#figure-{shown.figure['name']}",
                "name": shown.figure["title"],
                "description": f"{shown.figure['subtitle']}. {shown.figure['alt']}",
                "license": [licence.address for licence in edition.licences],
                "distribution": [
                    _download(view.site, path) for path in (shown.faces.csv, shown.faces.json)
                ],
            }


def _claims(view: View, corpus: Corpus) -> Iterator[dict[str, Any]]:
    """Yield each claim that stands on this page, after the texts that they appear in."""
    here = [
        claim
        for claim in records(corpus.claims)
        if view.site.homes.get(f"claim-{claim['id']}") == view.page.stem
    ]
    told = {claim["document"] for claim in here}
    for document in records(corpus.documents):
        if document["id"] in told:
            yield {
                "@type": "CreativeWork",
                "@id": f"_:{document['id']}",
                "name": document["title"],
                "alternateName": f"text {document['label']}",
                "inLanguage": document["language"],
                "identifier": f"sha256:{document['sha256']}",
            }
    yield from map(_claim, here)


def _claim(claim: Mapping[str, Any]) -> dict[str, Any]:
    kind = _SPEAKERS.get(claim["speaker_kind"])
    speaker = ({"@type": kind} if kind else {}) | {"name": claim["speaker_name"]}
    return {
        "@type": "Claim",
        "@id": f"#claim-{claim['id']}",
        "text": claim["statement"],
        "keywords": firmness(claim),
        "author": speaker,
        "appearance": {
            "@type": "CreativeWork",
            "isPartOf": {"@id": f"_:{claim['document']}"},
            "position": f"characters {claim['start']} to {claim['end']}",
        },
    }
