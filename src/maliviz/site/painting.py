"""Drawings become PNG."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Painted:
    """Pictures by path; and by path too, why some could not be painted."""

    pictures: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


@contextmanager
def painting(drawings: Mapping[str, str]) -> Iterator[Callable[[], Painted]]:
    """Give a function that paints drawings, SVG by the path of its picture."""
    yield lambda: _paint(drawings)


def _paint(drawings: Mapping[str, str]) -> Painted:
    from maliviz.site.raster import raster

    painted = Painted()
    for path, svg in drawings.items():
        try:
            painted.pictures[path] = raster(svg)
        except ValueError as error:
            painted.refused[path] = str(error)
    return painted
