"""The real site, built once for all workers, before a real browser."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import browser_path, chromium
from playwright.sync_api import Browser, expect

from maliviz.site.build import build
from maliviz.site.inputs import read_inputs

from .window import HANGS, Window, served

PROJECT = Path(__file__).parents[2]
IDS = re.compile(r'(?<=\sid=")[^"]+')


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this project's data and notebooks; whichever worker comes first builds it."""
    ours = tmp_path_factory.getbasetemp()
    root = (ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours) / "report"
    root.mkdir(exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "build").exists():
            for name in ("data", "notebooks"):
                shutil.copytree(PROJECT / name, root / name, dirs_exist_ok=True)
            build(read_inputs(root / "data", root / "notebooks"), root / "build", print)
    return root / "build"


@pytest.fixture(scope="session")
def ids(site: Path) -> dict[str, set[str]]:
    """The places on each page."""
    pages = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}
    return {name: set(IDS.findall(path.read_text("utf-8"))) for name, path in pages.items()}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this machine; where there is none, CI fails, and others skip these tests."""
    try:
        browser_path()
    except SystemExit as none:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(none))
    expect.set_options(timeout=HANGS * 1000)
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def window(browser: Browser, site: Path) -> Iterator[Window]:
    """The browser before the site, which is served as a web host would."""
    with served(site) as address:
        yield Window(browser, site, address)
