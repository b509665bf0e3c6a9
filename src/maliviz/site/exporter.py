"""One page from one notebook: nbconvert's `maliviz` exporter.

`jupyter nbconvert --to maliviz notebooks/index.ipynb` writes one file that is whole by itself:
style and script stand inside, under a policy that allows nothing else. The navigation comes
from the notebooks beside it. `maliviz build` uses the same exporter, and tells it of the site.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode
from traitlets import Any as AnyTrait
from traitlets import default

from maliviz.corpus import Corpus, load
from maliviz.prose.html import ClaimLink, legend_html, linker, plain_link
from maliviz.site import explore
from maliviz.site.faults import PublishError
from maliviz.site.metadata import head
from maliviz.site.notebook import Notebook, read_all
from maliviz.site.pages import Site
from maliviz.site.paper import TEMPLATES, environment, policy, style_sheet, template
from maliviz.site.proof import survey
from maliviz.site.view import View, compose


class MalivizExporter(TemplateExporter):
    """Write a notebook as a page.

    `site` is what to know of the other pages, and `corpus` what to know of the claims; either is
    looked for beside the notebook if it is None.
    """

    export_from_notebook = "Explanatory page"
    output_mimetype = "text/html"

    site = AnyTrait(None, allow_none=True)
    corpus = AnyTrait(None, allow_none=True)

    @default("file_extension")
    def _html_extension(self) -> str:
        return ".html"

    @default("template_file")
    def _page_template(self) -> str:
        return "page.html.j2"

    @default("template_paths")
    def _own_templates_alone(self) -> list[str]:
        return [str(TEMPLATES)]

    def from_notebook_node(  # type: ignore[override] # as in TemplateExporter itself
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Make the page; raises PublishError with all that stands against it."""
        metadata = (resources or {}).get("metadata", {})
        folder, name = Path(metadata.get("path", ".")), metadata.get("name", "index")
        notebook = Notebook(f"{folder.name or '.'}/{name}.ipynb", nb)
        site = self.site or _beside(folder, notebook)
        corpus = self.corpus or _corpus(folder.parent / "data")
        claim_link, legend = _words(corpus) if corpus else (plain_link, "")
        view = compose(notebook, site, claim_link)
        if view.faults:
            raise PublishError(view.faults)
        agreement = explore.agreement(corpus) if corpus else {}
        whole = frame(view, corpus) | {"legend": Markup(legend), "agreement": agreement}
        page, made = super().from_notebook_node(nb, {**(resources or {}), **whole}, **kw)
        return page.rstrip() + "\n", made

    def _create_environment(self) -> Environment:
        return environment()


def _beside(folder: Path, notebook: Notebook) -> Site:
    """Learn the site from the notebooks that lie beside one."""
    files = {path.name: path.read_bytes() for path in folder.glob("[!.]*.ipynb")}
    files.pop(f"{notebook.stem}.ipynb", None)
    return survey([*read_all(folder.name, files), notebook])


def _corpus(data: Path) -> Corpus | None:
    return load(data) if (data / "datapackage.json").is_file() else None


@lru_cache(maxsize=1)
def _words(corpus: Corpus) -> tuple[ClaimLink, str]:
    """What makes links to claims, and what their signs mean; once for all pages of a site."""
    return linker(corpus), legend_html(corpus)


def frame(view: View, corpus: Corpus | None) -> dict[str, Any]:
    """Put together what the template needs besides what is on the page itself."""
    style, script = style_sheet(), template("page.js")
    asks = bool(view.site.explore) and any(block.figure.get("spec") for block in view.blocks)
    if asks:
        style, script = style + template("explore.css"), script + template("ask.js")
    return {
        "view": view,
        "head": head(view, corpus),
        "legend": "",
        "agreement": {},
        "style": Markup(style),
        "script": Markup(script),
        "policy": policy(style, script, plotly=asks),
        "block": explore.block,
    }
