"""The parts of a drawing that is taller than a page of paper: each is printed whole.

A drawing names its own places to break, in `data-ends`; a part shows it again, from one of them
to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from maliviz.site.alone import read_svg


@dataclass(frozen=True)
class Sheet:
    """One part of a drawing: the drawing's id, and what of it is seen."""

    drawing: str
    box: str


def sheets(drawing: str) -> tuple[Sheet, ...]:
    """Return the parts of a drawing; none if it is to be printed as it is.

    >>> svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 30" id="x" data-ends="{}"/>'
    >>> [sheet.box for sheet in sheets(svg.format("0 12.5 30"))]
    ['0 0 9 12.5', '0 12.5 9 17.5']
    """
    root = read_svg(drawing)
    width = root.get("viewBox", "").split()[2]
    ends = [float(end) for end in root.get("data-ends", "").split()]
    return tuple(
        Sheet(root.get("id", ""), f"0 {top:g} {width} {round(end - top, 1):g}")
        for top, end in pairwise(ends)
    )
