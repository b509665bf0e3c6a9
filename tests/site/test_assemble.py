"""The files of a site fit together: each has a path of its own, and no address leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_site import BASE, Made

from maliviz.problem import ProblemError
from maliviz.site.assemble import broken_links, joined


@pytest.mark.slow
@pytest.mark.parametrize("base", ["", BASE])
def test_the_same_parts_make_the_same_files(tmp_path: Path, base: str) -> None:
    first, again = (Made(tmp_path / name).files(base) for name in ("a", "b"))
    assert first == again


def test_two_files_never_share_a_path() -> None:
    assert joined({"b": b"1"}, {"a": b"2"}) == {"b": b"1", "a": b"2"}
    with pytest.raises(ProblemError, match=r"^b: the site makes a file of this name itself"):
        joined({"b": b"1"}, {"b": b"1"})


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
