"""The files of a site fit together, and are the same whenever they are made."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_site import BASE, Made

from maliviz.problem import ProblemError
from maliviz.site.assemble import joined


@pytest.mark.parametrize("base", ["", BASE])
def test_the_same_parts_make_the_same_files(tmp_path: Path, base: str) -> None:
    first, again = (Made(tmp_path / name).files(base) for name in ("a", "b"))
    assert first == again


def test_two_files_never_share_a_path() -> None:
    assert joined({"b": b"1"}, {"a": b"2"}) == {"b": b"1", "a": b"2"}
    with pytest.raises(ProblemError, match=r"^b: the site makes a file of this name itself"):
        joined({"b": b"1"}, {"b": b"1"})
