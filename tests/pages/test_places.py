"""Every page in every place: on a server, in a folder, and without scripts.

A page is opened once in each, and held to all that hangs on the place: it tells the same, its
addresses lead somewhere, and it keeps to itself while it is used. `test_plot` does so for the pages
on which plotly draws.
"""

from __future__ import annotations

import re

import pytest

from .test_addresses import dead
from .test_offline import content, lacks
from .test_plot import PLOTS
from .test_policy import faults, use, watched
from .window import Window

PAGES = ["[^/]+", "figures/.*", "fr/.*"]


def test_no_page_is_left_out(window: Window) -> None:
    assert [name for name in window.pages if not re.fullmatch("|".join(PAGES), name)] == []
    assert [name for name in window.pages if PLOTS in name]


@pytest.mark.parametrize("pages", PAGES)
def test_a_page_is_the_same_in_every_place(
    window: Window, ids: dict[str, set[str]], pages: str
) -> None:
    root, found = window.site.as_uri(), []
    names = [name for name in window.pages if re.fullmatch(pages, name) and PLOTS not in name]
    assert names
    with watched(window) as served, watched(window) as stored:
        for name in names:
            served.goto(f"{window.address}/{name}")
            stored.goto(f"{root}/{name}")
            told = content(served.page)
            assert (name, content(stored.page)) == (name, told)
            if name in window.chapters:
                bare = window.kept(scripts=False)
                bare.goto(f"{window.address}/{name}")
                assert (name, content(bare), lacks(told)) == (name, told, [])
            found += dead(stored.page, root, window.site, ids)
            use(served.page, stored.page)
            found += [f"{name}: {fault}" for fault in faults(served, window.address)]
            found += [f"{name}: {fault}" for fault in faults(stored, root)]
    assert found == []
