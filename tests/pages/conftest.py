"""The real site, built once for all workers, before a real browser."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from maliviz.site.build import build
from maliviz.site.inputs import read_inputs

from .window import HANGS, Window, served

PROJECT = Path(__file__).parents[2]
IDS = re.compile(r'(?<=\sid=")[^"]+')
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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
    """The Chromium of this machine: the one that $CHROMIUM names, or the first on the path."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, filter(None, names))), None)
    if path is None:
        why = "no browser: install Chromium, or say where one is with CHROMIUM=/path/to/it"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    expect.set_options(timeout=HANGS * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def window(browser: Browser, site: Path) -> Iterator[Window]:
    """The browser before the site, which is served as a web host would."""
    with served(site) as address:
        yield Window(browser, site, address)
