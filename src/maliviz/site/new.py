"""Begin a project: tables without rows, two notebooks, and what publishes them.

What it holds stands as files in `project/` beside this module, and is copied; only name and title
are filled in. The schema of the tables is that of our own report, and `datapackage.json` is a link
to it, so that there is one.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

from maliviz.corpus.schema import FILE, read_package
from maliviz.corpus.table import canonical
from maliviz.phrases import capitalized, without_accents
from maliviz.problem import Problem, ProblemError

_PROJECT = Path(__file__).with_name("project")
_SCHEMA = Path(__file__).with_name(FILE)


def new(folder: Path) -> None:
    """Make a project in a folder that is empty, or not there yet.

    Its name and title are those of the folder. Raises ProblemError if something is there.
    """
    if folder.is_dir() and any(path.name != ".git" for path in folder.iterdir()):
        hint = "name a new folder, or move elsewhere what is in this one"
        raise ProblemError([Problem(str(folder), rule="is not empty", hint=hint)])
    words = re.findall(r"\w+", folder.resolve().name)
    slug = "-".join(re.findall("[a-z0-9]+", without_accents(" ".join(words)).lower()))
    filled = {
        "{title}": capitalized(" ".join(words).replace("_", " ")) or "Report",
        "{name}": slug or "report",
        "{version}": version("maliviz"),
    }
    for source in sorted(path for path in _PROJECT.rglob("*") if path.is_file()):
        text = source.read_text(encoding="utf-8")
        for place, value in filled.items():
            text = text.replace(place, value)
        path = folder / source.relative_to(_PROJECT)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    _add_tables(folder / "data")


def _add_tables(data: Path) -> None:
    """Complete the description of the data by the schema, and write its tables without rows."""
    package = json.loads((data / FILE).read_text(encoding="utf-8"))
    package["resources"] = json.loads(_SCHEMA.read_text(encoding="utf-8"))["resources"]
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (data / FILE).write_text(f"{text}\n", encoding="utf-8")
    for table in read_package(data).tables:
        (data / table.path).write_text(canonical([], table.columns), encoding="utf-8")
