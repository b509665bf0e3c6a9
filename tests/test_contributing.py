"""Each walk-through of CONTRIBUTING.md, run to the end on a copy of the project.

Those that change this project share a copy, and what they close with: running the notebooks and
building the site is what takes long.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CHAPTERS = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", GUIDE, re.DOTALL | re.MULTILINE))
NEW_PAGES = {"custody.html": "Some count, some do not", "words.html": "They count and estimate"}
COMMAND = "import sys; from maliviz.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project, whose `maliviz` runs the code of the copy."""
    for name in ("data", "notebooks", "src"):
        shutil.copytree(ROOT / name, tmp_path / name)
    command = tmp_path / ".venv" / "bin" / "maliviz"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{COMMAND}' \"$@\"\n")
    command.chmod(0o755)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "data")
    git(tmp_path, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def follow(root: Path, *chapters: str) -> str:
    """Do what each block of walk-throughs says, and return what the commands said.

    The commands by which the last walk-through closes, close the others too.
    """
    walks = [BLOCK.findall(CHAPTERS[chapter]) for chapter in chapters]
    closing = walks[-1][-1][2].splitlines(keepends=True)
    for walk in walks[:-1]:
        kind, path, text = walk.pop()
        lines = text.splitlines(keepends=True)
        own = [line for line in lines if line not in closing]
        assert own == lines[: len(own)], "what all close with does not come last"
        walk.append((kind, path, "".join(own)))
    return "".join(do(root, *block) for block in chain.from_iterable(walks))


def do(root: Path, kind: str, path: str, text: str) -> str:
    """Do what one block says, and return what its commands said."""
    if kind == "sh":
        return run(root, text)
    if kind == "diff":
        edit(root, text)
    elif path.endswith(".ipynb"):
        add_cell(root / path, kind, text.rstrip("\n"))
    else:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return ""


def run(root: Path, commands: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(root / "src")}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"
    return str(done.stdout + done.stderr)


def edit(root: Path, block: str) -> None:
    for path, lines in re.findall(r"^\+\+\+ (\S+)\n((?:[-+](?!\+\+).*\n)+)", block, re.MULTILINE):
        file = root / path
        text = file.read_text(encoding="utf-8")
        end = "" if path.endswith(".ipynb") else "\n"
        for old, new in changes(lines.splitlines()):
            assert not old or text.count(f"{old}{end}") == 1, f"{path} has not once: {old}"
            text = text.replace(f"{old}{end}", f"{new}{end}") if old else f"{text}{new}\n"
        file.write_text(text, encoding="utf-8", newline="")


def changes(lines: list[str]) -> Iterator[tuple[str, str]]:
    old = ""
    for line in lines:
        if line.startswith("-"):
            old = line[1:]
        else:
            yield old, line[1:]
            old = ""


def add_cell(path: Path, kind: str, source: str) -> None:
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    book: dict[str, Any] = {"cells": [], "metadata": {"kernelspec": kernel}}
    book |= {"nbformat": 4, "nbformat_minor": 5}
    if path.exists():
        book = json.loads(path.read_text(encoding="utf-8"))
    cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{len(book['cells'])}", "metadata": {}}
    if kind != "markdown":
        cell |= {"cell_type": "code", "outputs": [], "execution_count": None}
    book["cells"].append(cell | {"source": source})
    path.write_text(json.dumps(book), encoding="utf-8")


def test_add_a_text_a_chapter_and_a_chart_form_and_correct_a_fact(copy: Path) -> None:
    before = {path: path.read_bytes() for path in (copy / "src").rglob("*.py")}
    said = follow(copy, "Add a text", "Add a chapter", "Add a chart form", "Correct a fact")
    after = {path: path.read_bytes() for path in (copy / "src").rglob("*.py")}
    assert dict(after.items() - before.items()).keys() == {copy / "src/maliviz/charts/quotes.py"}

    pages = {path.name: path.read_text("utf-8") for path in (copy / "build").glob("*.html")}
    assert "passages.csv: 1 sentence, c-01" in said
    assert {"arrests", "evidence"} <= set(re.findall(r"changed (\w+)\.ipynb", said))
    figures = (copy / "build" / "figures").rglob("*.json")
    assert any("at-least-30-held" in path.read_text("utf-8") for path in figures)
    assert 'id="claim-at-least-30-held"' in pages["evidence.html"]

    for page, title in NEW_PAGES.items():
        assert title in pages[page]
        assert 'href="evidence.html#claim-dozens-detained-a"' in pages[page]

    assert 'comment.", is "The authorities of Mali have not commented so far."' in said
    assert "The authorities of Mali have not commented so far." in pages["evidence.html"]


def test_start_a_subject(copy: Path) -> None:
    said = follow(copy, "Start a subject")
    assert "passages.csv: 4 sentences, a-01 to a-04" in said
    assert 'subject = "dockers", when_basis = "none", via = "text-a", modality = "attrib' in said
    page = (copy / "harbour" / "build" / "index.html").read_text(encoding="utf-8")
    assert "What is said to have happened, and when" in page
    assert 'aria-label="Strike begins' in page
    assert 'id="claim-begun-on-3-march"' in page


def test_every_walk_through_is_followed() -> None:
    walked = {name for name, text in CHAPTERS.items() if "```sh" in text}
    added = {"Add a text", "Add a chapter", "Add a chart form"}
    assert walked == {"Start a subject", "Correct a fact", *added}
