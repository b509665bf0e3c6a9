"""Large corpora are sound, and nothing is done more often than the number of claims asks for.

Seconds belong in a benchmark. Here calls of functions are counted, which no clock disturbs.
"""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.made_large import write_large
from benchmarks.scale import Step, steps
from maliviz import load
from maliviz.corpus.check import check
from maliviz.evidence.review import reviewed

pytestmark = pytest.mark.slow

LESS, MORE = 100, 400
# Five times the calls for four times the claims: an exponent of 1.16.
AT_MOST = 5.0
STEPS = (
    *("check", "load", "compare", "compare with what was reviewed", "derive"),
    *("list_claims, every topic", "list_inferences", "links in prose, made ready"),
)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Step]]:
    """What is measured, at two sizes."""
    found = {}
    for size in (LESS, MORE):
        data = tmp_path_factory.mktemp("large") / "data"
        write_large(data, size)
        found[size] = dict(steps(data))
    return found


def calls(step: Callable[[], object]) -> int:
    """How many calls a step makes, once it has made what it makes only once."""
    step()
    profile = cProfile.Profile()
    profile.runcall(step)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_a_large_corpus_is_sound(tmp_path: Path) -> None:
    write_large(tmp_path / "data", LESS)
    assert check(tmp_path / "data") == []
    corpus = load(tmp_path / "data")
    assert reviewed(corpus) == []
    assert len(corpus.claims) == LESS
    assert set(corpus.questions["kind"]) == {"count", "yes-no", "date", "name", "text"}
    assert set(corpus.comparisons["verdict"]) == {"compatible", "conflict", "single text"}


def test_a_corpus_is_made_by_rule_alone(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_large(tmp_path / name, LESS)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("one", "two")
    )
    assert one == two


@pytest.mark.parametrize("step", STEPS)
def test_work_grows_no_faster_than_the_claims(
    step: str, measured: dict[int, dict[str, Step]]
) -> None:
    assert calls(measured[MORE][step]) < AT_MOST * calls(measured[LESS][step])


def test_what_grows_with_the_square_is_told() -> None:
    def square(size: int) -> Step:
        return lambda: [abs(one - other) for one in range(size) for other in range(size)]

    assert calls(square(MORE)) > AT_MOST * calls(square(LESS))
