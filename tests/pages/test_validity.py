"""Every page is valid HTML.

The rules are our own reading of the standard (see `validity`), which need Python alone. The Nu
checker, whose verdict counts, is asked too where `make test` could get it: it needs Java and npm.
Each broken page below is one that the Nu checker finds wrong.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .validity import invalid

NU = Path(__file__).parents[2] / ".venv" / "own" / "vnu.jar"
SHORT = "changes.html"  # which is soon parsed
BROKEN = [
    ("<h1", "<p><div></div></p><h1", "Unexpected end tag (p)"),
    ("<h1", '<p id="main"></p><h1', "2 elements have the id main"),
    ("<h1", "<b><i></b></i><h1", "End tag (b) violates"),
    ("<h1", '<p colour="red"></p><h1', "<p colour>: no such attribute"),
    ("<h1", "<center></center><h1", "<center>"),
    ("<h1", "<span><h2>x</h2></span><h1", "<h2> may not stand in <span>"),
    ("<h1", '<b><a href="#main"><div>x</div></a></b><h1', "<div> may not stand in <a>"),
    ("<h1", "<ul><p>x</p></ul><h1", "<p> may not stand in <ul>"),
    ("<h1", "<ul>x</ul><h1", "<ul> holds loose text"),
    ("<h1", "<dl><p>x</p></dl><h1", "<p> may not stand in <dl>"),
    ("<h1", '<a href="#main"><button type="button">x</button></a><h1', "both can be clicked"),
    ("<h1", '<label for="nobody">x</label><h1', "nothing has the id nobody"),
    ("<h1", '<p aria-labelledby="nobody">x</p><h1', "nothing has the id nobody"),
    ("<h1", '<img src="data:,"><h1', "no alternative text"),
    ("<h1", "<main></main><h1", "2 elements are <main>"),
    ("<h1", "<details>x<p>x</p><summary>x</summary></details><h1", "not the first in <details>"),
    ("<h1", '<p class="a" class="b"></p><h1', "duplicate attribute"),
    ("<h1", "<table><tbody><p>x</p></tbody></table><h1", "table"),
    ("</h1>", "</h2>", "h2"),
    ("<!doctype html>", "", "DOCTYPE"),
]


def test_every_page_is_valid(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    found = [f"{page.name}: {one}" for page in pages for one in invalid(page.read_text("utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("old", "new", "finding"), BROKEN)
def test_an_invalid_page_is_found(site: Path, old: str, new: str, finding: str) -> None:
    text = (site / SHORT).read_text("utf-8")
    assert old in text
    assert finding in "\n".join(invalid(text.replace(old, new, 1)))


def nu(*files: Path) -> list[str]:
    """What the Nu checker says of these files, one error a line."""
    java = ["java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(NU)]
    command = [*java, "--errors-only", "--also-check-svg", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr.splitlines()


@pytest.mark.skipif(not (NU.is_file() and shutil.which("java")), reason="there is no Nu checker")
def test_the_nu_checker_finds_nothing_but_in_broken_pages(site: Path, tmp_path: Path) -> None:
    text = (site / SHORT).read_text("utf-8")
    for number, (old, new, _) in enumerate(BROKEN):
        (tmp_path / f"{number}.html").write_text(text.replace(old, new, 1), "utf-8")
    broken = sorted(tmp_path.iterdir())
    said = nu(*site.rglob("*.html"), *site.rglob("*.svg"), *broken)
    assert [line for line in said if str(tmp_path) not in line] == []
    assert [path for path in broken if not any(f"{path}" in line for line in said)] == []
