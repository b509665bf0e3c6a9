"""Drawings become PNG in processes of their own, while this one writes the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from maliviz.site.faults import stop
from maliviz.site.kernel import CONTEXT, begin

_PROCESSES = 2


@dataclass
class Painted:
    """Pictures by path; and by path too, why some could not be painted."""

    pictures: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


@contextmanager
def painting(drawings: Mapping[str, str]) -> Iterator[Callable[[], Painted]]:
    """Begin to paint drawings, SVG by the path of its picture; call what this gives to wait.

    To wait raises PublishError if a process broke down.
    """
    parts = [dict(islice(drawings.items(), n, None, _PROCESSES)) for n in range(_PROCESSES)]
    begun = [_begin(part) for part in parts if part]
    try:
        yield lambda: _gather(answer for _, answer in begun)
    finally:
        for process, answer in begun:
            answer.close()
            process.kill()
            process.join()


def _begin(drawings: Mapping[str, str]) -> tuple[BaseProcess, Connection]:
    ours, theirs = CONTEXT.Pipe(duplex=False)
    process = begin(_paint, drawings, theirs)
    theirs.close()
    return process, ours


def _gather(answers: Iterable[Connection]) -> Painted:
    painted = Painted()
    for answer in answers:
        try:
            part: Painted = answer.recv()
        except EOFError:
            raise stop("a process that paints pictures ended; is there memory left?") from None
        painted.pictures |= part.pictures
        painted.refused |= part.refused
    return painted


def _paint(drawings: Mapping[str, str], answer: Connection) -> None:
    from maliviz.site.raster import raster

    painted = Painted()
    for path, svg in drawings.items():
        try:
            painted.pictures[path] = raster(svg)
        except ValueError as error:
            painted.refused[path] = str(error)
    with suppress(BrokenPipeError):
        answer.send(painted)
