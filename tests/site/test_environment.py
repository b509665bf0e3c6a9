"""Notebooks run in an environment that does not hang on who runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from maliviz.site import environment as module
from maliviz.site.environment import FIXED, environment

pytestmark = pytest.mark.slow

PERSONAL = {
    "TZ": "Asia/Tokyo",
    "LC_ALL": "de_DE.UTF-8",
    "LC_TIME": "de_DE.UTF-8",
    "COLUMNS": "200",
    "PYTHONHASHSEED": "7",
    "PYTHONWARNINGS": "error",
    "PYTHONSTARTUP": "mine.py",
    "MPLBACKEND": "nonsense",
    "MATPLOTLIBRC": "/mine",
    "MPLCONFIGDIR": "/mine",
    "IPYTHONDIR": "/mine",
    "JUPYTER_CONFIG_DIR": "/mine",
}


def test_it_holds_nothing_personal(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = environment()
    for name, value in PERSONAL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("OTHER", "kept")
    assert environment() == plain | {"OTHER": "kept"}
    assert FIXED.items() <= plain.items()
    assert not {"MPLBACKEND", "LC_TIME", "PYTHONSTARTUP"} & set(plain)


def test_any_command_runs_in_it() -> None:
    show = "import os, time; print(os.environ['COLUMNS'], time.tzname[0], hash('a'))"
    command = [sys.executable, "-m", "maliviz.site.environment", sys.executable, "-c", show]
    runs = {
        subprocess.run(command, env=os.environ | mine, capture_output=True, text=True).stdout
        for mine in ({}, PERSONAL | {"PYTHONSTARTUP": "", "PYTHONWARNINGS": ""})
    }
    assert len(runs) == 1
    assert runs.pop().startswith("80 UTC ")


def test_where_nothing_can_be_written_it_finds_a_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module._own.cache_clear()
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "no" / "such"))
    try:
        assert os.access(Path(environment()["MPLCONFIGDIR"]).parent, os.W_OK)
    finally:
        module._own.cache_clear()
