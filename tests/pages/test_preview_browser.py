"""A page of the preview loads itself anew, and shows what is wrong, under the policy it has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from made import Project, md
from playwright.sync_api import Browser, expect

PAGES = ("index.html", "changes.html", "nowhere.html")
LONG = 600_000


def test_open_pages_follow_what_is_saved(tmp_path: Path, browser: Browser) -> None:
    project = Project(tmp_path / "report")
    command = [sys.executable, "-m", "maliviz.cli", "preview", "--port", "0"]
    context = browser.new_context()
    with subprocess.Popen(command, cwd=project.root, stderr=subprocess.PIPE, text=True) as preview:
        try:
            assert preview.stderr is not None
            address = preview.stderr.readline().partition(" ")[0]
            while preview.stderr.readline() != "ready\n":
                pass
            pages = {name: context.new_page() for name in PAGES}
            for name, page in pages.items():
                page.goto(address + name)
                assert page.evaluate("document.compatMode") == "CSS1Compat"
                page.evaluate("document.title = 'old'")
            good = (project.data / "gaps.csv").read_text("utf-8")
            (project.data / "gaps.csv").write_text(f"{good}<b>,1,boats,Who.\n", "utf-8")
            for page in pages.values():
                alert = page.get_by_role("alert")
                expect(alert).to_contain_text('data/gaps.csv:2: id = "<b>"', timeout=LONG)
            (project.data / "gaps.csv").write_text(good, "utf-8")
            for page in pages.values():
                expect(page.get_by_role("alert")).to_have_count(0, timeout=LONG)
                assert page.title() == "old"
            project.write("index.ipynb", md("# Lamps"), md("See [the boats](boats.ipynb)."))
            for page in pages.values():
                expect(page).not_to_have_title("old", timeout=LONG)
        finally:
            preview.kill()
            context.close()
