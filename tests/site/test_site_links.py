"""A finished site has no address that leads nowhere, and no two places of one name."""

from __future__ import annotations

import pytest

from maliviz.site.assemble import broken_links

SITE = {"people.html": '<p id="café">'.encode(), "data/a.csv": b""}


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<a href="people.html#caf%C3%A9">', None),
        ('<a href="people.html#café">', None),
        ('<a href="data/a.csv">', None),
        ('<p id="a"><a href="#a">', None),
        ('<a href="https://example.org/">', None),
        ('<a href="#a">', '"#a": leads nowhere: index.html has no such place'),
        ('<a href="people.html#cafe">', 'people.html has no such place; did you mean "#café"?'),
        ('<a href="data/b.csv">', '"data/b.csv": leads nowhere: no such file'),
        ('<a href="../people.html">', "leads nowhere: no such file"),
        ('<img src="a.png">', '"a.png": leads nowhere: no such file'),
        ('<svg><use xlink:href="#a"/></svg>', '"#a": leads nowhere: index.html has no such'),
        ('<p id="a"><b id="a">', '"a": duplicate id, of 2 places'),
    ],
)
def test_addresses_and_names(html: str, fault: str | None) -> None:
    faults = [str(one) for one in broken_links({"index.html": html.encode(), **SITE})]
    assert len(faults) == (1 if fault else 0)
    assert (fault or "") in "".join(faults)
