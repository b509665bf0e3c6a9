"""What a build costs, beside nbconvert on the same notebooks, and what it costs to do it again.

Prints ratios of times taken in one run, in turn, the median of three: a rebuild with nothing
changed to a full build (a tenth at most is the aim), and a full build to `jupyter nbconvert
--execute --to html` (0.6 at most), which runs one notebook after the other.

    python tests/benchmarks/rebuild.py
"""

from __future__ import annotations

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
BUILD = [
    sys.executable,
    "-c",
    "import sys; from maliviz.cli import main; sys.exit(main())",
    "build",
]
STOCK = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", "--output-dir", "stock"]


def main() -> None:
    """Run all three in turn, some times over, and print the table."""
    seconds: dict[str, list[float]] = {"nbconvert": [], "build": [], "rebuild": []}
    with tempfile.TemporaryDirectory(prefix="maliviz-build-") as name:
        for number in range(RUNS):
            print(f"run {number + 1} of {RUNS}", file=sys.stderr)
            root = Path(name) / str(number)
            for part in ("data", "notebooks"):
                shutil.copytree(PROJECT / part, root / part)
            _seconds([sys.executable, "-c", "import matplotlib.font_manager"], root)
            books = sorted(str(path) for path in (root / "notebooks").glob("*.ipynb"))
            seconds["nbconvert"].append(_seconds([*STOCK, *books], root))
            seconds["build"].append(_seconds(BUILD, root))
            seconds["rebuild"].append(_seconds(BUILD, root))
    took = {name: median(times) for name, times in seconds.items()}
    print("# Time of a build\n")
    rows = [
        _row("rebuild with nothing changed / full build", took["rebuild"], took["build"], 0.1),
        _row("full build / nbconvert --execute", took["build"], took["nbconvert"], 0.6),
    ]
    print(table(("what", "seconds", "ratio", "aim, at most"), rows))


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
