"""What a page tells machines, and paper: where it stands, how a link shows it, what it holds.

The description is JSON-LD in the words of schema.org: the site as a `Report`, its tables and
figures as `Dataset`s with their downloads. Each claim, as a `Claim` with who says it and where,
stands in a file beside the tables, which a page that holds claims leads to: a reader on a slow
line does not wait for it. No claim is rated, since the site rates none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from babel import Locale
from babel.core import get_global

from maliviz.corpus.claim import Claim
from maliviz.corpus.rows import Document
from maliviz.language import N_, Language
from maliviz.language import gettext as _
from maliviz.site.contents import Page
from maliviz.site.model import Edition, Site
from maliviz.site.pictures import CARD, card_path
from maliviz.site.rendering import render

CHANGES = Page(
    "changes", N_("What changed"), N_("What changed"), N_("Corrections, additions, withdrawals.")
)
LOST = Page(
    "404", N_("There is no such page"), N_("No such page"), N_("This address leads nowhere.")
)
"""The page that a server shows for a wrong address."""
FEED = "corrections.xml"
CLAIMS = "data/claims.jsonld"
_CONTEXT = "https://schema.org"
_SPEAKERS = {
    "person": "Person",
    "group": "Organization",
    "body": "Organization",
    "outlet": "Organization",
}
_FORMATS = {"csv": "text/csv", "json": "application/json", "jsonld": "application/ld+json"}

Thing = dict[str, Any]
"""One thing in the words of schema.org."""


def head(site: Site, page: Page) -> dict[str, object]:
    """Return what the head of a page tells machines."""
    described = site.edition is not None and page in site.pages
    return {
        "feed": FEED,
        "claims": CLAIMS if site.edition and site.holds_proof(page.stem) else "",
        "lost": page.stem == LOST.stem,
        "alternates": {} if page.stem == LOST.stem else _alternates(site, page),
        "canonical": page_address(site, page),
        "properties": _card_properties(site, page),
        "description": _description(site, page) if described else None,
    }


def page_address(site: Site, page: Page) -> str:
    """The whole address of a page; the first one is that of the site."""
    return site.base + ("" if site.base and page == site.pages[0] else page.address)


def _alternates(site: Site, page: Page) -> dict[str, str]:
    """Return where a page stands in each language, by code, and for whoever speaks none of them.

    There is nothing if it has no other language, or stands there in other parts; nor where the site
    has no address, since machines read whole ones alone.
    """
    if not site.base or (page in site.every_page and page not in site.pages):
        return {}
    first = page.address if page == site.pages[0] else ""
    translations = site.translations(page.stem, site.base)
    addresses = {code: address.removesuffix(first) for code, address in translations.items()}
    return addresses and addresses | {"x-default": addresses[site.languages[0]]}


def running(page: Page, site: Site) -> tuple[str, str]:
    """Return what stands above and below on each printed sheet: the titles; edition and address."""
    titles = " · ".join(dict.fromkeys([page.title, site.title]))
    edition = site.edition.words if site.edition else ""
    return titles, " · ".join(filter(None, [edition, site.base and page_address(site, page)]))


def _card_properties(site: Site, page: Page) -> list[tuple[str, object]]:
    """Return how a link to a page is to be shown, in the words of Open Graph."""
    told = {
        "og:type": "website" if page == site.pages[0] else "article",
        "og:site_name": site.title,
        "og:title": page.title,
        "og:description": page.description,
        "og:url": page_address(site, page),
        "og:image": site.base + card_path(site, page),
        "og:image:width": CARD[0],
        "og:image:height": CARD[1],
        "og:image:alt": page.title,
    }
    own, *others = dict.fromkeys([site.language, *site.languages])
    locales = [("og:locale", own), *(("og:locale:alternate", code) for code in others)]
    return [*told.items(), *((name, _with_territory(code)) for name, code in locales)]


def _with_territory(code: str) -> str:
    """Return a language as Open Graph has it, with where most people speak it.

    >>> _with_territory("en"), _with_territory("fr"), _with_territory("pt-BR")
    ('en_GB', 'fr_FR', 'pt_BR')
    """
    locale = Language(code).locale
    if not locale.territory:
        locale = Locale.parse(get_global("likely_subtags").get(str(locale), str(locale)))
    return "_".join(filter(None, [locale.language, locale.territory]))


def _description(site: Site, page: Page) -> Thing:
    """Return what a page is and holds, as JSON-LD."""
    assert site.edition is not None
    things = [*_report(site, page, site.edition), *_figures(site, page, site.edition)]
    return {"@context": _CONTEXT, "@graph": things}


def claims_file(site: Site) -> bytes:
    """Return the texts, and each claim with the address at which it stands, as JSON-LD."""
    record = site.record
    things = [*map(_document, record.documents), *(_claim(one, site) for one in record.claims)]
    described = {"@context": _CONTEXT, "@graph": things}
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def feed(site: Site) -> bytes:
    """Return what changed as an Atom feed: for those who want to know without looking.

    Its dates are those of the data, at the start of the day in UTC. Its names stay when the site
    moves, and are the same in every build.
    """
    edition = site.edition
    assert edition is not None

    def urn(change: str) -> str:
        return uuid5(NAMESPACE_URL, f"{edition.name}{site.folder}#{change}").urn

    context = {"site": site, "edition": edition, "urn": urn, "page": CHANGES, "feed": FEED}
    return render("feed.xml.j2", **context).encode("utf-8")


def sitemap(sites: Iterable[Site]) -> bytes:
    """Return the list of pages, for a site with an address, in all languages."""
    pages = {
        page_address(site, page): _alternates(site, page)
        for site in sites
        for page in (
            *site.every_page,
            *([CHANGES] if site.edition and site.edition.changes else []),
        )
    }
    return render("sitemap.xml.j2", pages=pages, several=any(pages.values())).encode("utf-8")


def _report(site: Site, page: Page, edition: Edition) -> Iterator[Thing]:
    report = {
        "@type": "Report",
        "@id": page_address(site, page),
        "name": page.title,
        "description": page.description,
        "inLanguage": site.language,
    }
    first, *others = [page_address(site, other) for other in site.pages]
    if page != site.pages[0]:
        yield report | {"isPartOf": {"@id": first}}
        return
    yield report | _rights(edition) | ({"hasPart": [{"@id": o} for o in others]} if others else {})
    yield {
        "@type": "Dataset",
        "name": edition.title,
        "description": edition.description,
        **_rights(edition),
        "distribution": [_download(site, path) for path in (*site.tables, CLAIMS)],
    }


def _rights(edition: Edition) -> Thing:
    rights = {
        "version": edition.version,
        "datePublished": edition.date,
        "license": [licence.address for licence in edition.licences],
        "creator": [{"@type": "Organization", "name": name} for name in edition.authors],
    }
    return {key: value for key, value in rights.items() if value}


def _download(site: Site, path: str) -> Thing:
    kind = _FORMATS[path.rpartition(".")[2]]
    address = urljoin(site.base, path)
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}


def _figures(site: Site, page: Page, edition: Edition) -> Iterator[Thing]:
    for placed in site.figures:
        if placed.notebook.stem == page.stem:
            figure = placed.figure
            yield {
                "@type": "Dataset",
                "@id": f"#figure-{figure.name}",
                "name": figure.title,
                "description": f"{figure.subtitle}. {figure.alt}",
                "license": [licence.address for licence in edition.licences],
                "distribution": [_download(site, placed.file(kind)) for kind in ("csv", "json")],
            }


def _document(document: Document) -> Thing:
    given = {"url": document.link, "author": document.author, "license": document.licence}
    return {key: value for key, value in given.items() if value} | {
        "@type": "CreativeWork",
        "@id": f"_:{document.id}",
        "name": document.title,
        "alternateName": document.called,
        "inLanguage": document.language,
        "identifier": f"sha256:{document.sha256}",
    }


def _claim(claim: Claim, site: Site) -> Thing:
    kind = _SPEAKERS.get(claim.speaker_kind)
    return {
        "@type": "Claim",
        "@id": f"{site.base or '../'}{site.address(f'claim-{claim.id}', '')}",
        "text": claim.statement,
        "keywords": claim.firmness,
        "author": ({"@type": kind} if kind else {}) | {"name": claim.speaker_name},
        "appearance": {
            "@type": "CreativeWork",
            "isPartOf": {"@id": f"_:{claim.document}"},
            "position": _("characters {start} to {end}").format(start=claim.start, end=claim.end),
        },
    }
