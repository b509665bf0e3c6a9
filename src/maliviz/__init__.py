"""maliviz: a report in which every mark and every number leads to who said it, and where.

The facts are claims, in tables. They are loaded, compared, and drawn; a notebook needs a line
for each:

>>> import maliviz as mv
>>> corpus = mv.load("data")
>>> corpus.claims.query("id == 'handover-by-march-2024'")["when"].item()
'[..2024-03]'

Reading this package loads neither pandas nor matplotlib nor plotly nor nbconvert: each is loaded
by what first needs it.
"""

from maliviz.charts.claim_list import (
    list_claims,
    list_gaps,
    list_inferences,
    list_people,
    list_speakers,
)
from maliviz.charts.counts import counts
from maliviz.charts.figure import Figure
from maliviz.charts.lanes import lanes
from maliviz.charts.picture import picture
from maliviz.charts.portraits import portraits
from maliviz.charts.sequence import sequence
from maliviz.charts.slippage import slippage
from maliviz.charts.squares import squares
from maliviz.charts.stances import stances
from maliviz.charts.strips import strips
from maliviz.corpus import Corpus, DataError, load
from maliviz.evidence.compare import compare
from maliviz.evidence.derive import derive

__all__ = [
    "Corpus",
    "DataError",
    "Figure",
    "compare",
    "counts",
    "derive",
    "lanes",
    "list_claims",
    "list_gaps",
    "list_inferences",
    "list_people",
    "list_speakers",
    "load",
    "picture",
    "portraits",
    "sequence",
    "slippage",
    "squares",
    "stances",
    "strips",
]
