"""What it costs to build the site, beside nbconvert on the same notebooks.

Prints ratios of times taken in one run, in turn, the median of three, to that of `jupyter
nbconvert --execute --to html`, which runs one notebook after the other: of a build from a clean
clone (0.35 at most is the aim), and of bringing one edited notebook up to date and building (0.5).

    python tests/benchmarks/rebuild.py
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.table import table

PROJECT = Path(__file__).parents[2]
RUNS = 3
MALIVIZ = [sys.executable, "-m", "maliviz.cli"]
BUILD, REFRESH = [*MALIVIZ, "build"], [*MALIVIZ, "refresh"]
STOCK = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", "--output-dir", "stock"]
FONTS = [sys.executable, "-c", "import matplotlib.font_manager"]
AIMS = {
    "build": ("build from a clean clone", 0.35),
    "edit": ("one edited notebook, refreshed and built", 0.5),
}


def main() -> None:
    """Do all three in turn, some times over, and print the table."""
    seconds: dict[str, list[float]] = {"nbconvert": [], "build": [], "edit": []}
    with tempfile.TemporaryDirectory(prefix="maliviz-build-") as name:
        for number in range(RUNS):
            print(f"run {number + 1} of {RUNS}", file=sys.stderr)
            root = Path(name) / str(number)
            for part in ("data", "notebooks"):
                shutil.copytree(PROJECT / part, root / part)
            _seconds(FONTS, root)
            books = sorted((root / "notebooks").rglob("*.ipynb"))
            seconds["nbconvert"].append(_seconds([*STOCK, *map(str, books)], root))
            seconds["build"].append(_seconds(BUILD, root))
            _edit(max(books, key=_codes))
            seconds["edit"].append(_seconds(REFRESH, root) + _seconds(BUILD, root))
    took = {name: median(times) for name, times in seconds.items()}
    rows = [_row(what, took[name], took["nbconvert"], aim) for name, (what, aim) in AIMS.items()]
    print("# Time of a build, beside nbconvert --execute\n")
    print(table(("what", "seconds", "ratio", "aim, at most"), rows))


def _codes(book: Path) -> int:
    """How many code cells a notebook has."""
    cells = json.loads(book.read_text(encoding="utf-8"))["cells"]
    return sum(cell["cell_type"] == "code" for cell in cells)


def _edit(book: Path) -> None:
    """Edit the last code cell of a notebook, so that its outputs are older than its source."""
    text = json.loads(book.read_text(encoding="utf-8"))
    last = [cell for cell in text["cells"] if cell["cell_type"] == "code"][-1]
    last["source"] = [*last["source"], "\n# edited"]
    book.write_text(json.dumps(text), encoding="utf-8")


def _row(what: str, seconds: float, other: float, aim: float) -> tuple[str, str, str, str]:
    return what, f"{seconds:.2f} / {other:.2f}", f"{seconds / other:.2f}", str(aim)


def _seconds(command: Sequence[str], folder: Path) -> float:
    """Run a command in a project of its own; the list of fonts, slow to make, is there already."""
    own = {"MPLCONFIGDIR": str(folder / ".maliviz" / "matplotlib"), "JUPYTER_CONFIG_DIR": "own"}
    start = perf_counter()
    subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **own},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return perf_counter() - start


if __name__ == "__main__":
    main()
