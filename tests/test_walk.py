"""The walk in CONTRIBUTING.md, from a cell to a mark: its functions run in that order."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest

import maliviz as mv
from maliviz.site.assemble import assemble
from maliviz.site.inputs import read_inputs
from maliviz.site.notebooks import read_notebooks

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
MOST = 12


def names() -> list[str]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    walk = re.search(r"<!-- walk -->(.*)<!-- /walk -->", text, re.DOTALL)
    assert walk
    return re.findall(r"^\d+\. `(.+?)`", walk[1], re.MULTILINE)


def code(name: str) -> CodeType:
    """The code of the function that a dotted name leads to, through modules and then classes."""
    parts = name.split(".")
    modules = next(n for n in range(len(parts) - 1, 0, -1) if parts[n - 1].islower())
    thing: Any = import_module(".".join(parts[:modules]))
    for part in parts[modules:]:
        thing = getattr(thing, part)
    assert isinstance(thing, FunctionType)
    return thing.__code__


@contextmanager
def calls(codes: dict[CodeType, str]) -> Iterator[list[str]]:
    """The functions that are called, each once, in the order of their first calls.

    Who looks on makes all slower: nobody does once the last has been called.
    """
    order: list[str] = []

    def profile(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and (name := codes.pop(frame.f_code, None)):
            order.append(name)
            if not codes:
                sys.setprofile(before)

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        yield order
    finally:
        sys.setprofile(before)


def test_the_walk_is_the_way_that_a_cell_takes() -> None:
    walk = names()
    assert 0 < len(walk) <= MOST
    with calls({code(name): name for name in walk}) as order:
        corpus = mv.load(ROOT / "data")
        dates = corpus.claims.query("topic == 'return-to-civilian-rule'")
        figure = mv.slippage(dates, mv.derive(corpus), title="From a promise to a vote")
        figure._repr_mimebundle_()
        inputs = read_inputs(ROOT / "data", ROOT / "notebooks")
        books, problems = read_notebooks("notebooks", inputs.notebooks)
        assert not problems
        assemble(inputs.tables.files, {"en": corpus}, books, pictures=False)
    assert order == walk
