"""README.md says of the data what the schema says, and the commands that it names exist."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from maliviz.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODEBOOK = re.compile(r"(?<=<!-- codebook -->\n).*?(?=<!-- /codebook -->)", re.DOTALL)


def codebook() -> str:
    """The tables of the schema in Markdown; paste it into README.md when this test says so."""
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    parts = []
    for resource in package["resources"]:
        parts += [f"### {resource['path']}", "", resource["description"], ""]
        parts += ["| column | what it holds |", "|---|---|"]
        parts += [f"| `{f['name']}` | {_cell(f)} |" for f in resource["schema"]["fields"]]
        parts.append("")
    return "\n".join(parts)


def _cell(field: dict[str, object]) -> str:
    constraints = field.get("constraints", {})
    assert isinstance(constraints, dict)
    values = ", ".join(f"`{value}`" for value in constraints.get("enum", ()))
    text = str(field["description"]).replace("|", "\\|")
    return f"{text} One of {values}." if values else text


def test_the_codebook_is_the_schema() -> None:
    found = CODEBOOK.search(README)
    assert found is not None
    assert found[0].strip() == codebook().strip()


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
