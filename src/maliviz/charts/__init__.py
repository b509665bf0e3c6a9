"""The chart forms, one a file: functions from frames of claims to a `Figure`."""

from maliviz.charts.counts import counts
from maliviz.charts.lanes import lanes
from maliviz.charts.portraits import portraits
from maliviz.charts.sequence import sequence
from maliviz.charts.slippage import slippage
from maliviz.charts.squares import squares
from maliviz.charts.stances import stances
from maliviz.charts.strips import strips

__all__ = [
    "counts",
    "lanes",
    "portraits",
    "sequence",
    "slippage",
    "squares",
    "stances",
    "strips",
]
