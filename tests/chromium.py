"""The browser of this machine, before which pages are held.

Any Chromium does. The headless shell goes first: it is the same engine without the windows of a
desktop, and takes a quarter of the processor time.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
NONE = "no browser: install Chromium, or say where one is with CHROMIUM=/path/to/it"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_path() -> str:
    """Return where the browser is: the one that $CHROMIUM names, or the first on the path."""
    names = filter(None, (os.environ.get("CHROMIUM"), *NAMES))
    found = filter(None, map(shutil.which, names))
    return next(found, "") or sys.exit(NONE)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield browser
        browser.close()
