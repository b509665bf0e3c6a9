"""Names that wait for the pages to use `Problem` and `ProblemError` themselves."""

from __future__ import annotations

from collections.abc import Iterable

from maliviz.problem import Problem as Fault
from maliviz.problem import ProblemError

__all__ = ["Fault", "PublishError"]


class PublishError(ProblemError):
    """A ProblemError that also takes texts."""

    def __init__(self, faults: Iterable[object]) -> None:
        super().__init__(f if isinstance(f, Fault) else Fault("", rule=str(f)) for f in faults)

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self.problems
