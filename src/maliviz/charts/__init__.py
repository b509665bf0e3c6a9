"""The chart forms, one a file: functions from frames of claims to a `Figure`."""

from maliviz.charts.lanes import lanes
from maliviz.charts.slippage import slippage

__all__ = ["lanes", "slippage"]
