"""Pictures are painted beside, and all of them are there in the end, or one is told of."""

from __future__ import annotations

import os
from collections.abc import Mapping
from multiprocessing.connection import Connection

import pytest

from maliviz.site import painting as module
from maliviz.site.faults import PublishError
from maliviz.site.painting import painting
from maliviz.site.raster import raster

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 9"><rect width="3" height="3"/></svg>'
)


def die(drawings: Mapping[str, str], answer: Connection) -> None:
    os._exit(1)


def test_each_picture_is_as_if_painted_here() -> None:
    drawings = {f"{width}.png": SVG.format(width) for width in (3, 5, 7)}
    with painting(drawings) as painted:
        assert painted().pictures == {name: raster(svg) for name, svg in drawings.items()}


def test_what_cannot_be_painted_is_told_and_the_rest_is_there() -> None:
    drawings = {"a.png": SVG.format(3), "b.png": SVG.format(3).replace("rect", "circle")}
    with painting(drawings) as painted:
        done = painted()
    assert list(done.pictures) == ["a.png"]
    assert "<circle>, which is unknown" in done.refused["b.png"]


def test_no_drawings_need_no_process() -> None:
    with painting({}) as painted:
        assert painted() == module.Painted()


def test_a_process_that_breaks_down_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_paint", die)
    with (
        painting({"a.png": SVG.format(3)}) as painted,
        pytest.raises(PublishError, match="a process that paints pictures ended"),
    ):
        painted()
