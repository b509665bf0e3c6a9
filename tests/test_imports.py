"""The parts of the code know each other in one direction, and each module is what its name says.

Who may import whom, for types as well, is a contract in pyproject.toml.
"""

from __future__ import annotations

import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType

import grimp
import pytest

import maliviz.site

ROOT = Path(__file__).parents[1]
LINTER = Path(sys.executable).with_name("lint-imports")


def circles(needs: dict[str, set[str]]) -> list[str]:
    """The first circle of modules that need each other."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return [" → ".join(error.args[1])]
    return []


def shadowed(package: ModuleType) -> list[str]:
    """The modules below a package that are not what one gets by their names."""
    found = []
    for one in walk_packages(package.__path__, f"{package.__name__}."):
        home, _, name = one.name.rpartition(".")
        module = import_module(one.name)
        if getattr(import_module(home), name) is not module:
            found.append(one.name)
    return found


def test_the_contract_is_kept() -> None:
    linted = subprocess.run(
        [LINTER, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_no_module_needs_itself() -> None:
    graph = grimp.build_graph("maliviz", cache_dir=None)
    assert (
        circles({one: graph.find_modules_directly_imported_by(one) for one in graph.modules}) == []
    )


def test_no_module_is_shadowed() -> None:
    assert shadowed(maliviz) == []


def test_the_site_is_read_in_the_order_in_which_its_modules_know_each_other() -> None:
    names = re.findall(r"`(\w+)`", maliviz.site.__doc__ or "")
    order = [f"maliviz.site.{name}" for name in names]
    graph = grimp.build_graph("maliviz", cache_dir=None)
    assert sorted(order) == sorted(graph.find_children("maliviz.site"))
    for place, module in enumerate(order):
        needed = graph.find_modules_directly_imported_by(module) & set(order)
        assert needed <= set(order[:place]), module


def test_what_is_wrong_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a → c → b → a"]
    home = tmp_path / "shady"
    home.mkdir()
    (home / "one.py").write_text("def one(): ...\n")
    (home / "two.py").write_text("def one(): ...\n")
    (home / "__init__.py").write_text(
        "from shady.one import one\nfrom shady.two import one as two_\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert shadowed(import_module("shady")) == ["shady.one"]
