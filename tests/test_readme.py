"""What README.md and CONTRIBUTING.md say of the data, the code and the commands is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from generated import PARTS, renewed

from maliviz.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PARTS)
def test_what_is_generated_is_up_to_date(name: str) -> None:
    path, _ = PARTS[name]
    assert path.read_text(encoding="utf-8") == renewed(name), "write it anew with: make guides"


def test_each_command_that_is_named_exists(capsys: pytest.CaptureFixture[str]) -> None:
    named = set(re.findall(r"\.venv/bin/maliviz (\w+)", README))
    assert named
    for command in named:
        with pytest.raises(SystemExit, match="0"):
            main([command, "--help"])


def test_each_place_that_is_named_exists() -> None:
    places = set(re.findall(r"\| `([^`|]+/)` \|", README)) - {"build/"}
    assert places
    assert [place for place in sorted(places) if not (ROOT / place).is_dir()] == []
