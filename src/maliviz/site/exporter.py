"""One page from one notebook: nbconvert's `maliviz` exporter.

`jupyter nbconvert --to maliviz notebooks/index.ipynb` writes one file that is whole by itself:
style and script stand inside, under a policy that allows nothing else. The navigation comes
from the notebooks beside it, and what is said of claims from the tables in `data`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from maliviz.corpus import Corpus, load
from maliviz.problem import ProblemError
from maliviz.site.model import Site
from maliviz.site.notebooks import Notebook, read_notebooks
from maliviz.site.pages import page_files


class MalivizExporter(Exporter):
    """Write a notebook as a page."""

    export_from_notebook = "Explanatory page"
    output_mimetype = "text/html"

    @default("file_extension")
    def _html_extension(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override] # as in Exporter's own subclasses
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Make the page; raises ProblemError with all that stands against it."""
        node, resources = super().from_notebook_node(nb, resources, **kw)
        metadata = resources.get("metadata", {})
        folder, name = Path(metadata.get("path", ".")), metadata.get("name", "index")
        notebook = Notebook(f"{folder.name or '.'}/{name}.ipynb", node)
        site = _site(folder, notebook)
        with site.speaking():
            (page,) = page_files([notebook], site).values()
        return page.decode("utf-8"), resources


def _site(folder: Path, notebook: Notebook) -> Site:
    """Learn the site from the notebooks that lie beside one, and from the tables."""
    files = {path.name: path.read_bytes() for path in folder.glob("[!.]*.ipynb")}
    files.pop(f"{notebook.stem}.ipynb", None)
    others, problems = read_notebooks(folder.name, files)
    if problems:
        raise ProblemError(problems)
    return Site((*others, notebook), _corpus(folder))


def _corpus(folder: Path) -> Corpus | None:
    """Load the tables that lie beside a folder of notebooks, or beside that of all languages."""
    for data, language in ((folder.parent, ""), (folder.parent.parent, folder.name)):
        if (data / "data" / "datapackage.json").is_file():
            return load(data / "data", language)
    return None
