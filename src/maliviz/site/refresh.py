"""Run notebooks where they are, so that their stored outputs are what they show now.

What stays the same stays the same to the byte: a notebook is written only if it differs, with
its keys in order, and with nothing in it that a machine or a moment decides.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from maliviz.corpus.table import replace_file
from maliviz.site.inputs import read
from maliviz.site.notebook import Notebook, read_all
from maliviz.site.site import at_home, run_fresh

_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def refresh(data: Path, notebooks: Path, say: Callable[[str], None]) -> list[str]:
    """Run every notebook of a folder and store what it shows; return those that changed.

    Raises PublishError with all that fails; then none is written.
    """
    inputs = read(data, notebooks)
    stored = read_all(notebooks.resolve().name, inputs.notebooks, upgrade=True)
    with tempfile.TemporaryDirectory(prefix="maliviz-") as work, at_home(notebooks, Path(work)):
        fresh = run_fresh(inputs, stored, Path(work), notebooks, say)
    written = {Path(notebook.file).name: stable(notebook) for notebook in fresh}
    changed = [name for name, raw in written.items() if raw != inputs.notebooks[name]]
    for name in changed:
        replace_file(notebooks / name, written[name])
    return changed


def stable(notebook: Notebook) -> bytes:
    """Write a notebook in the one form in which it is stored."""
    node: NotebookNode = nbformat.from_dict(notebook.node)
    node.metadata = {**node.metadata, "kernelspec": _KERNEL, "language_info": {"name": "python"}}
    for cell in node.cells:
        cell.metadata.pop("execution", None)
    text = str(nbformat.writes(node)).rstrip("\n")
    return (text + "\n").encode("utf-8")
